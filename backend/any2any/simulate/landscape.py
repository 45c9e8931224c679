"""The relief, climate and seasons of a landscape, and the smooth noise it is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

FloatImage = NDArray[np.float32]

_SMOOTHED_VARIANCE = 0.3025
"""Variance left of white noise after endless subdivision: the quadratic B-spline's 0.55, squared."""


def fractal_noise(
    rng: Generator, size_px: int, longest_px: float, shortest_px: float = 1.0, hurst: float = 0.5
) -> FloatImage:
    """Return ``(size_px, size_px)`` noise, mean about 0 and variance about 1 over many draws.

    Octaves reach from ``longest_px`` to ``shortest_px``; an octave's amplitude is its wavelength to the power
    ``hurst`` (0: as strong at every scale, 1: smooth hills). The wavelengths are the caller's, not the
    image's: a small image shows a small piece of the same landscape.
    """
    coarsest = max(int(np.ceil(np.log2(max(longest_px, 1.0)))), 0)
    sizes = [size_px]
    for _ in range(coarsest):
        sizes.append((sizes[-1] + 1) // 2 + 1)
    image = np.zeros((sizes[-1], sizes[-1]), np.float32)
    variance = 0.0
    for level in range(coarsest, -1, -1):
        if level < coarsest:
            image = subdivide(image, sizes[level])
        wavelength = 2.0**level
        if wavelength >= shortest_px or level == coarsest:
            amplitude = (wavelength / 2.0**coarsest) ** hurst
            image += np.float32(amplitude) * rng.standard_normal(image.shape, dtype=np.float32)
            variance += amplitude**2 * (_SMOOTHED_VARIANCE if level else 1.0)
    image *= np.float32(variance**-0.5)
    return image


def subdivide(image: FloatImage, size_px: int) -> FloatImage:
    """Refine a square image twofold with the quadratic B-spline and keep ``(size_px, size_px)`` of it."""
    rows = np.empty((2 * (image.shape[0] - 1), image.shape[1]), np.float32)
    quarter = np.float32(0.25) * (image[1:] - image[:-1])
    np.add(image[:-1], quarter, out=rows[0::2])
    np.subtract(image[1:], quarter, out=rows[1::2])
    rows = rows[:size_px]
    out = np.empty((rows.shape[0], 2 * (image.shape[1] - 1)), np.float32)
    quarter = np.float32(0.25) * (rows[:, 1:] - rows[:, :-1])
    np.add(rows[:, :-1], quarter, out=out[:, 0::2])
    np.subtract(rows[:, 1:], quarter, out=out[:, 1::2])
    return np.ascontiguousarray(out[:, :size_px])


def halve(image: FloatImage) -> FloatImage:
    """Average 2 x 2 pixels over the last two axes (even sizes)."""
    rows = image[..., 0::2, :] + image[..., 1::2, :]
    rows *= np.float32(0.25)
    halved: FloatImage = rows[..., 0::2] + rows[..., 1::2]
    return halved


def smooth(image: FloatImage, side: float) -> FloatImage:
    """Filter with ``(side, 1 - 2 side, side)`` along both axes; one pixel is lost at every border."""
    centre = np.float32(1.0 - 2.0 * side)
    rows: FloatImage = centre * image[1:-1] + np.float32(side) * (image[:-2] + image[2:])
    smoothed: FloatImage = centre * rows[:, 1:-1] + np.float32(side) * (rows[:, :-2] + rows[:, 2:])
    return smoothed


FINE_M = 5.0
"""Usual pixel size of the fine grid on which a scene is rendered: that of PAN."""


@dataclass(frozen=True)
class Canvas:
    """Square images on the fine grid; the random ones have mean 0 and variance about 1 over many scenes."""

    x_px: FloatImage
    y_px: FloatImage
    height: FloatImage
    """Height of the ground in standard deviations of the relief."""
    climate: FloatImage
    """Above 0 where more grows than usual in this landscape."""
    detail: FloatImage
    """Texture at all scales from a pixel to 300 m."""
    bend_x: FloatImage
    """Very smooth: bends straight lines."""
    bend_y: FloatImage

    @property
    def size_px(self) -> int:
        """Rows and columns."""
        return len(self.x_px)


def draw_canvas(rng: Generator, size_px: int, fine_m: float, lake_level: float) -> Canvas:
    """Draw the fields on ``(size_px, size_px)`` pixels of ``fine_m``; at most half the ground lies below the lakes."""
    height = _height(rng, size_px, fine_m)
    height += np.float32(max(lake_level - float(np.median(height[::8, ::8])), 0.0))
    axis = np.arange(size_px, dtype=np.float32)
    x_px, y_px = np.meshgrid(axis, axis)
    return Canvas(
        x_px,
        y_px,
        height=height,
        climate=fractal_noise(rng, size_px, 2500 / fine_m, 4.0, hurst=0.6),
        detail=fractal_noise(rng, size_px, 300 / fine_m, 1.0, hurst=0.3),
        bend_x=fractal_noise(rng, size_px, 1800 / fine_m, 16.0, hurst=1.0),
        bend_y=fractal_noise(rng, size_px, 1800 / fine_m, 16.0, hurst=1.0),
    )


def _height(rng: Generator, size_px: int, fine_m: float) -> FloatImage:
    hills = fractal_noise(rng, size_px, 5000 / fine_m, 8.0, hurst=1.0)
    valleys = fractal_noise(rng, size_px, 1400 / fine_m, 8.0, hurst=1.1)
    # Ridges and valleys branch along the zero lines of the second field; sqrt keeps their bottoms round.
    folds = np.sqrt(valleys * valleys + np.float32(0.01)) - np.float32(0.8)
    hills += np.float32(rng.uniform(-0.35, 0.35)) * folds
    return hills


def gradient(image: FloatImage, pixel: float) -> tuple[FloatImage, FloatImage]:
    """Return the change towards east and towards south per unit in which ``pixel`` gives the pixel size."""
    east, south = np.empty_like(image), np.empty_like(image)
    scale = np.float32(0.5 / pixel)
    east[:, 1:-1] = (image[:, 2:] - image[:, :-2]) * scale
    south[1:-1] = (image[2:] - image[:-2]) * scale
    east[:, 0], east[:, -1] = east[:, 1], east[:, -2]
    south[0], south[-1] = south[1], south[-2]
    return east, south


def curve_distance(
    canvas: Canvas, angle: float, through_px: NDArray[np.floating], meander_px: FloatImage
) -> FloatImage:
    """Return the distance in pixels to a line through a point (x, y) that ``meander_px`` bends sideways.

    ``angle``: the direction of the line's normal, in radians.
    """
    level = np.float32(np.cos(angle)) * (canvas.x_px - np.float32(through_px[0]))
    level += np.float32(np.sin(angle)) * (canvas.y_px - np.float32(through_px[1]))
    level += meander_px
    east, south = gradient(level, 1.0)
    distance: FloatImage = np.abs(level) / np.sqrt(east * east + south * south + np.float32(1e-3))
    return distance


@dataclass(frozen=True)
class Landscape:
    """The random choices that hold for a whole scene."""

    aridity: float
    """0 is green, 1 is desert."""
    season: float
    """0 is the height of growth, 1 is after harvest."""
    relief_m: float
    """Standard deviation of the height."""
    lake_level: float
    """Height, in standard deviations, below which there is water."""
    has_river: bool
    river_width_m: float
    forest_level: float
    """Forest grows where a unit-variance field exceeds this."""
    farm_level: float
    """Land is farmed where a unit-variance field is below this."""
    parcel_m: tuple[float, float]
    """Typical width and length of a field."""
    irregularity: float
    """0: fields on straight lines; 1: old, crooked boundaries."""
    towns_per_km2: float
    town_radius_m: float
    roads: int
    soil_brightness: float
    """0 is dark, 1 is bright."""
    soil_paleness: float
    """0 is red, 1 is sand."""
    sun_azimuth_deg: float
    sun_elevation_deg: float
    haze: float
    """Path reflectance in the blue band."""
    radar_incidence_deg: float
    radar_looks_east: bool
    """Look direction: east for an ascending pass, west for a descending one."""
    fine_m: float
    """Pixel size of the fine grid on which it is rendered: half of the reference grid's."""


def draw_landscape(rng: Generator, fine_m: float = FINE_M) -> Landscape:
    """Draw a landscape, to be seen in pixels of ``fine_m``; very green and very dry ones are both common."""
    aridity = float(rng.beta(0.7, 1.1))
    width_m = float(rng.uniform(50, 260))
    return Landscape(
        aridity=aridity,
        season=float(rng.uniform(0, 1)),
        relief_m=float(8.0 * 30.0 ** rng.uniform(0, 1)),
        lake_level=float(rng.normal(-1.7, 0.5)),
        has_river=bool(rng.uniform() < 0.65),
        river_width_m=float(rng.uniform(12, 40) * (1 + 3 * rng.uniform() ** 4)),
        forest_level=float(rng.normal(0.1 + 1.9 * aridity, 0.6)),
        farm_level=float(rng.normal(0.9 - 0.7 * aridity, 0.7)),
        parcel_m=(width_m, width_m * float(rng.uniform(1.2, 3.5))),
        irregularity=float(rng.uniform(0, 1)),
        towns_per_km2=float(rng.uniform(0.02, 0.14)),
        town_radius_m=float(rng.uniform(250, 1100)),
        roads=int(rng.integers(1, 5)),
        soil_brightness=float(rng.uniform(0.05, 0.9)),
        soil_paleness=float(rng.uniform(0, 1)),
        sun_azimuth_deg=float(rng.uniform(110, 200)),
        sun_elevation_deg=float(rng.uniform(25, 65)),
        haze=float(rng.uniform(0.005, 0.04)),
        radar_incidence_deg=float(rng.uniform(31, 45)),
        radar_looks_east=bool(rng.uniform() < 0.5),
        fine_m=fine_m,
    )
