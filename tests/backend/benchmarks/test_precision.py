from __future__ import annotations

import json
from pathlib import Path

import pytest

from any2any.spec.model_folder import read_manifest
from benchmarks import precision
from benchmarks.precision import main


def test_every_target_is_compared(simulated: Path, tmp_path: Path, two_blocks: str) -> None:
    """A simulated scene has all five modalities, so each target comes from four sources."""
    main([str(simulated), "--steps", "1", "--size", two_blocks, "--out", str(tmp_path)])
    figures = json.loads((tmp_path / "precision.json").read_text())
    assert set(figures) == {"rgb", "sar", "nir", "ms", "pan"}
    for row in figures.values():
        assert row["windows"] == 4
        assert row["loss_db"] == pytest.approx(row["float32_db"] - row["bfloat16_db"])
        assert 35 < row["between_db"] < 120  # eight bits of mantissa: near, and not the same
    assert (tmp_path / "precision.md").read_text().count("| yes |") == 5


def test_a_modality_that_loses_is_not_allowed(
    simulated: Path, tmp_path: Path, two_blocks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "LOSS_LIMIT_DB", -1.0)  # it would have to gain
    command = [str(simulated), "--steps", "1", "--size", two_blocks, "--out", str(tmp_path)]
    assert main(command) == 1
    assert "| NO |" in (tmp_path / "precision.md").read_text()


def test_the_losses_are_recorded_in_the_manifest_for_automatic_precision(
    simulated: Path, model_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The weights and the model's identity stay as they are; a target at most at the limit may be bfloat16."""
    before = read_manifest(model_folder)
    assert before.precision_loss_db == {}
    main([str(simulated), "--steps", "1", "--max-windows", "1", "--model", str(model_folder), "--record"])
    after = read_manifest(model_folder)
    assert after.digest == before.digest
    losses = after.precision_loss_db["bfloat16"]
    assert set(losses) == {"rgb", "sar", "nir", "ms", "pan"}
    assert all(after.keeps_quality("bfloat16", name) == (loss <= 0.02) for name, loss in losses.items())
    printed = capsys.readouterr().out
    assert printed.startswith(f"{before.name} {before.version}\n")
    assert "loss (limit 0.02)" in printed
