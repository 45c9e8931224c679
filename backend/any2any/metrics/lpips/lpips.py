"""LPIPS (Zhang et al. 2018) on VGG16: the paper's perceptual term, read from the published weight files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from pickle import UnpicklingError

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.errors import UsageError

BLOCKS = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
"""Widths of VGG16's 3x3 convolutions; the last of each block is tapped, and a 2x2 maximum halves the size between."""

SMALLEST_PX = 16
"""Four halvings leave one pixel for the last block."""

SHIFT = (-0.030, -0.088, -0.188)
SCALE = (0.458, 0.448, 0.450)
"""Image values in [-1, 1] to the standardised colours that VGG16 was trained on (red, green, blue)."""

_EPSILON = 1e-10


class Lpips(nn.Module):
    """Distance of two colour images in the features of a frozen VGG16, weighted by LPIPS's learned heads.

    Model values of RGB are used as they are: its reflectance range is that of 8-bit true-colour images.
    """

    shift: Tensor
    scale: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList()
        width_in = 3
        for widths in BLOCKS:
            pairs = zip((width_in, *widths[:-1]), widths, strict=True)
            self.blocks.append(nn.ModuleList([nn.Conv2d(a, b, 3, padding=1) for a, b in pairs]))
            width_in = widths[-1]
        self.heads = nn.ParameterList([nn.Parameter(torch.zeros(widths[-1])) for widths in BLOCKS])
        self.register_buffer("shift", torch.tensor(SHIFT).view(1, 3, 1, 1))
        self.register_buffer("scale", torch.tensor(SCALE).view(1, 3, 1, 1))

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """a, b: (B, 3, H, W) in about [-1, 1], H and W at least 16 -> (B,) float32, 0 for equal images."""
        total = torch.zeros(len(a), device=a.device)
        for head, f_a, f_b in zip(self.heads, self._features(a), self._features(b), strict=True):
            squared = (_unit(f_a) - _unit(f_b)).square()  # (B, C, h, w)
            total = total + (squared * head.view(1, -1, 1, 1)).sum(dim=1).mean(dim=(1, 2))
        return total

    def _features(self, x: Tensor) -> Iterator[Tensor]:
        x = (x.float() - self.shift) / self.scale
        for number, block in enumerate(self.blocks):
            if number:
                x = F.max_pool2d(x, 2)
            for convolution in block:  # type: ignore[attr-defined]  # each block is a ModuleList
                x = F.relu(convolution(x))
            yield x.float()  # under autocast the convolutions compute in bfloat16, the differences do not


def _unit(features: Tensor) -> Tensor:
    """Scale every pixel's feature vector to length 1; one of zeros stays zero."""
    # vector_norm has a gradient of 0 at 0, where the square root of a sum of squares has none.
    return features / (torch.linalg.vector_norm(features, dim=1, keepdim=True) + _EPSILON)


def read_lpips(vgg: Path, heads: Path) -> Lpips:
    """Read torchvision's VGG16 file and LPIPS's file of heads, both as weights only; frozen, in evaluation mode.

    UsageError for a file that is not a state dictionary or lacks a tensor of the right shape.
    """
    network = Lpips()
    _copy(_read(vgg), vgg, dict(_vgg_names(network)))
    _copy(_read(heads), heads, {f"lin{i}.model.1.weight": head for i, head in enumerate(network.heads)})
    if any(bool((head < 0).any()) for head in network.heads):
        raise UsageError(f"{heads} holds negative weights, which LPIPS's heads never are: download it again")
    return network.eval().requires_grad_(False)


def _vgg_names(network: Lpips) -> Iterator[tuple[str, Tensor]]:
    """Yield torchvision's names: every convolution, activation and maximum has a number of its own."""
    number = 0
    for block in network.blocks:
        for convolution in block:  # type: ignore[attr-defined]  # each block is a ModuleList
            yield f"features.{number}.weight", convolution.weight
            yield f"features.{number}.bias", convolution.bias
            number += 2
        number += 1


def _read(path: Path) -> Mapping[str, Tensor]:
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (UnpicklingError, RuntimeError, EOFError, OSError) as error:
        raise UsageError(f"{path} is not a file of weights ({error}): download it again") from error
    if not isinstance(state, Mapping):
        raise UsageError(f"{path} holds a {type(state).__name__}, no weights by name: download it again")
    return state


@torch.no_grad()
def _copy(state: Mapping[str, Tensor], path: Path, targets: Mapping[str, Tensor]) -> None:
    for name, target in targets.items():
        given = state.get(name)
        if given is None or given.numel() != target.numel():
            found = "is missing" if given is None else f"has shape {tuple(given.shape)}"
            raise UsageError(f"{path}: {name} {found}: give the published file that LPIPS v0.1 uses")
        target.copy_(given.reshape(target.shape))
