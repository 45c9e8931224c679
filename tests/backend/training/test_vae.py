from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from any2any.errors import UsageError
from any2any.modality import DEFAULT_MODALITIES
from any2any.models.config import vae_config
from any2any.models.vae import Posterior, Vae
from any2any.training.config import VaeTrainingConfig
from any2any.training.data.draw import SceneDraw
from any2any.training.data.scene import PairedScene
from any2any.training.vae import _copy_matching, _statistics, read_vae, train_vae, vae_losses

from .runs import Run, small_optimiser


class Fixed(Vae):
    """A VAE of known output: every latent is 2 with variance 1, every pixel 0.5."""

    def encode(self, x: torch.Tensor) -> Posterior:
        latent = torch.full((len(x), 4, x.shape[2] // 4, x.shape[3] // 4), 2.0)
        return Posterior(latent, torch.zeros_like(latent))

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        return torch.full((len(z), 1, z.shape[2] * 4, z.shape[3] * 4), 0.5)


@pytest.mark.parametrize(("kind", "reconstruction"), [("l1", 1.5), ("l2", 2.25)])
def test_loss_terms_by_arithmetic(kind: str, reconstruction: float) -> None:
    """Output 0.5 against -1 is off by 1.5; the KL of mean 2 and unit variance is 2 nats."""
    config = VaeTrainingConfig(small_optimiser(), kl_weight=0.1, reconstruction=kind)
    terms = vae_losses(Fixed(vae_config("tiny", 1, 4)), torch.full((2, 1, 8, 8), -1.0), config)
    assert float(terms["reconstruction"]) == pytest.approx(reconstruction)
    assert float(terms["kl"]) == pytest.approx(2.0)
    assert float(terms["mse"]) == pytest.approx(2.25)
    assert float(terms["total"]) == pytest.approx(reconstruction + 0.2)


def test_training_on_one_batch_lowers_the_loss(two_blocks: str) -> None:
    torch.manual_seed(0)
    vae = Vae(vae_config(two_blocks, 3, 4))
    config = VaeTrainingConfig(small_optimiser())
    ramp = torch.linspace(-0.8, 0.8, 32)
    x = torch.stack([ramp[:, None] + 0 * ramp, ramp + 0 * ramp[:, None], (ramp[:, None] + ramp) / 2])[None]
    optimiser = torch.optim.Adam(vae.parameters(), 5e-3)
    losses = []
    for _ in range(40):
        terms = vae_losses(vae, x, config)
        optimiser.zero_grad()
        terms["total"].backward()
        optimiser.step()
        losses.append(float(terms["total"].detach()))
    assert np.mean(losses[-5:]) < 0.6 * losses[0]


def test_stage_one_writes_a_vae_that_reads_back(stage_one: Run) -> None:
    for m in DEFAULT_MODALITIES:
        vae, entry = read_vae(stage_one.folder, m.name, stage_one.recipe.preset)
        assert entry.config == vae_config(stage_one.recipe.preset, m.channels, m.downsampling)
        assert all(math.isfinite(mean) for mean in entry.latent_mean)
        assert all(std > 0 for std in entry.latent_std)
        assert not any(p.requires_grad for p in vae.parameters())
        assert (stage_one.folder / f"vae-{m.name}" / "checkpoint.pt").is_file()
    assert not list(stage_one.folder.glob("*.part"))


class Copying(Vae):
    """A VAE whose latent mean is the window's first pixels, four times."""

    def encode(self, x: torch.Tensor) -> Posterior:
        latent = x[:, :1, ::4, ::4].expand(-1, 4, -1, -1)
        return Posterior(latent, torch.zeros_like(latent))


def test_statistics_are_those_of_augmented_crops() -> None:
    """A constant 0.5 times a gain of 0.8 to 1.2 plus a shift of -0.1 to 0.1, both uniform.

    Variance 0.5^2 * 0.4^2 / 12 + 0.2^2 / 12 = 1 / 150.
    """
    scene = PairedScene("s", "s", "train", {"sar": np.full((1, 64, 64), 0.5, np.float16)})
    config = VaeTrainingConfig(small_optimiser(), crop_latent_px=8)
    draw = SceneDraw([scene], 8, {})
    entry = _statistics(Copying(vae_config("tiny", 1, 4)), draw, "sar", config, np.random.default_rng(0))
    assert entry.latent_mean == pytest.approx([0.5] * 4, abs=0.02)
    assert entry.latent_std == pytest.approx([math.sqrt(1 / 150)] * 4, rel=0.1)


def test_running_a_finished_stage_again_changes_nothing(stage_one: Run) -> None:
    before = load_file(stage_one.folder / "vae-sar.safetensors")
    train_vae(stage_one.recipe, "sar", stage_one.scenes, stage_one.folder)
    after = load_file(stage_one.folder / "vae-sar.safetensors")
    assert all(torch.equal(before[key], after[key]) for key in before)


def test_a_donor_gives_what_has_the_same_place_before_the_latent(stage_one: Run, two_blocks: str) -> None:
    """PAN has one level more than RGB at full resolution: encoder level i + 1 and decoder level i are RGB's i."""
    donor = load_file(stage_one.folder / "vae-rgb.safetensors")
    pan = Vae(vae_config(two_blocks, 1, 8))
    own = {key: value.clone() for key, value in pan.state_dict().items()}
    _copy_matching(pan, stage_one.folder / "vae-rgb.safetensors")
    state = pan.state_dict()
    for level in range(1, 3):
        key = "encoder.down_blocks.{}.resnets.0.conv1.weight"
        assert torch.equal(state[key.format(level + 1)], donor[key.format(level)])
    for key in (
        "decoder.up_blocks.1.resnets.0.conv1.weight",
        "encoder.mid_block.resnets.1.conv2.bias",
        "quant_conv.weight",
    ):
        assert torch.equal(state[key], donor[key])
    for key in (
        "encoder.conv_in.weight",
        "decoder.conv_out.weight",
        "encoder.down_blocks.0.resnets.0.conv1.weight",
    ):
        assert torch.equal(state[key], own[key])


def test_a_donor_of_fewer_levels_fits_too(stage_one: Run, two_blocks: str) -> None:
    donor = load_file(stage_one.folder / "vae-rgb.safetensors")
    ms = Vae(vae_config(two_blocks, 6, 2))
    _copy_matching(ms, stage_one.folder / "vae-rgb.safetensors")
    key = "encoder.down_blocks.{}.resnets.0.conv2.weight"
    assert torch.equal(ms.state_dict()[key.format(1)], donor[key.format(2)])


def test_missing_parts_are_named(stage_one: Run, tmp_path: Path, scenes: list[PairedScene]) -> None:
    recipe = stage_one.recipe
    with pytest.raises(UsageError, match="trains no VAE for 'tir'; it has rgb, sar"):
        train_vae(recipe, "tir", scenes, tmp_path)
    with pytest.raises(UsageError, match=r"vae-rgb\.safetensors does not exist: train the VAE that this one"):
        train_vae(recipe, "sar", scenes, tmp_path)
    with pytest.raises(UsageError, match=r"any2any train vae --modality sar"):
        read_vae(tmp_path, "sar", recipe.preset)
    huge = replace(recipe, vae={"rgb": replace(recipe.vae["rgb"], crop_latent_px=1000)})
    with pytest.raises(UsageError, match="no scene is as large as a crop of 1000"):
        train_vae(huge, "rgb", scenes, tmp_path)
