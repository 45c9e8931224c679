"""One data source and direction: the model beside every baseline, on the same windows."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from any2any.data.tile import CorruptTileError, Crop
from any2any.evaluation.feature_tally import TRUTH, Features
from any2any.evaluation.figures import Figures, mean_figures, mean_interval, truth_figures, window_figures
from any2any.evaluation.methods import Method
from any2any.evaluation.perception import Perception
from any2any.evaluation.summary import is_baseline, is_model
from any2any.evaluation.tiles import WindowReader
from any2any.evaluation.windows import whole_windows
from any2any.spec.modality import Direction

logger = logging.getLogger(__name__)

WITH_INTERVAL = ("psnr_db", "ssim")
"""Figures that get a confidence interval, and are compared with the best baseline. More is better in both."""

DIGITS = 4


@dataclass(frozen=True)
class ScoredWindow:
    """One window: its figures by method, and those of the truth."""

    address: Crop
    figures: Mapping[str, Figures]
    truth: Figures


@dataclass
class Comparison:
    """All windows of one data source and direction."""

    source: str
    direction: Direction
    windows: list[ScoredWindow]
    frechet: dict[str, Figures] = field(default_factory=dict)
    """Distances that need all windows, by method, if their weights are available; ``truth`` counts the vectors."""
    seams: dict[str, Figures] = field(default_factory=dict)
    """By the model's name and for ``truth``: ``seam``, ``patch_grid``."""


def compare(
    methods: Mapping[str, Method],
    reader: WindowReader,
    addresses: Sequence[Crop],
    source: str,
    direction: Direction,
    perception: Perception,
    threads: int = 1,
    on_window: Callable[[], None] = lambda: None,
) -> Comparison:
    """Score every method on every window; the pixels of a few windows are in memory at a time.

    Windows with more than 5 % nodata are omitted, and so are corrupt tiles, which are logged. The result does not
    depend on ``threads``.
    """
    judge = _Judge(methods, reader, direction, perception)
    scored: list[ScoredWindow] = []
    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(addresses), threads):
            for result in pool.map(judge.look, addresses[start : start + threads]):
                on_window()
                if result is not None:
                    scored.append(judge.take(result))
    return Comparison(source, direction, scored, judge.frechet())


@dataclass(frozen=True)
class _Looked:
    scored: ScoredWindow
    features: Mapping[str, Mapping[str, Features]]
    """Of the images, by figure."""


class _Judge:
    """Measures windows on any thread; collects the results on one thread, in order."""

    def __init__(
        self,
        methods: Mapping[str, Method],
        reader: WindowReader,
        direction: Direction,
        perception: Perception,
    ) -> None:
        self._methods = methods
        self._reader = reader
        self._direction = direction
        self._ends = reader.index.modality(direction.source), reader.index.modality(direction.target)
        self._perception = perception
        self._tallies = perception.tallies(self._ends[1], list(methods))

    def look(self, address: Crop) -> _Looked | None:
        """Translate and score one window; None if it has too little data."""
        try:
            scene = self._reader.read(address, (self._direction.source, self._direction.target))
        except CorruptTileError as error:
            logger.warning("a window is left out: %s", error)
            return None
        for window in whole_windows(scene, self._direction):
            shape = (window.target.shape[1], window.target.shape[2])
            images = {name: method.translate(window.source, shape) for name, method in self._methods.items()}
            figures = {
                name: window_figures(image, window.source, window.target, self._ends)
                | self._perception.distances(image, window.target, self._ends[1])
                for name, image in images.items()
            }
            truth = truth_figures(window.target, self._ends[1])
            images |= {TRUTH: window.target}
            features = {name: tally.features(images) for name, tally in self._tallies.items()}
            return _Looked(ScoredWindow(address, figures, truth), features)
        return None

    def take(self, looked: _Looked) -> ScoredWindow:
        """Count a window for the figures that need all of them at once."""
        for name, features in looked.features.items():
            self._tallies[name].add(features)
        return looked.scored

    def frechet(self) -> dict[str, Figures]:
        """Return the distances of each method's images from the truth's, and the number of the truth's vectors."""
        found: dict[str, Figures] = {}
        for figure, tally in self._tallies.items():
            for method, distance in tally.distances().items():
                found[method] = found.get(method, {}) | {figure: distance}
            found[TRUTH] = found.get(TRUTH, {}) | {f"{figure}_vectors": tally.count}
        return found


def as_row(comparison: Comparison, is_seen: bool, seed: int) -> dict[str, Any]:
    """Return the row of a report: figures by method, figures of the truth, and comparisons.

    ``beats_both_baselines``: the model's best step count has a higher PSNR than mean image and linear regression, as
    in every earlier manifest; ``beats_every_baseline``: than all of them.
    """
    windows = comparison.windows
    places = [w.address.tile.place for w in windows]
    names = list(windows[0].figures)
    table = {name: [w.figures[name] for w in windows] for name in names}
    row: dict[str, Any] = {
        "data": comparison.source,
        "direction": str(comparison.direction),
        "seen": is_seen,
        "scenes": len({w.address.tile.scene for w in windows}),
        "places": len(set(places)),
        "windows": len(windows),
    }
    best = {figure: _best(table, figure) for figure in WITH_INTERVAL}
    of_truth = mean_figures([w.truth for w in windows])
    for name in names:
        means = mean_figures(table[name])
        of_truth |= {key: means.pop(key) for key in list(means) if key.endswith("_share")}
        row[name] = _rounded(means | _intervals(table[name], places, seed) | _extras(comparison, name))
        if is_model(name):
            row[name]["against_best_baseline"] = _against(table, name, best, places, seed)
    row[TRUTH] = _rounded(of_truth | _extras(comparison, TRUTH))
    row |= {f"best_baseline_{figure}": name for figure, name in best.items()}
    return row | _verdict(row, names)


def _extras(comparison: Comparison, name: str) -> Figures:
    return comparison.frechet.get(name, {}) | comparison.seams.get(name, {})


def _intervals(windows: Sequence[Figures], places: Sequence[str], seed: int) -> dict[str, Any]:
    return {f"{f}_ci95": mean_interval([w[f] for w in windows], places, seed) for f in WITH_INTERVAL}


def _best(table: Mapping[str, Sequence[Figures]], figure: str) -> str:
    means = {
        name: float(np.mean([w[figure] for w in windows]))
        for name, windows in table.items()
        if is_baseline(name)
    }
    return max(means, key=lambda name: means[name])


def _against(
    table: Mapping[str, Sequence[Figures]],
    name: str,
    best: Mapping[str, str],
    places: Sequence[str],
    seed: int,
) -> dict[str, Any]:
    """Model minus best baseline, window by window: on the same windows, common effects cancel."""
    entry: dict[str, Any] = {}
    for figure, baseline in best.items():
        pairs = zip(table[name], table[baseline], strict=True)
        differences = [ours[figure] - theirs[figure] for ours, theirs in pairs]
        entry[figure] = float(np.mean(differences))
        entry[f"{figure}_ci95"] = mean_interval(differences, places, seed)
    return _rounded(entry)


def _verdict(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, bool]:
    psnr_db = {name: row[name]["psnr_db"] for name in names}
    ours = max(value for name, value in psnr_db.items() if is_model(name))
    theirs = {name: value for name, value in psnr_db.items() if is_baseline(name)}
    return {
        "beats_both_baselines": bool(ours > max(theirs["mean_image"], theirs["linear_regression"])),
        "beats_every_baseline": bool(ours > max(theirs.values())),
    }


def _rounded(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _round(value) for key, value in entry.items()}


def _round(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_round(item) for item in value]
    return round(value, DIGITS) if isinstance(value, float) and math.isfinite(value) else value
