"""Assemble a model in ``<folder>.part``, and rename the folder after verification."""

from __future__ import annotations

import logging
import math
import re
import shutil
from pathlib import Path

from any2any.errors import UsageError
from any2any.files import move_folder
from any2any.hub.installed import SOURCE_NAME, UNFINISHED, Origin, write_source
from any2any.locking.lock import Lock, LockedError
from any2any.spec.manifest import TRANSLATOR_FILE, Manifest, ManifestError, vae_file
from any2any.spec.model_folder import CONFIG_NAME, from_json, verify_files

logger = logging.getLogger(__name__)

CARD_NAME = "README.md"
"""The model card, if there is one."""

LARGEST_CONFIG_BYTES = 4_000_000
LARGEST_CARD_BYTES = 4_000_000

_PLAIN_FILE = re.compile(r"[A-Za-z0-9][\w.-]*\.safetensors|graphs/[A-Za-z0-9][\w.-]*\.onnx")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def parse_foreign(text: str, address: str) -> Manifest:
    """Parse an untrusted manifest; ManifestError unless every file it names is safe to download.

    Only ``.safetensors`` files directly in the folder and ``graphs/*.onnx`` are allowed, with size and sha256: no
    pickles, no other paths.
    """
    try:
        manifest = from_json(text)
    except ManifestError as error:
        raise ManifestError(f"{address}: {error}") from error
    for name, file in manifest.files.items():
        if not _PLAIN_FILE.fullmatch(name):
            raise ManifestError(
                f"{address} names the file {name!r}: only .safetensors files beside it and graphs/*.onnx are allowed, "
                "ask its publisher"
            )
        is_sized = isinstance(file.bytes, int) and not isinstance(file.bytes, bool) and file.bytes > 0
        if not is_sized or not isinstance(file.sha256, str) or not _SHA256.fullmatch(file.sha256):
            raise ManifestError(
                f"{address} gives no size and sha256 for {name}: ask its publisher for a complete model"
            )
    needed = {TRANSLATOR_FILE, *(vae_file(modality.name) for modality in manifest.modalities)}
    missing = sorted(needed - manifest.files.keys())
    if missing:
        raise ManifestError(f"{address} lacks {', '.join(missing)}: ask its publisher for a complete model")
    return manifest


class Staging:
    """An unfinished model folder, locked for one process within a ``with`` block."""

    def __init__(self, name: Path) -> None:
        self.folder = name.with_name(f"{name.name}{UNFINISHED}")
        self._name = name.name

    def __enter__(self) -> Staging:
        """Wait for another process that assembles this model."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _wait_for(self.folder.with_name(f"{self.folder.name}.lock"), self._name)
        try:
            self.folder.mkdir(exist_ok=True)
            # A manifest under its own name makes a folder a model; this one is not a model yet.
            (self.folder / CONFIG_NAME).unlink(missing_ok=True)
        except OSError:
            self._lock.release()
            raise
        return self

    @property
    def config(self) -> Path:
        """Path of the manifest until all files are complete."""
        return self.folder / f"{CONFIG_NAME}.unverified"

    def finish(self, folder: Path, manifest: Manifest, source: Origin) -> None:
        """Verify every file, write the origin, delete other files, and rename the folder."""
        verify_files(self.folder, manifest)
        write_source(self.folder, source)
        self.config.replace(self.folder / CONFIG_NAME)
        keep = {self.folder / name for name in (*manifest.files, CONFIG_NAME, SOURCE_NAME, CARD_NAME)}
        for path in self.folder.rglob("*"):
            if path not in keep and not path.is_dir():
                path.unlink()
        require_free(folder)
        if folder.exists():
            folder.rmdir()
        move_folder(self.folder, folder)

    def discard(self) -> None:
        """Remove the unfinished folder."""
        shutil.rmtree(self.folder)

    def forget(self, path: Path) -> None:
        """Remove a downloaded file and its state note."""
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.state").unlink(missing_ok=True)

    def __exit__(self, *_: object) -> None:
        """Release the lock; remove the folder if it is empty."""
        try:
            if self.folder.is_dir() and not any(self.folder.iterdir()):
                self.folder.rmdir()
        finally:
            self._lock.release()


def _wait_for(path: Path, model: str) -> Lock:
    try:
        return Lock.acquire(path, model)
    except LockedError as error:
        logger.warning("waiting: %s", error)
        return Lock.acquire(path, model, wait_s=math.inf)


def require_free(folder: Path) -> None:
    """UsageError if a model's future path is taken."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a new folder with --to, or remove it")
