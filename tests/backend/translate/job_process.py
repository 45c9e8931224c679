"""Runs the engine with the stand-in model in a process of its own, so that it can be killed or starved.

Arguments: input, output, bytes that a file may have (0 for any number), and a shard, if it is to be one.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
from pathlib import Path

import torch

from any2any.errors import Any2AnyError
from any2any.requests.progress import Progress
from any2any.requests.translate import TranslateRequest
from any2any.translate.engine import translate, translate_shard
from any2any.translate.shard import parse_shard


def say(progress: Progress) -> None:
    sys.stdout.write(f"{progress.stage}\n")
    sys.stdout.flush()


def main() -> int:
    source, output, limit = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    spec = importlib.util.spec_from_file_location("stand_in", Path(__file__).with_name("conftest.py"))
    stand_in = importlib.util.module_from_spec(spec)
    sys.modules["stand_in"] = stand_in
    spec.loader.exec_module(stand_in)
    torch.set_num_threads(1)
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    request = TranslateRequest(source, output, "sar", "rgb", preset="fast")
    try:
        if len(sys.argv) > 4:
            translate_shard(request, stand_in.StandIn(), parse_shard(sys.argv[4]), say)
        else:
            translate(request, stand_in.StandIn(), say)
    except Any2AnyError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
