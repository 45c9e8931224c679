"""JSON-RPC 2.0, one message a line: the messages between QGIS and the worker (DESIGN section 2)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from enum import IntEnum
from pathlib import Path
from typing import Any, BinaryIO

from any2any.errors import UsageError
from any2any.translate.request import STEPS, TranslateRequest

PROTOCOL = 1
"""Raised when a message changes its meaning, so that an old plugin and a new worker refuse each other."""

RequestId = int | str


class Code(IntEnum):
    """Error codes: JSON-RPC's own, and ours for the three ways in which a job ends without a result."""

    PARSE = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    BUG = -32603
    USAGE = -32001
    FAILURE = -32002
    CANCELLED = -32003


@dataclass(frozen=True)
class Request:
    """One call from the client."""

    id: RequestId
    method: str
    params: dict[str, Any] = field(default_factory=dict)


class MessageError(ValueError):
    """A line is no JSON-RPC request."""

    def __init__(self, code: Code, message: str, request_id: RequestId | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.request_id = request_id


def parse_request(line: bytes) -> Request:
    """Read one line; MessageError if it is no request with an id, a method and named parameters."""
    try:
        message = json.loads(line)
    except ValueError as error:
        raise MessageError(Code.PARSE, f"a line is no JSON: {error}") from error
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise MessageError(Code.INVALID_REQUEST, 'a message is no JSON-RPC object with "jsonrpc": "2.0"')
    request_id, method, params = message.get("id"), message.get("method"), message.get("params", {})
    if isinstance(request_id, bool) or not isinstance(request_id, (int, str)):
        raise MessageError(Code.INVALID_REQUEST, f"id {request_id!r} is neither a number nor a string")
    if not isinstance(method, str) or not isinstance(params, dict):
        raise MessageError(Code.INVALID_REQUEST, "method must be a string and params an object", request_id)
    return Request(request_id, method, params)


class MessageWriter:
    """Writes whole messages to a stream; any thread may call it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def result(self, request_id: RequestId, result: object) -> None:
        """Answer a request."""
        self._write({"id": request_id, "result": result})

    def error(self, request_id: RequestId | None, code: Code, message: str, data: str | None = None) -> None:
        """Answer a request that failed; ``data`` is for developers (a traceback)."""
        body = {"code": int(code), "message": message} | ({} if data is None else {"data": data})
        self._write({"id": request_id, "error": body})

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Say something that no answer is expected to."""
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        # ASCII only: a file name that is no valid Unicode survives as an escaped surrogate.
        line = json.dumps({"jsonrpc": "2.0"} | message, allow_nan=False).encode("ascii") + b"\n"
        with self._lock:
            self._stream.write(line)
            self._stream.flush()


def read_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the stream's lines that are not blank, until it ends."""
    return (line for line in stream if line.strip())


def translate_request(params: dict[str, Any]) -> TranslateRequest:
    """Build a request from its JSON form; UsageError names what is unknown, missing or of the wrong type."""
    unknown = sorted(params.keys() - {field.name for field in fields(TranslateRequest)})
    if unknown:
        raise UsageError(f"unknown field {', '.join(map(repr, unknown))} of a translation: update the worker")
    missing = sorted({"input", "output", "source", "target"} - params.keys())
    if missing:
        raise UsageError(f"a translation needs the field {', '.join(map(repr, missing))}")
    for name, value in params.items():
        check, expected = _FIELD_CHECKS[name]
        if not check(value):
            raise UsageError(f"field {name!r} of a translation is {value!r}: give {expected}")
    converted = {
        name: convert(params[name]) for name, convert in _CONVERSIONS.items() if params.get(name) is not None
    }
    return TranslateRequest(**params | converted)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_ints(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_int, value))


_FIELD_CHECKS: dict[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(("input", "output", "source", "target", "radiometry", "device"), (_is_text, "a string")),
    "model": (lambda v: v is None or _is_text(v), "a folder or null"),
    "preset": (lambda v: isinstance(v, str) and v in STEPS, "one of " + ", ".join(STEPS)),
    "steps": (lambda v: v is None or (_is_int(v) and v > 0), "a positive whole number or null"),
    "seed": (_is_int, "a whole number"),
    "bands": (lambda v: v is None or _is_ints(v), "a list of band numbers or null"),
    "window": (
        lambda v: v is None or (_is_ints(v) and len(v) == 4),
        "four whole numbers X, Y, width, height or null",
    ),
    "overwrite": (lambda v: isinstance(v, bool), "true or false"),
}

_CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "output": Path,
    "model": Path,
    "bands": tuple,
    "window": tuple,
}
