"""What training needs beyond translating; looked for without importing it."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from any2any.errors import UsageError

NEEDED = {"torch": "torch", "safetensors": "safetensors", "accelerate": "accelerate", "yaml": "pyyaml"}
"""Import names and the distributions that bring them."""


def check_requirements() -> None:
    """Raise UsageError with the command to run if this Python lacks something."""
    missing = [distribution for module, distribution in NEEDED.items() if find_spec(module) is None]
    if missing:
        raise UsageError(
            f"fine-tuning needs {' and '.join(missing)} in the worker's Python {sys.executable}, unlike "
            f'translating: install with "{sys.executable}" -m pip install {" ".join(missing)} and try again'
        )
