from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.scene import PairedScene
from any2any.spec.modality import DEFAULT_MODALITIES, Band, Modality


def registered(rows: int, columns: int) -> dict[str, np.ndarray]:
    """Every modality with the latent cell's number in each of its pixels."""
    cells = np.arange(rows * columns, dtype=np.float16).reshape(1, rows, columns)
    return {
        m.name: cells.repeat(m.channels, 0).repeat(m.downsampling, 1).repeat(m.downsampling, 2)
        for m in DEFAULT_MODALITIES
    }


def cells_of(name: str, array: np.ndarray) -> np.ndarray:
    f = next(m.downsampling for m in DEFAULT_MODALITIES if m.name == name)
    return array[0, ::f, ::f]


@given(st.integers(1, 6), st.integers(0, 4), st.integers(0, 4))
def test_crops_of_all_modalities_are_the_same_ground(size: int, row: int, column: int) -> None:
    scene = PairedScene("s", "s", "train", registered(10, 11))
    expected = np.arange(110).reshape(10, 11)[row : row + size, column : column + size]
    for m in DEFAULT_MODALITIES:
        crop = scene.crop(m.name, row, column, size)
        assert crop.shape == (m.channels, size * m.downsampling, size * m.downsampling)
        np.testing.assert_array_equal(cells_of(m.name, crop), expected)


def test_modalities_beyond_the_default_ones_bring_their_own_size() -> None:
    lidar = Modality("lidar", "Lidar", "reflectance", (Band("height", 0, 100),), 2, 20.0)
    arrays = {"lidar": np.zeros((1, 8, 6), np.float16)}
    scene = PairedScene("s", "s", "train", arrays, {"lidar": lidar})
    assert scene.size_latent_px == (4, 3)
    assert scene.crop("lidar", 1, 0, 3).shape == (1, 6, 6)


def test_modalities_of_different_ground_are_refused() -> None:
    arrays = {"rgb": np.zeros((3, 8, 8), np.float16), "ms": np.zeros((6, 8, 8), np.float16)}
    with pytest.raises(ValueError, match=r"cover different latent sizes: .*'rgb': \(2, 2\), 'ms': \(4, 4\)"):
        PairedScene("s", "s", "train", arrays)
    with pytest.raises(ValueError, match="sar is 8 x 6, not a multiple of 4"):
        PairedScene("s", "s", "train", {"sar": np.zeros((1, 8, 6), np.float16)})
