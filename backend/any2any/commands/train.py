"""``any2any train``: the context encoder, both stages of a recipe, their cost, and the perceptual term's weights.

Several processes train together under ``PYTHONSAFEPATH=1 accelerate launch -m any2any.cli train ...`` with the same
arguments; the variable keeps modules that lie in the working directory out of them.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from any2any.commands.lpips import add_lpips_parser
from any2any.commands.train_pack import add_pack_parsers
from any2any.commands.translation_options import add_json_option, print_json

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers
    from any2any.training.cost import Cost

SUSTAINED_TFLOPS = 200.0
"""Default of ``--sustained``: about a fifth of an H100's dense bfloat16 peak."""


def add_parser(commands: Subparsers) -> None:
    """Declare the commands."""
    parser = commands.add_parser("train", help="train a model from a recipe")
    stages = parser.add_subparsers(dest="stage", required=True, metavar="STAGE")
    vae = stages.add_parser("vae", help="stage I: train the VAEs, one after another, or only one")
    vae.add_argument("--modality", help="train only this one")
    vae.set_defaults(run=run_vae)
    translator = stages.add_parser(
        "translator", help="stage II: train the DiT and the adapters on trained VAEs"
    )
    translator.set_defaults(run=run_translator)
    for stage in (vae, translator):
        _add_recipe_option(stage)
        stage.add_argument(
            "--index",
            type=Path,
            required=True,
            metavar="GPKG",
            help="training tiles, from `any2any data index`",
        )
        stage.add_argument(
            "--run",
            dest="run_folder",
            type=Path,
            required=True,
            metavar="DIR",
            help="folder for checkpoints and weights; an unfinished run resumes",
        )
        stage.add_argument("--device", default="auto", help="auto, cpu, cuda or mps (%(default)s)")
    _add_context_parser(stages)
    cost = stages.add_parser("cost", help="estimate the operations and hours of a recipe's stages")
    _add_recipe_option(cost)
    cost.add_argument(
        "--sustained",
        type=float,
        default=SUSTAINED_TFLOPS,
        metavar="TFLOPS",
        help="sustained rate of the machine in TFLOP/s (%(default)s)",
    )
    add_json_option(cost)
    cost.set_defaults(run=run_cost)
    add_pack_parsers(stages)
    add_lpips_parser(stages)


def _add_context_parser(stages: Subparsers) -> None:
    context = stages.add_parser("context", help="stage 0: distil a context encoder for recipes")
    context.add_argument("--index", type=Path, required=True, metavar="GPKG", help="training tiles")
    context.add_argument(
        "--teacher", type=Path, required=True, metavar="FILE", help="safetensors of Galileo-nano's encoder"
    )
    context.add_argument("--out", type=Path, required=True, metavar="FILE", help="file for the encoder")
    context.add_argument("--crops", type=int, default=2400, help="crops of each modality (%(default)s)")
    context.add_argument("--steps", type=int, default=4000, help="training steps (%(default)s)")
    add_json_option(context)
    context.set_defaults(run=run_context)
    fine = stages.add_parser("fine", help="stage 0: add context at every pixel of a source to an encoder")
    _add_recipe_option(fine)
    fine.add_argument("--index", type=Path, required=True, metavar="GPKG", help="training tiles")
    fine.add_argument("--context", type=Path, required=True, metavar="FILE", help="a finished encoder")
    fine.add_argument("--source", default="sar", metavar="MODALITY", help="(%(default)s)")
    fine.add_argument("--out", type=Path, required=True, metavar="FILE", help="file for the extended encoder")
    fine.add_argument("--steps", type=int, default=3000, help="training steps (%(default)s)")
    add_json_option(fine)
    fine.set_defaults(run=run_fine)


def _add_recipe_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--recipe", type=Path, required=True, metavar="YAML")


def run_vae(args: argparse.Namespace) -> int:
    """Train the VAEs."""
    from any2any.data.index.reader import TileIndex
    from any2any.training.recipe_file import read_recipe
    from any2any.training.vae.train import train_vae

    logging.getLogger("any2any").setLevel(logging.INFO)
    recipe, index = read_recipe(args.recipe), TileIndex(args.index)
    for modality in [args.modality] if args.modality else recipe.vae:
        train_vae(recipe, modality, index, args.run_folder, args.device)
    return 0


def run_translator(args: argparse.Namespace) -> int:
    """Train the translator and write the model folder."""
    from any2any.data.index.reader import TileIndex
    from any2any.training.recipe_file import read_recipe
    from any2any.training.translator.train import train_translator

    logging.getLogger("any2any").setLevel(logging.INFO)
    recipe, index = read_recipe(args.recipe), TileIndex(args.index)
    manifest = train_translator(recipe, index, args.run_folder, args.device)
    if int(os.environ.get("RANK", "0")) == 0:
        sys.stdout.write(f"{args.run_folder / 'model'}: {manifest.name}, sha256 {manifest.digest}\n")
    return 0


def run_context(args: argparse.Namespace) -> int:
    """Distil a context encoder and print the share of the teacher's tokens that it explains."""
    from any2any.data.index.reader import TileIndex
    from any2any.training.context.train import ContextTraining, train_context

    logging.getLogger("any2any").setLevel(logging.INFO)
    settings = ContextTraining(crops=args.crops, steps=args.steps)
    result = train_context(TileIndex(args.index), args.teacher, args.out, settings)
    if args.json:
        print_json({"out": str(args.out), "explained": result})
    else:
        shares = ", ".join(f"{name} {share:.0%}" for name, share in result.items())
        sys.stdout.write(f"{args.out}: explained share of the teacher's tokens: {shares}\n")
    return 0


def run_fine(args: argparse.Namespace) -> int:
    """Train context at every pixel and print how its structure correlates with the truth."""
    from any2any.data.index.reader import TileIndex
    from any2any.training.context.fine import FineTraining, train_fine
    from any2any.training.context.train import read_encoder, write_encoder
    from any2any.training.recipe_file import read_recipe

    logging.getLogger("any2any").setLevel(logging.INFO)
    recipe, index = read_recipe(args.recipe), TileIndex(args.index)
    encoder = read_encoder(args.context, index.modalities)
    settings = FineTraining(steps=args.steps, seed=recipe.seed)
    encoder, result = train_fine(index, encoder, args.source, recipe.data, settings)
    write_encoder(args.out, encoder)
    if args.json:
        print_json({"out": str(args.out), "correlation": result})
    else:
        figures = ", ".join(f"{name} {value:.2f}" for name, value in result.items()) or "no validation tiles"
        sys.stdout.write(f"{args.out}: correlation of structure finer than 150 m: {figures}\n")
    return 0


def run_cost(args: argparse.Namespace) -> int:
    """Print the cost of every stage."""
    from any2any.errors import UsageError
    from any2any.training.cost import recipe_costs
    from any2any.training.recipe_file import read_recipe

    if args.sustained <= 0.0:
        raise UsageError(f"--sustained is {args.sustained}: give the machine's rate in TFLOP/s, like 200")
    costs = recipe_costs(read_recipe(args.recipe))
    if args.json:
        rows = {
            stage: {
                "forward_gflop": cost.forward_flop / 1e9,
                "steps": cost.steps,
                "batch": cost.batch,
                "training_flop": cost.training_flop,
                "hours": cost.hours(args.sustained * 1e12),
            }
            for stage, cost in costs.items()
        }
        print_json({"sustained_tflops": args.sustained, "stages": rows})
    else:
        _print_costs(costs, args.sustained)
    return 0


def _print_costs(costs: dict[str, Cost], sustained_tflops: float) -> None:
    sys.stdout.write(
        f"{'stage':<14} {'forward GFLOP':>13} {'steps':>9} {'batch':>6} {'training PFLOP':>14} {'hours':>9}\n"
    )
    hours = {stage: cost.hours(sustained_tflops * 1e12) for stage, cost in costs.items()}
    for stage, cost in costs.items():
        sys.stdout.write(
            f"{stage:<14} {cost.forward_flop / 1e9:>13.2f} {cost.steps:>9} {cost.batch:>6} "
            f"{cost.training_flop / 1e15:>14.4g} {hours[stage]:>9.3g}\n"
        )
    sys.stdout.write(f"total {sum(hours.values()):.3g} hours at {sustained_tflops:g} TFLOP/s\n")
