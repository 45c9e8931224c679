from __future__ import annotations

import pytest
import torch

from any2any.models.context import ContextEncoder
from any2any.spec.modality import MS, NIR, PAN, RGB, SAR, Modality
from any2any.spec.networks import ContextConfig
from any2any.training.context.distill import Distillation, augmented, explained, fit_projection
from any2any.training.context.pool import Pool, at_ten_metres, teacher_bands


def test_bands_reach_the_teacher_in_its_units() -> None:
    """Model values of -1 are -30 dB and no reflectance, those of 1 are 5 dB and 3558 ten-thousandths."""
    radar = teacher_bands(SAR, torch.tensor([-1.0, 1.0]).view(2, 1, 1, 1))
    assert radar["VV"].flatten().tolist() == pytest.approx([-30.0, 5.0])
    assert radar["VH"].flatten().tolist() == pytest.approx([-37.1, -2.1])
    colour = teacher_bands(RGB, torch.tensor([1.0, 0.0, -1.0]).view(1, 3, 1, 1))
    assert [float(colour[band]) for band in ("B4", "B3", "B2")] == pytest.approx([3558, 1779, 0], abs=0.1)
    grey = teacher_bands(PAN, torch.full((1, 1, 2, 2), 1.0))
    assert [float(grey[band]) for band in ("B4", "B3", "B2")] == pytest.approx([4000] * 3, abs=0.1)


def test_all_modalities_reach_the_teacher_at_ten_metres() -> None:
    image = torch.arange(4.0).view(1, 1, 2, 2)
    assert at_ten_metres(image, 8).flatten().tolist() == [1.5]
    assert at_ten_metres(image, 2)[0, 0, :2].tolist() == [[0, 0, 1, 1], [0, 0, 1, 1]]
    assert torch.equal(at_ten_metres(image, 4), image)


def test_the_strongest_component_has_unit_variance_and_the_others_less() -> None:
    """Variances 9 and 1 in two of three channels: half whitened they become 1 and (1/9)**0.5 = 1/3."""
    torch.manual_seed(0)
    tokens = torch.randn(50, 3, 14, 14) * torch.tensor([1.0, 3.0, 0.0])[:, None, None] + 2.0
    components = fit_projection(tokens, 2)(tokens)
    assert components.mean(dim=(0, 2, 3)).tolist() == pytest.approx([0, 0], abs=1e-4)
    assert components.var(dim=(0, 2, 3)).tolist() == pytest.approx([1.0, 1 / 3], rel=0.03)


@pytest.mark.parametrize("modality", [SAR, RGB, MS], ids=lambda m: m.name)
def test_spoiled_images_stay_in_the_range_and_show_the_same_ground(modality: Modality) -> None:
    smooth = torch.linspace(-0.8, 0.8, 64)[:, None].expand(8, modality.channels, 64, 64)
    spoiled = augmented(smooth, modality, torch.Generator().manual_seed(0))
    assert spoiled.abs().max() <= 1.0
    assert not torch.equal(spoiled, smooth)
    rows = spoiled.mean(dim=(1, 3))
    assert all(torch.corrcoef(torch.stack([row, smooth[0, 0, :, 0]]))[0, 1] > 0.95 for row in rows)


def test_an_encoder_learns_what_the_teacher_says() -> None:
    """A teacher whose tokens are an image's means over a token and their negatives."""
    torch.manual_seed(0)
    coarse = torch.rand(24, 1, 14, 14) * 1.6 - 0.8
    images = coarse.repeat_interleave(8, dim=2).repeat_interleave(8, dim=3)
    pool = Pool(images.half(), torch.cat([coarse, -coarse], dim=1).half())
    projection = fit_projection(pool.tokens, 1)
    encoder = ContextEncoder(ContextConfig(channels=1, width=16, depth=1, kernel=3), (NIR,))
    before = explained(encoder, "nir", pool, projection)
    distillation = Distillation(
        encoder, {"nir": NIR}, {"nir": pool}, {"nir": projection}, {"nir": 1.0}, 0.01, 0
    )
    for _ in range(40):
        distillation.step("nir", 8)
    assert before < 0.2
    assert explained(encoder, "nir", pool, projection) > 0.6
