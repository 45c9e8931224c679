"""``any2any evaluate``: a model against trivial baselines on held-out tiles of an index."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from any2any.commands.common import add_json_option, print_json
from any2any.errors import UsageError

if TYPE_CHECKING:
    from any2any.commands.common import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "evaluate",
        help="score a model beside trivial baselines on test tiles",
        description="PSNR, SSIM and RMSE per data source and direction, beside the training-mean image and a "
        "per-pixel linear regression that are fitted on the index's training tiles.",
    )
    parser.add_argument("model", metavar="MODEL_DIR", type=Path)
    parser.add_argument("index", metavar="INDEX", type=Path, help="index of tiles: see any2any data index")
    parser.add_argument("--split", choices=("validation", "test"), default="test")
    parser.add_argument(
        "--steps", type=int, nargs="+", default=[1, 4], metavar="N", help="sampling steps to score"
    )
    parser.add_argument(
        "--directions", nargs="+", metavar="A->B", help="score these only, such as 'sar->rgb' (default: all)"
    )
    parser.add_argument(
        "--max-tiles",
        type=int,
        metavar="N",
        help="read at most so many tiles of each source and set of modalities, spread evenly (default: all)",
    )
    parser.add_argument(
        "--record",
        action="store_true",
        help="write the figures into the model's manifest and its card, README.md",
    )
    add_json_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score and print; with ``--record`` also store the figures with the model."""
    import torch

    from any2any.evaluation.report import evaluate
    from any2any.models.translator import Translator
    from any2any.training.data.index.reader import TileIndex
    from any2any.training.data.scenes import load_scenes

    if min(args.steps) < 1 or (args.max_tiles is not None and args.max_tiles < 1):
        raise UsageError("--steps and --max-tiles take whole numbers from 1 up")
    torch.set_num_threads(1)  # windows are scored side by side
    index = TileIndex(args.index)
    translator = Translator.load(args.model)
    directions = _directions(args.directions, translator)
    train, held_out = (load_scenes(index, split, args.max_tiles) for split in ("train", args.split))
    rows = evaluate(translator, train, held_out, args.steps, directions)
    if not rows:
        raise UsageError(
            f"no {args.split} tile of {args.index} is large enough for a window and holds two modalities of the "
            "model: choose another split or index"
        )
    if args.record:
        _record(args.model, args.split, rows)
    if args.json:
        print_json(rows)
    else:
        _print_table(rows)
    return 0


def _directions(texts: list[str] | None, translator: Any) -> list[Any] | None:
    if texts is None:
        return None
    return [translator.manifest.direction(*_pair(text)) for text in texts]


def _pair(text: str) -> tuple[str, str]:
    source, arrow, target = text.partition("->")
    if not arrow:
        raise UsageError(f"{text!r} is no direction: write two modalities like 'sar->rgb'")
    return source, target


def _record(folder: Path, split: str, rows: list[dict[str, Any]]) -> None:
    from dataclasses import replace

    from any2any.evaluation.card import write_card
    from any2any.manifest import read_manifest, write_manifest

    notes = (
        "PSNR in dB, SSIM, and RMSE on a 0-255 scale over each modality's physical range, averaged over windows of "
        "64 x 64 latent cells; 'simulated' scenes are simulated. Baselines: the training-mean image and a per-pixel "
        "linear regression from the source's bands, fitted on training scenes of the same data source; a "
        "row beats them if the better of the scored step counts has a higher PSNR than both. Colour that was "
        "stretched for display is scored on the reflectance scale that the index puts it on."
    )
    manifest = replace(read_manifest(folder), metrics={"split": split, "notes": notes, "rows": rows})
    write_manifest(folder, manifest)
    write_card(folder, manifest)


def _print_table(rows: list[dict[str, Any]]) -> None:
    methods = [key for key in rows[0] if isinstance(rows[0][key], dict)]
    header = f"{'data':<14} {'direction':<10} {'n':>4} " + " ".join(f"{name:>18}" for name in methods)
    sys.stdout.write(f"{header}\n")
    for row in rows:
        cells = " ".join(f"{row[name]['psnr_db']:>9.2f} {row[name]['ssim']:>8.3f}" for name in methods)
        unseen = "" if row["seen"] else "  zero-shot"
        behind = "" if row["beats_both_baselines"] else "  BEHIND A BASELINE"
        sys.stdout.write(
            f"{row['data']:<14} {row['direction']:<10} {row['windows']:>4} {cells}{unseen}{behind}\n"
        )
