"""Out of memory: what does not fit is halved, and the result stays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.diffusion.sampler import step_done
from any2any.errors import Any2AnyError, CancelledError
from any2any.requests.translate import TranslateRequest
from any2any.translate.engine import translate

RequestFor = Callable[..., TranslateRequest]


def starve(model, **limits: int) -> None:
    """Make networks fail beyond a number of windows or cells, in the words of CUDA and of the CPU."""
    condition, sample, decode = model.condition, model.sample, model.decode

    def poor_condition(x, direction, cells=None):
        f = model.manifest.modality(direction.source).downsampling
        if x.shape[2] * x.shape[3] > limits.get("encode", 10**9) * f * f:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")
        return condition(x, direction, cells)

    def poor_sample(z_source, *others):
        if len(z_source) > limits.get("windows", 10**9):
            raise RuntimeError("CUDA out of memory. Tried to allocate 9 GiB")
        return sample(z_source, *others)

    def poor_decode(z, *others):
        if z.shape[2] * z.shape[3] > limits.get("decode", 10**9):
            raise RuntimeError("MPS backend out of memory")
        return decode(z, *others)

    model.condition, model.sample, model.decode = poor_condition, poor_sample, poor_decode


@pytest.mark.parametrize("limits", [{"windows": 3}, {"encode": 4000}, {"decode": 1500}])
def test_memory_that_runs_out_costs_only_time(
    make_model, backscatter, write_raster, request_for: RequestFor, tmp_path: Path, limits: dict[str, int]
) -> None:
    path = write_raster(tmp_path / "sar.tif", backscatter(420, 1500))
    results = []
    for name, limit in (("rich", {}), ("poor", limits)):
        model = make_model()
        starve(model, **limit)
        result = translate(request_for(path, output=tmp_path / f"{name}.tif"), model)
        with rasterio.open(result.output) as dataset:
            results.append(dataset.read().astype(int))
        if "windows" in limit:
            assert model.batches[:3] == [2, 2, 2]  # 8 windows a row: 8, then 4, do not fit
    assert abs(results[0] - results[1]).max() <= 1


@pytest.mark.parametrize("limits", [{"windows": 0}, {"encode": 9}, {"decode": 9}])
def test_nothing_left_to_halve_is_an_error(
    model, sar, request_for: RequestFor, limits: dict[str, int]
) -> None:
    starve(model, **limits)
    with pytest.raises(Any2AnyError, match="memory of device cpu is too small even for one window"):
        translate(request_for(sar), model)


def test_decoding_gets_the_source_only_where_it_needs_pixels(
    model, sar, request_for: RequestFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(model, "needs_pixels", lambda direction: False)

    def alone(z, direction, *source):
        seen.append(source)
        return np.zeros((1, 3, 4 * z.shape[2], 4 * z.shape[3]), np.float32)

    monkeypatch.setattr(model, "decode", alone)
    translate(request_for(sar), model)
    assert set(seen) == {()}


def test_another_error_of_the_networks_is_not_mistaken_for_it(model, sar, request_for: RequestFor) -> None:
    def broken(*arguments):
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    model.sample = broken
    with pytest.raises(RuntimeError, match="mat1 and mat2"):
        translate(request_for(sar), model)


def test_windows_of_a_batch_get_their_own_noise(model, sar, request_for: RequestFor) -> None:
    noises = []
    original = model.sample

    def spy(z_source, noise, *others):
        noises.append(noise)
        return original(z_source, noise, *others)

    model.sample = spy
    translate(request_for(sar), model)
    first, second = noises[0]  # windows at columns 0 and 41 of the same rows
    assert np.array_equal(first[:, :, 41:], second[:, :, :23])


def sample_in_steps(model, steps: int = 250) -> list[int]:
    """Let the stand-in tell its steps as a sampler does; returns the list that will hold them."""
    original, taken = model.sample, []

    def stepwise(*arguments):
        for number in range(1, steps + 1):
            taken.append(number)
            step_done(number, steps)
        return original(*arguments)

    model.sample = stepwise
    return taken


def test_sampling_is_seen_step_by_step(
    model, sar, request_for: RequestFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The `paper` preset stood at 0 % for a minute: one batch of 250 steps was one report."""
    monkeypatch.setattr("any2any.requests.progress.REPORT_EVERY_S", 0.0)
    steps = sample_in_steps(model)
    reports = []
    translate(request_for(sar), model, reports.append)
    fractions = [report.fraction for report in reports if report.stage == "translating"]
    assert len(fractions) >= len(steps)
    assert fractions == sorted(fractions)
    assert max(b - a for a, b in pairwise(fractions)) < 0.02


def test_a_job_is_cancelled_between_two_steps(model, sar, request_for: RequestFor) -> None:
    steps = sample_in_steps(model)
    with pytest.raises(CancelledError):
        translate(request_for(sar), model, is_cancelled=lambda: len(steps) >= 3)
    assert steps == [1, 2, 3]
