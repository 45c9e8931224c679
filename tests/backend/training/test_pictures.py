from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from any2any.errors import Any2AnyError
from any2any.spec.modality import MS, RGB, SAR
from any2any.training.pictures import to_picture, write_grid


def test_reflectance_is_shown_in_true_colour_and_brightened() -> None:
    """MS is blue, green, red, ...: red at model value 0 is 0.5 * 1.6 * 255 = 204, blue at -1 is black."""
    values = np.full((6, 2, 2), -1.0, np.float32)
    values[2] = 0.0
    assert to_picture(values, MS)[0, 0].tolist() == [204, 0, 0]


def test_a_single_band_is_grey_and_holes_are_black() -> None:
    """Backscatter at 0.2 is 0.6 * 255 = 153, as it is."""
    values = np.array([[[0.2, np.nan]]], np.float32)
    assert to_picture(values, SAR).tolist() == [[[153] * 3, [0] * 3]]


def test_a_grid_has_every_picture_at_its_place(tmp_path: Path) -> None:
    white, black = np.ones((1, 4, 4), np.float32), -np.ones((3, 8, 8), np.float32)
    path = tmp_path / "samples" / "a.png"
    write_grid(path, [[(white, SAR), (black, RGB)], [(black, RGB)]], cell_px=8)
    with Image.open(path) as image:
        assert image.size == (20, 20)
        grey = np.asarray(image.convert("L"))
    assert (grey[:8, 12:] == 0).all()
    assert (grey[12:, :8] == 0).all()
    assert (grey[:8, :12] == 255).all()
    assert (grey[12:, 12:] == 255).all()
    assert [p.name for p in path.parent.iterdir()] == ["a.png"]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Any2AnyError, match="cannot be written"):
        write_grid(tmp_path / "file" / "a.png", [[(np.zeros((1, 2, 2), np.float32), SAR)]])
