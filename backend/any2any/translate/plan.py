"""Exactly what a job computes: the plan, which results depend on and resumed jobs compare. Imports no torch."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from any2any.raster.grid import PixelGrid
from any2any.raster.radiometry import Encoding
from any2any.raster.window import Bounds, padded_cells, window_starts, working_cells
from any2any.requests.translate import (
    FLOAT32,
)
from any2any.runtime.choice import TORCH
from any2any.spec.domain import DomainDistance
from any2any.spec.modality import Direction, Level
from any2any.translate.identity import InputIdentity

PIECE_LATENT_PX = 96
"""Rows of latent cells in one piece of the output: the most that a killed job loses."""


@dataclass(frozen=True)
class Plan:
    """Everything that the result's pixels depend on; two equal plans give equal bytes."""

    release: str
    input: InputIdentity
    model: str
    model_digest: str
    source: str
    target: str
    source_downsampling: int
    target_downsampling: int
    seen: bool
    steps: int
    seed: int
    bands: tuple[int, ...]
    encoding: Encoding
    radiometry: str
    """The encoding and why, one sentence."""
    fill: tuple[float, ...]
    """Model value per band that fills holes: the median of the raster's valid samples."""
    grid: PixelGrid
    """The source's pixels."""
    wanted_px: Bounds
    """Source pixels to translate: those requested, grown to whole pixels of a coarser target inside the raster."""
    batch: int
    """Windows per call; a part of the plan, because the last bits of a sum depend on it."""
    piece_latent_px: int
    warnings: tuple[str, ...]
    route_source: str | None = None
    """Modality that the input was translated from, if it is an intermediate image."""
    route_plan: str | None = None
    """Digest of that translation's plan."""
    samples: int = 1
    """Number of seeds, from ``seed`` up; the result is the mean over them."""
    deviation: bool = False
    """Whether the standard deviation over the samples is written too."""
    precision: str = FLOAT32
    """Number format of the networks."""
    compiled: bool = False
    """Whether the DiT is compiled; a part of the plan for the same reason as the batch."""
    runtime: str = TORCH
    """Runtime of the networks, for the same reason."""
    output_level: Level = "surface"
    """Processing level of the result's reflectance."""
    domain: DomainDistance | None = None
    """How far the input lies from the training data; None if the model does not record its statistics."""
    empty: tuple[float, ...] = ()
    """Undeclared file values that form a border: treated as nodata where all bands have them."""

    @property
    def direction(self) -> Direction:
        """From the first modality of the route to the last."""
        return Direction(self.route_source or self.source, self.target)

    @property
    def raster_cells(self) -> Bounds:
        """Cells of the padded raster."""
        f = self.source_downsampling
        return Bounds(0, padded_cells(self.grid.height, f), 0, padded_cells(self.grid.width, f))

    @property
    def wanted_cells(self) -> Bounds:
        """Cells whose pixels are written."""
        return self.wanted_px.cells(self.source_downsampling)

    @property
    def working_cells(self) -> Bounds:
        """Cells that are translated: those wanted, and at least one window along each axis."""
        return working_cells(self.wanted_cells, self.raster_cells)

    @property
    def output_px(self) -> Bounds:
        """The result's pixels among those of the whole raster's translation."""
        grid, (f, g) = self.output_grid, (self.target_downsampling, self.source_downsampling)
        row, col = self.wanted_px.row_start * f // g, self.wanted_px.col_start * f // g
        return Bounds(row, row + grid.height, col, col + grid.width)

    def piece_px(self, index: int) -> Bounds:
        """Return the pixels of a piece among those of the whole raster's translation: its part of ``output_px``."""
        return self.pieces[index].times(self.target_downsampling).clipped(self.output_px)

    @property
    def output_grid(self) -> PixelGrid:
        """The result's pixels."""
        return self.grid.crop(self.wanted_px).scaled(self.target_downsampling, self.source_downsampling)

    @property
    def pieces(self) -> tuple[Bounds, ...]:
        """Wanted cells in pieces of whole rows, in order."""
        return tuple(self.wanted_cells.blocks(self.piece_latent_px, self.wanted_cells.width))

    @property
    def windows(self) -> int:
        """Windows that are translated if every one has a valid pixel."""
        area = self.working_cells
        rows = window_starts(area.row_start, area.row_stop)
        return len(rows) * len(window_starts(area.col_start, area.col_stop))

    @property
    def digest(self) -> str:
        """Hex sha256 over the plan; settings at their defaults do not change it."""
        document = asdict(self)
        if self.samples == 1:
            del document["samples"], document["deviation"]
        if self.precision == FLOAT32:
            del document["precision"]
        if not self.compiled:
            del document["compiled"]
        if self.runtime == TORCH:
            del document["runtime"]
        if not self.empty:
            del document["empty"]
        if self.domain is None:
            del document["domain"]
        if self.output_level == "surface":
            del document["output_level"]
        # Under the keys of 0.6.0, so that results keep their digests.
        document["came_from"], route_plan = document.pop("route_source"), document.pop("route_plan")
        if route_plan is not None:
            document["came_from_plan"] = route_plan
        return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
