"""Which runtime computes a job, for every combination of what is installed and asked for."""

from __future__ import annotations

import pytest

from any2any.errors import UsageError
from any2any.runtime import choice
from any2any.runtime.choice import choose_runtime


def installed(
    monkeypatch: pytest.MonkeyPatch, torch: bool = True, onnxruntime: bool = True, gpu: bool = False
) -> None:
    monkeypatch.setattr(choice, "has_torch", lambda: torch)
    monkeypatch.setattr(choice, "has_onnxruntime", lambda: onnxruntime)
    monkeypatch.setattr(choice, "_torch_sees_a_gpu", lambda: gpu)


@pytest.mark.parametrize(
    ("here", "device", "expected"),
    [
        ({"gpu": True}, "auto", "torch"),
        ({"gpu": True}, "cuda:1", "torch"),
        ({"gpu": True}, "cpu", "onnx"),
        ({}, "auto", "onnx"),
        ({"torch": False}, "auto", "onnx"),
        ({"torch": False}, "cuda", "onnx"),
        ({"onnxruntime": False}, "auto", "torch"),
        ({}, "mps", "torch"),
        ({"gpu": True}, "directml", "onnx"),
    ],
)
def test_auto_takes_torch_on_a_gpu_and_onnx_elsewhere(
    monkeypatch: pytest.MonkeyPatch, here: dict[str, bool], device: str, expected: str
) -> None:
    installed(monkeypatch, **here)
    assert choose_runtime("auto", device, has_graphs=True) == expected


def test_a_model_without_graphs_or_an_option_of_torch_needs_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch)
    assert choose_runtime("auto", "auto", has_graphs=False) == "torch"
    with pytest.raises(UsageError, match="no graphs for ONNX Runtime: run `any2any models export-onnx`"):
        choose_runtime("onnx", "auto", has_graphs=False)
    assert choose_runtime("auto", "auto", has_graphs=True, torch_only="bfloat16") == "torch"
    with pytest.raises(
        UsageError, match="ONNX Runtime has no bfloat16: leave it out, or choose runtime torch"
    ):
        choose_runtime("onnx", "auto", has_graphs=True, torch_only="bfloat16")


@pytest.mark.parametrize(
    ("has_graphs", "why"), [(True, "is not installed: run"), (False, "and the model has no graphs")]
)
def test_without_torch_it_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, has_graphs: bool, why: str
) -> None:
    installed(monkeypatch, torch=False)
    with pytest.raises(UsageError, match=rf"PyTorch .*{why}.*any2any-rs\[torch\]"):
        choose_runtime("torch" if has_graphs else "auto", "auto", has_graphs)


def test_torch_is_not_imported_to_look_for_a_gpu_where_there_is_no_driver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choice, "has_cuda_driver", lambda: False)
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    assert not choice._torch_sees_a_gpu()
