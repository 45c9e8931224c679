"""Find how a raster was made, from what, and whether it is complete, for ``any2any inspect``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rasterio.io import DatasetReader
from rasterio.windows import Window

from any2any.errors import UsageError
from any2any.raster.coverage import written_blocks
from any2any.raster.opening import GDAL_ERRORS, open_quietly
from any2any.raster.product import SYNTHETIC_TAG
from any2any.raster.window import Bounds
from any2any.requests import fill, multi_source
from any2any.translate.journal import part_folder
from any2any.translate.output import PLAN_TAG, SAMPLES_TAG
from any2any.translate.tags import BANDS_TAG, DOMAIN_SCORE_TAG, DOMAIN_TAG, INPUT_TAG


@dataclass(frozen=True)
class Inspection:
    """What a file's metadata say; None if they do not."""

    path: str
    width: int
    height: int
    bands: tuple[str | None, ...]
    synthetic: bool
    """Whether Any2Any made it, or parts of it."""
    partly: bool
    """Whether some of its pixels are measured: holes were filled."""
    complete: bool
    """Whether every block can be read."""
    problem: str | None
    """Why it is not complete."""
    unfinished: str | None
    """Folder of a job for this output that was not finished."""
    description: str | None = None
    input: str | None = None
    """Name of the file that was translated."""
    source: str | None = None
    target: str | None = None
    via: str | None = None
    mask: str | None = None
    """Name of the mask whose holes were filled."""
    model: str | None = None
    model_sha256: str | None = None
    steps: str | None = None
    seed: str | None = None
    samples: str | None = None
    radiometry: str | None = None
    input_bands: str | None = None
    """Which band of the input was used for what."""
    domain: str | None = None
    """How far the input lies from the training data."""
    domain_score: str | None = None
    version: str | None = None
    date: str | None = None
    plan_sha256: str | None = None


_TAGS = {
    "description": "TIFFTAG_IMAGEDESCRIPTION",
    "input": INPUT_TAG,
    "source": "ANY2ANY_SOURCE",
    "target": "ANY2ANY_TARGET",
    "via": "ANY2ANY_VIA",
    "mask": "ANY2ANY_MASK",
    "model": "ANY2ANY_MODEL",
    "model_sha256": "ANY2ANY_MODEL_SHA256",
    "steps": "ANY2ANY_STEPS",
    "seed": "ANY2ANY_SEED",
    "samples": SAMPLES_TAG,
    "radiometry": "ANY2ANY_RADIOMETRY",
    "input_bands": BANDS_TAG,
    "domain": DOMAIN_TAG,
    "domain_score": DOMAIN_SCORE_TAG,
    "version": "ANY2ANY_VERSION",
    "date": "ANY2ANY_DATE",
    "plan_sha256": PLAN_TAG,
}


def inspect(path: Path) -> Inspection:
    """Read a local raster's metadata, and all of its blocks; UsageError if it is not a raster."""
    folder = _unfinished_folder(path)
    unfinished = None if folder is None else str(folder)
    try:
        dataset = open_quietly(path)
    except GDAL_ERRORS as error:
        hint = f"; its job is unfinished, repeat its command ({folder})" if unfinished else ""
        raise UsageError(f"{path} cannot be opened as a raster ({error}): check the path{hint}") from error
    with dataset:
        tags, problem = dataset.tags(), _first_problem(dataset)
        said = {field: tags.get(tag) for field, tag in _TAGS.items()}
        return Inspection(
            path=str(path),
            width=dataset.width,
            height=dataset.height,
            bands=tuple(dataset.descriptions),
            synthetic=tags.get(SYNTHETIC_TAG) in ("yes", "partly"),
            partly=tags.get(SYNTHETIC_TAG) == "partly",
            complete=problem is None,
            problem=problem,
            unfinished=unfinished,
            **said,
        )


def _unfinished_folder(output: Path) -> Path | None:
    """Return the folder of a translation, or of another job for this output, that was not finished."""
    jobs = (fill.UNFINISHED_SUFFIX, multi_source.UNFINISHED_SUFFIX)
    folders = [part_folder(output), *(output.with_name(output.name + suffix) for suffix in jobs)]
    return next((folder for folder in folders if folder.is_dir()), None)


def _first_problem(dataset: DatasetReader) -> str | None:
    """Return where the first block lies that cannot be read; None if all can be."""
    for window in _written_blocks(dataset):
        try:
            dataset.read(window=window)
        except (*GDAL_ERRORS, OSError) as error:
            rows = f"rows {window.row_off} to {window.row_off + window.height}"
            return f"{rows} cannot be read ({error.__cause__ or error})"
    return None


def _written_blocks(dataset: DatasetReader) -> Iterator[Window]:
    """Yield the written blocks of the first band; only these can be damaged."""
    coverage = written_blocks(dataset, dataset.indexes)
    if coverage is None:
        yield from (window for _, window in dataset.block_windows(1))
        return
    for block in coverage.blocks(Bounds(0, dataset.height, 0, dataset.width)):
        yield Window(block.col_start, block.row_start, block.width, block.height)
