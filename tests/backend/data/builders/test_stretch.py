from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from any2any.data.builders.files import Tally
from any2any.data.builders.stretch import (
    PERCENTILES,
    REFERENCE_REFLECTANCE,
    SMALLEST_SPAN,
    fit_stretch,
    read_and_fit,
)

from .trees import constant, write_raster


@given(st.integers(0, 2**32 - 1), st.integers(2, 9), st.integers(1, 4))
def test_percentiles_become_the_reference(seed: int, side: int, images: int) -> None:
    """However the images are stretched, numpy's percentiles of all their pixels land on the reflectances."""
    rng = np.random.default_rng(seed)
    stack = [rng.choice([20, 60, 100, 200], (3, side, side)).astype(np.uint8) for _ in range(images)]
    encoding = fit_stretch(stack)
    pixels = np.concatenate([image.reshape(3, -1) for image in stack], axis=1)
    levels = np.percentile(pixels, PERCENTILES, axis=1)
    scale, offset = np.array(encoding.scale), np.array(encoding.offset)
    low, high = levels * scale + offset
    wanted_low, wanted_high = np.transpose(REFERENCE_REFLECTANCE)
    np.testing.assert_allclose(low, wanted_low)
    steep = levels[1] - levels[0] >= SMALLEST_SPAN
    np.testing.assert_allclose(high[steep], wanted_high[steep])


def test_a_flat_image_is_not_blown_up() -> None:
    """One grey level only: its span counts as 16, so that 16 levels are the reference's span."""
    encoding = fit_stretch([constant([100, 100, 100], 4, "uint8")])
    spans = [high - low for low, high in REFERENCE_REFLECTANCE]
    assert encoding.scale == pytest.approx([span / SMALLEST_SPAN for span in spans])


def test_what_cannot_be_read_does_not_count(tmp_path: Path) -> None:
    good = write_raster(tmp_path / "good.tif", constant([1, 2, 3], 4, "uint8"))
    grey = write_raster(tmp_path / "grey.tif", constant([1], 4, "uint8"))
    deep = write_raster(tmp_path / "deep.tif", constant([1, 2, 3], 4, "uint16"))
    damaged = tmp_path / "damaged.tif"
    damaged.write_bytes(b"no raster")
    tally = Tally()
    missing = tmp_path / "missing.tif"
    alone = read_and_fit([good], tally)
    assert tally.unreadable == 0
    assert read_and_fit([grey, good, missing, damaged, deep], tally) == alone
    assert tally.unreadable == 3
    assert read_and_fit([missing], tally) is None
