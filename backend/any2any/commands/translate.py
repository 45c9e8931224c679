"""``any2any translate``: translate one raster into another modality."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.progress_bar import ProgressBar
from any2any.commands.translate_sources import run_sources
from any2any.commands.translation_options import (
    add_json_option,
    add_translation_options,
    print_json,
    requested,
)
from any2any.errors import UsageError
from any2any.requests.translate import TranslateResult
from any2any.translate.shard import ShardResult

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("translate", help="translate a raster into another modality")
    parser.add_argument(
        "input",
        metavar="INPUT",
        help="any raster that GDAL opens, or a STAC item (item.json, or item.json#B04,B03,B02 to name its assets)",
    )
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="GeoTIFF to write")
    parser.add_argument(
        "--source",
        required=True,
        action="append",
        metavar="MODALITY[=FILE]",
        help="modality of the input, such as sar; for several sources, leave out INPUT and repeat "
        "MODALITY=FILE, such as sar=s1.tif",
    )
    parser.add_argument("--target", required=True, help="modality of the output, such as rgb")
    parser.add_argument(
        "--reference",
        metavar="FILE",
        help="image of the target modality from another date; the result follows its levels",
    )
    add_translation_options(parser)
    parser.add_argument(
        "--uncertainty",
        type=Path,
        metavar="FILE",
        help="GeoTIFF for the per-pixel standard deviation over the samples",
    )
    parser.add_argument(
        "--device",
        default="auto",
        metavar="NAME[,NAME...]",
        help="auto, cpu, cuda, mps, or several such as cuda:0,cuda:1; auto uses all GPUs (%(default)s)",
    )
    parser.add_argument(
        "--window",
        type=int,
        nargs=4,
        metavar=("X", "Y", "W", "H"),
        help="translate only this part of the input, in pixels",
    )
    parser.add_argument("--overwrite", action="store_true", help="replace an existing output")
    parser.add_argument(
        "--shard",
        metavar="I/N",
        help="compute one of N shares; 'slurm' and 'torchrun' read both numbers from their environment. "
        "'any2any merge OUTPUT' writes the file when all shares are done",
    )
    parser.add_argument("--stac", action="store_true", help="also write a STAC item beside the output")
    add_json_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Translate, with a progress bar if stderr is a terminal."""
    if args.reference is not None or any("=" in source for source in args.source):
        return run_sources(args)
    args.source = _only(args.source)

    from any2any.distributed.one_raster import run_on_devices
    from any2any.translate.job import ModelCache, run_shard
    from any2any.translate.shard import local_device, parse_shard

    shard = parse_shard(args.shard) if args.shard else None
    request = replace(
        requested(args),
        input=args.input,
        output=args.output,
        device=local_device(args.shard, args.device) if args.shard else args.device,
        window=tuple(args.window) if args.window else None,
        uncertainty=args.uncertainty,
    )
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    result: TranslateResult | ShardResult
    with ProgressBar() as bar:
        if shard is None:
            result = run_on_devices(request, bar.show, stop.is_set, ModelCache())
        else:
            result = run_shard(request, shard, bar.show, stop.is_set, ModelCache())
    if args.stac and isinstance(result, TranslateResult):
        from any2any.stac.item import write_result_item

        write_result_item(args.output, args.input)
    if args.json:
        print_json(asdict(result))
    elif isinstance(result, ShardResult):
        _print_shard(result)
    else:
        _print(result)
    return 0


def _only(sources: list[str]) -> str:
    if len(sources) > 1:
        raise UsageError(
            f"--source is given {len(sources)} times: write several sources as MODALITY=FILE, such as sar=s1.tif"
        )
    return sources[0]


def _print_shard(result: ShardResult) -> None:
    if result.last_piece < result.first_piece:
        own = f"it has no share of the {result.pieces} pieces"
    else:
        own = f"pieces {result.first_piece} to {result.last_piece} of {result.pieces} are finished"
    left = (
        f"{result.missing} pieces of other shards are missing"
        if result.missing
        else "all pieces are finished"
    )
    sys.stdout.write(
        f"shard {result.shard} of {result.output}: {own}, {result.computed} computed in {result.seconds:.1f} s; "
        f"{left}, then: any2any merge {result.output}\n"
    )


def _print(result: TranslateResult) -> None:
    through = f" through {result.via}" if result.via else ""
    kind = through if result.seen else through + ", a direction the model was not trained on"
    sys.stdout.write(
        f"{result.output}: {result.width} x {result.height}, {', '.join(result.bands)}; "
        f"synthetic, {result.source} to {result.target}{kind}, {result.seconds:.1f} s\n"
    )
    if result.uncertainty is not None:
        sys.stdout.write(f"{result.uncertainty}: standard deviation over {result.samples} samples\n")
