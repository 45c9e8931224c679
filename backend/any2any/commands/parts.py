"""``any2any parts``: list or remove files of unfinished translations."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.translation_options import add_json_option, print_json

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers
    from any2any.translate.parts import Part


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("parts", help="list or remove files of unfinished translations")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in (
        ("list", "list unfinished translations; changes nothing"),
        ("clean", "remove those that no process uses"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument(
            "folders",
            nargs="*",
            type=Path,
            default=[Path()],
            metavar="FOLDER",
            help="folders of outputs (default: the current folder)",
        )
        action.add_argument("-r", "--recursive", action="store_true", help="also look in subfolders")
        action.add_argument(
            "--older-than",
            type=_days,
            default=0.0,
            metavar="DAYS",
            help="only those not touched for this number of days",
        )
        add_json_option(action)
        action.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List, and remove if requested; exit code 1 if something could not be removed."""
    from any2any.translate.parts import find_parts, remove

    found = find_parts(args.folders, args.recursive, args.older_than * 86400.0)
    removed: list[Part] = []
    if args.action == "clean":
        removed = [part for part in found if remove(part)]
    if args.json:
        documents = [asdict(part) | {"size": part.size, "removed": part in removed} for part in found]
        print_json(documents)
    else:
        for part in found:
            sys.stdout.write(_as_text(part, removed=part in removed))
        if not found:
            sys.stdout.write("no unfinished translation was found\n")
    kept = [part for part in found if part not in removed and not part.held_by]
    return int(args.action == "clean" and bool(kept))


def _as_text(part: Part, removed: bool) -> str:
    state = f"  in use by {'; '.join(part.held_by)}: kept\n" if part.held_by else ""
    lines = "".join(f"  {line}\n" for line in part.explanation)
    return (
        f"{part.path}{' (removed)' if removed else ''}\n{lines}"
        f"  {part.size / 1e6:.1f} MB, last touched {part.touched}\n{state}"
    )


def _days(text: str) -> float:
    try:
        days = float(text)
    except ValueError:
        days = -1.0
    if not days >= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days from 0 up")
    return days
