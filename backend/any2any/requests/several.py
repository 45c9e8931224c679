"""What a translation from several sources is asked to do: one value that the command line and other callers build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from any2any.requests.fill import LayerShift, NamedRaster
from any2any.requests.translate import STEPS, PrecisionName, PresetName


@dataclass(frozen=True)
class SeveralRequest:
    """One translation from several sources. Paths are as the user gave them; nothing is opened here."""

    sources: tuple[NamedRaster, ...]
    """The first one gives the result's grid and extent."""
    output: Path
    target: str
    reference: str | None = None
    """An image of the target modality at another date."""
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
class SeveralResult:
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
    """For each source, and last for the reference: its share in each band where all have data; they add up to 1."""
    shifts: tuple[LayerShift, ...]
    """In pixels of the result, relative to the first source; of layers whose shift can be measured."""
    changed_percent: float | None
    """Share of the pixels where the sources say that the reference no longer holds; None without a reference."""
    warnings: tuple[str, ...]
    seconds: float
