from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from any2any.data.index.reader import TileIndex
from any2any.evaluation.quicklook import GAP_PX, LABEL_PX
from benchmarks.thumbnails import THUMBNAIL_PX, main

from ..training.runs import write_small_index


@pytest.fixture(scope="module")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Simulated tiles, one of them of the test split."""
    return write_small_index(tmp_path_factory.mktemp("index"))


def test_a_thumbnail_has_the_source_the_result_and_the_truth(
    index_path: Path, small_model: Path, tmp_path: Path
) -> None:
    scene = next(iter(TileIndex(index_path).tiles("test"))).scene
    arguments = [str(index_path), scene, "--model", str(small_model), "--out", str(tmp_path / "p")]
    assert main(arguments) == 0
    (path,) = (tmp_path / "p").iterdir()
    picture = np.asarray(Image.open(path))
    assert picture.shape == (THUMBNAIL_PX + LABEL_PX, 3 * THUMBNAIL_PX + 2 * GAP_PX, 3)
    panels = [picture[LABEL_PX:, i * (THUMBNAIL_PX + GAP_PX) :][:, :THUMBNAIL_PX] for i in range(3)]
    assert all(panel.std() > 1 for panel in panels)
    assert not np.array_equal(panels[1], panels[2])


def test_an_unknown_scene_is_named(
    index_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(index_path), "nowhere", "--out", str(tmp_path)]) == 1
    assert "has no test scene nowhere with sar and rgb" in capsys.readouterr().err
