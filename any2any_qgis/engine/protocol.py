"""The messages of the worker's protocol as the plugin sees them: JSON-RPC 2.0, one a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

PROTOCOL = 1


class Code(IntEnum):
    """Error codes of the worker."""

    USAGE = -32001
    FAILURE = -32002
    CANCELLED = -32003
    BUG = -32603


class EngineError(Exception):
    """A job has no result; the message is one sentence for the user."""


class JobCancelledError(EngineError):
    """The user stopped the job."""


@dataclass(frozen=True)
class Progress:
    """How far a job has come."""

    fraction: float
    stage: str
    seconds_left: float | None = None


def encode(request_id: int, method: str, params: dict[str, Any]) -> bytes:
    """Return the line that asks for something."""
    message = {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}
    return json.dumps(message).encode("ascii") + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """Read a line of the worker; EngineError if it is no message."""
    try:
        message = json.loads(line)
    except ValueError as error:
        raise EngineError(f"the worker sent a line that is no message: {line[:200]!r}") from error
    if not isinstance(message, dict):
        raise EngineError(f"the worker sent a line that is no message: {line[:200]!r}")
    return message


def error_of(body: dict[str, Any]) -> EngineError:
    """Turn the error of an answer into the exception that says it."""
    code, message = body.get("code"), str(body.get("message"))
    if code == Code.CANCELLED:
        return JobCancelledError(message)
    if code in (Code.USAGE, Code.FAILURE):
        return EngineError(message)
    details = f"\n{body['data']}" if body.get("data") else ""
    return EngineError(f"the worker met a bug (please report it): {message}{details}")
