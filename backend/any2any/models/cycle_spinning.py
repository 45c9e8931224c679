"""Cycle spinning (Coifman and Donoho 1995): average predictions over shifts of the patch grid.

A transformer predicts the cells of a patch together, so its errors change at patch borders and the grid becomes
visible. Averaging over shifts removes the grid and part of the errors.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

SHIFTS = ((0, 0), (1, 2), (2, -1), (-1, 1))
"""Shifts in cells, down and right; with patches of 4 cells, each row and column starts a patch once."""


def spin(predict: Callable[[Tensor, Tensor], Tensor], z: Tensor, z_source: Tensor) -> Tensor:
    """Average ``predict(z, z_source)`` over ``SHIFTS`` of both: (B, C, h, w) and (B, S, h, w) -> (B, C, h, w).

    Cells that a shift leaves empty are filled by reflection; cells that it pushes out are averaged over the other
    shifts.
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
    """Shift a latent, keeping its size."""
    height, width = z.shape[-2:]
    around = (max(right, 0), max(-right, 0), max(down, 0), max(-down, 0))
    top, left = max(-down, 0), max(-right, 0)
    return F.pad(z, around, mode="reflect")[..., top : top + height, left : left + width]


def _kept(size: int, shift: int) -> tuple[slice, slice]:
    """Return the cells that a shift keeps: their old and their new slices."""
    before = slice(max(-shift, 0), size - max(shift, 0))
    return before, slice(before.start + shift, before.stop + shift)
