from __future__ import annotations

from dataclasses import replace
from typing import Any

from any2any.evaluation.card import model_card
from any2any.manifest import Manifest


def row(direction: str, model_db: float, seen: bool = True) -> dict[str, Any]:
    """A baseline of 20 dB against a model."""
    return {
        "data": "simulated",
        "direction": direction,
        "seen": seen,
        "windows": 48,
        "mean_image": {"psnr_db": 20.0, "ssim": 0.5, "rmse_255": 25.5},
        "model_1_steps": {"psnr_db": model_db, "ssim": 0.6, "rmse_255": 20.0},
        "beats_both_baselines": model_db > 20.0,
    }


def test_the_card_shows_every_row_and_names_what_is_behind(small_manifest: Manifest) -> None:
    rows = [row("sar->rgb", 21.5), row("rgb->sar", 19.25), row("sar->pan", 22.0, seen=False)]
    metrics = {"split": "test", "notes": "How it was measured.", "rows": rows}
    card = model_card(replace(small_manifest, metrics=metrics, training={"scenes_by_source": {"a": 3}}))
    assert "| simulated | sar->rgb | 48 | 20.00 / 0.500 | 21.50 / 0.600 |" in card
    assert "sar->pan (zero-shot)" in card
    assert "Behind a baseline in PSNR: rgb->sar (simulated)." in card
    assert "- scenes by source: a 3" in card


def test_a_model_without_figures_has_a_card_too(small_manifest: Manifest) -> None:
    card = model_card(small_manifest)
    assert small_manifest.title in card
    assert "Figures" not in card
