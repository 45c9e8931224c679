"""The teacher of the context encoder: Galileo-nano (Tseng et al. 2025, NASA Harvest, MIT licence).

Its weights are only for training and are never shipped. It reads windows of 64 x 64 pixels of 10 m and gives 128
numbers for each patch of 8 x 8 pixels and group of bands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

WINDOW_PX = 64
PATCH_PX = 8
CHANNELS = 128
HEADS = 8
_MONTH = 6
"""The month that it gets, counted from 0; most of the imagery has no date."""

STATISTICS = {
    "VV": (-11.7284, 4.8871),
    "VH": (-18.8556, 5.7303),
    "B2": (1395.341, 917.704),
    "B3": (1338.403, 913.299),
    "B4": (1343.099, 1092.679),
    "B8": (2410.338, 1098.979),
    "B8A": (2750.285, 1204.473),
    "B11": (2234.911, 1145.977),
    "B12": (1474.531, 980.243),
}
"""Mean and standard deviation of each band: dB, or reflectance times 10,000."""

GROUPS = {
    "S1": (0, ("VV", "VH")),
    "S2_RGB": (1, ("B2", "B3", "B4")),
    "S2_NIR_10m": (3, ("B8",)),
    "S2_NIR_20m": (4, ("B8A",)),
    "S2_SWIR": (5, ("B11", "B12")),
}
"""Row of the group's embedding, and its bands."""


class Galileo:
    """The encoder for one date."""

    def __init__(self, weights: Path) -> None:
        self._weights = load_file(weights)

    @torch.inference_mode()
    def tokens(self, bands: Mapping[str, Tensor], groups: Sequence[str]) -> Tensor:
        """Encode windows: bands (B, 64, 64) in dB or reflectance x 10,000 -> (B, groups * 128, 8, 8)."""
        parts = [self._embed(name, bands) for name in groups]
        x = torch.cat(parts, dim=1)  # (B, groups * 64, 128)
        for block in range(4):
            x = x + self._attend(x, f"blocks.{block}.")
            x = x + self._mlp(x, f"blocks.{block}.")
        x = self._norm(x, "norm")
        side = WINDOW_PX // PATCH_PX
        by_group = x.view(len(x), len(groups), side, side, CHANNELS)
        return by_group.permute(0, 1, 4, 2, 3).reshape(len(x), -1, side, side)

    def _embed(self, group: str, bands: Mapping[str, Tensor]) -> Tensor:
        row, names = GROUPS[group]
        scaled = [(bands[n] - mean + 2 * std) / (4 * std) for n, (mean, std) in _statistics(names)]
        prefix = f"space_time_embed.{group}.proj."
        w, b = self._weights[f"{prefix}weight"], self._weights[f"{prefix}bias"]
        patches = F.conv2d(torch.stack(scaled, dim=1), w, b, stride=PATCH_PX)
        x = patches.flatten(2).transpose(1, 2)  # (B, 64, 128)
        same = torch.cat(
            [
                self._weights["s_t_channel_embed"][row],
                self._weights["pos_embed"][0],
                self._weights["month_embed.weight"][_MONTH],
            ]
        )
        side = WINDOW_PX // PATCH_PX
        return x + torch.cat([same.expand(side * side, -1), _places(side)], dim=1)

    def _attend(self, x: Tensor, prefix: str) -> Tensor:
        x = self._norm(x, f"{prefix}norm1")
        q, k, v = (
            self._linear(x, f"{prefix}attn.{n}").unflatten(2, (HEADS, -1)).transpose(1, 2) for n in "qkv"
        )
        mixed = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
        return self._linear(mixed, f"{prefix}attn.proj")

    def _mlp(self, x: Tensor, prefix: str) -> Tensor:
        hidden = F.gelu(self._linear(self._norm(x, f"{prefix}norm2"), f"{prefix}mlp.fc1"))
        return self._linear(hidden, f"{prefix}mlp.fc2")

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return F.linear(x, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return F.layer_norm(x, (CHANNELS,), self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])


def _statistics(names: Sequence[str]) -> list[tuple[str, tuple[float, float]]]:
    return [(name, STATISTICS[name]) for name in names]


def _places(side: int) -> Tensor:
    """Codes of a patch's column and row, 16 numbers each: (side * side, 32)."""
    rates = torch.tensor([10_000.0 ** (-k / 32) for k in range(8)])
    angles = PATCH_PX * torch.arange(side)[:, None] * rates  # (side, 8)
    axis = torch.cat([angles.sin(), angles.cos()], dim=1)  # (side, 16)
    columns = axis[None].expand(side, side, -1)
    rows = axis[:, None].expand(side, side, -1)
    return torch.cat([columns, rows], dim=2).flatten(0, 1)


def overlapping_tokens(
    teacher: Galileo, bands: Mapping[str, Tensor], groups: Sequence[str], stride_px: int
) -> Tensor:
    """Encode images larger than a window: the mean over windows ``stride_px`` apart.

    bands: (B, H, W), where H and W are a window plus whole strides -> (B, groups * 128, H / 8, W / 8).
    """
    first = next(iter(bands.values()))
    height, width = first.shape[-2:]
    total = torch.zeros(len(first), len(groups) * CHANNELS, height // PATCH_PX, width // PATCH_PX)
    count = torch.zeros(height // PATCH_PX, width // PATCH_PX)
    side = WINDOW_PX // PATCH_PX
    for top in range(0, height - WINDOW_PX + 1, stride_px):
        for left in range(0, width - WINDOW_PX + 1, stride_px):
            window = {n: b[:, top : top + WINDOW_PX, left : left + WINDOW_PX] for n, b in bands.items()}
            rows = slice(top // PATCH_PX, top // PATCH_PX + side)
            columns = slice(left // PATCH_PX, left // PATCH_PX + side)
            total[..., rows, columns] += teacher.tokens(window, groups)
            count[rows, columns] += 1
    return total / count
