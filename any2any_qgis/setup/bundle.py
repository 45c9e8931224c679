"""Offline bundles: a zip of one lock file's wheels and a Python, which ``make bundle`` makes."""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.profiles import Lock, platform_name

LOCK_NAME = "lock.txt"
PYTHON_NAME = "python.txt"
WHEELS = "wheels/"
PYTHON = "python/"


@dataclass(frozen=True)
class Source:
    """Where packages come from: a folder of wheels, or the index; and for which Pythons there are wheels."""

    wheels: Path | None
    pythons: tuple[str, ...]
    bundle: Path | None = None

    def unpack_python(self, folder: Path) -> Path | None:
        """Unpack the bundle's Python into a folder that must not exist; None if it brings none."""
        if self.bundle is None:
            return None
        with zipfile.ZipFile(self.bundle) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.startswith(PYTHON)]
            for entry in entries:
                _unpack_entry(archive, entry, folder)
        return folder if entries else None


@contextmanager
def open_bundle(bundle: Path | None, lock: Lock, folder: Path) -> Iterator[Source]:
    """Unpack a bundle's wheels into a temporary folder; without a bundle, packages come from the index.

    SetupError if it is not a bundle of exactly this lock file. pip checks every wheel's hash against the plugin's
    own lock file, so a bundle's wheels need not be trusted; a Python that comes with it must be.
    """
    if bundle is None:
        yield Source(None, lock.pythons)
        return
    unpacked = Path(tempfile.mkdtemp(prefix="new-bundle-", dir=folder))
    try:
        yield Source(unpacked, _unpack(bundle, lock, unpacked), bundle)
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


def bundle_profile(bundle: Path) -> str:
    """Return the profile that a bundle was made for; SetupError if it is not a bundle."""
    try:
        with zipfile.ZipFile(bundle) as archive:
            text = archive.read(LOCK_NAME).decode("utf-8")
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise _wrong(bundle) from error
    names = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("# profile: ")]
    if not names:
        raise _wrong(bundle)
    return names[0]


def _unpack(bundle: Path, lock: Lock, folder: Path) -> tuple[str, ...]:
    """Unpack the wheels and return the Pythons that they are for."""
    try:
        with zipfile.ZipFile(bundle) as archive:
            if archive.read(LOCK_NAME).decode("utf-8") != lock.text:
                raise _wrong(bundle)
            for name in archive.namelist():
                if name.startswith(WHEELS) and name.endswith(".whl"):
                    with archive.open(name) as source, (folder / Path(name).name).open("wb") as target:
                        shutil.copyfileobj(source, target)
            return tuple(archive.read(PYTHON_NAME).decode("utf-8").split())
    except (KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise _wrong(bundle) from error


def _unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    """Write a file or a link below a folder, with its permissions, which zipfile itself forgets."""
    place = PurePosixPath(entry.filename[len(PYTHON) :])
    if entry.is_dir() or ".." in place.parts or place.is_absolute():
        return
    target = folder.joinpath(*place.parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = entry.external_attr >> 16
    if stat.S_ISLNK(mode):
        link = archive.read(entry).decode("utf-8")
        if (target.parent / link).resolve().is_relative_to(folder.resolve()):
            target.symlink_to(link)
        return
    with archive.open(entry) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    target.chmod(stat.S_IMODE(mode) | stat.S_IRUSR | stat.S_IWUSR)


def _wrong(bundle: Path) -> SetupError:
    return SetupError(Failure.BAD_BUNDLE, path=bundle, platform=platform_name())
