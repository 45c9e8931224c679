"""A translation request and its result; the command line and the worker both build the same value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from any2any.errors import UsageError
from any2any.spec.modality import Level

PresetName = Literal["fast", "balanced", "detailed", "paper"]

PrecisionName = Literal["auto", "float32", "bfloat16"]
FLOAT32, BFLOAT16 = "float32", "bfloat16"
PRECISIONS: tuple[PrecisionName, ...] = get_args(PrecisionName)

RuntimeName = Literal["auto", "onnx", "torch"]
RUNTIMES: tuple[RuntimeName, ...] = get_args(RuntimeName)

LevelChoice = Level | Literal["auto"]
LEVELS: tuple[Level, ...] = get_args(Level)
LEVEL_CHOICES: tuple[LevelChoice, ...] = ("auto", *LEVELS)

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
    """Model folder; None means the bundled model."""
    preset: PresetName = "fast"
    steps: int | None = None
    """Overrides the preset's number of steps."""
    seed: int = 0
    bands: tuple[int, ...] | None = None
    """1-based band numbers, in the modality's order; None uses the first bands."""
    radiometry: str = AUTO
    """Name of an encoding of ``raster.radiometry``, or ``"auto"``."""
    level: LevelChoice = "auto"
    """Processing level of the input's reflectance; "auto": from its name, else surface."""
    output_level: Level = "surface"
    """Processing level of the output's reflectance."""
    device: str = "auto"
    window: tuple[int, int, int, int] | None = None
    """X, Y, width, height in source pixels; grown outwards to whole pixels of a coarser target."""
    overwrite: bool = False
    batch: int = 16
    """Windows per network call; halved automatically if memory runs out."""
    via: str = AUTO
    """An intermediate modality, ``"direct"``, or ``"auto"``: the route that the model recommends."""
    route_source: str | None = None
    """In the second half of a routed translation: the modality that the input was translated from."""
    route_plan: str | None = None
    """Digest of the first half's plan."""
    samples: int = 1
    """Seeds ``seed .. seed + samples - 1`` to translate with; the output is the mean of the results."""
    uncertainty: Path | None = None
    """GeoTIFF for the standard deviation over the samples; None: not written."""
    precision: PrecisionName = "auto"
    """Number format of the networks; "auto": bfloat16 where PyTorch computes, the device has the instructions, and the
    model's manifest records that its results lose next to nothing (``docs/performance.md``), else float32."""
    compiled: bool = False
    """Compile the DiT first: takes seconds, pays off in long jobs; needs a C++ compiler, or Triton on a GPU."""
    runtime: RuntimeName = "auto"
    """Runtime of the networks; "auto": PyTorch on a CUDA device, else ONNX Runtime, else PyTorch."""
    gpu_memory_gb: float | None = None
    """Largest memory to use on a CUDA GPU, in 10**9 bytes; None: no limit."""

    @property
    def step_count(self) -> int:
        """Sampling steps to take."""
        return STEPS[self.preset] if self.steps is None else self.steps


@dataclass(frozen=True)
class TranslateResult:
    """Result of a finished job."""

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
    """Intermediate modality, if any."""
    samples: int = 1
    """Number of samples averaged in the output."""
    uncertainty: Path | None = None
    """File of the standard deviation over the samples, if requested."""
    domain: str | None = None
    """How far the input lies from the training data; None if the model does not record its domain."""
    device: str | None = None
    """Device of the networks; None if there were several, or if an earlier run computed it."""


def parse_band_numbers(text: str) -> tuple[int, ...]:
    """Read ``"3,2,1"`` or ``"3 2 1"``; UsageError unless all are whole numbers from 1 up."""
    what = "band numbers from 1 up, such as 3 2 1"
    bands = parse_numbers(text, None, what)
    if min(bands) < 1:
        raise UsageError(f"{text!r} must be {what}")
    return bands


def parse_numbers(text: str, count: int | None, what: str) -> tuple[int, ...]:
    """Read ``count`` whole numbers (None: at least one) separated by commas or spaces; UsageError names ``what``."""
    try:
        numbers = tuple(int(part) for part in text.replace(",", " ").split())
    except ValueError:
        numbers = ()
    if not numbers or count not in (None, len(numbers)):
        raise UsageError(f"{text!r} must be {what}")
    return numbers
