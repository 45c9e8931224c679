from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.errors import UsageError
from any2any.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Direction
from any2any.models.first_guess import FirstGuess
from any2any.models.translator import Translator
from any2any.training import first_guess, held_out
from any2any.training.config import DataConfig, MonitorConfig
from any2any.training.data.index.reader import TileIndex
from any2any.training.first_guess import Regression, fit_first_guesses, least_squares
from any2any.training.initial import first_guesses_of
from any2any.training.translator import train_translator

from .runs import Run

SPECS = {m.name: m for m in DEFAULT_MODALITIES}
MS_RGB, RGB_PAN, MS_PAN, SAR_RGB = (
    Direction(*ends) for ends in (("ms", "rgb"), ("rgb", "pan"), ("ms", "pan"), ("sar", "rgb"))
)


@pytest.fixture(autouse=True)
def few_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_guess, "CROPS", 4)


def test_least_squares_finds_the_map_that_made_the_data() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(500, 3))
    weight, bias = rng.normal(size=(2, 3)), np.array([0.3, -0.7])
    columns = np.concatenate([x, np.ones((500, 1)), x @ weight.T + bias], axis=1)
    found = least_squares(columns.T @ columns, unknowns=4)
    np.testing.assert_allclose(found.weight, weight, atol=1e-4)
    np.testing.assert_allclose(found.bias, bias, atol=1e-4)
    assert found.explained == pytest.approx(1.0, abs=1e-5)  # but for the ridge


def test_noise_of_equal_variance_leaves_half_explained() -> None:
    rng = np.random.default_rng(1)
    x, noise = rng.normal(size=(2, 20_000, 1))
    columns = np.concatenate([x, np.ones_like(x), x + noise], axis=1)
    assert least_squares(columns.T @ columns, unknowns=2).explained == pytest.approx(0.5, abs=0.02)


def test_a_chain_is_one_map_after_the_other() -> None:
    first = Regression(np.array([[2.0], [1.0]]), np.array([1.0, 0.0]), 0.5)
    second = Regression(np.array([[1.0, 10.0]]), np.array([3.0]), 0.8)
    chain = first.then(second)  # x -> (2x + 1, x) -> 2x + 1 + 10x + 3
    assert (chain.weight.tolist(), chain.bias.tolist(), chain.explained) == ([[12.0]], [4.0], 0.4)


def test_pairs_are_fitted_and_zero_shot_directions_chained(index: TileIndex, tmp_path: Path) -> None:
    """The simulated MS and RGB share their bands, so red of MS stands for red of RGB."""
    guesses = fit_first_guesses(tmp_path, index, DEFAULT_MODALITIES, [MS_RGB, RGB_PAN], DataConfig(), 1)
    assert len(guesses) == 20
    red = guesses[MS_RGB].weight[0]
    assert int(red.argmax()) == [band.name for band in SPECS["ms"].bands].index("red")
    assert float(red.max()) == pytest.approx(1.0, abs=0.25)
    torch.testing.assert_close(
        guesses[MS_PAN].weight, guesses[RGB_PAN].weight @ guesses[MS_RGB].weight, atol=1e-5, rtol=0
    )
    assert not guesses[SAR_RGB].weight.any()  # nothing leads there


def test_a_fit_is_remembered_until_something_changes(
    index: TileIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fit(seed: int, folder: Path = tmp_path) -> dict[Direction, FirstGuess]:
        return fit_first_guesses(folder, index, DEFAULT_MODALITIES, [RGB_PAN], DataConfig(), seed)

    before = fit(1)[RGB_PAN].weight
    with monkeypatch.context() as patch:
        patch.setattr(first_guess, "_fit", lambda *arguments: pytest.fail("it was fitted again"))
        assert torch.equal(fit(1)[RGB_PAN].weight, before)
    assert not torch.equal(fit(2)[RGB_PAN].weight, before)
    (tmp_path / "other").mkdir()
    assert torch.equal(fit(1, tmp_path / "other")[RGB_PAN].weight, before)


def test_given_guesses_stay_and_carry_chains(index: TileIndex, tmp_path: Path) -> None:
    given = FirstGuess(SPECS["ms"], SPECS["rgb"])
    given.set(torch.full((3, 6), 0.125), torch.full((3,), 0.5))
    guesses = fit_first_guesses(
        tmp_path, index, DEFAULT_MODALITIES, [RGB_PAN], DataConfig(), 1, {MS_RGB: given}
    )
    assert torch.equal(guesses[MS_RGB].weight, given.weight)
    torch.testing.assert_close(guesses[MS_PAN].weight, guesses[RGB_PAN].weight @ given.weight)


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
    assert manifest.dit.first_guess
    model = Translator.load(tmp_path / "model")
    guesses = first_guesses_of(model)
    assert set(guesses) == {Direction(a, b) for a in SPECS for b in SPECS if a != b}
    x = torch.rand(1, 6, 128, 128) - 0.5
    y = model.translate(x, torch.randn(1, 4, 64, 64), MS_RGB, steps=1)
    torch.testing.assert_close(y, guesses[MS_RGB](x), atol=1e-3, rtol=0)
    assert guesses[MS_RGB].weight.abs().max() > 0.5
