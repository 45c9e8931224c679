from __future__ import annotations

import pytest

from any2any.runtime.memory import is_device_lost, is_out_of_memory, out_of_memory


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CUDA out of memory. Tried to allocate 2.00 GiB", True),
        ("MPS backend out of memory (MPS allocated: 9 GB)", True),
        ("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes", True),
        ("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes", True),
        ("Failed to allocate memory for requested buffer of size 9", True),
        ("std::bad_alloc", True),
        ("bad allocation", True),
        ("mat1 and mat2 shapes cannot be multiplied", False),
    ],
)
def test_the_words_of_each_device_are_known(text: str, expected: bool) -> None:
    assert is_out_of_memory(RuntimeError(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CUDA error: an illegal memory access was encountered", True),
        ("CUDA error: uncorrectable ECC error encountered", True),
        ("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED", True),
        ("HIP error: the operation cannot be performed", True),
        ("CUDA error: out of memory", False),
        ("mat1 and mat2 shapes cannot be multiplied", False),
    ],
)
def test_a_lost_device_is_known_by_its_words(text: str, expected: bool) -> None:
    assert is_device_lost(RuntimeError(text)) is expected


def test_the_way_out_of_too_little_memory_is_another_device() -> None:
    assert "or choose device cpu; running the same command" in str(out_of_memory("cuda:1"))
    assert "or use a machine with more; running" in str(out_of_memory("cpu"))
