"""What evaluation refuses and writes; from training on it is tested in ``test_train_and_evaluate.py``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from any2any.cli import main
from any2any.spec.model_folder import read_manifest


def write_index(folder: Path, size_px: int) -> str:
    """One simulated training scene and one for tests."""
    path = str(folder / "i.gpkg")
    held_out = ["--validation-scenes", "0", "--test-scenes", "1", "--held-out-size", str(size_px)]
    command = [
        "data",
        "index",
        "simulator",
        str(folder),
        path,
        "--scenes",
        "1",
        "--size",
        str(size_px),
        *held_out,
    ]
    assert main(command) == 0
    return path


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Scenes of 16 x 16 latent cells: no window fits."""
    return write_index(tmp_path_factory.mktemp("simulated"), 64)


@pytest.fixture(scope="module")
def large_index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Scenes of one window."""
    return write_index(tmp_path_factory.mktemp("simulated"), 256)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "no test tile of"),
        (["--split", "validation"], "no validation tile of"),
        (
            ["--directions", "sar-rgb"],
            "'sar-rgb' is not a direction: write two different modalities like 'sar->rgb'",
        ),
        (["--directions", "sar->tir"], "unknown modality 'tir'"),
        (["--steps", "1", "0"], "--steps [1, 0]: give whole numbers from 1 up"),
        (["--max-tiles", "0"], "--max-tiles 0: give whole numbers from 1 up"),
        (["--pictures", "-1"], "--pictures -1: give whole numbers from 0 up"),
        (["--fid-weights", "nothing.pth"], "no weights for FID at nothing.pth"),
        (["--device", "abacus"], "abacus"),
    ],
)
def test_what_cannot_be_scored_is_named(
    model_folder: Path, index: str, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", index, "--model", str(model_folder), *options]) == 2
    assert message in capsys.readouterr().err


def test_a_missing_index_is_named(model_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "nothing.gpkg", "--model", str(model_folder)]) == 2
    assert "nothing.gpkg" in capsys.readouterr().err


def test_a_report_of_the_bundled_model(
    bundled: Path, large_index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report"
    before = (bundled / "config.json").read_bytes()
    command = [
        "evaluate",
        large_index,
        "--steps",
        "1",
        "--directions",
        "sar->ms",
        "pan->sar",
        "--report",
        str(out),
    ]
    assert main([*command, "--json"]) == 0
    captured = capsys.readouterr()
    written = json.loads((out / "report.json").read_text())
    assert json.loads(captured.out) == written
    assert [row["direction"] for row in written["rows"]] == ["sar->ms", "pan->sar"]
    assert {"ndvi_mae", "nbr_mae", "vegetation_iou"} <= set(written["rows"][0]["model_1_steps"])
    assert set(written["rows"][0]["truth"]) == {"water_share", "vegetation_share"}
    assert "  0% simulated sar->ms\n" in captured.err
    assert "--model small --split test --steps 1 --directions 'sar->ms' 'pan->sar'" in written["command"]
    assert (out / "index.html").is_file()
    assert (bundled / "config.json").read_bytes() == before

    assert main([*command, "--pictures", "0"]) == 0  # an earlier report may go
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[1:-1]] == ["sar->ms", "pan->sar"]
    assert lines[-1] == str(out / "index.html")
    assert json.loads((out / "report.json").read_text())["rows"] == written["rows"]


def test_a_folder_with_something_else_is_refused_before_any_work(
    model_folder: Path, index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.tex").write_text("years of work")
    command = ["evaluate", index, "--model", str(model_folder), "--report", str(tmp_path / "mine")]
    assert main(command) == 2
    assert "is not an earlier report" in capsys.readouterr().err
    assert read_manifest(model_folder).metrics == {}
