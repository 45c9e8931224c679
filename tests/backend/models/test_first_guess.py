from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from any2any.manifest import Manifest
from any2any.modality import DEFAULT_MODALITIES, Direction
from any2any.models.first_guess import FirstGuess, first_guesses, to_pixels_per_cell, with_detail
from any2any.models.translator import Translator, save_model

SPECS = {m.name: m for m in DEFAULT_MODALITIES}


def guess_of(source: str, target: str, weight: float = 0.0, bias: float = 0.0) -> FirstGuess:
    guess = FirstGuess(SPECS[source], SPECS[target])
    guess.set(torch.full_like(guess.weight, weight), torch.full_like(guess.bias, bias))
    return guess


@pytest.mark.parametrize("direction", first_guesses(DEFAULT_MODALITIES))
def test_the_result_has_the_targets_bands_and_pixel_size(direction: str) -> None:
    """Three cells by five, of the source's pixels and of the target's."""
    source, target = (SPECS[name] for name in direction.split("->"))
    f, g = source.downsampling, target.downsampling
    x = torch.rand(2, source.channels, 3 * f, 5 * f)
    assert first_guesses(DEFAULT_MODALITIES)[direction](x).shape == (2, target.channels, 3 * g, 5 * g)


def test_bands_are_mapped_pixel_by_pixel() -> None:
    guess = FirstGuess(SPECS["rgb"], SPECS["nir"])
    guess.set(torch.tensor([[0.5, -0.25, 0.125]]), torch.tensor([0.1]))
    x = torch.rand(1, 3, 8, 8) - 0.5
    expected = 0.5 * x[:, 0] - 0.25 * x[:, 1] + 0.125 * x[:, 2] + 0.1
    torch.testing.assert_close(guess(x)[:, 0], expected)


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
    assert torch.equal(guess_of("sar", "nir", 3.0)(torch.ones(1, 1, 4, 4)), torch.ones(1, 1, 4, 4))
    assert torch.equal(guess_of("sar", "nir", 0.0, -2.0)(torch.ones(1, 1, 4, 4)), -torch.ones(1, 1, 4, 4))


def test_an_uncorrected_translation_is_the_guess_and_a_correction_is_added_to_it() -> None:
    def decode(z: Tensor) -> Tensor:
        return z.tanh().sum(dim=1, keepdim=True)

    z_guess, guess = torch.randn(2, 4, 3, 3), torch.randn(2, 1, 3, 3)
    torch.testing.assert_close(with_detail(decode, z_guess, z_guess, guess), guess)
    corrected = with_detail(decode, z_guess + 1.0, z_guess, guess)
    torch.testing.assert_close(corrected - guess, decode(z_guess + 1.0) - decode(z_guess))


@pytest.fixture
def fresh(small_manifest: Manifest) -> Translator:
    """An untrained model whose first guesses are not zero."""
    torch.manual_seed(0)
    model = Translator(replace(small_manifest, dit=replace(small_manifest.dit, first_guess=True)))
    for guess in model.first_guesses.values():
        guess.set(torch.randn_like(guess.weight) / 4, torch.randn_like(guess.bias) / 4)
    return model.eval().requires_grad_(False)


@pytest.mark.parametrize("steps", [1, 4])
@pytest.mark.parametrize(
    "direction", [Direction("sar", "rgb"), Direction("ms", "pan"), Direction("pan", "ms")]
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
    z_source = fresh.encode_source(x, "sar", "rgb")
    assert z_source.shape[1] == fresh.source_channels == 8
    torch.testing.assert_close(z_source[:, :4], fresh.encode("sar", x))
    torch.testing.assert_close(z_source[:, 4:], fresh.encode("rgb", fresh.first_guesses["sar->rgb"](x)))


def test_a_saved_model_guesses_the_same(fresh: Translator, tmp_path: Path) -> None:
    """Half precision keeps 11 bits, 1/2048 of a coefficient."""
    manifest = save_model(tmp_path, fresh)
    loaded = Translator.load(tmp_path)
    assert loaded.manifest == manifest
    x = torch.rand(1, 6, 32, 32) - 0.5
    for direction, guess in fresh.first_guesses.items():
        if direction.startswith("ms"):
            torch.testing.assert_close(loaded.first_guesses[direction](x), guess(x), atol=2e-3, rtol=0)
