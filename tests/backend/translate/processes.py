"""Starting jobs in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BACKEND = Path(__file__).parents[3] / "backend"


def start(source: Path, output: Path, limit: int = 0, shard: str | None = None) -> subprocess.Popen[str]:
    """Run ``job_process.py``: a whole job or a shard of it, in files of at most ``limit`` bytes (0 for any)."""
    environment = os.environ | {"PYTHONPATH": str(BACKEND), "OMP_NUM_THREADS": "1"}
    script = Path(__file__).with_name("job_process.py")
    return subprocess.Popen(
        [sys.executable, str(script), str(source), str(output), str(limit), *([shard] if shard else [])],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
