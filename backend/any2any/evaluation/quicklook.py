"""Pictures of rasters side by side, for people to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from any2any.errors import Any2AnyError, UsageError
from any2any.files import whole_file
from any2any.raster.description import choose_bands, describe
from any2any.raster.opening import open_raster
from any2any.raster.radiometry import to_model_values
from any2any.raster.radiometry_detect import resolve
from any2any.raster.reader import RasterReader
from any2any.spec.modality import Modality

PANEL_PX = 512
LABEL_PX = 36
GAP_PX = 8
BRIGHTEN = 1.6
"""Pictures of reflectance are brightened, because land is dark on the physical scale; figures are not."""


@dataclass(frozen=True)
class Panel:
    """One labelled picture; values are model values (bands, rows, columns)."""

    label: str
    values: NDArray[np.float32]
    modality: Modality


def read_model_values(path: str, modality: Modality) -> NDArray[np.float32]:
    """Read a whole raster as model values (bands, rows, columns); UsageError if it does not fit the modality."""
    with open_raster(path) as dataset:
        bands, _ = choose_bands(describe(dataset, path), modality, None)
        reader = RasterReader(dataset, path, bands)
        sample = reader.sample()
        if sample is None:
            raise UsageError(f"{path} has no valid pixel: give a raster with data")
        values, _ = reader.read(reader.bounds)
        return to_model_values(resolve("auto", modality, sample).encoding.to_physical(values), modality)


def write_quicklook(path: Path, panels: Sequence[Panel], panel_px: int = PANEL_PX) -> None:
    """Write the panels side by side as a PNG, each scaled to ``panel_px`` squared; Any2AnyError if writing fails."""
    width = len(panels) * (panel_px + GAP_PX) - GAP_PX
    sheet = Image.new("RGB", (width, panel_px + LABEL_PX), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=20)
    for i, panel in enumerate(panels):
        left = i * (panel_px + GAP_PX)
        draw.text((left + 4, 6), panel.label, fill="black", font=font)
        sheet.paste(_picture(panel, panel_px), (left, LABEL_PX))
    try:
        with whole_file(path) as unfinished:
            sheet.save(unfinished, format="PNG")
    except OSError as error:
        raise Any2AnyError(
            f"{path} cannot be written ({error.strerror}): choose a writable folder with free space"
        ) from error


def _picture(panel: Panel, panel_px: int) -> Image.Image:
    unit = (panel.values[_visible_bands(panel.modality)] + 1.0) / 2.0
    if panel.modality.quantity == "reflectance":
        unit = unit * BRIGHTEN
    grey = np.nan_to_num(np.clip(unit, 0.0, 1.0) * 255.0).astype(np.uint8)
    image = Image.fromarray(np.moveaxis(grey, 0, -1) if len(grey) == 3 else grey[0])
    return image.convert("RGB").resize((panel_px, panel_px), Image.Resampling.LANCZOS)


def _visible_bands(modality: Modality) -> list[int]:
    """Red, green, blue where the modality has them, else its first band."""
    names = [band.name for band in modality.bands]
    return (
        [names.index(c) for c in ("red", "green", "blue")] if {"red", "green", "blue"} <= set(names) else [0]
    )
