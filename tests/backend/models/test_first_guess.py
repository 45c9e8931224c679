from __future__ import annotations

from pathlib import Path

import pytest
import torch

from any2any.models.context import ContextEncoder
from any2any.models.first_guess import (
    STATISTICS,
    FirstGuess,
    first_guesses,
    local_statistics,
    to_pixels_per_cell,
)
from any2any.models.reach import Cells
from any2any.models.translator import Translator, save_model
from any2any.raster.window import Bounds
from any2any.spec.manifest import Manifest
from any2any.spec.modality import DEFAULT_MODALITIES, Direction

from ..guesses import FINE, with_guess

SPECS = {m.name: m for m in DEFAULT_MODALITIES}


def context_encoder() -> ContextEncoder:
    """A small one, of random weights, with context at every pixel of radar and near infrared."""
    torch.manual_seed(1)
    encoder = ContextEncoder(FINE, DEFAULT_MODALITIES).requires_grad_(False)
    for parameter in encoder.fine.parameters():
        parameter.normal_(std=0.2)
    return encoder


def linear_of(source: str, target: str, slope: float, bias: float = 0.0) -> FirstGuess:
    """Maps the bands' values alone, all alike."""
    guess = FirstGuess(SPECS[source], SPECS[target])
    guess.weight[:, : SPECS[source].channels] = slope
    guess.bias.fill_(bias)
    return guess


def shake(guess: FirstGuess) -> None:
    """Give every coefficient a value, such that results stay inside the range."""
    torch.manual_seed(0)
    features = guess.weight.shape[1]
    weight, products, *context = (torch.randn_like(part) / 4 for part in guess.parts)
    small = [part / 8 for part in context]
    guess.set(torch.cat([weight / features**0.5, products / features, *small], dim=1))


@pytest.mark.parametrize("direction", first_guesses(DEFAULT_MODALITIES))
def test_the_result_has_the_targets_bands_and_pixel_size(direction: str) -> None:
    """Three cells by five, of the source's pixels and of the target's."""
    source, target = (SPECS[name] for name in direction.split("->"))
    f, g = source.downsampling, target.downsampling
    x = torch.rand(2, source.channels, 3 * f, 5 * f)
    assert first_guesses(DEFAULT_MODALITIES)[direction](x).shape == (2, target.channels, 3 * g, 5 * g)


def test_bands_are_mapped_pixel_by_pixel() -> None:
    x = torch.rand(1, 3, 8, 8) - 0.5
    expected = 0.25 * x.sum(dim=1) + 0.1
    torch.testing.assert_close(linear_of("rgb", "nir", 0.25, 0.1)(x)[:, 0], expected)


def test_statistics_are_the_value_means_around_and_the_deviation() -> None:
    """One bright pixel of 9: means of 9 / 9 in squares that are whole, of 9 / 16 in a corner of 4 x 4 of 7 x 7."""
    x = torch.zeros(1, 1, 32, 32)
    x[0, 0, 16, 16] = 9.0
    value, near, wide, wider, deviation = local_statistics(x)[0]
    assert (float(value[16, 16]), float(near[16, 16]), float(near[15, 17])) == pytest.approx((9.0, 1.0, 1.0))
    assert (float(near[14, 16]), float(wide[13, 19]), float(wider[9, 23])) == pytest.approx(
        (0.0, 9 / 49, 9 / 225)
    )
    assert float(deviation[16, 16]) == pytest.approx((81 / 49 - (9 / 49) ** 2) ** 0.5)
    corner = torch.zeros(1, 1, 32, 32)
    corner[0, 0, 0, 0] = 9.0
    assert float(local_statistics(corner)[0, 2, 0, 0]) == pytest.approx(9 / 16)


def test_the_guess_is_a_polynomial_of_the_statistics() -> None:
    """The columns that the fit is made on, times the coefficients."""
    for encoder in (None, context_encoder()):
        guess = FirstGuess(SPECS["ms"], SPECS["nir"], encoder)
        shake(guess)
        x = torch.rand(2, 6, 8, 8) - 0.5
        expected = torch.einsum("bkhw,k->bhw", guess.design(x), torch.cat(guess.parts, dim=1)[0])
        torch.testing.assert_close(guess(x)[:, 0], expected.clamp(-1.0, 1.0), atol=1e-5, rtol=0)


@pytest.mark.parametrize(
    ("target", "channels"), [("rgb", [0, 1, 2]), ("nir", [3]), ("ms", [2, 1, 0, 3, 4, 5])]
)
def test_radar_is_half_the_regression_and_half_the_estimate_with_its_structure_doubled(
    target: str, channels: list[int]
) -> None:
    """The regression is 0.2 everywhere; MS has pixels of two by two of the estimate's."""
    encoder = context_encoder()
    guess = FirstGuess(SPECS["sar"], SPECS[target], encoder)
    guess.bias.fill_(0.2)
    x = torch.rand(1, 1, 32, 32) - 0.5
    bands = encoder.fine["sar"](x, encoder("sar", x))[:, channels]
    around = torch.nn.functional.avg_pool2d(bands, 15, stride=1, padding=7, count_include_pad=False)
    estimate = to_pixels_per_cell(2 * bands - around, 4, SPECS[target].downsampling)
    expected = (0.5 * (0.2 + estimate)).clamp(-1.0, 1.0)
    torch.testing.assert_close(guess(x), expected, atol=1e-5, rtol=0)


def test_of_near_infrared_it_is_the_mean_of_both_as_they_are() -> None:
    """The regression of an optical source has its structure already."""
    encoder = context_encoder()
    guess = FirstGuess(SPECS["nir"], SPECS["rgb"], encoder)
    guess.bias.fill_(0.2)
    x = torch.rand(1, 1, 32, 32) - 0.5
    bands = encoder.fine["nir"](x, encoder("nir", x))[:, :3]
    torch.testing.assert_close(guess(x), (0.5 * (0.2 + bands)).clamp(-1.0, 1.0), atol=1e-5, rtol=0)


def test_a_target_with_an_unknown_band_is_the_regression_alone() -> None:
    guess = FirstGuess(SPECS["sar"], SPECS["pan"], context_encoder())
    guess.bias.fill_(0.2)
    torch.testing.assert_close(guess(torch.rand(1, 1, 16, 16)), torch.full((1, 1, 32, 32), 0.2))


@pytest.mark.parametrize(
    ("direction", "cells"), [("sar->rgb", 16), ("sar->pan", 12), ("ms->pan", 12), ("pan->ms", 12)]
)
def test_a_block_with_its_halo_gives_what_the_whole_gives(direction: str, cells: int) -> None:
    """Blocks of context begin at even cells: 2 x (2 blocks x 1 token + 3) and a token of interpolation are 12 cells.

    Context at every pixel of radar and its means depend on 3 tokens on each side, not on 1.
    """
    guess = first_guesses(DEFAULT_MODALITIES, context_encoder())[direction]
    shake(guess)
    f, g, halo = guess.source_px, guess.target_px, guess.halo_latent_px
    assert (halo, guess.alignment_latent_px) == (cells, 2)
    x = torch.rand(1, guess.weight.shape[1] // STATISTICS, 4 * f, 60 * f) - 0.5
    block = Bounds(0, 4, 21, 26)
    around = block.grown(halo).clipped(Bounds(0, 4, 0, 60)).begun_at_multiples(2)
    rows, columns = block.times(g).within(around.times(g))
    part = guess(x[..., around.times(f).col_start : around.times(f).col_stop])[..., rows, columns]
    torch.testing.assert_close(part, guess(x)[..., 21 * g : 26 * g], atol=1e-6, rtol=0)


@pytest.mark.parametrize("direction", ["sar->rgb", "rgb->ms", "ms->pan"])
def test_nothing_beyond_the_halo_counts(direction: str) -> None:
    """One cell is changed: cells further away than the halo stay as they are, and the one at 1 less changes."""
    guess = first_guesses(DEFAULT_MODALITIES)[direction]
    shake(guess)
    halo, f, g = guess.halo_latent_px, guess.source_px, guess.target_px
    cell = 2 * halo
    x = torch.rand(1, guess.weight.shape[1] // STATISTICS, 2 * f, 4 * halo * f, dtype=torch.float32) / 4
    changed = x.clone()
    changed[..., cell * f : (cell + 1) * f] += 0.25
    differs = ((guess(x) - guess(changed)).abs() > 1e-6).flatten(0, 2).any(dim=0)  # by column
    reached = (torch.nonzero(differs.view(-1, g).any(dim=1))[:, 0] - cell).abs()
    assert halo - 1 <= int(reached.max()) <= halo


def test_coarser_pixels_are_means_and_finer_ones_lie_between() -> None:
    """Sources of 2 x 2 cells of 4 x 4 pixels; two values side by side meet at 1/4 and 3/4 of the way."""
    x = torch.rand(1, 1, 8, 8)
    torch.testing.assert_close(
        to_pixels_per_cell(x, 4, 2)[0, 0, 0, 0], x[0, 0, :2, :2].mean(), atol=1e-6, rtol=0
    )
    edge = torch.tensor([[[[0.0, 1.0]]]])
    torch.testing.assert_close(to_pixels_per_cell(edge, 1, 2)[0, 0, 0], torch.tensor([0.0, 0.25, 0.75, 1.0]))
    assert torch.equal(to_pixels_per_cell(x, 4, 4), x)


def test_results_stay_in_the_range_of_model_values() -> None:
    assert torch.equal(linear_of("sar", "nir", 3.0)(torch.ones(1, 1, 4, 4)), torch.ones(1, 1, 4, 4))
    assert torch.equal(linear_of("sar", "nir", 0.0, -2.0)(torch.ones(1, 1, 4, 4)), -torch.ones(1, 1, 4, 4))


@pytest.fixture
def fresh(small_manifest: Manifest) -> Translator:
    """An untrained model with first guesses that are not zero."""
    torch.manual_seed(0)
    model = Translator(with_guess(small_manifest))
    for guess in model.first_guesses.values():
        assert isinstance(guess, FirstGuess)
        shake(guess)
    return model.eval().requires_grad_(False)


@pytest.mark.parametrize("steps", [1, 4])
@pytest.mark.parametrize(
    "direction", [Direction("nir", "rgb"), Direction("ms", "pan"), Direction("pan", "ms")]
)
def test_an_untrained_model_translates_to_its_first_guess(
    fresh: Translator, direction: Direction, steps: int
) -> None:
    """The DiT's output and the adapter's are zero, so the predicted latent is the guess's at every step."""
    source = SPECS[direction.source]
    x = torch.rand(1, source.channels, 64 * source.downsampling, 64 * source.downsampling) - 0.5
    y = fresh.translate(x, torch.randn(1, 4, 64, 64), direction, steps)
    torch.testing.assert_close(y, fresh.first_guesses[str(direction)](x), atol=2e-5, rtol=0)


def test_what_a_translation_is_made_from_is_both_latents(fresh: Translator) -> None:
    x = torch.rand(1, 1, 64, 64) - 0.5
    z_source = fresh.condition(x, Direction("sar", "rgb"))
    assert z_source.shape[1] == fresh.source_channels == 8
    torch.testing.assert_close(z_source[:, :4], fresh.to_latent("sar", x))
    torch.testing.assert_close(z_source[:, 4:], fresh.to_latent("rgb", fresh.first_guesses["sar->rgb"](x)))


@pytest.mark.parametrize(
    "direction", [Direction("sar", "rgb"), Direction("ms", "pan"), Direction("pan", "ms")]
)
@pytest.mark.parametrize("cells", [Cells(slice(20, 30), slice(12, 25)), Cells(slice(0, 7), slice(31, 40))])
def test_what_some_cells_are_made_from_does_not_depend_on_how_many_are_asked_for(
    small_manifest: Manifest, direction: Direction, cells: Cells
) -> None:
    """In the middle of a block and at its corner; the VAEs see 13 cells, the context what the block holds."""
    torch.manual_seed(0)
    manifest = with_guess(small_manifest, context=FINE, context_channels=4)
    model = Translator(manifest).eval().requires_grad_(False)
    assert model.context
    for parameter in model.context.fine.parameters():
        parameter.normal_(std=0.2)
    for guess in model.first_guesses.values():
        assert isinstance(guess, FirstGuess)
        shake(guess)
    source = SPECS[direction.source]
    x = torch.rand(1, source.channels, 40 * source.downsampling, 40 * source.downsampling) - 0.5
    whole = model.condition(x, direction)
    torch.testing.assert_close(
        model.condition(x, direction, cells), whole[:, :, cells.rows, cells.columns], atol=2e-5, rtol=1e-4
    )


def test_a_saved_model_guesses_the_same(fresh: Translator, tmp_path: Path) -> None:
    """Coefficients are stored whole."""
    manifest = save_model(tmp_path, fresh)
    loaded = Translator.load(tmp_path)
    assert loaded.manifest == manifest
    x = torch.rand(1, 6, 32, 32) - 0.5
    for direction, guess in fresh.first_guesses.items():
        if direction.startswith("ms"):
            torch.testing.assert_close(loaded.first_guesses[direction](x), guess(x), atol=1e-6, rtol=0)
