"""``any2any modality add``: add a modality to a trained model."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("modality", help="add a modality to a trained model")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser(
        "add",
        help="train a new modality's VAE, embeddings and adapter on top of a model",
        description="Train a VAE, two embedding rows and an adapter for a modality of the index that is new to the "
        "model. Existing directions stay the same unless --train-backbone is given.",
    )
    add.add_argument("model", metavar="MODEL", type=Path, help="folder of the model to extend")
    add.add_argument(
        "spec", metavar="SPEC.yaml", type=Path, help="description of the modality and its training"
    )
    add.add_argument(
        "index", metavar="INDEX", type=Path, help="index with tiles of the new and the known modalities"
    )
    add.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder of the extended model")
    add.add_argument(
        "--train-backbone",
        action="store_true",
        help="also train existing weights, at the spec's backbone_rate, while rehearsing known directions; "
        "if one of these loses more than 0.1 dB, no model is written",
    )
    add.add_argument("--device", default="auto", help="auto, cpu, cuda or mps (%(default)s)")
    add.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check, train and write."""
    from any2any.data.index.reader import TileIndex
    from any2any.training.new_modality.plan import make_modality_plan, read_spec

    logging.getLogger("any2any").setLevel(logging.INFO)
    plan = make_modality_plan(
        args.model, read_spec(args.spec), TileIndex(args.index), args.out, train_backbone=args.train_backbone
    )
    from any2any.training.new_modality.add import add_modality  # torch only after the cheap checks

    manifest = add_modality(plan, args.device)
    sys.stdout.write(f"{args.out}: {manifest.name}, sha256 {manifest.digest}\n")
    return 0
