"""Checkpoints: written atomically, read without unpickling objects."""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from any2any.errors import Any2AnyError, UsageError
from any2any.files import whole_file

FORMAT_VERSION = 1


def write_checkpoint(path: Path, state: Mapping[str, Any]) -> None:
    """Write ``state`` (tensors, numbers, text and containers of them), replacing the previous checkpoint.

    Any2AnyError if that fails; the previous checkpoint then stays intact.
    """
    try:
        with whole_file(path) as unfinished, unfinished.open("wb") as stream:
            torch.save({"format_version": FORMAT_VERSION, **state}, stream)
    except (OSError, RuntimeError) as error:  # torch turns a failed write into a RuntimeError
        kept = f"the previous one in {path} is intact" if path.is_file() else "there was none before"
        raise Any2AnyError(
            f"the checkpoint of step {state['step']} cannot be written to {path.parent}: {_reason(error)}; {kept}: "
            f"make room and run the same command again to continue from it"
        ) from error


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read what ``write_checkpoint`` wrote, tensors on the CPU and mapped from the file.

    UsageError for one of another version, Any2AnyError for a damaged one.
    """
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    except (OSError, RuntimeError, ValueError, EOFError, pickle.UnpicklingError) as error:
        raise Any2AnyError(
            f"checkpoint {path} is damaged ({_reason(error)}): restore it from a backup, or remove it to start over"
        ) from error
    version = state.get("format_version") if isinstance(state, dict) else None
    if version != FORMAT_VERSION:
        raise UsageError(
            f"checkpoint {path} is of format {version}, this version reads {FORMAT_VERSION}: "
            f"choose another run folder, or remove it to start over"
        )
    return state


def check_names(path: Path, stored: Mapping[str, Tensor], module: Mapping[str, Tensor]) -> None:
    """Raise UsageError if a checkpoint does not fit the module to train."""
    differing = sorted(
        (stored.keys() ^ module.keys())
        | {k for k in stored.keys() & module.keys() if stored[k].shape != module[k].shape}
    )
    if differing:
        raise UsageError(
            f"checkpoint {path} is of another model: {differing[0]} differs; "
            f"choose another run folder, or go back to the recipe it was made with"
        )


def _reason(error: Exception) -> str:
    """Return the operating system's message, which torch wraps in a longer text."""
    number = re.search(r"\[Errno (\d+)\]", str(error))
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return os.strerror(int(number[1])) if number else (str(error).splitlines() or [type(error).__name__])[0]
