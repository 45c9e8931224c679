"""Find and download LPIPS's weight files; only the user's command downloads them. Imports no torch."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from any2any.errors import UsageError
from any2any.files import write_text
from any2any.hub.addresses import require_safe
from any2any.hub.connection import Connection
from any2any.hub.download import Expected, OnBytes, fetch
from any2any.hub.installed import models_folder
from any2any.spec.model_folder import sha256_of

LPIPS_VARIABLE = "ANY2ANY_LPIPS"
"""Environment variable: the folder of the two files."""

RECORD_NAME = "lpips.json"
"""Written beside the files: the origin and verified sha256 of each."""


@dataclass(frozen=True)
class Published:
    """A weight file, as published by its authors."""

    name: str
    url: str
    sha256: str


# The first file's name carries the first eight digits of its sha256. Several independent projects record both
# digests; the second address is pinned to one commit.
VGG = Published(
    "vgg16-397923af.pth",
    "https://download.pytorch.org/models/vgg16-397923af.pth",
    "397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0",
)
HEADS = Published(
    "vgg.pth",
    "https://raw.githubusercontent.com/richzhang/PerceptualSimilarity/"
    "082bb24f84c091ea94de2867d34c4544f68e0963/lpips/weights/v0.1/vgg.pth",
    "a78928a0af1e5f0fcb1f3b9e8f8c3a2a5a3de244d830ad5c1feddc79b8432868",
)
FILES = (VGG, HEADS)


@dataclass(frozen=True)
class LpipsFiles:
    """Both files, verified."""

    vgg: Path
    heads: Path
    sha256: Mapping[str, str]
    """By file name."""


def lpips_folder(folder: Path | None = None) -> Path:
    """Return ``folder``, else that of ``ANY2ANY_LPIPS``, else one beside the pulled models."""
    if folder is not None:
        return folder
    named = os.environ.get(LPIPS_VARIABLE)
    return Path(named) if named else models_folder().parent / "lpips"


def find_lpips(folder: Path | None = None) -> LpipsFiles:
    """Return the files of ``lpips_folder(folder)`` after verifying their sha256, without any network.

    The expected digest is that of the verified download, else the published one. UsageError for a missing or wrong
    file, with the remedy.
    """
    where = lpips_folder(folder)
    missing = [file.name for file in FILES if not (where / file.name).is_file()]
    if missing:
        raise UsageError(
            f"the perceptual term 'lpips' needs {' and '.join(missing)} in {where}: run `any2any train lpips` once "
            f"(about 530 MB), set {LPIPS_VARIABLE} to the folder that has them, or set the recipe's "
            "perceptual term to 'gradient', or to 'none' with weight 0"
        )
    record = _read_record(where)
    expected = {file.name: record.get(file.name, {}).get("sha256", file.sha256) for file in FILES}
    for name, digest in expected.items():
        found = sha256_of(where / name)
        if found != digest:
            raise UsageError(
                f"{where / name} has sha256 {found}, not {digest}: delete it and run `any2any train lpips`"
            )
    return LpipsFiles(where / VGG.name, where / HEADS.name, expected)


def download_lpips(
    folder: Path | None = None,
    mirror: str | None = None,
    sha256: Mapping[str, str] | None = None,
    on_bytes: OnBytes | None = None,
) -> LpipsFiles:
    """Download missing files into ``lpips_folder(folder)`` and verify them; interrupted downloads resume.

    ``mirror`` is the address of a folder with both files; ``sha256`` gives other expected digests, by file name.
    UsageError for an unknown file name, a malformed digest or an unencrypted address; Any2AnyError if a download fails
    or a digest differs.
    """
    where = lpips_folder(folder)
    digests = {file.name: file.sha256 for file in FILES} | _checked(sha256 or {})
    addresses = {file.name: f"{mirror.rstrip('/')}/{file.name}" if mirror else file.url for file in FILES}
    for address in addresses.values():
        require_safe(address)
    record = _read_record(where)
    connection = Connection()
    for name, address in addresses.items():
        path = where / name
        if path.is_file() and sha256_of(path) == digests[name]:
            continue
        _make_folder(where)
        path.unlink(missing_ok=True)  # another file: resuming at its end would fetch nothing
        fetch(connection, address, path, Expected(sha256=digests[name]), on_bytes)
        record[name] = {"sha256": digests[name], "url": address}
        _write_record(where, record)
    return find_lpips(where)


def _make_folder(where: Path) -> None:
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"the folder {where} cannot be made ({error.strerror}): choose another one with --folder"
        ) from error


def _checked(sha256: Mapping[str, str]) -> dict[str, str]:
    known = [file.name for file in FILES]
    for name, digest in sha256.items():
        if name not in known:
            raise UsageError(f"{name!r} is not a file of LPIPS: the digest must be of {' or '.join(known)}")
        if len(digest) != 64 or set(digest.lower()) - set("0123456789abcdef"):
            raise UsageError(f"{digest!r} is not a sha256 of {name}: give 64 hexadecimal digits")
    return {name: digest.lower() for name, digest in sha256.items()}


def _read_record(where: Path) -> dict[str, dict[str, str]]:
    path = where / RECORD_NAME
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{path} is not JSON ({error}): delete it and run `any2any train lpips`") from error
    return {name: dict(entry) for name, entry in record.items()}


def _write_record(where: Path, record: Mapping[str, Mapping[str, str]]) -> None:
    write_text(where / RECORD_NAME, json.dumps(record, indent=2) + "\n")
