from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.statistics import (
    BORDER_REACH_PX,
    COLUMN_RADII_PX,
    COLUMN_REACH_PX,
    box_sum,
    columns,
    local_deviation,
    local_mean,
    smooth,
    successive_corrections,
)


def test_a_box_sum_counts_pixels_inside_the_image_only() -> None:
    sums = box_sum(np.ones((4, 5)), 1)
    assert sums[0, 0] == 4  # a corner sees 2 x 2
    assert sums[0, 2] == 6  # an edge 2 x 3
    assert sums[2, 2] == 9


def test_a_mean_leaves_out_what_is_not_known() -> None:
    image = np.array([[[1.0, np.nan, 5.0]]], np.float32)
    assert local_mean(image, 1)[0, 0].tolist() == [1.0, 3.0, 5.0]  # (1), (1 + 5) / 2, (5)


def test_a_mean_of_nothing_is_nan() -> None:
    assert np.isnan(local_mean(np.full((1, 3, 3), np.nan, np.float32), 1)).all()


def test_the_deviation_of_a_constant_is_zero_and_of_a_step_is_not() -> None:
    image = np.zeros((1, 9, 40), np.float32)
    image[..., 20:] = 2
    deviation = local_deviation(image, 2)[0, 4]
    assert deviation[5] == pytest.approx(0, abs=1e-6)
    assert deviation[20] > 0.5


def test_smoothing_keeps_the_sum_and_reaches_three_radii() -> None:
    point = np.zeros((41, 41))
    point[20, 20] = 1
    spread = smooth(point, 3)
    assert spread.sum() == pytest.approx(1)
    assert spread[20, 29] > 0
    assert spread[20, 30] == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("kind", list(COLUMN_RADII_PX))
def test_columns_of_a_part_with_its_halo_are_those_of_the_whole(kind: str) -> None:
    image = np.random.default_rng(0).normal(size=(2, 120, 90)).astype(np.float32)
    image[:, 50:60, 40:45] = np.nan
    whole = columns(image, kind)[:, 40:80, 40:60]  # type: ignore[arg-type]
    part = columns(
        image[:, 40 - COLUMN_REACH_PX : 80 + COLUMN_REACH_PX, 40 - COLUMN_REACH_PX : 60 + COLUMN_REACH_PX],
        kind,
    )  # type: ignore[arg-type]
    inside = part[:, COLUMN_REACH_PX : COLUMN_REACH_PX + 40, COLUMN_REACH_PX : COLUMN_REACH_PX + 20]
    np.testing.assert_allclose(inside, whole, atol=1e-5)
    assert np.isnan(inside[:, 10:20, 0:5]).all()


def hole(size: int = 101, radius: int = 10) -> np.ndarray:
    rows, columns = np.ogrid[:size, :size]
    middle = size // 2
    return (rows - middle) ** 2 + (columns - middle) ** 2 <= radius**2


def test_a_constant_residual_fills_a_small_hole() -> None:
    holes = hole(radius=4)
    carried = successive_corrections(np.where(holes, 0, 100).astype(np.float32)[None], ~holes)[0]
    assert carried[50, 50] == pytest.approx(100, abs=3)


def test_level_and_gradient_meet_at_the_border() -> None:
    holes = hole()
    ramp = np.broadcast_to(np.arange(101, dtype=np.float32), (1, 101, 101))  # one a pixel
    carried = successive_corrections(np.where(holes, 0, ramp), ~holes)[0]
    row = carried[50]
    assert row[40] == pytest.approx(40, abs=1.5)  # the first pixel of the hole
    assert row[41] - row[40] == pytest.approx(1, abs=0.5)


def test_far_from_every_clear_pixel_nothing_is_carried() -> None:
    clear = np.zeros((1, 2 * BORDER_REACH_PX), bool)
    clear[0, 0] = True
    residual = np.where(clear, 100, 0).astype(np.float32)[None]
    assert successive_corrections(residual, clear)[0, 0, BORDER_REACH_PX + 1 :].max() == pytest.approx(
        0, abs=1e-6
    )


def test_a_part_with_its_halo_gives_what_the_whole_gives() -> None:
    generator = np.random.default_rng(1)
    size = 2 * BORDER_REACH_PX + 60
    residual = generator.normal(size=(1, size, size)).astype(np.float32)
    clear = generator.random((size, size)) > 0.5
    whole = successive_corrections(residual, clear)[
        :, BORDER_REACH_PX : BORDER_REACH_PX + 20, BORDER_REACH_PX : BORDER_REACH_PX + 20
    ]
    end = 2 * BORDER_REACH_PX + 20
    part = successive_corrections(residual[:, :end, :end], clear[:end, :end])[
        :, BORDER_REACH_PX : BORDER_REACH_PX + 20, BORDER_REACH_PX : BORDER_REACH_PX + 20
    ]
    np.testing.assert_allclose(part, whole, atol=1e-5)


def test_a_bright_roof_at_the_border_is_not_smeared_into_the_hole() -> None:
    holes = hole()
    residual = np.random.default_rng(0).normal(size=(1, 101, 101)).astype(np.float32)
    roof = residual.copy()
    roof[0, 48:53, 36:40] = 50  # beside the hole's leftmost pixel, (50, 40)
    deviation = np.ones_like(residual)

    def smear(deviation: np.ndarray | None) -> float:
        with_roof, without = (
            successive_corrections(np.where(holes, 0, r), ~holes, deviation) for r in (roof, residual)
        )
        return float((with_roof - without)[0, 50, 41])

    # The roof is 50 deviations high; the narrow kernels may carry 3 of them.
    assert smear(None) > 15
    assert smear(deviation) < 5
    assert successive_corrections(np.where(holes, 0, roof), ~holes, deviation)[0, 50, 60] == pytest.approx(
        0, abs=1
    )
