"""Translate a raster of any size: streaming, seamless, resumable, in bounded memory (DESIGN section 5)."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from functools import partial

import numpy as np
import rasterio
from numpy.typing import NDArray

from any2any.errors import Any2AnyError
from any2any.manifest import Manifest
from any2any.modality import LATENT_CHANNELS, WINDOW_LATENT_PX
from any2any.raster.blend import window_weights
from any2any.raster.mask import resample_valid
from any2any.raster.radiometry import from_model_values
from any2any.raster.reader import CACHE_BYTES
from any2any.raster.window import Bounds, window_starts
from any2any.raster.writer import OutputSpec, write_cog, write_piece
from any2any.translate.ahead import WriteBehind, read_ahead
from any2any.translate.journal import Journal
from any2any.translate.latent_model import LatentModel
from any2any.translate.memory import return_large_blocks
from any2any.translate.networks import Networks, Values
from any2any.translate.plan import Plan, make_plan
from any2any.translate.progress import ProgressMeter
from any2any.translate.request import Progress, TranslateRequest, TranslateResult
from any2any.translate.rows import RollingRows
from any2any.translate.source_rows import BLOCK_COLS, BLOCK_ROWS, SourceRows, read_strips
from any2any.translate.tags import output_spec

log = logging.getLogger(__name__)


def translate(
    request: TranslateRequest,
    model: LatentModel,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> TranslateResult:
    """Translate a raster into a cloud-optimised GeoTIFF of the target modality.

    An unfinished job of the same plan is resumed, to the same bytes. UsageError says what is wrong with the
    request, Any2AnyError why the job failed, CancelledError that it was stopped; in all three an existing
    output is untouched, and in the last two the finished rows are kept for the next run.
    """
    begin = time.monotonic()
    plan = make_plan(request, model.manifest)
    journal = Journal.open(plan, request.output, request.overwrite)
    spec = output_spec(plan, model.manifest, journal.started)
    meter = ProgressMeter(on_progress)
    return_large_blocks()
    networks = Networks(model, plan, meter, is_cancelled)
    stream = _Stream(plan, model.manifest, journal, spec, networks, meter)
    with rasterio.Env(GDAL_CACHEMAX=CACHE_BYTES):
        stream.run(request.input)
        meter.writing()
        rows = (piece.times(plan.target_downsampling).row_start for piece in plan.pieces)
        first_row = plan.wanted_cells.times(plan.target_downsampling).row_start
        write_cog(journal.result, [(journal.piece(i), row - first_row) for i, row in enumerate(rows)], spec)
    journal.finish(request.output)
    meter.finished()
    return TranslateResult(
        output=request.output,
        width=spec.grid.width,
        height=spec.grid.height,
        bands=spec.band_names,
        model=plan.model,
        model_digest=plan.model_digest,
        source=plan.source,
        target=plan.target,
        seen=plan.seen,
        steps=plan.steps,
        seed=plan.seed,
        radiometry=plan.radiometry,
        warnings=plan.warnings + stream.warnings,
        seconds=time.monotonic() - begin,
        windows=stream.windows,
        windows_skipped=stream.windows_skipped,
    )


class _Stream:
    """One pass down the raster: windows are translated and blended, finished rows decoded and written."""

    def __init__(
        self,
        plan: Plan,
        manifest: Manifest,
        journal: Journal,
        spec: OutputSpec,
        networks: Networks,
        meter: ProgressMeter,
    ) -> None:
        self._plan = plan
        self._source_modality = manifest.modality(plan.source)
        self._target_modality = manifest.modality(plan.target)
        self._journal = journal
        self._spec = spec
        self._networks = networks
        self._area = plan.working_cells
        self._weights = window_weights()
        self._cols = window_starts(self._area.col_start, self._area.col_stop)
        self._sums = RollingRows(LATENT_CHANNELS + 1, self._area)  # weighted latents, and their weights
        self._unfinished = journal.unfinished()
        self._contexts = {
            index: plan.pieces[index].grown(networks.decoder_halo).clipped(self._area)
            for index in self._unfinished
        }
        self._rows = self._needed_rows()
        self._strips = self._needed_strips()
        self._expect(meter)
        self.windows = 0
        self.windows_skipped = 0

    def _needed_rows(self) -> list[int]:
        """First cell rows of the rows of windows that an unfinished piece depends on."""
        return [
            row
            for row in window_starts(self._area.row_start, self._area.row_stop)
            if any(c.row_start < row + WINDOW_LATENT_PX and row < c.row_stop for c in self._contexts.values())
        ]

    def _needed_strips(self) -> list[Bounds]:
        """Rows of encoder blocks that these windows depend on."""
        return [
            strip
            for strip in self._area.blocks(BLOCK_ROWS, self._area.width)
            if any(strip.row_start < row + WINDOW_LATENT_PX and row < strip.row_stop for row in self._rows)
        ]

    def _expect(self, meter: ProgressMeter) -> None:
        across = -(-self._area.width // BLOCK_COLS)
        meter.expect("encoding", len(self._strips) * across, cost=1)
        meter.expect("translating", len(self._rows) * len(self._cols), cost=0.2 * self._plan.steps)
        meter.expect(
            "decoding", len(self._unfinished) * -(-self._plan.wanted_cells.width // BLOCK_COLS), cost=2
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the pixels told only while they were read."""
        if self.windows or not self.windows_skipped or len(self._unfinished) < len(self._plan.pieces):
            return ()
        return ("no pixel of the chosen window is valid: the result is all nodata",)

    def run(self, path: str) -> None:
        """Compute and write every piece that is missing."""
        if not self._unfinished:
            return
        reading = read_ahead(read_strips(self._plan, path, self._networks.encoder_halo, self._strips))
        with WriteBehind() as writing, closing(reading) as strips:
            source = SourceRows(self._plan, self._source_modality, self._networks, strips)
            waiting = deque(self._unfinished)
            for row, final in zip(self._rows, [*self._rows[1:], self._area.row_stop], strict=True):
                first = waiting[0]
                held = min(row, self._contexts[first].row_start)
                source.move(held, row + WINDOW_LATENT_PX)
                self._sums.move(held, row + WINDOW_LATENT_PX)
                self._translate_row(row, source)
                while waiting and self._contexts[waiting[0]].row_stop <= final:
                    index = waiting.popleft()
                    values = self._decode_piece(self._plan.pieces[index], source)
                    writing.submit(partial(write_piece, self._journal.piece(index), values, self._spec))

    def _translate_row(self, row: int, source: SourceRows) -> None:
        """Translate one row of windows and add it to the sums. Batches never reach into another row."""
        every = [Bounds(row, row + WINDOW_LATENT_PX, col, col + WINDOW_LATENT_PX) for col in self._cols]
        windows = [window for window in every if source.valid(window).any()]
        skipped = len(every) - len(windows)
        self._networks.skip("translating", skipped)
        self.windows += len(windows)
        self.windows_skipped += skipped
        for start in range(0, len(windows), self._plan.batch):
            batch = windows[start : start + self._plan.batch]
            latents = self._networks.translate(batch, [source.latents(window) for window in batch])
            for window, z in zip(batch, latents, strict=True):
                sums = self._sums.view(window)
                sums[:-1] += self._weights * z
                sums[-1] += self._weights

    def _blended(self, cells: Bounds) -> Values:
        """Clean target latents (4, h, w); zero, the mean, where every window was skipped."""
        sums = self._sums.view(cells)
        weights = sums[-1]
        blended = np.zeros_like(sums[:-1])
        np.divide(sums[:-1], weights, out=blended, where=weights > 0)
        return blended

    def _translated_from(self, cells: Bounds, source: SourceRows) -> Values:
        """Source latents (source_channels, h, w) of the cells; zero where every window was skipped.

        Which blocks are encoded there depends on where a job was resumed, and the result must not.
        """
        covered = self._sums.view(cells)[-1] > 0
        return np.where(covered, source.encoded_latents(cells), np.float32(0))

    def _decode_piece(self, piece: Bounds, source: SourceRows) -> NDArray[np.generic]:
        """Decode whole rows of cells to file values (C, h, w), cropped to the result's pixels."""
        f, encoding = self._plan.target_downsampling, self._spec.encoding
        canvas = piece.times(f)
        shape = (self._target_modality.channels, canvas.height, canvas.width)
        out = np.full(shape, encoding.nodata, encoding.dtype)
        for block in piece.blocks(BLOCK_ROWS, BLOCK_COLS):
            valid = resample_valid(source.valid(block), self._plan.source_downsampling, f)
            if not valid.any():
                self._networks.skip("decoding")
                continue
            decoded = self._networks.decode(
                block, self._area, self._blended, partial(self._translated_from, source=source), source.values
            )
            if not np.isfinite(decoded).all():
                raise Any2AnyError(
                    f"the model {self._plan.model} gave values that are no numbers: choose device "
                    "cpu, or another model"
                )
            rows, cols = block.times(f).within(canvas)
            out[:, rows, cols] = encoding.encode(from_model_values(decoded, self._target_modality), valid)
        first_row = canvas.row_start - self._plan.wanted_cells.row_start * f
        return out[:, : self._spec.grid.height - first_row, : self._spec.grid.width]
