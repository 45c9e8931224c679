"""A real scene in all 20 directions by a process that cannot import torch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio

from benchmarks.directions import FILES, main

ROOT = Path(__file__).parents[3]
SCENE = ROOT.parent / "shared" / "data" / "test" / "s2_cities" / "rio"
CUT_PX = 128
WITHOUT_TORCH = (
    "import sys; sys.modules['torch'] = None; from benchmarks.directions import main; sys.exit(main())"
)


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A corner of the scene, half a window on a side."""
    if not SCENE.is_dir():
        pytest.skip(f"the real scenes are not beside this checkout: {SCENE} is missing")
    folder = tmp_path / "scene"
    folder.mkdir()
    for name in FILES:
        side = CUT_PX // 2 if name == "s2_20m.tif" else CUT_PX
        with rasterio.open(SCENE / name) as dataset:
            window = rasterio.windows.Window(0, 0, side, side)
            profile = dataset.profile | {"width": side, "height": side}
            with rasterio.open(folder / name, "w", **profile) as cut:
                cut.write(dataset.read(window=window))
                cut.scales = dataset.scales
    return folder


def test_a_real_scene_is_translated_in_all_directions_without_torch(
    scene: Path, saved_graphs: Path, tmp_path: Path
) -> None:
    """Radar has 128 x 128 pixels, MS half as many a side, PAN twice as many. Every pixel has a value.

    The model has random weights; ``test_bundled_model.py`` computes all directions with the bundled one.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT / "backend"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", WITHOUT_TORCH, str(scene), "--out", str(tmp_path / "out")]
    command += ["--model", str(saved_graphs)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("20 directions; PyTorch was not imported.\n")
    rows = [line for line in done.stdout.splitlines() if " to " in line]
    assert len(rows) == 20
    assert all("| 100% |" in row for row in rows)
    with rasterio.open(tmp_path / "out" / "sar-rgb.tif") as found:
        assert (found.count, found.height, found.width) == (3, CUT_PX, CUT_PX)
        assert found.tags()["ANY2ANY_RUNTIME"] == "onnx"
        assert np.std(found.read()) > 1
    with rasterio.open(tmp_path / "out" / "rgb.tif") as written, rasterio.open(SCENE / FILES[0]) as real:
        blue = real.read(1, window=rasterio.windows.Window(0, 0, CUT_PX, CUT_PX))
        assert np.array_equal(written.read(3), blue)  # both are in units of 1/10,000
    with rasterio.open(tmp_path / "out" / "ms-rgb.tif") as found:
        assert (found.height, found.width) == (CUT_PX, CUT_PX)


def test_a_folder_without_the_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "has no s2_10m.tif: give a folder with s2_10m.tif, s2_20m.tif, sar.tif" in capsys.readouterr().err
