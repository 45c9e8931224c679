"""Cycle spinning (Coifman and Donoho 1995): average predictions over shifts of the patch grid.

A transformer predicts the cells of a patch together, so its errors change at patch borders and the grid becomes
visible. Averaging over shifts removes the grid and part of the errors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Array = TypeVar("Array", bound=Any)
"""A ``numpy.ndarray`` or a ``torch.Tensor``."""

SHIFTS = ((0, 0), (1, 2), (2, -1), (-1, 1))
"""Shifts in cells, down and right; with patches of 4 cells, each row and column starts a patch once."""


def spin(predict: Callable[[Array, Array], Array], z: Array, z_source: Array) -> Array:
    """Average ``predict(z, z_source)`` over ``SHIFTS`` of both: (B, C, h, w) and (B, S, h, w) -> (B, C, h, w).

    Cells that a shift leaves empty are filled by reflection; cells that it pushes out are averaged over the other
    shifts.
    """
    total: Any = 0.0 * z  # zeros of numpy's or torch's kind
    count: Any = 0.0 * z[:1, :1]
    for down, right in SHIFTS:
        clean = predict(_shifted(z, down, right), _shifted(z_source, down, right))
        rows, shifted_rows = _kept(z.shape[-2], down)
        columns, shifted_columns = _kept(z.shape[-1], right)
        total[..., rows, columns] += clean[..., shifted_rows, shifted_columns]
        count[..., rows, columns] += 1
    mean: Array = total / count
    return mean


def _shifted(z: Array, down: int, right: int) -> Array:
    """Shift a latent, keeping its size."""
    rows, columns = (_reflected(size, by) for size, by in zip(z.shape[-2:], (down, right), strict=True))
    return z[..., rows, :][..., columns]


def _reflected(size: int, shift: int) -> list[int]:
    """The cell that each cell's value comes from after a shift, reflected at both ends."""
    before = [abs(cell - shift) for cell in range(size)]
    return [cell if cell < size else 2 * (size - 1) - cell for cell in before]


def _kept(size: int, shift: int) -> tuple[slice, slice]:
    """Return the cells that a shift keeps: their old and their new slices."""
    before = slice(max(-shift, 0), size - max(shift, 0))
    return before, slice(before.start + shift, before.stop + shift)
