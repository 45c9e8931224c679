"""What evaluation refuses; what it prints is tested from training on, in ``test_train_and_evaluate.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from any2any.cli import main


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """One training scene of 16 x 16 latent cells: no window fits."""
    folder = tmp_path_factory.mktemp("simulated")
    path = str(folder / "i.gpkg")
    held_out = ["--validation-scenes", "0", "--test-scenes", "1", "--held-out-size", "64"]
    command = ["data", "index", "simulator", str(folder), path, "--scenes", "1", "--size", "64", *held_out]
    assert main(command) == 0
    return path


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "no test tile of"),
        (["--split", "validation"], "no validation tile of"),
        (["--directions", "sar-rgb"], "'sar-rgb' is no direction: write two modalities like 'sar->rgb'"),
        (["--directions", "sar->tir"], "unknown modality 'tir'"),
        (["--steps", "0"], "take whole numbers from 1 up"),
        (["--max-tiles", "0"], "take whole numbers from 1 up"),
    ],
)
def test_what_cannot_be_scored_is_named(
    model_folder: Path, index: str, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(model_folder), index, *options]) == 2
    assert message in capsys.readouterr().err


def test_a_missing_index_is_named(model_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(model_folder), "nothing.gpkg"]) == 2
    assert "nothing.gpkg" in capsys.readouterr().err
