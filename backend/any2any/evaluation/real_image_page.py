"""The page of a comparison with a real image: figures for each band, both images and their difference."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from any2any.report.folder import (
    PAGE_NAME,
    REPORT_NAME,
    Markup,
    element,
    image,
    join,
    new_folder,
    page,
    table,
)
from any2any.requests.compare import CompareRequest, CompareResult
from any2any.spec.modality import Modality

STRETCH = (1.0, 99.0)
"""Percentiles of the truth that map to black and white in both pictures."""
ERROR_COLOURS = ((0, 0, 0), (74, 20, 110), (188, 50, 90), (249, 142, 20), (255, 250, 190))
"""From zero to the 99th percentile of the error; lightness rises throughout."""
_STYLE = """
.pictures { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; }
figure { margin: 0; max-width: 22rem; }
img { width: 100%; image-rendering: pixelated; }
"""

Values = NDArray[np.float32]
Picture = NDArray[np.uint8]


def write_report(
    request: CompareRequest,
    scores: CompareResult,
    images: tuple[Values, Values, NDArray[np.bool_]],
    modality: Modality,
    kind: str,
) -> None:
    """Write the folder ``request.report``: the page, its pictures, and the figures as JSON."""
    assert request.report is not None
    made, real, valid = images
    pictures = {
        "result": draw(made, real, valid, modality),
        "truth": draw(real, real, valid, modality),
        "error": draw_error(np.abs(made - real).mean(axis=0), valid),
    }
    document = {
        "kind": kind,
        "result": request.result,
        "truth": request.truth,
        **asdict(scores),
        "error_map": str(scores.error_map) if scores.error_map else None,
        "report": str(scores.report),
    }
    with new_folder(request.report) as folder:
        for name, picture in pictures.items():
            Pillow.fromarray(picture).save(folder / f"{name}.png", "PNG", optimize=True)
        (folder / REPORT_NAME).write_text(json.dumps(document, indent=1), encoding="utf-8")
        (folder / PAGE_NAME).write_text(render(request, scores), encoding="utf-8")


def render(request: CompareRequest, scores: CompareResult) -> str:
    """Return the page."""
    names = [Path(path).name for path in (request.result, request.truth)]
    title = f"{names[0]} against {names[1]}"
    summary = (
        f"PSNR {scores.psnr_db:.2f} dB over {scores.pixels:,} pixels that both images have, "
        f"{100 * scores.share:.1f} % of the result's."
    )
    body = join(
        [
            element("h1", title),
            element("p", "The first image is synthetic: a model predicted it. The second was measured."),
            element("p", summary),
            *(element("p", warning) for warning in scores.warnings),
            table(f"Result minus truth, in {scores.unit}", _HEADER, _rows(scores)),
            _pictures(),
            element("p", f"{request.result}; {request.truth}", class_="quiet"),
        ]
    )
    return page(title, body, _STYLE)


_HEADER = ("Band", "Root mean square error", "Bias", "Mean absolute error", "Correlation")


def _rows(scores: CompareResult) -> list[tuple[str, ...]]:
    return [
        (
            band.name,
            f"{band.rmse:.4f}",
            f"{band.bias:+.4f}",
            f"{band.mean_error:.4f}",
            f"{band.correlation:.3f}",
        )
        for band in scores.bands
    ]


def _pictures() -> Markup:
    titles = {
        "result": "Result (synthetic)",
        "truth": "Real image, on the result's grid",
        "error": "Mean absolute error over the bands: black is zero, yellow is the largest",
    }
    figures = (
        element("figure", image(f"{name}.png", text), element("figcaption", text))
        for name, text in titles.items()
    )
    return element("div", *figures, class_="pictures")


def draw(values: Values, like: Values, valid: NDArray[np.bool_], modality: Modality) -> Picture:
    """Physical values (C, h, w) -> 8-bit (h, w, 3): true colour or the first band, stretched as ``like``."""
    names = [band.name for band in modality.bands]
    colours = ("red", "green", "blue")
    shown = [names.index(colour) for colour in colours] if set(colours) <= set(names) else [0, 0, 0]
    pixels = like[shown][:, valid]
    low, high = np.percentile(pixels, STRETCH) if pixels.size else (0.0, 1.0)
    grey = (values[shown] - low) / max(float(high - low), 1e-6) * 255.0
    grey = np.where(valid, np.nan_to_num(np.clip(grey, 0, 255)), 255.0)
    return np.ascontiguousarray(np.moveaxis(grey.astype(np.uint8), 0, -1))


def draw_error(error: Values, valid: NDArray[np.bool_]) -> Picture:
    """Mean absolute error (h, w) -> 8-bit (h, w, 3); white where there is no data."""
    top = float(np.percentile(error[valid], STRETCH[1])) if valid.any() else 1.0
    position = np.nan_to_num(np.clip(error / max(top, 1e-9), 0.0, 1.0))
    stops = np.linspace(0.0, 1.0, len(ERROR_COLOURS))
    channels = [np.interp(position, stops, [colour[i] for colour in ERROR_COLOURS]) for i in range(3)]
    return np.where(valid[..., None], np.stack(channels, axis=-1), 255.0).astype(np.uint8)
