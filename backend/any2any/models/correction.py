"""What the DiT and the adapters predict: the clean latent itself, or a correction of a first guess.

The same objects serve torch tensors and numpy arrays. Imports no torch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from any2any.spec.modality import LATENT_CHANNELS, Direction
from any2any.spec.networks import GuessConfig

Array = TypeVar("Array", bound=Any)
"""A ``numpy.ndarray`` or a ``torch.Tensor``."""

WithoutCoarse = Callable[[Array], Array]
"""A correction (B, 4, h, w) less its coarse part (``diffusion/sampler.py``)."""


class CleanLatent:
    """The DiT predicts the clean latent, and an adapter may change all of it, as in the paper."""

    def clean(self, predicted: Array, z_source: Array) -> Array:
        """Return the clean latent (B, 4, h, w) for the DiT's output and its conditioning (B, S, h, w)."""
        return predicted

    def fine(self, change: Array) -> Array:
        """Return the part of a change (B, 4, h, w) that the networks may make."""
        return change

    def refined(self, clean: Array, change: Array, z_source: Array, direction: Direction) -> Array:
        """Return the result, (B, 4, h, w): a clean latent and the adapter's change to it."""
        result: Array = clean + self.fine(change)
        return result


class Correction(CleanLatent):
    """The DiT predicts what to add to the first guess's latent."""

    def __init__(self, gains: Mapping[str, float]) -> None:
        """``gains``: by direction, the share of all corrections that is applied; 1 if not listed."""
        self._gains = gains

    def clean(self, predicted: Array, z_source: Array) -> Array:
        """Return the first guess's latent plus the correction, (B, 4, h, w)."""
        corrected: Array = guess_latent(z_source) + self.fine(predicted)
        return corrected

    def refined(self, clean: Array, change: Array, z_source: Array, direction: Direction) -> Array:
        """Return the first guess's latent plus the direction's share of all corrections, (B, 4, h, w)."""
        result = super().refined(clean, change, z_source, direction)
        gain = self._gains.get(str(direction), 1.0)
        if gain == 1.0:
            return result
        guess = guess_latent(z_source)
        return guess + gain * (result - guess)


class AnchoredCorrection(Correction):
    """A correction that keeps the coarse part of the first guess, so neighbouring windows agree about levels."""

    def __init__(self, gains: Mapping[str, float], without_coarse: WithoutCoarse[Any]) -> None:
        super().__init__(gains)
        self._without_coarse = without_coarse

    def fine(self, change: Array) -> Array:
        """Return the change (B, 4, h, w) without its coarse part."""
        fine: Array = self._without_coarse(change)
        return fine


def meaning_of_outputs(guess: GuessConfig | None, without_coarse: WithoutCoarse[Any]) -> CleanLatent:
    """Choose for a model; ``without_coarse`` is the runtime's implementation."""
    if guess is None:
        return CleanLatent()
    return AnchoredCorrection(guess.gains, without_coarse) if guess.anchored else Correction(guess.gains)


def guess_latent(z_source: Array) -> Array:
    """Cut the first guess's latent (B, 4, h, w) out of the conditioning (B, S, h, w)."""
    guess: Array = z_source[:, LATENT_CHANNELS : 2 * LATENT_CHANNELS]
    return guess
