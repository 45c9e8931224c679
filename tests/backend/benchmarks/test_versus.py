"""The command that compares one model with pairwise baselines, on a small model and a small index."""

from __future__ import annotations

import importlib
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from any2any.errors import UsageError
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import read_manifest, write_manifest

from ..training.runs import write_small_index

TRAINING = {"translator_seconds": 10, "vae_seconds": {"rgb": 3, "sar": 1}, "machine": "a test"}
"""14 seconds, of a model with 14 directions: one second for each pairwise model."""


@pytest.fixture(scope="module")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_index(tmp_path_factory.mktemp("index"))


@pytest.fixture
def versus() -> ModuleType:
    return importlib.import_module("benchmarks.versus")


@pytest.fixture
def table() -> ModuleType:
    return importlib.import_module("benchmarks.versus_table")


@pytest.fixture
def folder(model_folder: Path) -> Path:
    write_manifest(model_folder, replace(read_manifest(model_folder), training=TRAINING))
    return model_folder


def options(index: Path, folder: Path, out: Path, *more: str) -> list[str]:
    return [
        *(str(index), "--model", str(folder), "--out", str(out), "--threads", "1"),
        *("--steps-per-direction", "2", "--latent-windows", "2", "--max-windows", "1"),
        *("--directions", "sar->ms", *more),
    ]


def test_everything_is_trained_scored_and_reported(
    versus: ModuleType, index_path: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert versus.main(options(index_path, folder, out, "--sampling-steps", "1", "2")) == 0
    page = capsys.readouterr().out
    assert page == (out / "versus.md").read_text()
    summary = json.loads((out / "versus.json").read_text())
    columns = [
        *("mean_image", "linear_regression", "histogram_matching", "unet", "pix2pix"),
        *("bbdm_1_steps", "bbdm_2_steps", "any2any_1_steps", "any2any_2_steps"),
    ]
    assert summary["columns"] == columns
    for figure in ("psnr_db", "ssim", "rmse_255"):
        assert summary["figures"][figure]["sar->ms"].keys() == set(columns)
        assert summary["figures"][figure]["mean"] == summary["figures"][figure]["sar->ms"]
    assert {name: facts["steps"] for name, facts in summary["methods"].items() if facts["steps"]} == {
        "unet": 2,
        "pix2pix": 2,
        "bbdm": 2,
    }
    assert not list(out.rglob("checkpoint.pt"))
    assert not list(out.rglob("*.part"))
    assert "2 steps, whatever time they took" in page
    assert "trained for 14 s in all on a test" in page

    finished = {path: path.stat().st_mtime_ns for path in out.rglob("results/*/*.json")}
    assert len(finished) == 7
    lost = out / "results" / "unet" / "sar-ms.json"
    before = json.loads(lost.read_text())
    lost.unlink()
    assert versus.main(options(index_path, folder, out, "--sampling-steps", "1", "2")) == 0
    assert json.loads(lost.read_text()) == before  # from the weights that were kept
    assert {p: p.stat().st_mtime_ns for p in finished if p != lost} == {
        p: t for p, t in finished.items() if p != lost
    }


def test_other_settings_need_another_folder(
    versus: ModuleType, index_path: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = options(index_path, folder, tmp_path / "out", "--methods", "mean_image")
    assert versus.main(arguments) == 0
    assert versus.main([*arguments, "--split", "validation"]) == 2
    assert (
        "holds figures with another split (test, not validation): choose another --out"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--directions", "sar->radar"], "unknown modality 'radar'"),
        (["--max-windows", "0"], "--max-windows is 0: give 1 or more"),
        (["--sampling-steps", "0"], "--sampling-steps has 0"),
    ],
)
def test_impossible_options_are_refused(
    versus: ModuleType,
    index_path: Path,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    message: str,
) -> None:
    assert versus.main(options(index_path, folder, tmp_path / "out", *more)) == 2
    assert message in capsys.readouterr().err


def test_the_fair_budget_is_the_models_time_over_its_directions(
    versus: ModuleType, small_manifest: Manifest, index_path: Path, tmp_path: Path
) -> None:
    manifest = replace(small_manifest, training=TRAINING)
    assert versus.model_seconds(manifest) == 14.0
    assert versus.fair_seconds(manifest) == 1.0
    parse = versus._parser().parse_args
    usual = [str(index_path), "--model", "m", "--out", str(tmp_path)]
    assert versus._budget(parse(usual), manifest).seconds == 1.0
    assert versus._budget(parse([*usual, "--seconds-per-direction", "0.25"]), manifest).seconds == 0.25
    silent = replace(small_manifest, training={})
    assert versus.fair_seconds(silent) is None
    with pytest.raises(UsageError, match="give --seconds-per-direction"):
        versus._budget(parse(usual), silent)


def result(method: str, direction: str, trained: Any = None, **columns: list[float]) -> dict[str, Any]:
    rows = {
        column: [{"data": str(i), "psnr_db": p, "ssim": p / 100, "rmse_255": 1 / p} for i, p in enumerate(of)]
        for column, of in columns.items()
    }
    return {
        "method": method,
        "direction": direction,
        "parameters": 10,
        "trained": trained,
        "scores": rows,
    }


def test_figures_are_averaged_over_sources_and_then_over_directions(table: ModuleType) -> None:
    """Sources weigh alike: (20 + 30) / 2 = 25; a direction that a method lacks is left out of the mean."""
    results = [
        result("unet", "a->b", {"steps": 10, "seconds": 2.0}, unet=[20.0, 30.0]),
        result("unet", "b->a", {"steps": 20, "seconds": 4.0}, unet=[10.0]),
        result("unet", "a->c", {"steps": 30, "seconds": 6.0}, unet=[50.0]),
        result("any2any", "a->b", any2any_1_steps=[26.0, 26.0]),
        result("any2any", "b->a", any2any_1_steps=[8.0]),
    ]
    summary = table.summarise(results, {})
    figures = summary["figures"]["psnr_db"]
    assert figures["a->b"] == {"unet": 25.0, "any2any_1_steps": 26.0}
    assert figures["mean"] == {"unet": 17.5, "any2any_1_steps": 17.0}
    assert summary["methods"]["unet"] == {
        "directions": 3,
        "parameters": 10,
        "steps": 20,
        "seconds": 4.0,
    }
    assert "- unet: 1 of 2 directions (b->a)" in table._lead(summary)
    assert "| a->b | 25.00 | **26.00** |" in table._figure_table(summary, "psnr_db", 2)
    assert "| b->a | **0.10** | 0.12 |" in table._figure_table(summary, "rmse_255", 2)  # less is better
    assert "| a->c | **50.00** | – |" in table._figure_table(summary, "psnr_db", 2)


@pytest.mark.parametrize(
    ("given", "fair", "said"),
    [
        (
            60.0,
            600.0,
            "60 s of CPU time on 2 thread(s): 10% of its fair share, **less than the one model had**",
        ),
        (
            900.0,
            600.0,
            "900 s of CPU time on 2 thread(s): 150% of its fair share, **more than the one model had**",
        ),
        (600.0, 600.0, "600 s of CPU time on 2 thread(s)"),
        (60.0, None, "60 s of CPU time on 2 thread(s)"),
        (None, 600.0, "7 steps, whatever time they took"),
    ],
)
def test_a_budget_that_is_not_the_fair_one_is_said_to_be_so(
    table: ModuleType, given: float | None, fair: float | None, said: str
) -> None:
    settings = {"seconds_per_direction": given, "fair_seconds_per_direction": fair}
    assert table._given({**settings, "threads": 2, "steps_per_direction": 7}) == said
