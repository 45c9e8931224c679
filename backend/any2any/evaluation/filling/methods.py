"""Ways to fill a hole: this project's, and the six that users have without it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from rasterio.fill import fillnodata

from any2any.evaluation.filling.fills import Filler
from any2any.evaluation.filling.scenes import FillScene, Image

Mask = NDArray[np.bool_]
Method = Callable[[FillScene, Mask], Image]
"""Takes a scene and its holes (rows, columns); returns the whole image, of which only the holes count."""


def fill_nodata(scene: FillScene, holes: Mask) -> Image:
    """GDAL's FillNodata: inverse distance from the border."""
    mask = (~holes).astype(np.uint8)
    bands = [
        fillnodata(band.copy(), mask=mask, max_search_distance=sum(holes.shape)) for band in scene.target
    ]
    return np.stack(bands)


def clear_mean(scene: FillScene, holes: Mask) -> Image:
    """Each band's mean over the clear part."""
    mean = scene.target[:, ~holes].mean(axis=1)
    return np.broadcast_to(mean[:, None, None], scene.target.shape)


def scene_regression(scene: FillScene, holes: Mask) -> Image:
    """A linear regression on the radar's pixels, fitted on the scene's clear pixels."""
    design = np.concatenate([scene.source, np.ones_like(scene.source[:1])])
    known = design[:, ~holes].T
    slopes, *_ = np.linalg.lstsq(known, scene.target[:, ~holes].T, rcond=None)
    return np.asarray(np.tensordot(slopes.T, design, axes=1), np.float32)


def older_pasted(scene: FillScene, holes: Mask) -> Image:
    """The image of the other date as it is."""
    assert scene.other_target is not None
    return scene.other_target


def older_matched(scene: FillScene, holes: Mask) -> Image:
    """The image of the other date, its histogram matched to the clear part band by band."""
    older = older_pasted(scene, holes)
    pairs = zip(older, scene.target, strict=True)
    return np.stack([np.interp(o, np.sort(o[~holes]), np.sort(t[~holes])) for o, t in pairs]).astype(
        np.float32
    )


def translation(scene: FillScene, holes: Mask) -> Image:
    """The plain translation of the radar."""
    return scene.translated


RADAR_ONLY: dict[str, Method] = {
    "fill_nodata": fill_nodata,
    "clear_mean": clear_mean,
    "scene_regression": scene_regression,
    "translation": translation,
}
WITH_REFERENCE: dict[str, Method] = {"older_pasted": older_pasted, "older_matched": older_matched}


def methods_for(scene: FillScene, filler: Filler) -> dict[str, Method]:
    """Return every method that a scene allows; those that need an older image only where there is one."""
    methods = {**RADAR_ONLY, "fill": filler.radar}
    if scene.other_target is None:
        return methods
    return {
        **methods,
        **WITH_REFERENCE,
        "fill_reference": filler.reference,
        "fill_reference_2_radars": filler.both_radars,
    }
