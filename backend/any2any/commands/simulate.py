"""``any2any simulate``: write a simulated landscape as five co-registered rasters."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "simulate",
        help="write a simulated landscape as RGB, SAR, NIR, MS and PAN",
        description="Write one SIMULATED landscape as five co-registered GeoTIFFs, and its class map.",
    )
    parser.add_argument("folder", metavar="OUT_DIR", type=Path)
    parser.add_argument("--size", type=int, default=1024, help="rows and columns at 10 m (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the landscape (%(default)s)")
    parser.add_argument(
        "--extra-sensors",
        action="store_true",
        help="add dual-polarisation radar and a thermal band, which the bundled model does not know",
    )
    parser.add_argument("--overwrite", action="store_true", help="replace existing files")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Simulate, write and print the files."""
    from any2any.simulate import simulate_scene
    from any2any.simulate.write import write_scene

    scene = simulate_scene(args.size, args.seed, extra_sensors=args.extra_sensors)
    for path in write_scene(scene, args.folder, overwrite=args.overwrite):
        sys.stdout.write(f"{path}\n")
    return 0
