from __future__ import annotations

from dataclasses import replace

import pytest

from any2any.spec.modality import DEFAULT_MODALITIES
from any2any.spec.networks import (
    SIZES,
    DitConfig,
    GuessConfig,
    VaeConfig,
    size_of,
    source_channels,
    vae_config,
)


@pytest.mark.parametrize(
    ("size", "depth", "width", "heads"), [("s", 12, 384, 6), ("b", 12, 768, 12), ("l", 24, 1024, 16)]
)
def test_sizes_are_the_papers(size: str, depth: int, width: int, heads: int) -> None:
    assert SIZES[size].dit == DitConfig(depth, width, heads, patch=4, latent_px=64)


@pytest.mark.parametrize("size", SIZES)
def test_vaes_share_the_levels_next_to_the_latent(size: str) -> None:
    for m in DEFAULT_MODALITIES:
        config = vae_config(size, m.channels, m.downsampling)
        assert (config.channels, config.downsampling) == (m.channels, m.downsampling)
        assert config.widths == SIZES[size].vae_widths[-len(config.widths) :]


def test_impossible_parameters_are_named() -> None:
    with pytest.raises(ValueError, match="width 10 is not a multiple of heads 3"):
        DitConfig(1, 10, 3)
    with pytest.raises(ValueError, match="width 10 is not a multiple of heads 0"):
        DitConfig(1, 10, 0)
    with pytest.raises(ValueError, match="latent_px 64 is not a multiple of patch 5"):
        DitConfig(1, 8, 2, patch=5)
    with pytest.raises(ValueError, match="no VAE for downsampling 16; at most 8"):
        vae_config("s", 3, 16)


def test_each_level_after_the_first_halves_the_size() -> None:
    assert [VaeConfig(1, (8,) * n).downsampling for n in (1, 2, 3, 4)] == [1, 2, 4, 8]


@pytest.mark.parametrize("name", SIZES)
def test_the_size_is_recognised_with_and_without_a_first_guess(name: str) -> None:
    size = SIZES[name]
    guessing = replace(size.dit, source_channels=source_channels(GuessConfig()))
    seeing = replace(size.adapter, source_channels=guessing.source_channels)
    assert size_of(size.dit, size.adapter) == size_of(guessing, seeing) == name
    assert size_of(replace(size.dit, depth=5), size.adapter) is None
