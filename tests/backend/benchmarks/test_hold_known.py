from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.evaluation.filling.scenes import cloud_holes
from any2any.models.translator import Translator
from any2any.spec.modality import Direction
from benchmarks import hold_known


@pytest.fixture
def translator(model_folder: Path) -> Translator:
    return Translator.load(model_folder)


def test_held_latents_decide_what_follows_them(translator: Translator) -> None:
    generator = torch.Generator().manual_seed(1)
    z_source = torch.randn(1, translator.source_channels, 64, 64, generator=generator)
    noise, known = torch.randn(2, 1, 4, 64, 64, generator=generator)
    free, full = torch.zeros(1, 1, 64, 64, dtype=torch.bool), torch.ones(1, 1, 64, 64, dtype=torch.bool)
    with torch.inference_mode():
        plain = translator.sample(z_source, noise, Direction("sar", "rgb"), 4)
        torch.testing.assert_close(hold_known.held(translator, z_source, noise, known, free, 4), plain)
        held = hold_known.held(translator, z_source, noise, known, full, 4)
    assert (held - plain).abs().mean() > 1e-3


def test_a_line_brings_a_band_to_the_clear_pixels() -> None:
    holes = cloud_holes((256, 256), 0.3, seed=0)
    colour = np.random.default_rng(0).normal(0, 0.3, (3, 256, 256)).astype(np.float32)
    image = 0.5 * colour + 0.2
    assert hold_known.psnr(hold_known.calibrated(image, colour, holes), np.clip(colour, -1, 1), holes) > 30
    # Off by 0.2 of a span of 2: 20 dB.
    assert hold_known.psnr(np.full_like(colour, 0.2), np.zeros_like(colour), holes) == pytest.approx(20)
