from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from any2any.data.index.reader import TileIndex
from any2any.data.tile import Crop
from any2any.evaluation import seam_runs
from any2any.evaluation.seam_runs import measure_seams
from any2any.evaluation.tiles import WindowReader
from any2any.models.translator import Translator
from any2any.spec.modality import Direction

Image = NDArray[np.float32]


@pytest.mark.parametrize("direction", [Direction("sar", "rgb"), Direction("rgb", "sar")])
def test_a_scene_goes_through_the_engine(
    small_translator: Translator, radar_index: TileIndex, direction: Direction
) -> None:
    """80 cells across are two windows. In the test's ground every patch border is an edge, so nothing is at windows."""
    reader = WindowReader(radar_index)
    tiles = list(radar_index.tiles("test", "a"))
    scores = measure_seams(small_translator, reader, tiles, direction, (1, 2), most=1)
    assert set(scores) == {"truth", "model_1_steps", "model_2_steps"}
    assert all(set(found) == {"seam", "patch_grid"} for found in scores.values())
    assert scores["truth"]["seam"] == pytest.approx(1.0, abs=0.3)
    assert scores["truth"]["patch_grid"] > 1.2
    assert scores["model_1_steps"]["seam"] == pytest.approx(1.0, abs=0.5)


def test_a_scene_of_one_window_has_none(small_translator: Translator, radar_index: TileIndex) -> None:
    reader = WindowReader(radar_index)
    direction = Direction("sar", "rgb")
    small = list(radar_index.tiles("test", "small"))
    assert measure_seams(small_translator, reader, small, direction, (1,), most=1) == {}
    large = list(radar_index.tiles("test", "a"))
    assert measure_seams(small_translator, reader, large, direction, (1,), most=0) == {}


def test_two_windows_of_one_place_are_compared(
    small_translator: Translator, radar_index: TileIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A method that gives each window its own level, 0 and then 1, on a chessboard of -1 and 1.

    They differ by 1 everywhere, of a contrast of 1.
    """
    levels = iter((0.0, 1.0))

    class Moody:
        def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
            board = np.indices(target_px).sum(axis=0) % 2 * 2.0 - 1.0
            return np.asarray(board[None] + next(levels), np.float32)

    scene = WindowReader(radar_index).read(
        Crop(next(iter(radar_index.tiles("test", "a"))), 0, 0, 64, 80), ("sar", "rgb")
    )
    monkeypatch.setattr(seam_runs, "WINDOW_LATENT_PX", 48)
    assert seam_runs._disagreement(Moody(), scene, Direction("sar", "rgb")) == {  # type: ignore[arg-type]
        "disagreement": pytest.approx(1.0)
    }
    monkeypatch.setattr(seam_runs, "WINDOW_LATENT_PX", 64)
    assert seam_runs._disagreement(Moody(), scene, Direction("sar", "rgb")) == {}  # type: ignore[arg-type]
