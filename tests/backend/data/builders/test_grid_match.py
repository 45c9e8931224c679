"""Which sizes show the same ground, and how many pixels are averaged for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasterio.crs import CRS

from any2any.data.builders.grid_match import GridFile, MixedGridsError, averages
from any2any.raster.description import RasterInfo
from any2any.raster.grid import PixelGrid

UTM = CRS.from_epsg(32633)


def file(
    name: str, width: int, height: int, f: int, pixel: float | None = None, left: float = 0.0, crs: CRS = UTM
) -> GridFile:
    side = pixel or 1.0
    transform = (side, 0.0, left, 0.0, -side, 0.0)
    grid = PixelGrid(height, width, transform, crs.to_wkt() if pixel else None)
    sides = None if pixel is None else (pixel, pixel)
    return GridFile(RasterInfo(name, grid, sides, "uint8", (None,), (1,), (name,), has_gcps=False), f)


def plain(width: int, height: int, f: int) -> GridFile:
    return file(f"{width}", width, height, f)


@given(
    st.integers(16, 300),
    st.integers(16, 300),
    st.lists(st.sampled_from([(2, 1), (2, 2), (4, 1), (8, 3)]), min_size=1),
)
def test_whole_multiples_are_found(rows: int, columns: int, kinds: list[tuple[int, int]]) -> None:
    """Each file has N * f pixels a cell; one has N = 1, so the numbers cannot all be smaller."""
    files = [plain(columns * 4, rows * 4, 4), *(plain(columns * f * n, rows * f * n, f) for f, n in kinds)]
    assert averages(files) == (1, *(n for _, n in kinds))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([plain(785, 799, 4), plain(785, 799, 2), plain(393, 399, 2)], (1, 2, 1)),  # a city at 10 m and 20 m
        ([plain(371, 337, 8), plain(186, 169, 4)], (1, 1)),  # Landsat at 15 m and 30 m
        ([plain(1300, 1300, 8), plain(325, 325, 4)], (2, 1)),  # WorldView at 0.31 m and 1.24 m
        ([plain(300, 300, 4), plain(200, 200, 2)], (3, 4)),  # RGB of 20 m beside MS of 30 m: 60 and 120 m
        ([plain(64, 64, 4)], (1,)),
    ],
)
def test_sizes_of_real_sensors(files: list[GridFile], expected: tuple[int, ...]) -> None:
    assert averages(files) == expected


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([plain(256, 256, 4), plain(240, 256, 4)], r"256 \(256 x 256\) and 240 \(240 x 256\) cannot show the same"),
        ([plain(256, 256, 4), plain(256, 240, 4)], "cannot show the same ground"),
        ([plain(1000, 1000, 4), plain(313, 313, 4)], "whole multiples"),
        (
            [file("a", 64, 64, 4, 10.0), file("b", 64, 64, 4, 10.0, crs=CRS.from_epsg(32634))],
            "a is in EPSG:32633, b in EPSG:32634",
        ),
        (
            [file("a", 64, 64, 4, 10.0), file("b", 64, 64, 4, 10.0, left=30.0)],
            r"a covers \(0, 0\) to \(640, -640\), b \(30, 0\) to \(670, -640\)",
        ),
        ([file("a", 64, 64, 4, 10.0), file("b", 64, 64, 4, 11.0)], "cut both to the same extent"),
    ],
)  # fmt: skip
def test_both_files_are_named(files: list[GridFile], message: str) -> None:
    with pytest.raises(MixedGridsError, match=message):
        averages(files)


def test_half_a_pixel_is_not_a_misregistration() -> None:
    """CACo's corners lie half a pixel of each band's own size away from each other."""
    assert averages([file("a", 264, 264, 4, 10.0, left=-5.0), file("b", 132, 132, 2, 20.0, left=-10.0)]) == (
        1,
        1,
    )
