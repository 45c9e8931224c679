"""One model against pairwise baselines: train and score them all on the same tiles, for the same time.

Run ``python backend/benchmarks/versus.py INDEX --model DIR --out DIR``. The time is that of the one model, from its
manifest, shared equally by the models of a method, one for each of its directions; ``--seconds-per-direction`` gives
another one, and the tables then say both. Seconds are CPU time of this process over its threads, because wall time
would charge a method for what else the machine does. What is finished is kept: the same command goes on from there.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from versus_methods import METHODS, Contender, Contest
from versus_table import markdown, summarise

from any2any.errors import Any2AnyError, UsageError
from any2any.evaluation.baselines.learned.budget import Budget
from any2any.manifest import Manifest
from any2any.modality import WINDOW_LATENT_PX, Direction
from any2any.models.translator import Translator
from any2any.training.config import read_recipe
from any2any.training.data.index.reader import TileIndex
from any2any.training.data.scene import PairedScene
from any2any.training.data.scenes import load_scenes

RECIPE = Path(__file__).parents[1] / "recipes" / "tiny.yaml"

_LOG = logging.getLogger("versus")


def main(argv: Sequence[str] | None = None) -> int:
    """Train, score and write the tables; exit code 1 with a message if something is wrong."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    try:
        sys.stdout.write(run(arguments))
    except Any2AnyError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path, help="index of tiles, as any2any data index writes it")
    parser.add_argument("--model", type=Path, required=True, help="folder of the one model")
    parser.add_argument("--out", type=Path, required=True, help="folder of results; unfinished ones go on")
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
    """Do everything that is not done yet and return the page of tables."""
    _check(arguments)
    torch.set_num_threads(arguments.threads)
    index, translator = TileIndex(arguments.index), Translator.load(arguments.model)
    budget = _budget(arguments, translator.manifest)
    settings = _settings(arguments, index, translator.manifest, budget)
    _keep_settings(arguments.out, settings)
    directions = _directions(arguments, index, translator.manifest)
    data = read_recipe(arguments.recipe).data
    scenes: list[PairedScene] = []
    for direction in directions:
        paths = {name: _result_path(arguments.out, name, direction) for name in arguments.methods}
        missing = {name: path for name, path in paths.items() if not path.is_file()}
        if not missing:
            continue
        scenes = scenes or load_scenes(index, arguments.split, arguments.max_tiles)
        held_out = _held_out(scenes, direction, arguments.max_windows)
        for name, path in missing.items():
            _LOG.info("%s %s", direction, name)
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
            contender = METHODS[name](contest, direction)
            _write_json(path, _result(name, direction, contender, _scores(contender, held_out, direction)))
            _write_tables(arguments.out, settings, directions)
    return _write_tables(arguments.out, settings, directions)


def _check(arguments: argparse.Namespace) -> None:
    for option in ("max_tiles", "max_windows", "latent_windows", "threads"):
        value = getattr(arguments, option)
        if value is not None and value < 1:
            raise UsageError(f"--{option.replace('_', '-')} is {value}: give 1 or more")
    if min(arguments.sampling_steps) < 1:
        raise UsageError(f"--sampling-steps has {min(arguments.sampling_steps)}: give 1 or more")


def model_seconds(manifest: Manifest) -> float | None:
    """Return the seconds that both stages of the model took, by its manifest; None where it does not say."""
    translator, vaes = (manifest.training.get(f"{stage}_seconds") for stage in ("translator", "vae"))
    if translator is None or not isinstance(vaes, dict):
        return None
    return float(translator) + sum(map(float, vaes.values()))


def fair_seconds(manifest: Manifest) -> float | None:
    """Return the model's time over the number of its directions: what each pairwise model may have."""
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
        "model": f"{manifest.name} {manifest.version}",
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
    """Say what this machine computes with."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    return f"{os.cpu_count()} x {name}, torch {torch.__version__}"


def _keep_settings(out: Path, settings: dict[str, Any]) -> None:
    """Write the settings of a new folder; UsageError if the folder has results of other ones."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "settings.json"
    if not path.is_file():
        _write_json(path, settings)
        return
    before = json.loads(path.read_text(encoding="utf-8"))
    for key, value in settings.items():
        if before.get(key) != value:
            raise UsageError(
                f"{out} has results with {key} = {before.get(key)!r}, not {value!r}: choose another --out, or "
                "the options of before"
            )


def _directions(arguments: argparse.Namespace, index: TileIndex, manifest: Manifest) -> list[Direction]:
    """Return those asked for, or those of the model that both splits hold; UsageError for one that they do not."""
    held = index.directions("train") & index.directions(arguments.split)
    if arguments.directions is None:
        return [d for d in manifest.seen_directions if d in held]
    wanted = [manifest.direction(*text.partition("->")[::2]) for text in arguments.directions]
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
    from any2any.evaluation.report import windows

    found: dict[str, list[PairedScene]] = {}
    for scene in scenes:
        if {direction.source, direction.target} <= scene.arrays.keys():
            pieces = [w for w in window_scenes(scene) if next(windows(w, direction), None) is not None]
            found.setdefault(scene.source, []).extend(pieces)
    held_out = {source: spread(pieces, max_windows) for source, pieces in sorted(found.items()) if pieces}
    if not held_out:
        raise UsageError(f"no tile of the split has a window of {direction} to score: choose another split")
    return held_out


def _scores(
    contender: Contender, held_out: dict[str, list[PairedScene]], direction: Direction
) -> dict[str, list[dict[str, Any]]]:
    """Score every method of a contender: a row for each data source."""
    from any2any.evaluation.report import score_method

    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in contender.methods}
    for source, pieces in held_out.items():
        for name, method in contender.methods.items():
            scores, count = score_method(method, pieces, direction)
            rows[name].append({"data": source, "windows": count, **asdict(scores)})
    return rows


def window_scenes(scene: PairedScene) -> list[PairedScene]:
    """Cut a scene into its whole windows, without overlap: scenes of one window each that share its memory."""
    n = WINDOW_LATENT_PX
    rows, columns = scene.size_latent_px
    return [
        PairedScene(
            scene.name,
            scene.source,
            scene.split,
            {name: scene.crop(name, row, column, n) for name in scene.arrays},
            scene.modalities,
        )
        for row in range(0, rows - n + 1, n)
        for column in range(0, columns - n + 1, n)
    ]


def spread(pieces: Sequence[PairedScene], count: int | None) -> list[PairedScene]:
    """Choose at most ``count`` pieces, spread evenly."""
    taken = len(pieces) if count is None else min(count, len(pieces))
    return [pieces[i * len(pieces) // taken] for i in range(taken)]


def _result(name: str, direction: Direction, contender: Contender, scores: dict[str, Any]) -> dict[str, Any]:
    return {
        "method": name,
        "direction": str(direction),
        "parameters": contender.parameters,
        "trained": None if contender.trained is None else asdict(contender.trained),
        "scores": scores,
    }


def _slug(direction: Direction) -> str:
    return f"{direction.source}-{direction.target}"


def _result_path(out: Path, method: str, direction: Direction) -> Path:
    return out / "results" / method / f"{_slug(direction)}.json"


def _write_tables(out: Path, settings: dict[str, Any], directions: Sequence[Direction]) -> str:
    """Write ``versus.md`` and ``versus.json`` over the results at hand; return the former."""
    paths = [_result_path(out, method, direction) for direction in directions for method in METHODS]
    results = [json.loads(path.read_text(encoding="utf-8")) for path in paths if path.is_file()]
    summary = summarise(results, settings)
    _write_json(out / "versus.json", summary)
    page = markdown(summary)
    _write_text(out / "versus.md", page)
    return page


def _write_json(path: Path, value: Any) -> None:
    _write_text(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


if __name__ == "__main__":
    sys.exit(main())
