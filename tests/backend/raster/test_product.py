"""Units by the names of products; and the same scene in every encoding gives the same physical values."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import rasterio
from hypothesis import given
from hypothesis import strategies as st

from any2any.errors import UsageError
from any2any.raster.opening import open_raster
from any2any.raster.product import (
    PATH_REFLECTANCE,
    TRANSMITTANCE,
    at_top_of_atmosphere,
    knows,
    landsat_level,
    level_of,
    radar_unit,
    sentinel2_baseline,
    surface_reflectance,
    to_surface,
)
from any2any.raster.radiometry import LANDSAT_C2_L1, S2, S2_OFFSET, Encoding, output_encoding
from any2any.raster.radiometry_detect import resolve
from any2any.raster.radiometry_sample import RasterSample
from any2any.raster.reader import RasterReader
from any2any.spec.modality import DEFAULT_MODALITIES, MS, NIR, RGB, SAR, Modality

S2_OLD = "/d/S2A_MSIL1C_20180520T104021_N0206_R008_T32UQD_20180520T124143.SAFE/GRANULE/B04.jp2"
S2_NEW = "/d/S2A_MSIL2A_20230520T104629_N0509_R051_T33UXP_20230520T152439.SAFE/GRANULE/B04.jp2"
HYP3 = "/d/S1A_IW_20230520T104629_DVP_RTC10_G_g{}uned_ABCD_VV.tif"

REFLECTANCE_AS = {
    "reflectance": (1.0, 0.0, "float32", {}),
    "s2 float": (1e4, 0.0, "float32", {}),
    "s2": (1e4, 0.0, "uint16", {}),
    "s2 signed": (1e4, 0.0, "int16", {}),
    "s2 old product": (1e4, 0.0, "uint16", {"name": S2_OLD}),
    "s2 new product": (1e4, 1000.0, "uint16", {"name": S2_NEW}),
    "s2 new tags": (1e4, 1000.0, "uint16", {"tags": {"PROCESSING_BASELINE": "05.09"}}),
    "s2 new offset tag": (1e4, 1000.0, "uint16", {"tags": {"BOA_ADD_OFFSET": "-1000"}}),
    "s2 new metadata": (
        1e4,
        1000.0,
        "uint16",
        {"metadata": "<PROCESSING_BASELINE>05.09</PROCESSING_BASELINE>"},
    ),
    "landsat 2 named": (1 / 2.75e-5, 0.2 / 2.75e-5, "uint16", {"name": "/d/LC08_L2SP_193023_SR_B4.TIF"}),
    "landsat 2": (1 / 2.75e-5, 0.2 / 2.75e-5, "uint16", {}),
    "landsat 1 named": (5e4, 5000.0, "uint16", {"name": "/d/LC09_L1TP_193023_20230520_B4.TIF"}),
    "tags": (1e4, 0.0, "uint16", {"scales": (1e-4,)}),
    "tags with offset": (1e4, 1000.0, "uint16", {"scales": (1e-4,), "offsets": (-0.1,)}),
    "byte with scale": (255.0, 0.0, "uint8", {"scales": (1 / 255,)}),
}
"""How a file value is made: reflectance times the first number plus the second, in this type, with these facts."""


@pytest.mark.parametrize("how", REFLECTANCE_AS)
@given(dark=st.floats(0.02, 0.05), bright=st.floats(0.1, 0.3), seed=st.integers(0, 99))
def test_a_scene_in_any_encoding_gives_the_same_reflectance(
    how: str, dark: float, bright: float, seed: int
) -> None:
    """Land with a dark and a bright end; a step of the coarsest type, a byte, is 1/255, so half of it is allowed."""
    factor, added, dtype, facts = REFLECTANCE_AS[how]
    rho = np.random.default_rng(seed).uniform(dark, bright, (3, 2000))
    stored = rho * factor + added
    stored = np.rint(stored) if dtype != "float32" else stored
    detection = resolve("auto", RGB, RasterSample(stored.astype(dtype), dtype, **facts))
    step = 0.0 if dtype == "float32" else 0.5 / factor
    assert np.abs(detection.encoding.to_physical(stored.astype(dtype)) - rho).max() <= step + 1e-6


BACKSCATTER_AS = {
    "db": (lambda db: db, "float32", {}),
    "db in bytes": (lambda db: db, "int8", {}),
    "db times 10": (lambda db: db * 10, "int16", {}),
    "db times 100": (lambda db: db * 100, "int16", {}),
    "power": (lambda db: 10 ** (db / 10), "float32", {}),
    "complex": (lambda db: 10 ** (db / 10), "complex", {}),
    "amplitude of HyP3": (lambda db: 10 ** (db / 20), "float32", {"name": HYP3.format("a")}),
    "power of HyP3": (lambda db: 10 ** (db / 10), "float32", {"name": HYP3.format("p")}),
    "dB of HyP3": (lambda db: db, "float32", {"name": HYP3.format("d")}),
    "amplitude of SNAP": (lambda db: 10 ** (db / 20), "float32", {"band_names": ("Amplitude_VV",)}),
    "intensity of SNAP": (lambda db: 10 ** (db / 10), "float32", {"band_names": ("Intensity_VH",)}),
    "dB of SNAP": (lambda db: db, "float32", {"band_names": ("Sigma0_VV_db",)}),
    "tags": (lambda db: db * 1000, "int16", {"scales": (1e-3,)}),
}


@pytest.mark.parametrize("how", BACKSCATTER_AS)
@given(middle=st.floats(-20, -10), seed=st.integers(0, 99))
def test_a_scene_in_any_encoding_gives_the_same_backscatter(how: str, middle: float, seed: int) -> None:
    """Half a dB is the coarsest step. Thousandths of a dB in 16 bits end at -32.768 dB; the scene at -32."""
    store, dtype, facts = BACKSCATTER_AS[how]
    db = np.clip(np.random.default_rng(seed).normal(middle, 3, (1, 2000)), -32, -1)
    kind = "float32" if dtype == "complex" else dtype
    stored = store(db) if kind == "float32" else np.rint(store(db))
    stored = stored.astype(kind)
    detection = resolve("auto", SAR, RasterSample(stored, dtype, **facts))
    step = {"db in bytes": 0.5, "db times 10": 0.05, "db times 100": 0.005, "tags": 0.0005}.get(how, 0.0)
    assert np.abs(detection.encoding.to_physical(stored) - db).max() <= step + 1e-3


# Doubts -----------------------------------------------------------------------------------------------------
RHO = np.random.default_rng(3).uniform(0.03, 0.12, (3, 5000))


def of(values: np.ndarray, dtype: str, **facts: object) -> RasterSample:
    return RasterSample(values.astype(dtype), dtype, **facts)


@pytest.mark.parametrize(
    ("given_sample", "words"),
    [
        (
            of(RHO * 1e4, "uint16", scales=(1e-4,), offsets=(-0.1,)),
            r"\d\d% of the values become negative reflectance",
        ),
        (
            of(RHO, "float32", scales=(1e-4,)),
            "the brightest reflectance is 1.2e-05, so its scale was applied already",
        ),
        (of(RHO * 1e4, "uint16", scales=(0.0,)), "scale 0 and offset 0 make every value the same"),
        (of(RHO * 1e4, "uint16", scales=(float("nan"),)), "scale nan"),
        (of(RHO * 1e4, "uint16", name=f"{S2_OLD}\n{S2_NEW}"), "baselines 02.06 and 05.09"),
    ],
)
def test_tags_that_lie_are_refused(given_sample: RasterSample, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        resolve("auto", RGB, given_sample)


@pytest.mark.parametrize(
    ("modality", "given_sample", "words"),
    [
        (RGB, of((RHO + 0.2) / 2.75e-5, "uint16"), "are taken for Landsat Collection 2 level 2"),
        (RGB, of(RHO * 0 + 0.8, "float32"), "median reflectance of 0.8 lies outside 0.005 to 0.4"),
        (RGB, of(RHO * 1e4 + 1000, "uint16"), "choose radiometry s2_offset"),
        (
            SAR,
            of(10 ** (np.full((1, 99), -14.0) / 20), "float32"),
            "-7.0 dB with radiometry power is brighter than",
        ),
        (NIR, of(RHO[:1] - 0.04, "float32"), "of the values become negative reflectance"),
    ],
)
def test_what_is_unlikely_is_a_warning_with_the_value(
    modality: Modality, given_sample: RasterSample, words: str
) -> None:
    assert any(words in warning for warning in resolve("auto", modality, given_sample).warnings)


def test_a_users_choice_is_doubted_and_never_refused() -> None:
    detection = resolve("tags", RGB, of(RHO, "float32", scales=(1e-4,)))
    assert "outside 0.005 to 0.4" in detection.warnings[0]


def test_snow_in_a_sentinel2_product_is_not_taken_for_landsat() -> None:
    snow = of(RHO * 1e4 + 8000, "uint16", name=S2_OLD)
    assert resolve("auto", MS, snow).encoding.name == "s2"


# Names ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "level"),
    [("LC08_L2SP_1_SR_B4.TIF", 2), ("LT05_L1TP_1_B4.TIF", 1), ("LE07_L2SR_X.tif", 2), ("my_LC.tif", None)],
)
def test_landsat_levels(name: str, level: int | None) -> None:
    assert landsat_level(f"/data/{name}") == level


@pytest.mark.parametrize(
    ("name", "bands", "unit"),
    [
        (HYP3.format("p"), (), "power"),
        ("scene.tif", ("Gamma0_VV_db",), "db"),
        ("Amplitude_VH.img", (), "amplitude"),
        ("Intensity_VH.img", (None,), "power"),
        ("dbscan.tif", ("band 1",), None),
    ],
)
def test_radar_units(name: str, bands: tuple[str | None, ...], unit: str | None) -> None:
    assert radar_unit(name, bands) == unit


def test_the_baseline_is_that_of_tags_before_names() -> None:
    assert sentinel2_baseline(S2_NEW, {"PROCESSING_BASELINE": "02.06"}, None) == 2.06
    assert sentinel2_baseline("x.tif", {}, None) is None


def safe_band(folder: Path, metadata: bool) -> Path:
    name = "product.SAFE" if metadata else Path(S2_NEW).parent.parent.name
    images = folder / name / "GRANULE/L2A_T33UXP/IMG_DATA/R10m"
    images.mkdir(parents=True)
    if metadata:
        (folder / name / "MTD_MSIL2A.xml").write_text(
            "<a><PROCESSING_BASELINE>05.09</PROCESSING_BASELINE></a>"
        )
    path = images / "B08_10m.tif"
    values = np.full((1, 64, 64), 3500, np.uint16)
    with rasterio.open(
        path, "w", "GTiff", 64, 64, 1, "EPSG:32633", rasterio.Affine(10, 0, 0, 0, -10, 0), "uint16"
    ) as d:
        d.write(values)
    return path


@pytest.mark.parametrize("metadata", [False, True])
@pytest.mark.parametrize("how", ["absolute", "relative", "link", "vrt"])
def test_units_do_not_depend_on_how_the_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metadata: bool, how: str
) -> None:
    """3,500 of baseline 05.09 is a reflectance of (3,500 - 1,000) / 10,000 = 0.25, from anywhere."""
    path = safe_band(tmp_path, metadata)
    monkeypatch.chdir(path.parent)
    names = {
        "absolute": path,
        "relative": Path(path.name),
        "link": tmp_path / "l.tif",
        "vrt": tmp_path / "m.vrt",
    }
    (tmp_path / "l.tif").symlink_to(path)
    (tmp_path / "m.vrt").write_text(
        '<VRTDataset rasterXSize="64" rasterYSize="64"><VRTRasterBand dataType="UInt16" band="1"><SimpleSource>'
        f'<SourceFilename relativeToVRT="1">{os.path.relpath(path, tmp_path)}</SourceFilename></SimpleSource>'
        "</VRTRasterBand></VRTDataset>"
    )
    with open_raster(str(names[how])) as dataset:
        sample = RasterReader(dataset, str(names[how]), (1,)).sample()
    assert sample is not None
    encoding = resolve("auto", NIR, sample).encoding
    assert encoding.to_physical(np.array([3500]))[0] == pytest.approx(0.25)


def test_dark_water_is_dark_at_the_ground() -> None:
    """Blue 0.084 above the atmosphere: (0.084 - 0.074) / 0.80 = 0.0125."""
    assert surface_reflectance(0.084, "blue") == pytest.approx(0.0125)


@pytest.mark.parametrize(
    "encoding", [S2, S2_OFFSET, Encoding("linear", (1e-4, 2e-4, 3e-4), (0.0, 0.01, 0.02))]
)
def test_an_encoding_reads_what_the_formula_says(encoding: Encoding) -> None:
    numbers = np.array([[[900, 4000]]] * 3, np.uint16)
    bands = [band.name for band in RGB.bands]
    toa = encoding.to_physical(numbers)
    wanted = [
        [[surface_reflectance(float(v), band) for v in row[0]]] for row, band in zip(toa, bands, strict=True)
    ]
    np.testing.assert_allclose(to_surface(encoding, bands).to_physical(numbers), wanted, atol=1e-6)


@pytest.mark.parametrize("modality", [RGB, NIR, MS])
def test_what_comes_in_goes_out_again(modality: type) -> None:
    """Numbers of level 1C, read as surface reflectance and stored at the top of the atmosphere, to a rounding."""
    bands = [band.name for band in modality.bands]  # type: ignore[attr-defined]
    numbers = np.linspace(1200, 5000, 4 * len(bands)).reshape(len(bands), 2, 2).astype(np.uint16)
    surface = to_surface(S2, bands).to_physical(numbers)
    encoding = at_top_of_atmosphere(output_encoding(modality), bands)  # type: ignore[arg-type]
    stored = encoding.encode(surface, np.ones((2, 2), np.bool_))
    assert np.abs(stored.astype(int) - numbers.astype(int)).max() <= 1


def test_every_optical_band_of_the_default_modalities_is_known() -> None:
    assert set(PATH_REFLECTANCE) == set(TRANSMITTANCE)
    for modality in DEFAULT_MODALITIES:
        assert knows([band.name for band in modality.bands]) == (modality.quantity == "reflectance")


@pytest.mark.parametrize(
    ("name", "encoding", "level"),
    [
        ("S2A_MSIL1C_20230101T101010.SAFE", "s2", "toa"),
        ("S2A_MSIL2A_20230101T101010.SAFE", "s2", "surface"),
        ("T32TQM_L1C_B04.jp2", "s2", "toa"),
        ("LC08_L1TP_193028_20200101.tif", "s2", "toa"),
        ("LC08_L2SP_193028_20200101.tif", "landsat_c2", "surface"),
        ("scene.tif", LANDSAT_C2_L1.name, "toa"),
        ("scene.tif", "s2", "surface"),
        ("TOADSTOOL_field.tif", "s2", "surface"),
    ],
)
def test_names_of_products_say_their_level(name: str, encoding: str, level: str) -> None:
    assert level_of(name, encoding) == level


@pytest.mark.parametrize(
    ("tags", "level"),
    [
        ({"ANY2ANY_LEVEL": "toa"}, "toa"),
        ({"ANY2ANY_LEVEL": "surface"}, "surface"),
        ({"ANY2ANY_LEVEL": "moon"}, "toa"),  # then the name counts
        ({}, "toa"),
    ],
)
def test_a_results_own_tag_counts_more_than_its_name(tags: dict[str, str], level: str) -> None:
    assert level_of("S2A_MSIL1C_20230101T101010_rgb.tif", "s2", tags) == level
