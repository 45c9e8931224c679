"""Cycle spinning (Coifman and Donoho 1995): the mean of predictions whose patches lie at different places.

A transformer that cuts a latent into patches predicts the cells of a patch together, so its errors change where one
patch ends, and a grid shows. Averaging over shifts takes both the grid and a part of the errors away.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

SHIFTS = ((0, 0), (1, 2), (2, -1), (-1, 1))
"""Cells down and to the right. Of patches of 4 cells each row and each column is the first one once."""


def spin(predict: Callable[[Tensor, Tensor], Tensor], z: Tensor, z_source: Tensor) -> Tensor:
    """Average ``predict(z, z_source)`` over ``SHIFTS`` of both: (B, C, h, w) and (B, S, h, w) -> (B, C, h, w).

    What a shift leaves empty is filled by reflection; the cells that it pushes out are averaged over the others.
    """
    total, count = torch.zeros_like(z), torch.zeros_like(z[:1, :1])
    for down, right in SHIFTS:
        clean = predict(_shifted(z, down, right), _shifted(z_source, down, right))
        rows, shifted_rows = _kept(z.shape[-2], down)
        columns, shifted_columns = _kept(z.shape[-1], right)
        total[..., rows, columns] += clean[..., shifted_rows, shifted_columns]
        count[..., rows, columns] += 1
    return total / count


def _shifted(z: Tensor, down: int, right: int) -> Tensor:
    """Move what is in a latent; the size stays."""
    height, width = z.shape[-2:]
    around = (max(right, 0), max(-right, 0), max(down, 0), max(-down, 0))
    top, left = max(-down, 0), max(-right, 0)
    return F.pad(z, around, mode="reflect")[..., top : top + height, left : left + width]


def _kept(size: int, shift: int) -> tuple[slice, slice]:
    """Return the cells that a shift keeps, where they were and where they are now."""
    before = slice(max(-shift, 0), size - max(shift, 0))
    return before, slice(before.start + shift, before.stop + shift)
