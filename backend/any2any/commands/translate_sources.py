"""``any2any translate OUTPUT --source sar=s1.tif --source nir=nir.tif``: combine several sources, or a reference."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from any2any.commands.progress_bar import ProgressBar
from any2any.commands.translation_options import print_json
from any2any.errors import UsageError
from any2any.requests.fill import NamedRaster, parse_named_raster
from any2any.requests.multi_source import MultiSourceRequest, MultiSourceResult
from any2any.requests.translate import AUTO

SINGLE_ONLY = {
    "bands": None, "radiometry": AUTO, "level": AUTO, "output_level": "surface", "via": AUTO, "samples": 1,
    "uncertainty": None, "window": None, "shard": None, "stac": False, "compile": False, "gpu_memory": None,
}  # fmt: skip
"""Options only for translations of one input, and their defaults."""


def with_input(arguments: Sequence[str]) -> list[str]:
    """Put the first of several sources in place of INPUT, which this form of ``translate`` omits."""
    given = list(arguments)
    if "translate" not in given:
        return given
    begin = given.index("translate") + 1
    for option, value in zip(given[begin:], [*given[begin + 1 :], ""], strict=True):
        name, equals, text = option.partition("=")
        if name == "--source" and "=" in (text if equals else value):
            source = parse_named_raster(text if equals else value)
            return [*given[:begin], source.path, *given[begin:]]
    return given


def run_sources(args: argparse.Namespace) -> int:
    """Translate, with a progress bar if stderr is a terminal."""
    request = _requested(args)

    from any2any.fill.multi_source.job import run_multi_source

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with ProgressBar() as bar:
        result = run_multi_source(request, bar.show, stop.is_set)
    if args.json:
        print_json(asdict(result))
    else:
        _tell(result)
    return 0


def _requested(args: argparse.Namespace) -> MultiSourceRequest:
    _refuse_options(args)
    return MultiSourceRequest(
        sources=_sources(args.source, args.input),
        output=Path(args.output),
        target=args.target,
        reference=args.reference,
        model=args.model,
        preset=args.preset,
        steps=args.steps,
        seed=args.seed,
        device=args.device,
        precision=args.precision,
        overwrite=args.overwrite,
    )


def _refuse_options(args: argparse.Namespace) -> None:
    given = [name for name, default in SINGLE_ONLY.items() if getattr(args, name) != default]
    if given:
        option = given[0].replace("_", "-")
        raise UsageError(
            f"--{option} is for a translation of one input: leave it out with several sources or a reference"
        )


def _sources(texts: Sequence[str], path: str) -> tuple[NamedRaster, ...]:
    """Read ``sar=s1.tif`` of each source; for a source without a file, the file is INPUT."""
    named = tuple(parse_named_raster(text) for text in texts if "=" in text)
    if not named and len(texts) == 1:
        return (NamedRaster(texts[0], path),)
    if len(named) < len(texts):
        alone = next(text for text in texts if "=" not in text)
        raise UsageError(f"--source {alone} has no file: write it like the other sources, such as sar=s1.tif")
    return named


def _tell(result: MultiSourceResult) -> None:
    changed = ""
    if result.changed_percent is not None:
        changed = f"; {result.changed_percent:.1f} % changed since the reference"
    sys.stdout.write(
        f"{result.output}: {result.width} x {result.height}, {', '.join(result.bands)}; synthetic, "
        f"{' and '.join(result.sources)} to {result.target}{changed}, {result.seconds:.1f} s\n"
    )
    for shift in result.shifts:
        sys.stdout.write(
            f"{shift.name} is shifted against the first source by {shift.rows_px:+.2f} rows, "
            f"{shift.columns_px:+.2f} columns\n"
        )
