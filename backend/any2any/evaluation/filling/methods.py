"""Ways to fill a hole: this project's, and the six that users have without it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from rasterio.fill import fillnodata

from any2any.evaluation.filling.scenes import FillScene, Image
from any2any.fill.features import Kind, columns
from any2any.fill.fit import Fit, Samples
from any2any.fill.residual import spread
from any2any.fill.scene import Scene
from any2any.raster.window import Bounds

Mask = NDArray[np.bool_]
Method = Callable[[FillScene, Mask], Image]
"""Takes a scene and its holes (rows, columns); returns the whole image, of which only the holes count."""

SAMPLES = 60_000


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


def ours(scene: FillScene, holes: Mask) -> Image:
    """``any2any fill --source sar``."""
    return _fill(scene, holes, [(0, scene.source, scene.translated)], None)


def ours_with_reference(scene: FillScene, holes: Mask) -> Image:
    """``any2any fill --source sar --reference``."""
    return _fill(scene, holes, [(0, scene.source, scene.translated)], scene.other_target)


def ours_with_both_radars(scene: FillScene, holes: Mask) -> Image:
    """The same with the reference date's radar as one more source, which shows where the ground changed."""
    assert scene.other_source is not None
    layers = [(0, scene.source, scene.translated), (1, scene.other_source, None)]
    return _fill(scene, holes, layers, scene.other_target)


RADAR_ONLY: dict[str, Method] = {
    "fill_nodata": fill_nodata,
    "clear_mean": clear_mean,
    "scene_regression": scene_regression,
    "translation": translation,
    "fill": ours,
}
WITH_REFERENCE: dict[str, Method] = {
    "older_pasted": older_pasted,
    "older_matched": older_matched,
    "fill_reference": ours_with_reference,
    "fill_reference_2_radars": ours_with_both_radars,
}


def _fill(
    scene: FillScene, holes: Mask, sources: list[tuple[int, Image, Image | None]], reference: Image | None
) -> Image:
    """Do in memory what ``fill.job`` does from files: the same columns, fit and corrections."""
    whole = _as_scene(scene, holes, sources, reference)
    predicted = Fit(_samples(whole, scene.target)).predict(whole)
    residual = np.where(holes, 0, scene.target - predicted)
    return predicted + spread(residual, ~holes)


def _as_scene(
    scene: FillScene, holes: Mask, sources: list[tuple[int, Image, Image | None]], reference: Image | None
) -> Scene:
    bands = tuple(range(len(scene.target)))
    layers: list[tuple[int, Image, Kind]] = []
    priors: dict[int, tuple[tuple[int, ...], Image]] = {}
    for group, image, translated in sources:
        layers.append((group, image, "source"))
        if translated is not None:
            layers.append((group, translated, "translation"))
            priors[group] = bands, translated
    if reference is not None:
        layers.append((len(sources), reference, "reference"))
        priors[len(sources)] = bands, reference
    found: dict[int, list[Image]] = {}
    for group, image, kind in layers:
        found.setdefault(group, []).append(columns(image, kind))
    joined = {group: np.concatenate(parts) for group, parts in found.items()}
    return Scene(Bounds(0, holes.shape[0], 0, holes.shape[1]), scene.target, holes, ~holes, joined, priors)


def _samples(scene: Scene, target: Image) -> Samples:
    step = max(1, int(np.ceil(np.sqrt(scene.clear.sum() / SAMPLES))))
    lattice = np.zeros(scene.clear.shape, bool)
    lattice[::step, ::step] = True
    chosen = scene.clear & lattice
    rows, cols = np.nonzero(chosen)
    return Samples(
        target=target[:, chosen].T,
        columns={group: image[:, chosen].T for group, image in scene.columns.items()},
        priors={group: (of, image[:, chosen].T) for group, (of, image) in scene.priors.items()},
        pattern=scene.pattern[chosen],
        blocks=(rows // 64).astype(np.int64) << 32 | (cols // 64),
    )
