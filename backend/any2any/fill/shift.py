"""How far a layer lies beside another one: measured to a fraction of a pixel where edges of both are found again."""

from __future__ import annotations

from pathlib import Path

from any2any.data.check.shift import OPTICAL_SMOOTHING_PX, RADAR_SMOOTHING_PX, Edges, measure_shift
from any2any.fill.statistics import Image
from any2any.requests.fill import LayerShift
from any2any.spec.modality import REFERENCE_DOWNSAMPLING

WINDOW_PX = 1024
"""Side of the square that shifts are measured on."""
LARGEST_PX = 1.0
"""A larger shift is a warning."""


def layer_shift(name: str, image: Image, beside: Image, radar: bool) -> LayerShift | None:
    """Measure where ``image`` lies relative to ``beside``, both (C, H, W) of one grid, NaN without data.

    None where too little is shown or the edges of one are not found in the other; ``radar``: whether one is radar.
    """
    first, second = (Edges(each, REFERENCE_DOWNSAMPLING) for each in (beside, image))
    smoothing_px = RADAR_SMOOTHING_PX if radar else OPTICAL_SMOOTHING_PX
    shift = measure_shift(first, second, smoothing_px)
    if shift is None or not shift.is_significant:
        return None
    return LayerShift(Path(name).name, round(shift.rows_px, 2), round(shift.columns_px, 2))


def shift_warning(shift: LayerShift, beside: str) -> str | None:
    """Return a warning for a shift of more than a pixel of ``beside``, else None."""
    if shift.distance_px <= LARGEST_PX:
        return None
    return (
        f"{shift.name} lies {shift.distance_px:.1f} pixels beside {beside} ({shift.rows_px:+.1f} rows, "
        f"{shift.columns_px:+.1f} columns): details will be blurred; coregister it first"
    )
