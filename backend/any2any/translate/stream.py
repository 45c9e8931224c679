"""One pass down a raster: translate and blend windows, then decode and write finished rows, in bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from contextlib import closing
from functools import partial

import numpy as np
from numpy.typing import NDArray

from any2any.errors import Any2AnyError, Message
from any2any.raster.grid import resample_valid
from any2any.raster.radiometry import from_model_values
from any2any.raster.window import Bounds, window_starts, window_weights
from any2any.raster.writer import OutputSpec, write_piece
from any2any.requests.progress import ProgressMeter
from any2any.spec.manifest import Manifest
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX
from any2any.translate.journal import Journal
from any2any.translate.networks import Networks, Values
from any2any.translate.pipeline import WriteBehind, read_ahead
from any2any.translate.plan import Plan
from any2any.translate.source_rows import BLOCK_COLS, BLOCK_ROWS, RollingRows, SourceRows, read_strips
from any2any.translate.uncertainty import RunningMoments


class Stream:
    """One pass down the raster: windows are translated and blended, finished rows decoded and written."""

    def __init__(
        self,
        plan: Plan,
        manifest: Manifest,
        journal: Journal,
        specs: list[OutputSpec],
        networks: Networks,
        meter: ProgressMeter,
        unwritten: Collection[int] = (),
    ) -> None:
        """``unwritten``: pieces without data, which cost nothing."""
        self._plan = plan
        self._source_modality = manifest.modality(plan.source)
        self._target_modality = manifest.modality(plan.target)
        self._journal = journal
        self._specs = specs
        self._networks = networks
        self._area = plan.working_cells
        self._weights = window_weights()
        self._cols = window_starts(self._area.col_start, self._area.col_stop)
        # Weighted latents of every sample, and their weights.
        self._sums = RollingRows(LATENT_CHANNELS * plan.samples + 1, self._area)
        self._missing = journal.unfinished()
        self._unfinished = [index for index in self._missing if index not in unwritten]
        contexts = {
            index: plan.pieces[index].grown(networks.decoder_halo).clipped(self._area)
            for index in self._missing
        }
        self._contexts = {index: contexts[index] for index in self._unfinished}
        self._rows = self._needed_rows(self._contexts.values())
        self._strips = self._needed_strips()
        self._expect(meter)
        self.windows = 0
        self.windows_skipped = (len(self._needed_rows(contexts.values())) - len(self._rows)) * len(self._cols)

    def _needed_rows(self, contexts: Collection[Bounds]) -> list[int]:
        """First cell rows of the windows that pieces with these contexts depend on."""
        return [
            row
            for row in window_starts(self._area.row_start, self._area.row_stop)
            if any(c.row_start < row + WINDOW_LATENT_PX and row < c.row_stop for c in contexts)
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
        windows = len(self._rows) * len(self._cols)
        blocks = len(self._unfinished) * -(-self._plan.wanted_cells.width // BLOCK_COLS)
        meter.expect("translating", windows * self._plan.samples, cost=0.2 * self._plan.steps)
        meter.expect("decoding", blocks * self._plan.samples, cost=2)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Warnings known only after reading the pixels."""
        if self.windows or not self.windows_skipped or len(self._missing) < len(self._plan.pieces):
            return ()
        text = "no pixel of the chosen window is valid: the result is all nodata"
        return (Message("empty-window", text),)

    def run(self, path: str) -> None:
        """Compute and write every missing piece."""
        for index in self._missing:
            if index not in self._contexts:
                self._write_piece(index, 0, self._layers(self._plan.piece_px(index).height, 0))
        if not self._unfinished:
            return
        halo = self._networks.encoder_halo
        reading = read_ahead(read_strips(self._plan, path, self._source_modality, halo, self._strips))
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
                    first_col, layers = self._decode_piece(self._plan.pieces[index], source)
                    writing.submit(partial(self._write_piece, index, first_col, layers))

    def _translate_row(self, row: int, source: SourceRows) -> None:
        """Translate one row of windows and add it to the sums. A batch never spans two rows."""
        every = [Bounds(row, row + WINDOW_LATENT_PX, col, col + WINDOW_LATENT_PX) for col in self._cols]
        windows = [window for window in every if source.valid(window).any()]
        skipped = len(every) - len(windows)
        self._networks.skip("translating", skipped * self._plan.samples)
        self.windows += len(windows)
        self.windows_skipped += skipped
        for start in range(0, len(windows), self._plan.batch):
            batch = windows[start : start + self._plan.batch]
            sources = [source.latents(window) for window in batch]
            for sample in range(self._plan.samples):
                latents = self._networks.translate(batch, sources, sample)
                for window, z in zip(batch, latents, strict=True):
                    self._sums.view(window)[_channels(sample)] += self._weights * z
            for window in batch:
                self._sums.view(window)[-1] += self._weights

    def _blended(self, cells: Bounds, sample: int) -> Values:
        """Clean target latents (4, h, w) of a sample; zero (the mean) where every window was skipped."""
        sums = self._sums.view(cells)
        weighted, weights = sums[_channels(sample)], sums[-1]
        blended = np.zeros_like(weighted)
        np.divide(weighted, weights, out=blended, where=weights > 0)
        return blended

    def _translated_from(self, cells: Bounds, source: SourceRows) -> Values:
        """Source latents (source_channels, h, w) of the cells; zero where every window was skipped.

        Which blocks are encoded there depends on where a job resumed; the result must not.
        """
        covered = self._sums.view(cells)[-1] > 0
        return np.where(covered, source.encoded_latents(cells), np.float32(0))

    def _layers(self, height: int, width: int) -> list[NDArray[np.generic]]:
        """File values (C, h, w) of each output, all nodata."""
        shape = (self._target_modality.channels, height, width)
        return [np.full(shape, spec.encoding.nodata, spec.encoding.dtype) for spec in self._specs]

    def _decode_piece(self, piece: Bounds, source: SourceRows) -> tuple[int, list[NDArray[np.generic]]]:
        """Decode whole rows of cells to the file values (C, h, w) of each output, cropped to the result's pixels.

        Columns of blocks without data at either side are left out: the first number is the result's column where the
        values begin.
        """
        f = self._plan.target_downsampling
        every = list(piece.blocks(BLOCK_ROWS, BLOCK_COLS))
        blocks = [block for block in every if source.valid(block).any()]
        self._networks.skip("decoding", (len(every) - len(blocks)) * self._plan.samples)
        cols_held = (
            min((block.col_start for block in blocks), default=piece.col_start),
            max((block.col_stop for block in blocks), default=piece.col_start),
        )
        canvas = Bounds(piece.row_start, piece.row_stop, *cols_held).times(f)
        layers = self._layers(canvas.height, canvas.width)
        for block in blocks:
            valid = resample_valid(source.valid(block), self._plan.source_downsampling, f)
            if not valid.any():
                self._networks.skip("decoding", self._plan.samples)
                continue
            statistics = self._decode_block(block, source)
            rows, cols = block.times(f).within(canvas)
            for layer, spec, physical in zip(layers, self._specs, statistics, strict=True):
                layer[:, rows, cols] = spec.encoding.encode(physical, valid)
        kept = canvas.clipped(self._plan.output_px)
        rows, cols = kept.within(canvas)
        return kept.col_start - self._plan.output_px.col_start, [layer[:, rows, cols] for layer in layers]

    def _decode_block(self, block: Bounds, source: SourceRows) -> list[Values]:
        """Decode the samples of a block: mean of the physical values (C, h * f, w * f), and deviation if wanted.

        Backscatter is averaged in dB, not in power: the model was trained in dB, and its errors are reported in dB.
        """
        moments = RunningMoments()
        for sample in range(self._plan.samples):
            decoded = self._networks.decode(
                block,
                self._area,
                partial(self._blended, sample=sample),
                partial(self._translated_from, source=source),
                source.values,
            )
            if not np.isfinite(decoded).all():
                raise Any2AnyError(
                    Message(
                        "values-not-numbers",
                        "the model {model} gave values that are not numbers: choose device cpu, or "
                        "another model",
                        model=self._plan.model,
                    )
                )
            moments.add(from_model_values(decoded, self._target_modality))
        return [moments.mean, moments.deviation] if self._plan.deviation else [moments.mean]

    def _write_piece(self, index: int, first_col: int, layers: list[NDArray[np.generic]]) -> None:
        """Write the rows of all outputs; the first output last, because its rows mark the piece as finished."""
        paths = (self._journal.piece(index), self._journal.deviation_piece(index))
        for path, layer, spec in reversed(list(zip(paths, layers, self._specs, strict=False))):
            write_piece(path, layer, spec, first_col)


def _channels(sample: int) -> slice:
    """Return the channels of a sample's latents among those of all samples."""
    return slice(sample * LATENT_CHANNELS, (sample + 1) * LATENT_CHANNELS)
