"""Measure figures by direction and number of sampling steps on held-out windows; shared by several benchmarks."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path

from any2any.data.index.reader import TileIndex
from any2any.data.scene import PairedScene, load_scenes
from any2any.errors import UsageError
from any2any.models.translator import Translator
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction
from benchmarks.held_windows import held_windows
from benchmarks.results import Figures, Results, model_title

Measure = Callable[[Translator, Sequence[PairedScene], Direction, int], Figures]
"""Returns the figures of one direction and step count on windows."""

Rows = dict[Direction, dict[int, Figures]]


def add_options(parser: argparse.ArgumentParser, step_counts: Sequence[int]) -> None:
    """Declare everything that ``measure_all`` reads."""
    parser.add_argument("index", metavar="INDEX", type=Path)
    parser.add_argument("--model", type=Path, required=True, help="model folder")
    parser.add_argument("--out", type=Path, required=True, help="folder of the report and of its parts")
    parser.add_argument("--steps", type=int, nargs="+", default=list(step_counts), metavar="N")
    parser.add_argument("--max-windows", type=int, metavar="M", help="of each direction (default: all)")
    parser.add_argument("--directions", nargs="+", metavar="A->B", help="default: those the model has seen")
    parser.add_argument("--split", choices=("validation", "test"), default="validation")


def measure_all(options: argparse.Namespace, settings: Figures, measure: Measure) -> tuple[Figures, Rows]:
    """Measure missing figures; return their settings with the model's name, and the figures.

    ``settings``: further settings that the figures depend on. UsageError for invalid options.
    """
    if min(options.steps) < 1 or (options.max_windows is not None and options.max_windows < 1):
        raise UsageError("--steps and --max-windows take whole numbers from 1 up")
    index, translator = TileIndex(options.index), Translator.load(options.model)
    manifest = translator.manifest
    identity = {
        "model": manifest.digest,
        "index": index.digest,
        "split": options.split,
        **settings,
        "max_windows": options.max_windows,
    }
    results = Results(options.out / "parts", identity)
    scenes = load_scenes(index, options.split, options.max_windows)
    rows: Rows = {}
    for direction in _directions(options.directions, manifest):
        held = held_windows(scenes, direction, options.max_windows)
        for steps in sorted(set(options.steps)) if held else ():
            compute = partial(measure, translator, held, direction, steps)
            name = f"{direction.source}-{direction.target}-{steps}"
            rows.setdefault(direction, {})[steps] = results.part(name, compute)
    if not rows:
        raise UsageError(f"no {options.split} tile of {index.path} holds a window of any wanted direction")
    return {**identity, "name": model_title(manifest)}, rows


def _directions(texts: Sequence[str] | None, manifest: Manifest) -> list[Direction]:
    if texts is not None:
        return [manifest.parse_direction(text) for text in texts]
    names = [modality.name for modality in manifest.modalities]
    return [d for pair in permutations(names, 2) if manifest.is_seen(d := Direction(*pair))]
