"""Where pulled models are kept: the user's data folder, as each platform has it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def models_folder() -> Path:
    """Return the folder of pulled models; it need not exist.

    ``$XDG_DATA_HOME/any2any/models`` (``~/.local/share`` by default), ``%LOCALAPPDATA%\\any2any\\models``, or
    ``~/Library/Application Support/any2any/models``. XDG_DATA_HOME counts on every platform where it is set.
    """
    named = os.environ.get("XDG_DATA_HOME", "")
    if named and Path(named).is_absolute():  # the specification has relative ones ignored
        base = Path(named)
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path.home() / ".local" / "share"
    return base / "any2any" / "models"
