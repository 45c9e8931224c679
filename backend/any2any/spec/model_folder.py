"""The files of a model folder: its manifest, ``config.json``, read, written and verified without torch.

A model folder holds ``config.json``, and the safetensors files and ONNX graphs that it lists with their sha256.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from any2any.documents import read_document
from any2any.errors import Message
from any2any.files import write_text
from any2any.spec.manifest import Manifest, ManifestError
from any2any.spec.modality import LATENT_CHANNELS

FORMAT_VERSION = 2
CONFIG_NAME = "config.json"


def to_json(manifest: Manifest) -> str:
    """Return the text of ``config.json``, one line per key, which keeps the bundled model small."""
    document = {"format_version": FORMAT_VERSION, **asdict(manifest)}
    for name in ("domain", "precision_loss_db"):  # earlier releases refuse fields that they do not know
        if not document[name]:
            del document[name]
    for statistics in document.get("domain", {}).values():
        if statistics["latent"] is None:
            del statistics["latent"]
    lines = (f'"{name}": {json.dumps(part, ensure_ascii=False)}' for name, part in document.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_json(text: str) -> Manifest:
    """Parse the text of ``config.json``; ManifestError if it is invalid."""
    try:
        document = json.loads(text)
        version = document.pop("format_version")
        if version not in (1, FORMAT_VERSION):
            raise ManifestError(
                f"format version {version} is not 1 or {FORMAT_VERSION}, which this release reads: update Any2Any"
            )
        document = _from_format_1(document) if version == 1 else document
        return read_document(Manifest, document, "config.json")
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
        raise ManifestError(f"it is not a model manifest: {type(error).__name__}: {error!s:.500}") from error


def _from_format_1(document: dict[str, Any]) -> dict[str, Any]:
    """Bring a document of format 1 to this one: it kept what belongs to the first guess in two places."""
    dit = dict(document["dit"])
    has_guess = dit.pop("first_guess", False)
    guess = {key: dit.pop(key) for key in ("anchored", "context_channels") if key in dit}
    guess["context"] = document.get("context")
    if type(has_guess) is not bool:
        raise ValueError(f"first_guess {has_guess!r} must be true or false")
    if not has_guess and any(guess.values()):
        raise ValueError("anchored, context_channels and context need a first guess")
    channels = guess.get("context_channels", 0)
    if type(channels) is not int:
        raise ValueError(f"context_channels {channels!r} must be a whole number")
    dit["source_channels"] = LATENT_CHANNELS * (2 if has_guess else 1) + channels
    rest = {key: value for key, value in document.items() if key != "context"}
    return rest | {"dit": dit, "guess": guess if has_guess else None}


def read_manifest(folder: Path) -> Manifest:
    """Read a model folder's manifest; ManifestError if it is missing or damaged."""
    path = folder / CONFIG_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(
            Message(
                "no-model-folder",
                "{path} is not a model folder: {config} cannot be read ({reason}); give the folder that "
                "holds it",
                path=folder,
                config=CONFIG_NAME,
                reason=error,
            )
        ) from error
    try:
        return from_json(text)
    except ManifestError as error:
        raise ManifestError(
            Message(
                "model-unreadable",
                "{path}: {reason}",
                path=path,
                reason=error,
            )
        ) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a model folder's manifest atomically; a folder without one is an unfinished model."""
    write_text(folder / CONFIG_NAME, to_json(manifest))


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Check size and sha256 of every weights file against the manifest; ManifestError if they differ."""
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise ManifestError(
                Message(
                    "model-file-bad",
                    "model {model}: {path} is missing; copy or download the model again",
                    model=manifest.name,
                    path=path,
                )
            )
        size = path.stat().st_size
        if size != expected.bytes:
            raise ManifestError(
                Message(
                    "model-file-bad",
                    "model {model}: {path} has {size} bytes, the manifest says {expected}; the file is "
                    "damaged or was changed, copy or download the model again",
                    model=manifest.name,
                    path=path,
                    size=size,
                    expected=expected.bytes,
                )
            )
        digest = sha256_of(path)
        if digest != expected.sha256:
            raise ManifestError(
                Message(
                    "model-file-bad",
                    "model {model}: {path} has sha256 {digest}, the manifest says {expected}; the file is "
                    "damaged or was changed, copy or download the model again",
                    model=manifest.name,
                    path=path,
                    digest=digest,
                    expected=expected.sha256,
                )
            )


def sha256_of(path: Path) -> str:
    """Return the hex sha256 of a file, read in chunks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
