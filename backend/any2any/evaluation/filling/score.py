"""Figures of fills inside the holes; pixels that changed between two dates are scored separately."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from any2any.evaluation.filling.methods import Filler, methods_for, older_matched
from any2any.evaluation.filling.scenes import FillScene, Image, cloud_holes
from any2any.metrics.physical import spectral_angle_deg

Mask = NDArray[np.bool_]

CHANGED_REFLECTANCE = 0.05
"""A pixel changed if the dates differ by more, in the mean over bands, after their histograms were matched,"""
CHANGED_DB = 3.0
"""or the radar does, and its reflectance by half of that."""


FEWEST_CHANGED = 100
"""Fewer changed pixels are not scored."""


def score(image: Image, scene: FillScene, where: Mask) -> dict[str, float]:
    """PSNR (dB, physical range as the peak), SSIM, spectral angle (degrees) and level error of the pixels ``where``.

    The level error is the absolute mean difference of each band in percent of the range, averaged over bands.
    """
    a, b = (np.clip(x / scene.high, 0, 1).astype(np.float32) for x in (image, scene.target))
    difference = (a - b)[:, where].astype(np.float64)
    mse = float(np.square(difference).mean())
    return {
        "psnr_db": -10 * float(np.log10(max(mse, 1e-12))),
        "ssim": _ssim(a, b, where),
        "angle_deg": spectral_angle_deg(image[:, where][..., None], scene.target[:, where][..., None]),
        "level_percent": 100 * float(np.abs(difference.mean(axis=1)).mean()),
    }


def _ssim(a: Image, b: Image, where: Mask) -> float:
    from skimage.metrics import structural_similarity  # an extra, and slow to import

    composed = np.where(where, a, b)
    _, full = structural_similarity(
        composed, b, channel_axis=0, data_range=1.0, gaussian_weights=True, sigma=1.5, full=True
    )
    return float(full[:, where].mean())


def changed(scene: FillScene, holes: Mask) -> Mask:
    """Mask (rows, columns) of ground that changed between the two dates."""
    assert scene.other_source is not None
    optical = np.abs(older_matched(scene, holes) - scene.target).mean(axis=0)
    radar = np.abs(scene.other_source - scene.source).mean(axis=0)
    both = (radar > CHANGED_DB) & (optical > CHANGED_REFLECTANCE / 2)
    return np.asarray((optical > CHANGED_REFLECTANCE) | both)


OnFill = Callable[[dict[str, Any], FillScene, Mask, dict[str, Image]], None]
"""Called for every row with its scene, holes and the image of each method."""


def evaluate_fill(
    scenes: Iterable[FillScene],
    filler: Filler,
    shares: Sequence[float],
    on_fill: OnFill = lambda row, scene, holes, images: None,
) -> list[dict[str, Any]]:
    """Score every method on every scene and share of holes; one row each."""
    rows = []
    for number, scene in enumerate(scenes):
        for share in shares:
            holes = cloud_holes(scene.target.shape[1:], share, seed=number)
            images = {name: method(scene, holes) for name, method in methods_for(scene, filler).items()}
            row = _row(scene, holes, share, images)
            on_fill(row, scene, holes, images)
            rows.append(row)
    return rows


def _row(scene: FillScene, holes: Mask, share: float, images: dict[str, Image]) -> dict[str, Any]:
    two_dates = scene.other_target is not None
    new = changed(scene, holes) & holes if two_dates else np.zeros_like(holes)
    enough = new.sum() > FEWEST_CHANGED
    return {
        "scene": scene.name,
        "data": scene.data,
        "share": share,
        "changed_share": float(new.sum() / holes.sum()),
        "figures": {name: score(image, scene, holes) for name, image in images.items()},
        "changed": {name: score(image, scene, new) for name, image in images.items()} if enough else {},
    }


def mean_figures(rows: Sequence[dict[str, Any]], part: str, method: str) -> dict[str, float]:
    """Average the figures of one method over all rows that have them; empty if there are none."""
    found = [row[part][method] for row in rows if method in row[part]]
    return {name: float(np.mean([figures[name] for figures in found])) for name in found[0]} if found else {}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the means of every data source and share of holes as Markdown, and those of pixels that changed."""
    lines = []
    for data in dict.fromkeys(row["data"] for row in rows):
        own = [row for row in rows if row["data"] == data]
        lines += _part(own, "figures", data)
        if any(row["changed"] for row in own):
            lines += _part(own, "changed", f"{data}, pixels that changed between the dates")
    return "\n".join(lines) + "\n"


def _part(rows: Sequence[dict[str, Any]], part: str, title: str) -> list[str]:
    """PSNR of each share of holes, and the means of the other figures over all of them."""
    shares = sorted({row["share"] for row in rows})
    names = dict.fromkeys(name for row in rows for name in row[part])
    columns = [f"PSNR dB, {share:.0%} holes" for share in shares]
    heads = ["method", *columns, "SSIM", "angle °", "level %"]
    lines = [f"\n{title}: {len([row for row in rows if row[part]])} fills\n"]
    lines += [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for name in names:
        by_share = [mean_figures([row for row in rows if row["share"] == s], part, name) for s in shares]
        psnr = [f"{mean['psnr_db']:.2f}" if mean else "-" for mean in by_share]
        mean = mean_figures(rows, part, name)
        rest = [f"{mean['ssim']:.3f}", f"{mean['angle_deg']:.2f}", f"{mean['level_percent']:.2f}"]
        lines.append(f"| {' | '.join([name.replace('_', ' '), *psnr, *rest])} |")
    return lines
