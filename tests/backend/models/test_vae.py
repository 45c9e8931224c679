from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from any2any.models.reach import (
    UNBOUNDED_HALO_LATENT_PX,
    decoder_halo_latent_px,
    encoder_halo_latent_px,
    has_finite_halo,
)
from any2any.models.vae import Posterior, Vae
from any2any.spec.modality import DEFAULT_MODALITIES, Modality
from any2any.spec.networks import SIZES, VaeConfig, vae_config

EVERY_MODALITY = pytest.mark.parametrize(
    "modality", DEFAULT_MODALITIES, ids=[m.name for m in DEFAULT_MODALITIES]
)


@EVERY_MODALITY
@pytest.mark.parametrize("size", SIZES)
def test_a_window_becomes_the_shared_latent_and_a_window_again(size: str, modality: Modality) -> None:
    with torch.device("meta"):
        vae = Vae(vae_config(size, modality.channels, modality.downsampling))
        window = torch.empty(2, modality.channels, modality.window_px, modality.window_px)
        posterior = vae.encode(window)
        assert posterior.mean.shape == posterior.log_variance.shape == (2, 4, 64, 64)
        assert vae.decode(posterior.mean).shape == window.shape


def test_kl_by_arithmetic() -> None:
    """Per element (m^2 + v - 1 - ln v) / 2: zero for the unit Gaussian, (4 + 1 - 1 - 0) / 2 for a mean of 2."""
    zeros = torch.zeros(2, 4, 3, 3)
    assert float(Posterior(zeros, zeros).kl()) == 0.0
    assert float(Posterior(zeros + 2, zeros).kl()) == pytest.approx(2.0)
    expected = 0.5 * (9.0 - 1.0 - math.log(9.0))
    assert float(Posterior(zeros, zeros + math.log(9.0)).kl()) == pytest.approx(expected)


def test_posterior_samples_have_its_mean_and_deviation() -> None:
    torch.manual_seed(0)
    shape = (1, 4, 100, 100)
    draws = Posterior(torch.full(shape, 3.0), torch.full(shape, 2 * math.log(0.5))).sample()
    assert float(draws.mean()) == pytest.approx(3.0, abs=0.02)
    assert float(draws.std()) == pytest.approx(0.5, abs=0.02)


def small(modality: Modality) -> VaeConfig:
    """The modality's tiny VAE with fewer features: the reach of its convolutions is the same."""
    config = vae_config("tiny", modality.channels, modality.downsampling)
    return replace(config, widths=(4,) * len(config.widths))


def random_vae(config: VaeConfig) -> Vae:
    """Float64 and strong weights, so that any effect is far above rounding."""
    torch.manual_seed(0)
    vae = Vae(config).double().requires_grad_(False)
    for parameter in vae.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return vae


def in_tiles(
    code: Callable[[Tensor], Tensor], x: Tensor, tile: int, halo: int, cell_in: int, cell_out: int
) -> Tensor:
    """Apply ``code`` tile by tile of latent cells, each with a halo cut at the image's borders, and keep the tiles."""
    rows, columns = (size // cell_in for size in x.shape[-2:])
    strips = []
    for row in range(0, rows, tile):
        strip = []
        for column in range(0, columns, tile):
            top, left = max(row - halo, 0), max(column - halo, 0)
            bottom, right = min(row + tile + halo, rows), min(column + tile + halo, columns)
            y = code(x[..., top * cell_in : bottom * cell_in, left * cell_in : right * cell_in])
            height, width = min(tile, rows - row), min(tile, columns - column)
            kept_rows = slice((row - top) * cell_out, (row - top + height) * cell_out)
            kept_columns = slice((column - left) * cell_out, (column - left + width) * cell_out)
            strip.append(y[..., kept_rows, kept_columns])
        strips.append(torch.cat(strip, dim=-1))
    return torch.cat(strips, dim=-2)


TILE = 10


@EVERY_MODALITY
def test_tiled_encoding_is_exact_with_the_halo_and_not_with_less(modality: Modality) -> None:
    vae, f = random_vae(small(modality)), modality.downsampling
    x = torch.rand(1, modality.channels, 37 * f, 34 * f, dtype=torch.float64) * 2 - 1
    whole = vae.encode(x).mean
    halo = encoder_halo_latent_px(vae.config)

    def error(halo: int) -> float:
        tiled = in_tiles(lambda part: vae.encode(part).mean, x, TILE, halo, f, 1)
        return float((tiled - whole).abs().max() / whole.std())

    assert error(halo) < 1e-12
    assert error(halo - 1) > 1e-12


@EVERY_MODALITY
def test_tiled_decoding_is_exact_with_the_halo_and_not_with_less(modality: Modality) -> None:
    vae, f = random_vae(small(modality)), modality.downsampling
    z = torch.randn(1, 4, 37, 34, dtype=torch.float64)
    whole = vae.decode(z)
    halo = decoder_halo_latent_px(vae.config)

    def error(halo: int) -> float:
        tiled = in_tiles(vae.decode, z, TILE, halo, 1, f)
        return float((tiled - whole).abs().max() / whole.std())

    assert error(halo) < 1e-12
    assert error(halo - 1) > 1e-12


@EVERY_MODALITY
def test_tiles_agree_in_single_precision_at_the_tiny_models_widths(modality: Modality) -> None:
    torch.manual_seed(0)
    config = vae_config("tiny", modality.channels, modality.downsampling)
    vae, f = Vae(config).requires_grad_(False), modality.downsampling
    for parameter in vae.parameters():
        if not parameter.any():
            torch.nn.init.normal_(parameter, std=0.02)
    z = torch.randn(1, 4, 20, 34)
    tiled = in_tiles(vae.decode, z, 20, decoder_halo_latent_px(config), 1, f)
    torch.testing.assert_close(tiled, vae.decode(z), atol=1e-4, rtol=0)
    x = torch.rand(1, modality.channels, 20 * f, 34 * f) * 2 - 1
    tiled = in_tiles(lambda part: vae.encode(part).mean, x, 20, encoder_halo_latent_px(config), f, 1)
    torch.testing.assert_close(tiled, vae.encode(x).mean, atol=1e-4, rtol=0)


@pytest.mark.parametrize("resnets", [1, 2, 3])
def test_the_halo_grows_with_the_depth_of_a_level(resnets: int) -> None:
    config = VaeConfig(1, (4, 4), resnets_per_level=resnets)
    vae = random_vae(config)
    z = torch.randn(1, 4, 50, 4, dtype=torch.float64)
    halo = decoder_halo_latent_px(config)
    tiled = in_tiles(vae.decode, z, 25, halo, 1, 2)
    torch.testing.assert_close(tiled, vae.decode(z), atol=1e-10, rtol=1e-10)


@pytest.mark.parametrize("change", [{"norm": "group"}, {"mid_attention": True}])
def test_statistics_of_the_window_have_no_finite_halo(change: dict[str, object]) -> None:
    config = replace(vae_config("s", 3, 4), **change)
    assert has_finite_halo(vae_config("s", 3, 4))
    assert not has_finite_halo(config)
    for halo in (encoder_halo_latent_px, decoder_halo_latent_px):
        assert halo(config) == UNBOUNDED_HALO_LATENT_PX
