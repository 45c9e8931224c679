from __future__ import annotations

from pathlib import Path

import pytest
import rasterio

from any2any.cli import main

NAMES = ["rgb.tif", "sar.tif", "nir.tif", "ms.tif", "pan.tif", "classes.tif"]


def test_the_files_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "scene"
    assert main(["simulate", str(folder), "--size", "64", "--seed", "7"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(folder / name) for name in NAMES]
    with rasterio.open(folder / "pan.tif") as pan:
        assert pan.shape == (128, 128)
        assert pan.tags()["ANY2ANY_SEED"] == "7"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--size", "60"], "size 60 cannot be simulated: give a multiple of 8 from 64 up"),
        (["--size", "68"], "size 68 cannot be simulated"),
        (["--size", "64", "--seed", "-1"], "seed -1 is negative"),
    ],
)
def test_an_impossible_scene_is_a_usage_error(
    tmp_path: Path, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(tmp_path / "scene"), *options]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "scene").exists()


def test_existing_files_are_kept_unless_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sar.tif").write_bytes(b"precious")
    arguments = ["simulate", str(tmp_path), "--size", "64"]
    assert main(arguments) == 2
    assert "sar.tif exists: choose another folder" in capsys.readouterr().err
    assert (tmp_path / "sar.tif").read_bytes() == b"precious"
    assert main([*arguments, "--overwrite"]) == 0
    with rasterio.open(tmp_path / "sar.tif") as sar:
        assert sar.shape == (64, 64)
