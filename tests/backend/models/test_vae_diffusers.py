"""Weights go to diffusers' AutoencoderKL and back, name by name, and mean the same there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from any2any.models.vae import Vae
from any2any.spec.networks import VaeConfig

if TYPE_CHECKING:
    from diffusers import AutoencoderKL

CONFIGS = {
    "f4 with attention": VaeConfig(3, (32, 64, 64), 2, norm="group", norm_groups=16, mid_attention=True),
    "f4 without": VaeConfig(3, (32, 64, 64), 2, norm="group", norm_groups=16, mid_attention=False),
    "f2, six bands": VaeConfig(6, (16, 32), 1, norm="group", norm_groups=8, mid_attention=True),
    "f8, one band": VaeConfig(1, (16, 16, 32, 32), 1, norm="group", norm_groups=8, mid_attention=False),
}


def oracle(config: VaeConfig) -> AutoencoderKL:
    from diffusers import AutoencoderKL  # takes seconds

    levels = len(config.widths)
    return AutoencoderKL(
        in_channels=config.channels,
        out_channels=config.channels,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        block_out_channels=config.widths,
        layers_per_block=config.resnets_per_level,
        latent_channels=config.latent_channels,
        norm_num_groups=config.norm_groups,
        mid_block_add_attention=config.mid_attention,
    ).eval()


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_weights_load_into_diffusers_and_code_alike(config: VaeConfig) -> None:
    torch.manual_seed(0)
    ours, theirs = Vae(config).eval(), oracle(config)
    for parameter in ours.parameters():  # zero-initialised convolutions and norms too
        torch.nn.init.normal_(parameter, mean=0.02, std=0.1)
    theirs.load_state_dict(ours.state_dict(), strict=True)
    x = torch.rand(2, config.channels, 32, 48) * 2 - 1
    with torch.no_grad():
        posterior, expected = ours.encode(x), theirs.encode(x).latent_dist
        torch.testing.assert_close(posterior.mean, expected.mean, atol=1e-4, rtol=0)
        torch.testing.assert_close(posterior.log_variance, expected.logvar, atol=1e-4, rtol=0)
        z = torch.randn_like(posterior.mean)
        torch.testing.assert_close(ours.decode(z), theirs.decode(z).sample, atol=1e-4, rtol=0)


def test_weights_of_diffusers_load_here() -> None:
    config = CONFIGS["f4 with attention"]
    theirs, ours = oracle(config), Vae(config).eval()
    ours.load_state_dict(theirs.state_dict(), strict=True)
    x = torch.rand(1, 3, 32, 32)
    with torch.no_grad():
        torch.testing.assert_close(ours.encode(x).mean, theirs.encode(x).latent_dist.mean, atol=1e-4, rtol=0)
