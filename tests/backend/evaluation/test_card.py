from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from any2any.evaluation.card import model_card, recorded_metrics, write_card
from any2any.evaluation.summary import direction_rows, mean_rows
from any2any.spec.manifest import Manifest


def row(direction: str, model_db: float, seen: bool = True) -> dict[str, Any]:
    """A baseline of 20 dB against a model."""
    against = {"psnr_db": model_db - 20.0, "psnr_db_ci95": None}
    return {
        "data": "simulated",
        "direction": direction,
        "seen": seen,
        "windows": 48,
        "mean_image": {
            "psnr_db": 20.0,
            "ssim": 0.5,
            "rmse_255": 25.5,
            "psnr_db_ci95": [19.0, 21.0],
            "ergas": 3.0,
        },
        "model_1_steps": {
            "psnr_db": model_db,
            "ssim": 0.6,
            "rmse_255": 20.0,
            "against_best_baseline": against,
        },
        "truth": {"looks": 4.0},
        "beats_both_baselines": model_db > 20.0,
    }


ROWS = [row("sar->rgb", 21.5), row("rgb->sar", 19.25), row("sar->pan", 22.0, seen=False)]


def report() -> dict[str, Any]:
    return {
        "kind": "any2any evaluation",
        "split": "test",
        "steps": [1],
        "index": {"name": "mine.gpkg", "sha256": "ab" * 32},
        "command": "any2any evaluate mine.gpkg --model small",
        "rows": ROWS,
        "directions": direction_rows(ROWS),
        "means": mean_rows(ROWS),
    }


def test_the_card_shows_every_row_and_names_what_is_behind(small_manifest: Manifest) -> None:
    metrics = {"split": "test", "notes": "How it was measured.", "rows": ROWS}
    card = model_card(replace(small_manifest, metrics=metrics, training={"scenes_by_source": {"a": 3}}))
    assert "| simulated | sar->rgb | 48 | 20.00 / 0.500 | **21.50** / 0.600 |" in card
    assert "| data | direction | windows | mean image | model, 1 step |" in card
    assert "sar->pan (zero-shot)" in card
    assert "Behind a baseline in PSNR: rgb->sar (simulated)." in card
    assert "- scenes by source: a 3" in card


def test_a_card_says_what_it_is_for_and_how_to_measure_it_again(small_manifest: Manifest) -> None:
    training = {"steps": 3, "licences": {"naip": "public domain", "s2": "Copernicus"}}
    metrics = recorded_metrics(report())
    card = model_card(replace(small_manifest, metrics=metrics, training=training))
    for title in ("Intended use", "Limits", "Training", "Licences of the training data", "Measure it again"):
        assert f"\n## {title}\n" in card
    assert "- naip: public domain" in card
    assert "licences:" not in card
    assert "any2any evaluate mine.gpkg --model small" in card
    assert "abababab" in card


def test_a_recipe_has_a_line_for_each_setting_and_group(small_manifest: Manifest) -> None:
    recipe = {"seed": 1, "vae": {"rgb": {"steps": 3, "bf16": True}, "sar": {"steps": 4}}}
    card = model_card(replace(small_manifest, training={"steps": 3, "recipe": recipe}))
    assert "seed: 1\nvae:\n  rgb: steps 3, bf16 True\n  sar: steps 4\n```" in card
    assert "- steps: 3\n\n## Recipe" in card


def test_the_card_has_means_by_direction(small_manifest: Manifest) -> None:
    """Of the trained ones: (21.5 + 19.25) / 2."""
    card = model_card(replace(small_manifest, metrics=recorded_metrics(report())))
    assert "| rgb->sar | simulated | **20.00** / 0.500 | 19.25 / 0.600 |" in card
    assert "| mean of 2 trained | all data | 20.00 / 0.500 | **20.38** / 0.600 |" in card


def test_the_manifest_gets_what_the_card_needs_and_no_more() -> None:
    metrics = recorded_metrics(report())
    assert json.loads(json.dumps(metrics)) == metrics
    [first, *_] = metrics["rows"]
    assert first["mean_image"] == {"psnr_db": 20.0, "ssim": 0.5}
    assert first["model_1_steps"]["psnr_db"] == 21.5
    assert "truth" not in first
    assert (first["beats_both_baselines"], metrics["split"]) == (True, "test")


@pytest.mark.parametrize(("every", "behind"), [(True, False), (False, True)])
def test_every_baseline_counts_where_the_row_knows_them(
    small_manifest: Manifest, every: bool, behind: bool
) -> None:
    rows = [{**row("sar->rgb", 21.5), "beats_every_baseline": every}]
    card = model_card(replace(small_manifest, metrics={"split": "test", "notes": "n", "rows": rows}))
    assert ("Behind a baseline" in card) is behind


def test_a_model_without_figures_has_a_card_too(small_manifest: Manifest, tmp_path: Path) -> None:
    card = model_card(small_manifest)
    assert small_manifest.title in card
    assert "Figures" not in card
    write_card(tmp_path, small_manifest)
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text() == card
