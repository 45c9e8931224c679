"""``any2any models``: what models there are."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from any2any.commands.common import add_json_option, print_json
from any2any.hub import FoundModel, find_models

if TYPE_CHECKING:
    from any2any.commands.common import Subparsers


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("models", help="list models")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser(
        "list", help="list the bundled model and those in the folders of ANY2ANY_MODELS"
    )
    add_json_option(listing)
    listing.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List all models; a damaged one is listed with what is wrong."""
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
        "modalities": [modality.name for modality in manifest.modalities],
        "seen_directions": [str(direction) for direction in manifest.seen_directions],
    }


def _as_text(model: FoundModel) -> str:
    manifest = model.manifest
    if manifest is None:
        return f"{model.folder}: {model.error}\n"
    names = ", ".join(modality.title for modality in manifest.modalities)
    megabytes = sum(file.bytes for file in manifest.files.values()) / 1e6
    return (
        f"{manifest.name} {manifest.version}  ({megabytes:.1f} MB, {manifest.licence})\n"
        f"  {model.folder}\n"
        f"  {names}; {len(manifest.seen_directions)} trained directions\n"
    )
