"""How arrays cross to PyTorch's device."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from any2any.models.torch_model import to_device


def test_the_processor_shares_an_arrays_memory() -> None:
    """A crossing copies nothing: a change of the array is seen in the tensor."""
    values = np.zeros((2, 3), np.float32)
    tensor = to_device(values, torch.device("cpu"))
    values[1, 2] = 5
    assert tensor[1, 2] == 5


def test_a_part_of_an_array_is_copied_in_order() -> None:
    values = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    part = values[:, ::-1, 1:3]
    tensor = to_device(part, torch.device("cpu"))
    assert tensor.is_contiguous()
    assert np.array_equal(tensor.numpy(), part)


def test_a_gpu_copies_from_pinned_pages_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pinning, ``non_blocking`` has no effect."""
    calls = []

    def pin_memory(tensor: torch.Tensor) -> torch.Tensor:
        calls.append("pinned")
        return tensor

    def to(tensor: torch.Tensor, device: torch.device, non_blocking: bool = False) -> torch.Tensor:
        calls.append(f"{device}, {non_blocking}")
        return tensor

    monkeypatch.setattr(torch.Tensor, "pin_memory", pin_memory)
    monkeypatch.setattr(torch.Tensor, "to", to)
    to_device(np.ones(3, np.float32), torch.device("cuda:1"))
    assert calls == ["pinned", "cuda:1, True"]
