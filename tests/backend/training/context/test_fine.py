"""Training context at every pixel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.cli import main
from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.models.context import ContextEncoder
from any2any.spec.modality import DEFAULT_MODALITIES, NIR, SAR
from any2any.training.config import DataConfig
from any2any.training.context import fine
from any2any.training.context.fine import (
    BANDS,
    Batch,
    Crops,
    FineTraining,
    correlation,
    degraded,
    loss_of,
    train_fine,
)
from any2any.training.context.train import read_encoder, write_encoder

from ...guesses import CONTEXT

RECIPE = Path(__file__).resolve().parents[4] / "backend" / "recipes" / "tiny.yaml"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two validation crops, and crops of 64 x 64 pixels instead of 192 x 192: a ninth of the work."""
    monkeypatch.setattr(fine, "VALIDATION_CROPS", 2)
    monkeypatch.setattr(fine, "CROP_LATENT_PX", 16)


def encoder() -> ContextEncoder:
    torch.manual_seed(0)
    return ContextEncoder(CONTEXT, DEFAULT_MODALITIES)


def batch_of(bands: torch.Tensor, *, calibrated: bool = True, registered: bool = True) -> Batch:
    """One crop on which the first band alone is known."""
    known = torch.zeros(1, len(BANDS), dtype=torch.bool)
    known[0, 0] = True
    return Batch(bands[:, :1], bands, known, torch.tensor([calibrated]), torch.tensor([registered]))


def noise() -> torch.Tensor:
    return torch.rand(1, len(BANDS), 64, 64, generator=torch.Generator().manual_seed(1)) - 0.5


def test_correlation_ignores_level_and_gain() -> None:
    a = noise()
    torch.testing.assert_close(correlation(a, 0.1 * a + 0.3), torch.ones(1, len(BANDS)), atol=1e-3, rtol=0)
    torch.testing.assert_close(correlation(a, -a), -torch.ones(1, len(BANDS)), atol=1e-3, rtol=0)
    assert correlation(a, noise().flip(-1)).abs().max() < 0.1


def test_levels_count_where_radar_is_calibrated() -> None:
    """An estimate that is 0.2 too high everywhere has the truth's structure: 4 x 0.2 ** 2 = 0.16."""
    bands = noise()
    assert float(loss_of(bands + 0.2, batch_of(bands))) == pytest.approx(0.16, abs=1e-3)
    assert float(loss_of(bands + 0.2, batch_of(bands, calibrated=False))) == pytest.approx(0.0, abs=1e-3)


def test_of_pairs_that_are_apart_only_coarse_structure_counts() -> None:
    """Alternating columns moved by one are opposite, but their means over 4 are equal."""
    bands = torch.nn.functional.interpolate(noise()[..., ::4, ::4], scale_factor=4.0)
    stripes = 0.5 * (torch.arange(64) % 2 - 0.5).expand(1, len(BANDS), 64, 64)
    apart, truth = bands / 3 + stripes, bands / 3 - stripes
    moved = float(loss_of(apart, batch_of(truth, calibrated=False, registered=False)))
    assert moved == pytest.approx(0.0, abs=0.02)
    fine_too = float(loss_of(apart, batch_of(truth, calibrated=False)))
    assert fine_too - moved > 0.7  # 0.5 x (1 + 0.7): the columns vary seven times as much as the rest


def test_unknown_bands_do_not_count() -> None:
    bands = noise()
    wrong = bands.clone()
    wrong[:, 1:] = 0.9
    assert float(loss_of(wrong, batch_of(bands))) == pytest.approx(0.0, abs=1e-3)


def test_speckle_has_the_spread_of_its_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four to sixty looks spread by 4.34 dB / sqrt(L), so 0.56 to 2.3 dB; optical images get none."""
    spreads = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        spreads.append(float(degraded(torch.zeros(1, 64, 64), SAR, True, rng).std()) * 35.0 / 2.0)
    speckled = [spread for spread in spreads if spread > 0.01]
    assert 10 < len(speckled) < 30
    assert min(speckled) > 0.5
    assert max(speckled) < 2.5
    assert float(degraded(torch.zeros(1, 64, 64), NIR, True, np.random.default_rng(0)).std()) == 0.0


def test_a_batch_knows_the_bands_of_its_target(index: TileIndex) -> None:
    """RGB shows three of the bands, NIR one, MS all but the near infrared of 10 m."""
    crops = Crops(index, "train", index.modality("sar"), DataConfig(misregistered=["elsewhere"]))
    batch = crops.batch(seed=1, step=0, size=24, augment=True)
    assert batch.x.shape == (24, 1, 192, 192)
    assert batch.bands.shape == (24, 6, 192, 192)
    kinds = {tuple(row) for row in batch.known.int().tolist()}
    assert kinds == {(1, 1, 1, 0, 0, 0), (0, 0, 0, 1, 0, 0), (1, 1, 1, 0, 1, 1)}
    assert set(batch.registered.tolist()) == {True, False}
    again = crops.batch(seed=1, step=0, size=24, augment=True)
    assert torch.equal(batch.x, again.x)


def test_an_encoder_gains_context_at_every_pixel_and_keeps_the_rest(index: TileIndex, short: None) -> None:
    before = encoder()
    settings = FineTraining(steps=2, batch=2)
    after, figures = train_fine(index, before, "sar", DataConfig(), settings)
    assert list(after.fine) == ["sar"]
    assert set(figures) <= set(BANDS)
    for key, value in before.state_dict().items():
        assert torch.equal(after.state_dict()[key], value)
    again, _ = train_fine(index, before, "sar", DataConfig(), settings)
    for key, value in after.state_dict().items():
        assert torch.equal(again.state_dict()[key], value)


def test_a_second_source_leaves_the_first_as_it_is(index: TileIndex, short: None) -> None:
    settings = FineTraining(steps=1, batch=1)
    one, _ = train_fine(index, encoder(), "sar", DataConfig(), settings)
    both, _ = train_fine(index, one, "nir", DataConfig(), settings)
    assert list(both.fine) == ["sar", "nir"]
    for key, value in one.state_dict().items():
        assert torch.equal(both.state_dict()[key], value)


def test_a_source_of_other_pixels_is_refused(index: TileIndex) -> None:
    """A token is 80 m: 16 of PAN's pixels of 5 m, which take five levels, each half of the one before."""
    with pytest.raises(
        UsageError, match="pan has 16 pixels to a side and needs 5: choose a source whose pixels"
    ):
        train_fine(index, encoder(), "pan", DataConfig(), FineTraining(steps=1))


def test_training_lowers_the_loss(index: TileIndex, short: None) -> None:
    source, crops = index.modality("sar"), Crops(index, "train", index.modality("sar"), DataConfig())
    held = crops.batch(seed=9, step=0, size=4, augment=False)

    def loss(steps: int) -> float:
        trained, _ = train_fine(index, encoder(), "sar", DataConfig(), FineTraining(steps=steps, batch=2))
        with torch.no_grad():
            return float(loss_of(trained.fine["sar"](held.x, trained(source.name, held.x)), held))

    assert loss(40) < 0.8 * loss(1)


def test_pairs_that_are_missing_are_named(index: TileIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fine, "CROP_LATENT_PX", 1000)
    with pytest.raises(UsageError, match=r"no train tile of .* has sar and one of red, .* on 1000 latent"):
        Crops(index, "train", index.modality("sar"), DataConfig())
    with pytest.raises(UsageError, match="steps is 0: choose at least 1"):
        FineTraining(steps=0)


def test_the_command_writes_an_encoder_that_recipes_can_name(
    index_path: Path, tmp_path: Path, short: None, capsys: pytest.CaptureFixture[str]
) -> None:
    context, out = tmp_path / "context.safetensors", tmp_path / "fine.safetensors"
    write_encoder(context, encoder())
    options = ["--recipe", RECIPE, "--index", index_path, "--context", context, "--out", out, "--steps", "1"]
    assert main(["train", "fine", *map(str, options)]) == 0
    assert "correlation of structure finer than 150 m" in capsys.readouterr().out
    assert list(read_encoder(out, DEFAULT_MODALITIES).fine) == ["sar"]
    assert list(read_encoder(out, (NIR,)).fine) == []
