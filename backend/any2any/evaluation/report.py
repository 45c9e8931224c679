"""Score a model and the baselines on held-out scenes, per data source and direction."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import permutations
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from any2any.evaluation.baselines import LinearRegression, MeanImage
from any2any.evaluation.metrics import Scores, mean_scores, score, unit_range
from any2any.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction
from any2any.models.translator import Translator
from any2any.training.data.builders.simulator import SIMULATED
from any2any.training.data.holes import fill_holes
from any2any.training.data.scene import PairedScene

Image = NDArray[np.float32]

LARGEST_NODATA_SHARE = 0.05
"""A window with more nodata than this, in source or target, is not scored."""


class Method(Protocol):
    """Anything that turns a source window into a target window, both in model values."""

    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """(bands, rows, columns) -> (bands, \\*target_px)."""


@dataclass(frozen=True)
class ModelMethod:
    """The model on one window, with a fixed number of steps and noise from a fixed seed."""

    translator: Translator
    direction: Direction
    steps: int
    seed: int = 0

    @torch.no_grad()
    def translate(self, source: Image, target_px: tuple[int, int]) -> Image:
        """(bands, 64 * f, 64 * f) of the source -> the same window of the target."""
        generator = torch.Generator().manual_seed(self.seed)
        noise = torch.randn(1, LATENT_CHANNELS, WINDOW_LATENT_PX, WINDOW_LATENT_PX, generator=generator)
        return self.translator.translate(torch.from_numpy(source)[None], noise, self.direction, self.steps)[
            0
        ].numpy()


def windows(scene: PairedScene, direction: Direction) -> Iterator[tuple[Image, Image]]:
    """Cut a scene into whole windows, without overlap: source and target model values.

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
                yield fill_holes(source), fill_holes(target)


def score_method(method: Method, scenes: Sequence[PairedScene], direction: Direction) -> tuple[Scores, int]:
    """Mean scores over all windows of the scenes, and how many windows there were."""

    def score_window(pair: tuple[Image, Image]) -> Scores:
        source, target = pair
        translated = method.translate(source, (target.shape[1], target.shape[2]))
        return score(unit_range(translated), unit_range(target))

    # The figures cost as much as the network and use one core each: windows side by side fill the machine.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pairs = (pair for scene in scenes for pair in windows(scene, direction))
        scores = list(pool.map(score_window, pairs))
    return mean_scores(scores), len(scores)


def evaluate(
    translator: Translator,
    train: Sequence[PairedScene],
    test: Sequence[PairedScene],
    step_counts: Sequence[int],
    directions: Collection[Direction] | None = None,
) -> list[dict[str, Any]]:
    """Score every direction, or those named, that a source's test scenes allow: one row per source and direction.

    The baselines are fitted on the training scenes of the same source, which suits them best; a source without
    any (test only) is fitted on all real training scenes that have both modalities, or on simulated ones where no
    real one has.
    """
    rows = []
    for source in sorted({scene.source for scene in test}):
        for direction in _directions(translator, directions):
            held_out = [s for s in test if s.source == source and _usable(s, direction)]
            if held_out:
                fit = _fit_scenes(train, source, direction)
                rows.append(_row(translator, source, direction, fit, held_out, step_counts))
    return rows


def _directions(translator: Translator, wanted: Collection[Direction] | None) -> list[Direction]:
    names = [modality.name for modality in translator.manifest.modalities]
    return [d for pair in permutations(names, 2) if (d := Direction(*pair)) in (wanted or (d,))]


def _fit_scenes(train: Sequence[PairedScene], source: str, direction: Direction) -> list[PairedScene]:
    both = [s for s in train if direction.source in s.arrays and direction.target in s.arrays]
    real = [s for s in both if s.source != SIMULATED]
    return [s for s in both if s.source == source] or real or both


def _usable(scene: PairedScene, direction: Direction) -> bool:
    has_both = direction.source in scene.arrays and direction.target in scene.arrays
    return has_both and next(windows(scene, direction), None) is not None


def _row(
    translator: Translator,
    source: str,
    direction: Direction,
    fit: Sequence[PairedScene],
    held_out: Sequence[PairedScene],
    step_counts: Sequence[int],
) -> dict[str, Any]:
    methods: dict[str, Method] = {
        "mean_image": MeanImage.fit(fit, direction.target),
        "linear_regression": LinearRegression.fit(fit, direction.source, direction.target),
    }
    methods |= {f"model_{steps}_steps": ModelMethod(translator, direction, steps) for steps in step_counts}
    row: dict[str, Any] = {
        "data": source,
        "direction": str(direction),
        "seen": translator.manifest.is_seen(direction),
        "scenes": len(held_out),
    }
    for name, method in methods.items():
        scores, row["windows"] = score_method(method, held_out, direction)
        row[name] = {key: round(value, 4) for key, value in asdict(scores).items()}
    best_model = max(row[f"model_{steps}_steps"]["psnr_db"] for steps in step_counts)
    row["beats_both_baselines"] = bool(
        best_model > max(row["mean_image"]["psnr_db"], row["linear_regression"]["psnr_db"])
    )
    return row
