"""``any2any merge``: write the final file of a translation computed in shards."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.translation_options import add_json_option, print_json

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("merge", help="write the final file of a translation computed in shards")
    parser.add_argument(
        "output", metavar="OUTPUT", type=Path, help="the OUTPUT that the shards were started with"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace an existing output")
    add_json_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Merge; an error names missing pieces."""
    from any2any.translate.merge import merge

    result = merge(args.output, args.overwrite)
    if args.json:
        print_json(asdict(result))
    else:
        sys.stdout.write(
            f"{result.output}: {result.width} x {result.height}, {', '.join(result.bands)}; synthetic, "
            f"{result.source} to {result.target}, merged from {result.pieces} pieces in {result.seconds:.1f} s\n"
        )
    return 0
