"""``any2any train``: both stages of a recipe."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.device import resolve_device

if TYPE_CHECKING:
    from any2any.commands.common import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the commands of both stages."""
    parser = commands.add_parser("train", help="train a model from a recipe")
    stages = parser.add_subparsers(dest="stage", required=True, metavar="STAGE")
    vae = stages.add_parser("vae", help="stage I: the VAEs, one after another, or the one named")
    vae.add_argument("--modality", help="train this one only")
    vae.set_defaults(run=run_vae)
    translator = stages.add_parser("translator", help="stage II: the DiT and the adapters, on trained VAEs")
    translator.set_defaults(run=run_translator)
    for stage in (vae, translator):
        stage.add_argument("--recipe", type=Path, required=True, metavar="YAML")
        stage.add_argument(
            "--run",
            dest="run_folder",
            type=Path,
            required=True,
            metavar="DIR",
            help="where checkpoints and weights go; an unfinished run resumes",
        )
        stage.add_argument(
            "--imagery", type=Path, metavar="DIR", help="folder of real paired imagery with an index.csv"
        )
        stage.add_argument("--device", default="auto", help="auto, cpu, cuda or mps (%(default)s)")


def run_vae(args: argparse.Namespace) -> int:
    """Train the VAEs."""
    from any2any.training.config import read_recipe
    from any2any.training.data.load import load_scenes
    from any2any.training.vae import train_vae

    logging.getLogger("any2any").setLevel(logging.INFO)
    recipe = read_recipe(args.recipe)
    scenes = load_scenes(recipe.data, "train", args.imagery, args.run_folder / "simulated")
    for modality in [args.modality] if args.modality else recipe.vae:
        train_vae(recipe, modality, scenes, args.run_folder, resolve_device(args.device))
    return 0


def run_translator(args: argparse.Namespace) -> int:
    """Train the translator and write the model folder."""
    from any2any.training.config import read_recipe
    from any2any.training.data.load import load_scenes
    from any2any.training.translator import train_translator

    logging.getLogger("any2any").setLevel(logging.INFO)
    recipe = read_recipe(args.recipe)
    scenes = load_scenes(recipe.data, "train", args.imagery, args.run_folder / "simulated")
    manifest = train_translator(recipe, scenes, args.run_folder, resolve_device(args.device))
    sys.stdout.write(f"{args.run_folder / 'model'}: {manifest.name}, sha256 {manifest.digest}\n")
    return 0
