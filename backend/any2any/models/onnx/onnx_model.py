"""The translator for the engine, computed by ONNX Runtime: numpy arrays in and out. Imports no torch."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from any2any.diffusion.sampler import low_pass, sample, sampling_times
from any2any.diffusion.schedule import signal_power
from any2any.errors import Message, UsageError
from any2any.models import reach
from any2any.models.conditioning import conditioning_of
from any2any.models.correction import meaning_of_outputs
from any2any.models.cycle_spinning import spin
from any2any.models.onnx.self_test import choose_working
from any2any.models.onnx.sessions import Sessions
from any2any.models.reach import Cells
from any2any.models.weights_check import verified_weights
from any2any.requests.translate import AUTO, FLOAT32
from any2any.runtime.providers import available_devices
from any2any.spec.manifest import Manifest, ManifestError
from any2any.spec.modality import Direction
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import context_channels

logger = logging.getLogger(__name__)

Values = NDArray[np.float32]


class OnnxModel:
    """A model folder behind the engine's protocol, ``any2any.translate.networks.LatentModel``."""

    def __init__(self, manifest: Manifest, sessions: Sessions) -> None:
        self.manifest = manifest
        self.conditioning = conditioning_of(manifest)
        self._outputs = meaning_of_outputs(manifest.dit, manifest.guess, without_coarse)
        self._context = manifest.guess.context if manifest.guess else None
        self._sessions = sessions
        self._index = {modality.name: i for i, modality in enumerate(manifest.modalities)}

    @classmethod
    def load(cls, folder: Path, device: str = "cpu") -> OnnxModel:
        """Verify a model folder; ManifestError if anything is missing, damaged or does not fit.

        ``device``: "auto" is the fastest that passes its self-test.
        """
        manifest = read_manifest(folder)
        verified_weights(folder, manifest)
        if device == AUTO:
            device = choose_working(folder, manifest, available_devices())
        return cls(manifest, Sessions(folder, manifest, device))

    @property
    def device(self) -> str:
        """Name of the device: ``cpu``, ``cuda:1``, ``directml``; the CPU after another one failed."""
        return self._sessions.device

    @property
    def source_channels(self) -> int:
        """Channels of the result of ``condition``."""
        return self.manifest.dit.source_channels

    def at_precision(self, precision: str) -> OnnxModel:
        """Return this model; UsageError for any precision but float32."""
        if precision != FLOAT32:
            raise UsageError(
                Message(
                    "torch-only",
                    "ONNX Runtime has no {option}: leave out the precision, or choose runtime torch",
                    option=precision,
                )
            )
        return self

    def to_latent(self, modality: str, x: Values) -> Values:
        """x: (B, C, h * f, w * f) model values -> standardised latent (B, 4, h, w)."""
        mean, std = self._statistics(modality)
        return (self._run(f"encode-{modality}", mean.shape[0], pixels=x) - mean) / std

    def from_latent(self, modality: str, z: Values) -> Values:
        """z: (B, 4, h, w) standardised latent -> model values (B, C, h * f, w * f)."""
        mean, std = self._statistics(modality)
        bands = self.manifest.modality(modality).channels
        return self._run(f"decode-{modality}", bands, latent=z * std + mean)

    def condition(self, x: Values, direction: Direction, cells: Cells | None = None) -> Values:
        """x: (B, C, h * f, w * f) model values -> (B, source_channels, h, w) of ``cells``, by default of all."""
        return self.conditioning.encode(self, x, direction, cells)

    def sample(self, z_source: Values, noise: Values, direction: Direction, steps: int) -> Values:
        """z_source: (B, source_channels, 64, 64), noise: (B, 4, 64, 64) -> clean target latent (B, 4, 64, 64)."""
        times = sampling_times(steps)
        modulations = {t: self._modulate(t, direction) for t in times}
        spun = {times[0], times[-1]} if self.manifest.dit.cycle_spinning else set()

        def predict(z_t: Values, t: int) -> Values:
            def once(z: Values, z_source: Values) -> Values:
                return self._predict(z, z_source, modulations[t], t)

            return spin(once, z_t, z_source) if t in spun else once(z_t, z_source)

        clean = sample(predict, noise, steps)
        sees_source = {"z_source": z_source} if self.manifest.adapter.source_channels else {}
        network = f"refine-{direction.source}-{direction.target}"
        change = self._run(network, clean.shape[1], clean=clean, **sees_source)
        return self._outputs.refined(clean, change, z_source, direction)

    def needs_pixels(self, direction: Direction) -> bool:
        """Whether ``decode`` needs the source's pixels and the result of ``condition``."""
        return self.conditioning.needs_pixels(direction)

    def decode(
        self, z: Values, direction: Direction, z_source: Values | None = None, x: Values | None = None
    ) -> Values:
        """z: (B, 4, h, w), z_source and x of the same cells -> (B, C, h * f, w * f) model values."""
        return self.conditioning.decode(self, z, direction, z_source, x)

    def condition_halo_latent_px(self, direction: Direction) -> int:
        """Neighbouring cells on each side that a cell of ``condition`` depends on."""
        return self.conditioning.encode_halo_latent_px(direction)

    def decoding_halo_latent_px(self, direction: Direction) -> int:
        """Neighbouring cells on each side that a pixel of ``decode`` depends on."""
        return self.conditioning.decode_halo_latent_px(direction)

    @property
    def alignment_latent_px(self) -> int:
        """Blocks start at a multiple of this number of cells."""
        return self.conditioning.alignment_latent_px

    def release_memory(self) -> None:
        """Free the sessions, which keep the memory of their largest block."""
        self._sessions.close()

    def tokens(self, modality: str, x: Values) -> Values | None:
        """Context (B, K, ceil(h / 2), ceil(w / 2)) of pixels, whose edge is repeated to whole tokens."""
        if not self._context:
            return None
        side = reach.TOKEN_LATENT_PX * self.manifest.modality(modality).downsampling
        below, right = -x.shape[-2] % side, -x.shape[-1] % side
        whole = np.pad(x, ((0, 0), (0, 0), (0, below), (0, right)), mode="edge")
        return self._run(f"context-{modality}", self._context.channels, pixels=whole)

    def context_at(self, tokens: Values, cells: Cells, block: Cells) -> Values:
        """Return the context (B, context_channels, h, w) of some cells of a block."""
        return cells.cut(doubled(tokens[:, : context_channels(self.manifest.guess)]))

    def guess(self, direction: Direction, x: Values, tokens: Values | None) -> Values:
        """x: (B, C, h * f, w * f) model values of the source -> (B, C', h * f', w * f') of the target."""
        context = {} if tokens is None else {"tokens": tokens}
        bands = self.manifest.modality(direction.target).channels
        return self._run(f"guess-{direction.source}-{direction.target}", bands, pixels=x, **context)

    def joined(self, parts: Sequence[Values]) -> Values:
        """Concatenate arrays along their channels."""
        return np.concatenate(parts, axis=1)

    def _predict(self, z_t: Values, z_source: Values, modulations: Values, time: int) -> Values:
        """The clean latent (B, 4, 64, 64)."""
        inputs = {"z_t": z_t, "z_source": z_source, "modulations": modulations}
        output = self._run("predict", z_t.shape[1], **inputs)
        return self._outputs.clean(output, z_t, z_source, signal_power()[time])

    def _run(self, name: str, channels: int, **inputs: Values) -> Values:
        """Compute a network; ManifestError unless the result is (B, channels, h, w)."""
        result = self._sessions.run(name, **inputs)
        if result.ndim != 4 or result.shape[1] != channels:
            raise ManifestError(
                Message(
                    "model-file-bad",
                    "model {model}: its graph {path} gives {shape}, its manifest promises {channels} "
                    "channels: ask its publisher",
                    model=self.manifest.name,
                    path=name,
                    shape=result.shape,
                    channels=channels,
                )
            )
        return result

    def _modulate(self, time: int, direction: Direction) -> Values:
        ends = {"source": direction.source, "target": direction.target}
        indices = {end: np.array([self._index[name]], np.int64) for end, name in ends.items()}
        return self._sessions.run("modulate", time=np.array([time], np.float32), **indices)

    def _statistics(self, modality: str) -> tuple[Values, Values]:
        """Mean and deviation of a modality's latents, each (4, 1, 1)."""
        entry = self.manifest.vaes[modality]
        mean, std = np.array(entry.latent_mean, np.float32), np.array(entry.latent_std, np.float32)
        return mean[:, None, None], std[:, None, None]


def without_coarse(correction: Values) -> Values:
    """Return a correction (B, 4, h, w) less its coarse part."""
    rows, columns = (low_pass(cells) for cells in correction.shape[-2:])
    coarse: Values = np.einsum("ij,bcjk,lk->bcil", rows, correction, columns, optimize=True)
    return correction - coarse


def doubled(x: Values) -> Values:
    """Double the rows and columns of (..., h, w), bilinear between pixel centres, as PyTorch does."""
    for axis in (-2, -1):
        before, after = (_neighbour(x, axis, step) for step in (-1, 1))
        pairs = np.stack([0.75 * x + 0.25 * before, 0.75 * x + 0.25 * after], axis=axis)
        shape = list(x.shape)
        shape[axis] *= 2
        x = pairs.reshape(shape)
    return x


def _neighbour(x: Values, axis: int, step: int) -> Values:
    """Return each pixel's neighbour along an axis; a pixel at the edge is its own neighbour."""
    index = np.clip(np.arange(x.shape[axis]) + step, 0, x.shape[axis] - 1)
    return x.take(index, axis=axis)
