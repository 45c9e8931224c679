from __future__ import annotations

import copy
from pathlib import Path

import pytest
import torch

from any2any.errors import UsageError
from any2any.metrics.lpips.weights import LPIPS_VARIABLE, download_lpips
from any2any.spec.modality import MS, RGB, SAR
from any2any.training.config import OptimiserConfig, PerceptualConfig, VaeTrainingConfig
from any2any.training.vae.perceptual_term import build_term

from ...metrics.lpips.server import FileServer


def config(term: str, weight: float, crop_latent_px: int = 8) -> VaeTrainingConfig:
    perceptual = PerceptualConfig(term, weight)  # type: ignore[arg-type]
    return VaeTrainingConfig(OptimiserConfig(1, 1, 1e-3), crop_latent_px, perceptual=perceptual)


def test_none_is_no_term() -> None:
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
