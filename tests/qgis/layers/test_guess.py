"""Guesses of a raster's modality: one case for each kind of evidence, with the right answer."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRasterLayer
from qgis_support import write_raster

from any2any_qgis.engine.models import read_model
from any2any_qgis.layers.facts import BandFacts, RasterFacts, layer_facts, read_facts
from any2any_qgis.layers.guess import guess_level, guess_modality, guess_units, looks_wrong


def facts(
    names=(), count=None, colours=(), wavelengths=(), dtype="uint16", values=None, **others
) -> RasterFacts:
    """Facts of a raster with as many bands as there are names, colours or wavelengths."""
    count = count or max(len(names), len(colours), len(wavelengths))
    bands = tuple(
        BandFacts(
            names[i] if i < len(names) else "",
            colours[i] if i < len(colours) else "",
            wavelengths[i] if i < len(wavelengths) else None,
        )
        for i in range(count)
    )
    sample = np.empty((0, 0)) if values is None else np.tile(np.asarray(values, float), (count, 1))
    return RasterFacts(others.pop("name", "scene.tif"), bands, dtype, sample, **others)


@pytest.fixture
def modalities(tiny_model):
    return read_model(tiny_model).modalities


CASES = [
    (facts(["red", "green", "blue"]), "rgb", (1, 2, 3), True),
    (facts(["blue", "green", "red"]), "rgb", (3, 2, 1), True),
    (facts(["B02", "B03", "B04", "B08", "B8A", "B11", "B12"]), "ms", (1, 2, 3, 5, 6, 7), True),
    (facts(["B8A, narrow NIR"]), "nir", (1,), True),
    (facts(["VV", "VH"], dtype="float32"), "sar", (1,), True),
    (facts(["panchromatic"]), "pan", (1,), True),
    (facts(wavelengths=[665.0, 560.0, 490.0]), "rgb", (1, 2, 3), True),
    (facts(colours=["red", "green", "blue", "alpha"], dtype="uint8"), "rgb", (1, 2, 3), True),
    (facts(count=1, dtype="float32", values=[-14, -12, -9]), "sar", (1,), True),
    (facts(count=1, dtype="cfloat32"), "sar", (1,), True),
    (facts(count=1, name="S1A_IW_GRDH.tif", dtype="float32", values=[0.01, 0.1]), "sar", (1,), True),
    (facts(count=1, name="city_pan.tif"), "pan", (1,), True),
    (facts(count=3, values=[500, 900]), "rgb", (1, 2, 3), False),
    (facts(count=1, values=[500, 900]), "pan", (1,), False),
    (facts(count=4, tags={"ANY2ANY_SYNTHETIC": "yes", "ANY2ANY_TARGET": "rgb"}), "rgb", (1, 2, 3), True),
]


@pytest.mark.parametrize(("raster", "modality", "bands", "certain"), CASES)
def test_each_kind_of_evidence(modalities, raster, modality, bands, certain):
    guess = guess_modality(raster, modalities)
    assert (guess.modality, guess.bands, guess.certain) == (modality, bands, certain)
    assert guess.reason


def test_an_rgb_given_as_radar_is_wrong_and_part_of_a_multispectral_file_is_not(modalities):
    by_name = {modality.name: modality for modality in modalities}
    rgb = facts(["red", "green", "blue"])
    assert looks_wrong(rgb, by_name["sar"], guess_modality(rgb, modalities))
    ms = facts(["B02", "B03", "B04", "B08", "B8A", "B11", "B12"])
    assert guess_modality(ms, modalities).modality == "ms"
    for name in ("rgb", "nir"):
        assert looks_wrong(ms, by_name[name], guess_modality(ms, modalities)) == ""
    uncertain = facts(count=3, values=[500, 900])
    assert looks_wrong(uncertain, by_name["pan"], guess_modality(uncertain, modalities)) == ""


@pytest.mark.parametrize(
    ("quantity", "raster", "units"),
    [
        ("reflectance", facts(count=1, dtype="uint8", values=[10, 200]), "display8"),
        ("reflectance", facts(count=1, dtype="float32", values=[0.02, 0.4]), "reflectance"),
        ("reflectance", facts(count=1, values=[300, 4000]), "s2"),
        (
            "reflectance",
            facts(count=1, values=[1300, 4000], tags={"PROCESSING_BASELINE": "04.00"}),
            "s2_offset",
        ),
        ("reflectance", facts(count=1, values=[7000, 30000]), "landsat_c2"),
        ("reflectance", facts(count=1, values=[7000, 30000], has_scale=True), "tags"),
        ("reflectance", facts(count=1, dtype="float32", values=[-20, -10]), None),
        ("backscatter_db", facts(count=1, dtype="float32", values=[-20, -10]), "db"),
        ("backscatter_db", facts(count=1, dtype="int16", values=[-2000, -1000]), "db100"),
        ("backscatter_db", facts(count=1, dtype="float32", values=[0.01, 0.2]), "power"),
        ("backscatter_db", facts(count=1, values=[200, 400]), "amplitude"),
        ("backscatter_db", facts(count=1, dtype="uint8", values=[20, 90]), "quicklook8"),
        ("temperature_k", facts(count=1, dtype="float32", values=[290, 300]), "kelvin"),
    ],
)
def test_units(quantity, raster, units):
    assert guess_units(raster, quantity, (1,)) == units


@pytest.mark.parametrize(
    ("raster", "units", "level"),
    [
        (facts(count=1, name="S2A_MSIL1C_20230101T101010.tif"), "s2", "toa"),
        (facts(count=1, name="S2A_MSIL2A_20230101T101010.tif"), "s2", "surface"),
        (facts(count=1, name="LC08_L1TP_193028_20200101.tif"), "landsat_c2_l1", "toa"),
        (facts(count=1, name="scene.tif"), "landsat_c2_l1", "toa"),
        (facts(count=1, name="scene.tif"), None, "surface"),
        (facts(count=1, name="T32_L1C_rgb.tif", tags={"ANY2ANY_LEVEL": "surface"}), "s2", "surface"),
        (facts(count=1, name="scene.tif", tags={"ANY2ANY_LEVEL": "toa"}), "s2", "toa"),
    ],
)
def test_the_level_of_reflectance(raster, units, level):
    """As the worker decides: a result's own tag, the product's name, then units that only one level has."""
    assert guess_level(raster, units) == level


def test_facts_are_read_from_a_file(tmp_path):
    """Half of the pixels are nodata: they are not in the sample."""
    values = np.full((2, 64, 64), 7, np.uint16)
    values[:, :32] = 500
    path = write_raster(tmp_path / "scene.tif", values)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetDescription("red")
    dataset.GetRasterBand(1).SetMetadataItem("CENTRAL_WAVELENGTH_UM", "0.665", "IMAGERY")
    dataset.GetRasterBand(2).SetNoDataValue(7)
    dataset.GetRasterBand(1).SetNoDataValue(7)
    dataset.GetRasterBand(2).SetScale(0.0001)
    del dataset
    read = read_facts(str(path))
    assert (read.name, read.dtype, read.has_scale) == ("scene.tif", "uint16", True)
    assert read.bands[0].description == "red"
    assert read.bands[0].wavelength_nm == pytest.approx(665)
    assert set(read.values.ravel()) == {500}
    assert read_facts(str(tmp_path / "missing.tif")) is None


def test_open_options_do_not_hide_a_file(qgis_app, tmp_path):
    """QGIS writes them behind the path; the panel showed no guess."""
    path = write_raster(tmp_path / "radar.tif", np.full((1, 8, 8), -12, np.float32))
    facts, read = layer_facts(QgsRasterLayer(f"{path}|option:NUM_THREADS=1", "radar"))
    assert facts is None
    assert (read().name, read().values.mean()) == ("radar.tif", -12)


def test_a_layer_that_qgis_computes_shows_its_values(qgis_app, modalities, tmp_path):
    """-12 dB doubled are -24."""
    path = write_raster(tmp_path / "a.tif", np.full((1, 8, 8), -12, np.float32), (0, 1, 0, 8, 0, -1), 32632)
    source = f'?crs=EPSG:32632&extent=0,0,8,8&width=8&height=8&formula="a@1" * 2&a:uri={path}&a:provider=gdal'
    layer = QgsRasterLayer(source, "doubled", "virtualraster")
    assert layer.isValid()
    facts, read = layer_facts(layer)
    assert facts is None
    assert read().values.tolist() == [[-24.0] * 64]
    assert guess_modality(read(), modalities).modality == "sar"
