"""Weights come back: half precision to its rounding, eight bits to half a step of each row, guesses whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from any2any.models.weights import narrowed, widened, write_weights
from any2any.spec.networks import Storage


@pytest.mark.parametrize("shape", [(40, 30), (16, 12, 3, 3), (2, 600)])
def test_eight_bits_are_right_to_half_a_step_of_their_row(shape: tuple[int, ...]) -> None:
    """A row's largest value is 127 steps; rows of very different size keep their own steps."""
    torch.manual_seed(0)
    sizes = torch.logspace(-4, 2, shape[0]).view(-1, *[1] * (len(shape) - 1))
    weights = (torch.randn(shape) * sizes).half()
    found = widened(narrowed({"w": weights}))
    step = weights.float().flatten(1).abs().amax(dim=1) / 127
    error = (found["w"] - weights.float()).flatten(1).abs().amax(dim=1)
    assert set(found) == {"w"}
    assert bool((error <= 0.5001 * step).all())


def test_vectors_small_tensors_and_zeros_stay_exact() -> None:
    weights = {
        "bias": torch.randn(4000).half(),
        "small": torch.randn(8, 8).half(),
        "zero": torch.zeros(64, 64).half(),
    }
    found = widened(narrowed(weights))
    assert all(torch.equal(found[key], value.float()) for key, value in weights.items())


def test_a_weight_that_is_called_scale_is_a_weight() -> None:
    weights = {"norm.scale": torch.randn(5)}
    assert torch.equal(widened(narrowed(weights))["norm.scale"], weights["norm.scale"])


@pytest.mark.parametrize(("storage", "dtype"), [("float16", torch.float16), ("int8", torch.int8)])
def test_a_file_keeps_first_guesses_whole(tmp_path: Path, storage: Storage, dtype: torch.dtype) -> None:
    weights = {"first_guesses.sar->rgb.weight": torch.randn(3, 2000), "dit.qkv.weight": torch.randn(64, 64)}
    write_weights(tmp_path / "w.safetensors", weights, storage)
    stored = load_file(tmp_path / "w.safetensors")
    assert stored["dit.qkv.weight"].dtype == dtype
    assert torch.equal(stored["first_guesses.sar->rgb.weight"], weights["first_guesses.sar->rgb.weight"])


@pytest.mark.parametrize("scale", [None, torch.ones(3), torch.ones(4, 1)])
def test_eight_bits_without_their_scales_are_refused(scale: torch.Tensor | None) -> None:
    weights = {"w": torch.zeros(4, 8, dtype=torch.int8)} | ({} if scale is None else {"w.scale": scale})
    with pytest.raises(
        ValueError, match=r"w has eight bits and no w\.scale with a number for each of its rows"
    ):
        widened(weights)
