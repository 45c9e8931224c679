"""The request and the result of comparing a result with a real image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from any2any.requests.translate import AUTO


@dataclass(frozen=True)
class CompareRequest:
    """Score a result against a real image of the same place; both are files that rasterio opens."""

    result: str
    truth: str
    modality: str | None = None
    """Name of the modality of both; None uses the one in the result's tags."""
    model: Path | None = None
    """Model folder that defines the modality; None uses the bundled model."""
    radiometry: str = AUTO
    """How the real image stores its values."""
    bands: tuple[int, ...] | None = None
    """1-based bands of the real image, in the modality's order; None finds them."""
    error_map: Path | None = None
    """GeoTIFF for result minus truth in each band, in physical units."""
    report: Path | None = None
    """Folder for the page with figures and pictures."""


@dataclass(frozen=True)
class BandScores:
    """Errors of one band; physical units (reflectance, dB, kelvin)."""

    name: str
    rmse: float
    bias: float
    """Mean of result minus truth."""
    mean_error: float
    """Mean absolute error."""
    correlation: float
    """Pearson's, over pixels; 0 if either is constant."""


@dataclass(frozen=True)
class CompareResult:
    """Figures over all pixels that both images have."""

    modality: str
    unit: str
    pixels: int
    share: float
    """Number of the result's pixels that both have."""
    psnr_db: float
    """Over all bands, on the modality's physical range; 99 if both are equal."""
    bands: tuple[BandScores, ...]
    warnings: tuple[str, ...]
    error_map: Path | None
    report: Path | None
