from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image

from any2any.errors import Any2AnyError, UsageError
from any2any.evaluation.quicklook import (
    BRIGHTEN,
    GAP_PX,
    LABEL_PX,
    PANEL_PX,
    Panel,
    read_model_values,
    write_quicklook,
)
from any2any.spec.modality import MS, RGB, SAR, Modality


def panel(modality: Modality, values: list[float], size: int = 16) -> Panel:
    image = np.broadcast_to(np.float32(values)[:, None, None], (len(values), size, size))
    return Panel(modality.title, image, modality)


def test_panels_stand_side_by_side(tmp_path: Path) -> None:
    panels = [panel(SAR, [0.0]), panel(RGB, [-0.5, -0.75, -1.0]), panel(MS, [-1, -0.75, -0.5, 1, 1, 1], 8)]
    write_quicklook(tmp_path / "q.png", panels)
    assert [path.name for path in tmp_path.iterdir()] == ["q.png"]
    with Image.open(tmp_path / "q.png") as image:
        assert image.size == (3 * PANEL_PX + 2 * GAP_PX, PANEL_PX + LABEL_PX)
        centres = [
            image.getpixel((i * (PANEL_PX + GAP_PX) + PANEL_PX // 2, LABEL_PX + 200)) for i in range(3)
        ]
        label = np.asarray(image.convert("L"))[:LABEL_PX, :60]
    assert centres[0] == (127, 127, 127)  # backscatter is not brightened
    colour = tuple(int(255 * BRIGHTEN * unit) for unit in (0.25, 0.125, 0.0))
    assert centres[1] == centres[2] == colour  # red, green, blue wherever they stand among the bands
    assert label.min() < 100  # something is written there


def test_missing_pixels_and_overflow_are_drawn(tmp_path: Path) -> None:
    write_quicklook(tmp_path / "q.png", [panel(RGB, [np.nan, 5.0, -5.0])])
    with Image.open(tmp_path / "q.png") as image:
        assert image.getpixel((256, 300)) == (0, 255, 0)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(Any2AnyError, match=r"nowhere.q\.png cannot be written"):
        write_quicklook(tmp_path / "nowhere" / "q.png", [panel(SAR, [0.0])])


def write(path: Path, values: np.ndarray, **profile: object) -> Path:
    count, height, width = values.shape
    settings = {"driver": "GTiff", "crs": "EPSG:32633", "transform": rasterio.Affine(10, 0, 5e5, 0, -10, 5e6)}
    with rasterio.open(
        path, "w", count=count, height=height, width=width, dtype=values.dtype, **settings | profile
    ) as dataset:
        dataset.write(values)
    return path


def test_a_raster_is_read_whole_as_model_values(tmp_path: Path) -> None:
    """-30 dB is -1, 5 dB is 1, so -12.5 dB is 0; nodata is NaN or filled, never a number out of range."""
    values = np.random.default_rng(0).uniform(-29, 4, (1, 20, 30)).astype(np.float32)
    values[0, 5, 7] = -12.5
    read = read_model_values(str(write(tmp_path / "sar.tif", values)), SAR)
    assert read.shape == (1, 20, 30)
    assert read[0, 5, 7] == pytest.approx(0.0, abs=1e-6)
    np.testing.assert_allclose(read, 2 * (values + 30) / 35 - 1, atol=1e-5)


def test_an_empty_raster_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "empty.tif", np.zeros((1, 8, 8), np.float32), nodata=0)
    with pytest.raises(UsageError, match=r"empty\.tif has no valid pixel"):
        read_model_values(str(path), SAR)
