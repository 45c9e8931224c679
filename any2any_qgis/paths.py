"""Paths of the plugin's own files: inside the packaged plugin, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

PLUGIN = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    inside = PLUGIN / name
    return inside if inside.exists() else PLUGIN.parent / name


METADATA = _shipped("metadata.txt")
RESOURCES = _shipped("resources")
LOCKS = _shipped("locks")
BACKEND = _shipped("backend")
"""What the worker gets as its PYTHONPATH: the backend's source of the same version."""

TEXTS = PLUGIN / "i18n"
"""Compiled translations; a checkout has none, they are made when the plugin is built."""

ICON = RESOURCES / "icons" / "any2any.svg"
SAMPLE = RESOURCES / "sample"
BUNDLED_MODEL = RESOURCES / "models" / "any2any-tiny"


def checkout() -> Path | None:
    """Return the checkout that contains or built the plugin, None for an installed plugin."""
    for folder in PLUGIN.parents:
        if (folder / "pyproject.toml").is_file() and (folder / "backend" / "any2any").is_dir():
            return folder
    return None
