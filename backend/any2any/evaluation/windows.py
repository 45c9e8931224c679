"""Whole windows of held-out scenes, to translate and score.

Every method is scored alike: the model, the baselines and others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.data.scene import PairedScene
from any2any.data.tile import LARGEST_NODATA_SHARE, fill_holes
from any2any.evaluation.figures import Figures, mean_figures, window_figures
from any2any.evaluation.methods import Method
from any2any.metrics.fidelity import Scores
from any2any.spec.modality import WINDOW_LATENT_PX, Direction

Image = NDArray[np.float32]


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

    Small holes are filled from their neighbours; windows with large ones are omitted.
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


@dataclass(frozen=True)
class WindowScores:
    """The figures of one window."""

    scene: str
    source: str
    """The scene's data source."""
    row: int
    """First latent cell, from the scene's upper edge."""
    column: int
    figures: Figures
    """By name: see ``figures.window_figures``."""


def score_windows(
    method: Method, scenes: Iterable[PairedScene], direction: Direction
) -> Iterator[WindowScores]:
    """Yield the figures of every whole window of the scenes, in their order; one scene is in memory at a time.

    ``method`` is anything with ``translate(source, target_px)``: source (C, 64 * f, 64 * f) float32 model values
    without holes, target_px rows and columns of the result -> (C', \\*target_px) float32 model values. Windows with
    more than 5 % nodata are omitted.
    """
    for scene in scenes:
        ends = scene.modalities[direction.source], scene.modalities[direction.target]
        for window in whole_windows(scene, direction):
            rows, columns = window.target.shape[1:]
            result = method.translate(window.source, (rows, columns))
            figures = window_figures(result, window.source, window.target, ends)
            yield WindowScores(scene.name, scene.source, window.row, window.column, figures)


def score_method(method: Method, scenes: Iterable[PairedScene], direction: Direction) -> tuple[Scores, int]:
    """Mean scores over all windows of the scenes, and the number of windows; ValueError if it is 0.

    ``score_windows`` gives the windows one by one, with every figure.
    """
    rows = [window.figures for window in score_windows(method, scenes, direction)]
    if not rows:
        raise ValueError(f"no scene has a whole window of {direction.source} and {direction.target} to score")
    mean = mean_figures(rows)
    return Scores(mean["psnr_db"], mean["ssim"], mean["rmse_255"]), len(rows)
