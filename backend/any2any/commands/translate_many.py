"""``any2any translate-many``: translate a list of rasters on all GPUs of a machine or a Ray cluster."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from any2any.commands.translation_options import (
    add_json_option,
    add_translation_options,
    print_json,
    requested,
)
from any2any.errors import Any2AnyError, UsageError
from any2any.requests.translate import AUTO

if TYPE_CHECKING:
    from any2any.commands.translation_options import Subparsers
    from any2any.distributed.crew import Crew
    from any2any.distributed.scenes import Scene
    from any2any.distributed.schedule import SceneReport, Schedule

STOPPED = 130
"""Exit code after Ctrl-C or SIGTERM."""


def add_parser(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "translate-many",
        help="translate a list of rasters, on several devices or machines",
        description="Translate every raster of a list. Finished rasters are skipped, so repeating the command "
        "resumes it. A failing raster does not stop the others.",
    )
    parser.add_argument(
        "list",
        metavar="LIST",
        type=Path,
        help="text file with one input per line, or a CSV table with the column input and any of output, source, "
        "target, radiometry, bands, window, seed, via",
    )
    parser.add_argument("--out-dir", type=Path, metavar="DIR", help="folder for outputs; created if missing")
    parser.add_argument("--source", default="", help="source modality for lines without one")
    parser.add_argument("--target", default="", help="target modality for lines without one")
    add_translation_options(parser)
    parser.add_argument(
        "--uncertainty",
        action="store_true",
        help="write the standard deviation over the samples beside every output, as NAME_uncertainty.tif",
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace outputs that another job or program wrote"
    )
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="run on this machine or on a Ray cluster (%(default)s)",
    )
    parser.add_argument(
        "--devices",
        metavar="NAME[,NAME...]",
        help="local: devices with one process each (default: every CUDA device)",
    )
    parser.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="ray: number of actors (default: one per GPU, or per CPU without GPUs)",
    )
    parser.add_argument(
        "--ray-address",
        metavar="ADDRESS",
        help="ray: address of a cluster, or 'local' to start one (default: RAY_ADDRESS, a running one, else local)",
    )
    add_json_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the whole list, then translate; exit code 1 if a scene failed, 130 if the user stopped it."""
    from any2any.distributed.schedule import Schedule

    begin = time.monotonic()
    _check_options(args)
    scenes = _scenes(args)
    schedule = Schedule(scenes)
    workers = () if schedule.is_done else _work(args, schedule)
    seconds = time.monotonic() - begin
    reports = schedule.reports
    if args.json:
        print_json(_document(args, workers, reports, seconds))
    else:
        _tell(reports, seconds)
    if any(report.status == "stopped" for report in reports):
        return STOPPED
    return int(any(report.status == "failed" for report in reports))


def _work(args: argparse.Namespace, schedule: Schedule) -> tuple[str, ...]:
    """Translate unfinished scenes; return the workers' names."""
    stop = threading.Event()
    with _Display(args.json) as display, _crew(args, lambda: display.poll(schedule), stop) as crew:
        with _signals_set(stop):
            schedule.run(crew, stop.is_set, display.show, lambda: display.poll(schedule))
        return crew.workers


def _check_options(args: argparse.Namespace) -> None:
    ray_only = {"--workers": args.workers, "--ray-address": args.ray_address}
    for name, value in (ray_only if args.engine == "local" else {"--devices": args.devices}).items():
        if value is not None:
            other = "ray" if args.engine == "local" else "local"
            raise UsageError(f"{name} is for the engine {other}: give --engine {other}, or leave it out")
    if args.workers is not None and args.workers < 1:
        raise UsageError(f"--workers {args.workers} is too small: give 1 or more")


def _scenes(args: argparse.Namespace) -> list[Scene]:
    """Read and check the list; UsageError names every invalid line."""
    from any2any.distributed.scenes import WrongLines, check_scenes, read_list, with_uncertainty
    from any2any.hub import bundled_model
    from any2any.spec.model_folder import read_manifest

    wrong = WrongLines(args.list)
    listed = read_list(args.list, requested(args), args.out_dir, wrong)
    if args.uncertainty:
        listed = [with_uncertainty(entry) for entry in listed]
    if args.out_dir is not None:
        _make_folder(args.out_dir)
    model = args.model or bundled_model()
    scenes = check_scenes(listed, model, read_manifest(model), wrong)
    wrong.refuse()
    return scenes


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Any2AnyError(
            f"the folder {folder} cannot be made ({error.strerror}): choose another --out-dir"
        ) from error


def _crew(
    args: argparse.Namespace, on_progress: Callable[[], None], stop: threading.Event
) -> AbstractContextManager[Crew]:
    if args.engine == "ray":
        from any2any.distributed.ray_crew import ray_crew

        return ray_crew(args.workers, args.ray_address)
    from any2any.runtime.device import choose_devices

    devices = choose_devices(args.devices or AUTO)
    if len(devices) == 1 and not devices[0].startswith("cuda"):
        from any2any.distributed.crew import InlineCrew

        return closing(InlineCrew(devices[0], on_progress, stop.is_set))
    from any2any.distributed.processes import ProcessCrew

    # Also for one GPU: if it fails, only a new process can use it again.
    return closing(ProcessCrew(devices))


@contextmanager
def _signals_set(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM set an event; a second Ctrl-C interrupts at once.

    Enter it after making the crew: Ray sets its own handler when it starts.
    """

    def note(number: int, frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Display:
    """Prints a line for each finished scene (not with ``--json``), and a bar if stderr is a terminal."""

    EVERY_S = 1.0

    def __init__(self, quiet: bool) -> None:
        from tqdm import tqdm

        layout = "{percentage:3.0f}% |{bar}| {elapsed}, {remaining} left"
        self._bar = tqdm(total=1.0, bar_format=layout, leave=False, disable=not sys.stderr.isatty())
        self._quiet = quiet
        self._out = sys.stdout  # Ray's crew redirects other output to stderr
        self._next = 0.0

    def __enter__(self) -> _Display:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def show(self, report: SceneReport) -> None:
        """Report a finished scene."""
        if not self._quiet:
            self._bar.clear()
            self._out.write(f"{_as_text(report)}\n")
            self._out.flush()

    def poll(self, schedule: Schedule) -> None:
        """Move the bar."""
        if self._bar.disable or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self.EVERY_S
        self._bar.n = schedule.finished_share()
        self._bar.refresh()


def _as_text(report: SceneReport) -> str:
    if report.status == "failed":
        return f"line {report.line}: {report.input} failed: {report.error}"
    if report.status == "skipped":
        return f"{report.output}: finished before"
    shards = f" in {report.shards} shards" if report.shards > 1 else ""
    return f"{report.output}: {report.width} x {report.height}, {report.seconds:.1f} s{shards}"


def _tell(reports: Sequence[SceneReport], seconds: float) -> None:
    count = Counter(report.status for report in reports)
    parts = [f"{count['translated']} translated", f"{count['skipped']} finished before"]
    parts += [f"{count[status]} {status}" for status in ("failed", "stopped") if count[status]]
    scenes = f"{len(reports)} scene{'' if len(reports) == 1 else 's'}"
    sys.stdout.write(f"{scenes}: {', '.join(parts)}; {seconds:.1f} s\n")
    for report in reports:
        if report.status == "failed":
            sys.stdout.write(f"  {_as_text(report)}\n")
    if count["failed"] or count["stopped"]:
        sys.stdout.write("repeat the command to continue\n")


def _document(
    args: argparse.Namespace, workers: Sequence[str], reports: Sequence[SceneReport], seconds: float
) -> dict[str, Any]:
    count = Counter(report.status for report in reports)
    return {
        "list": args.list,
        "engine": args.engine,
        "workers": list(workers),
        "seconds": seconds,
        "counts": {name: count[name] for name in ("translated", "skipped", "failed", "stopped")},
        "scenes": [asdict(report) for report in reports],
    }
