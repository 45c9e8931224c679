"""Offline bundles: a zip of one lock file's wheels, made with ``make bundle`` for machines without network."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.profiles import Lock, platform_name

LOCK_NAME = "lock.txt"
PYTHON_NAME = "python.txt"
WHEELS = "wheels/"


@dataclass(frozen=True)
class Source:
    """Where packages come from: a folder of wheels, or the index; and for which Pythons there are wheels."""

    wheels: Path | None
    pythons: tuple[str, ...]


@contextmanager
def open_bundle(bundle: Path | None, lock: Lock, folder: Path) -> Iterator[Source]:
    """Unpack a bundle's wheels into a folder that goes away afterwards; without a bundle the index is the source.

    SetupError if it is not a bundle of exactly this lock file. pip checks every wheel's hash against the plugin's
    own lock file, so a bundle need not be trusted.
    """
    if bundle is None:
        yield Source(None, lock.pythons)
        return
    unpacked = Path(tempfile.mkdtemp(prefix="new-bundle-", dir=folder))
    try:
        yield Source(unpacked, _unpack(bundle, lock, unpacked))
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


def bundle_profile(bundle: Path) -> str:
    """Return the profile that a bundle was made for; SetupError if it is not a bundle."""
    try:
        with zipfile.ZipFile(bundle) as archive:
            text = archive.read(LOCK_NAME).decode("utf-8")
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise SetupError(Failure.BAD_BUNDLE, path=bundle, platform=platform_name()) from error
    names = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("# profile: ")]
    if not names:
        raise SetupError(Failure.BAD_BUNDLE, path=bundle, platform=platform_name())
    return names[0]


def _unpack(bundle: Path, lock: Lock, folder: Path) -> tuple[str, ...]:
    """Unpack the wheels and return the Pythons that they are for."""
    wrong = SetupError(Failure.BAD_BUNDLE, path=bundle, platform=platform_name())
    try:
        with zipfile.ZipFile(bundle) as archive:
            if archive.read(LOCK_NAME).decode("utf-8") != lock.text:
                raise wrong
            for name in archive.namelist():
                if name.startswith(WHEELS) and name.endswith(".whl"):
                    with archive.open(name) as source, (folder / Path(name).name).open("wb") as target:
                        shutil.copyfileobj(source, target)
            return tuple(archive.read(PYTHON_NAME).decode("utf-8").split())
    except (KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise wrong from error
