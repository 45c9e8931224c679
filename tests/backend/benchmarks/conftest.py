from __future__ import annotations

from pathlib import Path

import pytest

from any2any.data.builders import build_index
from any2any.models.translator import save_model
from any2any.spec.networks import SIZES

from ..conftest import build_translator
from ..training.runs import SMALL, TWO_BLOCKS


@pytest.fixture(autouse=True)
def two_blocks(monkeypatch: pytest.MonkeyPatch) -> str:
    """The size of the small model."""
    monkeypatch.setitem(SIZES, TWO_BLOCKS, SMALL)
    return TWO_BLOCKS


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one simulated scene a split, each as large as a window; read only."""
    folder = tmp_path_factory.mktemp("simulated")
    path = folder / "index.gpkg"
    size = {"size_px": 256, "held_out_size_px": 256}
    build_index("simulator", folder / "scenes", path, scenes=1, validation_scenes=1, test_scenes=1, **size)
    return path


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small model with random weights; read only."""
    folder = tmp_path_factory.mktemp("model") / "small"
    save_model(folder, build_translator())
    return folder
