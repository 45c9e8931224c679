"""Fill the clouds of a large scene: peak memory, and the same bytes after SIGKILL at random moments.

Run ``python -m benchmarks.fill --side 10980 --clouds 6 --kills 5``. The job is the real command in a process of its
own. A run without a kill comes first. Kills happen within its time. Killed runs must give the same bytes. Its peak is
compared with that of a scene of half the height.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.windows import Window

from benchmarks.subject import CHUNK_PX, write_backscatter

LIMIT = 1.1
"""Target of the design: peak of the whole scene over that of its upper half."""
CLOUD_PX = 300
"""Radius of a cloud."""
POLL_S = 0.05


@dataclass(frozen=True)
class Scene:
    """Files of one simulated scene."""

    image: Path
    clouds: Path
    radar: Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Print time and peak of both runs and a line for each kill; exit code 1 if bytes differ or memory grows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--side", type=int, default=10980, help="pixels of the scene (%(default)s)")
    parser.add_argument("--clouds", type=int, default=6, help="of 600 pixels across (%(default)s)")
    parser.add_argument("--kills", type=int, default=5, help="at random moments (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="of clouds and moments (%(default)s)")
    parser.add_argument("--model", type=Path, help="model folder (default: the bundled model)")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        half = write_scene(Path(name, "half"), args.side, args.side // 2, args.clouds, args.seed)
        whole = write_scene(Path(name, "whole"), args.side, args.side, args.clouds, args.seed)
        job = Job(whole, args.model)
        _, low = Job(half, args.model).run_whole()
        seconds, peak = job.run_whole()
        ratio = peak / max(1, low)
        sys.stdout.write(f"peak of the whole over that of its half: {ratio:.3f} (limit {LIMIT})\n")
        same = job.torture(args.kills, random.Random(args.seed), seconds)
    return int(ratio > LIMIT or not same)


def write_scene(folder: Path, width: int, height: int, clouds: int, seed: int) -> Scene:
    """Write colour that follows the radar's speckle, bright clouds over it, and their mask.

    The clouds lie in the upper half, so that a scene of twice the height has the same number.
    """
    folder.mkdir()
    scene = Scene(folder / "image.tif", folder / "clouds.tif", folder / "radar.tif")
    write_backscatter(scene.radar, width, height)
    rng = np.random.default_rng(seed)
    centres = np.stack([rng.uniform(0, width / 2, clouds), rng.uniform(0, width, clouds)], axis=1)
    with rasterio.open(scene.radar) as radar:
        profile = {**radar.profile, "dtype": "uint16", "compress": "deflate", "zlevel": 1}
        with (
            rasterio.open(scene.image, "w", **{**profile, "count": 3}) as image,
            rasterio.open(scene.clouds, "w", **{**profile, "dtype": "uint8"}) as mask,
        ):
            for row in range(0, height, CHUNK_PX):
                window = Window(0, row, width, min(CHUNK_PX, height - row))
                hidden = _clouds(centres, row, window.height, width)
                colour = 800 + 40 * (radar.read(1, window=window) + 20)
                for band, factor in enumerate((1.0, 0.9, 0.7), 1):
                    image.write(
                        np.where(hidden, 8000, factor * colour).astype(np.uint16), band, window=window
                    )
                mask.write(hidden.astype(np.uint8), 1, window=window)
    return scene


def _clouds(centres: np.ndarray, first: int, rows: int, columns: int) -> np.ndarray:
    """Discs of ``CLOUD_PX`` around centres (row, column), of some rows: (rows, columns), bool."""
    y, x = np.arange(first, first + rows)[:, None], np.arange(columns)
    hidden = np.zeros((rows, columns), bool)
    for row, column in centres:
        hidden |= (y - row) ** 2 + (x - column) ** 2 < CLOUD_PX**2
    return hidden


class Job:
    """One fill that is killed again and again."""

    def __init__(self, scene: Scene, model: Path | None) -> None:
        folder = scene.image.parent
        self._output = folder / "filled.tif"
        self._command = [sys.executable, "-m", "any2any.cli", "fill", str(scene.image), str(self._output)]
        self._command += ["--mask", str(scene.clouds), "--source", f"sar={scene.radar}", "--target", "rgb"]
        self._command += ["--device", "cpu", *(["--model", str(model)] if model else [])]

    def run_whole(self) -> tuple[float, int]:
        """Run without a kill; print and return seconds and peak in KiB."""
        self._remove()
        begin = time.monotonic()
        code, peak = self._run(None)
        seconds = time.monotonic() - begin
        if code != 0:
            raise SystemExit("the run without a kill failed, so there is nothing to compare with")
        with rasterio.open(self._output) as dataset:
            size = f"{dataset.width} x {dataset.height}"
        sys.stdout.write(f"{size}: {seconds:.0f} s, peak {peak / 1024:.0f} MiB\n")
        sys.stdout.flush()
        return seconds, peak

    def torture(self, kills: int, rng: random.Random, whole_s: float) -> bool:
        """Kill and resume until the number of kills is reached, and finish; return whether the bytes equal the whole
        run's."""
        expected = self._digest()
        self._remove()
        left = kills
        while not self._output.exists():
            code, _ = self._run(rng.uniform(POLL_S, whole_s) if left else None)
            if code == -signal.SIGKILL:
                left -= 1
                parts = len(list(self._output.parent.glob("filled.tif.fill/*.tif")))
                sys.stdout.write(f"killed with {parts} finished files\n")
            elif code != 0:
                raise SystemExit(f"a resumed run failed with exit code {code}, see above")
        same = self._digest() == expected
        sys.stdout.write(f"{'same bytes' if same else 'OTHER BYTES'} after {kills - left} kills\n")
        return same

    def _run(self, kill_after_s: float | None) -> tuple[int, int]:
        """Run the command, and kill it after some seconds; its return code and peak in KiB."""
        backend = Path(__file__).parents[1]
        # The file contains the date: with the same date, equal pixels give equal bytes.
        environment = os.environ | {"PYTHONPATH": str(backend), "SOURCE_DATE_EPOCH": "86400"}
        process = subprocess.Popen(self._command, env=environment, stdout=subprocess.DEVNULL)
        begin, peak = time.monotonic(), 0
        while process.poll() is None:
            peak = max(peak, _peak_kib(process.pid))
            if kill_after_s is not None and time.monotonic() - begin > kill_after_s:
                process.kill()
            time.sleep(POLL_S)
        return process.wait(), peak

    def _remove(self) -> None:
        for path in (self._output, self._output.with_name("filled_synthetic.tif")):
            path.unlink(missing_ok=True)

    def _digest(self) -> str:
        with self._output.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def _peak_kib(process: int) -> int:
    """Peak memory of a running process; 0 if the system does not report it."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0])
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
