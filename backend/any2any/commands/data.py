"""``any2any data``: build, merge and check indexes of training tiles."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from any2any.commands.progress_bar import ProgressBar
from any2any.commands.translation_options import add_json_option, print_json

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers

KINDS = ("folder", "imagery", "simulator", "sen12ms", "sen12", "caco", "spacenet3", "spacenet5")
"""As in ``data/builders/build.py``, which is slow to import."""

_INDEX_DESCRIPTION = """\
Write an index of the tiles under ROOT: a GeoPackage that QGIS opens as a layer of footprints. Kinds:
folder: co-registered rasters of the same extent, described by ROOT/any2any.yaml (or --layout);
imagery: a folder with an index.csv of real paired imagery;
simulator: simulated scenes are written to ROOT; existing ones are kept;
sen12ms, sen12 (SEN1-2), caco, spacenet3, spacenet5: data sets in their published folders.
All tiles of a place belong to one split."""


def add_parser(commands: Subparsers) -> None:
    """Declare the commands."""
    parser = commands.add_parser("data", help="build, merge and check indexes of training tiles")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_index(actions)
    merge = actions.add_parser("merge", help="merge several indexes into one")
    merge.add_argument("out", metavar="OUT.gpkg", type=Path)
    merge.add_argument("indexes", metavar="INDEX", type=Path, nargs="+")
    add_json_option(merge)
    merge.set_defaults(run=run_merge)
    check = actions.add_parser(
        "check",
        help="report the faults of an index; exit code 1 if it has errors",
        description="Count pairs; measure misregistration, nodata, clouds and saturation; find wrong units and "
        "places in two splits. Writes a page with example tiles.",
    )
    check.add_argument("index", metavar="INDEX", type=Path)
    check.add_argument("report_dir", metavar="REPORT_DIR", type=Path)
    check.add_argument("--max-tiles", type=int, default=2000, help="tiles to read (%(default)s)")
    add_json_option(check)
    check.set_defaults(run=run_check)


def _add_index(actions: Subparsers) -> None:
    parser = actions.add_parser(
        "index",
        help="write an index of a data set",
        description=_INDEX_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,  # an option that is not given keeps the kind's default
    )
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    parser.add_argument("root", metavar="ROOT", type=Path)
    parser.add_argument("out", metavar="OUT.gpkg", type=Path)
    parser.add_argument("--overwrite", action="store_true", default=False, help="replace an existing index")
    add_json_option(parser)
    options = parser.add_argument_group("options of the kinds")
    add = options.add_argument
    add(
        "--tile-px",
        type=int,
        help="cut into tiles of at least this many 10 m pixels (default: whole rasters)",
    )
    add("--validation-share", type=float, help="share of the places (0.05); not for imagery or simulator")
    add("--test-share", type=float, help="share of the places (0.1); not for imagery or simulator")
    for split in ("validation", "test"):
        place = f"--{split}-place"
        add(
            place,
            dest=f"{split}_places",
            action="append",
            metavar="PLACE",
            help="name or pattern; repeatable",
        )
    add("--layout", type=Path, metavar="YAML", help="folder: its description (ROOT/any2any.yaml)")
    add("--scenes", type=int, help="simulator: training scenes (64)")
    add("--size", dest="size_px", type=int, metavar="PX", help="simulator: their rows and columns (1024)")
    add("--first-seed", type=int, help="simulator: seed of the first training scene (1)")
    add(
        "--pixel-size-spread",
        type=float,
        metavar="X",
        help="simulator: pixel sizes vary by a factor of up to 1 + X around 10 m (0.4); 0 means all 10 m",
    )
    add("--validation-scenes", type=int, help="simulator: validation scenes, with seeds from 900000 (6)")
    add("--test-scenes", type=int, help="simulator: test scenes, with seeds from 950000 (12)")
    add(
        "--held-out-size",
        dest="held_out_size_px",
        type=int,
        metavar="PX",
        help="simulator: rows and columns of validation and test scenes (512)",
    )
    add("--extra-sensors", action="store_true", help="simulator: add two polarisations and a thermal band")
    parser.set_defaults(run=run_index, json=False)


_NO_OPTIONS = {"command", "action", "verbose", "run", "kind", "root", "out", "overwrite", "json"}


def run_index(args: argparse.Namespace) -> int:
    """Build an index and print its contents."""
    from any2any.data.builders import build_index
    from any2any.errors import UsageError

    if args.out.exists() and not args.overwrite:
        raise UsageError(f"{args.out} exists: choose another name, or give --overwrite")
    options = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in vars(args).items()
        if name not in _NO_OPTIONS
    }
    tally = build_index(args.kind, args.root, args.out, **options)
    return _print_summary(args.out, args.json, tally)


def run_merge(args: argparse.Namespace) -> int:
    """Merge indexes and print the result's contents."""
    from any2any.data.index.writer import merge_indexes

    merge_indexes(args.indexes, args.out)
    return _print_summary(args.out, args.json)


def run_check(args: argparse.Namespace) -> int:
    """Check an index and print its faults; return 1 if it has errors."""
    from any2any.data.check import check_index
    from any2any.data.index.reader import TileIndex

    with ProgressBar() as bar:
        report = check_index(TileIndex(args.index), args.report_dir, args.max_tiles, bar.show)
    flags = report["flags"]
    if args.json:
        print_json(report)
    else:
        for flag in flags:
            sys.stdout.write(f"{flag['severity']}: {flag['message']}\n")
        sys.stdout.write(f"{len(flags)} remark(s), see {args.report_dir / 'index.html'}\n")
    return int(any(flag["severity"] == "error" for flag in flags))


def _print_summary(path: Path, as_json: bool, tally: Any = None) -> int:
    from any2any.data.builders.files import as_text, summarise
    from any2any.data.index.reader import TileIndex

    summary = summarise(TileIndex(path), tally)
    if as_json:
        print_json(summary)
    else:
        sys.stdout.write(as_text(summary))
    return 0
