"""``any2any compare``: score a translated raster against the truth, and draw both."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.translation_options import add_json_option, print_json
from any2any.errors import UsageError

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "compare",
        help="score a translated raster against the truth",
        description="PSNR, SSIM and RMSE of a translated raster against a real one on the same grid.",
    )
    parser.add_argument("result", metavar="RESULT", help="translated raster")
    parser.add_argument("truth", metavar="TRUTH", help="real raster of the same modality and size")
    parser.add_argument("--modality", required=True, help="modality of both, such as rgb")
    parser.add_argument(
        "--source",
        nargs=2,
        metavar=("RASTER", "MODALITY"),
        help="the source raster and its modality, for the picture",
    )
    parser.add_argument(
        "--png", type=Path, help="also write a picture: source, result and truth side by side"
    )
    add_json_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score, and draw the picture if requested."""
    from any2any.evaluation.quicklook import Panel, read_model_values, write_quicklook
    from any2any.hub import bundled_model
    from any2any.metrics import score, unit_range
    from any2any.spec.model_folder import read_manifest

    manifest = read_manifest(bundled_model())
    modality = manifest.modality(args.modality)
    result, truth = (read_model_values(path, modality) for path in (args.result, args.truth))
    if result.shape != truth.shape:
        raise UsageError(
            f"{args.result} is {result.shape} and {args.truth} is {truth.shape} (bands, rows, columns): "
            "give rasters of one modality on the same grid"
        )
    scores = score(unit_range(result), unit_range(truth))
    if args.png:
        panels = [Panel("translated (synthetic)", result, modality), Panel("truth", truth, modality)]
        if args.source:
            raster, name = args.source
            source = manifest.modality(name)
            panels.insert(0, Panel(f"source: {source.title}", read_model_values(raster, source), source))
        write_quicklook(args.png, panels)
    if args.json:
        print_json(asdict(scores))
    else:
        sys.stdout.write(
            f"PSNR {scores.psnr_db:.2f} dB, SSIM {scores.ssim:.3f}, RMSE {scores.rmse_255:.2f} (0-255 scale)\n"
        )
        if args.png:
            sys.stdout.write(f"{args.png}\n")
    return 0
