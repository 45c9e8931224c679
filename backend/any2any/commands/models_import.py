"""``any2any models import``: use another project's VAE checkpoint as a stage I result or in a model."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers
    from any2any.models.convert.importing import ImportedVae


def add_parser(actions: Subparsers) -> None:
    """Declare the action."""
    parser = actions.add_parser("import", help="import a VAE checkpoint that uses diffusers' or LDM's names")
    parser.add_argument(
        "checkpoint",
        type=Path,
        help="diffusers folder, .safetensors, or .ckpt, .pt, .pth or .bin without pickled code",
    )
    parser.add_argument(
        "out",
        type=Path,
        metavar="MODEL_OUT",
        help="run folder for `any2any train translator`; with --into the new model folder",
    )
    parser.add_argument("--modality", required=True, help="modality of the VAE, like rgb")
    parser.add_argument(
        "--into", type=Path, metavar="MODEL", help="copy this model and replace its VAE of the modality"
    )
    parser.add_argument(
        "--latent-scale",
        type=float,
        metavar="S",
        help="factor that gives the latents unit variance, LDM's scale_factor (default: from the checkpoint)",
    )
    parser.add_argument(
        "--norm-groups",
        type=int,
        metavar="N",
        help="groups of the VAE's GroupNorm (default: from the checkpoint, else 32)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import a checkpoint and print its parameters."""
    from any2any.errors import UsageError
    from any2any.models.convert.importing import import_vae

    if not args.modality.isidentifier() or args.modality != args.modality.lower():
        raise UsageError(f"modality {args.modality!r} must be a lower-case identifier, like rgb")
    if args.norm_groups is not None and args.norm_groups < 1:
        raise UsageError(f"--norm-groups {args.norm_groups} must be a whole number from 1 up")
    vae = import_vae(args.checkpoint, args.norm_groups)
    if args.into is not None:
        _replace(args, vae)
    else:
        _write(args, vae)
    config = vae.config
    sys.stdout.write(
        f"  {config.channels} bands at 1/{config.downsampling} into {config.latent_channels} channels, widths "
        f"{', '.join(map(str, config.widths))}, {config.resnets_per_level} blocks a level, norm {config.norm}, "
        f"{'with' if config.mid_attention else 'without'} attention\n"
    )
    return 0


def _replace(args: argparse.Namespace, vae: ImportedVae) -> None:
    from any2any.models.convert.replacing import replace_vae

    manifest = replace_vae(
        args.into, args.out, args.modality, vae, args.latent_scale, origin=args.checkpoint.name
    )
    sys.stdout.write(f"{args.out}: {manifest.name} with another VAE of {args.modality}\n")


def _write(args: argparse.Namespace, vae: ImportedVae) -> None:
    from any2any.errors import UsageError
    from any2any.models.convert.importing import write_vae
    from any2any.spec.manifest import vae_file
    from any2any.spec.modality import LATENT_CHANNELS

    if vae.config.latent_channels != LATENT_CHANNELS:
        raise UsageError(
            f"the checkpoint's 'decoder.conv_in.weight' takes {vae.config.latent_channels} latent channels, but all "
            f"modalities share {LATENT_CHANNELS}: a translator cannot be trained on it"
        )
    path = args.out / vae_file(args.modality)
    if path.exists():
        raise UsageError(f"{path} exists: name another run folder, or remove it")
    entry = vae.entry(args.latent_scale)
    is_measured = args.latent_scale is not None or vae.latent_scale is not None
    write_vae(path, vae, entry, is_measured, origin=args.checkpoint.name)
    scale = (
        f"latent scale {1.0 / entry.latent_std[0]:g}" if is_measured else "latent statistics not measured yet"
    )
    sys.stdout.write(f"{path}: VAE of {args.modality}, {scale}\n")
