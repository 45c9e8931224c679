"""From a recipe to a scored model with the commands alone, on simulated scenes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from any2any.cli import main
from any2any.evaluation import report
from any2any.manifest import read_manifest
from any2any.modality import DEFAULT_MODALITIES, Direction
from any2any.models.config import PRESETS, AdapterConfig, DitConfig, Preset
from any2any.training.data import load

OPTIMISER = {"steps": 2, "batch": 2, "learning_rate": 0.001, "warmup_steps": 1}
RECIPE = {
    "name": "trained",
    "title": "Trained",
    "version": "0",
    "licence": "CC0-1.0",
    "preset": "two_blocks",
    "seed": 1,
    "data": {"simulated_scenes": 1, "simulated_size_px": 256},
    "vae": {m.name: {"optimiser": OPTIMISER, "crop_latent_px": 8} for m in DEFAULT_MODALITIES},
    "translator": {"optimiser": OPTIMISER, "variants": 1},
}


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    preset = Preset(DitConfig(2, 24, 2), AdapterConfig(8, 1), (4, 4, 8, 8))
    monkeypatch.setitem(PRESETS, "two_blocks", preset)
    monkeypatch.setattr(load, "TEST_SEEDS", range(950_000, 950_001))
    monkeypatch.setattr(load, "HELD_OUT_SIZE_PX", 256)
    few = (Direction("sar", "rgb"), Direction("nir", "ms"), Direction("sar", "pan"))
    monkeypatch.setattr(report, "ALL_DIRECTIONS", few)  # all 20 would take a quarter of a minute
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(RECIPE, sort_keys=False))
    return str(path)


def test_train_then_evaluate(recipe: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = tmp_path / "run"
    common = ["--recipe", recipe, "--run", str(run)]
    assert main(["train", "vae", *common]) == 0
    assert sorted(p.name for p in run.glob("vae-*.safetensors")) == [
        f"vae-{name}.safetensors" for name in ("ms", "nir", "pan", "rgb", "sar")
    ]
    capsys.readouterr()
    assert main(["train", "translator", *common]) == 0
    digest = read_manifest(run / "model").digest
    assert capsys.readouterr().out == f"{run / 'model'}: trained, sha256 {digest}\n"

    scoring = [
        "evaluate",
        str(run / "model"),
        "--recipe",
        recipe,
        "--cache",
        str(run / "simulated"),
        "--steps",
        "1",
    ]
    assert main([*scoring, "--json", "--record"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["direction"]: row["seen"] for row in rows} == {
        "sar->rgb": True,
        "nir->ms": True,
        "sar->pan": False,
    }
    scored = read_manifest(run / "model")
    assert scored.metrics["rows"] == rows
    assert scored.metrics["split"] == "test"
    assert scored.digest == digest  # figures are no weights

    assert main(scoring) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(rows)
    assert [line.split()[1] for line in lines if "zero-shot" in line] == ["sar->pan"]
    behind = sum(not row["beats_both_baselines"] for row in rows)
    assert sum("BEHIND A BASELINE" in line for line in lines) == behind > 0


def test_one_modality_alone(recipe: str, tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert main(["train", "vae", "--recipe", recipe, "--run", str(run), "--modality", "sar"]) == 0
    assert [p.name for p in run.glob("*.safetensors")] == ["vae-sar.safetensors"]


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (["vae", "--modality", "tir"], "trains no VAE for 'tir'"),
        (["translator"], "vae-rgb.safetensors does not exist"),
    ],
)
def test_what_is_missing_is_named(
    recipe: str, tmp_path: Path, stage: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", *stage, "--recipe", recipe, "--run", str(tmp_path / "run")]) == 2
    assert message in capsys.readouterr().err


def test_a_recipe_without_data_says_so(
    recipe: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(recipe).write_text(yaml.safe_dump(RECIPE | {"data": {}}))
    assert main(["train", "vae", "--recipe", recipe, "--run", str(tmp_path / "run")]) == 2
    assert "add imagery or simulated scenes" in capsys.readouterr().err


def test_imagery_without_index_is_a_usage_error(
    recipe: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--recipe", recipe, "--run", str(tmp_path / "run"), "--imagery", str(tmp_path)]
    assert main(["train", "vae", *options]) == 2
    assert "index.csv does not exist" in capsys.readouterr().err
