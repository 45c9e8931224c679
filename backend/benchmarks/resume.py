"""Kill translations at random moments and compare their results with an uninterrupted run, byte for byte.

Run ``python -m benchmarks.resume INPUT... --source sar --target rgb --kills 100``. The job is the real command
in a process of its own; SIGKILL, which no process can catch, comes at a random moment of a whole run's time, start
included, so it hits the plan, a piece or the final file. A killed run is restarted until one finishes; then the next
round begins, until the requested number of kills.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from any2any.hub import bundled_model
from any2any.requests.translate import TranslateRequest
from any2any.spec.model_folder import read_manifest
from any2any.translate.journal import missing_pieces
from any2any.translate.make_plan import make_plan

BEFORE_KILL_S = 0.05
"""Earliest moment: the interpreter has not even started."""


@dataclass
class Tally:
    """Counts over all inputs."""

    kills: int = 0
    too_late: int = 0
    """Runs that finished before their moment came."""
    finished: int = 0
    mismatches: int = 0
    """Finished files that differ from the uninterrupted run's."""
    failures: int = 0
    """Runs that ended with an error instead of resuming."""
    left_over: int = 0
    """Kills between the move of the finished file and the removal of its folder: ``any2any parts clean`` does it."""
    pieces_kept: int = 0
    """Finished pieces found after kills, which the next run need not compute."""
    pieces_possible: int = 0
    """Pieces of a whole job, for each kill."""

    @property
    def is_flawless(self) -> bool:
        """Whether every job finished to the same bytes."""
        return not self.mismatches and not self.failures

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.finished} finished jobs, {self.mismatches} mismatches, {self.failures} failed "
            f"runs, {self.left_over} left-over folders; pieces kept at a kill: {self.pieces_kept} of "
            f"{self.pieces_possible}; {self.too_late} runs ended before their kill"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for every finished job and the sum; exit code 1 unless all bytes are the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT")
    parser.add_argument("--source", default="sar")
    parser.add_argument("--target", default="rgb")
    parser.add_argument("--model", type=Path, help="model folder (default: the bundled model)")
    parser.add_argument("--steps", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--kills", type=int, default=100, help="over all inputs (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments (%(default)s)")
    args = parser.parse_args(arguments)
    tally, rng = Tally(), random.Random(args.seed)
    with tempfile.TemporaryDirectory() as name:
        for number, path in enumerate(args.inputs, 1):
            job = Job(path.absolute(), Path(name) / f"{number}.tif", args)
            job.torture(tally, rng, target=args.kills * number // len(args.inputs))
    sys.stdout.write(f"{tally}\n")
    return int(not tally.is_flawless)


class Job:
    """One translation that is killed again and again."""

    def __init__(self, path: Path, output: Path, args: argparse.Namespace) -> None:
        self._path = path
        self._output = output
        self._part = output.with_name(f"{output.name}.part")
        model = args.model or bundled_model()
        options = ["--source", args.source, "--target", args.target, "--steps", str(args.steps)]
        self._command = [sys.executable, "-m", "any2any.cli", "translate", str(path), str(output)]
        self._command += [*options, "--model", str(model), "--device", args.device, "--via", "direct"]
        request = TranslateRequest(str(path), output, args.source, args.target, steps=args.steps)
        self._plan = make_plan(request, read_manifest(model))

    def torture(self, tally: Tally, rng: random.Random, target: int) -> None:
        """Kill and resume until ``target`` kills, and finish."""
        begin = time.monotonic()
        if self._run(None) != 0:
            raise SystemExit(
                f"{self._path}: the uninterrupted run failed, so there is nothing to compare with"
            )
        whole_s = time.monotonic() - begin
        expected = _digest(self._output)
        while tally.kills < target:
            self._output.unlink()
            kills = tally.kills
            self._until_finished(tally, rng, whole_s, target)
            same = _digest(self._output) == expected
            tally.mismatches += not same
            tally.left_over += self._part.exists()
            shutil.rmtree(self._part, ignore_errors=True)
            sys.stdout.write(
                f"{self._path.name}: {'same bytes' if same else 'OTHER BYTES'} after {tally.kills - kills} kills\n"
            )
            sys.stdout.flush()

    def _until_finished(self, tally: Tally, rng: random.Random, whole_s: float, target: int) -> None:
        while not self._output.exists():
            moment = rng.uniform(BEFORE_KILL_S, whole_s) if tally.kills < target else None
            code = self._run(moment)
            if code == -signal.SIGKILL:
                tally.kills += 1
                pieces = len(self._plan.pieces)
                tally.pieces_kept += (
                    pieces - len(missing_pieces(self._part, self._plan)) if self._part.exists() else 0
                )
                tally.pieces_possible += pieces
            elif code != 0:
                tally.failures += 1
                if tally.failures > 3:
                    raise SystemExit(f"{tally}\n{self._path}: runs fail again and again, see above")
            elif moment is not None:
                tally.too_late += 1
        tally.finished += 1

    def _run(self, kill_after_s: float | None) -> int:
        """Run the command, and kill it after some seconds; its return code."""
        backend = Path(__file__).parents[1]
        # The file contains the date: with the same date, equal pixels give equal bytes.
        environment = os.environ | {"PYTHONPATH": str(backend), "SOURCE_DATE_EPOCH": "86400"}
        process = subprocess.Popen(self._command, env=environment, stdout=subprocess.DEVNULL)
        try:
            return process.wait(kill_after_s)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
