"""``any2any models domain``: measure training tiles, so that jobs can compare their input with them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers

MOST_TILES = 2000


def add_parser(actions: Subparsers) -> None:
    """Declare the action."""
    parser = actions.add_parser(
        "domain", help="measure training tiles and write their ranges into a model's manifest"
    )
    parser.add_argument(
        "model", type=Path, metavar="MODEL", help="model folder, whose config.json is updated"
    )
    parser.add_argument(
        "index", type=Path, metavar="INDEX", help="index of the tiles that the model was trained on"
    )
    parser.add_argument(
        "--tiles",
        type=int,
        default=MOST_TILES,
        metavar="N",
        help="largest number of tiles to measure per modality (%(default)s)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure, and update the manifest; weights and the model's digest stay unchanged."""
    from any2any.data.domain import with_domain
    from any2any.data.index.reader import TileIndex
    from any2any.errors import UsageError
    from any2any.runtime.choice import choose_runtime
    from any2any.spec.model_folder import read_manifest, write_manifest
    from any2any.translate.job import ModelCache

    if args.tiles < 1:
        raise UsageError(f"--tiles {args.tiles} is too small: give 1 or more")
    manifest = read_manifest(args.model)
    runtime = choose_runtime("auto", "cpu", manifest.has_graphs, "")
    model = ModelCache().load(args.model, "cpu", runtime=runtime)
    manifest = with_domain(manifest, TileIndex(args.index), args.tiles, model.to_latent)
    write_manifest(args.model, manifest)
    for name, statistics in manifest.domain.items():
        sys.stdout.write(f"{name}: {statistics.tiles} tiles measured\n")
    return 0
