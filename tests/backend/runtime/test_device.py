"""Limits of a GPU that is not available: PyTorch's calls are replaced, and their arguments checked."""

from __future__ import annotations

import logging
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from any2any.cli import main
from any2any.distributed import one_raster
from any2any.errors import UsageError
from any2any.models.translator import Translator, save_model
from any2any.runtime.device import limit_gpu_memory, require_precision
from any2any.translate import job
from any2any.translate.job import ModelCache


@pytest.fixture
def fractions(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, int]]:
    """Two GPUs of 16 GB; what was set on them."""
    found: list[tuple[float, int]] = []
    properties = SimpleNamespace(total_memory=16 * 10**9)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda index: properties)
    monkeypatch.setattr(
        torch.cuda, "set_per_process_memory_fraction", lambda share, index: found.append((share, index))
    )
    return found


@pytest.mark.parametrize(
    ("device", "gigabytes", "expected"),
    [("cuda", 4, (0.25, 0)), ("cuda:1", 12, (0.75, 1)), ("cuda", 99, (1.0, 0)), ("cuda:1", None, (1.0, 1))],
)
def test_a_limit_is_a_share_of_the_gpus_memory(
    fractions, device: str, gigabytes: float | None, expected: tuple[float, int]
) -> None:
    limit_gpu_memory(device, gigabytes)
    assert fractions == [expected]


@pytest.mark.parametrize("gigabytes", [0, -1, float("nan")])
def test_a_limit_that_leaves_nothing_is_refused(fractions, gigabytes: float) -> None:
    with pytest.raises(UsageError, match="give more than 0"):
        limit_gpu_memory("cuda", gigabytes)
    assert fractions == []


def test_a_limit_without_a_gpu_is_reported_to_have_no_effect(fractions, caplog) -> None:
    with caplog.at_level(logging.WARNING):
        limit_gpu_memory("cpu", None)
        assert caplog.text == ""
        limit_gpu_memory("cpu", 4)
    assert "no effect on device cpu" in caplog.text
    assert fractions == []


def test_a_job_sets_its_limit_even_if_the_model_is_loaded(
    tmp_path: Path, small_translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = []
    monkeypatch.setattr(job, "limit_gpu_memory", lambda *arguments: limits.append(arguments))
    save_model(tmp_path / "model", small_translator)
    models = ModelCache()
    assert models.load(tmp_path / "model", "cpu", 4) is models.load(tmp_path / "model", "cpu")
    assert limits == [("cpu", 4), ("cpu", None)]


def test_a_gpu_without_bfloat16_is_refused_before_anything_is_computed(monkeypatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: False)
    with pytest.raises(UsageError, match="the GPU cuda:0 has no bfloat16"):
        require_precision(torch.device("cuda:0"), "bfloat16")
    require_precision(torch.device("cuda:0"), "float32")
    require_precision(torch.device("cpu"), "bfloat16")


def test_the_command_line_passes_them_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    requests = []

    def stop(request, *others):
        requests.append(request)
        raise UsageError("seen")

    monkeypatch.setattr(one_raster, "run_on_devices", stop)
    ends = ["--source", "sar", "--target", "rgb"]
    command = ["translate", "in.tif", str(tmp_path / "out.tif"), *ends]
    given = ["--precision", "bfloat16", "--gpu-memory", "7.5", "--compile"]
    assert main(command) == main([*command, *given]) == 2
    found = [(request.precision, request.gpu_memory_gb, request.compiled) for request in requests]
    assert found == [("auto", None, False), ("bfloat16", 7.5, True)]
