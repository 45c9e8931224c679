"""``any2any train pack`` and ``any2any train merge``: train on another machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.translation_options import add_json_option, print_json

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_pack_parsers(stages: Subparsers) -> None:
    """Declare both."""
    pack = stages.add_parser(
        "pack",
        help="write tiles, weights and code for training on another machine",
        description="Write a folder for training on a machine with torch, numpy, pillow and safetensors: "
        "python OUT/run.py --minutes 9. It saves every minute and resumes; results are in OUT/out.",
    )
    pack.add_argument(
        "--recipe", type=Path, required=True, metavar="YAML", help="recipe for the size and stage II"
    )
    pack.add_argument("--index", type=Path, required=True, metavar="GPKG", help="training tiles")
    pack.add_argument(
        "--model",
        type=Path,
        metavar="DIR",
        help="model with the initial weights (default: the bundled model)",
    )
    pack.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write")
    pack.add_argument("--megabytes", type=float, default=30.0, help="largest size of the tiles (%(default)s)")
    add_json_option(pack)
    pack.set_defaults(run=run_pack)
    merge = stages.add_parser("merge", help="make a model folder from the results of a pack")
    merge.add_argument("results", type=Path, metavar="DIR", help="the pack's folder 'out'")
    merge.add_argument("--out", type=Path, required=True, metavar="DIR", help="the model folder to write")
    merge.add_argument("--storage", choices=["float16", "int8"], default="int8", help="(%(default)s)")
    merge.set_defaults(run=run_merge)


def run_pack(args: argparse.Namespace) -> int:
    """Write a pack and print its contents."""
    from any2any.data.index.reader import TileIndex
    from any2any.errors import UsageError
    from any2any.hub import bundled_model
    from any2any.training.pack.write import write_training_pack
    from any2any.training.recipe_file import read_recipe

    if not args.megabytes > 0:
        raise UsageError(f"--megabytes is {args.megabytes}: give more than 0")
    model = args.model or bundled_model()
    packed = write_training_pack(
        TileIndex(args.index), model, read_recipe(args.recipe), args.out, args.megabytes
    )
    size = sum(path.stat().st_size for path in args.out.rglob("*") if path.is_file())
    if args.json:
        print_json(
            {"out": str(args.out), "bytes": size, "tiles": packed.tiles, "sources": dict(packed.sources)}
        )
    else:
        sources = ", ".join(f"{count} of {name}" for name, count in packed.sources.items())
        sys.stdout.write(
            f"{args.out}: {size / 1e6:.1f} MB; {packed.tiles} training tiles ({sources}), "
            f"{packed.validation_tiles} for validation\n"
        )
    return 0


def run_merge(args: argparse.Namespace) -> int:
    """Write the model folder."""
    from any2any.training.pack.parts import merge_results

    manifest = merge_results(args.results, args.out, args.storage)
    sys.stdout.write(f"{args.out}: {manifest.name}, sha256 {manifest.digest}\n")
    return 0
