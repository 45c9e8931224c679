"""``any2any inspect``: show a raster's origin, and check that it is complete."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.translation_options import add_json_option, print_json

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers
    from any2any.translate.inspect import Inspection


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "inspect", help="show what made a raster and from what, and check that it is complete"
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="a result, or any raster")
    parser.add_argument("--stac", action="store_true", help="write a STAC item beside a result")
    add_json_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Inspect; exit code 1 if the file is damaged or truncated."""
    from any2any.translate.inspect import inspect

    found = inspect(args.file)
    if args.json:
        print_json(asdict(found))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(found)))
    if args.stac:
        from any2any.stac.item import write_result_item

        item = write_result_item(args.file)
        if not args.json:
            sys.stdout.write(f"STAC item: {item}\n")
    return 0 if found.complete else 1


def _lines(found: Inspection) -> list[str]:
    bands = ", ".join(name or "unnamed" for name in found.bands)
    lines = [f"{found.path}: {found.width} x {found.height}, {bands}"]
    if found.synthetic:
        lines.append(found.description or "synthetic, made by Any2Any")
        samples = f", mean of {found.samples} samples" if found.samples else ""
        radiometry = f", radiometry {found.radiometry}" if found.radiometry else ""
        steps = "1 step" if found.steps == "1" else f"{found.steps} steps"
        lines += [
            _origin(found),
            *((f"bands: {found.input_bands}",) if found.input_bands else ()),
            f"model: {found.model}, sha256 {found.model_sha256}",
            f"settings: {steps}, seed {found.seed}{samples}{radiometry}",
            f"made: {found.date} by Any2Any {found.version}, plan {found.plan_sha256}",
        ]
    else:
        lines.append("not marked as made by Any2Any")
    lines.append("complete: every block can be read" if found.complete else f"damaged: {found.problem}")
    if found.unfinished:
        lines.append(
            f"a job for this output was not finished: {found.unfinished}; repeat its command to finish it"
        )
    return lines


def _origin(found: Inspection) -> str:
    if found.partly:
        return f"filled: the holes of {found.mask or 'an unnamed mask'} ({found.source} to {found.target})"
    through = f" through {found.via}" if found.via else ""
    return f"from: {found.input or 'an unnamed file'} ({found.source} to {found.target}{through})"
