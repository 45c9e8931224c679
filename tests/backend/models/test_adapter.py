from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from any2any.models.adapter import Adapter, SqueezeExcitation
from any2any.spec.networks import SIZES, AdapterConfig

SOURCES = ("sar", "nir")


def parameter_count(config: AdapterConfig) -> int:
    """Two channel-wise norms and two 3x3 convolutions a block, squeeze-and-excitation, and both ends."""
    C, squeezed, latent = config.width, config.width // config.squeeze, config.latent_channels
    excite = (C * squeezed + squeezed) + (squeezed * C + C)
    block = 2 * 2 * C + 2 * (9 * C * C + C) + excite
    return 2 * latent + (9 * latent * C + C) + config.depth * block + 2 * C + (9 * C * latent + latent)


@pytest.mark.parametrize("size", SIZES)
def test_parameters_and_shape(size: str) -> None:
    config = SIZES[size].adapter
    with torch.device("meta"):
        adapter = Adapter(config, SOURCES)
        z = torch.empty(2, 4, 64, 64)
        assert adapter(z, z, "sar").shape == (2, 4, 64, 64)
    assert sum(p.numel() for p in adapter.parameters()) == parameter_count(config)


@pytest.mark.parametrize("size", SIZES)
def test_a_fresh_adapter_adds_exactly_nothing(size: str) -> None:
    for config in (SIZES[size].adapter, replace(SIZES[size].adapter, source_channels=8)):
        adapter = Adapter(config, SOURCES)
        z = torch.randn(2, 4, 16, 16)
        assert torch.equal(adapter(z, torch.cat([z, z], dim=1), "sar"), torch.zeros_like(z))


def test_the_edge_of_a_window_is_changed_like_its_middle() -> None:
    """Two convolutions see two cells, as many as are reflected, so a constant latent is changed by a constant."""
    torch.manual_seed(0)
    adapter = Adapter(AdapterConfig(width=8, depth=0, source_channels=8), SOURCES)
    torch.nn.init.normal_(adapter.conv_out.weight)
    z = torch.randn(1, 4, 1, 1).expand(-1, -1, 16, 16)
    change = adapter(z, torch.cat([z, z], dim=1), "sar")
    assert change.abs().max() > 0.1
    torch.testing.assert_close(change, change[..., :1, :1].expand_as(change))


def test_a_fresh_adapter_learns_from_the_first_step() -> None:
    adapter = Adapter(AdapterConfig(8, 1), SOURCES)
    z = torch.randn(2, 4, 8, 8)
    adapter(z, z, "sar").square().sum().backward()
    assert not adapter.conv_out.weight.grad.any()  # the square's slope at zero
    (adapter(z, z, "sar") - 1.0).square().sum().backward()
    assert adapter.conv_out.weight.grad.any()


def test_it_sees_the_source_where_it_is_meant_to_and_knows_which_one_it_is() -> None:
    torch.manual_seed(0)
    z, z_source = torch.randn(2, 1, 8, 8, 8)
    for channels in (0, 8):
        adapter = Adapter(AdapterConfig(8, 1, source_channels=channels), SOURCES)
        torch.nn.init.normal_(adapter.conv_out.weight)
        given = adapter(z[:, :4], z_source, "sar")
        assert torch.equal(adapter(z[:, :4], z_source + 1.0, "sar"), given) == (channels == 0)
        assert torch.equal(adapter(z[:, :4], z_source, "nir"), given) == (channels == 0)


def test_excitation_only_scales_channels() -> None:
    excite = SqueezeExcitation(8, 4)
    x = torch.randn(2, 8, 5, 5).abs() + 1
    weights = (excite(x) / x).detach()
    torch.testing.assert_close(weights, weights[:, :, :1, :1].expand_as(weights))
    assert 0 < float(weights.min()) <= float(weights.max()) < 1
