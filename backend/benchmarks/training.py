"""Measure training speed and waiting for data in both stages, and compare killed runs with uninterrupted ones.

Run ``python -m benchmarks.training throughput`` or ``... kill``. Both train with the product's own functions
or commands, on simulated scenes unless ``--index`` names an index.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from safetensors import safe_open

from any2any.data.builders import build_index
from any2any.data.index.reader import TileIndex
from any2any.training.config import (
    DataConfig,
    MonitorConfig,
    OptimiserConfig,
    Recipe,
    TranslatorTrainingConfig,
    VaeTrainingConfig,
)
from any2any.training.recipe_file import write_recipe

WAIT_LIMIT = 0.05
"""Target: share of the time spent waiting for data."""

VAES = ("rgb", "sar")
DIRECTIONS = ["sar->rgb", "rgb->sar"]


def main() -> int:
    """Run one of the modes; exit code 1 beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    modes = parser.add_subparsers(dest="mode", required=True)
    throughput = modes.add_parser("throughput", help="tiles a second of both stages")
    throughput.add_argument("--sizes", nargs="+", default=["tiny", "s"])
    throughput.add_argument("--steps", type=int, default=20, help="the second half is measured")
    throughput.add_argument("--batch", type=int, nargs=2, default=(8, 32), help="of stage I and stage II")
    throughput.add_argument("--threads", type=int, default=1, help="that load data")
    throughput.set_defaults(run=_throughput)
    kill = modes.add_parser("kill", help="kill -9 at random steps, and compare the weights")
    kill.add_argument("--kills", type=int, default=10, help="of each stage")
    kill.add_argument("--steps", type=int, default=60)
    kill.add_argument("--seed", type=int, default=0)
    kill.set_defaults(run=_kill)
    for mode in (throughput, kill):
        mode.add_argument("--device", default="cpu")
        mode.add_argument("--index", type=Path)
    arguments = parser.parse_args()
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        index = arguments.index or _simulate(Path(folder))
        code: int = arguments.run(arguments, index, Path(folder))
    return code


def _simulate(folder: Path) -> Path:
    path = folder / "index.gpkg"
    build_index(
        "simulator", folder / "scenes", path, scenes=4, size_px=512, validation_scenes=0, test_scenes=0
    )
    return path


def _recipe(size: str, steps: int, batches: tuple[int, int], monitor: MonitorConfig) -> Recipe:
    vae, translator = (OptimiserConfig(steps, batch, 1e-4, warmup_steps=5) for batch in batches)
    return Recipe(
        "benchmark",
        "Benchmark",
        "0",
        "CC0-1.0",
        size,
        1,
        DataConfig(),
        {name: VaeTrainingConfig(vae, monitor=monitor) for name in VAES},
        TranslatorTrainingConfig(translator, variants=2, directions=DIRECTIONS, monitor=monitor),
    )


@dataclass(frozen=True)
class Pace:
    """The second half of a run."""

    steps_per_s: float
    wait_share: float


def _throughput(arguments: argparse.Namespace, index: Path, folder: Path) -> int:
    from any2any.training.translator.train import train_translator
    from any2any.training.vae.train import train_vae

    monitor = MonitorConfig(report_every_steps=max(arguments.steps // 2, 1), loader_threads=arguments.threads)
    slowest = 0.0
    for size in arguments.sizes:
        run = folder / size
        recipe = _recipe(size, arguments.steps, tuple(arguments.batch), monitor)
        for name in VAES:
            train_vae(recipe, name, TileIndex(index), run, arguments.device)
        train_translator(recipe, TileIndex(index), run, arguments.device)
        for title, stage, batch in (
            ("stage I rgb", "vae-rgb", arguments.batch[0]),
            ("stage I sar", "vae-sar", arguments.batch[0]),
            ("stage II", "translator", arguments.batch[1]),
        ):
            pace = _pace(run / stage / "metrics.jsonl")
            slowest = max(slowest, pace.wait_share)
            sys.stdout.write(
                f"{size:<5} {title:<12} batch {batch:>3}: {pace.steps_per_s:8.3f} steps/s, "
                f"{pace.steps_per_s * batch:9.2f} tiles/s, {pace.wait_share:6.2%} waiting for data\n"
            )
            sys.stdout.flush()
    sys.stdout.write(f"longest wait {slowest:.2%} (limit {WAIT_LIMIT:.0%})\n")
    return int(slowest > WAIT_LIMIT)


def _pace(path: Path) -> Pace:
    """Take the difference of the last two reports: each counts from the start of the run."""
    before, after = (json.loads(line) for line in path.read_text().splitlines()[-2:])
    elapsed = [row["step"] / row["steps_per_second"] for row in (before, after)]
    waited = [row["wait_share"] * seconds for row, seconds in zip((before, after), elapsed, strict=True)]
    seconds = elapsed[1] - elapsed[0]
    return Pace((after["step"] - before["step"]) / seconds, (waited[1] - waited[0]) / seconds)


def _kill(arguments: argparse.Namespace, index: Path, folder: Path) -> int:
    monitor = MonitorConfig(checkpoint_every_s=0.5, report_every_steps=1)
    recipe = folder / "recipe.yaml"
    write_recipe(recipe, _recipe("tiny", arguments.steps, (2, 2), monitor))
    rng = random.Random(arguments.seed)
    whole, killed = folder / "whole", folder / "killed"
    differing = 0
    stages = (("vae", "rgb", "vae-rgb"), ("vae", "sar", "vae-sar"), ("translator", None, "translator"))
    for stage, modality, name in stages:
        command = [sys.executable, "-m", "any2any.cli", "train", stage, "--recipe", str(recipe)]
        command += ["--index", str(index), "--device", arguments.device]
        command += ["--modality", modality] if modality else []
        _finish([*command, "--run", str(whole)])
        metrics = killed / name / "metrics.jsonl"
        count = 0
        for target in sorted(rng.sample(range(1, arguments.steps - 4), arguments.kills)):
            count += _killed_at(target, [*command, "--run", str(killed)], metrics, rng)
        _finish([*command, "--run", str(killed)])
        weights = "model/translator.safetensors" if stage == "translator" else f"{name}.safetensors"
        difference = _largest_difference(whole / weights, killed / weights)
        differing += difference > 0.0
        sys.stdout.write(f"{name}: killed {count} times, largest difference of a weight {difference:g}\n")
        sys.stdout.flush()
    return int(differing > 0)


def _finish(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stdout.write(done.stderr[-2000:])
        raise SystemExit(f"{' '.join(command)} ended with exit code {done.returncode}")


def _killed_at(step: int, command: list[str], metrics: Path, rng: random.Random) -> bool:
    """Start a process and kill it at random shortly after the step; False if it was faster."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and _last_step(metrics) < step:
        time.sleep(0.005)
    time.sleep(rng.uniform(0.0, 0.1))
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def _last_step(metrics: Path) -> int:
    """Return the step of the last whole line; a resumed process drops those after its checkpoint."""
    if not metrics.is_file():
        return 0
    lines = metrics.read_text(encoding="utf-8").split("\n")[:-1]
    return int(json.loads(lines[-1])["step"]) if lines else 0


def _largest_difference(a: Path, b: Path) -> float:
    with safe_open(a, framework="pt") as first, safe_open(b, framework="pt") as second:
        keys = set(first.keys()) | set(second.keys())
        return max(
            float((first.get_tensor(key).double() - second.get_tensor(key).double()).abs().max())
            for key in keys
        )


if __name__ == "__main__":
    sys.exit(main())
