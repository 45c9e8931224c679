"""Reflectance of pure materials at the optical bands: rounded typical values, not a measured library."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OPTICAL_BANDS = ("blue", "green", "red", "nir", "nir_narrow", "swir1", "swir2")
WAVELENGTHS_NM = (490.0, 560.0, 665.0, 842.0, 865.0, 1610.0, 2190.0)


def _spectrum(*values: float) -> NDArray[np.float32]:
    return np.array(values, np.float32)


GREEN_LEAVES = _spectrum(0.025, 0.068, 0.030, 0.46, 0.47, 0.20, 0.090)
"""A closed canopy of healthy leaves, infinitely deep."""
DRY_LEAVES = _spectrum(0.075, 0.125, 0.18, 0.30, 0.31, 0.34, 0.23)
"""Straw and yellow grass."""
NEEDLES = _spectrum(0.016, 0.034, 0.020, 0.27, 0.28, 0.11, 0.045)
"""A closed canopy of a conifer forest."""
DARK_SOIL = _spectrum(0.050, 0.070, 0.095, 0.145, 0.150, 0.230, 0.200)
RED_SOIL = _spectrum(0.085, 0.135, 0.245, 0.330, 0.340, 0.450, 0.390)
PALE_SOIL = _spectrum(0.160, 0.210, 0.270, 0.330, 0.335, 0.440, 0.400)
CLEAR_WATER = _spectrum(0.030, 0.022, 0.010, 0.004, 0.004, 0.001, 0.001)
TURBID_WATER = _spectrum(0.055, 0.085, 0.075, 0.030, 0.026, 0.006, 0.004)
ASPHALT = _spectrum(0.085, 0.095, 0.105, 0.125, 0.127, 0.150, 0.140)
GRAVEL = _spectrum(0.130, 0.165, 0.200, 0.250, 0.253, 0.310, 0.280)

ROOFS = np.stack(
    [
        _spectrum(0.060, 0.085, 0.170, 0.250, 0.255, 0.320, 0.280),  # red tiles
        _spectrum(0.070, 0.095, 0.150, 0.210, 0.215, 0.270, 0.240),  # brown tiles
        _spectrum(0.090, 0.095, 0.100, 0.110, 0.112, 0.130, 0.130),  # slate, tar
        _spectrum(0.180, 0.195, 0.205, 0.220, 0.222, 0.250, 0.230),  # concrete
        _spectrum(0.360, 0.375, 0.385, 0.390, 0.390, 0.370, 0.330),  # white membrane, bright metal
        _spectrum(0.200, 0.190, 0.170, 0.180, 0.185, 0.200, 0.190),  # blue-grey metal
    ]
)
ROOF_SHARES = (0.34, 0.16, 0.22, 0.16, 0.06, 0.06)

LEAF_EXTINCTION = _spectrum(0.80, 0.72, 0.80, 0.42, 0.42, 0.55, 0.68)
"""Per unit of leaf area: absorbed bands saturate early, the near infrared keeps rising with more leaves."""
WET_SOIL_EXTINCTION = _spectrum(0.75, 0.80, 0.85, 0.90, 0.90, 1.15, 1.45)
"""Darkening of soil per unit of moisture, strongest where water absorbs."""
DIFFUSE_SHARE = _spectrum(0.30, 0.24, 0.18, 0.12, 0.11, 0.05, 0.04)
"""Share of the light that comes from the sky and reaches shadows as well."""
PATH_SHAPE = _spectrum(1.0, 0.62, 0.33, 0.15, 0.14, 0.02, 0.01)
"""Atmospheric path reflectance relative to the blue band's."""
PAN_WEIGHTS = _spectrum(0.22, 0.36, 0.36, 0.06, 0.0, 0.0, 0.0)
"""Of the integral over about 480 to 830 nm; the sensor's response is low where leaves turn bright."""
