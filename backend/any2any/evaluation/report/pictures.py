"""Small pictures of some windows: source, result, truth and error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from any2any.evaluation.compare_methods import Comparison, ScoredWindow
from any2any.evaluation.methods import Method
from any2any.evaluation.tiles import WindowReader
from any2any.evaluation.windows import Image, whole_windows
from any2any.spec.modality import Direction, Modality

PICTURES = "pictures"
"""Folder of the pictures, inside the report's."""

LARGEST_PX = 160
"""Longer side of a picture: large enough to recognise it, too small to replace the data."""

STRETCH = (2.0, 98.0)
"""Percentiles of an image that map to black and white; a result uses its truth's."""

ERROR_AT_WHITE = 0.2
"""Mean absolute error over the bands, as a share of the physical range, at the bright end of the scale."""

ERROR_COLOURS = ((0, 0, 0), (74, 20, 110), (188, 50, 90), (249, 142, 20), (255, 250, 190))
"""From no error to ``ERROR_AT_WHITE``, evenly spaced; lightness rises throughout."""

_COLOURS = ("red", "green", "blue")

Picture = NDArray[np.uint8]


def choose(comparisons: Sequence[Comparison], count: int, seed: int) -> list[tuple[Comparison, ScoredWindow]]:
    """Choose windows of one direction at random, from one data source after another in random order."""
    rng = np.random.default_rng(seed)
    order = [comparisons[i] for i in rng.permutation(len(comparisons))]
    queues = [(c, [c.windows[i] for i in rng.permutation(len(c.windows))[:count]]) for c in order]
    turns = [(c, windows[turn]) for turn in range(count) for c, windows in queues if turn < len(windows)]
    return turns[:count]


def write_example(
    folder: Path,
    stem: str,
    comparison: Comparison,
    window: ScoredWindow,
    methods: Mapping[str, Method],
    reader: WindowReader,
) -> dict[str, Any]:
    """Translate a window again and draw it as PNGs; returns their paths and captions."""
    direction, address = comparison.direction, window.address
    source, truth, results = _images(direction, window, methods, reader)
    modality = reader.index.modality(direction.target)
    drawn = {"source": draw(source, reader.index.modality(direction.source)), "truth": draw(truth, modality)}
    for name, result in results.items():
        drawn[name] = draw(result, modality, truth)
        drawn[f"{name}_error"] = draw_error(result, truth)
    paths = {}
    (folder / PICTURES).mkdir(exist_ok=True)
    for kind, picture in drawn.items():
        paths[kind] = f"{PICTURES}/{stem}-{kind.replace('_', '-')}.png"
        Pillow.fromarray(picture).save(folder / paths[kind], "PNG", optimize=True)
    return {
        "data": comparison.source,
        "direction": str(direction),
        "scene": address.tile.scene,
        "row": address.row,
        "column": address.column,
        "psnr_db": {name: round(window.figures[name]["psnr_db"], 2) for name in results},
        "pictures": paths,
    }


def _images(
    direction: Direction, window: ScoredWindow, methods: Mapping[str, Method], reader: WindowReader
) -> tuple[Image, Image, dict[str, Image]]:
    scene = reader.read(window.address, (direction.source, direction.target))
    whole = next(whole_windows(scene, direction))
    shape = (whole.target.shape[1], whole.target.shape[2])
    return whole.source, whole.target, {n: m.translate(whole.source, shape) for n, m in methods.items()}


def draw(image: Image, modality: Modality, like: Image | None = None) -> Picture:
    """Model values (C, H, W) -> 8-bit (h, w, 3), true colour or the first band in grey, stretched as ``like``."""
    names = [band.name for band in modality.bands]
    shown = [names.index(name) for name in _COLOURS] if set(_COLOURS) <= set(names) else [0, 0, 0]
    scale = shrink(image if like is None else like)[shown]
    low, high = np.percentile(scale, STRETCH)
    grey = (shrink(image)[shown] - low) / max(float(high - low), 1e-3) * 255.0
    return np.ascontiguousarray(np.moveaxis(np.clip(grey, 0, 255).astype(np.uint8), 0, -1))


def draw_error(image: Image, truth: Image) -> Picture:
    """Mean absolute error over the bands in the colours of the scale: 8-bit (h, w, 3)."""
    share = np.abs(np.clip(image, -1, 1) - truth).mean(axis=0, keepdims=True) / 2.0  # model values span 2
    position = np.clip(shrink(share)[0] / ERROR_AT_WHITE, 0.0, 1.0)
    stops = np.linspace(0.0, 1.0, len(ERROR_COLOURS))
    channels = [np.interp(position, stops, [colour[i] for colour in ERROR_COLOURS]) for i in range(3)]
    return np.stack(channels, axis=-1).astype(np.uint8)


def shrink(image: Image) -> Image:
    """Average blocks of pixels of (C, H, W) until the longer side is at most ``LARGEST_PX``."""
    block = -(-max(image.shape[1:]) // LARGEST_PX)
    c, rows, columns = image.shape[0], image.shape[1] // block, image.shape[2] // block
    blocks = image[:, : rows * block, : columns * block].reshape(c, rows, block, columns, block)
    return np.asarray(blocks.mean(axis=(2, 4)), np.float32)
