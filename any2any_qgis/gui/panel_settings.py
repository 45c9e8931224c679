"""What the panel remembers between sessions."""

from __future__ import annotations

from qgis.core import QgsSettings

PREFIX = "any2any/panel/"


def recall(name: str, default: str = "") -> str:
    """Return a remembered choice."""
    return str(QgsSettings().value(PREFIX + name, default) or default)


def note(**choices: str) -> None:
    """Remember choices."""
    for name, value in choices.items():
        QgsSettings().setValue(PREFIX + name, value)
