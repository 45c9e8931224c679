from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from any2any.fill.holes import BLOCK_PX, HoleMap
from any2any.fill.prepare import layer_shift, shift_warning
from any2any.raster.window import Bounds
from any2any.requests.fill import FillResult, LayerShift
from tests.backend.fill.conftest import Ground, read, write


def blobs() -> np.ndarray:
    generator = np.random.default_rng(4)
    return np.kron(generator.random((40, 40)), np.ones((5, 5))).astype(np.float32)[None]


def shifted(rows: int, columns: int) -> LayerShift | None:
    image = blobs()
    moved = np.roll(image, (rows, columns), axis=(1, 2))
    inner = slice(8, -8)
    return layer_shift("/data/nir.tif", moved[:, inner, inner], image[:, inner, inner], radar=False)


def test_a_shift_is_measured_down_and_to_the_right() -> None:
    found = shifted(2, -1)
    assert found is not None
    assert (found.rows_px, found.columns_px) == (pytest.approx(2, abs=0.2), pytest.approx(-1, abs=0.2))


def test_more_than_a_pixel_is_warned_of_with_both_names() -> None:
    shift = LayerShift("nir.tif", 2.0, -1.0)
    warning = shift_warning(shift, "s1.tif")
    assert warning is not None
    assert "nir.tif is shifted by 2.2 pixels against s1.tif (+2.0 rows, -1.0 columns)" in warning
    assert shift_warning(replace(shift, rows_px=0.6, columns_px=-0.8), "s1.tif") is None


def test_nothing_alike_has_no_shift() -> None:
    noise = np.random.default_rng(5).random((1, 200, 200)).astype(np.float32)
    assert layer_shift("a.tif", noise, blobs(), radar=False) is None


def test_the_clearest_square_is_chosen_among_those_near_holes() -> None:
    holes, clear = np.zeros((1, 30), np.int64), np.full((1, 30), 100)
    holes[0, 0] = 5
    clear[0, 0:2] = 1
    clear[0, 20] = 1000  # far from every hole: nothing is aligned there
    bounds = HoleMap(holes, clear).clearest(2 * BLOCK_PX, Bounds(0, 200, 0, 30 * BLOCK_PX))
    assert bounds == Bounds(0, 200, 2 * BLOCK_PX, 4 * BLOCK_PX)


def test_a_fill_warns_of_a_reference_that_lies_beside_the_image(
    ground: Ground, fill: Callable[..., FillResult]
) -> None:
    moved = np.roll(read(ground.reference), (2, 1), axis=(1, 2))
    result = fill(reference=str(write(ground.reference, moved)))
    shift = next(shift for shift in result.shifts if shift.name == "clear.tif")
    assert (shift.rows_px, shift.columns_px) == (pytest.approx(2, abs=0.3), pytest.approx(1, abs=0.3))
    assert any(
        "clear.tif is shifted by 2.2 pixels against cloudy.tif" in warning for warning in result.warnings
    )
