"""The arithmetic of receptive fields; that blocks with these halos are exact is tested beside each network."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from any2any.models.reach import (
    alignment_latent_px,
    condition_halo_latent_px,
    context_halo_latent_px,
    decoder_halo_latent_px,
    decoding_halo_latent_px,
    encoder_halo_latent_px,
    guess_halo_latent_px,
)
from any2any.models.translator import Translator
from any2any.spec.manifest import Manifest
from any2any.spec.modality import Direction
from any2any.spec.networks import ContextConfig, VaeConfig

SAR_RGB = Direction("sar", "rgb")

F4 = VaeConfig(3, (24, 48, 80))
CONTEXT = ContextConfig(channels=6, width=16, depth=2, kernel=3)


@pytest.fixture
def manifest(small_translator: Translator) -> Manifest:
    """The default modalities, with the VAE of f4 for RGB and SAR, and first guesses."""
    manifest = small_translator.manifest
    vaes = {
        name: replace(entry, config=replace(F4, channels=entry.config.channels))
        if entry.config.downsampling == 4
        else entry
        for name, entry in manifest.vaes.items()
    }
    return replace(manifest, vaes=vaes, dit=replace(manifest.dit, first_guess=True))


def test_a_vae_of_three_levels_reaches_ten_cells_in_and_thirteen_out() -> None:
    """In: 5, + 2 = 7, * 2 + 2 = 16, + 2 = 18, * 2 + 2 = 38, + 2 + 1 = 41 pixels; (41 - 3) / 4 = 9.5."""
    assert encoder_halo_latent_px(F4) == 10
    assert decoder_halo_latent_px(F4) == 13


def test_context_sees_whole_tokens() -> None:
    """Two kernels of 3 and the stem's 3 tokens are 5 tokens of 2 cells; interpolation takes one token more."""
    assert context_halo_latent_px(CONTEXT) == 10
    assert guess_halo_latent_px(4, CONTEXT) == 12


def test_a_guess_sees_seven_pixels_and_one_cell() -> None:
    assert [guess_halo_latent_px(f, None) for f in (2, 4, 8)] == [5, 3, 2]


def test_the_coded_guess_adds_to_what_the_guess_sees(manifest: Manifest) -> None:
    assert condition_halo_latent_px(manifest, SAR_RGB) == 3 + 10
    with_context = replace(manifest, context=CONTEXT)
    assert condition_halo_latent_px(with_context, SAR_RGB) == 12 + 10
    assert alignment_latent_px(manifest) == 1
    assert alignment_latent_px(with_context) == 2


def test_only_detail_widens_what_decoding_sees(manifest: Manifest) -> None:
    """Context reaches 42 + 2 cells; radar's guess is not decoded, so its halo does not count."""
    far = replace(manifest, context=replace(CONTEXT, depth=6, kernel=7))
    assert decoding_halo_latent_px(far, SAR_RGB) == 13
    assert decoding_halo_latent_px(far, Direction("nir", "rgb")) == 2 * (6 * 3 + 3) + 2


def test_it_needs_no_torch() -> None:
    code = "import sys, any2any.models.reach; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
