"""Checks of where a result goes, before anything is computed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from any2any.errors import UsageError
from any2any.translate.request import TranslateRequest

SUFFIXES = (".tif", ".tiff")


def check_output(request: TranslateRequest, input_files: Iterable[str]) -> None:
    """Raise UsageError unless the output can be written without harm to the input or an existing file."""
    output = request.output
    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(f"the output {output} must be a GeoTIFF: give it a name that ends with .tif")
    if output.is_dir():
        raise UsageError(f"the output {output} is a folder: give the name of a file in it")
    if any(_is_same_file(output, path) for path in (request.input, *input_files)):
        raise UsageError(f"the output {output} is the input: choose another name")
    if output.exists() and not request.overwrite:
        raise UsageError(f"the output {output} exists: choose another name, or overwrite it explicitly")
    folder = output.absolute().parent
    if not folder.is_dir():
        raise UsageError(f"the output folder {folder} does not exist: create it or choose another")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(
            f"the output folder {folder} is not writable: choose another or change its permissions"
        )


def _is_same_file(output: Path, path: str) -> bool:
    try:
        return output.samefile(path)
    except OSError:  # one of them does not exist, or is no local file
        return False
