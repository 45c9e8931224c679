from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from any2any.errors import UsageError
from any2any.metrics.lpips.weights import LPIPS_VARIABLE, download_lpips
from any2any.models.vae import Posterior, Vae
from any2any.spec.modality import MS, RGB, SAR
from any2any.spec.networks import vae_config
from any2any.training.config import OptimiserConfig, PerceptualConfig, VaeTrainingConfig
from any2any.training.vae.loss import GradientDistance, Term, VaeTraining, build_term

from ...metrics.lpips.server import FileServer
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


def test_the_frozen_term_is_not_a_part_of_the_module(two_blocks: str) -> None:
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


def config(term: str, weight: float, crop_latent_px: int = 8) -> VaeTrainingConfig:
    perceptual = PerceptualConfig(term, weight)  # type: ignore[arg-type]
    return VaeTrainingConfig(OptimiserConfig(1, 1, 1e-3), crop_latent_px, perceptual=perceptual)


def test_none_means_no_term() -> None:
    assert build_term(config("none", 0.0), RGB) is None


def test_gradient_serves_any_number_of_bands() -> None:
    term = build_term(config("gradient", 0.5), MS)
    assert term is not None
    assert (term.name, term.weight, term.sha256) == ("gradient", 0.5, {})
    ramp = torch.linspace(-1, 1, 16).expand(2, 6, 16, 16)
    assert float(term(ramp, ramp)) == 0.0
    assert float(term(ramp, 0 * ramp)) > 0.0


def test_lpips_without_its_files_is_an_error_and_never_another_term() -> None:
    with pytest.raises(UsageError, match="run `any2any train lpips` once"):
        build_term(config("lpips", 1.0), RGB)


@pytest.mark.parametrize(
    ("modality", "crop", "message"),
    [
        (SAR, 8, "colour images of 3 bands, sar has 1"),
        (MS, 8, "ms has 6"),
        (RGB, 3, "crop_latent_px 3 gives 12"),
    ],
)
def test_lpips_refuses_what_it_cannot_compare(modality: object, crop: int, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        build_term(config("lpips", 1.0, crop), modality)  # type: ignore[arg-type]


def test_lpips_from_the_variables_folder(
    server: FileServer, digests: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    download_lpips(tmp_path, server.url, digests)
    monkeypatch.setenv(LPIPS_VARIABLE, str(tmp_path))
    term = build_term(config("lpips", 1.0), RGB)
    assert term is not None
    assert (term.name, term.sha256) == ("lpips", digests)
    x = torch.rand(2, 3, 32, 32)
    assert float(term(x, x)) == 0.0
    assert float(term(x, x.flip(-1))) > 0.0
    assert copy.deepcopy(term) is term  # a copied module shares the frozen weights


distance = GradientDistance()


def images(seed: int, channels: int = 2, size: int = 32) -> torch.Tensor:
    return torch.rand(2, 3, channels, size, size, generator=torch.Generator().manual_seed(seed)) * 2 - 1


def test_a_ramp_against_a_flat_image_by_arithmetic() -> None:
    """0.01 more a column: differences of 0.01 to the right at scale 1, 0.02 and 0.04 at the coarser ones; none down.

    Half of (0.01 + 0.02 + 0.04) / 3.
    """
    ramp = (0.01 * torch.arange(32)).expand(1, 1, 32, 32)
    assert float(distance(ramp, torch.zeros_like(ramp))) == pytest.approx(0.07 / 6, rel=1e-4)
    assert float(distance(ramp.mT, torch.zeros_like(ramp))) == pytest.approx(0.07 / 6, rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(-1.0, 1.0))
def test_it_is_a_distance_that_ignores_the_level(seed: int, level: float) -> None:
    a, b, c = images(seed).unbind(1)[:3]
    assert torch.equal(distance(a, a), torch.zeros(2))
    assert torch.equal(distance(a, b), distance(b, a))
    assert bool((distance(a, b) > 0).all())
    assert bool((distance(a, c) <= distance(a, b) + distance(b, c) + 1e-6).all())
    assert torch.allclose(distance(a + level, b), distance(a, b), atol=1e-5)


def test_it_grows_with_blur() -> None:
    a = images(0)[:, 0]
    blurred = [F.avg_pool2d(a, k, 1, k // 2, count_include_pad=False) for k in (3, 5, 9)]
    distances = [float(distance(a, b).mean()) for b in blurred]
    assert distances == sorted(distances)
    assert distances[0] < 0.95 * distances[-1]


def test_small_images_use_the_scales_that_they_have() -> None:
    a, b = images(3, size=6)[:, :2].unbind(1)
    assert bool(distance(a, b).isfinite().all())
