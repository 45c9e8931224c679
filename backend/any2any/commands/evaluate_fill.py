"""``any2any evaluate --task fill``: score fills of cloud-shaped holes beside other methods."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from any2any.commands.translation_options import print_json
from any2any.errors import UsageError
from any2any.requests.translate import STEPS

DATA = ("s2_cities", "sen12mscr", "sen1floods11")
"""Data sources with calibrated radar."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this task."""
    parser.add_argument(
        "--task",
        choices=("translate", "fill", "weights"),
        default="translate",
        help="what to measure; weights: each direction's errors, which weight several sources (%(default)s)",
    )
    parser.add_argument(
        "--data",
        nargs="+",
        default=list(DATA),
        metavar="NAME",
        help="with --task fill: data sources to score",
    )
    parser.add_argument(
        "--holes",
        nargs="+",
        type=float,
        default=[0.1, 0.3, 0.6],
        metavar="SHARE",
        help="with --task fill: shares of each scene that the holes cover (0.1 0.3 0.6)",
    )
    parser.add_argument(
        "--fill-preset",
        choices=tuple(STEPS),
        default="fast",
        help="with --task fill: speed against texture (%(default)s)",
    )


def run_fill_task(args: argparse.Namespace, folder: Path) -> int:
    """Score fills and print a table, or the rows with ``--json``; UsageError if there is nothing to score."""
    if not all(0 < share < 1 for share in args.holes):
        raise UsageError(f"--holes {args.holes}: give shares between 0 and 1")

    from any2any.data.index.reader import TileIndex
    from any2any.evaluation.filling.methods import Filler
    from any2any.evaluation.filling.pictures import Pictures
    from any2any.evaluation.filling.scenes import fill_scenes
    from any2any.evaluation.filling.score import evaluate_fill, table

    index = TileIndex(args.index)
    pictures = None if args.report is None else Pictures(args.report, args.pictures, args.overwrite)
    with TemporaryDirectory() as work:
        scenes = fill_scenes(index, args.split, args.data, folder, args.device, Path(work), args.max_tiles)
        filler = Filler(Path(work), folder, args.device, args.fill_preset)

        def hear(row: dict[str, Any], *fill: Any) -> None:
            _tell(row)
            if pictures is not None:
                pictures.take(row, *fill)

        rows = evaluate_fill(scenes, filler, args.holes, hear)
    if not rows:
        raise UsageError(
            f"the {args.split} split of {args.index} has no scene of {', '.join(args.data)} with radar and colour: "
            "give other --data"
        )
    if pictures is not None:
        pictures.write(rows, table(rows))
    if args.json:
        print_json(rows)
    else:
        sys.stdout.write(table(rows))
    return 0


def _tell(row: dict[str, Any]) -> None:
    figures = ", ".join(f"{name} {values['psnr_db']:.2f}" for name, values in row["figures"].items())
    sys.stderr.write(f"{row['scene']}, {row['share']:.0%} holes, PSNR in dB: {figures}\n")
