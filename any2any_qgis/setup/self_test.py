"""Accept an environment only if it translates, and a graphics card only if it is correct and faster."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable

from any2any_qgis import paths
from any2any_qgis.engine.child import IsCancelled, run_child
from any2any_qgis.engine.child_environment import worker_environment
from any2any_qgis.engine.client import WorkerClient
from any2any_qgis.engine.environment import WorkerPython, worker_command
from any2any_qgis.engine.protocol import EngineError, JobCancelledError
from any2any_qgis.setup.failures import Failure, SetupError, diagnose
from any2any_qgis.setup.profiles import RUNTIMES

IMPORT_LIMIT_S = 180.0
WINDOW = (0, 0, 256, 256)
"""Columns and rows of the sample, one window of the model."""

_IMPORTS = """
import importlib, json, sys
if sys.prefix == sys.base_prefix:
    sys.exit("the environment is not separate from its Python")
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def check_imports(python: Path, profile: str, environment: dict[str, str], is_cancelled: IsCancelled) -> None:
    """Import what the profile promises; SetupError says what is wrong."""
    command = [str(python), "-P", "-c", _IMPORTS, "numpy", "rasterio", "safetensors", RUNTIMES[profile]]
    answer = run_child(command, environment, python.parent, IMPORT_LIMIT_S, is_cancelled)
    if answer.timed_out:
        raise SetupError(Failure.TIMEOUT, minutes=IMPORT_LIMIT_S / 60)
    if answer.code != 0:
        raise diagnose(answer.stderr)


def translate_window(python: Path, inherited: dict[str, str], is_cancelled: IsCancelled) -> str:
    """Translate one window of the bundled sample and return the device that did it; SetupError if it fails."""
    with (
        sample_translator(python, inherited, is_cancelled) as translate,
        tempfile.TemporaryDirectory() as folder,
    ):
        return str(translate(Path(folder) / "window.tif", window=list(WINDOW)).get("device") or "cpu")


@contextmanager
def sample_translator(
    python: Path, inherited: dict[str, str], is_cancelled: IsCancelled
) -> Iterator[Callable[..., dict[str, Any]]]:
    """Start a worker; yield what translates the sample to a file, with other fields of the request, and answers.

    SetupError if anything fails, JobCancelledError if the user stopped it.
    """
    client = WorkerClient(
        worker_command(WorkerPython(python, "")), worker_environment(inherited), paths.BACKEND
    )

    def translate(output: Path, **fields: object) -> dict[str, Any]:
        request = {**_request(output), **fields}
        return client.request("translate", request, is_cancelled=is_cancelled, cancel_limit_s=0.7)

    try:
        client.initialize(is_cancelled)
        yield translate
    except (JobCancelledError, SetupError):
        raise
    except EngineError as error:
        reason = (
            str(error).splitlines()[0].removesuffix("; it last said:").rstrip(".")
        )  # the lines are in the details
        raise SetupError(Failure.SELF_TEST, details=str(error), reason=f"{reason}.") from error
    finally:
        client.stop()


def _request(output: Path) -> dict[str, object]:
    return {
        "input": str(paths.SAMPLE / "sar.tif"),
        "output": str(output),
        "source": "sar",
        "target": "rgb",
        "model": str(paths.BUNDLED_MODEL),
        "preset": "fast",
        "overwrite": True,
    }


LARGEST_DIFFERENCE = 0.02
"""Root mean square of the difference, in standard deviations of the processor's result; bfloat16 is 0.012 off."""


def compare_devices(python: Path, inherited: dict[str, str], is_cancelled: IsCancelled) -> str:
    """Translate the sample on the processor and on the card, and return the card's device.

    SetupError if the card is not used, if it computes something else, or if it is not faster.
    """
    with (
        sample_translator(python, inherited, is_cancelled) as translate,
        tempfile.TemporaryDirectory() as folder,
    ):
        on_cpu, on_gpu = Path(folder) / "cpu.tif", Path(folder) / "gpu.tif"
        _, cpu_s = _timed(translate, on_cpu, "cpu")
        device, gpu_s = _timed(translate, on_gpu, "auto")
        if device.startswith("cpu"):
            raise SetupError(Failure.GPU_UNUSED)
        share = difference(on_cpu, on_gpu)
    if not share <= LARGEST_DIFFERENCE:  # so that NaN fails
        raise SetupError(Failure.GPU_DIFFERS, share=share)
    if gpu_s >= cpu_s:
        raise SetupError(Failure.GPU_SLOWER, gpu_s=gpu_s, cpu_s=cpu_s)
    return device


def _timed(translate: Callable[..., dict[str, Any]], output: Path, device: str) -> tuple[str, float]:
    """Translate the whole sample; the seconds are without loading the model and preparing the device."""
    translate(output, device=device, window=list(WINDOW))
    begin = time.monotonic()
    answer = translate(output, device=device)
    return str(answer.get("device") or "cpu"), time.monotonic() - begin


def difference(reference: Path, other: Path) -> float:
    """Return the root mean square difference of two rasters, in standard deviations of the first one."""
    from osgeo import gdal

    first, second = (gdal.Open(str(path)).ReadAsArray().astype(float) for path in (reference, other))
    spread = float(first.std())
    return float(((first - second) ** 2).mean() ** 0.5) / spread if spread else float("nan")
