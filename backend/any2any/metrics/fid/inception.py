"""Inception v3 as FID uses it: features of its last pooling, with weights in the published file's names.

Szegedy et al. 2016, "Rethinking the Inception architecture", as TensorFlow's 2015 graph has it: average pooling
that does not count the padding, and a maximum in the last block.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Literal

import torch
import torch.nn.functional as F
from safetensors import SafetensorError
from torch import Tensor, nn

from any2any.errors import UsageError

SIDE_PX = 299

Kernel = int | tuple[int, int]
Layer = tuple[str, int, Kernel]
"""Name, output channels, kernel; it keeps the size."""
Pool = Literal["average", "maximum"]


class Convolution(nn.Module):
    """Convolution, batch norm with frozen statistics, ReLU."""

    def __init__(
        self, inputs: int, outputs: int, kernel: Kernel, stride: int = 1, keeps_size: bool = True
    ) -> None:
        super().__init__()
        rows, columns = (kernel, kernel) if isinstance(kernel, int) else kernel
        padding = (rows // 2, columns // 2) if keeps_size else (0, 0)
        self.conv = nn.Conv2d(inputs, outputs, (rows, columns), stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(outputs, eps=1e-3)

    def forward(self, x: Tensor) -> Tensor:
        """(B, inputs, H, W) -> (B, outputs, H', W')."""
        return F.relu(self.bn(self.conv(x)))


class Mixed(nn.Module):
    """Chains of convolutions side by side, and a pooled branch; their channels are concatenated.

    A chain that ends in a fork, two layers on one input, returns both. A block that halves the size has the last
    convolution of each chain, and a maximum without a convolution, at stride 2.
    """

    def __init__(
        self,
        inputs: int,
        chains: tuple[tuple[Layer, ...], ...],
        pooled: int | None,
        pool: Pool = "average",
        forks: Mapping[str, tuple[Layer, Layer]] | None = None,
    ) -> None:
        super().__init__()
        self._pool: Pool = pool
        self._halves = pooled is None
        self._chains = [[name for name, _, _ in chain] for chain in chains]
        self._forks = {last: (a[0], b[0]) for last, (a, b) in (forks or {}).items()}
        for chain in chains:
            width = inputs
            for name, outputs, kernel in chain:
                last = self._halves and name == chain[-1][0]
                self.add_module(
                    name, Convolution(width, outputs, kernel, 2 if last else 1, keeps_size=not last)
                )
                width = outputs
            for name, outputs, kernel in (forks or {}).get(chain[-1][0], ()):
                self.add_module(name, Convolution(width, outputs, kernel))
        if pooled is not None:
            self.add_module("branch_pool", Convolution(inputs, pooled, 1))

    def forward(self, x: Tensor) -> Tensor:
        """(B, inputs, H, W) -> (B, outputs, H, W), or half the size."""
        branches = []
        for chain in self._chains:
            y = x
            for name in chain:
                y = self.get_submodule(name)(y)
            forked = self._forks.get(chain[-1])
            branches += [self.get_submodule(name)(y) for name in forked] if forked else [y]
        return torch.cat([*branches, self._pooled(x)], dim=1)

    def _pooled(self, x: Tensor) -> Tensor:
        if self._halves:
            return F.max_pool2d(x, 3, stride=2)
        if self._pool == "maximum":
            x = F.max_pool2d(x, 3, stride=1, padding=1)
        else:
            x = F.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=False)
        return self.get_submodule("branch_pool")(x)


def _block_a(inputs: int, pooled: int) -> Mixed:
    double = (("branch3x3dbl_1", 64, 1), ("branch3x3dbl_2", 96, 3), ("branch3x3dbl_3", 96, 3))
    chains = ((("branch1x1", 64, 1),), (("branch5x5_1", 48, 1), ("branch5x5_2", 64, 5)), double)
    return Mixed(inputs, chains, pooled)


def _block_b(inputs: int) -> Mixed:
    double = (("branch3x3dbl_1", 64, 1), ("branch3x3dbl_2", 96, 3), ("branch3x3dbl_3", 96, 3))
    return Mixed(inputs, ((("branch3x3", 384, 3),), double), None)


def _block_c(inputs: int, width: int) -> Mixed:
    row, column = (1, 7), (7, 1)
    single: tuple[Layer, ...] = (
        ("branch7x7_1", width, 1),
        ("branch7x7_2", width, row),
        ("branch7x7_3", 192, column),
    )
    double: tuple[Layer, ...] = (
        ("branch7x7dbl_1", width, 1),
        ("branch7x7dbl_2", width, column),
        ("branch7x7dbl_3", width, row),
        ("branch7x7dbl_4", width, column),
        ("branch7x7dbl_5", 192, row),
    )
    return Mixed(inputs, ((("branch1x1", 192, 1),), single, double), 192)


def _block_d(inputs: int) -> Mixed:
    long: tuple[Layer, ...] = (
        ("branch7x7x3_1", 192, 1),
        ("branch7x7x3_2", 192, (1, 7)),
        ("branch7x7x3_3", 192, (7, 1)),
        ("branch7x7x3_4", 192, 3),
    )
    return Mixed(inputs, ((("branch3x3_1", 192, 1), ("branch3x3_2", 320, 3)), long), None)


def _block_e(inputs: int, pool: Pool) -> Mixed:
    chains = (
        (("branch1x1", 320, 1),),
        (("branch3x3_1", 384, 1),),
        (("branch3x3dbl_1", 448, 1), ("branch3x3dbl_2", 384, 3)),
    )
    forks: dict[str, tuple[Layer, Layer]] = {
        "branch3x3_1": (("branch3x3_2a", 384, (1, 3)), ("branch3x3_2b", 384, (3, 1))),
        "branch3x3dbl_2": (("branch3x3dbl_3a", 384, (1, 3)), ("branch3x3dbl_3b", 384, (3, 1))),
    }
    return Mixed(inputs, chains, 192, pool, forks)


class Inception(nn.Module):
    """Colour images to feature vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.Conv2d_1a_3x3 = Convolution(3, 32, 3, stride=2, keeps_size=False)
        self.Conv2d_2a_3x3 = Convolution(32, 32, 3, keeps_size=False)
        self.Conv2d_2b_3x3 = Convolution(32, 64, 3)
        self.Conv2d_3b_1x1 = Convolution(64, 80, 1)
        self.Conv2d_4a_3x3 = Convolution(80, 192, 3, keeps_size=False)
        self.Mixed_5b = _block_a(192, 32)
        self.Mixed_5c = _block_a(256, 64)
        self.Mixed_5d = _block_a(288, 64)
        self.Mixed_6a = _block_b(288)
        self.Mixed_6b = _block_c(768, 128)
        self.Mixed_6c = _block_c(768, 160)
        self.Mixed_6d = _block_c(768, 160)
        self.Mixed_6e = _block_c(768, 192)
        self.Mixed_7a = _block_d(768)
        self.Mixed_7b = _block_e(1280, "average")
        self.Mixed_7c = _block_e(2048, "maximum")

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, 3, H, W) red, green, blue in [-1, 1] -> (B, 2048) float32; scaled to 299 x 299 pixels first."""
        x = F.interpolate(x.float(), (SIDE_PX, SIDE_PX), mode="bilinear", align_corners=False)
        x = self.Conv2d_2b_3x3(self.Conv2d_2a_3x3(self.Conv2d_1a_3x3(x)))  # (B, 64, 147, 147)
        x = F.max_pool2d(x, 3, stride=2)
        x = self.Conv2d_4a_3x3(self.Conv2d_3b_1x1(x))  # (B, 192, 71, 71)
        x = F.max_pool2d(x, 3, stride=2)
        x = self.Mixed_5d(self.Mixed_5c(self.Mixed_5b(x)))  # (B, 288, 35, 35)
        x = self.Mixed_6e(self.Mixed_6d(self.Mixed_6c(self.Mixed_6b(self.Mixed_6a(x)))))  # (B, 768, 17, 17)
        x = self.Mixed_7c(self.Mixed_7b(self.Mixed_7a(x)))  # (B, 2048, 8, 8)
        return x.mean(dim=(2, 3))


def read_inception(path: Path) -> Inception:
    """Read the published weights, as weights only; frozen, in evaluation mode. UsageError for another file.

    The classifier ``fc`` that the file also holds is not needed.
    """
    state = {name: value for name, value in _read(path).items() if not name.startswith(("fc.", "AuxLogits."))}
    with torch.device("meta"):
        network = Inception()
    try:
        network.load_state_dict(state, strict=False, assign=True)
    except RuntimeError as error:
        raise UsageError(f"{path} does not fit Inception v3: {' '.join(str(error).split())}") from error
    counters = {name for name in network.state_dict() if name.endswith("num_batches_tracked")}
    missing = network.state_dict().keys() - state.keys() - counters
    if missing or state.keys() - network.state_dict().keys():
        names = sorted(missing or state.keys() - network.state_dict().keys())
        problem = "lacks" if missing else "also holds"
        raise UsageError(f"{path} {problem} {names[0]}: give the weights of FID's Inception v3")
    return network.eval().requires_grad_(False)


def _read(path: Path) -> Mapping[str, Tensor]:
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            return load_file(path)
        state = torch.load(path, map_location="cpu", weights_only=True)
    except (UnpicklingError, RuntimeError, EOFError, OSError, SafetensorError) as error:
        raise UsageError(f"{path} is not a file of weights ({error}): download it again") from error
    if not isinstance(state, Mapping):
        raise UsageError(f"{path} holds a {type(state).__name__}, no weights by name: download it again")
    return state
