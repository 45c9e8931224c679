"""Fit regressions on the clear pixels near the holes: one for each set of layers that have data at the same pixels."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from any2any.fill.calibration import Calibration, Rows, calibrate
from any2any.fill.plan import FillPlan
from any2any.fill.scene import Scene, SceneReader
from any2any.fill.statistics import Image
from any2any.raster.window import Bounds

SAMPLES = 60_000
"""Largest number of clear pixels for a regression, sampled on a regular grid."""
SAMPLED_BLOCKS = 64
"""Largest number of blocks to sample, spread evenly over those near holes."""
FEWEST = 10
"""With fewer clear pixels there is no regression, and the prior is used unchanged."""
FOLD_PX = 64
"""Side of the square parts of the scene that are held out as a whole."""
MEAN = "mean"


@dataclass(frozen=True)
class Samples:
    """Sampled clear pixels; all arrays have the same order."""

    target: Rows
    """(N, bands), physical values."""
    columns: dict[int, Rows]
    """By group: (N, F), NaN where the group has no data."""
    priors: dict[int, tuple[tuple[int, ...], Rows]]
    """By group: the bands that it predicts, and the prediction (N, predicted bands)."""
    pattern: NDArray[np.int64]
    """(N,): a bit for each group with data."""
    blocks: NDArray[np.int64]
    """(N,): number of the part of the scene that holds the pixel."""


class Fit:
    """Predicts the target from the layers, with one regression for each set of groups that have data.

    A regression is fitted when its set first occurs; it depends only on the samples.
    """

    def __init__(self, samples: Samples | None) -> None:
        """``samples``: None if no pixel is clear; the prediction is then a prior."""
        self._samples = samples
        self._by_pattern: dict[int, Calibration | None] = {}
        self.clear = 0 if samples is None else len(samples.target)
        self.mean: NDArray[np.float32] | None = None
        if samples is not None:
            self.mean = samples.target.mean(axis=0, dtype=np.float64).astype(np.float32)

    def predict(self, scene: Scene) -> Image:
        """Predict physical values (C, h, w); NaN where no layer has data."""
        bands = scene.values.shape[0]
        result = np.full((bands, *scene.holes.shape), np.nan, np.float32)
        pattern = scene.pattern
        for number in np.unique(pattern[scene.holes | scene.clear]):
            if number:
                here = pattern == number
                result[:, here] = self._rows(scene, int(number), here, bands).T
        return result

    def deviation(self, scene: Scene) -> Image:
        """Return the robust standard deviation of the regression's residual, (C, h, w); infinite without a fit."""
        result = np.full((scene.values.shape[0], *scene.holes.shape), np.inf, np.float32)
        pattern = scene.pattern
        for number in np.unique(pattern[scene.clear]):
            calibration = self.calibration(int(number)) if number else None
            if calibration is not None:
                result[:, pattern == number] = calibration.deviation[:, None]
        return result

    def _rows(self, scene: Scene, pattern: int, here: NDArray[np.bool_], bands: int) -> Rows:
        groups = _groups(pattern)
        flat = {g: (of, image[:, here].T) for g, (of, image) in scene.priors.items() if g in groups}
        count = int(here.sum())
        priors = _priors(flat, groups, self.mean, count, bands)
        calibration = self.calibration(pattern)
        if calibration is None:
            return _most_reliable(priors, count, bands)
        columns = np.concatenate([scene.columns[group][:, here].T for group in groups], axis=1)
        return calibration.predict(columns, priors)

    def calibration(self, pattern: int) -> Calibration | None:
        """Return the regression of a set of groups; None if all of them have data at too few clear pixels."""
        if self._samples is None or self.mean is None:
            return None
        if pattern not in self._by_pattern:
            self._by_pattern[pattern] = _fit_pattern(self._samples, pattern, self.mean)
        return self._by_pattern[pattern]


def _groups(pattern: int) -> list[int]:
    return [group for group in range(pattern.bit_length()) if pattern >> group & 1]


def _priors(
    given: dict[int, tuple[tuple[int, ...], Rows]],
    groups: Sequence[int],
    mean: NDArray[np.float32] | None,
    count: int,
    bands: int,
) -> dict[str, Rows]:
    """Return the priors (N, bands) by name; NaN for bands that a prior does not predict."""
    result: dict[str, Rows] = {}
    if mean is not None:
        result[MEAN] = np.broadcast_to(mean, (count, bands))
    for group in groups:
        if group in given:
            of, values = given[group]
            rows = np.full((count, bands), np.nan, np.float32)
            rows[:, of] = values
            result[f"layer {group}"] = rows
    return result


def _most_reliable(priors: dict[str, Rows], count: int, bands: int) -> Rows:
    """Take each band from the last prior that predicts it; the order is mean, translations, reference."""
    result = np.full((count, bands), np.nan, np.float32)
    for values in priors.values():
        result = np.where(np.isfinite(values), values, result)
    return result


def draw(
    reader: SceneReader, plan: FillPlan, blocks: Sequence[Bounds], clear: int, check: Callable[[int], None]
) -> Samples | None:
    """Sample clear pixels of blocks near holes; None if no layer has data there.

    ``clear``: number of clear pixels in all blocks. ``check`` is called with the number of each block, and may raise.
    """
    every = blocks[:: max(1, -(-len(blocks) // SAMPLED_BLOCKS))]
    step = max(1, math.ceil(math.sqrt(clear * len(every) / max(1, len(blocks)) / SAMPLES)))
    parts = []
    for number, block in enumerate(every):
        check(number)
        scene = reader.read(block)
        chosen = scene.clear & (scene.pattern > 0) & _lattice(block, step)
        if chosen.any():
            parts.append(_samples(scene, plan, chosen))
    return _concatenated(parts) if parts else None


def _lattice(block: Bounds, step: int) -> NDArray[np.bool_]:
    rows = np.arange(block.row_start, block.row_stop) % step == 0
    columns = np.arange(block.col_start, block.col_stop) % step == 0
    return np.asarray(rows[:, None] & columns)


def _samples(scene: Scene, plan: FillPlan, chosen: NDArray[np.bool_]) -> Samples:
    rows, columns = np.nonzero(chosen)
    part_rows = (rows + scene.bounds.row_start) // FOLD_PX
    part_columns = (columns + scene.bounds.col_start) // FOLD_PX
    return Samples(
        target=plan.units.to_physical(scene.values)[:, chosen].T,
        columns={group: image[:, chosen].T for group, image in scene.columns.items()},
        priors={group: (of, image[:, chosen].T) for group, (of, image) in scene.priors.items()},
        pattern=scene.pattern[chosen],
        blocks=part_rows.astype(np.int64) << 32 | part_columns,
    )


def _concatenated(parts: Sequence[Samples]) -> Samples:
    first = parts[0]
    return Samples(
        np.concatenate([part.target for part in parts]),
        {g: np.concatenate([part.columns[g] for part in parts]) for g in first.columns},
        {
            g: (of, np.concatenate([part.priors[g][1] for part in parts]))
            for g, (of, _) in first.priors.items()
        },
        np.concatenate([part.pattern for part in parts]),
        np.concatenate([part.blocks for part in parts]),
    )


def _fit_pattern(samples: Samples, pattern: int, mean: NDArray[np.float32]) -> Calibration | None:
    here = samples.pattern & pattern == pattern
    count = int(here.sum())
    if count < FEWEST:
        return None
    groups = _groups(pattern)
    given = {g: (of, rows[here]) for g, (of, rows) in samples.priors.items() if g in groups}
    priors = _priors(given, groups, mean, count, samples.target.shape[1])
    columns = np.concatenate([samples.columns[group][here] for group in groups], axis=1)
    return calibrate(samples.target[here], columns, priors, samples.blocks[here])
