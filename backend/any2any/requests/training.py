"""Requests from QGIS to the training backend, and their results: plain values, read without torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

SplitChoice = Literal["auto", "train", "validation", "test"]
SPLIT_CHOICES: tuple[str, ...] = get_args(SplitChoice)


@dataclass(frozen=True)
class TrainingLayer:
    """One raster that shows a scene in one modality."""

    modality: str
    path: str
    """Anything rasterio opens."""
    bands: tuple[int, ...] | None = None
    """1-based band numbers in the modality's order; None finds them by name, else uses the first bands."""
    radiometry: str = "auto"
    """Name of an encoding of ``raster.radiometry``, or ``"auto"``."""


@dataclass(frozen=True)
class IndexTilesRequest:
    """Put one scene into an index of training tiles."""

    index: Path
    """GeoPackage to write."""
    layers: tuple[TrainingLayer, ...]
    """At least two, of different modalities."""
    scene: str
    place: str = ""
    """Scenes of one place share a split; empty: the place of an overlapping scene, else the scene's name."""
    split: SplitChoice = "auto"
    licence: str = "unknown"
    model: Path | None = None
    """Model folder whose modalities the index holds; None means the bundled model's."""
    extent: tuple[float, float, float, float] | None = None
    """West, south, east, north in the CRS of the first layer; None: the whole area that the layers share."""
    append: bool = False
    """Keep the scenes of an existing index; otherwise it is replaced."""


@dataclass(frozen=True)
class IndexTilesResult:
    """What was written."""

    index: Path
    scene: str
    place: str
    split: str
    tiles: int
    """Tiles of this scene."""
    tiles_in_index: int
    radiometry: dict[str, str]
    """By modality: the encoding and why, one sentence each."""
    warnings: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class FinetuneRequest:
    """Fine-tune a copy of a model on an index of tiles (stage II; its VAEs stay frozen)."""

    index: Path
    output: Path
    """Folder of the new model; during training, ``<output>.training`` lies beside it."""
    model: Path | None = None
    """Model to start from; None means the bundled one."""
    directions: tuple[str, ...] | None = None
    """Like ``"sar->rgb"``; None means all directions of the training tiles."""
    steps: int = 500
    learning_rate: float = 1e-4
    batch: int = 8
    """Pairs of windows per step."""
    seed: int = 0
    device: str = "auto"


@dataclass(frozen=True)
class FinetuneResult:
    """Result of a finished fine-tuning."""

    output: Path
    name: str
    model_digest: str
    base_digest: str
    directions: tuple[str, ...]
    steps: int
    loss_split: str
    """"validation", or "train" where the index has no validation tiles."""
    loss_before: float
    """Mean squared error of one-step translations in latent space, base model."""
    loss_after: float
    seconds: float
