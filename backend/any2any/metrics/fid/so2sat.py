"""The ResNet-20 of So2Sat LCZ42, one for Sentinel-1 and one for Sentinel-2: features of 320 m of ground.

Zhu et al. 2020, "So2Sat LCZ42", and the demonstration of its authors, who publish the weights: a residual network of
the second kind (He et al. 2016, "Identity mappings in deep residual networks") that tells 17 local climate zones apart.
The features are what its classifier sees.
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

S1_VARIABLE = "ANY2ANY_SO2SAT_S1"
"""Environment variable: the file of weights for Sentinel-1, in Keras's layout."""

S2_VARIABLE = "ANY2ANY_SO2SAT_S2"
"""Environment variable: the file of weights for Sentinel-2."""

S1_CHANNELS = 7
S2_CHANNELS = 10

TILE_PX = 32
"""Rows and columns of an input."""

TILE_PIXEL_M = 10.0
"""Pixel size of an input."""

FEATURES = 256

_STEM = 16

_UNITS = (
    (16, 16, 64, 1),
    (64, 16, 64, 1),
    (64, 64, 128, 2),
    (128, 64, 128, 1),
    (128, 128, 256, 2),
    (256, 128, 256, 1),
)
"""Channels into a unit, within it and out of it, and its stride."""

_EPSILON = 1e-3
"""Keras's addition to a variance."""


class _Unit(nn.Module):
    """A bottleneck of three convolutions, each after its norm and ReLU, beside a shortcut."""

    def __init__(self, inputs: int, within: int, outputs: int, stride: int, is_first: bool) -> None:
        super().__init__()
        # The stem's output, which the first unit gets, is normed and rectified already.
        first = nn.Identity() if is_first else _norm(inputs)
        self.norms = nn.ModuleList((first, _norm(within), _norm(within)))
        self.convolutions = nn.ModuleList(
            (
                nn.Conv2d(inputs, within, 1, stride),
                nn.Conv2d(within, within, 3, padding=1),
                nn.Conv2d(within, outputs, 1),
            )
        )
        self.shortcut = nn.Conv2d(inputs, outputs, 1, stride) if inputs != outputs else None

    def forward(self, x: Tensor) -> Tensor:
        """(B, inputs, H, W) -> (B, outputs, H / stride, W / stride)."""
        y = x
        for norm, convolution in zip(self.norms, self.convolutions, strict=True):
            y = convolution(F.relu(norm(y)))
        return y + (x if self.shortcut is None else self.shortcut(x))


class So2SatNet(nn.Module):
    """Tiles to feature vectors."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.stem = nn.Conv2d(channels, _STEM, 3, padding=1)
        self.stem_norm = _norm(_STEM)
        self.units = nn.ModuleList(_Unit(*sizes, is_first=n == 0) for n, sizes in enumerate(_UNITS))
        self.norm = _norm(FEATURES)

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, channels, 32, 32) scaled as in training -> (B, 256) float32, not negative."""
        x = F.relu(self.stem_norm(self.stem(x)))  # (B, 16, 32, 32)
        for unit in self.units:
            x = unit(x)
        return F.relu(self.norm(x)).mean(dim=(2, 3))  # of (B, 256, 8, 8)


def _norm(width: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(width, eps=_EPSILON)


def so2sat_if_there(variable: str) -> Path | None:
    """Return the file that an environment variable names, or None if unset; UsageError if it does not exist."""
    named = os.environ.get(variable)
    if named and not Path(named).is_file():
        raise UsageError(f"{variable} names {named}, which is not a file: give a ResNet-20 of So2Sat LCZ42")
    return Path(named) if named else None


def so2sat_hint(variable: str) -> str:
    """Return how to get the features."""
    sensor = "Sentinel-1" if variable == S1_VARIABLE else "Sentinel-2"
    return f"name the weights of So2Sat LCZ42's ResNet-20 for {sensor} (Keras) with {variable}"


@torch.no_grad()
def read_so2sat(path: Path, channels: int) -> So2SatNet:
    """Read the weights from Keras's HDF5 file, frozen; UsageError for any other file, or another number of channels.

    The classifier ``dense_1`` that the file also holds is not needed.
    """
    import h5py  # type: ignore[import-untyped]  # comes with the extra ``eval``

    network = So2SatNet(channels).eval().requires_grad_(False)
    try:
        with h5py.File(path, "r") as file:
            for layer, tensors in _layers(network):
                for name, tensor in tensors.items():
                    _fill(tensor, file[layer][layer][f"{name}:0"])
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} does not hold So2Sat LCZ42's ResNet-20 of {channels} channels in Keras's layout ({error})"
        ) from error
    return network


def _fill(tensor: Tensor, array: Any) -> None:
    value = torch.from_numpy(array[()])
    value = value.permute(3, 2, 0, 1) if value.ndim == 4 else value
    if value.shape != tensor.shape:
        raise ValueError(f"{array.name} is {tuple(array.shape)}, which does not fit {tuple(tensor.shape)}")
    tensor.copy_(value)


def _layers(network: So2SatNet) -> Iterator[tuple[str, dict[str, Tensor]]]:
    """Layers by Keras's names, which count convolutions and norms in the order in which they were made.

    A shortcut was made after its unit's three convolutions, though the file lists it before the last.
    """
    convolutions: list[Any] = [network.stem]
    norms: list[Any] = [network.stem_norm]
    for unit in network.units:
        assert isinstance(unit, _Unit)
        convolutions += [*unit.convolutions, *([unit.shortcut] if unit.shortcut is not None else [])]
        norms += [norm for norm in unit.norms if isinstance(norm, nn.BatchNorm2d)]
    for number, convolution in enumerate(convolutions, 1):
        yield f"conv2d_{number}", {"kernel": convolution.weight, "bias": convolution.bias}
    for number, norm in enumerate([*norms, network.norm], 1):
        yield f"batch_normalization_{number}", {
            "gamma": norm.weight, "beta": norm.bias,
            "moving_mean": norm.running_mean, "moving_variance": norm.running_var,
        }  # fmt: skip
