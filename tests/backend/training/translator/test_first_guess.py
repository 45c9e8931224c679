from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from any2any.data.draw import Corrupt, TileDraw, read_crop
from any2any.data.index.reader import TileIndex
from any2any.data.tile import TileReader
from any2any.errors import UsageError
from any2any.models.first_guess import FirstGuess
from any2any.models.translator import Translator
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Direction
from any2any.training.config import DataConfig, MonitorConfig
from any2any.training.loop.processes import sample_rng
from any2any.training.translator import first_guess, held_out
from any2any.training.translator.first_guess import fit_first_guesses
from any2any.training.translator.train import train_translator
from any2any.training.translator.warm_start import first_guesses_of

from ..runs import Run

SPECS = {m.name: m for m in DEFAULT_MODALITIES}
MS_RGB, RGB_PAN, MS_PAN, SAR_RGB = (
    Direction(*ends) for ends in (("ms", "rgb"), ("rgb", "pan"), ("ms", "pan"), ("sar", "rgb"))
)


@pytest.fixture(autouse=True)
def few_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_guess, "CROPS", 4)


def ms_and_rgb(index: TileIndex) -> list[torch.Tensor]:
    """A crop of 32 x 32 cells."""
    draw = TileDraw(index, "train", SPECS, 32, {})
    _, crop = read_crop(draw, TileReader(index), sample_rng(1, 7, 0), SPECS, Corrupt())
    return [torch.from_numpy(crop[name])[None] for name in ("ms", "rgb")]


def test_pairs_are_fitted_and_zero_shot_directions_chained(index: TileIndex, tmp_path: Path) -> None:
    """The simulated MS and RGB share their bands: MS gives RGB, and PAN as far as RGB does."""
    guesses = fit_first_guesses(tmp_path, index, DEFAULT_MODALITIES, [MS_RGB, RGB_PAN], DataConfig(), 1)
    assert len(guesses) == 20
    x, rgb = ms_and_rgb(index)
    assert float((guesses[MS_RGB](x) - rgb).square().mean()) < 0.1 * float(rgb.var())
    chained = guesses[RGB_PAN](guesses[MS_RGB](x))
    assert float((guesses[MS_PAN](x) - chained).square().mean()) < 0.1 * float(chained.var())
    assert not guesses[SAR_RGB].weight.any()  # nothing leads there


def test_a_fit_is_remembered_until_something_changes(
    index: TileIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fit(seed: int, folder: Path = tmp_path) -> dict[Direction, FirstGuess]:
        return fit_first_guesses(folder, index, DEFAULT_MODALITIES, [RGB_PAN], DataConfig(), seed)

    before = fit(1)[RGB_PAN].weight
    with monkeypatch.context() as patch:
        patch.setattr(first_guess, "Moments", lambda *arguments: pytest.fail("it was fitted again"))
        assert torch.equal(fit(1)[RGB_PAN].weight, before)
    assert not torch.equal(fit(2)[RGB_PAN].weight, before)
    (tmp_path / "other").mkdir()
    assert torch.equal(fit(1, tmp_path / "other")[RGB_PAN].weight, before)


def test_given_guesses_stay_and_carry_chains(index: TileIndex, tmp_path: Path) -> None:
    """Given is that all of RGB is a constant, so every chain through it is one too."""
    given = FirstGuess(SPECS["ms"], SPECS["rgb"])
    given.bias.fill_(0.5)
    guesses = fit_first_guesses(
        tmp_path, index, DEFAULT_MODALITIES, [RGB_PAN], DataConfig(), 1, {MS_RGB: given}
    )
    x = ms_and_rgb(index)[0]
    constant = torch.full((1, 3, 128, 128), 0.5)
    assert torch.equal(guesses[MS_RGB](x), constant)
    torch.testing.assert_close(guesses[MS_PAN](x), guesses[RGB_PAN](constant), atol=0.01, rtol=0)


def test_a_direction_without_tiles_is_a_usage_error(index: TileIndex, tmp_path: Path) -> None:
    weights = {"simulated": 0.0, "elsewhere": 0.0}
    with pytest.raises(UsageError, match="source"):
        fit_first_guesses(tmp_path, index, DEFAULT_MODALITIES, [MS_RGB], DataConfig(weights), 1)


def test_stage_two_trains_corrections_of_them(
    stage_one: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a rate of almost nothing the model stays at its first guesses, which the model folder then holds."""
    monkeypatch.setattr(held_out, "HELD_OUT_PAIRS", len(SEEN_DIRECTIONS))
    for path in stage_one.folder.glob("vae-*.safetensors"):
        shutil.copy(path, tmp_path)
    config = stage_one.recipe.translator
    optimiser = replace(config.optimiser, steps=2, learning_rate=1e-9)
    monitor = MonitorConfig(validate_every_steps=2)
    recipe = replace(
        stage_one.recipe,
        translator=replace(config, optimiser=optimiser, monitor=monitor, first_guess=True, variants=1),
    )
    manifest = train_translator(recipe, stage_one.index, tmp_path, "cpu")
    assert manifest.guess
    model = Translator.load(tmp_path / "model")
    guesses = first_guesses_of(model)
    assert set(guesses) == {Direction(a, b) for a in SPECS for b in SPECS if a != b}
    x = torch.rand(1, 6, 128, 128) - 0.5
    y = model.translate(x, torch.randn(1, 4, 64, 64), MS_RGB, steps=1)
    torch.testing.assert_close(y, guesses[MS_RGB](x), atol=1e-3, rtol=0)
    assert guesses[MS_RGB].weight.abs().max() > 0.1
