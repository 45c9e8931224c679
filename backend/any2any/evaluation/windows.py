"""Whole windows of held-out scenes: what is translated and scored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.data.holes import fill_holes
from any2any.data.scene import PairedScene
from any2any.spec.modality import WINDOW_LATENT_PX, Direction

Image = NDArray[np.float32]

LARGEST_NODATA_SHARE = 0.05
"""A window with more nodata than this, in source or target, is not scored."""


@dataclass(frozen=True)
class Window:
    """Source and target of one place, both (bands, 64 * f, 64 * f) model values without holes."""

    row: int
    """First latent cell, from the scene's upper edge."""
    column: int
    source: Image
    target: Image


def whole_windows(scene: PairedScene, direction: Direction) -> Iterator[Window]:
    """Cut a scene into whole windows, without overlap.

    Small holes are filled from their neighbours; windows with large ones are left out.
    """
    rows, columns = scene.size_latent_px
    for row in range(0, rows - WINDOW_LATENT_PX + 1, WINDOW_LATENT_PX):
        for column in range(0, columns - WINDOW_LATENT_PX + 1, WINDOW_LATENT_PX):
            source, target = (
                scene.crop(name, row, column, WINDOW_LATENT_PX).astype(np.float32)
                for name in (direction.source, direction.target)
            )
            if max(np.isnan(image[0]).mean() for image in (source, target)) <= LARGEST_NODATA_SHARE:
                yield Window(row, column, fill_holes(source), fill_holes(target))


def windows(scene: PairedScene, direction: Direction) -> Iterator[tuple[Image, Image]]:
    """Source and target of every whole window, as ``whole_windows`` cuts them."""
    for window in whole_windows(scene, direction):
        yield window.source, window.target
