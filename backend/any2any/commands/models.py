"""``any2any models``: list models, import VAE checkpoints, push and pull model folders, export graphs."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from any2any.commands import models_domain, models_exchange, models_export, models_import
from any2any.commands.translation_options import add_json_option, print_json
from any2any.hub import FoundModel, find_models
from any2any.spec.model_folder import CONFIG_NAME, sha256_of

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("models", help="list, import, pull, push and export models")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser(
        "list", help="list the bundled model, pulled ones, and those in the folders of ANY2ANY_MODELS"
    )
    add_json_option(listing)
    listing.set_defaults(run=run)
    models_exchange.add_parsers(actions)
    models_import.add_parser(actions)
    models_export.add_parser(actions)
    models_domain.add_parser(actions)


def run(args: argparse.Namespace) -> int:
    """List all models; damaged ones with the reason."""
    found = find_models()
    if args.json:
        print_json([_as_json(model) for model in found])
    else:
        for model in found:
            sys.stdout.write(_as_text(model))
        if not found:
            sys.stderr.write("any2any: no model found: install Any2Any again, or set ANY2ANY_MODELS\n")
    return 0


def _as_json(model: FoundModel) -> dict[str, Any]:
    manifest = model.manifest
    if manifest is None:
        return {"folder": str(model.folder), "error": model.error}
    return {
        "folder": str(model.folder),
        "name": manifest.name,
        "version": manifest.version,
        "licence": manifest.licence,
        "sha256": manifest.digest,
        "config_sha256": sha256_of(model.folder / CONFIG_NAME),
        "source": asdict(model.source) if model.source else None,
        "modalities": [modality.name for modality in manifest.modalities],
        "seen_directions": [str(direction) for direction in manifest.seen_directions],
    }


def _as_text(model: FoundModel) -> str:
    manifest = model.manifest
    if manifest is None:
        return f"{model.folder}: {model.error}\n"
    names = ", ".join(modality.title for modality in manifest.modalities)
    megabytes = sum(file.bytes for file in manifest.files.values()) / 1e6
    origin = f"  pulled from {model.source}\n" if model.source else ""
    return (
        f"{manifest.name} {manifest.version}  ({megabytes:.1f} MB, licence {manifest.licence or 'not stated'})\n"
        f"  {model.folder}\n"
        f"{origin}"
        f"  {names}; {len(manifest.seen_directions)} trained directions\n"
    )
