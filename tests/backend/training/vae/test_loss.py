from __future__ import annotations

import numpy as np
import pytest
import torch

from any2any.models.vae import Posterior, Vae
from any2any.spec.networks import vae_config
from any2any.training.config import PerceptualConfig, VaeTrainingConfig
from any2any.training.vae.loss import VaeTraining
from any2any.training.vae.perceptual_gradient import GradientDistance
from any2any.training.vae.perceptual_term import Term

from ..runs import small_optimiser


class Fixed(Vae):
    """A VAE of known output: every latent is 2 with variance 4, every pixel 0.1 times the latent that it sees."""

    def encode(self, x: torch.Tensor) -> Posterior:
        latent = torch.full((len(x), 4, x.shape[2] // 4, x.shape[3] // 4), 2.0)
        return Posterior(latent, torch.full_like(latent, float(np.log(4.0))))

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        return 0.1 * z[:, :1].repeat_interleave(4, 2).repeat_interleave(4, 3)


def losses(config: VaeTrainingConfig, x: torch.Tensor, term: Term | None = None) -> dict[str, float]:
    """The noise is 1.5 everywhere."""
    module = VaeTraining(Fixed(vae_config("tiny", 1, 4)), config, term)
    noise = torch.full((len(x), 4, x.shape[2] // 4, x.shape[3] // 4), 1.5)
    return {name: float(value) for name, value in module({"image": x, "noise": noise}).items()}


@pytest.mark.parametrize(("kind", "reconstruction"), [("l1", 1.5), ("l2", 2.25)])
def test_terms_by_arithmetic(kind: str, reconstruction: float) -> None:
    """The latent drawn is 2 + 2 * 1.5 = 5, the output 0.5, off by 1.5 from -1; KL (4 + 4 - 1 - ln 4) / 2 nats."""
    config = VaeTrainingConfig(small_optimiser(), kl_weight=0.1, reconstruction=kind)  # type: ignore[arg-type]
    terms = losses(config, torch.full((2, 1, 8, 8), -1.0))
    kl = (7 - np.log(4)) / 2
    assert terms["reconstruction"] == pytest.approx(reconstruction)
    assert terms["kl"] == pytest.approx(kl)
    assert terms["mse"] == pytest.approx(2.25)
    assert terms["total"] == pytest.approx(reconstruction + 0.1 * kl)
    assert "perceptual" not in terms


def test_the_perceptual_term_counts_with_its_weight() -> None:
    """A ramp of 0.01 a column against a flat output: 0.5 * (0.01 + 0.02 + 0.04) / 3 (see test_gradient)."""
    config = VaeTrainingConfig(small_optimiser(), perceptual=PerceptualConfig("gradient", 2.0))
    term = Term("gradient", 2.0, {}, GradientDistance())
    x = (0.01 * torch.arange(32)).expand(1, 1, 32, 32)
    without, terms = losses(config, x), losses(config, x, term)
    assert terms["perceptual"] == pytest.approx(0.07 / 6, rel=1e-4)
    assert terms["total"] == pytest.approx(without["total"] + 2.0 * 0.07 / 6, rel=1e-4)


def test_the_frozen_term_is_no_part_of_the_module(two_blocks: str) -> None:
    term = Term("gradient", 1.0, {}, torch.nn.Conv2d(3, 3, 1))  # any network with weights
    vae = Vae(vae_config(two_blocks, 3, 4))
    module = VaeTraining(vae, VaeTrainingConfig(small_optimiser()), term)
    assert set(module.state_dict()) == {f"vae.{name}" for name in vae.state_dict()}


def test_training_on_one_batch_lowers_the_loss(two_blocks: str) -> None:
    torch.manual_seed(0)
    module = VaeTraining(Vae(vae_config(two_blocks, 3, 4)), VaeTrainingConfig(small_optimiser()))
    ramp = torch.linspace(-0.8, 0.8, 32)
    x = torch.stack([ramp[:, None] + 0 * ramp, ramp + 0 * ramp[:, None], (ramp[:, None] + ramp) / 2])[None]
    optimiser = torch.optim.Adam(module.parameters(), 5e-3)
    totals = []
    for _ in range(40):
        terms = module({"image": x, "noise": torch.randn(1, 4, 8, 8)})
        optimiser.zero_grad()
        terms["total"].backward()
        optimiser.step()
        totals.append(float(terms["total"].detach()))
    assert np.mean(totals[-5:]) < 0.6 * totals[0]
