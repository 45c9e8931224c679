"""JSON-RPC 2.0, one message per line: the messages between QGIS and the worker."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from any2any.errors import Message

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PROTOCOL = 1
"""Incremented when a message changes its meaning, so that an old plugin and a new worker refuse each other.

A new method does not change it: an older worker answers that the method is unknown.
"""

RequestId = int | str

LONGEST_LINE_BYTES = 2**22
"""Size limit of a line; requests are far smaller."""


class Code(IntEnum):
    """Error codes: JSON-RPC's own, and ours for the three ways a job can end without a result."""

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
    """A line is not a JSON-RPC request."""

    def __init__(self, code: Code, message: str, request_id: RequestId | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.request_id = request_id


def parse_request(line: bytes) -> Request:
    """Read one line; MessageError if it is not a request with an id, a method and named parameters."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:  # RecursionError: deeply nested brackets
        raise MessageError(Code.PARSE, f"a line is not JSON: {error}") from error
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise MessageError(Code.INVALID_REQUEST, 'a message is not a JSON-RPC object with "jsonrpc": "2.0"')
    request_id, method, params = message.get("id"), message.get("method"), message.get("params", {})
    if isinstance(request_id, bool) or not isinstance(request_id, (int, str)):
        raise MessageError(Code.INVALID_REQUEST, f"id {request_id!r:.100} is neither a number nor a string")
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

    def error(self, request_id: RequestId | None, code: Code, message: str, data: object = None) -> None:
        """Answer a request that failed; ``data`` is a traceback for developers, or a message's code and values."""
        data = said(message) if data is None else data
        body = {"code": int(code), "message": message} | ({} if data is None else {"data": data})
        self._write({"id": request_id, "error": body})

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification, which has no answer."""
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        # ASCII only: a file name that is not valid Unicode survives as an escaped surrogate.
        line = json.dumps(_finite({"jsonrpc": "2.0"} | message), allow_nan=False).encode("ascii") + b"\n"
        with self._lock:
            self._stream.write(line)
            self._stream.flush()


def said(message: str) -> dict[str, Any] | None:
    """Return the code and values of a message that has them; the plugin words it in the user's language."""
    return {"code": message.code, "values": message.values} if isinstance(message, Message) else None


def message_of(error: Exception) -> str:
    """Return an error's message, with its code if it has one; ``str`` of an error drops the code."""
    return error.args[0] if error.args and isinstance(error.args[0], Message) else str(error)


def plain(result: DataclassInstance) -> dict[str, Any]:
    """Convert a job's result to JSON values."""
    return {name: str(value) if isinstance(value, Path) else value for name, value in asdict(result).items()}


def _finite(value: Any) -> Any:
    """Turn infinity and NaN, which JSON lacks, into null: the PSNR of two equal images is infinite."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def read_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the stream's non-blank lines until it ends; of a too long line, only the beginning."""
    begun = False
    for line in iter(lambda: stream.readline(LONGEST_LINE_BYTES), b""):
        if not begun and line.strip():
            yield line
        begun = not line.endswith(b"\n")
