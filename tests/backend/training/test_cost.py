from __future__ import annotations

from dataclasses import replace

import pytest

from any2any.spec.modality import DEFAULT_MODALITIES
from any2any.spec.networks import SIZES
from any2any.training.config import (
    DataConfig,
    OptimiserConfig,
    PerceptualConfig,
    Recipe,
    TranslatorTrainingConfig,
    VaeTrainingConfig,
)
from any2any.training.cost import Cost, adapter_flop, dit_flop, recipe_costs, vae_flop

RGB, SAR = DEFAULT_MODALITIES[:2]
OPTIMISER = OptimiserConfig(steps=10, batch=4, learning_rate=1.0)
VAE = VaeTrainingConfig(OPTIMISER)


@pytest.mark.parametrize(("size", "gflop"), [("s", 12), ("b", 46), ("l", 162)])
def test_a_forward_pass_of_the_papers_backbones(size: str, gflop: float) -> None:
    """The figures of the paper's sizes at 256 tokens, two operations a multiply-add."""
    assert dit_flop(SIZES[size].dit) / 1e9 == pytest.approx(gflop, rel=0.02)


def test_the_count_is_that_of_a_formula() -> None:
    """Per token of width D: 24 D^2 for qkv, projection and MLP, 4 N D for attention; six modulations a block.

    Outside the blocks: patches of 2 * 64 values in and 64 out, and the condition's four layers and modulation.
    """
    dit = SIZES["tiny"].dit
    n, d = 256, dit.width
    blocks = dit.depth * (n * (24 * d * d + 4 * n * d) + 2 * 6 * d * d)
    ends = 2 * n * (128 * d + 64 * d)
    condition = 2 * (256 * d + 3 * d * d) + 2 * 3 * d * d
    assert dit_flop(SIZES["tiny"].dit) == blocks + ends + condition


def test_a_vae_costs_by_the_area_of_its_crop() -> None:
    small, large = (vae_flop("tiny", RGB, replace(VAE, crop_latent_px=size)) for size in (16, 32))
    assert large == 4 * small


def test_lpips_adds_one_pass_of_vgg16() -> None:
    """Convolutions of VGG16 take 30.7 GFLOP at 224 x 224 (15.3 G multiply-adds), at 128 x 128 a 3.06th of it."""
    with_lpips = replace(VAE, perceptual=PerceptualConfig("lpips", 1.0))
    added = vae_flop("tiny", RGB, with_lpips) - vae_flop("tiny", RGB, VAE)
    assert added == pytest.approx(30.7e9 * (128 / 224) ** 2, rel=0.01)


def test_training_is_three_passes_for_each_sample_and_step() -> None:
    cost = Cost(forward_flop=2e9, steps=100, batch=8)
    assert cost.training_flop == 3 * 2e9 * 100 * 8
    assert cost.hours(4.8e9) == pytest.approx(1000 / 3600)


def test_a_recipe_has_a_cost_for_each_stage() -> None:
    translator = TranslatorTrainingConfig(OPTIMISER)
    recipe = Recipe("n", "N", "1", "CC0-1.0", "tiny", 1, DataConfig(), {"sar": VAE, "tir": VAE}, translator)
    costs = recipe_costs(recipe)
    assert set(costs) == {"vae-sar", "translator"}
    assert costs["vae-sar"] == Cost(vae_flop("tiny", SAR, VAE), 10, 4)
    assert costs["translator"].forward_flop == dit_flop(SIZES["tiny"].dit) + adapter_flop(
        SIZES["tiny"].adapter
    )
    bare = recipe_costs(replace(recipe, translator=replace(translator, adapter=False)))
    assert bare["translator"].forward_flop == dit_flop(SIZES["tiny"].dit)
