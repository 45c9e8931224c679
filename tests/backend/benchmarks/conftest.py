from __future__ import annotations

from pathlib import Path

import pytest

from any2any.data.builders import build_index
from any2any.spec.networks import SIZES

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
def small_model(saved_model: Path) -> Path:
    """The folder of the small model with random weights; read only."""
    return saved_model
