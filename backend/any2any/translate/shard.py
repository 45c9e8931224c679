"""Split one job over several machines: the pieces of each shard. Imports neither torch nor rasterio."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from any2any.errors import UsageError
from any2any.runtime.device import cuda_devices

SLURM, TORCHRUN = "slurm", "torchrun"


@dataclass(frozen=True)
class Shard:
    """A contiguous share of a job's pieces."""

    number: int
    """From 1 up to ``count``."""
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def pieces(self, total: int) -> range:
        """Indices of its pieces; shares differ by at most one piece, and may be empty if there are few.

        Neighbouring pieces share windows, so with contiguous shares only windows at the ends are computed twice.
        """
        return range((self.number - 1) * total // self.count, self.number * total // self.count)


@dataclass(frozen=True)
class ShardResult:
    """Result of one run of a shard."""

    output: Path
    """The final file, which ``any2any merge`` writes."""
    shard: str
    pieces: int
    """Pieces of the whole job."""
    first_piece: int
    """First piece of this shard, counted from 1."""
    last_piece: int
    """Its last piece; smaller than the first if it has none."""
    computed: int
    """Pieces computed in this run."""
    missing: int
    """Pieces of the whole job that other shards have not finished yet."""
    windows: int
    """Windows translated."""
    warnings: tuple[str, ...]
    seconds: float


def parse_shard(text: str, environment: Mapping[str, str] = os.environ) -> Shard:
    """Read ``"2/8"``, or the environment of SLURM or torchrun; UsageError if it is invalid."""
    if text == SLURM:
        return _of_slurm(environment)
    if text == TORCHRUN:
        return _checked(
            _number(environment, "RANK", TORCHRUN) + 1, _number(environment, "WORLD_SIZE", TORCHRUN), text
        )
    match = re.fullmatch(r"(\d+)/(\d+)", text)
    if match is None:
        raise UsageError(
            f"invalid shard {text!r}: use i/n, such as 2/8 for the second of eight, or slurm or torchrun"
        )
    return _checked(int(match[1]), int(match[2]), text)


def local_device(text: str, device: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return this process's GPU under torchrun, which starts one process per GPU, unless the user chose a device."""
    if text != TORCHRUN or device != "auto" or "LOCAL_RANK" not in environment:
        return device
    gpus = cuda_devices()
    return f"cuda:{_number(environment, 'LOCAL_RANK', TORCHRUN) % gpus}" if gpus else device


def _of_slurm(environment: Mapping[str, str]) -> Shard:
    """Array tasks may start anywhere and count in steps, as in ``--array=0-14:2``."""
    task, count = (_number(environment, f"SLURM_ARRAY_TASK_{name}", SLURM) for name in ("ID", "COUNT"))
    first = int(environment.get("SLURM_ARRAY_TASK_MIN", "1"))
    step = int(environment.get("SLURM_ARRAY_TASK_STEP", "1") or 1)
    place, rest = divmod(task - first, max(1, step))
    if rest or not 0 <= place < count:
        raise UsageError(
            f"task {task} of a SLURM array of {count} from {first} is not part of an even sequence: give --shard i/n, "
            "or an array without gaps such as --array=1-8"
        )
    return Shard(place + 1, count)


def _number(environment: Mapping[str, str], name: str, launcher: str) -> int:
    value = environment.get(name)
    if value is None or not value.isdecimal():
        found = "not set" if value is None else repr(value)
        raise UsageError(
            f"--shard {launcher} needs {name}, which is {found}: start it with {launcher}, or give i/n"
        )
    return int(value)


def _checked(number: int, count: int, text: str) -> Shard:
    if not 1 <= number <= count:
        raise UsageError(f"shard {text!r} is out of range: the first of eight is 1/8, the last 8/8")
    return Shard(number, count)
