from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

BACKEND = Path(__file__).parents[3] / "backend"

HEIGHT_PEAK = """
import sys, importlib.util
from pathlib import Path
spec = importlib.util.spec_from_file_location("stand_in", sys.argv[1])
stand_in = importlib.util.module_from_spec(spec)
sys.modules["stand_in"] = stand_in
spec.loader.exec_module(stand_in)
from any2any.translate.engine import translate
from any2any.requests.translate import TranslateRequest
request = TranslateRequest(sys.argv[2], Path(sys.argv[3]), "sar", "rgb", preset="fast")
peaks = {}
def note(progress):
    status = Path("/proc/self/status").read_text()  # ru_maxrss would count the parent before the exec
    peaks[progress.stage] = int(status.split("VmHWM:")[1].split()[0])
translate(request, stand_in.StandIn(), note)
print(peaks["decoding"] // 1024)
"""


def test_the_peak_does_not_grow_with_the_height(
    backscatter: Callable, write_raster: Callable, tmp_path
) -> None:
    """Four times the rows, 12 MiB more of input: the peak until the last row is decoded stays within 1.1."""
    peaks = []
    for height in (1024, 4096):
        path = write_raster(tmp_path / f"{height}.tif", backscatter(height, 1024), tiled=True)
        command = [sys.executable, "-c", HEIGHT_PEAK, str(Path(__file__).with_name("conftest.py"))]
        command += [str(path), str(tmp_path / f"{height}_out.tif")]
        environment = {"PYTHONPATH": str(BACKEND), "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.1 * peaks[0], peaks
