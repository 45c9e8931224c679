"""Extract a model from an untrusted zip file."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from any2any.errors import Any2AnyError, UsageError
from any2any.hub.staging import CARD_NAME, LARGEST_CARD_BYTES, LARGEST_CONFIG_BYTES, parse_foreign
from any2any.spec.manifest import Manifest, ManifestError
from any2any.spec.model_folder import CONFIG_NAME

MOST_MEMBERS = 1000

LARGEST_RATIO = 50
"""Weights hardly compress, so a member with a higher ratio is a zip bomb."""

_SMALL_BYTES = 1_000_000
"""Size up to which any ratio is harmless."""

_PIECE_BYTES = 1 << 20


def extract_model(archive: Path, folder: Path, config: Path) -> Manifest:
    """Write the model in a zip into ``folder``, its manifest to ``config``; return the manifest.

    The model is at the zip's top level or in its only top folder. Only the manifest, the files it names and the card
    are extracted. UsageError for names that lead outside, links, passwords and bombs; ManifestError for a damaged
    zip or manifest.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _safe_members(opened, archive)
            prefix = _top(members, archive)
            text = _read_small(opened, members[f"{prefix}{CONFIG_NAME}"], LARGEST_CONFIG_BYTES)
            manifest = parse_foreign(
                text.decode("utf-8", errors="replace"), f"{CONFIG_NAME} in {archive.name}"
            )
            _require_room(folder, sum(file.bytes for file in manifest.files.values()))
            for name, file in manifest.files.items():
                member = members.get(prefix + name)
                if member is None:
                    raise UsageError(
                        f"{archive.name} lacks {name}, which its manifest names: ask its publisher"
                    )
                (folder / name).parent.mkdir(exist_ok=True)
                _extract(opened, member, folder / name, file.bytes)
            card = members.get(prefix + CARD_NAME)
            if card is not None:
                (folder / CARD_NAME).write_bytes(_read_small(opened, card, LARGEST_CARD_BYTES))
            config.write_bytes(text)
            return manifest
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ManifestError(f"{archive.name} is not a complete zip file ({error}): fetch it again") from error
    except OSError as error:
        raise Any2AnyError(
            f"{archive.name} cannot be unpacked into {folder} ({error}): make room, or fetch it again"
        ) from error


def _safe_members(opened: zipfile.ZipFile, archive: Path) -> dict[str, zipfile.ZipInfo]:
    """Return the files by name.

    UsageError for the first suspicious entry, ManifestError for a damaged one.
    """
    entries = opened.infolist()
    if len(entries) > MOST_MEMBERS:
        raise UsageError(f"{archive.name} has {len(entries)} entries: the zip of a model has only a few")
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.filename
        if not name:  # damaged: names end at their first zero byte
            raise ManifestError(
                f"{archive.name} is not a complete zip file (an entry has no name): fetch it again"
            )
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise UsageError(f"{archive.name} has an entry {name!r} that leads outside: it is not unpacked")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UsageError(f"{archive.name} has a link {name!r}: it is not unpacked")
        if entry.flag_bits & 0x1:
            raise UsageError(
                f"{archive.name} has a password on {name!r}: unpack it first, then name the folder"
            )
        if name in members:
            raise UsageError(f"{archive.name} has two entries {name!r}: it is not unpacked")
        if not entry.is_dir():
            members[name] = entry
    return members


def _top(members: dict[str, zipfile.ZipInfo], archive: Path) -> str:
    """Return the prefix of ``config.json``: empty, or the only top folder and a slash."""
    if CONFIG_NAME in members:
        return ""
    tops = [
        name.removesuffix(CONFIG_NAME) for name in members if PurePosixPath(name).parts[1:] == (CONFIG_NAME,)
    ]
    if len(tops) != 1:
        raise UsageError(
            f"{archive.name} has no {CONFIG_NAME} at its top or in its only folder: it is not a model"
        )
    return tops[0]


def _read_small(opened: zipfile.ZipFile, member: zipfile.ZipInfo, limit_bytes: int) -> bytes:
    with opened.open(member) as stream:
        data = stream.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise UsageError(f"{member.filename} unpacks to over {limit_bytes} bytes: it is not unpacked")
    return data


def _extract(opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, size: int) -> None:
    """Write one member of a known size; check its header, then count the bytes that it unpacks to."""
    if member.file_size != size:
        raise UsageError(
            f"{member.filename} has {member.file_size} bytes, its manifest says {size}: ask its publisher"
        )
    if size > _SMALL_BYTES and size > LARGEST_RATIO * member.compress_size:
        raise UsageError(
            f"{member.filename} would expand from {member.compress_size} to {size} bytes: it is not unpacked"
        )
    written = 0
    with opened.open(member) as source, path.open("wb") as target:
        while piece := source.read(_PIECE_BYTES):
            written += len(piece)
            if written > size:
                raise UsageError(f"{member.filename} unpacks to over {size} bytes: it is not unpacked")
            target.write(piece)


def _require_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        raise Any2AnyError(
            f"the model needs {size / 1e6:.0f} MB, {folder} has {free / 1e6:.0f} MB free: make room"
        )
