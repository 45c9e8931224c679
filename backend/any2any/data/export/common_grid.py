"""The ground that several rasters share, cut into tiles of whole latent cells: pure arithmetic.

A modality with downsampling f has f x f pixels in a latent cell, so rasters fit together if their cells do. If a file's
pixels are finer, N x N of them are averaged into one of the modality's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from any2any.errors import Message, UsageError

TOLERANCE_PX = 0.1
"""Two grids agree if no pixel edge differs by more than this share of a file's pixel."""

Extent = tuple[float, float, float, float]
"""West, south, east, north."""


@dataclass(frozen=True)
class Placement:
    """Grid of a raster's square, north-up pixels, in units of its CRS."""

    name: str
    """What people call it."""
    downsampling: int
    """Pixels of the modality per latent cell."""
    left: float
    top: float
    pixel: float
    width: int
    height: int

    @property
    def right(self) -> float:
        """Eastern edge."""
        return self.left + self.width * self.pixel

    @property
    def bottom(self) -> float:
        """Southern edge."""
        return self.top - self.height * self.pixel

    @property
    def extent_text(self) -> str:
        """Its corners, for messages."""
        return f"{self.left:.10g} to {self.right:.10g} across and {self.bottom:.10g} to {self.top:.10g} up"


@dataclass(frozen=True)
class CellBlock:
    """A rectangle of latent cells of the common grid."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class CommonGrid:
    """Latent cells that all rasters cover."""

    left: float
    top: float
    cell: float
    """Side of a latent cell in CRS units."""
    rows: int
    columns: int

    def average(self, placement: Placement) -> int:
        """File pixels along each side of one of the modality's."""
        return round(self.cell / placement.downsampling / placement.pixel)

    def window(self, placement: Placement, block: CellBlock) -> tuple[int, int, int, int]:
        """X, Y, width, height of a block in the modality's pixels from the raster's upper left."""
        f = placement.downsampling
        pixel = self.cell / f
        x, y = round((self.left - placement.left) / pixel), round((placement.top - self.top) / pixel)
        return x + block.column * f, y + block.row * f, block.columns * f, block.rows * f

    def extent(self, block: CellBlock) -> Extent:
        """Ground of a block, in CRS units."""
        west, north = self.left + block.column * self.cell, self.top - block.row * self.cell
        return west, north - block.rows * self.cell, west + block.columns * self.cell, north

    def blocks(self, largest: int) -> Iterator[CellBlock]:
        """Cut into blocks of nearly equal sides of at most ``largest`` cells, row by row."""
        for row, rows in _parts(self.rows, largest):
            for column, columns in _parts(self.columns, largest):
                yield CellBlock(row, column, rows, columns)


def _parts(length: int, largest: int) -> list[tuple[int, int]]:
    """Start and length of nearly equal parts: 300 in parts of at most 256 are 150 and 150."""
    count = -(-length // largest)
    edges = [i * length // count for i in range(count + 1)]
    return [(start, stop - start) for start, stop in pairwise(edges)]


def common_grid(placements: Sequence[Placement], extent: Extent | None = None) -> CommonGrid:
    """Return the cells that all rasters, and the extent if given, cover completely.

    The raster with the largest cells decides their size. UsageError names two rasters that do not fit together, and
    the grid to warp to.
    """
    reference = max(placements, key=lambda p: p.downsampling * p.pixel)
    cell = reference.downsampling * reference.pixel
    coarsest = min(placements, key=lambda p: p.downsampling)
    for placement in placements:
        _check_size(placement, reference, cell)
    left, top = _corner(placements, coarsest, cell, extent)
    for placement in placements:
        _check_position(placement, coarsest, cell, left, top)
    right = min(p.right for p in placements)
    bottom = max(p.bottom for p in placements)
    if extent is not None:
        right, bottom = min(right, extent[2]), max(bottom, extent[1])
    slack = TOLERANCE_PX * min(p.pixel for p in placements)
    columns = math.floor((right - left + slack) / cell)
    rows = math.floor((top - bottom + slack) / cell)
    if rows < 1 or columns < 1:
        _refuse_disjoint(placements, extent)
    return CommonGrid(left, top, cell, rows, columns)


def _check_size(placement: Placement, reference: Placement, cell: float) -> None:
    """Refuse a raster whose cells do not divide the common ones."""
    ratio = cell / (placement.downsampling * placement.pixel)
    whole = round(ratio)
    drift_px = abs(ratio - whole) / whole * max(placement.width, placement.height)
    if drift_px > TOLERANCE_PX:
        wanted = cell / placement.downsampling
        raise UsageError(
            Message(
                "warp-ratio",
                "{name} has pixels of {pixel:.6g} and {reference} of {other_pixel:.6g} CRS units, which "
                "is not a whole ratio: warp {name} to pixels of {wanted:.6g} on the grid of {reference} "
                "({extent}) first",
                name=placement.name,
                pixel=placement.pixel,
                reference=reference.name,
                other_pixel=reference.pixel,
                wanted=wanted,
                extent=reference.extent_text,
            )
        )


def _corner(
    placements: Sequence[Placement], coarsest: Placement, cell: float, extent: Extent | None
) -> tuple[float, float]:
    """Upper left of the common ground, moved inwards to the coarsest modality's pixels.

    Pixel sizes of all modalities differ by powers of two, so agreeing with the coarsest is enough.
    """
    left, top = max(p.left for p in placements), min(p.top for p in placements)
    if extent is not None:
        left, top = max(left, extent[0]), min(top, extent[3])
    pixel = cell / coarsest.downsampling
    slack = TOLERANCE_PX * coarsest.pixel / pixel
    across = math.ceil((left - coarsest.left) / pixel - slack)
    down = math.ceil((coarsest.top - top) / pixel - slack)
    return coarsest.left + across * pixel, coarsest.top - down * pixel


def _check_position(placement: Placement, coarsest: Placement, cell: float, left: float, top: float) -> None:
    """Refuse a raster whose pixels do not begin where the common grid's do."""
    pixel = cell / placement.downsampling
    for distance in (left - placement.left, placement.top - top):
        off_px = abs(distance - round(distance / pixel) * pixel) / placement.pixel
        if off_px > TOLERANCE_PX:
            raise UsageError(
                Message(
                    "warp-grid",
                    "{name} and {reference} lie on different grids, {off_px:.2f} pixels apart: warp "
                    "{name} to pixels of {pixel:.6g} on the grid of {reference} ({extent}) first",
                    name=placement.name,
                    reference=coarsest.name,
                    off_px=off_px,
                    pixel=pixel,
                    extent=coarsest.extent_text,
                )
            )


def _refuse_disjoint(placements: Sequence[Placement], extent: Extent | None) -> None:
    first, other = placements[0], placements[-1]
    for p in placements:
        for q in placements:
            if min(p.right, q.right) <= max(p.left, q.left) or min(p.top, q.top) <= max(p.bottom, q.bottom):
                first, other = p, q
    wanted = "" if extent is None else " within the extent {:.10g}, {:.10g}, {:.10g}, {:.10g}".format(*extent)
    raise UsageError(
        Message(
            "layers-elsewhere",
            "{first} ({extent}) and {other} ({other_extent}) share no latent cell{wanted}: choose layers "
            "of the same place",
            first=first.name,
            extent=first.extent_text,
            other=other.name,
            other_extent=other.extent_text,
            wanted=wanted,
        )
    )
