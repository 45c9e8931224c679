"""Messages of the worker's protocol as the plugin sees them: JSON-RPC 2.0, one per line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Said:
    """A message of the worker: an English sentence, and the code and values to say it in the user's language."""

    text: str
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class EngineError(Exception):
    """A job has no result; the message is one sentence for the user."""

    def __init__(self, message: str | Said) -> None:
        self.said = message if isinstance(message, Said) else Said(message)
        super().__init__(self.said.text)


class JobCancelledError(EngineError):
    """The user stopped the job."""


@dataclass(frozen=True)
class Progress:
    """How far a job has come."""

    fraction: float
    stage: str
    seconds_left: float | None = None
    windows_done: int | None = None
    """None where the worker does not count them."""
    windows: int | None = None


def encode(request_id: int, method: str, params: dict[str, Any]) -> bytes:
    """Return the line of a request."""
    message = {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}
    return json.dumps(message).encode("ascii") + b"\n"


def _nonsense(text: str) -> EngineError:
    return EngineError(Said(text, "worker-nonsense", {"reason": text}))


def decode(line: bytes) -> dict[str, Any]:
    """Read a line of the worker; EngineError if it is not a message."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _nonsense(f"the worker sent a line that is not a message: {line[:200]!r}") from error
    if not isinstance(message, dict):
        raise _nonsense(f"the worker sent a line that is not a message: {line[:200]!r}")
    return message


def result_of(message: dict[str, Any]) -> dict[str, Any]:
    """Return the result of an answer; EngineError if it is not an object."""
    result = message.get("result")
    if result is None:
        return {}
    if not isinstance(result, dict):
        raise _nonsense(f"the worker sent a result that is not an object: {result!r:.200}")
    return result


def progress_of(params: Any, request_id: int) -> Progress | None:
    """Return how far a request has come; None if it is about another one. EngineError for anything else."""
    if not isinstance(params, dict):
        raise _nonsense(f"the worker sent progress that is not an object: {params!r:.200}")
    if params.get("id") != request_id:
        return None
    fraction, stage, left = params.get("fraction"), params.get("stage"), params.get("seconds_left")
    if not _is_number(fraction) or not isinstance(stage, str) or not (left is None or _is_number(left)):
        raise _nonsense(f"the worker sent progress without its fields: {params!r:.200}")
    counts = params.get("windows_done"), params.get("windows")
    if not all(count is None or _is_number(count) for count in counts):
        raise _nonsense(f"the worker sent progress without its fields: {params!r:.200}")
    return Progress(fraction, stage, left, *counts)


def log_of(params: Any) -> tuple[str, Said]:
    """Return level and message of what the worker logs; EngineError if it is neither."""
    level, text = (params.get("level"), params.get("message")) if isinstance(params, dict) else (None, None)
    if not isinstance(level, str) or not isinstance(text, str):
        raise _nonsense(f"the worker sent a log without its fields: {params!r:.200}")
    return level, _said(text, params.get("data"))


def _said(text: str, data: Any) -> Said:
    """Return a message with the code and values that come with it, if there are any."""
    if not isinstance(data, dict) or not isinstance(data.get("code"), str):
        return Said(text)
    values = data.get("values")
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise _nonsense(f"the worker sent a message without usable values: {data!r:.200}")
    return Said(text, data["code"], values)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def error_of(body: Any) -> EngineError:
    """Convert the error of an answer to an exception."""
    if not isinstance(body, dict):
        return _nonsense(f"the worker sent an error that is not an object: {body!r:.200}")
    code, message = body.get("code"), str(body.get("message"))
    if code == Code.CANCELLED:
        return JobCancelledError(_said(message, body.get("data")))
    if code in (Code.USAGE, Code.FAILURE):
        return EngineError(_said(message, body.get("data")))
    details = f"\n{body['data']}" if body.get("data") else ""
    text = f"the worker met a bug (please report it): {message}{details}"
    return EngineError(Said(text, "worker-bug", {"reason": f"{message}{details}"}))
