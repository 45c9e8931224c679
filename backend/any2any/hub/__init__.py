"""Find models: the bundled one beside the source, pulled ones, and folders named by the user.

Imports neither torch nor a network client; pulling and pushing have their own modules.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from any2any.errors import Any2AnyError, Message
from any2any.hub.installed import UNFINISHED, Origin, models_folder, read_source
from any2any.spec.manifest import Manifest, ManifestError
from any2any.spec.model_folder import CONFIG_NAME, read_manifest

BUNDLED = "any2any-tiny"

MODELS_VARIABLE = "ANY2ANY_MODELS"
"""Environment variable: folders of model folders, separated like PATH."""


def resources_folder() -> Path:
    """Return the folder of bundled resources: inside the installed package, else beside the source tree.

    In a checkout it is at the top, in the plugin in its own folder: both are two levels above the package.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "resources", package.parents[1] / "resources"):
        if folder.is_dir():
            return folder
    raise Any2AnyError(
        Message(
            "resources-missing",
            "the resources folder is missing beside {path}: install Any2Any again",
            path=package,
        )
    )


def bundled_model() -> Path:
    """Return the folder of the bundled model; Any2AnyError if the installation lacks it."""
    folder = resources_folder() / "models" / BUNDLED
    if not (folder / CONFIG_NAME).is_file():
        raise Any2AnyError(
            Message(
                "resources-missing",
                "the bundled model is missing at {path}: install Any2Any again, or name a model folder",
                path=folder,
            )
        )
    return folder


@dataclass(frozen=True)
class FoundModel:
    """A model folder with its manifest, or the reason why it is damaged."""

    folder: Path
    manifest: Manifest | None
    error: str | None
    source: Origin | None = None
    """Where it was pulled from, if it was pulled."""


def find_models() -> list[FoundModel]:
    """List all models: the bundled ones, the pulled ones, and those in the folders of ``ANY2ANY_MODELS``."""
    folders = {folder.resolve(): folder for parent in _model_parents() for folder in _model_folders(parent)}
    return [_inspect(folder) for folder in folders.values()]


def _model_parents() -> Iterator[Path]:
    yield resources_folder() / "models"
    yield models_folder()
    for name in os.environ.get(MODELS_VARIABLE, "").split(os.pathsep):
        if name:
            yield Path(name)


def _model_folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(
        folder
        for folder in parent.iterdir()
        if not folder.name.endswith(UNFINISHED) and (folder / CONFIG_NAME).is_file()
    )


def _inspect(folder: Path) -> FoundModel:
    try:
        return FoundModel(folder, read_manifest(folder), None, read_source(folder))
    except ManifestError as error:
        return FoundModel(folder, None, str(error), read_source(folder))
