"""``plan.json`` in an unfinished job's folder: it is enough to finish the job without its command."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from any2any.documents import read_document
from any2any.errors import UsageError
from any2any.requests.translate import TranslateRequest
from any2any.translate.plan import Plan


@dataclass(frozen=True)
class Record:
    """An unfinished job: its plan, its request, its start time and the device that it started on."""

    plan: Plan
    request: TranslateRequest
    started: str
    """UTC."""
    device: str = "cpu"
    """Kind of device, such as ``directml``, without its number: shards of one job may use several."""


def to_json(record: Record) -> str:
    """Write a record with absolute local paths, so that it can be read from any folder."""
    request = record.request
    local = Path(request.input)
    asked = {
        name: str(value.absolute()) if isinstance(value, Path) else value
        for name, value in asdict(request).items()
    }
    asked["input"] = str(local.absolute()) if local.exists() else request.input
    document = {
        "digest": record.plan.digest,
        "started": record.started,
        "device": record.device,
        "plan": asdict(record.plan),
        "request": asked,
    }
    return json.dumps(document, indent=2) + "\n"


def read_record(path: Path) -> Record:
    """Read a record; UsageError if it is missing, damaged, or from another version of Any2Any."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        # Ints stay ints: the digest is computed from the plan's text.
        plan = read_document(Plan, document["plan"], "plan", widen=False)
        request = read_document(TranslateRequest, document["request"], "request", widen=False)
        record = Record(plan, request, str(document["started"]), str(document.get("device", "cpu")))
        intact = plan.digest == document["digest"]
    except FileNotFoundError as error:
        raise UsageError(f"{path} does not exist: no job was begun there") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is damaged or from another version of Any2Any ({error!r:.500}): delete its folder and start again"
        ) from error
    if not intact:
        raise UsageError(f"{path} was changed since it was written: delete its folder and start again")
    return record
