"""The translator for the engine: numpy arrays in, numpy arrays out, computed by torch on its device."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from any2any.models.reach import Cells
from any2any.models.translator import Translator
from any2any.requests.translate import BFLOAT16, FLOAT32
from any2any.runtime.device import require_precision
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction

Values = NDArray[np.float32]


@dataclass(frozen=True)
class TorchModel:
    """A ``Translator`` behind the engine's protocol, ``any2any.translate.networks.LatentModel``."""

    translator: Translator
    precision: str = FLOAT32

    @property
    def manifest(self) -> Manifest:
        """The model's manifest."""
        return self.translator.manifest

    @property
    def device(self) -> str:
        """Torch's name of the device: ``cpu``, ``cuda:1``."""
        return str(self.translator.device)

    @property
    def source_channels(self) -> int:
        """Channels of what ``condition`` gives."""
        return self.translator.source_channels

    def at_precision(self, precision: str) -> TorchModel:
        """The same weights computing at a precision; UsageError if the device does not support it."""
        require_precision(self.translator.device, precision)
        return replace(self, precision=precision)

    def to_latent(self, modality: str, x: Values) -> Values:
        """x: (B, C, h * f, w * f) model values -> standardised latent (B, 4, h, w) of the modality's VAE."""
        with torch.inference_mode(), self._autocast():
            return _to_numpy(self.translator.to_latent(modality, self._to_device(x)))

    def condition(self, x: Values, direction: Direction, cells: Cells | None = None) -> Values:
        """x: (B, C, H, W) model values -> (B, source_channels, h, w) of ``cells``, by default of all."""
        with torch.inference_mode(), self._autocast():
            return _to_numpy(self.translator.condition(self._to_device(x), direction, cells))

    def sample(self, z_source: Values, noise: Values, direction: Direction, steps: int) -> Values:
        """z_source: (B, source_channels, 64, 64), noise: (B, 4, 64, 64) -> clean target latent (B, 4, 64, 64)."""
        latents = self._to_device(z_source), self._to_device(noise)
        with torch.inference_mode(), self._autocast():
            return _to_numpy(self.translator.sample(*latents, direction, steps))

    def needs_pixels(self, direction: Direction) -> bool:
        """Whether ``decode`` needs the source's pixels and the result of ``condition``."""
        return self.translator.conditioning.needs_pixels(direction)

    def decode(
        self, z: Values, direction: Direction, z_source: Values | None = None, x: Values | None = None
    ) -> Values:
        """z: (B, 4, h, w), z_source and x of the same cells -> (B, C, h * f, w * f) model values."""
        source = [self._to_device(each) for each in (z_source, x) if each is not None]
        with torch.inference_mode(), self._autocast():
            return _to_numpy(self.translator.decode(self._to_device(z), direction, *source))

    def condition_halo_latent_px(self, direction: Direction) -> int:
        """Neighbouring cells on each side that a cell of ``condition`` depends on."""
        return self.translator.conditioning.encode_halo_latent_px(direction)

    def decoding_halo_latent_px(self, direction: Direction) -> int:
        """Neighbouring cells on each side that a pixel of ``decode`` depends on."""
        return self.translator.conditioning.decode_halo_latent_px(direction)

    @property
    def alignment_latent_px(self) -> int:
        """Blocks start at a multiple of this number of cells."""
        return self.translator.conditioning.alignment_latent_px

    def release_memory(self) -> None:
        """Release the device's cached blocks."""
        kind = self.translator.device.type
        if kind == "cuda":
            torch.cuda.empty_cache()
        elif kind == "mps":
            torch.mps.empty_cache()

    def _autocast(self) -> torch.autocast:
        enabled = self.precision == BFLOAT16
        return torch.autocast(self.translator.device.type, torch.bfloat16, enabled=enabled)

    def _to_device(self, values: Values) -> Tensor:
        return to_device(values, self.translator.device)


def to_device(values: Values, device: torch.device) -> Tensor:
    """Return an array as a tensor on a device: on the CPU it shares memory, to CUDA it is copied from pinned pages."""
    tensor = torch.from_numpy(np.ascontiguousarray(values))
    if device.type == "cuda":
        return tensor.pin_memory().to(device, non_blocking=True)
    return tensor.to(device)


def _to_numpy(tensor: Tensor) -> Values:
    values: Values = tensor.float().cpu().numpy()
    return values
