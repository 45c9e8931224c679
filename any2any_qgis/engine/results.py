"""Answers of finished jobs as typed values: the fields that the plugin uses."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar

from any2any_qgis.engine.protocol import EngineError, Said

T = TypeVar("T")

_TYPES = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float": (int, float),  # JSON has one kind of number
    "str | None": (str, type(None)),
    "tuple[str, ...]": (list,),
    "tuple[BandScores, ...]": (list,),
}
"""By annotation, what a value may be; Python 3.9 cannot evaluate the last one."""


@dataclass(frozen=True)
class TranslateResult:
    """A finished translation."""

    width: int
    height: int
    model: str
    model_digest: str
    source: str
    target: str
    seen: bool
    """Whether the model was trained on this direction."""
    steps: int
    seed: int
    seconds: float
    windows: int
    windows_skipped: int
    """Windows without a valid pixel."""
    via: str | None = None
    """The modality that it was translated through, if any."""
    samples: int = 1
    device: str | None = None
    """Device that computed it, as PyTorch or ONNX Runtime names it."""
    domain: str | None = None
    """How far the input is from the training data, if the model has its statistics."""


@dataclass(frozen=True)
class IndexTilesResult:
    """A scene that was added to an index of training tiles."""

    scene: str
    place: str
    split: str
    tiles: int
    """Tiles of this scene."""
    tiles_in_index: int


@dataclass(frozen=True)
class FinetuneResult:
    """A finished fine-tuning."""

    name: str
    steps: int
    loss_split: str
    """"validation", or "train" where the index has no validation tiles."""
    loss_before: float
    loss_after: float


@dataclass(frozen=True)
class BandScores:
    """How close one band of a result is to a real image; physical units."""

    name: str
    rmse: float
    bias: float
    correlation: float


@dataclass(frozen=True)
class CompareResult:
    """A result that was compared with a real image."""

    modality: str
    unit: str
    pixels: int
    share: float
    """Of the result's pixels, those that both images have."""
    psnr_db: float
    bands: tuple[BandScores, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class FillResult:
    """A raster whose holes were filled."""

    filled: int
    """Pixels that are synthetic now."""
    unfilled: int
    """Hole pixels without data in any source."""
    clear: int
    """Measured pixels that the fill was calibrated on."""
    warnings: tuple[str, ...]


def parse_result(kind: type[T], answer: dict[str, Any]) -> T:
    """Read a worker's answer; fields that the plugin does not use are ignored.

    EngineError if a field is missing or has another type: the worker is then of another version than the plugin.
    """
    declared = fields(kind)  # type: ignore[arg-type] # always one of the dataclasses above
    wanted = [field for field in declared if field.name in answer or field.default is MISSING]
    wrong = [field.name for field in wanted if not _fits(answer.get(field.name), str(field.type))]
    if wrong:
        text = f"the worker answered without a usable {', '.join(wrong)}: reinstall the plugin and set it up again"
        raise EngineError(Said(text, "protocol-differs"))
    return kind(**{field.name: _value(answer[field.name], str(field.type)) for field in wanted})


def _value(value: Any, annotation: str) -> Any:
    if annotation == "tuple[BandScores, ...]":
        return tuple(parse_result(BandScores, band) for band in value)
    return tuple(value) if annotation.startswith("tuple") else value


def _fits(value: Any, annotation: str) -> bool:
    if isinstance(value, bool):  # Python counts a bool as an int
        return annotation == "bool"
    return isinstance(value, _TYPES[annotation])
