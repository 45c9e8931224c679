"""A perceptual distance from SqueezeNet 1.1, for every modality; grey bands count as grey images.

Not LPIPS: layers have equal weights, without learned heads (the unweighted distance of Zhang et al. 2018, equation 1).
It compares textures, while PSNR rewards blur.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.errors import UsageError

SQUEEZENET_VARIABLE = "ANY2ANY_SQUEEZENET"
"""Environment variable: the file of weights, in Keras's layout without the classifier."""

FIRES = ((16, 64), (16, 64), (32, 128), (32, 128), (48, 192), (48, 192), (64, 256), (64, 256))
"""Channels of each fire module: those it squeezes to, and those of either expansion."""

POOLED_AFTER = (1, 3)
"""Fire modules, from 0, after which the size is halved; the first convolution is followed by a halving too."""

TAPPED = (1, 3, 5, 7)
"""Fire modules to compare, in addition to the first convolution."""

MEAN_BGR = (103.939, 116.779, 123.68)
"""Subtracted from blue, green and red in 0..255, as ImageNet networks of the Caffe line were trained."""

SMALLEST_PX = 32

_EPSILON = 1e-10


class _Fire(nn.Module):
    def __init__(self, width_in: int, squeezed: int, expanded: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(width_in, squeezed, 1)
        self.expand1 = nn.Conv2d(squeezed, expanded, 1)
        self.expand3 = nn.Conv2d(squeezed, expanded, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.squeeze(x))
        return F.relu(torch.cat([self.expand1(x), self.expand3(x)], dim=1))


class SqueezeDistance(nn.Module):
    """Distance of two images in the features of a frozen SqueezeNet."""

    mean: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 64, 3, stride=2)
        widths = [64, *(2 * expanded for _, expanded in FIRES)]
        self.fires = nn.ModuleList(
            _Fire(width, *sizes) for width, sizes in zip(widths[:-1], FIRES, strict=True)
        )
        self.register_buffer("mean", torch.tensor(MEAN_BGR).view(1, 3, 1, 1))

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """a, b: (B, 3, H, W) red, green, blue in [-1, 1], sides at least 32 -> (B,) float32, 0 for equal images."""
        total = torch.zeros(len(a), device=a.device)
        for f_a, f_b in zip(self._features(a), self._features(b), strict=True):
            total = total + (_unit(f_a) - _unit(f_b)).square().sum(dim=1).mean(dim=(1, 2))
        return total / (1 + len(TAPPED))

    def _features(self, x: Tensor) -> Iterator[Tensor]:
        x = (x.float() + 1.0) * 127.5
        x = F.relu(self.first(x.flip(1) - self.mean))
        yield x
        x = F.max_pool2d(x, 3, 2)
        for number, fire in enumerate(self.fires):
            x = fire(x)
            if number in TAPPED:
                yield x
            if number in POOLED_AFTER:
                x = F.max_pool2d(x, 3, 2)


def _unit(features: Tensor) -> Tensor:
    return features / (torch.linalg.vector_norm(features, dim=1, keepdim=True) + _EPSILON)


def squeezenet_if_there() -> Path | None:
    """Return the file named by ``ANY2ANY_SQUEEZENET``, or None if unset; UsageError if the file does not exist."""
    named = os.environ.get(SQUEEZENET_VARIABLE)
    if named and not Path(named).is_file():
        raise UsageError(
            f"{SQUEEZENET_VARIABLE} names {named}, which is not a file: give SqueezeNet's weights"
        )
    return Path(named) if named else None


def squeezenet_hint() -> str:
    """Return how to get the distance."""
    return f"name SqueezeNet 1.1's weights (Keras, without the classifier) with {SQUEEZENET_VARIABLE}"


@torch.no_grad()
def read_squeezenet(path: Path) -> SqueezeDistance:
    """Read the weights from Keras's HDF5 file, frozen; UsageError for any other file."""
    import h5py  # type: ignore[import-untyped]  # comes with the extra ``eval``

    network = SqueezeDistance().eval().requires_grad_(False)
    try:
        with h5py.File(path, "r") as file:
            for layer, convolution in _layers(network):
                values = [torch.from_numpy(array[()]) for array in _arrays(file[layer])]
                kernel, bias = sorted(values, key=lambda value: value.ndim, reverse=True)
                convolution.weight.copy_(kernel.permute(3, 2, 0, 1))
                convolution.bias.copy_(bias)  # type: ignore[union-attr]  # each has one
    except (OSError, KeyError, ValueError, RuntimeError) as error:
        raise UsageError(f"{path} does not hold SqueezeNet 1.1 in Keras's layout ({error})") from error
    return network


def _layers(network: SqueezeDistance) -> Iterator[tuple[str, nn.Conv2d]]:
    yield "conv1", network.first
    names = ("squeeze1x1", "expand1x1", "expand3x3")
    for number, fire in enumerate(network.fires, 2):
        assert isinstance(fire, _Fire)
        for name, convolution in zip(names, (fire.squeeze, fire.expand1, fire.expand3), strict=True):
            yield f"fire{number}/{name}", convolution


def _arrays(group: Any) -> Iterator[Any]:
    """Yield the arrays of a layer at any depth."""
    for item in group.values():
        if hasattr(item, "values"):
            yield from _arrays(item)
        else:
            yield item
