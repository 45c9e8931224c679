"""Call the model's networks on numpy blocks: exact halos, edges, halving when memory runs out, cancelling.

``LatentModel`` is what the engine requires of a model: arrays in, arrays out, and the receptive fields. Imports no
torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from any2any.diffusion.sampler import heard
from any2any.errors import CancelledError, Message
from any2any.models.reach import Cells
from any2any.raster.window import Bounds, noise
from any2any.requests.progress import Advance, IsCancelled, ProgressMeter
from any2any.runtime.memory import is_out_of_memory, logger, out_of_memory
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction
from any2any.translate.plan import Plan

Values = NDArray[np.float32]


class LatentModel(Protocol):
    """A translator between modalities, in numpy arrays; ``any2any.models.torch_model.TorchModel`` is one."""

    @property
    def manifest(self) -> Manifest:
        """The model's manifest."""

    @property
    def device(self) -> str:
        """Name of the device that computes: ``cpu``, ``cuda:1``."""

    @property
    def source_channels(self) -> int:
        """Channels of the result of ``condition``."""

    def at_precision(self, precision: str) -> LatentModel:
        """The same model computing at a precision; UsageError if the device does not support it."""

    def to_latent(self, modality: str, x: Values) -> Values:
        """x: (B, C, h * f, w * f) model values -> standardised latent (B, 4, h, w) of the modality's VAE."""

    def condition(self, x: Values, direction: Direction, cells: Cells | None = None) -> Values:
        """Return the conditioning of some cells of a block, by default of all.

        x: (B, C, H, W) model values in [-1, 1], float32 -> (B, source_channels, h, w).
        """

    def sample(self, z_source: Values, noise: Values, direction: Direction, steps: int) -> Values:
        """z_source (B, source_channels, 64, 64), noise (B, 4, 64, 64) -> clean target latent (B, 4, 64, 64)."""

    def needs_pixels(self, direction: Direction) -> bool:
        """Whether ``decode`` needs the source's pixels and the result of ``condition``."""

    def decode(
        self, z: Values, direction: Direction, z_source: Values | None = None, x: Values | None = None
    ) -> Values:
        """Decode to model values: z (B, 4, h, w), z_source and x of the same cells -> (B, C, h*f, w*f)."""

    def condition_halo_latent_px(self, direction: Direction) -> int:
        """Neighbouring cells on each side that a cell of ``condition`` depends on."""

    def decoding_halo_latent_px(self, direction: Direction) -> int:
        """Neighbouring cells on each side that a pixel of ``decode`` depends on."""

    @property
    def alignment_latent_px(self) -> int:
        """Blocks passed to ``condition`` and ``decode`` start at a multiple of this number of cells."""

    def release_memory(self) -> None:
        """Release memory that the device keeps for later; called when it ran out."""


SMALLEST_BLOCK_CELLS = 16 * 16
"""Blocks are not halved below this size, where the halo would dominate."""
EDGE_LATENT_PX = 2
"""Cells of reflection around a raster. Without them, zero padding shifts the colour of the outermost pixels; more cells
changed no measured error (``docs/performance.md``)."""


class Networks:
    """The three networks of one job."""

    def __init__(
        self, model: LatentModel, plan: Plan, meter: ProgressMeter, is_cancelled: IsCancelled
    ) -> None:
        self._model = model.at_precision(plan.precision)
        self._plan = plan
        self._meter = meter
        self._is_cancelled = is_cancelled
        self._batch = plan.batch
        self._largest_cells: float = np.inf
        self._direction = Direction(plan.source, plan.target)
        self._alignment = model.alignment_latent_px
        self._encoder_reach = model.condition_halo_latent_px(self._direction)
        self._needs_pixels = model.needs_pixels(self._direction)
        self._decoder_reach = model.decoding_halo_latent_px(self._direction)
        # Alignment moves a block's start by up to one alignment less one cell.
        self.encoder_halo = self._encoder_reach + self._alignment - 1
        self.decoder_halo = self._decoder_reach + self._alignment - 1
        self.source_channels = model.source_channels

    def skip(self, stage: str, units: int = 1) -> None:
        """Report that units of work are not needed."""
        self._meter.skip(stage, units)

    def encode(self, block: Bounds, raster: Bounds, model_values: Callable[[Bounds], Values]) -> Values:
        """Encode a block of cells with its halo; (source_channels, h, w).

        ``model_values`` returns the pixels (C, h * f, w * f) of any cells; outside the raster they are reflected.
        """

        def run(part: Bounds) -> Values:
            context = part.grown(self._encoder_reach).clipped(raster.grown(EDGE_LATENT_PX))
            context = context.begun_at_multiples(self._alignment)
            x = model_values(context)[None]
            return self._model.condition(x, self._direction, Cells(*part.within(context)))[0]

        with self._meter.measure("encoding"):
            return self._halving(block, 1, run)

    def decode(
        self,
        block: Bounds,
        area: Bounds,
        latents: Callable[[Bounds], Values],
        source_latents: Callable[[Bounds], Values],
        source_values: Callable[[Bounds], Values],
    ) -> Values:
        """Decode a block of cells with its halo inside the area; (C, h * f, w * f).

        ``latents`` returns target latents (4, h, w); the other two return the source's and are called only where the
        model adds detail from them. Outside the area all three are reflected.
        """
        f = self._plan.target_downsampling
        parts = [(latents, 1)]
        if self._needs_pixels:
            parts += [(source_latents, 1), (source_values, self._plan.source_downsampling)]

        def run(part: Bounds) -> Values:
            context = part.grown(self._decoder_reach).clipped(area.grown(EDGE_LATENT_PX))
            context = context.begun_at_multiples(self._alignment)
            known = context.clipped(area)
            z, *source = (reflected(of(known), known.times(px), context.times(px))[None] for of, px in parts)
            x = self._model.decode(z, self._direction, *source)[0]
            rows, cols = part.times(f).within(context.times(f))
            return x[:, rows, cols]

        with self._meter.measure("decoding"):
            return self._halving(block, f, run)

    def translate(self, windows: Sequence[Bounds], sources: Sequence[Values], sample: int = 0) -> Values:
        """Translate the source latents (channels, 64, 64) of windows in one batch, or several if memory is short.

        Sample i equals, to the last bit, the result of a job with seed + i: a batch holds one sample.
        """
        with self._meter.measure("translating", len(windows)) as advance:
            z_source = np.stack(sources)
            z_noise = np.stack([noise(self._plan.seed + sample, window) for window in windows])
            done: list[Values] = []
            while (start := sum(map(len, done))) < len(windows):
                part = slice(start, start + self._batch)
                with heard(partial(self._on_step, advance, start, len(z_source[part]))):
                    latents = self._translate_or_halve(z_source[part], z_noise[part])
                if latents is not None:
                    done.append(latents)
            return np.concatenate(done)

    def _on_step(self, advance: Advance, windows_done: int, windows: int, share: float) -> None:
        """Report one sampling step of a batch; stop if the user cancelled, because 250 steps take minutes."""
        self._check_cancelled()
        advance(windows_done + windows * share)

    def _translate_or_halve(self, z_source: Values, z_noise: Values) -> Values | None:
        """Translate a batch; None if memory ran out, so that the next batch must be smaller."""
        self._check_cancelled()
        try:
            return self._model.sample(z_source, z_noise, self._direction, self._plan.steps)
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
            if len(z_source) == 1:
                raise out_of_memory(self._model.device) from error
        self._model.release_memory()
        self._batch = len(z_source) // 2
        text = "memory ran out: continuing with {count} windows at a time"
        logger.warning(Message("smaller-batch", text, count=self._batch))
        return None

    def _halving(self, block: Bounds, factor: int, run: Callable[[Bounds], Values]) -> Values:
        """Run a block (C, h * factor, w * factor) whole, or in halves if memory is short."""
        self._check_cancelled()
        cells = block.height * block.width
        if cells < self._largest_cells:
            try:
                return run(block)
            except RuntimeError as error:
                if not is_out_of_memory(error):
                    raise
                if cells <= SMALLEST_BLOCK_CELLS:
                    raise out_of_memory(self._model.device) from error
            self._model.release_memory()
            self._largest_cells = cells
            text = "memory ran out: continuing with blocks of fewer than {count} cells"
            logger.warning(Message("smaller-block", text, count=cells))
        halves = [(half, self._halving(half, factor, run)) for half in block.halves()]
        out = np.empty((len(halves[0][1]), block.height * factor, block.width * factor), np.float32)
        for half, values in halves:
            rows, cols = half.times(factor).within(block.times(factor))
            out[:, rows, cols] = values
        return out

    def _check_cancelled(self) -> None:
        if self._is_cancelled():
            text = "cancelled; running the same command again continues from here"
            raise CancelledError(Message("cancelled", text))


def reflected(values: Values, known: Bounds, wanted: Bounds) -> Values:
    """Extend values (C, h, w) to the wanted bounds by reflection, as np.pad does."""
    rows = (known.row_start - wanted.row_start, wanted.row_stop - known.row_stop)
    cols = (known.col_start - wanted.col_start, wanted.col_stop - known.col_stop)
    return np.pad(values, ((0, 0), rows, cols), mode="reflect") if any((*rows, *cols)) else values
