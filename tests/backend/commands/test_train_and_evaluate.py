"""From an index to a scored model with the commands alone, on simulated scenes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from any2any.cli import main
from any2any.spec.modality import DEFAULT_MODALITIES
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import SIZES, AdapterConfig, DitConfig, NetworkSize

OPTIMISER = {"steps": 2, "batch": 2, "learning_rate": 0.001, "warmup_steps": 1}
RECIPE = {
    "name": "trained",
    "title": "Trained",
    "version": "0",
    "licence": "CC0-1.0",
    "size": "two_blocks",
    "seed": 1,
    "data": {},
    "vae": {m.name: {"optimiser": OPTIMISER, "crop_latent_px": 8} for m in DEFAULT_MODALITIES},
    "translator": {"optimiser": OPTIMISER, "variants": 1, "directions": ["sar->rgb", "nir->ms"]},
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One scene of one window in every split but validation."""
    folder = tmp_path_factory.mktemp("simulated")
    path = str(folder / "index.gpkg")
    sizes = ["--size", "256", "--held-out-size", "256"]
    scenes = ["--scenes", "1", "--validation-scenes", "0", "--test-scenes", "1"]
    assert main(["data", "index", "simulator", str(folder / "scenes"), path, *scenes, *sizes]) == 0
    return path


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    size = NetworkSize(DitConfig(2, 24, 2), AdapterConfig(8, 1), (4, 4, 8, 8))
    monkeypatch.setitem(SIZES, "two_blocks", size)
    return write_recipe(tmp_path, RECIPE)


def write_recipe(folder: Path, document: dict) -> str:
    path = folder / "recipe.yaml"
    path.write_text(yaml.safe_dump(document, sort_keys=False))
    return str(path)


def test_train_then_evaluate(
    recipe: str, index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    common = ["--recipe", recipe, "--index", index, "--run", str(run), "--device", "cpu"]
    assert main(["train", "vae", *common]) == 0
    assert sorted(p.name for p in run.glob("vae-*.safetensors")) == [
        f"vae-{name}.safetensors" for name in ("ms", "nir", "pan", "rgb", "sar")
    ]
    capsys.readouterr()
    assert main(["train", "translator", *common]) == 0
    digest = read_manifest(run / "model").digest
    assert capsys.readouterr().out == f"{run / 'model'}: trained, sha256 {digest}\n"

    few = ["--directions", "sar->rgb", "nir->ms", "sar->pan"]  # all 20 would take a quarter of a minute
    scoring = ["evaluate", index, "--model", str(run / "model"), "--steps", "1", *few]
    assert main([*scoring, "--json", "--record"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["direction"]: row["seen"] for row in rows} == {
        "sar->rgb": True,
        "nir->ms": True,
        "sar->pan": False,
    }
    scored = read_manifest(run / "model")
    recorded = scored.metrics["rows"]
    assert [row["model_1_steps"]["psnr_db"] for row in recorded] == [
        row["model_1_steps"]["psnr_db"] for row in rows
    ]
    assert "any2any evaluate index.gpkg --model trained" in (run / "model" / "README.md").read_text()
    assert scored.metrics["split"] == "test"
    assert scored.digest == digest  # figures are not weights

    assert main(scoring) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines if "zero-shot" in line] == ["sar->pan"]
    behind = sum(not row["beats_every_baseline"] for row in rows)
    assert sum("BEHIND A BASELINE" in line for line in lines) == behind > 0


def test_one_modality_alone(recipe: str, index: str, tmp_path: Path) -> None:
    run = tmp_path / "run"
    options = ["--recipe", recipe, "--index", index, "--run", str(run), "--modality", "sar"]
    assert main(["train", "vae", *options]) == 0
    assert [p.name for p in run.glob("*.safetensors")] == ["vae-sar.safetensors"]


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (["vae", "--modality", "tir"], "trains no VAE for 'tir'"),
        (["translator"], "vae-rgb.safetensors does not exist"),
        (["translator", "--device", "abacus"], "unknown device 'abacus'"),
    ],
)
def test_what_is_missing_is_named(
    recipe: str,
    index: str,
    tmp_path: Path,
    stage: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--recipe", recipe, "--index", index, "--run", str(tmp_path / "run")]
    assert main(["train", *stage, *options]) == 2
    assert message in capsys.readouterr().err


def test_directions_that_the_index_does_not_hold_are_named(
    recipe: str, index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translator = RECIPE["translator"] | {"directions": ["sar->tir"]}
    path = write_recipe(tmp_path, RECIPE | {"translator": translator})
    options = ["--recipe", path, "--index", index, "--run", str(tmp_path / "run")]
    assert main(["train", "translator", *options]) == 2
    assert "asks for sar->tir" in capsys.readouterr().err


def test_a_file_that_is_not_an_index_is_named(
    recipe: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--recipe", recipe, "--index", recipe, "--run", str(tmp_path / "run")]
    assert main(["train", "vae", *options]) == 2
    assert recipe in capsys.readouterr().err


def test_validation_needs_validation_tiles(
    recipe: str, index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = {"optimiser": OPTIMISER, "crop_latent_px": 8}
    watched = RECIPE["translator"] | {"monitor": {"validate_every_steps": 1}, "directions": ["sar->rgb"]}
    path = write_recipe(tmp_path, RECIPE | {"vae": {"rgb": one, "sar": one}, "translator": watched})
    options = ["--recipe", path, "--index", index, "--run", str(tmp_path / "run")]
    assert main(["train", "vae", *options]) == 0
    assert main(["train", "translator", *options]) == 2
    assert "no validation tile" in capsys.readouterr().err


def test_the_cost_is_printed_for_every_stage(recipe: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "cost", "--recipe", recipe, "--sustained", "0.5", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    stages = report["stages"]
    assert set(stages) == {"translator", *(f"vae-{m.name}" for m in DEFAULT_MODALITIES)}
    for stage in stages.values():
        flop = 3 * stage["forward_gflop"] * 1e9 * 2 * 2  # steps and batch
        assert stage["training_flop"] == pytest.approx(flop)
        assert stage["hours"] == pytest.approx(flop / 0.5e12 / 3600)
    assert main(["train", "cost", "--recipe", recipe, "--sustained", "0.5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(stages) + 1
    assert lines[-1].endswith("hours at 0.5 TFLOP/s")


def test_a_machine_that_computes_nothing_is_refused(recipe: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "cost", "--recipe", recipe, "--sustained", "0"]) == 2
    assert "--sustained is 0.0" in capsys.readouterr().err
