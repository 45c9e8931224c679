"""The arithmetic of receptive fields; that blocks with these halos are exact is tested beside each network."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from any2any.models.reach import (
    context_halo_latent_px,
    decoder_halo_latent_px,
    encoder_halo_latent_px,
    fine_halo_latent_px,
    guess_halo_latent_px,
    near_halo_latent_px,
)
from any2any.spec.modality import MS, NIR, PAN, RGB, SAR
from any2any.spec.networks import ContextConfig, FineContextConfig, VaeConfig

F4 = VaeConfig(3, (24, 48, 80))
CONTEXT = ContextConfig(channels=6, width=16, depth=2, kernel=3)
FINE = FineContextConfig(("sar",))


def test_a_vae_of_three_levels_reaches_ten_cells_in_and_thirteen_out() -> None:
    """In: 5, + 2 = 7, * 2 + 2 = 16, + 2 = 18, * 2 + 2 = 38, + 2 + 1 = 41 pixels; (41 - 3) / 4 = 9.5."""
    assert encoder_halo_latent_px(F4) == 10
    assert decoder_halo_latent_px(F4) == 13


def test_context_sees_whole_tokens() -> None:
    """Two kernels of 3 and the stem's 3 tokens are 5 tokens of 2 cells; interpolation takes one token more."""
    assert context_halo_latent_px(CONTEXT) == 10
    assert guess_halo_latent_px(SAR, RGB, CONTEXT) == 12


def test_a_guess_sees_seven_pixels_and_one_cell() -> None:
    assert [guess_halo_latent_px(SAR, target, None) for target in (MS, RGB, PAN)] == [5, 3, 2]


def test_context_at_every_pixel_reaches_nine_tokens_of_pixels_and_five_tokens() -> None:
    """Up: 1 + 7 + 1 = 9, + 1, / 2 = 5, + 1, / 2 = 3, + 2, / 2 = 3, + 2 = 5 tokens.

    Down: 2 * 5 + 2 + 2 = 14, 2 * 14 + 2 + 1 = 31, 2 * 31 + 2 + 1 = 65, + 2 = 67 pixels are 9 tokens of 8.
    """
    assert fine_halo_latent_px(FINE) == 18
    context = replace(CONTEXT, fine=FINE)
    assert guess_halo_latent_px(SAR, RGB, context) == 10 + 2 * 5
    assert near_halo_latent_px(SAR, RGB, context) == 18
    for ends in ((NIR, RGB), (SAR, PAN)):  # a source without it, and a target that it does not estimate
        assert guess_halo_latent_px(*ends, context) == guess_halo_latent_px(*ends, CONTEXT) == 12
        assert near_halo_latent_px(*ends, context) == near_halo_latent_px(*ends, CONTEXT)


def test_it_needs_no_torch() -> None:
    code = (
        "import sys, any2any.models.conditioning, any2any.models.correction; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
