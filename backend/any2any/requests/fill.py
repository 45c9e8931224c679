"""What a fill is asked to do: one value that the command line and other callers build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from any2any.errors import UsageError
from any2any.requests.translate import STEPS, PresetName

NODATA_MASK = "nodata"
"""In the place of a mask: the holes are where the raster itself has no data."""


@dataclass(frozen=True)
class NamedRaster:
    """A raster and the modality that it shows."""

    modality: str
    path: str


@dataclass(frozen=True)
class LayerShift:
    """How far a raster lies beside another one of the same ground."""

    name: str
    """File name, without its folder."""
    rows_px: float
    """Positive: it lies further down."""
    columns_px: float
    """Positive: further to the right."""

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
    """What shows the ground under the holes."""
    mask_values: tuple[int, ...] | None = None
    """Values of the mask raster that are holes; None takes all but 0."""
    mask_band: int = 1
    reference: str | None = None
    """The same kind of image at another date."""
    target: str | None = None
    """Modality of the input; None finds it by the bands' names and number."""
    radiometry: str = "auto"
    """How the input and the reference store their values."""
    synthetic: Path | None = None
    """Where the map of synthetic pixels goes; None takes a name beside the output."""
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
        """Where the map of synthetic pixels goes."""
        return self.synthetic or self.output.with_name(f"{self.output.stem}_synthetic.tif")


@dataclass(frozen=True)
class FillResult:
    """What a finished fill made."""

    output: Path
    synthetic: Path
    """0: measured, 1: filled, 2: in a hole that no source shows."""
    width: int
    height: int
    target: str
    filled: int
    """Pixels that are synthetic now."""
    unfilled: int
    """Pixels of holes that no source shows: as they were."""
    clear: int
    """Measured pixels that the fill was calibrated on."""
    warnings: tuple[str, ...]
    seconds: float
    shifts: tuple[LayerShift, ...] = ()
    """How far sources and reference lie beside the raster, in its pixels; of those whose shift can be measured."""


def parse_named_raster(text: str) -> NamedRaster:
    """Read ``"sar=s1.tif"``; UsageError if no modality or no path is there."""
    modality, equals, path = text.partition("=")
    if not (modality and equals and path):
        raise UsageError(f"{text!r} names no source: write the modality and the file, such as sar=s1.tif")
    return NamedRaster(modality.strip(), path)
