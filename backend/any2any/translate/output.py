"""Check the output paths before anything is computed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from rasterio.errors import RasterioIOError

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.files import is_remote, whole_file
from any2any.raster.opening import is_text, open_quietly
from any2any.requests.translate import TranslateRequest

SUFFIXES = (".tif", ".tiff")
PLAN_TAG = "ANY2ANY_PLAN_SHA256"
"""Metadata of a result: the digest of the plan that made it."""
VIA_PLAN_TAG = "ANY2ANY_VIA_PLAN_SHA256"
"""Metadata of a routed result: the digest of the plan that made the intermediate image."""
SAMPLES_TAG = "ANY2ANY_SAMPLES"
"""Metadata of a mean of several samples: their number."""


def check_output(request: TranslateRequest, input_files: Iterable[str]) -> None:
    """Raise UsageError unless the output can be written without harm to the input or an existing file."""
    _check_file(request.output, request, input_files)
    _check_free(request.output, request)


def check_uncertainty(request: TranslateRequest, input_files: Iterable[str], digest: str) -> None:
    """Check the second output, if there is one, as ``check_output`` does the first.

    A file made by the plan of this digest is allowed: the job was killed between moving its two outputs, and
    resumes.
    """
    path = request.uncertainty
    if path is None:
        return
    _check_file(path, request, input_files)
    if path.absolute() == request.output.absolute() or _is_same_file(path, str(request.output)):
        raise UsageError(
            Message(
                "two-names",
                "the output and the uncertainty are both {path}: choose two names",
                path=path,
            )
        )
    if read_tags(path).get(PLAN_TAG) != digest:
        _check_free(path, request)


def read_tags(path: Path) -> dict[str, str]:
    """Return a raster's own metadata; empty if the raster does not exist."""
    try:
        with open_quietly(path) as dataset:
            tags: dict[str, str] = dataset.tags()
    except RasterioIOError:
        return {}
    return tags


def move_into_place(made: Path, output: Path) -> None:
    """Move a finished file into place atomically; Any2AnyError if the old file is held open."""
    try:
        try:
            made.replace(output)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            # The second output may be on another file system: copy there, then rename.
            with whole_file(output, shared=True) as beside:
                shutil.copyfile(made, beside)
    except OSError as error:
        said = Message(
            "output-not-replaced",
            "{path} cannot be replaced ({reason}): close it in other programs and run the same command again, all "
            "work is kept",
            path=output,
            reason=error.strerror,
        )
        raise Any2AnyError(said) from error


def _check_file(output: Path, request: TranslateRequest, input_files: Iterable[str]) -> None:
    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(
            Message(
                "output-not-tif",
                "the output {path} must be a GeoTIFF: give it a name that ends with .tif",
                path=output,
            )
        )
    if is_remote(output):
        raise UsageError(
            Message(
                "output-not-local",
                "the output {path} is not a local file: write to a local file, then copy it there",
                path=output,
            )
        )
    _check_name(output)
    if output.is_dir():
        raise UsageError(
            Message(
                "output-is-folder",
                "the output {path} is a folder: give the name of a file in it",
                path=output,
            )
        )
    if any(_is_same_file(output, path) for path in (request.input, *input_files)):
        raise UsageError(
            Message("output-is-input", "the output {path} is the input: choose another name", path=output)
        )
    folder = output.absolute().parent
    if not folder.is_dir():
        raise UsageError(
            Message(
                "output-folder-missing",
                "the output folder {folder} does not exist: create it or choose another",
                folder=folder,
            )
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(
            Message(
                "output-folder-read-only",
                "the output folder {folder} is not writable: choose another or change its permissions",
                folder=folder,
            )
        )


LONGEST_NAME_BYTES = 255 - len(".via-????????????.tif.part")
"""File systems take names of 255 bytes, and the files of an unfinished job have longer names than its output."""


def _check_name(output: Path) -> None:
    """Refuse what would fail only after everything was computed."""
    if not is_text(str(output.absolute())):
        raise UsageError(
            Message(
                "path-not-text",
                "the output {path!a} holds bytes that are not UTF-8, which GDAL cannot write to: choose "
                "another name or folder",
                path=str(output.absolute()),
            )
        )
    size = len(os.fsencode(output.name))
    if size > LONGEST_NAME_BYTES:
        raise UsageError(
            Message(
                "output-name-long",
                "the output's name has {size} bytes: give one of at most {most}, because the files of the "
                "unfinished job beside it have longer names",
                size=size,
                most=LONGEST_NAME_BYTES,
            )
        )
    part = output.with_name(output.name + ".part")
    if part.is_symlink() or (part.exists() and not part.is_dir()):
        raise UsageError(
            Message(
                "in-the-way",
                "{path} is in the way of the unfinished job's folder: move it or choose another output",
                path=part,
            )
        )


def _check_free(output: Path, request: TranslateRequest) -> None:
    if output.exists() and not request.overwrite:
        raise UsageError(
            Message(
                "output-exists",
                "the output {path} exists: choose another name, or overwrite it explicitly",
                path=output,
            )
        )


def _is_same_file(output: Path, path: str) -> bool:
    try:
        return output.samefile(path)
    except OSError:  # one of them does not exist, or is not a local file
        return False
