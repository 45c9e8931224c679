from __future__ import annotations

import pytest
import torch

from any2any.models.context import ContextEncoder, at_pixels
from any2any.spec.modality import DEFAULT_MODALITIES, Modality
from any2any.spec.networks import ContextConfig

CONFIG = ContextConfig(channels=6, width=16, depth=2, kernel=3)


def encoder() -> ContextEncoder:
    torch.manual_seed(0)
    return ContextEncoder(CONFIG, DEFAULT_MODALITIES).eval().requires_grad_(False)


@pytest.mark.parametrize("modality", DEFAULT_MODALITIES, ids=lambda m: m.name)
def test_a_token_is_two_cells_of_any_modality(modality: Modality) -> None:
    """Five cells by eight: the third row of tokens is half outside and filled by repeating the edge."""
    f = modality.downsampling
    tokens = encoder()(modality.name, torch.rand(2, modality.channels, 5 * f, 8 * f))
    assert tokens.shape == (2, 6, 3, 4)


@pytest.mark.parametrize("modality", DEFAULT_MODALITIES, ids=lambda m: m.name)
def test_nothing_beyond_the_halo_counts(modality: Modality) -> None:
    """Two blocks of kernel 3 see 2 tokens away, the stem at most 3 more: 5 tokens are 10 cells."""
    network, f = encoder(), modality.downsampling
    assert network.halo_latent_px == 10
    x = torch.rand(1, modality.channels, 2 * f, 40 * f)
    changed = x.clone()
    changed[..., 20 * f : 22 * f] += 0.25  # the token of number 10
    differs = (network(modality.name, x) - network(modality.name, changed)).abs().amax(dim=(0, 1, 2)) > 1e-7
    reached = (torch.nonzero(differs)[:, 0] - 10).abs()
    assert 4 <= int(reached.max()) <= 5


def test_tokens_are_brought_to_pixels_between_their_centres() -> None:
    """One cell of two pixels: a token has 4 pixels, whose centres lie at 1/8, 3/8, 5/8, 7/8 of it."""
    fine = at_pixels(torch.tensor([[[[0.0, 1.0]]]]), 2, 3, 7)
    assert fine.shape == (1, 1, 3, 7)
    torch.testing.assert_close(fine[0, 0, 0], torch.tensor([0.0, 0.0, 0.125, 0.375, 0.625, 0.875, 1.0]))


def test_an_even_kernel_has_no_centre() -> None:
    with pytest.raises(ValueError, match="kernel 4 must be odd"):
        ContextConfig(kernel=4)
