"""The request for a translation from several sources, built by the command line and other callers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from any2any.requests.fill import LayerShift, NamedRaster
from any2any.requests.translate import STEPS, PrecisionName, PresetName

UNFINISHED_SUFFIX = ".several"
"""Of the folder of an unfinished translation from several sources, after the output's name."""


@dataclass(frozen=True)
class MultiSourceRequest:
    """One translation from several sources. Paths are as the user gave them; nothing is opened here."""

    sources: tuple[NamedRaster, ...]
    """The first one defines the result's grid and extent."""
    output: Path
    target: str
    reference: str | None = None
    """An image of the target modality from another date."""
    model: Path | None = None
    """Model folder; None means the bundled model."""
    preset: PresetName = "balanced"
    steps: int | None = None
    """Overrides the preset's number of steps."""
    seed: int = 0
    device: str = "auto"
    precision: PrecisionName = "auto"
    overwrite: bool = False

    @property
    def step_count(self) -> int:
        """Sampling steps to take."""
        return STEPS[self.preset] if self.steps is None else self.steps


@dataclass(frozen=True)
class MultiSourceResult:
    """Result of a finished translation from several sources."""

    output: Path
    width: int
    height: int
    bands: tuple[str, ...]
    model: str
    sources: tuple[str, ...]
    """Modalities, in the order of the request."""
    target: str
    weights: tuple[tuple[float, ...], ...]
    """For each source, then the reference: its weight in each band where all have data; weights sum to 1."""
    shifts: tuple[LayerShift, ...]
    """In pixels of the result, relative to the first source; unmeasurable ones are omitted."""
    changed_percent: float | None
    """Share of pixels where the sources contradict the reference; None without a reference."""
    warnings: tuple[str, ...]
    seconds: float
