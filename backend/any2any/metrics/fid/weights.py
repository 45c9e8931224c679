"""Find the weights of LPIPS and FID. Imports no torch."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from any2any.errors import UsageError
from any2any.hub.installed import models_folder
from any2any.metrics.lpips.weights import (
    FILES,
    LPIPS_VARIABLE,
    LpipsFiles,
    find_lpips,
    lpips_folder,
)
from any2any.spec.manifest import sha256_of

FID_VARIABLE = "ANY2ANY_FID"
"""Environment variable: the file of weights for FID, or the folder that has it."""

FID_NAMES = ("pt_inception-2015-12-05-6726825d.pth", "pt_inception-2015-12-05-6726825d.safetensors")
"""The network of the original FID, as pytorch-fid publishes it. The name carries the first eight digits of the
sha256; a copy as safetensors has the same tensors under the same names."""


@dataclass(frozen=True)
class FidFile:
    """The file, with its digest, which the report names."""

    path: Path
    sha256: str


def lpips_if_there() -> LpipsFiles | None:
    """Return LPIPS's files, or None if they were never downloaded; UsageError if they are damaged."""
    where = lpips_folder()
    return find_lpips() if all((where / file.name).is_file() for file in FILES) else None


def fid_if_there(path: Path | None = None) -> FidFile | None:
    """Return the weights for FID: ``path``, that of ``ANY2ANY_FID``, or beside the pulled models.

    None if no file is named or found. UsageError for a named file that does not exist, or a published file with
    another digest.
    """
    named = path or (Path(os.environ[FID_VARIABLE]) if os.environ.get(FID_VARIABLE) else None)
    folder = models_folder().parent / "fid" if named is None else named
    places = [folder] if folder.is_file() else [folder / name for name in FID_NAMES]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        if named is not None:
            raise UsageError(f"no weights for FID at {named}: give {FID_NAMES[0]}, or a folder with it")
        return None
    digest = sha256_of(found)
    if found.name == FID_NAMES[0] and not digest.startswith(found.stem.rpartition("-")[2]):
        raise UsageError(f"{found} has sha256 {digest}, which does not match its name: download it again")
    return FidFile(found, digest)


def lpips_hint() -> str:
    """Return how to get LPIPS."""
    return f"run `any2any train lpips` once, or set {LPIPS_VARIABLE}"


def fid_hint() -> str:
    """Return how to get FID."""
    return f"put {FID_NAMES[0]} (pytorch-fid's weights) somewhere and name it with --fid-weights or {FID_VARIABLE}"
