"""Read dataclasses from JSON and YAML documents; check types and report the place of an error."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from any2any.errors import UsageError

T = TypeVar("T")
Moved = Mapping[tuple[type, str], str]
"""Former keys of a dataclass, and their replacements."""


class DocumentError(ValueError):
    """A document does not fit its dataclass; the message gives the place and the value."""


def read_document(
    kind: type[T], document: Any, place: str, *, moved: Moved | None = None, widen: bool = True
) -> T:
    """Build a dataclass from plain values: mappings, lists, text, numbers, booleans, null.

    Lists become lists or tuples, and text becomes paths, as annotated. An int is accepted for a float; ``widen``
    converts it. ``place``, such as a file name, begins the message of a DocumentError.
    """
    read: T = _Reader(moved or {}, widen).read(kind, document, place)
    return read


class _Reader:
    def __init__(self, moved: Moved, widen: bool) -> None:
        self._moved = moved
        self._widen = widen

    def read(self, kind: Any, value: Any, place: str) -> Any:
        if kind is Any:
            return value
        if is_dataclass(kind):
            return self._dataclass(kind, value, place)
        origin = get_origin(kind)
        special: dict[Any, Callable[[Any, Any, str], Any]] = {
            types.UnionType: self._union,
            Union: self._union,
            dict: self._dict,
            list: self._list,
            tuple: self._tuple,
        }
        if origin in special:
            return special[origin](kind, value, place)
        if kind is float and type(value) is int:
            return _widened(value, place) if self._widen else value
        # The dataclass itself checks which literals are allowed.
        return _scalar(str if origin is Literal else kind, value, place)

    def _union(self, kind: Any, value: Any, place: str) -> Any:
        """``X | None``, or alternatives that differ in JSON, like ``float | tuple[float, ...]``."""
        others = [k for k in get_args(kind) if k is not types.NoneType]
        if value is None and len(others) < len(get_args(kind)):
            return None
        fitting = [k for k in others if isinstance(value, list) == (get_origin(k) in (list, tuple))]
        return self.read((fitting or others)[0], value, place)

    def _dict(self, kind: Any, value: Any, place: str) -> dict[str, Any]:
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise DocumentError(f"{place}: {value!r} is not a mapping from text")
        return {key: self.read(get_args(kind)[1], item, f"{place}.{key}") for key, item in value.items()}

    def _list(self, kind: Any, value: Any, place: str) -> list[Any]:
        if not isinstance(value, list):
            raise DocumentError(f"{place}: {value!r} is not a list")
        return [self.read(get_args(kind)[0], item, f"{place}[{i}]") for i, item in enumerate(value)]

    def _tuple(self, kind: Any, value: Any, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise DocumentError(f"{place}: {value!r} is not a list")
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            kinds = kinds[:1] * len(value)
        if len(kinds) != len(value):
            raise DocumentError(f"{place}: {value!r} has {len(value)} entries: give {len(kinds)}")
        items = enumerate(zip(kinds, value, strict=True))
        return tuple(self.read(k, item, f"{place}[{i}]") for i, (k, item) in items)

    def _dataclass(self, kind: Any, value: Any, place: str) -> Any:
        if not isinstance(value, Mapping):
            raise DocumentError(f"{place}: {value!r} is not a mapping")
        known = {f.name for f in fields(kind)}
        unknown = sorted(set(value) - known, key=str)
        if unknown:
            if now := self._moved.get((kind, unknown[0])):
                raise DocumentError(f"{place}: {unknown[0]!r} has moved: write {now}")
            raise DocumentError(f"{place}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
        hints = get_type_hints(kind)
        values = {key: self.read(hints[key], item, f"{place}.{key}") for key, item in value.items()}
        try:
            return kind(**values)
        except (
            TypeError,
            ValueError,
            OverflowError,
            UsageError,
        ) as error:  # a field is missing, or __post_init__ refuses
            raise DocumentError(f"{place}: {error}") from error


def _widened(value: int, place: str) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise DocumentError(f"{place}: {value!s:.30}... is too large: give at most 1.8e308") from error


def _scalar(kind: Any, value: Any, place: str) -> Any:
    if kind is Path and type(value) is str:
        return Path(value)
    if type(value) is not kind:
        # YAML 1.1 reads 1e-5 as text: an exponent needs a point before it.
        is_exponent = kind is float and re.fullmatch(r"[+-]?\d+[eE][+-]?\d+", str(value))
        hint = "; write it with a point, like 1.0e-5" if is_exponent else ""
        raise DocumentError(f"{place}: {value!r} is not of type {kind.__name__}{hint}")
    return value
