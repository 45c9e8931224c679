"""What the DiT and the adapters predict: the clean latent itself, or a correction of a first guess.

The same objects serve torch tensors and numpy arrays. Imports no torch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from any2any.spec.modality import LATENT_CHANNELS, Direction
from any2any.spec.networks import DitConfig, GuessConfig

Array = TypeVar("Array", bound=Any)
"""A ``numpy.ndarray`` or a ``torch.Tensor``."""

Power = Any
"""A float, or an array (B, 1, 1, 1): the share of signal in a noisy latent's variance, 0 to 1."""

WithoutCoarse = Callable[[Array], Array]
"""A correction (B, 4, h, w) less its coarse part (``diffusion/sampler.py``)."""


class CleanLatent:
    """The DiT predicts the clean latent, and an adapter may change all of it, as in the paper."""

    def __init__(self, sigma_data: float | None = None) -> None:
        """``sigma_data``: expected deviation of what the DiT predicts, which then is scaled by the noise level."""
        self._sigma_data = sigma_data

    def clean(self, output: Array, z_t: Array, z_source: Array, power: Power) -> Array:
        """Return the clean latent (B, 4, h, w).

        output: the DiT's, (B, 4, h, w); z_t: the noisy latent; z_source: the conditioning (B, S, h, w);
        power: of the signal in z_t, 0 to 1, a number or (B, 1, 1, 1).
        """
        return self._scaled(output, z_t, power)

    def _scaled(self, output: Array, noisy: Array, power: Power) -> Array:
        """Return the prediction: skip * noisy + scale * output (Karras et al. 2022, table 1, for this schedule).

        With the scales, a nearly clean latent passes almost unchanged, so late steps do not add the DiT's own errors.
        """
        if self._sigma_data is None:
            return output
        variance = self._sigma_data**2
        total = power * variance + (1.0 - power)
        skip = power**0.5 * variance / total
        scale = self._sigma_data * ((1.0 - power) / total) ** 0.5
        predicted: Array = skip * noisy + scale * output
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

    def __init__(self, gains: Mapping[str, float], sigma_data: float | None = None) -> None:
        """``gains``: by direction, the share of all corrections that is applied; 1 if not listed."""
        super().__init__(sigma_data)
        self._gains = gains

    def clean(self, output: Array, z_t: Array, z_source: Array, power: Power) -> Array:
        """Return the first guess's latent plus the correction, (B, 4, h, w)."""
        guess = guess_latent(z_source)
        corrected: Array = guess + self.fine(self._scaled(output, z_t - power**0.5 * guess, power))
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

    def __init__(
        self, gains: Mapping[str, float], without_coarse: WithoutCoarse[Any], sigma_data: float | None = None
    ) -> None:
        super().__init__(gains, sigma_data)
        self._without_coarse = without_coarse

    def fine(self, change: Array) -> Array:
        """Return the change (B, 4, h, w) without its coarse part."""
        fine: Array = self._without_coarse(change)
        return fine


def meaning_of_outputs(
    dit: DitConfig, guess: GuessConfig | None, without_coarse: WithoutCoarse[Any]
) -> CleanLatent:
    """Choose for a model; ``without_coarse`` is the runtime's implementation."""
    if guess is None:
        return CleanLatent(dit.sigma_data)
    if guess.anchored:
        return AnchoredCorrection(guess.gains, without_coarse, dit.sigma_data)
    return Correction(guess.gains, dit.sigma_data)


def output_ratio(before: DitConfig, after: DitConfig) -> float:
    """Return the factor of the DiT's last layer that keeps one step from pure noise when ``sigma_data`` changes."""
    return (before.sigma_data or 1.0) / (after.sigma_data or 1.0)


def guess_latent(z_source: Array) -> Array:
    """Cut the first guess's latent (B, 4, h, w) out of the conditioning (B, S, h, w)."""
    guess: Array = z_source[:, LATENT_CHANNELS : 2 * LATENT_CHANNELS]
    return guess
