"""Score a model and the baselines on an index's held-out tiles, per data source and direction."""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from itertools import combinations
from typing import Any

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.data.tile import Crop
from any2any.errors import UsageError
from any2any.evaluation.compare_methods import Comparison, as_row, compare
from any2any.evaluation.methods import BASELINES, FirstGuessMethod, Method, ModelMethod, model_name
from any2any.evaluation.perception import Perception
from any2any.evaluation.seam_runs import measure_seams
from any2any.evaluation.summary import FIRST_GUESS, behind, direction_rows, mean_rows
from any2any.evaluation.tiles import FIT_WINDOWS, FitScenes, WindowReader, held_out_windows
from any2any.models.translator import Translator
from any2any.requests.progress import OnProgress, Progress
from any2any.spec.modality import Direction
from any2any.spec.version import version

logger = logging.getLogger(__name__)

KIND = "any2any evaluation"
"""``kind`` of report.json."""

FORMAT_VERSION = 1
"""Of report.json."""

_LIBRARIES = ("numpy", "torch", "rasterio", "scikit-image")

"""Called with windows done, total windows, and the current work."""


@dataclass(frozen=True)
class Settings:
    """Settings of an evaluation."""

    split: Split = "test"
    step_counts: tuple[int, ...] = (1, 4)
    directions: Collection[Direction] | None = None
    """None: every direction with tiles in the index."""
    max_tiles: int | None = None
    """At most this many tiles of each source and set of modalities, spread evenly."""
    seed: int = 0
    """Seed of the choice of pictures and of the bootstrap."""
    seam_scenes: int = 1
    """Scenes of each data source and direction that go through the engine."""
    threads: int = 1
    """Windows scored in parallel; the figures do not depend on it."""


@dataclass
class Evaluation:
    """The figures, and the data for the pictures."""

    report: dict[str, Any]
    """Contents of report.json."""
    comparisons: list[Comparison]
    reader: WindowReader
    translator: Translator
    settings: Settings

    def model_methods(self, direction: Direction) -> dict[str, Method]:
        """The model by the name of its figures."""
        return _model_methods(self.translator, direction, self.settings)


@dataclass
class _Plan:
    """Windows of every data source and direction; both directions of a pair are adjacent."""

    todo: list[tuple[str, Direction, list[Crop]]] = field(default_factory=list)
    not_scored: list[dict[str, str]] = field(default_factory=list)

    def leave_out(self, source: str, direction: Direction, reason: str) -> None:
        self.not_scored.append({"data": source, "direction": str(direction), "reason": reason})


def evaluate(
    translator: Translator,
    index: TileIndex,
    settings: Settings,
    perception: Perception | None = None,
    on_progress: OnProgress = lambda progress: None,
) -> Evaluation:
    """Score every direction, or the chosen ones, on every data source with suitable held-out tiles.

    The baselines are fitted on training windows of the same data source: see ``tiles.FitScenes``. Pixels are
    streamed: a few held-out windows and at most 200 training windows are in memory. The same model, index and
    settings give the same figures. UsageError if nothing can be scored.
    """
    perception = Perception.find() if perception is None else perception
    reader = WindowReader(index)
    plan = _plan(translator, reader, settings)
    total = sum(len(addresses) for _, _, addresses in plan.todo)
    if not total:
        raise UsageError(
            f"no {settings.split} tile of {index.path} is large enough for a window and holds two modalities of the "
            "model: choose another split, index or --directions"
        )
    fit, done, comparisons = FitScenes(reader, settings.max_tiles), 0, []
    for source, direction, addresses in plan.todo:
        what = f"{source} {direction}"
        on_progress(Progress(done / total, what))
        steps = _counter(done, total, what, on_progress)
        found = _comparison(
            translator, reader, fit, perception, settings, (source, direction, addresses), steps, plan
        )
        done += len(addresses)
        if found is not None:
            comparisons.append(found)
    on_progress(Progress(1.0, "finished", 0.0))
    comparisons.sort(key=lambda c: (c.source, _order(translator, c.direction)))
    report = _report(translator, index, settings, perception, comparisons, plan)
    return Evaluation(report, comparisons, reader, translator, settings)


def _counter(done: int, total: int, what: str, on_progress: OnProgress) -> Callable[[], None]:
    count = iter(range(done + 1, total + 1))
    return lambda: on_progress(Progress(next(count) / total, what))


def _plan(translator: Translator, reader: WindowReader, settings: Settings) -> _Plan:
    plan = _Plan()
    held_out = [g for g in reader.index.groups if g.split == settings.split]
    for source in sorted({g.source for g in held_out}):
        for direction in _directions(translator, settings.directions):
            if any(g.source == source and g.holds((direction.source, direction.target)) for g in held_out):
                addresses = held_out_windows(reader, settings.split, source, direction, settings.max_tiles)
                if addresses:
                    plan.todo.append((source, direction, addresses))
                else:
                    plan.leave_out(source, direction, "no tile is as large as a window")
    return plan


def _directions(translator: Translator, wanted: Collection[Direction] | None) -> Iterator[Direction]:
    names = [modality.name for modality in translator.manifest.modalities]
    for a, b in combinations(names, 2):
        for direction in (Direction(a, b), Direction(b, a)):
            if wanted is None or direction in wanted:
                yield direction


def _order(translator: Translator, direction: Direction) -> tuple[int, int]:
    names = [modality.name for modality in translator.manifest.modalities]
    return names.index(direction.source), names.index(direction.target)


def _model_methods(translator: Translator, direction: Direction, settings: Settings) -> dict[str, Method]:
    """By the product's route: through an intermediate modality if the manifest recommends it."""
    via = translator.manifest.routes.get(str(direction))
    return {
        model_name(steps): ModelMethod(translator, direction, steps, via=via)
        for steps in settings.step_counts
    }


def _first_guess(translator: Translator, direction: Direction) -> dict[str, Method]:
    """Scores of the model's own regression, if it has one."""
    if translator.manifest.guess is None:
        return {}
    return {FIRST_GUESS: FirstGuessMethod(translator.first_guess(direction))}


def _comparison(
    translator: Translator,
    reader: WindowReader,
    fit: FitScenes,
    perception: Perception,
    settings: Settings,
    what: tuple[str, Direction, list[Crop]],
    on_window: Callable[[], None],
    plan: _Plan,
) -> Comparison | None:
    source, direction, addresses = what
    try:
        scenes = fit.of(source, direction)
        methods = {name: fit_baseline(scenes, direction) for name, fit_baseline in BASELINES.items()}
    except UsageError as error:
        plan.leave_out(source, direction, str(error))
        return None
    methods |= _first_guess(translator, direction) | _model_methods(translator, direction, settings)
    found = compare(methods, reader, addresses, source, direction, perception, settings.threads, on_window)
    if not found.windows:
        plan.leave_out(source, direction, "every window has too much nodata, or cannot be read")
        return None
    tiles = list({a.tile.number: a.tile for a in addresses}.values())
    found.seams = measure_seams(
        translator, reader, tiles, direction, settings.step_counts, settings.seam_scenes
    )
    return found


def _report(
    translator: Translator,
    index: TileIndex,
    settings: Settings,
    perception: Perception,
    comparisons: list[Comparison],
    plan: _Plan,
) -> dict[str, Any]:
    manifest = translator.manifest
    rows = [
        as_row(c, manifest.is_seen(c.direction), settings.seed)
        | {"via": manifest.routes.get(str(c.direction))}
        for c in comparisons
    ]
    if not rows:
        reasons = "; ".join(sorted({entry["reason"] for entry in plan.not_scored}))
        raise UsageError(f"nothing of {index.path} could be scored: {reasons}")
    licences = {c.source: sorted({w.address.tile.licence for w in c.windows}) for c in comparisons}
    return {
        "kind": KIND,
        "format_version": FORMAT_VERSION,
        "model": {"name": manifest.name, "version": manifest.version, "sha256": manifest.digest},
        "index": {"name": index.path.name, "sha256": index.digest, "licences": licences},
        "split": settings.split,
        "steps": list(settings.step_counts),
        "max_tiles": settings.max_tiles,
        "seed": settings.seed,
        "fit_windows": FIT_WINDOWS,
        "baselines": list(BASELINES),
        "perceptual_weights": dict(perception.weights),
        "missing": dict(perception.missing),
        "versions": {"any2any": version(), "python": platform.python_version(), **_libraries()},
        "means": mean_rows(rows),
        "directions": direction_rows(rows),
        "rows": rows,
        "behind": behind(rows),
        "not_scored": plan.not_scored,
    }


def _libraries() -> dict[str, str]:
    return {name: metadata.version(name) for name in _LIBRARIES}
