"""Compare one model with pairwise baselines: train and score all of them on the same tiles, for the same time.

Run ``python -m benchmarks.versus INDEX --model DIR --out DIR``. The time is that of the one model, from its manifest,
shared equally by the models of a method, one for each of its directions; ``--seconds-per-direction`` sets another one,
and the tables then name both. Seconds are CPU time of this process over its threads, because wall time would include
other work of the machine. Finished parts are kept; repeating the command resumes it.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import torch

from any2any.data.index.reader import TileIndex
from any2any.data.scene import PairedScene, load_scenes
from any2any.errors import UsageError
from any2any.models.translator import Translator
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction
from any2any.training.learned_baselines.harness import Budget
from any2any.training.recipe_file import read_recipe
from benchmarks.held_windows import by_source, held_windows
from benchmarks.outcome import print_report
from benchmarks.results import Results, model_title, write_text
from benchmarks.versus_methods import METHODS, Contest
from benchmarks.versus_table import markdown, summarise

RECIPE = Path(__file__).parents[1] / "recipes" / "tiny.yaml"

logger = logging.getLogger("versus")


def main(argv: Sequence[str] | None = None) -> int:
    """Train, score and write the tables; exit code 2 with a message for invalid requests."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    return print_report(run, arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path, help="index of tiles, as any2any data index writes it")
    parser.add_argument("--model", type=Path, required=True, help="folder of the one model")
    parser.add_argument("--out", type=Path, required=True, help="folder of results; unfinished ones resume")
    parser.add_argument("--seconds-per-direction", type=float, metavar="S", help="default: the fair share")
    parser.add_argument("--steps-per-direction", type=int, metavar="N", help="a budget in steps instead")
    parser.add_argument(
        "--methods", nargs="+", choices=list(METHODS), default=list(METHODS), metavar="METHOD"
    )
    parser.add_argument("--directions", nargs="+", metavar="A->B", help="default: those that the model knows")
    parser.add_argument("--split", choices=["validation", "test"], default="test")
    parser.add_argument(
        "--max-tiles", type=int, metavar="N", help="of each data source and set of modalities"
    )
    parser.add_argument("--max-windows", type=int, metavar="N", help="of each data source and direction")
    parser.add_argument("--sampling-steps", type=int, nargs="+", default=[1, 4], metavar="N")
    parser.add_argument("--latent-windows", type=int, default=1024, help="that BBDM draws from")
    parser.add_argument("--recipe", type=Path, default=RECIPE, help="for the weights of the data sources")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="that compute")
    parser.add_argument("--seed", type=int, default=0)
    return parser


def run(arguments: argparse.Namespace) -> str:
    """Do all unfinished work and return the page of tables."""
    _check(arguments)
    torch.set_num_threads(arguments.threads)
    index, translator = TileIndex(arguments.index), Translator.load(arguments.model)
    budget = _budget(arguments, translator.manifest)
    settings = _settings(arguments, index, translator.manifest, budget)
    results = Results(arguments.out, settings)
    directions = _directions(arguments, index, translator.manifest)
    data = read_recipe(arguments.recipe).data
    scenes: list[PairedScene] = []
    for direction in directions:
        missing = [name for name in arguments.methods if not _is_done(arguments.out, name, direction)]
        if not missing:
            continue
        scenes = scenes or load_scenes(index, arguments.split, arguments.max_tiles)
        held_out = _held_out(scenes, direction, arguments.max_windows)
        for name in missing:
            logger.info("%s %s", direction, name)
            contest = Contest(
                index,
                translator,
                data,
                budget,
                arguments.out / "training" / name / _slug(direction),
                tuple(arguments.sampling_steps),
                arguments.latent_windows,
                arguments.seed,
            )
            results.part(_part(name, direction), partial(_measure, name, contest, direction, held_out))
            _write_tables(arguments.out, results, settings, directions)
    return _write_tables(arguments.out, results, settings, directions)


def _check(arguments: argparse.Namespace) -> None:
    for option in ("max_tiles", "max_windows", "latent_windows", "threads"):
        value = getattr(arguments, option)
        if value is not None and value < 1:
            raise UsageError(f"--{option.replace('_', '-')} is {value}: give 1 or more")
    if min(arguments.sampling_steps) < 1:
        raise UsageError(f"--sampling-steps has {min(arguments.sampling_steps)}: give 1 or more")


def model_seconds(manifest: Manifest) -> float | None:
    """Return the seconds of both of the model's stages, from its manifest; None if missing."""
    translator, vaes = (manifest.training.get(f"{stage}_seconds") for stage in ("translator", "vae"))
    if translator is None or not isinstance(vaes, dict):
        return None
    return float(translator) + sum(map(float, vaes.values()))


def fair_seconds(manifest: Manifest) -> float | None:
    """Return the model's time over the number of its directions: the budget of each pairwise model."""
    total = model_seconds(manifest)
    return None if total is None else total / len(manifest.seen_directions)


def _budget(arguments: argparse.Namespace, manifest: Manifest) -> Budget:
    if arguments.steps_per_direction is not None:
        return Budget(steps=arguments.steps_per_direction, threads=arguments.threads)
    seconds = arguments.seconds_per_direction or fair_seconds(manifest)
    if seconds is None:
        raise UsageError(
            f"the manifest of {manifest.name} does not say how long it was trained (translator_seconds and "
            "vae_seconds under training): give --seconds-per-direction"
        )
    return Budget(seconds=seconds, threads=arguments.threads)


def _settings(
    arguments: argparse.Namespace, index: TileIndex, manifest: Manifest, budget: Budget
) -> dict[str, Any]:
    return {
        "index": arguments.index.name,
        "index_digest": index.digest,
        "model": model_title(manifest),
        "model_digest": manifest.digest,
        "model_seconds": model_seconds(manifest),
        "model_machine": manifest.training.get("machine", "a machine that its manifest does not name"),
        "pairwise_models": len(manifest.seen_directions),
        "fair_seconds_per_direction": fair_seconds(manifest),
        "seconds_per_direction": budget.seconds,
        "steps_per_direction": budget.steps,
        "threads": arguments.threads,
        "hardware": hardware(),
        "split": arguments.split,
        "max_tiles": arguments.max_tiles,
        "max_windows": arguments.max_windows,
        "sampling_steps": list(arguments.sampling_steps),
        "latent_windows": arguments.latent_windows,
        "data": asdict(read_recipe(arguments.recipe).data),
        "seed": arguments.seed,
    }


def hardware() -> str:
    """Describe this machine."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    return f"{os.cpu_count()} x {name}, torch {torch.__version__}"


def _directions(arguments: argparse.Namespace, index: TileIndex, manifest: Manifest) -> list[Direction]:
    """Return the requested directions, or the model's directions in both splits; UsageError if a split lacks one."""
    held = index.directions("train") & index.directions(arguments.split)
    if arguments.directions is None:
        return [d for d in manifest.seen_directions if d in held]
    wanted = [manifest.parse_direction(text) for text in arguments.directions]
    for direction in wanted:
        if direction not in held:
            raise UsageError(
                f"{arguments.index} does not hold {direction} in both its train and its {arguments.split} split: "
                "leave it out, or add such tiles"
            )
    return wanted


def _held_out(
    scenes: Sequence[PairedScene], direction: Direction, max_windows: int | None
) -> dict[str, list[PairedScene]]:
    """Return scenes of one window each by data source; UsageError without any."""
    found = {name: held_windows(of, direction, max_windows) for name, of in by_source(scenes).items()}
    held_out = {name: windows for name, windows in found.items() if windows}
    if not held_out:
        raise UsageError(f"no tile of the split has a window of {direction} to score: choose another split")
    return held_out


def _measure(
    name: str, contest: Contest, direction: Direction, held_out: Mapping[str, Sequence[PairedScene]]
) -> dict[str, Any]:
    """Train and score a method in one direction; one row for each column of the table and data source."""
    from any2any.evaluation.report import score_method

    contender = METHODS[name](contest, direction)
    scores: dict[str, list[dict[str, Any]]] = {column: [] for column in contender.methods}
    for source, windows in held_out.items():
        for column, method in contender.methods.items():
            figures, count = score_method(method, windows, direction)
            scores[column].append({"data": source, "windows": count, **asdict(figures)})
    return {
        "method": name,
        "direction": str(direction),
        "parameters": contender.parameters,
        "trained": None if contender.trained is None else asdict(contender.trained),
        "scores": scores,
    }


def _slug(direction: Direction) -> str:
    return f"{direction.source}-{direction.target}"


def _part(method: str, direction: Direction) -> str:
    return f"results/{method}/{_slug(direction)}"


def _is_done(out: Path, method: str, direction: Direction) -> bool:
    return (out / f"{_part(method, direction)}.json").is_file()


def _write_tables(
    out: Path, results: Results, settings: dict[str, Any], directions: Sequence[Direction]
) -> str:
    """Write ``versus.md`` and ``versus.json`` from the existing results; return the former."""
    done = [(m, d) for d in directions for m in METHODS if _is_done(out, m, d)]
    summary = summarise([results.part(_part(*of), dict) for of in done], settings)
    write_text(out / "versus.json", json.dumps(summary, indent=1, ensure_ascii=False))
    page = markdown(summary)
    write_text(out / "versus.md", page)
    return page


if __name__ == "__main__":
    sys.exit(main())
