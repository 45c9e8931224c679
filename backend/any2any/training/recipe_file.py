"""Read and write recipes, and other configurations, as YAML; unknown keys are errors."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from any2any.documents import DocumentError, Moved, read_document
from any2any.errors import UsageError
from any2any.files import write_text
from any2any.training.config import Recipe, VaeTrainingConfig

T = TypeVar("T")


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; UsageError locates an unknown, missing, mistyped or invalid key."""
    return read_config(Recipe, path)


def read_config(kind: type[T], path: Path) -> T:
    """Read a YAML file into a dataclass made of dataclasses, mappings, lists and scalars.

    UsageError locates an unknown, missing, mistyped or invalid key.
    """
    import yaml  # only training needs it, and it is an extra

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; give the path of a YAML file") from error
    except (
        yaml.YAMLError,
        ValueError,
        OverflowError,
        RecursionError,
    ) as error:  # invalid dates and numbers
        raise UsageError(f"{path} is not valid YAML: {error!s:.1000}") from error
    try:
        return read_document(kind, document, str(path), moved=_MOVED)
    except DocumentError as error:
        raise UsageError(f"{error!s:.1000}") from error


def write_recipe(path: Path, recipe: Recipe) -> None:
    """Write every key of a recipe, defaults included, so that ``read_recipe`` returns an equal one."""
    import yaml  # only training needs it, and it is an extra

    write_text(path, yaml.safe_dump(asdict(recipe), sort_keys=False, allow_unicode=True, width=110))


_MOVED: Moved = {
    (Recipe, "preset"): "size, such as 'size: tiny'",
    (VaeTrainingConfig, "gain"): "augment.gain, a factor of reflectance",
    (VaeTrainingConfig, "shift"): "augment.offset in reflectance and augment.level_db in dB",
}
"""Former keys of recipes, and their replacements."""
