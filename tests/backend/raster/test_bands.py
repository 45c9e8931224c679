"""Bands by the names of every common sensor, by colours, and a warning where it was a guess."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp

from any2any.raster.bands import band_roles, bands_by_role
from any2any.raster.description import choose_bands, describe
from any2any.raster.opening import open_raster
from any2any.raster.reader import RasterReader
from any2any.spec.modality import MS, NIR, PAN, RGB, Modality

S2_ALL = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B10", "B11", "B12")
OLI = "/d/LC08_L2SP_193023_20230520_02_T1/stack.tif"
TM = "/d/LT05_L2SP_193023_20090520_02_T1/stack.tif"


@pytest.mark.parametrize(
    ("names", "product", "modality", "expected"),
    [
        (("Blue band", "Green band", "Red band"), "", RGB, (3, 2, 1)),
        (("BLUE", "GREEN", "RED", "NIR"), "", NIR, (4,)),
        (
            ("Coastal Blue", "Blue", "Green I", "Green", "Yellow", "Red", "Red Edge", "NIR"),
            "",
            RGB,
            (6, 4, 2),
        ),
        (("blue", "green", "red", "nir08", "swir16", "swir22"), "", MS, (1, 2, 3, 4, 5, 6)),
        (("band_red", "band-green", "Band Blue"), "", RGB, (1, 2, 3)),
        (S2_ALL, "", RGB, (4, 3, 2)),
        (S2_ALL, "", NIR, (8,)),
        (S2_ALL, "", MS, (2, 3, 4, 9, 12, 13)),
        (("B02", "B03", "B04", "B8A", "B11", "B12"), "", MS, (1, 2, 3, 4, 5, 6)),
        (("SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6", "SR_B7"), OLI, MS, (1, 2, 3, 4, 5, 6)),
        (("SR_B1", "SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B7"), TM, MS, (1, 2, 3, 4, 5, 6)),
        (("B1", "B2", "B3", "B4", "B5", "B7"), "", NIR, (4,)),  # TM's set, without its thermal band
        (("B1", "B2", "B3", "B4", "B5", "B7"), "", RGB, (3, 2, 1)),
        (("B4, central wavelength 665 nm", "B3 (560 nm)", "B2"), "", RGB, (1, 2, 3)),
        (("Panchromatic",), "", PAN, (1,)),
        (("vv", "vh"), "", RGB, None),
    ],
)
def test_roles_by_name(
    names: tuple[str, ...], product: str, modality: Modality, expected: tuple[int, ...] | None
) -> None:
    assert bands_by_role(band_roles(names, product).roles, modality) == expected


@pytest.mark.parametrize(
    ("names", "guess"), [(("B2", "B3", "B4"), True), (S2_ALL, False), (("B02", "B03", "B04"), False)]
)
def test_numbers_are_a_guess_unless_the_set_says_whose_they_are(names: tuple[str, ...], guess: bool) -> None:
    assert (band_roles(names).guess is not None) == guess


def stack(path: Path, names: tuple[str, ...] = (), colours: tuple[ColorInterp, ...] = ()) -> Path:
    count = len(names or colours)
    place = rasterio.Affine(10, 0, 0, 0, -10, 0)
    with rasterio.open(path, "w", "GTiff", 8, 8, count, "EPSG:32633", place, "uint16") as dataset:
        dataset.write(np.ones((count, 8, 8), np.uint16))
        if names:
            dataset.descriptions = names
        if colours:
            dataset.colorinterp = colours
    return path


def chosen(path: Path, modality: Modality) -> tuple[tuple[int, ...], tuple[str, ...]]:
    with open_raster(str(path)) as dataset:
        return choose_bands(describe(dataset, str(path)), modality, None)


def test_colour_interpretation_is_used(tmp_path: Path) -> None:
    colours = (ColorInterp.blue, ColorInterp.green, ColorInterp.red)
    assert chosen(stack(tmp_path / "a.tif", colours=colours), RGB) == ((3, 2, 1), ())


def test_a_guess_is_a_warning_that_names_the_bands(tmp_path: Path) -> None:
    bands, warnings = chosen(stack(tmp_path / "a.tif", ("B4", "B3", "B2")), RGB)
    assert bands == (1, 2, 3)
    assert "bands 1, 2, 3 are taken as red, green, blue" in warnings[0]


def test_bands_of_different_types_are_read_one_by_one(tmp_path: Path) -> None:
    """uint16, float32 and uint16 come as float32, the type that holds them all."""
    bands = ""
    for number, (dtype, name) in enumerate(
        (("uint16", "UInt16"), ("float32", "Float32"), ("uint16", "UInt16")), 1
    ):
        with rasterio.open(
            tmp_path / f"{number}.tif",
            "w",
            "GTiff",
            8,
            8,
            1,
            "EPSG:32633",
            rasterio.Affine(10, 0, 0, 0, -10, 0),
            dtype,
        ) as dataset:
            dataset.write(np.full((1, 8, 8), 100 * number + (0.5 if dtype == "float32" else 0), dtype))
        bands += (
            f'<VRTRasterBand dataType="{name}" band="{number}"><SimpleSource><SourceFilename relativeToVRT="1">'
            f"{number}.tif</SourceFilename></SimpleSource></VRTRasterBand>"
        )
    path = tmp_path / "mixed.vrt"
    path.write_text(f'<VRTDataset rasterXSize="8" rasterYSize="8">{bands}</VRTDataset>')
    with open_raster(str(path)) as dataset:
        reader = RasterReader(dataset, str(path), (1, 2, 3))
        values, valid = reader.read(reader.bounds)
        sample = reader.sample()
    assert valid.all()
    assert values[:, 0, 0].tolist() == [100, 200.5, 300]
    assert sample is not None
    assert sample.dtype == "float32"
