"""``any2any fill``: fill holes of a raster from radar or other sources; measured pixels stay untouched."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.progress_bar import ProgressBar
from any2any.commands.translation_options import add_json_option, print_json
from any2any.errors import UsageError
from any2any.requests.fill import FillRequest, FillResult, NamedRaster, parse_named_raster
from any2any.requests.translate import AUTO, STEPS, parse_numbers

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("fill", help="fill cloud gaps of a raster from radar or other sources")
    parser.add_argument(
        "input", metavar="INPUT", help="raster with holes; measured pixels are copied bit for bit"
    )
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="GeoTIFF to write")
    parser.add_argument(
        "--mask",
        required=True,
        metavar="FILE",
        help="mask of the holes: a raster (all but 0), a polygon layer (.gpkg, .geojson), or 'nodata' (the input's)",
    )
    parser.add_argument(
        "--mask-values",
        type=_values,
        metavar="N[,N...]",
        help="mask values that mark holes, such as 3,8,9,10 of Sentinel-2's scene classification",
    )
    parser.add_argument(
        "--mask-band", type=int, default=1, metavar="N", help="band of the mask raster (%(default)s)"
    )
    parser.add_argument(
        "--source",
        type=_named,
        action="append",
        default=[],
        metavar="MODALITY=FILE",
        help="raster that shows the ground under the holes, such as sar=s1.tif; repeatable",
    )
    parser.add_argument(
        "--reference", metavar="FILE", help="cloud-free image of the same modality from another date"
    )
    parser.add_argument(
        "--target", metavar="MODALITY", help="modality of the input (default: detected from its bands)"
    )
    parser.add_argument("--radiometry", default=AUTO, help="how the input stores its values (%(default)s)")
    parser.add_argument(
        "--synthetic",
        type=Path,
        metavar="FILE",
        help="map of synthetic pixels (default: OUTPUT_synthetic.tif)",
    )
    parser.add_argument("--model", type=Path, metavar="DIR", help="model folder (default: the bundled model)")
    steps = parser.add_mutually_exclusive_group()
    steps.add_argument(
        "--preset", choices=tuple(STEPS), default="fast", help="speed against texture (%(default)s)"
    )
    steps.add_argument("--steps", type=int, metavar="N", help="number of sampling steps, instead of a preset")
    parser.add_argument(
        "--seed", type=int, default=0, help="random seed; the same seed gives the same result (%(default)s)"
    )
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps (%(default)s)")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing output")
    add_json_option(parser)
    parser.set_defaults(run=run)


def _named(text: str) -> NamedRaster:
    try:
        return parse_named_raster(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _values(text: str) -> tuple[int, ...]:
    try:
        return parse_numbers(text, None, "whole numbers, such as 3,8,9,10")
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(args: argparse.Namespace) -> int:
    """Fill, with a progress bar if stderr is a terminal."""
    from any2any.fill.job import run_fill

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with ProgressBar() as bar:
        result = run_fill(_requested(args), bar.show, stop.is_set)
    if args.json:
        print_json(asdict(result))
    else:
        _tell(result)
    return 0


def _requested(args: argparse.Namespace) -> FillRequest:
    return FillRequest(
        input=args.input,
        output=args.output,
        mask=args.mask,
        sources=tuple(args.source),
        mask_values=args.mask_values,
        mask_band=args.mask_band,
        reference=args.reference,
        target=args.target,
        radiometry=args.radiometry,
        synthetic=args.synthetic,
        model=args.model,
        preset=args.preset,
        steps=args.steps,
        seed=args.seed,
        device=args.device,
        overwrite=args.overwrite,
    )


def _tell(result: FillResult) -> None:
    left = f", {result.unfilled} left" if result.unfilled else ""
    sys.stdout.write(
        f"{result.output}: {result.width} x {result.height}; {result.filled} pixels are synthetic{left}, calibrated on "
        f"{result.clear} clear pixels, {result.seconds:.1f} s\n{result.synthetic}: which pixels are synthetic\n"
    )
    for shift in result.shifts:
        sys.stdout.write(
            f"{shift.name} is shifted against the image by {shift.rows_px:+.2f} rows, {shift.columns_px:+.2f} columns\n"
        )
