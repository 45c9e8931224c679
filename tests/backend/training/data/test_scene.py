from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.modality import DEFAULT_MODALITIES
from any2any.training.data.scene import DIHEDRAL, PairedScene, pair_scene, turn

variants = st.integers(0, DIHEDRAL - 1)
SQUARE = np.arange(2 * 6 * 6, dtype=np.float16).reshape(2, 6, 6)


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


def test_there_are_eight_different_turns_and_zero_is_the_identity() -> None:
    assert len({turn(SQUARE, variant).tobytes() for variant in range(DIHEDRAL)}) == 8
    np.testing.assert_array_equal(turn(SQUARE, 0), SQUARE)


@given(variants, variants)
def test_one_turn_after_another_is_again_a_turn(first: int, second: int) -> None:
    both = turn(turn(SQUARE, first), second)
    assert sum(np.array_equal(both, turn(SQUARE, one)) for one in range(DIHEDRAL)) == 1


@given(variants)
def test_every_turn_can_be_undone(variant: int) -> None:
    assert any(np.array_equal(turn(turn(SQUARE, variant), other), SQUARE) for other in range(DIHEDRAL))


@given(variants)
def test_turned_modalities_stay_registered(variant: int) -> None:
    turned = {name: turn(array, variant) for name, array in registered(5, 3).items()}
    scene = PairedScene("s", "s", "train", turned)  # sizes agree
    assert scene.size_latent_px == ((3, 5) if variant % 2 else (5, 3))
    cells = [cells_of(name, array) for name, array in turned.items()]
    for other in cells[1:]:
        np.testing.assert_array_equal(other, cells[0])


@given(st.integers(1, 6), st.integers(0, 4), st.integers(0, 4))
def test_crops_of_all_modalities_are_the_same_ground(size: int, row: int, column: int) -> None:
    scene = PairedScene("s", "s", "train", registered(10, 11))
    expected = np.arange(110).reshape(10, 11)[row : row + size, column : column + size]
    for m in DEFAULT_MODALITIES:
        crop = scene.crop(m.name, row, column, size)
        assert crop.shape == (m.channels, size * m.downsampling, size * m.downsampling)
        np.testing.assert_array_equal(cells_of(m.name, crop), expected)


def test_pairing_cuts_to_whole_cells_of_the_common_part() -> None:
    """RGB 43 x 61 pixels hold 10 x 15 cells, PAN 95 x 100 hold 11 x 12: both keep 10 x 12."""
    arrays = {"rgb": np.ones((3, 43, 61), np.float32), "pan": np.ones((1, 95, 100), np.float32)}
    scene = pair_scene("s", "real", "test", arrays)
    assert scene.size_latent_px == (10, 12)
    assert scene.arrays["rgb"].shape == (3, 40, 48)
    assert scene.arrays["pan"].shape == (1, 80, 96)
    assert scene.arrays["rgb"].dtype == np.float16
    assert (scene.source, scene.split) == ("real", "test")


def test_pairing_keeps_the_upper_left_corner() -> None:
    array = np.random.default_rng(0).uniform(-1, 1, (1, 10, 9)).astype(np.float32)
    scene = pair_scene("s", "s", "train", {"sar": array})
    np.testing.assert_array_equal(scene.arrays["sar"], array[:, :8, :8].astype(np.float16))


def test_modalities_of_different_ground_are_refused() -> None:
    arrays = {"rgb": np.zeros((3, 8, 8), np.float16), "ms": np.zeros((6, 8, 8), np.float16)}
    with pytest.raises(ValueError, match=r"cover different latent sizes: .*'rgb': \(2, 2\), 'ms': \(4, 4\)"):
        PairedScene("s", "s", "train", arrays)
    with pytest.raises(ValueError, match="sar is 8 x 6, no multiple of 4"):
        PairedScene("s", "s", "train", {"sar": np.zeros((1, 8, 6), np.float16)})
