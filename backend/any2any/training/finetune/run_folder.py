"""The folder beside an output in which a training keeps its checkpoints until the model is finished.

What training needs beyond translating; looked for without importing it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.files import write_text

IDENTITY_NAME = "training.json"
"""File with everything that the weights depend on; only the same training resumes from its checkpoints."""


def check_run_folder(run: Path, identity: Mapping[str, Any]) -> None:
    """UsageError if something else than the same unfinished training is where the checkpoints are to go."""
    if not run.exists() or (run.is_dir() and not any(run.iterdir())):
        return
    try:
        before = json.loads((run / IDENTITY_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{run} holds something else than an unfinished training ({error}): choose another output folder"
        ) from error
    ours = json.loads(json.dumps(identity))  # as it was stored: tuples are lists
    if other := [key for key in ours if not isinstance(before, dict) or ours[key] != before.get(key)]:
        key = other[0]
        theirs = before.get(key) if isinstance(before, dict) else before
        raise UsageError(
            f"{run} holds an unfinished training with another {key.replace('_', ' ')} ({theirs}, not {ours[key]}): "
            "repeat that to continue it, choose another output folder, or delete it"
        )


def claim_run_folder(run: Path, identity: Mapping[str, Any]) -> None:
    """Make the folder and note in it what is being trained there; Any2AnyError if the disk refuses."""
    path = run / IDENTITY_NAME
    try:
        run.mkdir(parents=True, exist_ok=True)
        write_text(path, json.dumps(identity, indent=2))
    except OSError as error:
        raise Any2AnyError(
            f"{run} cannot be written ({error.strerror}): choose an output folder in a writable place"
        ) from error


NEEDED = {"torch": "torch", "safetensors": "safetensors", "accelerate": "accelerate", "yaml": "pyyaml"}
"""Import names and the distributions that bring them."""


def check_requirements() -> None:
    """Raise UsageError with the command to run if this Python lacks something."""
    missing = [distribution for module, distribution in NEEDED.items() if find_spec(module) is None]
    if missing:
        said = Message(
            "training-packages",
            "fine-tuning needs {packages} in the worker's Python {python}, unlike translating: install with "
            '"{python}" -m pip install {arguments} and try again',
            packages=" and ".join(missing),
            python=sys.executable,
            arguments=" ".join(missing),
        )
        raise UsageError(said)
