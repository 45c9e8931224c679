"""Accept an environment for a graphics card only if the card computes what the processor computes, and faster."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any, Callable

from any2any_qgis.engine.child import IsCancelled
from any2any_qgis.setup.failures import Failure, SetupError
from any2any_qgis.setup.self_test import WINDOW, sample_translator

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
