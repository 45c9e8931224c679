"""The residual refiner of one target modality, applied to the predicted clean latent (paper section 3)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.spec.networks import AdapterConfig


class SqueezeExcitation(nn.Module):
    """Weigh channels by their means over the window (Hu et al. 2018)."""

    def __init__(self, width: int, squeeze: int) -> None:
        super().__init__()
        self.down = nn.Linear(width, width // squeeze)
        self.up = nn.Linear(width // squeeze, width)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, C, H, W)."""
        weights = torch.sigmoid(self.up(F.silu(self.down(x.mean(dim=(2, 3))))))  # (B, C)
        return x * weights[:, :, None, None]


class RefineBlock(nn.Module):
    """GroupNorm, Conv3x3, SiLU, GroupNorm, Conv3x3, squeeze-and-excitation, plus skip."""

    def __init__(self, config: AdapterConfig) -> None:
        super().__init__()
        self.norm1 = nn.GroupNorm(config.groups, config.width)
        self.conv1 = nn.Conv2d(config.width, config.width, 3, padding=1)
        self.norm2 = nn.GroupNorm(config.groups, config.width)
        self.conv2 = nn.Conv2d(config.width, config.width, 3, padding=1)
        self.excite = SqueezeExcitation(config.width, config.squeeze)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, C, H, W)."""
        h = self.conv2(self.norm2(F.silu(self.conv1(self.norm1(x)))))
        return x + self.excite(h)


class Adapter(nn.Module):
    """Residual added to the predicted latent; its last layer starts at zero, so translation starts uncorrected.

    Predicting per patch leaves seams and loses sub-patch detail. Convolutions that also see the source correct both;
    the paper's see only the prediction.
    """

    def __init__(self, config: AdapterConfig, sources: Sequence[str]) -> None:
        """``sources``: modalities that may be translated to this target."""
        super().__init__()
        self._edge_px = config.edge_px
        self.norm_in = nn.GroupNorm(1, config.latent_channels)
        self.conv_in = nn.Conv2d(config.latent_channels, config.width, 3, padding=1)
        self.conv_source = nn.ModuleDict(
            {name: nn.Conv2d(config.source_channels, config.width, 3, padding=1) for name in sources}
            if config.source_channels
            else {}
        )
        self.blocks = nn.ModuleList([RefineBlock(config) for _ in range(config.depth)])
        self.norm_out = nn.GroupNorm(config.groups, config.width)
        self.conv_out = nn.Conv2d(config.width, config.latent_channels, 3, padding=1)
        nn.init.zeros_(self.conv_out.weight)
        nn.init.zeros_(self.conv_out.bias)  # type: ignore[arg-type]

    def forward(self, z: Tensor, z_source: Tensor, source: str) -> Tensor:
        """z: (B, 4, h, w) predicted; z_source: (B, 4 or 8, h, w) of the modality ``source`` -> (B, 4, h, w)."""
        edge = self._edge_px
        x = self.conv_in(self.norm_in(_reflected(z, edge)))
        if self.conv_source:
            x = x + self.conv_source[source](_reflected(z_source, edge))
        for block in self.blocks:
            x = block(x)
        change = self.conv_out(F.silu(self.norm_out(x)))
        return change[..., edge : edge + z.shape[-2], edge : edge + z.shape[-1]]


def _reflected(z: Tensor, edge: int) -> Tensor:
    """(B, C, h, w) with an edge of reflection around it."""
    return F.pad(z, (edge,) * 4, mode="reflect") if edge else z
