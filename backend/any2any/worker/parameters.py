"""The parameters of each method: check the JSON fields of a request, and build the request of the engine from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from any2any.errors import UsageError
from any2any.requests.compare import CompareRequest
from any2any.requests.fill import FillRequest, NamedRaster
from any2any.requests.training import (
    SPLIT_CHOICES,
    FinetuneRequest,
    IndexTilesRequest,
    TrainingLayer,
)
from any2any.requests.translate import LEVEL_CHOICES, LEVELS, PRECISIONS, RUNTIMES, STEPS, TranslateRequest


def translate_request(params: dict[str, Any]) -> TranslateRequest:
    """Build a request from its JSON form; UsageError for unknown, missing or mistyped fields."""
    return TranslateRequest(**_checked(params, TranslateRequest, "a translation", _TRANSLATE_CHECKS))


def compare_request(params: dict[str, Any]) -> CompareRequest:
    """Build a request from its JSON form; UsageError for unknown, missing or mistyped fields."""
    return CompareRequest(**_checked(params, CompareRequest, "a comparison", _COMPARE_CHECKS))


def fill_request(params: dict[str, Any]) -> FillRequest:
    """Build a request from its JSON form; UsageError for unknown, missing or mistyped fields."""
    checked = _checked(params, FillRequest, "a fill", _FILL_CHECKS)
    layers = (_checked(source, NamedRaster, "a source", _SOURCE_CHECKS) for source in checked["sources"])
    values = checked.get("mask_values")
    sources = tuple(NamedRaster(**layer) for layer in layers)
    return FillRequest(
        **checked | {"sources": sources, "mask_values": None if values is None else tuple(values)}
    )


def index_tiles_request(params: dict[str, Any]) -> IndexTilesRequest:
    """Build a request from its JSON form; UsageError for unknown, missing or mistyped fields."""
    checked = _checked(params, IndexTilesRequest, "an export of tiles", _INDEX_CHECKS)
    layers = (_checked(layer, TrainingLayer, "a layer", _LAYER_CHECKS) for layer in checked["layers"])
    return IndexTilesRequest(**checked | {"layers": tuple(TrainingLayer(**layer) for layer in layers)})


def finetune_request(params: dict[str, Any]) -> FinetuneRequest:
    """Build a request from its JSON form; UsageError for unknown, missing or mistyped fields."""
    return FinetuneRequest(**_checked(params, FinetuneRequest, "a fine-tuning", _FINETUNE_CHECKS))


def _checked(params: dict[str, Any], kind: type[Any], title: str, checks: _Checks) -> dict[str, Any]:
    """Check fields against the request's declaration, and convert them to its types."""
    known = {field.name: field for field in fields(kind) if field.name in checks}
    unknown = sorted(params.keys() - known.keys())
    if unknown:
        raise UsageError(f"unknown field {', '.join(map(repr, unknown))} of {title}: update the worker")
    missing = sorted(name for name, field in known.items() if field.default is MISSING and name not in params)
    if missing:
        raise UsageError(f"{title} needs the field {', '.join(map(repr, missing))}")
    for name, value in params.items():
        check, expected = checks[name]
        if not check(value):
            raise UsageError(f"field {name!r} of {title} is {value!r:.200}: give {expected}")
    return {
        name: value if value is None or name not in _CONVERSIONS else _CONVERSIONS[name](value)
        for name, value in params.items()
    }


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != "" and "\0" not in value


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_positive(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= LARGEST_NUMBER


def _is_list_of(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and bool(value) and all(map(check, value))


def _optional(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or check(value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


LARGEST_NUMBER = 1e300
"""JSON integers may exceed any float; NaN fails this comparison too."""


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER


_Checks = Mapping[str, tuple[Callable[[Any], bool], str]]

_TEXT = (_is_text, "a string")
_FOLDER = (_optional(_is_text), "a folder or null")
_COUNT = (_is_count, "a positive whole number")
_SEED = (_is_int, "a whole number")
_BANDS = (_optional(_is_list_of(_is_int)), "a list of band numbers or null")
_FLAG = (lambda v: isinstance(v, bool), "true or false")

_TRANSLATE_CHECKS: _Checks = {
    **dict.fromkeys(("input", "output", "source", "target", "radiometry", "device", "via"), _TEXT),
    "model": _FOLDER,
    "preset": (lambda v: isinstance(v, str) and v in STEPS, "one of " + ", ".join(STEPS)),
    "steps": (_optional(_is_count), "a positive whole number or null"),
    "seed": _SEED,
    "samples": _COUNT,
    "precision": (lambda v: isinstance(v, str) and v in PRECISIONS, "one of " + ", ".join(PRECISIONS)),
    "runtime": (lambda v: isinstance(v, str) and v in RUNTIMES, "one of " + ", ".join(RUNTIMES)),
    "level": (lambda v: v in LEVEL_CHOICES, "one of " + ", ".join(LEVEL_CHOICES)),
    "output_level": (lambda v: v in LEVELS, "one of " + ", ".join(LEVELS)),
    "gpu_memory_gb": (_optional(_is_positive), "a positive number of gigabytes or null"),
    "uncertainty": (_optional(_is_text), "a file or null"),
    "bands": _BANDS,
    "window": (
        _optional(lambda v: _is_list_of(_is_int)(v) and len(v) == 4),
        "four whole numbers X, Y, width, height or null",
    ),
    "overwrite": _FLAG,
}

_FILL_CHECKS: _Checks = {
    **dict.fromkeys(("input", "output", "mask", "radiometry", "device"), _TEXT),
    "sources": (
        lambda v: isinstance(v, list) and all(isinstance(item, dict) for item in v),
        "a list of objects",
    ),
    "mask_values": (_optional(_is_list_of(_is_int)), "a list of whole numbers or null"),
    "mask_band": _COUNT,
    "reference": (_optional(_is_text), "a file or null"),
    "target": (_optional(_is_text), "a modality or null"),
    "synthetic": (_optional(_is_text), "a file or null"),
    "model": _FOLDER,
    "preset": (lambda v: isinstance(v, str) and v in STEPS, "one of " + ", ".join(STEPS)),
    "seed": _SEED,
    "overwrite": _FLAG,
}

_SOURCE_CHECKS: _Checks = {"modality": _TEXT, "path": _TEXT}

_COMPARE_CHECKS: _Checks = {
    **dict.fromkeys(("result", "truth", "radiometry"), _TEXT),
    **dict.fromkeys(("modality", "error_map", "report"), (_optional(_is_text), "a string or null")),
    "model": _FOLDER,
    "bands": _BANDS,
}

_LAYER_CHECKS: _Checks = {**dict.fromkeys(("modality", "path", "radiometry"), _TEXT), "bands": _BANDS}

_INDEX_CHECKS: _Checks = {
    **dict.fromkeys(("index", "scene", "licence"), _TEXT),
    "layers": (_is_list_of(lambda v: isinstance(v, dict)), "a list of layers"),
    "place": (lambda v: isinstance(v, str), "a string"),
    "split": (lambda v: isinstance(v, str) and v in SPLIT_CHOICES, "one of " + ", ".join(SPLIT_CHOICES)),
    "model": _FOLDER,
    "extent": (
        _optional(lambda v: _is_list_of(_is_number)(v) and len(v) == 4),
        "four numbers west, south, east, north or null",
    ),
    "append": _FLAG,
}

_FINETUNE_CHECKS: _Checks = {
    **dict.fromkeys(("index", "output", "device"), _TEXT),
    **dict.fromkeys(("steps", "batch"), _COUNT),
    "model": _FOLDER,
    "directions": (_optional(_is_list_of(_is_text)), 'a list like ["sar->rgb"] or null'),
    "learning_rate": (_is_positive, "a positive number"),
    "seed": _SEED,
}

_CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("output", "uncertainty", "synthetic", "model", "index", "error_map", "report"), Path),
    **dict.fromkeys(("bands", "window", "extent", "directions"), tuple),
}
