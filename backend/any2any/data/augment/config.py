"""How strongly training images are changed; plain numbers, read without numpy."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from any2any.errors import UsageError


@dataclass(frozen=True)
class AugmentConfig:
    """Largest changes of one tile's radiometry; 0 switches a kind off, and the others stay what they were.

    The defaults are for stage II, whose latents are sources and targets at once. Where both ends are optical, the
    source shows what the target has to be; where they are not, as from radar to RGB, a change of the target is
    noise that cannot be predicted. So they are about as large as what is left between two calibrated products (a few
    per cent of gain, haze that an atmospheric correction misses, 0.5 dB), which by estimate adds a few per cent to the
    squared error across sensors; and the mean of all draws is an unchanged image, so that no prediction is biased.
    Only a noise floor and speckle have a mean of their own, a few tenths of a dB where nearly nothing comes back.
    """

    gain: float = 0.1
    """Reflectances are multiplied by up to 1 + this or its inverse: the sun's height, slopes, calibration."""
    offset: float = 0.005
    """Reflectance that is added to all bands alike, plus or minus up to this: a sensor's zero."""
    haze: float = 0.015
    """Path reflectance at 490 nm, plus (air that was not corrected) or minus (too much correction) up to this; it falls
    with the wavelength to the power 2 to 4 (clear to very clear air, Chavez 1988), so hardly any is left in the
    short-wave infrared."""
    gamma: float = 0.05
    """Each optical band's range, as 0 to 1, is raised to the power of up to 1 + this or its inverse: display
    imagery that is said to be linear."""
    level_db: float = 0.5
    """Backscatter of all bands is shifted by plus or minus up to this many dB, beside the jitter of the source."""
    noise_floor: float = 0.001
    """Backscatter power that is added, 0 to this: a radar's own noise; 0.002 is -27 dB."""
    speckle: float = 0.25
    """Standard deviation of the speckle that multiplies the backscatter power, 0 to this: 0.25 is 16 looks."""
    speckle_share: float = 0.5
    """Of the draws; the others have no speckle added. The noise of a target can only be averaged over, and half of
    the tiles with little of it leave enough to learn what a scene without any looks like."""
    level_k: float = 1.0
    """Temperatures are shifted by plus or minus up to this many kelvin."""

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
    """Changes for stage I, where a VAE has to give back any image that comes, and nothing has to be predicted.

    Levels are as far off as a radar's incidence angles take them; more gain and haze would clip bright towns and dark
    woods in many crops. Little speckle, because that costs latent channels which the ground needs.
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
