"""``any2any evaluate --task weights``: measure the errors that weight several sources."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.translation_options import print_json
from any2any.errors import UsageError

if TYPE_CHECKING:
    from any2any.spec.manifest import DirectionErrors


def run_weights_task(args: argparse.Namespace, folder: Path) -> int:
    """Measure and print; with ``--record`` write the errors into the model's manifest."""
    from any2any.data.index.reader import TileIndex
    from any2any.evaluation.direction_errors import measure_errors
    from any2any.models.translator import Translator
    from any2any.runtime.device import resolve_device
    from any2any.spec.model_folder import write_manifest

    if args.split == "test" and args.record:
        raise UsageError("weights must not come from test tiles: give --split validation")
    translator = Translator.load(folder, resolve_device(args.device))
    errors = measure_errors(
        translator, TileIndex(args.index), args.split, args.max_tiles, args.directions, _tell
    )
    if not errors:
        raise UsageError(f"the {args.split} split of {args.index} has no whole window of these directions")
    if args.record:
        write_manifest(folder, replace(translator.manifest, errors={**translator.manifest.errors, **errors}))
    if args.json:
        print_json({name: asdict(error) for name, error in errors.items()})
    return 0


def _tell(name: str, errors: DirectionErrors) -> None:
    rmse, detail = (" ".join(f"{value:.4g}" for value in part) for part in (errors.rmse, errors.detail_rmse))
    sys.stderr.write(f"{name}: {rmse}; apart from levels {detail}\n")
