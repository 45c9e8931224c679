"""What a translation is asked to do: one value that the command line and the worker both build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from any2any.errors import UsageError

PresetName = Literal["fast", "balanced", "detailed", "paper"]

PrecisionName = Literal["float32", "bfloat16"]
FLOAT32, BFLOAT16 = "float32", "bfloat16"
PRECISIONS = (FLOAT32, BFLOAT16)

AUTO = "auto"
DIRECT = "direct"

STEPS: dict[str, int] = {"fast": 1, "balanced": 4, "detailed": 10, "paper": 250}
"""Sampling steps of each preset."""


@dataclass(frozen=True)
class TranslateRequest:
    """One translation job. Paths are as the user gave them; nothing is opened here."""

    input: str
    """Anything rasterio opens: a path, ``/vsi...``, a URL."""
    output: Path
    source: str
    """Name of the source modality, like ``"sar"``."""
    target: str
    model: Path | None = None
    """Model folder; None takes the bundled model."""
    preset: PresetName = "balanced"
    steps: int | None = None
    """Overrides the preset's number of steps."""
    seed: int = 0
    bands: tuple[int, ...] | None = None
    """1-based band numbers, in the modality's order; None takes the first ones."""
    radiometry: str = AUTO
    """Name of an encoding of ``raster.radiometry``, or ``"auto"``."""
    device: str = "auto"
    window: tuple[int, int, int, int] | None = None
    """X, Y, width, height in source pixels; grown outwards to whole pixels of a coarser target."""
    overwrite: bool = False
    batch: int = 16
    """Windows per call of the networks; halved by itself where memory runs out."""
    via: str = AUTO
    """Name of a modality to translate through, ``"direct"``, or ``"auto"``: what the model's figures recommend."""
    came_from: str | None = None
    """Modality that the input was itself translated from: the second half of a translation through another one."""
    came_from_plan: str | None = None
    """Digest of the plan of that first half."""
    samples: int = 1
    """Seeds ``seed .. seed + samples - 1`` to translate with; the output is the mean of the results."""
    uncertainty: Path | None = None
    """GeoTIFF for the standard deviation over the samples; None writes none."""
    precision: PrecisionName = "float32"
    """What the networks compute in; bfloat16 is faster where the processor or GPU has it (``docs/performance.md``)."""
    compiled: bool = False
    """Whether to compile the DiT first: seconds, for long jobs; needs a C++ compiler, or Triton on a GPU."""
    gpu_memory_gb: float | None = None
    """Most memory to take of a CUDA GPU, in units of 10**9 bytes; None takes what there is."""

    @property
    def step_count(self) -> int:
        """Sampling steps to take."""
        return STEPS[self.preset] if self.steps is None else self.steps


@dataclass(frozen=True)
class TranslateResult:
    """What a finished job made."""

    output: Path
    width: int
    height: int
    bands: tuple[str, ...]
    model: str
    model_digest: str
    source: str
    target: str
    seen: bool
    """Whether the model was trained on this direction; False is zero-shot."""
    steps: int
    seed: int
    radiometry: str
    """The encoding used for the input and why, one sentence."""
    warnings: tuple[str, ...]
    seconds: float
    windows: int
    """Windows translated."""
    windows_skipped: int
    """Windows without a valid pixel."""
    via: str | None = None
    """Modality that was translated through, if any."""
    samples: int = 1
    """Samples that the output is the mean of."""
    uncertainty: Path | None = None
    """The standard deviation over the samples, if it was asked for."""


def parse_band_numbers(text: str) -> tuple[int, ...]:
    """Read ``"3,2,1"`` or ``"3 2 1"``; UsageError unless all are whole numbers from 1 up."""
    what = "band numbers from 1 up, such as 3 2 1"
    bands = parse_numbers(text, None, what)
    if min(bands) < 1:
        raise UsageError(f"{text!r} are no {what}")
    return bands


def parse_numbers(text: str, count: int | None, what: str) -> tuple[int, ...]:
    """Read whole numbers between commas or spaces, so many or at least one; UsageError says what it is not."""
    try:
        numbers = tuple(int(part) for part in text.replace(",", " ").split())
    except ValueError:
        numbers = ()
    if not numbers or count not in (None, len(numbers)):
        raise UsageError(f"{text!r} is not {what}")
    return numbers
