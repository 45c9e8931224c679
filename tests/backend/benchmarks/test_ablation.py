from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.index.reader import TileIndex
from any2any.data.index.writer import write_index
from any2any.errors import UsageError
from any2any.spec.manifest import Manifest
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import SIZES
from benchmarks import ablation, ablation_training
from benchmarks.ablation import PAPER, compare, main
from benchmarks.ablation_training import Settings, budget_of, directions_of, split_budget

from ..training.runs import SMALL, TWO_BLOCKS, moved_tiles
from .checks import never

STEPS = 3


def command(simulated: Path, small_model: Path, out: Path, *settings: int) -> list[str]:
    common = [str(simulated), "--out", str(out), "--vaes", str(small_model), "--size", TWO_BLOCKS]
    common += ["--steps", str(STEPS), "--batch", "2", "--seeds", "1", "--device", "cpu"]
    return [*common, "--settings", *map(str, settings)]


@pytest.fixture(scope="module")
def out(simulated: Path, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings 2 and 4, and then, in a resumed run, setting 7."""
    folder = tmp_path_factory.mktemp("ablation")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SIZES, TWO_BLOCKS, SMALL)
        assert main(command(simulated, small_model, folder, 2, 4)) == 0
        cache = [(path, path.stat().st_mtime_ns) for path in latents(folder)]
        assert main(command(simulated, small_model, folder, 2, 4, 7)) == 0
        assert [(path, path.stat().st_mtime_ns) for path in latents(folder)] == cache
    return folder


def latents(out: Path) -> list[Path]:
    found = sorted(path for path in (out / "run" / "latents").rglob("*") if path.is_file())
    assert len(found) >= 2
    return found


def manifests(out: Path) -> dict[str, Manifest]:
    return {folder.name: read_manifest(folder / "model") for folder in (out / "models").iterdir()}


def test_every_setting_takes_equally_many_steps(out: Path) -> None:
    steps = {name: manifest.training["translator_steps"] for name, manifest in manifests(out).items()}
    assert steps == {
        "setting-2-seed-1": STEPS,
        "setting-4-seed-1-first": 1,
        "setting-4-seed-1": 2,
        "setting-7-seed-1": STEPS,
    }


def test_the_models_say_what_they_were_trained_on(out: Path) -> None:
    seen = {name: [str(d) for d in manifest.seen_directions] for name, manifest in manifests(out).items()}
    assert seen["setting-2-seed-1"] == seen["setting-4-seed-1-first"] == ["sar->rgb"]
    assert seen["setting-4-seed-1"] == ["sar->rgb", "rgb->sar"]
    assert seen["setting-7-seed-1"] == [str(d) for d in SEEN_DIRECTIONS]


def test_all_settings_share_the_vaes(out: Path, small_model: Path) -> None:
    theirs = read_manifest(small_model)
    for manifest in manifests(out).values():
        for name, entry in theirs.vaes.items():
            assert manifest.vaes[name].config == entry.config
            assert manifest.vaes[name].latent_std == pytest.approx(entry.latent_std)


def test_figures_stand_beside_the_papers(out: Path) -> None:
    document = json.loads((out / "ablation.json").read_text())
    assert (document["steps"], document["batch"], document["size"]) == (STEPS, 2, TWO_BLOCKS)
    for setting in ("2", "4", "7"):
        figures = document["settings"][setting]["1"]
        assert set(figures) == {"simulated", "mean"}
        assert figures["simulated"] == figures["mean"]
        assert figures["mean"]["windows"] == 1
        assert 0 < figures["mean"]["psnr_db"] < 60
    assert [(row["better"], row["worse"]) for row in document["order"]] == [(7, 2), (7, 4), (4, 2)]
    text = (out / "ablation.md").read_text()
    assert "| 20.88 | 27.89 |" in text
    assert "| 7 > 2 | 1.37 |" in text


def test_a_second_run_computes_nothing(
    out: Path, simulated: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ablation_training, "train_translator", never)
    monkeypatch.setattr(ablation, "score_method", never)
    before = (out / "ablation.json").read_bytes()
    assert main(command(simulated, small_model, out, 2, 4, 7)) == 0
    assert (out / "ablation.json").read_bytes() == before


def test_a_killed_run_continues_with_the_setting_that_it_was_at(
    simulated: Path, small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the second part of setting 4: its first part, and setting 2, are not trained again."""
    real = ablation_training.train_translator
    trained: list[str] = []

    def spy(recipe: Any, *arguments: Any) -> Manifest:
        trained.append(f"{recipe.name} {recipe.translator.optimiser.steps}")
        if len(trained) == 3:
            raise KeyboardInterrupt
        return real(recipe, *arguments)

    monkeypatch.setattr(ablation_training, "train_translator", spy)
    with pytest.raises(KeyboardInterrupt):
        main(command(simulated, small_model, tmp_path, 2, 4))
    assert not (tmp_path / "ablation.md").exists()
    assert main(command(simulated, small_model, tmp_path, 2, 4)) == 0
    parts = ["any2any-ablation-2 3", "any2any-ablation-2 1", "any2any-ablation-4 2"]
    assert trained == [*parts, parts[-1]]
    assert not (tmp_path / "run" / "translator").exists()


def test_checkpoints_of_another_setting_are_not_gone_on_from(
    simulated: Path, small_model: Path, tmp_path: Path
) -> None:
    settings = settings_of(simulated, small_model, tmp_path)
    recipe = settings.recipe(2, 1, 2)
    real = ablation_training.train_translator
    stale = tmp_path / "run" / "translator"

    def fails_at_the_end(*arguments: Any) -> Manifest:
        real(*arguments)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ablation_training, "train_translator", fails_at_the_end)
        with pytest.raises(KeyboardInterrupt):
            settings._train("a", recipe)
    assert (stale / "checkpoint.pt").is_file()
    other = settings._train("b", settings.recipe(3, 1, 1))
    assert read_manifest(other).training["translator_steps"] == 1


def test_figures_of_another_budget_are_refused(
    out: Path, simulated: Path, small_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = command(simulated, small_model, out, 2)
    arguments[arguments.index("--steps") + 1] = "5"
    assert main(arguments) == 2
    assert "another steps (3, not 5)" in capsys.readouterr().err


def settings_of(index: Path, small_model: Path, out: Path) -> Settings:
    return Settings(TileIndex(index), out, small_model, 2, TWO_BLOCKS, 1, "cpu")


def test_settings_differ_in_directions_and_adapter_alone(
    simulated: Path, small_model: Path, tmp_path: Path
) -> None:
    settings = settings_of(simulated, small_model, tmp_path)
    recipes = {n: settings.recipe(n, 5, 1000) for n in PAPER}
    for n, recipe in recipes.items():
        config = recipe.translator
        trained = {text for text, weight in config.direction_weights.items() if weight == 1.0}
        assert trained == {str(d) for d in directions_of(n)}
        assert set(config.direction_weights.values()) <= {0.0, 1.0}
        assert config.adapter == (n != 1)
        assert config.optimiser == recipes[7].translator.optimiser
        assert config.optimiser.warmup_steps == 100  # a tenth of the steps, not the recipe's 200
        assert (config.directions, config.init_from) == (None, None)
        assert (recipe.seed, recipe.vae, recipe.data) == (5, recipes[7].vae, recipes[7].data)


def test_a_direction_without_training_tiles_is_named(
    simulated: Path, small_model: Path, tmp_path: Path
) -> None:
    index = TileIndex(simulated)
    tiles = list(moved_tiles(index, "train"))
    for tile in tiles:
        tile.files.pop("ms")
    write_index(tmp_path / "few.gpkg", tiles, DEFAULT_MODALITIES)
    settings = settings_of(tmp_path / "few.gpkg", small_model, tmp_path)
    settings.check([1, 2, 3, 4])
    with pytest.raises(UsageError, match=r"setting 5 trains sar->ms, which no training tile"):
        settings.check([2, 5])


@given(st.integers(2, 10**7))
def test_setting_4_splits_the_budget_of_the_others(steps: int) -> None:
    first, second = split_budget(steps)
    assert first + second == steps
    assert first >= 1
    assert 0 <= second - first <= 1


def test_a_budget_of_one_step_cannot_be_split() -> None:
    with pytest.raises(UsageError, match="1 step cannot be split"):
        split_budget(1)


class Paced:
    """Settings that take a given number of steps a second."""

    def __init__(self, pace: float) -> None:
        self._pace = pace

    def pace(self) -> float:
        return self._pace


def test_seconds_become_steps_by_the_pace() -> None:
    """Ten minutes at 0.75 steps a second are 450 steps; steps that are given are taken as they are."""
    assert budget_of(Paced(0.75), None, 600.0) == 450  # type: ignore[arg-type]
    assert budget_of(Paced(0.75), 7, None) == 7  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="the budget is 0 steps"):
        budget_of(Paced(0.001), None, 10.0)  # type: ignore[arg-type]


def test_the_pace_is_measured(
    simulated: Path, small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ablation_training, "PACE_STEPS", 20)
    assert 0.1 < settings_of(simulated, small_model, tmp_path).pace() < 1000


def rows(**psnr_db: Iterable[float]) -> dict[int, dict[int, Any]]:
    """Figures by setting and seed: ``s2=[20, 21]`` is setting 2 with seeds 1 and 2."""
    return {
        int(name[1:]): {seed: {"mean": {"psnr_db": value}} for seed, value in enumerate(values, 1)}
        for name, values in psnr_db.items()
    }


@pytest.mark.parametrize(
    ("first", "second", "here", "deviation", "verdict"),
    [
        ([20.0, 20.2], [20.4, 20.5], 0.35, 0.0707, "agrees"),
        ([20.4, 20.5], [20.0, 20.2], -0.35, 0.0707, "disagrees"),
        ([20.0, 20.0], [20.5, 20.1], 0.3, 0.2828, "undecided"),  # its standard error is 0.2
        ([20.1], [20.0], -0.1, None, "disagrees"),
    ],
)
def test_the_paper_and_we_are_compared_seed_by_seed(
    first: list[float], second: list[float], here: float, deviation: float | None, verdict: str
) -> None:
    """In the paper setting 2 is 0.20 dB ahead of setting 1."""
    [row] = compare(rows(s1=first, s2=second))
    assert (row["better"], row["worse"], row["paper_db"]) == (2, 1, 0.2)
    assert row["here_db"] == pytest.approx(here)
    assert row["deviation_db"] == (deviation if deviation is None else pytest.approx(deviation, abs=1e-4))
    assert row["verdict"] == verdict


def test_disagreements_are_written_out() -> None:
    figures = {"psnr_db": 20.0, "ssim": 0.5, "rmse_255": 25.5, "windows": 3}
    ahead = figures | {"psnr_db": 20.1}
    table = {1: {1: {"a": ahead, "mean": ahead}}, 2: {1: {"a": figures, "mean": figures}}}
    text = ablation._report({"size": "tiny", "batch": 32, "split": "test"}, 9, table)
    assert "- paper: 2 > 1 by 0.20 dB; here 1 > 2 by 0.10 dB" in text
