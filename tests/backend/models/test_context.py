from __future__ import annotations

import pytest
import torch

from any2any.models.context import ContextEncoder, FineContext, at_pixels
from any2any.spec.modality import DEFAULT_MODALITIES, Modality
from any2any.spec.networks import ContextConfig, FineContextConfig

CONFIG = ContextConfig(channels=6, width=16, depth=2, kernel=3)


SAR, NIR, PAN = (m for m in DEFAULT_MODALITIES if m.name in ("sar", "nir", "pan"))


def fine_context() -> FineContext:
    """A small one, of random weights."""
    torch.manual_seed(0)
    network = FineContext(FineContextConfig(("sar",), widths=(4, 6, 6, 8)), SAR, 6)
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return network.eval().requires_grad_(False)


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


def test_context_at_every_pixel_has_the_size_of_its_source() -> None:
    """Five cells by eight of 4 pixels; the tokens cover six by eight."""
    maps = fine_context()(torch.rand(2, 1, 20, 32), torch.rand(2, 6, 3, 4))
    assert maps.shape == (2, 6, 20, 32)


def test_context_at_every_pixel_sees_as_far_as_its_halo() -> None:
    """18 cells of 4 pixels, and 5 tokens of 8 pixels, with 7 pixels of the mean that guesses take of its numbers.

    A pixel and a token change in the middle of 256.
    """
    network = fine_context()
    assert network.halo_latent_px == 18
    x, tokens = torch.rand(1, 1, 8, 256), torch.rand(1, 6, 1, 32)
    before = network(x, tokens)
    pixel, token = x.clone(), tokens.clone()
    pixel[..., 128] += 1.0
    token[..., 16] += 1.0  # pixels 128 to 135
    by_pixel = torch.nonzero((network(pixel, tokens) - before).abs().amax(dim=(0, 1, 2)) > 1e-7)[:, 0]
    by_token = torch.nonzero((network(x, token) - before).abs().amax(dim=(0, 1, 2)) > 1e-7)[:, 0]
    assert 40 <= int((by_pixel - 128).abs().max()) <= 71 - 7
    assert by_token.min() >= 128 - 5 * 8 + 7
    assert 24 < int(by_token.max()) - 135 <= 5 * 8 - 7


def test_context_at_every_pixel_needs_a_level_for_each_halving() -> None:
    with pytest.raises(ValueError, match="4 levels: a token of pan has 16 pixels to a side and needs 5"):
        FineContext(FineContextConfig(("pan",)), PAN, 6)
    with pytest.raises(ValueError, match="must have one number for each of 2 to 8 levels"):
        FineContextConfig(("sar",), widths=(8, 8), blocks=(1,))


def test_only_sources_of_the_config_have_context_at_every_pixel() -> None:
    config = ContextConfig(channels=6, width=16, depth=1, fine=FineContextConfig(("sar",)))
    assert list(ContextEncoder(config, DEFAULT_MODALITIES).fine) == ["sar"]
    assert list(ContextEncoder(config, (NIR,)).fine) == []
