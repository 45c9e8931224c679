"""Figures for images of each modality, and their means over windows.

Confidence intervals by resampling places: windows of one place are alike, so they are not separate evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from any2any.metrics.fidelity import (
    coarse_figures,
    correlation,
    explained_variance,
    fine_correlation,
    score,
    unit_range,
)
from any2any.metrics.physical import (
    bands_of,
    bias_db,
    equivalent_number_of_looks,
    ergas,
    index_figures,
    spectral_angle_deg,
)
from any2any.raster.radiometry import from_model_values
from any2any.spec.modality import Modality

Image = NDArray[np.float32]
Figures = dict[str, float]

MASKS = ("water", "vegetation")

LOOKS = "looks"


def window_figures(result: Image, source: Image, truth: Image, ends: tuple[Modality, Modality]) -> Figures:
    """All figures of one window; the arrays are model values (C, H, W), ``ends`` source and target modality.

    Always ``psnr_db``, ``ssim``, ``rmse_255``, ``correlation``, ``fine_correlation`` and the sums of
    ``explained_80m``. Reflectance of several bands: ``spectral_angle_deg``, ``ergas``;
    bands that make an index: ``ndvi_mae`` and so on, and pixels of masks. Backscatter: ``looks``, ``bias_db``. A result
    is clipped to the physical range before scoring, as in a file.
    """
    source_modality, target_modality = ends
    scores = score(unit_range(result), unit_range(truth))
    figures = {"psnr_db": scores.psnr_db, "ssim": scores.ssim, "rmse_255": scores.rmse_255}
    figures |= _structure_figures(unit_range(result), unit_range(truth), target_modality.downsampling)
    physical, wanted = (from_model_values(x, target_modality) for x in (result, truth))
    if target_modality.quantity == "backscatter_db":
        figures[LOOKS] = equivalent_number_of_looks(physical)
        figures["bias_db"] = bias_db(physical, wanted)
    if target_modality.quantity != "reflectance":
        return figures
    if target_modality.channels > 1:
        figures["spectral_angle_deg"] = spectral_angle_deg(physical, wanted)
        figures["ergas"] = ergas(physical, wanted)
    fixed = {}
    if (source_modality.quantity, source_modality.downsampling) == (
        "reflectance",
        target_modality.downsampling,
    ):
        fixed = bands_of(from_model_values(source, source_modality), source_modality)
    named = [bands_of(x, target_modality) for x in (physical, wanted)]
    return figures | index_figures(named[0], named[1], fixed)


def _structure_figures(result: Image, truth: Image, downsampling: int) -> Figures:
    return {
        "correlation": correlation(result, truth),
        "fine_correlation": fine_correlation(result, truth, downsampling),
        **coarse_figures(result, truth, downsampling),
    }


def truth_figures(truth: Image, modality: Modality) -> Figures:
    """Figures of the truth itself: its looks, if it is backscatter."""
    if modality.quantity != "backscatter_db":
        return {}
    return {LOOKS: equivalent_number_of_looks(from_model_values(truth, modality))}


def mean_figures(windows: Sequence[Mapping[str, float]]) -> Figures:
    """One figure of each kind for many windows, in the order of the first.

    The mean over the windows where it is a number. Looks are averaged as their inverse, the normalised variance,
    which is 0 for a flat window. A mask's ``<mask>_iou`` is pooled: the pixels in both, over all windows, by those
    in either; its ``<mask>_share`` is the truth's. ``explained_80m`` is pooled too. NaN if no window has a value.
    """
    names = dict.fromkeys(name for window in windows for name in window)
    counted = {f"{mask}_{kind}" for mask in MASKS for kind in ("both", "either", "truth", "pixels")}
    counted |= {name for name in names if name.startswith("coarse_")}
    figures = {
        name: _mean(name, [w[name] for w in windows if name in w]) for name in names if name not in counted
    }
    if "coarse_count" in names:
        figures["explained_80m"] = explained_variance(
            {name: sum(w[name] for w in windows) for name in names if name.startswith("coarse_")}
        )
    for mask in MASKS:
        if f"{mask}_pixels" in names:
            both, either, of_truth, pixels = (
                sum(w.get(f"{mask}_{kind}", 0.0) for w in windows)
                for kind in ("both", "either", "truth", "pixels")
            )
            figures[f"{mask}_iou"] = both / either if either else math.nan
            figures[f"{mask}_share"] = of_truth / pixels
    return figures


def _mean(name: str, values: Sequence[float]) -> float:
    numbers = np.asarray([value for value in values if not math.isnan(value)], np.float64)
    if not numbers.size:
        return math.nan
    if name == LOOKS:
        inverse = float(np.mean(1.0 / numbers))
        return 1.0 / inverse if inverse else math.inf
    return float(numbers.mean())


RESAMPLES = 2000
SHARE = 0.95

Interval = tuple[float, float]


def mean_interval(values: Sequence[float], places: Sequence[str], seed: int = 0) -> Interval | None:
    """Return the 95 % confidence interval of the mean over windows, by a bootstrap over places.

    ``values`` and ``places``: one entry per window. Each of 2000 resamples draws the same number of places with
    replacement, and averages all their windows; the interval spans the 2.5th to the 97.5th percentile of these averages
    (Efron 1979; of clusters: Field and Welsh 2007). The same seed gives the same interval. None for fewer than two
    places, or if a value is not finite. With only a few places it is too narrow.
    """
    names, number = np.unique(np.asarray(places), return_inverse=True)
    x = np.asarray(values, np.float64)
    if len(names) < 2 or not np.isfinite(x).all():
        return None
    sums, counts = np.bincount(number, weights=x), np.bincount(number).astype(np.float64)
    drawn = _draws(len(names), seed)
    low, high = np.quantile((drawn @ sums) / (drawn @ counts), [(1.0 - SHARE) / 2.0, (1.0 + SHARE) / 2.0])
    return float(low), float(high)


def _draws(places: int, seed: int) -> NDArray[np.float64]:
    """(resamples, places): number of draws of each place."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(places, np.full(places, 1.0 / places), size=RESAMPLES).astype(np.float64)
