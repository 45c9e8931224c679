from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from any2any.data.index.reader import TileIndex
from any2any.spec.networks import SIZES
from any2any.training.vae.train import train_vae

from .runs import SMALL, TWO_BLOCKS, Run, small_recipe, write_small_index


@pytest.fixture(scope="session")
def two_blocks() -> Iterator[str]:
    """A size small enough to train in a moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SIZES, TWO_BLOCKS, SMALL)
        yield TWO_BLOCKS


@pytest.fixture(scope="session")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of ``index``, with its rasters beside it; read only."""
    return write_small_index(tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def index(index_path: Path) -> TileIndex:
    """Two training tiles (sources "simulated" and "elsewhere"), one for validation and one for tests."""
    return TileIndex(index_path)


@pytest.fixture(scope="session")
def stage_one(two_blocks: str, index: TileIndex, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All five VAEs, trained for a few steps."""
    run = Run(small_recipe(), index, tmp_path_factory.mktemp("run"))
    for modality in run.recipe.vae:
        train_vae(run.recipe, modality, index, run.folder, "cpu")
    return run
