"""``any2any evaluate``: score a model and baselines on an index's held-out tiles."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from any2any.commands.evaluate_fill import add_options, run_fill_task
from any2any.commands.evaluate_weights import run_weights_task
from any2any.commands.progress_bar import ProgressBar
from any2any.commands.translation_options import add_json_option, print_json
from any2any.errors import UsageError

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers
    from any2any.spec.manifest import Manifest

FEWEST = {"steps": 1, "max_tiles": 1, "pictures": 0, "seam_scenes": 0, "seed": 0}


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "evaluate",
        help="score a model and baselines on test tiles, with a report",
        description="PSNR, SSIM, RMSE, spectral indices and more for each dataset and direction, beside baselines "
        "fitted on the index's training tiles. docs/evaluation.md defines every measure.",
    )
    parser.add_argument("index", metavar="INDEX", type=Path, help="index of tiles: see any2any data index")
    parser.add_argument("--model", type=Path, metavar="DIR", help="model folder (default: the bundled model)")
    parser.add_argument(
        "--report", type=Path, metavar="OUT", help="write a page, figures and small pictures into this folder"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace OUT even if it is not an earlier report"
    )
    parser.add_argument("--split", choices=("validation", "test"), default="test")
    parser.add_argument(
        "--steps", type=int, nargs="+", default=[1, 4], metavar="N", help="sampling steps to score (1 4)"
    )
    parser.add_argument(
        "--directions", nargs="+", metavar="A->B", help="score only these, such as 'sar->rgb' (default: all)"
    )
    parser.add_argument(
        "--max-tiles",
        type=int,
        metavar="N",
        help="read at most this many tiles of each dataset and set of modalities, spread evenly (default: all)",
    )
    parser.add_argument(
        "--pictures",
        type=int,
        default=2,
        metavar="N",
        help="example windows of each direction in the report (%(default)s)",
    )
    parser.add_argument(
        "--seam-scenes",
        type=int,
        default=1,
        metavar="N",
        help="whole scenes of each dataset and direction to translate for the seam score (%(default)s)",
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="seed of the pictures and confidence intervals (%(default)s)"
    )
    parser.add_argument(
        "--fid-weights",
        type=Path,
        metavar="FILE",
        help="pytorch-fid's weights, for FID of RGB (default: none)",
    )
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps (%(default)s)")
    parser.add_argument(
        "--record",
        action="store_true",
        help="write the scores into the model's manifest and its card, README.md",
    )
    add_options(parser)
    add_json_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score and print; write the report, and with ``--record`` store the scores with the model."""
    _check_numbers(args)

    from any2any.hub import bundled_model
    from any2any.spec.model_folder import read_manifest

    folder = bundled_model() if args.model is None else args.model
    if args.task == "fill":
        return run_fill_task(args, folder)
    if args.task == "weights":
        return run_weights_task(args, folder)
    manifest = read_manifest(folder)
    directions = (
        None if args.directions is None else [manifest.parse_direction(text) for text in args.directions]
    )

    import torch

    from any2any.data.index.reader import TileIndex
    from any2any.evaluation.perception import Perception
    from any2any.evaluation.report import Settings, evaluate, write_report
    from any2any.evaluation.report.run import KIND
    from any2any.models.translator import Translator
    from any2any.report.folder import check_folder
    from any2any.runtime.device import resolve_device

    if args.report is not None:
        check_folder(args.report, KIND, args.overwrite)
    threads = torch.get_num_threads()
    torch.set_num_threads(
        1
    )  # windows are scored in parallel; the last bits of a sum must not depend on the number of cores
    settings = Settings(
        split=args.split,
        step_counts=tuple(dict.fromkeys(args.steps)),
        directions=directions,
        max_tiles=args.max_tiles,
        seed=args.seed,
        seam_scenes=args.seam_scenes,
        threads=threads,
    )
    index, perception = TileIndex(args.index), Perception.find(args.fid_weights)
    translator = Translator.load(folder, resolve_device(args.device))
    with ProgressBar(lines=True) as bar:
        evaluation = evaluate(translator, index, settings, perception, bar.show)
    report = evaluation.report
    report["command"] = _command(args, manifest)
    if args.report is not None:
        write_report(args.report, evaluation, args.pictures, args.overwrite)
    if args.record:
        _record(folder, report)
    if args.json:
        print_json(report)
    else:
        _print_table(report["rows"])
        if args.report is not None:
            sys.stdout.write(f"{args.report / 'index.html'}\n")
    return 0


def _check_numbers(args: argparse.Namespace) -> None:
    for name, fewest in FEWEST.items():
        value = getattr(args, name)
        if value is not None and min(value if isinstance(value, list) else [value]) < fewest:
            option = name.replace("_", "-")
            raise UsageError(f"--{option} {value}: give whole numbers from {fewest} up")


def _command(args: argparse.Namespace, manifest: Manifest) -> str:
    """Return the command that reproduces the scores, with names instead of this machine's paths."""
    words = ["any2any", "evaluate", args.index.name, "--model", manifest.name, "--split", args.split]
    words += ["--steps", *map(str, args.steps)]
    if args.directions:
        words += ["--directions", *args.directions]
    if args.max_tiles is not None:
        words += ["--max-tiles", str(args.max_tiles)]
    words += ["--seam-scenes", str(args.seam_scenes), "--seed", str(args.seed), "--report", "report"]
    return shlex.join(words)


def _record(folder: Path, report: dict[str, Any]) -> None:
    from dataclasses import replace

    from any2any.evaluation.card import recorded_metrics, write_card
    from any2any.spec.model_folder import read_manifest, write_manifest

    manifest = replace(read_manifest(folder), metrics=recorded_metrics(report))
    write_manifest(folder, manifest)
    write_card(folder, manifest)


def _print_table(rows: list[dict[str, Any]]) -> None:
    from any2any.evaluation.summary import methods_of

    methods = methods_of(rows[0])
    header = f"{'data':<14} {'direction':<10} {'n':>4} " + " ".join(f"{name:>18}" for name in methods)
    sys.stdout.write(f"{header}\n")
    for row in rows:
        cells = " ".join(f"{row[name]['psnr_db']:>9.2f} {row[name]['ssim']:>8.3f}" for name in methods)
        unseen = "" if row["seen"] else "  zero-shot"
        behind = "" if row["beats_every_baseline"] else "  BEHIND A BASELINE"
        sys.stdout.write(
            f"{row['data']:<14} {row['direction']:<10} {row['windows']:>4} {cells}{unseen}{behind}\n"
        )
