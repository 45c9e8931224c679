from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest

from any2any.commands.evaluate_weights import run_weights_task
from any2any.data.index.schema import Tile, TileFile
from any2any.errors import UsageError
from any2any.evaluation.direction_errors import ErrorSums, date_pairs
from any2any.spec.modality import DEFAULT_MODALITIES

RGB = next(modality for modality in DEFAULT_MODALITIES if modality.name == "rgb")


def test_errors_are_physical_with_and_without_levels() -> None:
    sums = ErrorSums()
    truth = np.zeros((3, 8, 8), np.float32)
    checks = np.indices((8, 8)).sum(axis=0) % 2 * 2 - 1  # -1 and 1
    sums.add(truth + 0.2 + 0.1 * checks, truth, RGB)
    # Model values span 2, reflectance 0.3558: 0.2 is a level of 0.03558, 0.1 a detail of 0.01779.
    assert sums.errors.detail_rmse == pytest.approx((0.01779,) * 3, rel=1e-3)
    assert sums.errors.rmse == pytest.approx((0.01779 * 5**0.5,) * 3, rel=1e-3)


def tile(place: str, path: str, source: str = "s2_cities", width: int = 256) -> Tile:
    file = TileFile("rgb", path, "1,2,3", "s2", 0, 0, width, 256, 10.0)
    return Tile(path, place, source, "validation", "", {"rgb": file})


def test_two_images_of_the_same_pixels_are_a_pair() -> None:
    tiles = [tile("pisa", "a.tif"), tile("pisa", "a.tif"), tile("pisa", "b.tif"), tile("lima", "c.tif")]
    pairs = [(one.files["rgb"].path, other.files["rgb"].path) for one, other in date_pairs(tiles, "rgb")]
    assert pairs == [("a.tif", "b.tif")]


def test_other_sizes_and_sources_are_no_pair() -> None:
    tiles = [
        tile("pisa", "a.tif"),
        tile("pisa", "b.tif", width=128),
        tile("p", "c.tif", "x"),
        tile("p", "d.tif", "x"),
    ]
    assert not list(date_pairs(tiles, "rgb"))
    assert not list(date_pairs(tiles, "sar"))


def test_weights_are_not_chosen_on_the_test_split(tmp_path: Path) -> None:
    args = argparse.Namespace(split="test", record=True)
    with pytest.raises(UsageError, match="--split validation"):
        run_weights_task(args, tmp_path)
