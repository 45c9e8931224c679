from __future__ import annotations

from pathlib import Path

import pytest
import torch
import torch.nn.functional as F

from any2any.errors import UsageError
from any2any.metrics.lpips.lpips import Lpips, read_lpips
from any2any.metrics.lpips.weights import HEADS, VGG


@pytest.fixture(scope="module")
def folder(published: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lpips")
    for name, content in published.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def lpips(folder: Path) -> Lpips:
    return read_lpips(folder / VGG.name, folder / HEADS.name)


@pytest.fixture
def image() -> torch.Tensor:
    """Smooth blobs with fine noise on them, (2, 3, 32, 32)."""
    generator = torch.Generator().manual_seed(0)
    coarse = F.interpolate(torch.randn(2, 3, 4, 4, generator=generator), 32, mode="bilinear")
    return (0.3 * coarse + 0.2 * torch.randn(2, 3, 32, 32, generator=generator)).clamp(-1, 1)


def test_it_is_zero_for_equal_images_and_symmetric(lpips: Lpips, image: torch.Tensor) -> None:
    other = image.flip(-1)
    assert torch.equal(lpips(image, image), torch.zeros(2))
    assert torch.allclose(lpips(image, other), lpips(other, image))
    assert bool((lpips(image, other) > 0).all())


def test_it_grows_with_blur(lpips: Lpips, image: torch.Tensor) -> None:
    blurred = [F.avg_pool2d(image, k, 1, k // 2, count_include_pad=False) for k in (3, 5, 9)]
    distances = [float(lpips(image, b).mean()) for b in blurred]
    assert distances == sorted(distances)
    assert distances[0] < 0.9 * distances[-1]


def test_it_is_the_published_formula(lpips: Lpips, folder: Path, image: torch.Tensor) -> None:
    """The same distance from the files' own names: taps after convolutions 2, 4, 7, 10 and 13, heads over units."""
    vgg = torch.load(folder / VGG.name, weights_only=True)
    heads = torch.load(folder / HEADS.name, weights_only=True)
    shift = torch.tensor([-0.030, -0.088, -0.188])[:, None, None]
    scale = torch.tensor([0.458, 0.448, 0.450])[:, None, None]
    numbers = (0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28)
    taps, pools = (2, 7, 14, 21, 28), (5, 10, 17, 24)

    def units(x: torch.Tensor) -> list[torch.Tensor]:
        x, found = (x - shift) / scale, []
        for n in numbers:
            x = F.max_pool2d(x, 2) if n in pools else x
            x = F.conv2d(x, vgg[f"features.{n}.weight"], vgg[f"features.{n}.bias"], padding=1).relu()
            if n in taps:
                found.append(x / (x.square().sum(1, keepdim=True).sqrt() + 1e-10))
        return found

    other = image.roll(3, -1)
    pairs = zip(units(image), units(other), strict=True)
    expected = [
        F.conv2d((a - b) ** 2, heads[f"lin{i}.model.1.weight"]).mean((1, 2, 3))
        for i, (a, b) in enumerate(pairs)
    ]
    assert torch.allclose(lpips(image, other), torch.stack(expected).sum(0), rtol=1e-4)


def test_gradients_are_finite_where_features_vanish(lpips: Lpips) -> None:
    """A flat image may leave feature vectors of zeros, whose length has no derivative."""
    x = torch.full((1, 3, 16, 16), -0.5, requires_grad=True)
    lpips(x, torch.zeros(1, 3, 16, 16)).sum().backward()
    assert x.grad is not None
    assert bool(x.grad.isfinite().all())
    assert not any(p.requires_grad for p in lpips.parameters())


def test_a_zero_feature_vector_stays_zero_with_a_zero_gradient() -> None:
    from any2any.metrics.lpips.lpips import _unit

    features = torch.zeros(1, 4, 2, 2, requires_grad=True)
    unit = _unit(features)
    unit.sum().backward()
    assert torch.equal(unit.detach(), torch.zeros(1, 4, 2, 2))
    assert features.grad is not None
    assert bool(features.grad.isfinite().all())


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ({"lin2.model.1.weight": None}, r"lin2\.model\.1\.weight is missing"),
        ({"lin2.model.1.weight": torch.zeros(1, 5, 1, 1)}, r"has shape \(1, 5, 1, 1\)"),
        ({"lin2.model.1.weight": -torch.ones(1, 256, 1, 1)}, "holds negative weights"),
    ],
)
def test_other_weights_are_refused(folder: Path, tmp_path: Path, damage: dict, message: str) -> None:
    heads = torch.load(folder / HEADS.name, weights_only=True) | damage
    torch.save({name: value for name, value in heads.items() if value is not None}, tmp_path / "heads.pth")
    with pytest.raises(UsageError, match=message):
        read_lpips(folder / VGG.name, tmp_path / "heads.pth")


def test_code_in_a_file_is_not_run(folder: Path, tmp_path: Path) -> None:
    torch.save({"lin0.model.1.weight": Lpips}, tmp_path / "heads.pth")  # a class is not a plain value
    with pytest.raises(UsageError, match="is not a file of weights"):
        read_lpips(folder / VGG.name, tmp_path / "heads.pth")
