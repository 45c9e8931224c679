"""What differs from one landscape to the next: climate, relief, land use and the sun, drawn from the seed."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from any2any.simulate.canvas import FINE_M


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
