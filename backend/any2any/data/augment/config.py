"""Strengths of augmentation; plain numbers, read without numpy."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from any2any.errors import UsageError


@dataclass(frozen=True)
class AugmentConfig:
    """Largest changes of a tile's radiometry; 0 disables a kind without changing the others.

    The defaults are for stage II, whose latents are both sources and targets. Between optical modalities, the source
    shows the target's change. From radar to RGB it does not, so a change of the target is unpredictable noise.
    Therefore the changes are about as large as the differences between two calibrated products (a few per cent of gain,
    residual haze, 0.5 dB), which add an estimated few per cent to the squared error across sensors. The mean of all
    draws is the unchanged image, so predictions are not biased. Only the noise floor and speckle shift the mean, by a
    few tenths of a dB in very dark pixels.
    """

    gain: float = 0.1
    """Reflectances are multiplied by up to 1 + this or its inverse: the sun's height, slopes, calibration."""
    offset: float = 0.005
    """Reflectance added to all bands alike, up to plus or minus this: a sensor's zero."""
    haze: float = 0.015
    """Path reflectance at 490 nm, up to plus (uncorrected air) or minus (overcorrection) this. It falls with the
    wavelength to the power 2 to 4 (clear to very clear air, Chavez 1988), so it nearly vanishes in the short-wave
    infrared."""
    gamma: float = 0.05
    """Each optical band's range, as 0 to 1, is raised to the power of up to 1 + this or its inverse: display imagery
    that claims to be linear."""
    level_db: float = 0.5
    """Backscatter of all bands is shifted by up to plus or minus this, in dB, in addition to the source's jitter."""
    noise_floor: float = 0.001
    """Backscatter power that is added, 0 to this: a radar's own noise; 0.002 is -27 dB."""
    speckle: float = 0.25
    """Standard deviation of the speckle that multiplies the backscatter power, 0 to this: 0.25 is 16 looks."""
    speckle_share: float = 0.5
    """Share of the draws that add speckle. A model can only average over a target's noise; the other half of the tiles,
    with little speckle, show what a clean scene looks like."""
    level_k: float = 1.0
    """Temperatures are shifted by up to plus or minus this, in kelvin."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not (math.isfinite(value) and value >= 0):
                raise UsageError(f"{field.name} is {value}: choose at least 0, which switches it off")
        for name in ("speckle", "speckle_share"):
            if getattr(self, name) > 1:
                raise UsageError(f"{name} is {getattr(self, name)}: choose at most 1")


@dataclass(frozen=True)
class WideAugmentConfig(AugmentConfig):
    """Changes for stage I, where a VAE must reconstruct any image and predicts nothing.

    Levels vary as much as with a radar's incidence angles; more gain and haze would clip bright towns and dark woods in
    many crops. There is little speckle, because it takes latent channels that the ground needs.
    """

    gain: float = 0.25
    offset: float = 0.01
    haze: float = 0.03
    gamma: float = 0.15
    level_db: float = 2.0
    noise_floor: float = 0.002
    speckle: float = 0.3
    speckle_share: float = 0.25
    level_k: float = 5.0


NONE = AugmentConfig(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
"""Nothing is changed."""
