"""The eight dihedral variants of a tile, and the position of a variant's window in the tile."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from any2any.raster.window import Bounds

DIHEDRAL = 8
"""Rotations by quarter turns, and their mirror images."""

T = TypeVar("T", bound=np.generic)


def turned(array: NDArray[T], variant: int) -> NDArray[T]:
    """Apply variant 0 .. 7 to (..., rows, columns): quarter turns, mirrored from 4 on; 0 is the identity."""
    rotated = np.rot90(array, variant % 4, axes=(-2, -1))
    return rotated[..., ::-1] if variant >= DIHEDRAL // 2 else rotated


def turned_size(rows: int, columns: int, variant: int) -> tuple[int, int]:
    """Rows and columns of the variant of a tile of that size."""
    return (columns, rows) if variant % 2 else (rows, columns)


def unturned(window: Bounds, rows: int, columns: int, variant: int) -> Bounds:
    """Return the position, in a tile of ``rows`` x ``columns``, of a window of its variant."""
    r0, r1, c0, c1 = window.edges
    if variant >= DIHEDRAL // 2:
        _, width = turned_size(rows, columns, variant)
        c0, c1 = width - c1, width - c0
    match variant % 4:
        case 0:
            return Bounds(r0, r1, c0, c1)
        case 1:
            return Bounds(c0, c1, columns - r1, columns - r0)
        case 2:
            return Bounds(rows - r1, rows - r0, columns - c1, columns - c0)
    return Bounds(rows - c1, rows - c0, r0, r1)


def spread_variants(count: int) -> tuple[int, ...]:
    """Choose ``count`` variants far apart: of four, the identity, the half turn and their mirror images."""
    return tuple(i * DIHEDRAL // count for i in range(count))
