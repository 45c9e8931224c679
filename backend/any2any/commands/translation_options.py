"""Options shared by commands: how to translate, and ``--json``."""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from any2any.errors import UsageError
from any2any.requests.translate import (
    AUTO,
    LEVEL_CHOICES,
    LEVELS,
    PRECISIONS,
    RUNTIMES,
    STEPS,
    TranslateRequest,
    parse_band_numbers,
)

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_translation_options(parser: argparse.ArgumentParser) -> None:
    """Declare everything that ``requested`` reads, except ``--source`` and ``--target``."""
    parser.add_argument("--model", type=Path, metavar="DIR", help="model folder (default: the bundled model)")
    steps = parser.add_mutually_exclusive_group()
    steps.add_argument(
        "--preset", choices=tuple(STEPS), default="fast", help="speed against texture (%(default)s)"
    )
    steps.add_argument(
        "--steps", type=_positive, metavar="N", help="number of sampling steps, instead of a preset"
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="random seed; the same seed gives the same result (%(default)s)"
    )
    parser.add_argument(
        "--samples",
        type=_positive,
        default=1,
        metavar="K",
        help="translate with K seeds, from --seed up, and write the mean (%(default)s)",
    )
    parser.add_argument(
        "--bands",
        type=_bands,
        metavar="N[,N...]",
        help="bands to read, in the modality's order, counted from 1",
    )
    parser.add_argument("--radiometry", default=AUTO, help="how a file stores its values (%(default)s)")
    parser.add_argument(
        "--level",
        choices=LEVEL_CHOICES,
        default="auto",
        help="level of the input's reflectance: surface, or top of the atmosphere (%(default)s)",
    )
    parser.add_argument(
        "--output-level",
        choices=LEVELS,
        default="surface",
        help="level of the output's reflectance (%(default)s)",
    )
    parser.add_argument(
        "--via",
        default=AUTO,
        metavar="MODALITY",
        help="translate through this modality, or 'direct' (default: the route that the model recommends)",
    )
    parser.add_argument(
        "--precision",
        choices=PRECISIONS,
        default=AUTO,
        help="bfloat16 is faster where supported, and slightly less exact; auto uses it where the model was "
        "measured with it and lost next to nothing (%(default)s)",
    )
    parser.add_argument(
        "--compile",
        action="store_true",
        help="compile the DiT first, for long jobs; needs a C++ compiler, or Triton on a GPU",
    )
    parser.add_argument(
        "--runtime",
        choices=RUNTIMES,
        default=AUTO,
        help="runtime of the networks; auto: PyTorch on a CUDA device, else ONNX Runtime (%(default)s)",
    )
    parser.add_argument("--gpu-memory", type=float, metavar="GB", help="largest memory to use on a CUDA GPU")


def requested(args: argparse.Namespace) -> TranslateRequest:
    """Return the request of the options, without input and output yet."""
    return TranslateRequest(
        input="",
        output=Path(),
        source=args.source,
        target=args.target,
        model=args.model,
        preset=args.preset,
        steps=args.steps,
        seed=args.seed,
        samples=args.samples,
        bands=args.bands,
        radiometry=args.radiometry,
        level=args.level,
        output_level=args.output_level,
        via=args.via,
        overwrite=args.overwrite,
        precision=args.precision,
        compiled=args.compile,
        runtime=args.runtime,
        gpu_memory_gb=args.gpu_memory,
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def _bands(text: str) -> tuple[int, ...]:
    try:
        return parse_band_numbers(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def print_json(value: Any) -> None:
    """Write one JSON document to stdout; infinity and NaN, which JSON lacks, become null."""
    json.dump(_finite(value), sys.stdout, indent=2, ensure_ascii=False, allow_nan=False, default=str)
    sys.stdout.write("\n")


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help="print the result as one JSON document on stdout")
