"""The mean over shifts of the patches, on stand-ins for the transformer."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from any2any.models.cycle_spinning import SHIFTS, spin

SIDE = 16


def latents(channels: int = 4, batch: int = 2) -> Tensor:
    return torch.randn(batch, channels, SIDE, SIDE, generator=torch.Generator().manual_seed(channels))


def in_patches(z: Tensor, z_source: Tensor) -> Tensor:
    """1 in the first row and the first column of every patch of 4 cells, 2 where both meet."""
    first = (torch.arange(SIDE) % 4 == 0).float()
    return (first[:, None] + first[None, :]).expand_as(z)


def test_every_cell_of_a_patch_is_the_first_one_once() -> None:
    for axis in (0, 1):
        assert sorted(shift[axis] % 4 for shift in SHIFTS) == [0, 1, 2, 3]


def test_what_knows_no_patches_is_left_as_it_is() -> None:
    """The sum of both ends moves with them, so every shift predicts the same."""
    z, z_source = latents(), latents(4, 2) * 3
    assert torch.allclose(spin(lambda a, b: a + b, z, z_source), z + z_source, atol=1e-6)


def test_the_grid_of_patches_is_averaged_away() -> None:
    """Four shifts put each row and each column at every place of a patch once: 1/4 + 1/4 everywhere inside."""
    z = latents()
    inside = spin(in_patches, z, z)[..., 2:-2, 2:-2]
    assert torch.equal(inside, torch.full_like(inside, 0.5))
    assert in_patches(z, z).unique().tolist() == [0, 1, 2]


def test_windows_of_a_batch_know_nothing_of_each_other() -> None:
    z, z_source = latents(), latents(8)
    weight = latents(8, 1)[0, :, 0, 0]

    def predict(a: Tensor, b: Tensor) -> Tensor:
        return torch.tanh(a) * in_patches(a, b) + torch.einsum("bchw,c->bhw", b, weight)[:, None]

    whole = spin(predict, z, z_source)
    assert torch.allclose(whole[1:], spin(predict, z[1:], z_source[1:]), atol=1e-6)


@pytest.mark.parametrize("value", [0.0, -2.5])
def test_edges_weigh_as_much_as_the_middle(value: float) -> None:
    z = torch.full((1, 4, SIDE, SIDE), value)
    assert torch.equal(spin(lambda a, b: a, z, z), z)
