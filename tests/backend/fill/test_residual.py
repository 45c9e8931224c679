from __future__ import annotations

import numpy as np
import pytest

from any2any.fill.residual import REACH_PX, spread


def hole(size: int = 101, radius: int = 10) -> np.ndarray:
    rows, columns = np.ogrid[:size, :size]
    middle = size // 2
    return (rows - middle) ** 2 + (columns - middle) ** 2 <= radius**2


def test_a_constant_residual_fills_a_small_hole() -> None:
    holes = hole(radius=4)
    carried = spread(np.where(holes, 0, 100).astype(np.float32)[None], ~holes)[0]
    assert carried[50, 50] == pytest.approx(100, abs=3)


def test_level_and_gradient_meet_at_the_border() -> None:
    holes = hole()
    ramp = np.broadcast_to(np.arange(101, dtype=np.float32), (1, 101, 101))  # one a pixel
    carried = spread(np.where(holes, 0, ramp), ~holes)[0]
    row = carried[50]
    assert row[40] == pytest.approx(40, abs=1.5)  # the first pixel of the hole
    assert row[41] - row[40] == pytest.approx(1, abs=0.5)


def test_far_from_every_clear_pixel_nothing_is_carried() -> None:
    clear = np.zeros((1, 2 * REACH_PX), bool)
    clear[0, 0] = True
    residual = np.where(clear, 100, 0).astype(np.float32)[None]
    assert spread(residual, clear)[0, 0, REACH_PX + 1 :].max() == pytest.approx(0, abs=1e-6)


def test_a_part_with_its_halo_gives_what_the_whole_gives() -> None:
    generator = np.random.default_rng(1)
    size = 2 * REACH_PX + 60
    residual = generator.normal(size=(1, size, size)).astype(np.float32)
    clear = generator.random((size, size)) > 0.5
    whole = spread(residual, clear)[:, REACH_PX : REACH_PX + 20, REACH_PX : REACH_PX + 20]
    end = 2 * REACH_PX + 20
    part = spread(residual[:, :end, :end], clear[:end, :end])[
        :, REACH_PX : REACH_PX + 20, REACH_PX : REACH_PX + 20
    ]
    np.testing.assert_allclose(part, whole, atol=1e-5)


def test_a_bright_roof_at_the_border_is_not_smeared_into_the_hole() -> None:
    holes = hole()
    residual = np.random.default_rng(0).normal(size=(1, 101, 101)).astype(np.float32)
    roof = residual.copy()
    roof[0, 48:53, 36:40] = 50  # beside the hole's leftmost pixel, (50, 40)
    deviation = np.ones_like(residual)

    def smear(deviation: np.ndarray | None) -> float:
        with_roof, without = (spread(np.where(holes, 0, r), ~holes, deviation) for r in (roof, residual))
        return float((with_roof - without)[0, 50, 41])

    # The roof is 50 deviations high; the narrow kernels may carry 3 of them.
    assert smear(None) > 15
    assert smear(deviation) < 5
    assert spread(np.where(holes, 0, roof), ~holes, deviation)[0, 50, 60] == pytest.approx(0, abs=1)
