"""Small rasters, and lists of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.cli import main
from any2any.distributed.scenes import Scene, WrongLines, check_scenes, read_list
from any2any.requests.translate import TranslateRequest
from any2any.spec.manifest import Manifest

TEMPLATE = TranslateRequest(input="", output=Path(), source="sar", target="rgb", preset="fast")


def write_sar(path: Path, height: int = 64, width: int = 64) -> Path:
    """One band of backscatter in dB at 10 m."""
    values = np.random.default_rng(height * width).normal(-13, 4, (1, height, width)).astype(np.float32)
    transform = rasterio.Affine(10, 0, 500000, 0, -10, 5000000)
    with rasterio.open(
        path, "w", "GTiff", width, height, 1, "EPSG:32633", transform, values.dtype
    ) as dataset:
        dataset.write(values)
    return path


@pytest.fixture
def sar() -> Callable[..., Path]:
    return write_sar


@pytest.fixture(scope="session")
def tall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """5,000 x 64 pixels are 1,250 x 16 cells: 14 pieces, about 26 windows. Read only."""
    return write_sar(tmp_path_factory.mktemp("tall") / "tall.tif", 5000)


SingleRun = Callable[[Path], bytes]


@pytest.fixture(scope="session")
def single_run(saved_graphs: Path, tmp_path_factory: pytest.TempPathFactory) -> SingleRun:
    """What one process makes of a raster with the model that has graphs, on the date of ``commands.ENVIRONMENT``."""

    @cache
    def run(source: Path) -> bytes:
        output = tmp_path_factory.mktemp("single") / "rgb.tif"
        options = ["--source", "sar", "--target", "rgb", "--preset", "fast", "--model", str(saved_graphs)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", "86400")
            assert main(["translate", str(source), str(output), *options]) == 0
        return output.read_bytes()

    return run


@pytest.fixture
def model(tmp_path: Path, write_model: Callable[[Path], Manifest]) -> Path:
    write_model(tmp_path / "model")
    return tmp_path / "model"


CheckList = Callable[..., list[Scene]]


@pytest.fixture
def check(tmp_path: Path, model: Path, small_manifest: Manifest) -> CheckList:
    """Write a list and check it as the command does."""

    def run(text: str, template: TranslateRequest = TEMPLATE, out_dir: Path | None = None) -> list[Scene]:
        from any2any.spec.model_folder import read_manifest

        path = tmp_path / "list.csv"
        path.write_text(text)
        wrong = WrongLines(path)
        listed = read_list(path, template, out_dir, wrong)
        scenes = check_scenes(listed, model, read_manifest(model), wrong)
        wrong.refuse()
        return scenes

    return run
