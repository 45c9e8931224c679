"""Figures of fills, inside the holes alone; pixels that changed between two dates apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from any2any.evaluation.filling.holes import cloud_holes
from any2any.evaluation.filling.methods import RADAR_ONLY, WITH_REFERENCE, older_matched
from any2any.evaluation.filling.scenes import FillScene, Image
from any2any.metrics.spectral import spectral_angle_deg

Mask = NDArray[np.bool_]

CHANGED_REFLECTANCE = 0.05
"""A pixel changed if the dates differ by more, in the mean over bands, after their histograms were matched,"""
CHANGED_DB = 3.0
"""or the radar does, and its reflectance by half of that."""


def score(image: Image, scene: FillScene, where: Mask) -> dict[str, float]:
    """PSNR (dB, physical range as the peak), SSIM, spectral angle (degrees) and level error of the pixels ``where``.

    The level error is the mean difference, as a share of the range in percent, averaged over bands without its sign.
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
    """Where the ground changed between the two dates (rows, columns)."""
    assert scene.other_source is not None
    optical = np.abs(older_matched(scene, holes) - scene.target).mean(axis=0)
    radar = np.abs(scene.other_source - scene.source).mean(axis=0)
    both = (radar > CHANGED_DB) & (optical > CHANGED_REFLECTANCE / 2)
    return np.asarray((optical > CHANGED_REFLECTANCE) | both)


def evaluate_fill(
    scenes: Iterable[FillScene], shares: Sequence[float], on_row: Callable[[dict[str, Any]], None]
) -> list[dict[str, Any]]:
    """Score every method on every scene and share of holes; a row each, which ``on_row`` sees at once."""
    rows = []
    for number, scene in enumerate(scenes):
        for share in shares:
            holes = cloud_holes(scene.target.shape[1:], share, seed=number)
            row = _row(scene, holes, share)
            on_row(row)
            rows.append(row)
    return rows


def _row(scene: FillScene, holes: Mask, share: float) -> dict[str, Any]:
    row: dict[str, Any] = {
        "scene": scene.name,
        "data": scene.data,
        "share": share,
        "figures": {},
        "changed": {},
    }
    two_dates = scene.other_target is not None
    methods = {**RADAR_ONLY, **(WITH_REFERENCE if two_dates else {})}
    new = changed(scene, holes) & holes if two_dates else np.zeros_like(holes)
    row["changed_share"] = float(new.sum() / holes.sum())
    for name, method in methods.items():
        image = method(scene, holes)
        row["figures"][name] = score(image, scene, holes)
        if new.sum() > 100:
            row["changed"][name] = score(image, scene, new)
    return row


def mean_figures(rows: Sequence[dict[str, Any]], part: str, method: str) -> dict[str, float]:
    """Average the figures of one method over all rows that have them; empty where none has."""
    found = [row[part][method] for row in rows if method in row[part]]
    return {name: float(np.mean([figures[name] for figures in found])) for name in found[0]} if found else {}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the means of every data source as Markdown, and those of pixels that changed."""
    lines = []
    for data in dict.fromkeys(row["data"] for row in rows):
        own = [row for row in rows if row["data"] == data]
        names = list(dict.fromkeys(name for row in own for name in row["figures"]))
        lines += [f"\n{data}: {len(own)} fills\n", _HEAD]
        lines += [_line(own, "figures", name) for name in names]
        if any(row["changed"] for row in own):
            lines += [f"\n{data}, pixels that changed between the dates\n", _HEAD]
            lines += [_line(own, "changed", name) for name in names]
    return "\n".join(lines) + "\n"


_HEAD = "| method | PSNR dB | SSIM | angle ° | level % |\n|---|---|---|---|---|"


def _line(rows: Sequence[dict[str, Any]], part: str, method: str) -> str:
    mean = mean_figures(rows, part, method)
    title = method.replace("_", " ")
    if not mean:
        return f"| {title} | - | - | - | - |"
    return (
        f"| {title} | {mean['psnr_db']:.2f} | {mean['ssim']:.3f} | {mean['angle_deg']:.2f} | "
        f"{mean['level_percent']:.2f} |"
    )
