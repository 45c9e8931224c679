"""One random change of a tile, applied to each of its modalities.

All optical bands of a tile share one sun, haze and stretch, and its radar has one calibration, so that two sensors
could have seen the pair at the same time. Everything but speckle depends only on the pixel's value; speckle also
depends on a seed and the absolute pixel. So overlapping blocks of a tile agree to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from any2any.data.augment.config import AugmentConfig
from any2any.raster.window import Bounds, noise
from any2any.spec.modality import Band, Modality

SMALLEST_POWER = 1e-3
"""Lower bound of speckle: with few looks the approximation can reach zero, whose dB is minus infinity."""


def speckle_power(
    seed: int, deviation: float, modality: Modality, row: int, col: int, rows: int, columns: int
) -> NDArray[np.float32]:
    """Return the factor of the backscatter power: (C, rows, columns), independent between pixels and bands.

    It has a gamma distribution of unit mean with 1 / ``deviation``**2 looks (``deviation`` above 0, at most 1), as
    the cube of a normal value (Wilson and Hilferty 1931): mean and deviation are exact within 0.2 % at one look and
    0.02 % from four up, and each pixel needs only one random number, keyed by its place. ``seed``: 0 .. 2**64 - 1;
    ``row`` and ``col``: the first pixel, at least 0.
    """
    key = seed ^ crc32(modality.name.encode())  # two radars of one tile have independent speckle
    z = noise(key, Bounds(row, row + rows, col, col + columns), modality.channels)
    ninth = np.float32(deviation**2 / 9)  # 1 / (9 looks)
    cube_root = 1 - ninth + np.sqrt(ninth) * z
    return np.maximum(cube_root * cube_root * cube_root, np.float32(SMALLEST_POWER))


HAZE_AT_NM = 490.0
"""Reference wavelength of the haze."""

Values = NDArray[np.float32]


@dataclass(frozen=True)
class Augmentation:
    """Random values for one variant of one tile; the defaults change nothing."""

    gain: float = 1.0
    """Factor of reflectances."""
    offset: float = 0.0
    """Reflectance added to every optical band."""
    haze: float = 0.0
    """Path reflectance at 490 nm; below 0 if overcorrected."""
    haze_exponent: float = 2.0
    """Path reflectance falls with the wavelength to this power."""
    gamma: float = 1.0
    """Exponent of a reflectance's position in its band's range."""
    level_db: float = 0.0
    """Added to the backscatter of every band."""
    noise_floor: float = 0.0
    """Added to the backscatter power, after speckle and before the level."""
    speckle: float = 0.0
    """Standard deviation of the factor of the backscatter power; 0: none."""
    speckle_seed: int = 0
    """0 .. 2**64 - 1."""
    level_k: float = 0.0
    """Added to temperatures."""

    @classmethod
    def draw(cls, rng: np.random.Generator, config: AugmentConfig, level_jitter_db: float) -> Augmentation:
        """Draw every kind uniformly (factors and exponents log-uniformly); always takes ten values from ``rng``.

        ``level_jitter_db``: uncertainty of the source's radar level, in addition to ``config.level_db``.
        """
        around = rng.uniform(-1.0, 1.0, 6)
        upwards = rng.random(3)
        speckled = upwards[2] < config.speckle_share
        return cls(
            gain=float((1.0 + config.gain) ** around[0]),
            offset=float(config.offset * around[1]),
            haze=float(config.haze * around[5]),
            haze_exponent=float(2.0 + 2.0 * upwards[0]),
            gamma=float((1.0 + config.gamma) ** around[2]),
            level_db=float((config.level_db + level_jitter_db) * around[3]),
            noise_floor=float(config.noise_floor * upwards[1]),
            # The remaining share is as uniform as the draw: one number decides whether and how much.
            speckle=float(config.speckle * upwards[2] / config.speckle_share) if speckled else 0.0,
            speckle_seed=int(rng.integers(2**64, dtype=np.uint64)),
            level_k=float(config.level_k * around[4]),
        )

    def apply(self, values: Values, modality: Modality, row: int, col: int) -> Values:
        """Change model values (C, H, W), float32, NaN where nodata, of a tile in this modality.

        ``row`` and ``col``: the first pixel's place in the turned tile, in pixels of the modality, at least 0.
        Returns a new array in [-1, 1], NaN where ``values`` are NaN, or ``values`` itself if nothing changes.
        """
        # One memory layout, because numpy's power and logarithm may round a strided array differently.
        values = np.ascontiguousarray(values, np.float32)
        match modality.quantity:
            case "reflectance":
                return self._optical(values, modality)
            case "backscatter_db":
                return self._radar(values, modality, row, col)
            case "temperature_k":
                shift = self.level_k * _per_unit(modality)
                return _clipped(values + shift) if self.level_k else values

    def path_reflectance(self, band: Band) -> float:
        """Reflectance that haze adds to a band; 0 if its wavelength is unknown."""
        if band.wavelength_nm is None:
            return 0.0
        return float(self.haze * (band.wavelength_nm / HAZE_AT_NM) ** -self.haze_exponent)

    def _optical(self, values: Values, modality: Modality) -> Values:
        """Apply gain and offset (sun and air) in reflectance, then the stretch of a display."""
        # With reflectance = low + span * (v + 1) / 2, gain * reflectance + added is again linear in v.
        added = np.array([self.offset + self.path_reflectance(band) for band in modality.bands])
        lows = np.array([band.low for band in modality.bands])
        shift = (self.gain - 1) + (added + (self.gain - 1) * lows) * _per_unit(modality).ravel()
        if self.gain != 1 or shift.any():
            values = _clipped(values * np.float32(self.gain) + _column(shift))
        if self.gamma != 1:
            stretched: Values = np.power((values + 1) / 2, np.float32(self.gamma))
            values = _clipped(2 * stretched - 1)
        return values

    def _radar(self, values: Values, modality: Modality, row: int, col: int) -> Values:
        """Apply speckle to the power, add the radar's noise, then shift the level."""
        if self.speckle:
            power = speckle_power(self.speckle_seed, self.speckle, modality, row, col, *values.shape[-2:])
            values = values + np.float32(10) * np.log10(power) * _per_unit(modality)
        if self.noise_floor:
            values = values + self._lift_db(values, modality) * _per_unit(modality)
        if self.level_db:
            values = values + np.float32(self.level_db) * _per_unit(modality)
        return _clipped(values) if self.speckle or self.noise_floor or self.level_db else values

    def _lift_db(self, values: Values, modality: Modality) -> Values:
        """Increase in dB of each pixel by the noise floor: 10 log10((p + noise) / p)."""
        lows = _column(np.array([band.low for band in modality.bands]))
        db = (values + 1) / _per_unit(modality) + lows
        power = np.power(np.float32(10), db / 10)
        return np.asarray(10 * np.log10(1 + np.float32(self.noise_floor) / power), np.float32)


IDENTITY = Augmentation()
"""Changes nothing."""


def _per_unit(modality: Modality) -> Values:
    """(C, 1, 1): model values of one unit of the physical quantity."""
    return _column(np.array([2 / (band.high - band.low) for band in modality.bands]))


def _column(values: NDArray[np.float64]) -> Values:
    return values.astype(np.float32).reshape(-1, 1, 1)


def _clipped(values: Values) -> Values:
    return np.clip(values, np.float32(-1), np.float32(1))
