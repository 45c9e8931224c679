"""The request for a fill, built by the command line and other callers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from any2any.errors import UsageError
from any2any.requests.translate import STEPS, PresetName

NODATA_MASK = "nodata"
"""In place of a mask: the holes are the raster's own nodata."""


UNFINISHED_SUFFIX = ".fill"
"""Of the folder of an unfinished fill, after the output's name."""


@dataclass(frozen=True)
class NamedRaster:
    """A raster and the modality that it shows."""

    modality: str
    path: str


@dataclass(frozen=True)
class LayerShift:
    """Shift of a raster against another of the same ground."""

    name: str
    """File name, without its folder."""
    rows_px: float
    """Positive: downwards."""
    columns_px: float
    """Positive: to the right."""

    @property
    def distance_px(self) -> float:
        """Length of the shift."""
        return float((self.rows_px**2 + self.columns_px**2) ** 0.5)


@dataclass(frozen=True)
class FillRequest:
    """One fill. Paths are as the user gave them; nothing is opened here."""

    input: str
    """The raster with holes. Its measured pixels are copied bit for bit."""
    output: Path
    mask: str
    """A raster, a polygon layer (GeoPackage or GeoJSON), or ``"nodata"``."""
    sources: tuple[NamedRaster, ...]
    """Rasters that show the ground under the holes."""
    mask_values: tuple[int, ...] | None = None
    """Values of the mask raster that mark holes; None: all but 0."""
    mask_band: int = 1
    reference: str | None = None
    """An image of the same modality from another date."""
    target: str | None = None
    """Modality of the input; None detects it from the bands' names and number."""
    radiometry: str = "auto"
    """How the input and the reference store their values."""
    synthetic: Path | None = None
    """File for the map of synthetic pixels; None: a name beside the output."""
    model: Path | None = None
    preset: PresetName = "fast"
    steps: int | None = None
    seed: int = 0
    device: str = "auto"
    overwrite: bool = False

    @property
    def step_count(self) -> int:
        """Sampling steps to take."""
        return STEPS[self.preset] if self.steps is None else self.steps

    @property
    def synthetic_path(self) -> Path:
        """File for the map of synthetic pixels."""
        return self.synthetic or self.output.with_name(f"{self.output.stem}_synthetic.tif")


@dataclass(frozen=True)
class FillResult:
    """Result of a finished fill."""

    output: Path
    synthetic: Path
    """0: measured, 1: filled, 2: in a hole without data in any source."""
    width: int
    height: int
    target: str
    filled: int
    """Number of filled pixels, which are synthetic."""
    unfilled: int
    """Number of hole pixels without data in any source; unchanged."""
    clear: int
    """Number of measured pixels that the fill was calibrated on."""
    warnings: tuple[str, ...]
    seconds: float
    shifts: tuple[LayerShift, ...] = ()
    """Measured shifts of sources and reference against the raster, in its pixels; unmeasurable ones are omitted."""


def parse_named_raster(text: str) -> NamedRaster:
    """Read ``"sar=s1.tif"``; UsageError if the modality or the path is missing."""
    modality, equals, path = text.partition("=")
    if not (modality and equals and path):
        raise UsageError(f"{text!r} is not a source: write the modality and the file, such as sar=s1.tif")
    return NamedRaster(modality.strip(), path)
