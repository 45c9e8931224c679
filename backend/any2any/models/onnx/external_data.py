"""Check the place of an ONNX graph's external data before anything reads it.

It reads only the fields of the protobuf that name files (``ModelProto.graph.initializer.external_data``), and needs
neither onnx nor protobuf. So a downloaded graph can read nothing but the weights of its own folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from any2any.errors import Message
from any2any.spec.manifest import ManifestError

_GRAPH, _FUNCTION = 7, 25
_NODE, _INITIALISER, _SPARSE = 1, 5, 15
_ATTRIBUTE, _TENSORS, _GRAPHS = 5, (5, 10), (6, 11)
_EXTERNAL = 13
"""Field numbers in ModelProto, GraphProto, NodeProto with AttributeProto, and TensorProto (onnx.proto)."""


def require_inside(graph: bytes, path: Path, sizes: Mapping[str, int]) -> None:
    """ManifestError unless all external data of a graph lies inside files of these sizes in bytes."""
    try:
        places = list(_places(graph))
    except (IndexError, ValueError, UnicodeDecodeError) as error:
        raise ManifestError(
            Message(
                "model-unreadable",
                "{path} is not a graph that Any2Any wrote: export or download it again",
                path=path,
                reason=error,
            )
        ) from error
    for place in places:
        location, offset, length = (
            place.get("location", ""),
            place.get("offset", "0"),
            place.get("length", ""),
        )
        if location not in sizes:
            raise ManifestError(
                Message(
                    "model-unreadable",
                    "{path} points to {reason!r}, which is not a weights file of the model: do not use it",
                    path=path,
                    reason=location,
                )
            )
        if not (offset.isdecimal() and length.isdecimal()) or int(offset) + int(length) > sizes[location]:
            raise ManifestError(
                Message(
                    "model-unreadable",
                    "{path} points to {length} bytes from {offset} of {reason}, which has {size}: export "
                    "or download it again",
                    path=path,
                    length=length or "all",
                    offset=offset,
                    reason=location,
                    size=sizes[location],
                )
            )


def _places(model: bytes) -> Iterator[dict[str, str]]:
    """Yield location, offset and length of each tensor that lies outside the graph.

    ValueError for graphs within graphs, functions and sparse tensors: ours have none, and they could hide one.
    """
    _refuse(model, _FUNCTION)
    for graph in _fields(model, _GRAPH):
        _refuse(graph, _SPARSE)
        for tensor in _tensors(graph):
            entries = list(_fields(tensor, _EXTERNAL))
            if entries:
                yield dict(map(_entry, entries))


def _tensors(graph: memoryview) -> Iterator[memoryview]:
    """Yield the tensors of a graph: initialisers and attributes of nodes."""
    yield from _fields(graph, _INITIALISER)
    for node in _fields(graph, _NODE):
        for attribute in _fields(node, _ATTRIBUTE):
            _refuse(attribute, *_GRAPHS)
            for number in _TENSORS:
                yield from _fields(attribute, number)


def _refuse(message: bytes | memoryview, *numbers: int) -> None:
    for number in numbers:
        if next(_fields(message, number), None) is not None:
            raise ValueError(f"field {number}")


def _entry(entry: memoryview) -> tuple[str, str]:
    """StringStringEntryProto: key and value."""
    key, value = (bytes(next(_fields(entry, number), b"")).decode() for number in (1, 2))
    return key, value


def _fields(message: bytes | memoryview, wanted: int) -> Iterator[memoryview]:
    """Yield the length-delimited fields with a number; ValueError or IndexError if the message is damaged."""
    view, at = memoryview(message), 0
    while at < len(view):
        tag, at = _varint(view, at)
        kind = tag & 7
        if kind == 2:
            size, at = _varint(view, at)
            if at + size > len(view):
                raise ValueError("a field is longer than its message")
            if tag >> 3 == wanted:
                yield view[at : at + size]
            at += size
        elif kind == 0:
            _, at = _varint(view, at)
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            raise ValueError(f"wire type {kind}")


def _varint(view: memoryview, at: int) -> tuple[int, int]:
    """Read a number stored as seven bits per byte; return it and the position after it."""
    value = shift = 0
    while True:
        byte = view[at]
        value, at, shift = value | (byte & 127) << shift, at + 1, shift + 7
        if byte < 128:
            return value, at
        if shift > 63:
            raise ValueError("a number is longer than ten bytes")
