"""Read a Sentinel-2 product as downloaded: JPEG 2000 files of a SAFE folder, of three pixel sizes, as one raster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from any2any.errors import Message, UsageError
from any2any.raster.bands import band_roles, bands_by_role
from any2any.raster.stack import BandPlace, BandStack, open_stack
from any2any.spec.modality import Modality

_METADATA = re.compile(r"MTD_MSIL[12][AC]\.xml")
_IMAGE = re.compile(r"_(B\d[\dA])(?:_(\d\d)m)?\.jp2")


def product_folder(path: str) -> Path | None:
    """Return the SAFE folder that an input names, itself or by its metadata file; None if it is neither."""
    folder = Path(path)
    if _METADATA.fullmatch(folder.name):
        folder = folder.parent
    is_product = folder.is_dir() and any(_METADATA.fullmatch(entry.name) for entry in folder.iterdir())
    return folder if is_product else None


@contextmanager
def open_product(folder: Path, modality: Modality) -> Iterator[BandStack]:
    """Open the bands of a modality as one raster on the grid of the coarsest; UsageError if the product lacks one."""
    images = sorted(folder.glob("GRANULE/*/IMG_DATA/**/*.jp2"))
    granules = {image.relative_to(folder).parts[1] for image in images}
    if len(granules) > 1:
        raise UsageError(
            Message(
                "several-images",
                "{path} holds several images: give one of its granules' bands as a VRT ({parts})",
                path=folder,
                parts=", ".join(sorted(granules)[:4]),
            )
        )
    metadata = sorted(str(entry) for entry in folder.iterdir() if _METADATA.fullmatch(entry.name))
    with open_stack(_places(folder, images, modality), metadata, {}) as stack:
        yield stack


def _places(folder: Path, images: list[Path], modality: Modality) -> tuple[BandPlace, ...]:
    """Return the finest image of each band, in the modality's order."""
    finest: dict[str, tuple[int, Path]] = {}
    for image in images:
        if found := _IMAGE.search(image.name):
            size = int(found[2] or 0)  # level 1C has each band once, at its own size
            finest[found[1]] = min(finest.get(found[1], (size, image)), (size, image))
    names = tuple(finest)
    chosen = bands_by_role(band_roles(names, folder.resolve().name).roles, modality) if names else None
    if chosen is None:
        raise UsageError(
            Message(
                "too-few-bands",
                "{path} has {count} band(s), {title} needs {need} ({names}): choose another source modality or file",
                path=folder,
                count=len(names),
                title=modality.title,
                need=modality.channels,
                names=", ".join(band.name for band in modality.bands),
            )
        )
    bands = zip(chosen, modality.bands, strict=True)
    return tuple(BandPlace(str(finest[names[number - 1]][1]), band.name) for number, band in bands)
