"""Untrained directions by three routes, on simulated scenes.

Run ``python -m benchmarks.zero_shot INDEX --model DIR --out DIR``; a killed run resumes where it stopped. The
routes are the model itself, the model twice with RGB pixels in between, and as a ceiling, a copy of the model that was
trained further on these directions. The route of a direction is chosen on the validation split and reported on the test
split. Only simulated scenes have all modalities.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from itertools import permutations
from pathlib import Path

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.data.scene import PairedScene, load_scenes
from any2any.errors import UsageError
from any2any.evaluation.baselines import LinearRegression, MeanImage
from any2any.evaluation.methods import Method, ModelMethod
from any2any.evaluation.windows import score_method
from any2any.models.translator import Translator
from any2any.spec.manifest import Manifest
from any2any.spec.modality import RGB, Direction
from any2any.spec.model_folder import read_manifest, write_manifest
from benchmarks.ceiling import simulated_index, train_ceiling
from benchmarks.held_windows import held_windows
from benchmarks.outcome import print_report
from benchmarks.results import Figures, Results, model_title, number, table, write_text

HUB = RGB.name
DIRECT, VIA_HUB, CEILING = "direct", f"via {HUB}", "ceiling"
MEAN, LINEAR = "mean image", "linear regression"

FIT_TILES = 12
"""Training scenes for fitting the baselines: a million pixels for at most seven unknowns per band."""

SPLITS: tuple[Split, Split] = ("validation", "test")
"""Splits for choosing the route and for reporting it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write ``zero_shot.md`` and ``zero_shot.json``, print the report; exit code 2 for an invalid request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", metavar="INDEX", type=Path)
    parser.add_argument("--model", type=Path, required=True, help="model folder")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder of the report, its parts and the ceiling"
    )
    parser.add_argument("--steps", type=int, default=1, help="sampling steps of every translation")
    parser.add_argument("--ceiling-steps", type=int, metavar="N", help="of training (default: no ceiling)")
    parser.add_argument(
        "--batch", type=int, help="samples of a step of the ceiling's training (default: the recipe's)"
    )
    parser.add_argument(
        "--max-windows", type=int, metavar="N", help="of each direction and split (default: all)"
    )
    parser.add_argument("--device", default="auto", help="of the ceiling's training")
    parser.add_argument(
        "--record", action="store_true", help="write the better routes into the model's manifest"
    )
    return print_report(run, parser.parse_args(arguments))


def run(options: argparse.Namespace) -> str:
    """Measure missing figures, write the report and return it as Markdown."""
    wanted = [n for n in (options.steps, options.ceiling_steps, options.max_windows) if n is not None]
    if min(wanted) < 1:
        raise UsageError("--steps, --ceiling-steps and --max-windows take whole numbers from 1 up")
    translator = Translator.load(options.model)
    manifest = translator.manifest
    directions = unseen_directions(manifest)
    index = simulated_index(TileIndex(options.index), options.out / "simulated.gpkg", manifest)
    identity = {
        "model": manifest.digest,
        "index": index.digest,
        "steps": options.steps,
        "max_windows": options.max_windows,
        "ceiling_steps": options.ceiling_steps,
    }
    results = Results(options.out / "parts", identity)
    ceiling = None
    if options.ceiling_steps is not None:
        ceiling = Translator.load(train_ceiling(options, manifest, directions, index))
    fit = load_scenes(index, "train", FIT_TILES)
    rows: dict[str, dict[str, Figures]] = {}
    for split in SPLITS:
        rows[split] = {}
        scenes = load_scenes(index, split, options.max_windows)
        for d in directions:
            name = f"{split}-{d.source}-{d.target}"
            rows[split][str(d)] = results.part(
                name,
                partial(_compare, translator, ceiling, d, fit, scenes, options.steps, options.max_windows),
            )
    routes = choose_routes(rows["validation"])
    document = {**identity, "name": model_title(manifest), "routes": routes, **rows}
    if options.record:
        through_hub = {d: HUB for d, route in routes.items() if route == VIA_HUB}
        write_manifest(options.model, replace(read_manifest(options.model), routes=through_hub))
    report = _report(document, routes, rows)
    write_text(options.out / "zero_shot.json", json.dumps(document, indent=2))
    write_text(options.out / "zero_shot.md", report)
    return report


def unseen_directions(manifest: Manifest) -> list[Direction]:
    """Return the untrained directions whose route through the hub uses trained ones."""
    names = [m.name for m in manifest.modalities if m.name != HUB]
    found = [
        d
        for pair in permutations(names, 2)
        if not manifest.is_seen(d := Direction(*pair))
        and manifest.is_seen(Direction(d.source, HUB))
        and manifest.is_seen(Direction(HUB, d.target))
    ]
    if not found:
        raise UsageError(
            f"the model {manifest.name} has no direction that it has not seen and {HUB} leads to"
        )
    return found


def _compare(
    translator: Translator,
    ceiling: Translator | None,
    direction: Direction,
    fit: Sequence[PairedScene],
    scenes: Sequence[PairedScene],
    steps: int,
    most: int | None,
) -> Figures:
    return score_routes(methods(translator, ceiling, direction, steps, fit), direction, scenes, most)


def methods(
    translator: Translator,
    ceiling: Translator | None,
    direction: Direction,
    steps: int,
    fit: Sequence[PairedScene],
) -> dict[str, Method]:
    """Return the baselines, fitted on ``fit``, and the routes of a direction."""
    found: dict[str, Method] = {
        MEAN: MeanImage.fit(fit, direction.target),
        LINEAR: LinearRegression.fit(fit, direction.source, direction.target),
        DIRECT: ModelMethod(translator, direction, steps),
        VIA_HUB: ModelMethod(translator, direction, steps, via=HUB),
    }
    if ceiling is not None:
        found[CEILING] = ModelMethod(ceiling, direction, steps)
    return found


def score_routes(
    candidates: Mapping[str, Method], direction: Direction, scenes: Sequence[PairedScene], most: int | None
) -> Figures:
    """Score every method on the same windows: PSNR in dB, SSIM and RMSE of 255, by method."""
    held = held_windows(scenes, direction, most)
    if not held:
        raise UsageError(f"no simulated scene is as large as a window of {direction}: simulate larger ones")
    scored = {name: score_method(method, held, direction)[0] for name, method in candidates.items()}
    return {"windows": len(held), **{name: asdict(scores) for name, scores in scored.items()}}


def choose_routes(validation: Mapping[str, Figures]) -> dict[str, str]:
    """Return "direct" or "via rgb" for every direction: whichever has the higher PSNR on the validation split.

    ``validation``: by direction, the figures of ``score_routes``. If both are equal, the direct route is chosen, which
    takes half the time.
    """
    return {
        direction: VIA_HUB if row[VIA_HUB]["psnr_db"] > row[DIRECT]["psnr_db"] else DIRECT
        for direction, row in validation.items()
    }


def _report(document: Figures, routes: Mapping[str, str], rows: Mapping[str, Mapping[str, Figures]]) -> str:
    lines = [
        f"# Unseen directions of {document['name']}\n",
        f"Simulated scenes, {document['steps']} sampling step{'s' * (document['steps'] > 1)}. The route is the "
        f"one with the higher PSNR on the validation split. {_ceiling_sentence(document['ceiling_steps'])}\n",
    ]
    for split, title in (
        ("test", "Test split"),
        ("validation", "Validation split, where the route was chosen"),
    ):
        lines += [f"## {title}\n", _table(rows[split], routes)]
    behind = [
        d
        for d, route in routes.items()
        if rows["test"][d][route]["psnr_db"] < rows["test"][d][LINEAR]["psnr_db"]
    ]
    lines.append(f"Behind the linear regression on the test split: {', '.join(behind) or 'none'}.")
    wrong = [d for d, route in choose_routes(rows["test"]).items() if route != routes[d]]
    lines.append(
        f"The other route would have been better on the test split: {', '.join(wrong) or 'nowhere'}."
    )
    return "\n".join(lines)


def _ceiling_sentence(steps: int | None) -> str:
    if steps is None:
        return "No ceiling was trained."
    return (
        f"The ceiling is the same model after {steps} more steps on these directions alone, on the simulated "
        "training scenes."
    )


def _table(rows: Mapping[str, Figures], routes: Mapping[str, str]) -> str:
    names = [name for name in next(iter(rows.values())) if name != "windows"]
    return table(
        ("PSNR dB / SSIM", "windows", *names, "route"),
        [
            (
                direction,
                str(row["windows"]),
                *(f"{number(row[name]['psnr_db'])} / {number(row[name]['ssim'], 3)}" for name in names),
                routes[direction],
            )
            for direction, row in rows.items()
        ],
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sys.exit(main())
