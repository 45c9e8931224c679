"""Peak memory of the engine on a raster and on one four times as high: it must not grow with the height.

Run ``python -m benchmarks.memory``; each raster is translated in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from any2any.hub import bundled_model
from any2any.models.torch_model import TorchModel
from any2any.requests.translate import TranslateRequest
from any2any.spec.model_folder import read_manifest
from any2any.translate.engine import translate
from benchmarks.results import model_title
from benchmarks.subject import load_model, write_backscatter

LIMIT = 1.1
"""Target of the design: peak of the high raster over that of the square one."""


def main() -> int:
    """Translate both rasters and print both peaks and their ratio; exit code 1 beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=4096, help="pixels of both rasters")
    parser.add_argument("--heights", type=int, nargs=2, default=(4096, 16384))
    parser.add_argument("--target", default="rgb")
    parser.add_argument("--size", help="random weights of this size instead of the bundled model")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child is not None:
        return _translate(arguments)
    title = (
        f"random weights, {arguments.size}" if arguments.size else model_title(read_manifest(bundled_model()))
    )
    sys.stdout.write(f"{title}, sar to {arguments.target}, one step\n")
    peaks = [_measure(arguments.width, height) for height in arguments.heights]
    ratio = peaks[1] / peaks[0]
    sys.stdout.write(f"ratio {ratio:.3f} (limit {LIMIT})\n")
    return int(ratio > LIMIT)


def _measure(width: int, height: int) -> float:
    """Run a child on one raster and return its peak in MiB; print it, and the memory with the model loaded."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sar.tif"
        write_backscatter(path, width, height)
        begin = time.monotonic()
        command = [sys.executable, "-m", "benchmarks.memory", *sys.argv[1:], "--child", str(path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    loaded, peak = (int(kib) / 1024 for kib in done.stdout.split())
    sys.stdout.write(
        f"{width} x {height}: peak {peak:.0f} MiB, {peak - loaded:.0f} MiB besides Python with the model loaded, "
        f"{time.monotonic() - begin:.0f} s\n"
    )
    sys.stdout.flush()
    return peak


def _translate(arguments: argparse.Namespace) -> int:
    """Translate one raster in one step and print the peaks of this process, before and at the end, in KiB."""
    model = load_model(arguments.size, arguments.device)
    loaded = _peak_kib()
    output = arguments.child.with_name("out.tif")
    translate(
        TranslateRequest(str(arguments.child), output, "sar", arguments.target, steps=1), TorchModel(model)
    )
    sys.stdout.write(f"{loaded} {_peak_kib()}\n")
    return 0


def _peak_kib() -> int:
    status = Path("/proc/self/status")
    if status.exists():  # Linux: getrusage would count the parent's memory before the exec
        return int(status.read_text(encoding="utf-8").split("VmHWM:")[1].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    sys.exit(main())
