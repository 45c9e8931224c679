from __future__ import annotations

import os
import sys
import types
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp

from any2any.errors import Any2AnyError, UsageError
from any2any.raster.description import choose_bands, describe
from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.raster.window import Bounds
from any2any.spec.modality import RGB, SAR


def write(path: Path, values: np.ndarray, **profile: object) -> str:
    count, height, width = values.shape
    settings = {"transform": rasterio.Affine(10, 0, 0, 0, -10, 0), "crs": "EPSG:32633"} | profile
    with rasterio.open(
        path, "w", driver="GTiff", count=count, height=height, width=width, dtype=values.dtype, **settings
    ) as dataset:
        dataset.write(values)
    return str(path)


def read(path: str, bounds: Bounds, bands: tuple[int, ...] = (1,)) -> tuple[np.ndarray, np.ndarray]:
    with open_raster(path) as dataset:
        return RasterReader(dataset, path, bands).read(bounds)


def ramp(channels: int, height: int, width: int, dtype: str = "float32") -> np.ndarray:
    return (1 + np.arange(channels * height * width).reshape(channels, height, width)).astype(dtype)


def test_any_rectangle_is_that_of_the_raster_reflected_at_its_end(tmp_path: Path) -> None:
    values = ramp(2, 7, 5)
    path = write(tmp_path / "a.tif", values)
    padded = np.pad(values, ((0, 0), (0, 9), (0, 11)), mode="reflect")
    for bounds in (Bounds(0, 16, 0, 16), Bounds(2, 5, 1, 4), Bounds(6, 12, 4, 16)):
        got, valid = read(path, bounds, (2, 1))
        rows, cols = bounds.within(Bounds(0, 16, 0, 16))
        assert np.array_equal(got, padded[::-1][:, rows, cols])
        assert valid.all()


def test_a_single_pixel_fills_any_rectangle(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", np.full((1, 1, 1), 3, np.float32))
    assert (read(path, Bounds(0, 8, 0, 8))[0] == 3).all()


def test_nan_infinity_and_nodata_are_holes(tmp_path: Path) -> None:
    values = np.array([[[1, np.nan, np.inf, -np.inf, -9999, 0]]], np.float32)
    path = write(tmp_path / "a.tif", values, nodata=-9999)
    assert read(path, Bounds(0, 1, 0, 6))[1].tolist() == [[True, False, False, False, False, True]]


def test_a_nodata_of_zero_must_be_met_in_all_bands(tmp_path: Path) -> None:
    values = np.array([[[0, 0, 5]], [[0, 4, 5]], [[0, 4, 5]]], np.uint8)
    path = write(tmp_path / "a.tif", values, nodata=0)
    assert read(path, Bounds(0, 1, 0, 3), (1, 2, 3))[1].tolist() == [[False, True, True]]


def test_any_other_nodata_is_a_hole_in_one_band_already(tmp_path: Path) -> None:
    values = np.array([[[9, 9, 5]], [[9, 4, 5]]], np.uint8)
    path = write(tmp_path / "a.tif", values, nodata=9)
    assert read(path, Bounds(0, 1, 0, 3), (1, 2))[1].tolist() == [[False, False, True]]


def test_the_lowest_float_as_nodata_is_found_in_float32(tmp_path: Path) -> None:
    values = np.array([[[np.finfo(np.float32).min, 1]]], np.float32)
    path = write(tmp_path / "a.tif", values, nodata=float(np.finfo(np.float32).min))
    assert read(path, Bounds(0, 1, 0, 2))[1].tolist() == [[False, True]]


def test_a_mask_band_makes_holes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", ramp(3, 4, 4, "uint8"))
    mask = np.full((4, 4), 255, np.uint8)
    mask[0, 2] = 0
    with rasterio.open(path, "r+") as dataset:
        dataset.write_mask(mask)
    assert np.array_equal(read(path, Bounds(0, 4, 0, 4), (1, 2, 3))[1], mask > 0)


def test_alpha_is_a_mask_and_no_data_band(tmp_path: Path) -> None:
    values = ramp(4, 4, 4, "uint8")
    values[3] = 255
    values[3, 1, 1] = 0
    path = write(tmp_path / "a.tif", values, photometric="rgb", alpha="yes")
    with open_raster(path) as dataset:
        assert dataset.colorinterp[3] == ColorInterp.alpha
        info = describe(dataset, path)
        bands, warnings = choose_bands(info, RGB, None)
        valid = RasterReader(dataset, path, bands).read(Bounds(0, 4, 0, 4))[1]
    assert (bands, warnings) == ((1, 2, 3), ())
    assert np.array_equal(valid, values[3] > 0)


def test_complex_values_come_as_power(tmp_path: Path) -> None:
    values = np.array([[[3 + 4j, 1j]]], np.complex64)
    path = write(tmp_path / "a.tif", values)
    assert read(path, Bounds(0, 1, 0, 2))[0].tolist() == [[[25, 1]]]
    with open_raster(path) as dataset:
        sample = RasterReader(dataset, path, (1,)).sample()
    assert sample is not None
    assert sample.dtype == "complex"


def test_a_palette_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", ramp(1, 4, 4, "uint8"), photometric="palette")
    with rasterio.open(path, "r+") as dataset:
        dataset.write_colormap(1, {0: (0, 0, 0, 255), 1: (255, 0, 0, 255)})
    with pytest.raises(UsageError, match=r"band 1 of .* holds colour indices.* -expand rgb"):
        read(path, Bounds(0, 1, 0, 1))


def test_bands_are_counted_and_checked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", ramp(2, 4, 4))
    with open_raster(path) as dataset:
        info = describe(dataset, path)
    with pytest.raises(UsageError, match=r"has 2 band\(s\), RGB needs 3 \(red, green, blue\)"):
        choose_bands(info, RGB, None)
    with pytest.raises(UsageError, match=r"2 band\(s\) were chosen, SAR needs 1"):
        choose_bands(info, SAR, (1, 2))
    with pytest.raises(UsageError, match=r"band 3 does not exist: .* bands 1 to 2"):
        choose_bands(info, SAR, (3,))
    assert choose_bands(info, SAR, (2,)) == ((2,), ())
    bands, warnings = choose_bands(info, SAR, None)
    assert bands == (1,)
    assert "of 2 bands, 1 are taken as backscatter" in warnings[0]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("B02", "B03", "B04", "B08"), (3, 2, 1)),
        (("B4, central wavelength 665 nm", "B3, central", "B2, central"), (1, 2, 3)),
        (("nir", "red", "green", "blue"), (2, 3, 4)),
        (("B02", "B03", "B08", "B11"), (1, 2, 3)),  # no red: the first ones
    ],
)
def test_bands_are_found_by_their_names(
    tmp_path: Path, names: tuple[str, ...], expected: tuple[int, ...]
) -> None:
    path = write(tmp_path / "a.tif", ramp(len(names), 4, 4))
    with rasterio.open(path, "r+") as dataset:
        dataset.descriptions = names
    with open_raster(path) as dataset:
        assert choose_bands(describe(dataset, path), RGB, None)[0] == expected


@pytest.mark.parametrize("content", [b"", b"no raster at all"])
def test_what_is_not_a_raster_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.tif cannot be opened as a raster"), open_raster(str(path)):
        pass


@pytest.mark.parametrize(
    "inside", [b"\xc0/>", b'><VRTRasterBand dataType="Fl\xd6t32" band="1"/></VRTDataset>']
)
def test_errors_of_gdal_that_are_not_utf_8_print_nothing_beside_the_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, inside: bytes
) -> None:
    """rasterio prints what it cannot decode; exceptions of anybody else still reach the hooks that were there."""
    shown: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", shown.append)
    path = tmp_path / "a.vrt"
    path.write_bytes(b'<VRTDataset rasterXSize="4" rasterYSize="4" ' + inside)
    with pytest.raises(UsageError, match=r"a\.vrt cannot be opened"), open_raster(str(path)):
        pass
    assert (shown, capfd.readouterr()) == ([], ("", ""))
    other = types.SimpleNamespace(exc_value=ValueError("mine"), object="rasterio._env.log_error")
    sys.unraisablehook(other)
    assert shown == [other]


def test_a_header_of_more_bands_than_any_sensor_has_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    """Tag 277, the number of bands, of type SHORT: 1 becomes 60,000."""
    path = tmp_path / "a.tif"
    write(path, ramp(1, 64, 64))
    one, many = (b"\x15\x01\x03\x00\x01\x00\x00\x00" + number.to_bytes(2, "little") for number in (1, 60_000))
    content = path.read_bytes()
    assert content.count(one) == 1
    path.write_bytes(content.replace(one, many))
    with pytest.raises(UsageError, match=r"it names 60,000 bands.*damaged"), open_raster(str(path)):
        pass


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_signalling_nan_is_a_hole_without_a_warning(tmp_path: Path, dtype: str) -> None:
    """Damaged files hold them; numpy warns about each, and a user cannot do anything about it."""
    values = ramp(1, 8, 8, dtype)
    bits = values.view(f"u{values.itemsize}")
    bits[0, 3, 3] = 0x7FA00000 if dtype == "float32" else 0x7FF4 << 48
    path = write(tmp_path / "a.tif", values)
    with open_raster(path) as dataset:
        reader = RasterReader(dataset, path, (1,))
        assert (~reader.read(reader.bounds)[1]).sum() == 1
        assert reader.border_values().empty == ()
        assert reader.sample(reader.bounds).values.size == 63


def test_a_truncated_file_is_an_error_that_names_the_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", ramp(1, 600, 600))
    os.truncate(path, Path(path).stat().st_size // 2)
    with pytest.raises(Any2AnyError, match=r"a\.tif cannot be read at rows 500 to 510 .*damaged") as caught:
        read(path, Bounds(500, 510, 0, 10))
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    ("crs", "side", "latitude", "expected"),
    [
        ("EPSG:32633", 10.0, 0.0, 10.0),
        ("EPSG:4326", 1e-4, 60.0, 11.132 * 0.5**0.5),
        ("EPSG:2263", 10.0, 0, 3.048),
    ],
)
def test_pixel_sizes_are_metres_whatever_the_unit(
    tmp_path: Path, crs: str, side: float, latitude: float, expected: float
) -> None:
    transform = rasterio.Affine(side, 0, 0, 0, -side, latitude)
    path = write(tmp_path / "a.tif", ramp(1, 2, 2), crs=crs, transform=transform)
    with open_raster(path) as dataset:
        size = describe(dataset, path).pixel_size_m
    assert size == pytest.approx(expected, rel=1e-3)


def test_a_sample_of_a_big_raster_is_small_and_full_of_valid_values(tmp_path: Path) -> None:
    values = ramp(1, 1500, 1200)
    values[:, :700] = -1
    path = write(tmp_path / "a.tif", values, nodata=-1)
    with open_raster(path) as dataset:
        sample = RasterReader(dataset, path, (1,)).sample()
    assert sample is not None
    assert 0 < sample.values.size < 6 * 6 * 96 * 96
    assert sample.values.min() > 0


def test_the_only_valid_pixel_of_a_raster_is_found(tmp_path: Path) -> None:
    values = np.full((1, 1500, 1200), np.nan, np.float32)
    values[0, 1234, 777] = 5
    path = write(tmp_path / "a.tif", values)
    with open_raster(path) as dataset:
        sample = RasterReader(dataset, path, (1,)).sample()
    assert sample is not None
    assert sample.values.tolist() == [[5]]


@pytest.mark.parametrize("name", ["/vsicurl/http://h.invalid/a.tif", "http://h.invalid/a.tif"])
def test_a_vrt_that_names_an_address_is_refused_with_the_reason(tmp_path: Path, name: str) -> None:
    """The file is not damaged: copying or downloading it again would not help."""
    path = tmp_path / "a.vrt"
    path.write_text(
        '<VRTDataset rasterXSize="8" rasterYSize="8"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        f"<SourceFilename>{name}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
    )
    with pytest.raises(
        UsageError, match=r"takes pixels from the address \S*http://h\.invalid/a\.tif, and only"
    ):
        read(str(path), Bounds(0, 8, 0, 8))
