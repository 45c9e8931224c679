"""Tiles as grey JPEGs."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from any2any.training.pack.contents import (
    PackedTile,
    read_holes,
    read_tile,
    write_holes,
    write_tile,
)


def test_a_tile_returns_within_a_few_levels(tmp_path: Path) -> None:
    """A smooth image at quality 90: under two of 255 levels, 2 x 2 / 255 of the range from -1 to 1."""
    (tmp_path / "tiles").mkdir()
    ramp = np.linspace(-1.0, 1.0, 64, dtype=np.float32)
    image = np.stack([np.tile(ramp, (64, 1)), np.tile(ramp[:, None], (1, 64))])
    grey = np.full((1, 32, 32), 0.25, np.float32)
    size = write_tile(tmp_path, 3, {"two": image, "one": grey})
    tile = PackedTile("here", False, 16, 16, {"two": 2, "one": 1})
    read = read_tile(tmp_path, 3, tile)
    assert size == sum(path.stat().st_size for path in (tmp_path / "tiles").iterdir())
    np.testing.assert_allclose(read["two"], image, atol=4 / 255)
    np.testing.assert_allclose(read["one"], grey, atol=2 / 255)
    assert not read_holes(tmp_path, 3, tile).any()


def test_holes_return_exactly(tmp_path: Path) -> None:
    (tmp_path / "tiles").mkdir()
    holes = np.zeros((16, 24), np.bool_)
    holes[3:5, 7:20] = True
    write_holes(tmp_path, 0, holes)
    tile = PackedTile("here", False, 16, 24, {}, has_holes=True)
    assert np.array_equal(read_holes(tmp_path, 0, tile), holes)
