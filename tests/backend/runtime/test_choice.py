"""The runtime of a job, for every combination of installed and requested runtimes."""

from __future__ import annotations

from pathlib import Path

import pytest

from any2any.errors import UsageError
from any2any.runtime import choice
from any2any.runtime.choice import choose_precision, choose_runtime, has_bfloat16


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


@pytest.mark.parametrize(
    ("asked", "runtime", "has_it", "passed", "expected"),
    [
        ("auto", "torch", True, True, "bfloat16"),
        ("auto", "torch", True, False, "float32"),  # not measured, or the loss is too large
        ("auto", "torch", False, True, "float32"),
        ("auto", "onnx", True, True, "float32"),
        ("float32", "torch", True, True, "float32"),
        ("bfloat16", "torch", False, False, "bfloat16"),
    ],
)
def test_automatic_precision_needs_torch_the_instructions_and_a_measurement(
    monkeypatch: pytest.MonkeyPatch, asked: str, runtime: str, has_it: bool, passed: bool, expected: str
) -> None:
    monkeypatch.setattr(choice, "has_bfloat16", lambda device: has_it)
    assert choose_precision(asked, runtime, "cpu", passed) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("processor : 0\nflags\t\t: fpu avx512f avx512_bf16\n", True),
        ("processor : 0\nflags\t\t: fpu avx512f\n", False),
        ("processor : 0\nFeatures\t: fp asimd bf16\n", True),
        ("", False),
    ],
)
def test_a_processor_says_whether_it_has_bfloat16(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, expected: bool
) -> None:
    """Without a GPU "auto" is the processor; MPS has no instructions of its own that we know of."""
    (tmp_path / "cpuinfo").write_text(text)
    monkeypatch.setattr(choice, "_CPU_FACTS", tmp_path / "cpuinfo")
    monkeypatch.setattr(choice, "_torch_sees_a_gpu", lambda: False)
    choice._processor_flags.cache_clear()
    assert [has_bfloat16(device) for device in ("cpu", "auto", "mps")] == [expected, expected, False]
    choice._processor_flags.cache_clear()
