"""``any2any stac``: write STAC items beside results, or print a model as an item."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.translation_options import print_json
from any2any.errors import UsageError

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "stac",
        help="write STAC items beside results",
        description="Write RESULT.json beside each result of a translation. With --model, print a model's item.",
    )
    parser.add_argument("results", metavar="RESULT", type=Path, nargs="*", help="GeoTIFFs that Any2Any made")
    parser.add_argument("--source", metavar="INPUT", help="source of the results: a raster or an item")
    parser.add_argument(
        "--datetime", metavar="TIME", help="when the source was acquired, such as 2024-06-01T10:00:00Z"
    )
    parser.add_argument("--model", type=Path, metavar="DIR", help="print the item of this model folder")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the items, and print their paths."""
    from any2any.spec.model_folder import read_manifest
    from any2any.stac.item import model_item, write_result_item

    if not args.results and args.model is None:
        raise UsageError("nothing to describe: give results of a translation, or a model folder with --model")
    for result in args.results:
        sys.stdout.write(f"{write_result_item(result, args.source, args.datetime)}\n")
    if args.model is not None:
        print_json(model_item(read_manifest(args.model), args.model))
    return 0
