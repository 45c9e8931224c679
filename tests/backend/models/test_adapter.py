from __future__ import annotations

import pytest
import torch

from any2any.models.adapter import Adapter, SqueezeExcitation
from any2any.models.config import PRESETS, AdapterConfig


def parameter_count(config: AdapterConfig) -> int:
    """Two channel-wise norms and two 3x3 convolutions a block, squeeze-and-excitation, and both ends."""
    C, squeezed, latent = config.width, config.width // config.squeeze, config.latent_channels
    excite = (C * squeezed + squeezed) + (squeezed * C + C)
    block = 2 * 2 * C + 2 * (9 * C * C + C) + excite
    return 2 * latent + (9 * latent * C + C) + config.depth * block + 2 * C + (9 * C * latent + latent)


@pytest.mark.parametrize("preset", PRESETS)
def test_parameters_and_shape(preset: str) -> None:
    config = PRESETS[preset].adapter
    with torch.device("meta"):
        adapter = Adapter(config)
        assert adapter(torch.empty(2, 4, 64, 64)).shape == (2, 4, 64, 64)
    assert sum(p.numel() for p in adapter.parameters()) == parameter_count(config)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_fresh_adapter_adds_exactly_nothing(preset: str) -> None:
    adapter = Adapter(PRESETS[preset].adapter)
    z = torch.randn(2, 4, 16, 16)
    assert torch.equal(adapter(z), torch.zeros_like(z))


def test_a_fresh_adapter_learns_from_the_first_step() -> None:
    adapter = Adapter(AdapterConfig(8, 1))
    adapter(torch.randn(2, 4, 8, 8)).square().sum().backward()
    assert not adapter.conv_out.weight.grad.any()  # the square's slope at zero
    (adapter(torch.randn(2, 4, 8, 8)) - 1.0).square().sum().backward()
    assert adapter.conv_out.weight.grad.any()


def test_excitation_only_scales_channels() -> None:
    excite = SqueezeExcitation(8, 4)
    x = torch.randn(2, 8, 5, 5).abs() + 1
    weights = (excite(x) / x).detach()
    torch.testing.assert_close(weights, weights[:, :, :1, :1].expand_as(weights))
    assert 0 < float(weights.min()) <= float(weights.max()) < 1
