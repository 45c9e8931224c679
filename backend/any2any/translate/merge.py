"""Write the final files from finished pieces: the last step of a job, or the step after all shards."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import rasterio

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.raster.opening import CACHE_BYTES
from any2any.raster.writer import OutputSpec, is_intact, write_cog
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import read_manifest
from any2any.translate.journal import PLAN_NAME, Journal, missing_pieces, part_folder
from any2any.translate.output import check_output, check_uncertainty
from any2any.translate.plan import Plan
from any2any.translate.record import read_record
from any2any.translate.tags import deviation_spec, output_spec


@dataclass(frozen=True)
class MergeResult:
    """Result of a merge."""

    output: Path
    width: int
    height: int
    bands: tuple[str, ...]
    pieces: int
    source: str
    target: str
    uncertainty: Path | None
    seconds: float


def merge(output: Path, overwrite: bool = False, manifest: Manifest | None = None) -> MergeResult:
    """Write the final file from the shards' pieces; the bytes equal those of a job in one process.

    Needs neither the input nor the networks, only the model's manifest, in the folder that the shards used.
    UsageError if pieces are missing, naming the shards to run, if a shard still runs, or if the output exists.
    """
    begin = time.monotonic()
    folder = part_folder(output)
    if not folder.is_dir() and output.exists():
        raise UsageError(f"{output} is finished already: there is nothing to merge")
    record = read_record(folder / PLAN_NAME)
    plan, request = record.plan, replace(record.request, output=output, overwrite=overwrite)
    check_output(request, ())
    check_uncertainty(request, (), plan.digest)
    manifest = manifest or _manifest_of(request.model, plan)
    with Journal.open(plan, request) as journal:
        _refuse_missing(journal)
        specs = output_specs(journal, manifest)
        with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES):
            write_result(journal, specs)
        journal.finish(request.uncertainty)
    grid = specs[0].grid
    return MergeResult(
        output=output,
        width=grid.width,
        height=grid.height,
        bands=specs[0].band_names,
        pieces=len(plan.pieces),
        source=plan.direction.source,
        target=plan.target,
        uncertainty=request.uncertainty,
        seconds=time.monotonic() - begin,
    )


def output_specs(journal: Journal, manifest: Manifest) -> list[OutputSpec]:
    """Describe a job's results: the image, and the standard deviation if requested."""
    plan = journal.plan
    spec = output_spec(plan, manifest, journal.started, journal.device, journal.latent_distance)
    return [spec, deviation_spec(plan, spec)] if plan.deviation else [spec]


def write_result(journal: Journal, specs: Sequence[OutputSpec]) -> None:
    """Write the final files in the journal's folder; all pieces must be finished.

    Any2AnyError if the disk refuses them, or if a piece differs from what was written: it is then removed, so that the
    next run computes it again.
    """
    _refuse_damaged(journal, len(specs), None)
    outputs = [(journal.piece, journal.result), (journal.deviation_piece, journal.deviation)]
    for (piece, result), spec in zip(outputs, specs, strict=False):
        try:
            write_cog(result, _places(journal.plan, piece), spec)
        except Any2AnyError as error:
            _refuse_damaged(journal, len(specs), error)
            raise


def _refuse_damaged(journal: Journal, layers: int, cause: Any2AnyError | None) -> None:
    damaged = _remove_damaged(journal, layers)
    if damaged:
        raise Any2AnyError(
            Message(
                "pieces-damaged",
                "{count} finished pieces in {path} can no longer be read or were changed, and were "
                "removed (the disk may be failing): run the same command again to compute them again",
                count=damaged,
                path=journal.folder,
            )
        ) from cause


def _places(plan: Plan, piece: Callable[[int], Path]) -> list[tuple[Path, int]]:
    """Return every piece with its first row in the result."""
    first_row = plan.output_px.row_start
    return [(piece(i), plan.piece_px(i).row_start - first_row) for i in range(len(plan.pieces))]


def _remove_damaged(journal: Journal, layers: int) -> int:
    """Remove pieces with a layer that differs from what was written; return their number."""
    damaged = 0
    for index in range(len(journal.plan.pieces)):
        paths = (journal.piece(index), journal.deviation_piece(index))[:layers]
        try:
            intact = all(is_intact(path) for path in paths)
        except OSError:
            intact = False
        if not intact:
            journal.piece(index).unlink(missing_ok=True)
            damaged += 1
    return damaged


def _manifest_of(folder: Path | None, plan: Plan) -> Manifest:
    if folder is None:
        raise UsageError("the shards did not record their model: run the translation without --shard instead")
    manifest = read_manifest(folder)
    if manifest.digest != plan.model_digest:
        raise UsageError(
            f"the model in {folder} is not the one that made the pieces: restore that one, or start over"
        )
    return manifest


def _refuse_missing(journal: Journal) -> None:
    missing = missing_pieces(journal.folder, journal.plan)
    if missing:
        total = len(journal.plan.pieces)
        raise UsageError(
            f"{len(missing)} of {total} pieces of {journal.output} are missing ({_ranges(missing)}): run "
            "their shards again, or the same translation without --shard, which computes them and writes the file"
        )


def _ranges(indices: Sequence[int]) -> str:
    """Write indices from 0 as numbers from 1: ``1-3, 7``."""
    runs: list[list[int]] = []
    for number in (index + 1 for index in indices):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
