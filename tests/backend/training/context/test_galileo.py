"""Our implementation of the teacher beside what the original gives, where its weights are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.training.context.galileo import WINDOW_PX, Galileo, overlapping_tokens

WEIGHTS = Path(__file__).resolve().parents[5] / "shared" / "data" / "weights" / "galileo-nano"
needs_weights = pytest.mark.skipif(not WEIGHTS.is_dir(), reason=f"{WEIGHTS} does not exist")


@pytest.fixture(scope="module")
def teacher() -> Galileo:
    return Galileo(WEIGHTS / "encoder.safetensors")


@needs_weights
@pytest.mark.parametrize(
    ("name", "bands", "group"),
    [("sar", ("VV", "VH"), "S1"), ("rgb", ("B2", "B3", "B4"), "S2_RGB"), ("nir", ("B8",), "S2_NIR_10m")],
)
def test_tokens_are_the_originals(teacher: Galileo, name: str, bands: tuple[str, ...], group: str) -> None:
    """Two windows of the test split; tokens deviate by 0.17."""
    example = np.load(WEIGHTS / "example.npz")
    images = {band: torch.from_numpy(example[f"{name}_{band}"]) for band in bands}
    tokens = teacher.tokens(images, (group,)).permute(0, 2, 3, 1)
    torch.testing.assert_close(tokens, torch.from_numpy(example[f"{name}_tokens"]), atol=2e-4, rtol=0)


@needs_weights
def test_larger_images_get_the_mean_over_the_windows_that_hold_a_patch(teacher: Galileo) -> None:
    """88 pixels are two windows 24 apart: the first three of 11 patches lie in the first one alone, and so on."""
    image = 1000 + 500 * torch.rand(1, WINDOW_PX, 88)
    tokens = overlapping_tokens(teacher, {"B8": image}, ("S2_NIR_10m",), 24)
    first, second = (
        teacher.tokens({"B8": image[..., left : left + WINDOW_PX]}, ("S2_NIR_10m",)) for left in (0, 24)
    )
    torch.testing.assert_close(tokens[..., :3], first[..., :3])
    torch.testing.assert_close(tokens[..., 3:8], (first[..., 3:] + second[..., :5]) / 2)
    torch.testing.assert_close(tokens[..., 8:], second[..., 5:])
