"""Draw sample pictures during training: rasters of any modality in a grid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from any2any.errors import Any2AnyError
from any2any.files import whole_file
from any2any.spec.modality import Modality

GAP_PX = 4
BRIGHTEN = 1.6
"""Pictures of reflectance are brightened, because land is dark on the physical scale."""

Cell = tuple[NDArray[np.float32], Modality]
"""Model values (bands, rows, columns), and their modality."""


def write_grid(path: Path, rows: Sequence[Sequence[Cell]], cell_px: int = 256) -> None:
    """Write rows of pictures as a PNG, each scaled to ``cell_px``; Any2AnyError if that fails."""
    step = cell_px + GAP_PX
    columns = max(len(row) for row in rows)
    sheet = Image.new("RGB", (columns * step - GAP_PX, len(rows) * step - GAP_PX), "white")
    for i, row in enumerate(rows):
        for j, (values, modality) in enumerate(row):
            picture = Image.fromarray(to_picture(values, modality))
            sheet.paste(picture.resize((cell_px, cell_px), Image.Resampling.NEAREST), (j * step, i * step))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as unfinished:
            sheet.save(unfinished, format="PNG")
    except OSError as error:
        raise Any2AnyError(
            f"{path} cannot be written ({error.strerror}): choose a writable folder with free space"
        ) from error


def to_picture(values: NDArray[np.float32], modality: Modality) -> NDArray[np.uint8]:
    """Model values (bands, rows, columns) -> 8-bit (rows, columns, 3): true colour, or else the first band."""
    names = [band.name for band in modality.bands]
    colour = {"red", "green", "blue"} <= set(names)
    shown = [names.index(name) for name in ("red", "green", "blue")] if colour else [0, 0, 0]
    unit = (values[shown] + 1.0) / 2.0
    if modality.quantity == "reflectance":
        unit = unit * BRIGHTEN
    grey = np.nan_to_num(np.clip(unit, 0.0, 1.0) * 255.0).astype(np.uint8)
    return np.ascontiguousarray(np.moveaxis(grey, 0, -1))
