"""The messages of the worker's protocol as the plugin sees them: JSON-RPC 2.0, one a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum
from math import isfinite
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
    except (ValueError, RecursionError) as error:
        raise EngineError(f"the worker sent a line that is no message: {line[:200]!r}") from error
    if not isinstance(message, dict):
        raise EngineError(f"the worker sent a line that is no message: {line[:200]!r}")
    return message


def result_of(message: dict[str, Any]) -> dict[str, Any]:
    """Return the result of an answer; EngineError if it is not an object."""
    result = message.get("result")
    if result is None:
        return {}
    if not isinstance(result, dict):
        raise EngineError(f"the worker sent a result that is not an object: {result!r:.200}")
    return result


def progress_of(params: Any, request_id: int) -> Progress | None:
    """Return how far a request has come; None if it is about another one. EngineError for anything else."""
    if not isinstance(params, dict):
        raise EngineError(f"the worker sent progress that is not an object: {params!r:.200}")
    if params.get("id") != request_id:
        return None
    fraction, stage, left = params.get("fraction"), params.get("stage"), params.get("seconds_left")
    if not _is_number(fraction) or not isinstance(stage, str) or not (left is None or _is_number(left)):
        raise EngineError(f"the worker sent progress without its fields: {params!r:.200}")
    return Progress(fraction, stage, left)


def log_of(params: Any) -> tuple[str, str]:
    """Return level and text of what the worker logs; EngineError if it is neither."""
    level, text = (params.get("level"), params.get("message")) if isinstance(params, dict) else (None, None)
    if not isinstance(level, str) or not isinstance(text, str):
        raise EngineError(f"the worker sent a log without its fields: {params!r:.200}")
    return level, text


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def error_of(body: Any) -> EngineError:
    """Turn the error of an answer into the exception that says it."""
    if not isinstance(body, dict):
        return EngineError(f"the worker sent an error that is not an object: {body!r:.200}")
    code, message = body.get("code"), str(body.get("message"))
    if code == Code.CANCELLED:
        return JobCancelledError(message)
    if code in (Code.USAGE, Code.FAILURE):
        return EngineError(message)
    details = f"\n{body['data']}" if body.get("data") else ""
    return EngineError(f"the worker met a bug (please report it): {message}{details}")
