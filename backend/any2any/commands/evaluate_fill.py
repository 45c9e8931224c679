"""``any2any evaluate --task fill``: fills of cloud-shaped holes beside what users have without this project."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from any2any.commands.translation_options import print_json
from any2any.errors import UsageError

DATA = ("s2_cities", "sen12mscr", "sen1floods11")
"""Data sources with calibrated radar."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this task."""
    parser.add_argument(
        "--task", choices=("translate", "fill"), default="translate", help="what to score (%(default)s)"
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


def run_fill_task(args: argparse.Namespace, folder: Path) -> int:
    """Score fills and print a table, or the rows with ``--json``; UsageError if there is nothing to score."""
    if not all(0 < share < 1 for share in args.holes):
        raise UsageError(f"--holes {args.holes}: give shares between 0 and 1")

    from any2any.data.index.reader import TileIndex
    from any2any.evaluation.filling.scenes import fill_scenes
    from any2any.evaluation.filling.score import evaluate_fill, table

    with TemporaryDirectory() as work:
        scenes = fill_scenes(TileIndex(args.index), args.split, args.data, folder, args.device, Path(work))
        rows = evaluate_fill(scenes, args.holes, _tell)
    if not rows:
        raise UsageError(
            f"the {args.split} split of {args.index} has no scene of {', '.join(args.data)} with radar and colour: "
            "give other --data"
        )
    if args.json:
        print_json(rows)
    else:
        sys.stdout.write(table(rows))
    return 0


def _tell(row: dict[str, Any]) -> None:
    sys.stderr.write(f"{row['scene']}, {row['share']:.0%} holes\n")
