from __future__ import annotations

import gc
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsContrastEnhancement, QgsProcessingContext, QgsProcessingFeedback, QgsRasterLayer
from qgis_support import write_raster

from any2any_qgis.engine.models import read_model
from any2any_qgis.layers.result import (
    ResultInfo,
    ResultPostProcessor,
    apply_deviation_style,
    apply_style,
)


def reflectance_layer(folder, bands: int) -> QgsRasterLayer:
    """Bands of 1000 to 3000 digital numbers: 0.1 to 0.3 reflectance."""
    values = np.random.default_rng(0).uniform(1000, 3000, (bands, 64, 64)).astype(np.uint16)
    return QgsRasterLayer(str(write_raster(folder / "result.tif", values)), "result")


def info(model, target: str, seen: bool = True) -> ResultInfo:
    source = model.modality("sar")
    return ResultInfo("radar", source, model.modality(target), model.name, "0123456789abcdef", 4, 7, seen)


def test_rgb_is_true_colour_between_physical_limits(tmp_path, tiny_model, qgis_app):
    layer = reflectance_layer(tmp_path, 3)
    apply_style(layer, read_model(tiny_model).modality("rgb"))
    renderer = layer.renderer()
    assert (renderer.redBand(), renderer.greenBand(), renderer.blueBand()) == (1, 2, 3)
    for enhancement in (renderer.redContrastEnhancement(), renderer.blueContrastEnhancement()):
        assert (enhancement.minimumValue(), enhancement.maximumValue()) == (0, pytest.approx(3558))
        algorithm = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
        assert enhancement.contrastEnhancementAlgorithm() == algorithm


def test_limits_follow_the_scale_that_the_file_declares(tmp_path, tiny_model, qgis_app):
    """Results declare scale 0.0001, so QGIS sees reflectance: limits 0 to 0.3558, or all would be black."""
    path = tmp_path / "result.tif"
    reflectance_layer(tmp_path, 3)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number in (1, 2, 3):
        dataset.GetRasterBand(number).SetScale(0.0001)
    del dataset
    layer = QgsRasterLayer(str(path), "result")
    apply_style(layer, read_model(tiny_model).modality("rgb"))
    enhancement = layer.renderer().greenContrastEnhancement()
    assert (enhancement.minimumValue(), enhancement.maximumValue()) == (0, pytest.approx(0.3558))


def test_ms_is_false_colour_stretched_to_the_data(tmp_path, tiny_model, qgis_app):
    layer = reflectance_layer(tmp_path, 6)
    apply_style(layer, read_model(tiny_model).modality("ms"))
    renderer = layer.renderer()
    assert (renderer.redBand(), renderer.greenBand(), renderer.blueBand()) == (
        4,
        3,
        2,
    )  # narrow NIR, red, green
    enhancement = renderer.redContrastEnhancement()
    assert 1000 <= enhancement.minimumValue() < 1200
    assert 2800 < enhancement.maximumValue() <= 3000


@pytest.mark.parametrize("target", ["sar", "nir", "pan"])
def test_single_band_is_grey_stretched_to_the_data(tmp_path, tiny_model, qgis_app, target):
    layer = reflectance_layer(tmp_path, 1)
    apply_style(layer, read_model(tiny_model).modality(target))
    assert layer.renderer().type() == "singlebandgray"
    assert 1000 <= layer.renderer().contrastEnhancement().minimumValue() < 1200


def test_name_and_metadata_say_synthetic(tmp_path, tiny_model, qgis_app):
    layer = reflectance_layer(tmp_path, 3)
    processor = ResultPostProcessor.create(info(read_model(tiny_model), "rgb", seen=False))
    processor.postProcessLayer(layer, QgsProcessingContext(), QgsProcessingFeedback())
    assert layer.name() == "radar RGB (synthetic, from SAR)"
    abstract = layer.metadata().abstract()
    for part in (
        "Synthetic RGB",
        "SAR image radar",
        "test-random",
        "0123456789ab",
        "4 sampling steps",
        "seed 7",
    ):
        assert part in abstract
    assert "zero-shot" in abstract
    assert "synthetic" in layer.metadata().keywords()["any2any"]


def test_post_processor_outlives_its_maker(tmp_path, tiny_model, qgis_app):
    """QGIS keeps a bare pointer to it: collected, it would crash QGIS when the result is loaded."""
    context = QgsProcessingContext()
    details = QgsProcessingContext.LayerDetails("result", None, "OUTPUT")
    details.setPostProcessor(ResultPostProcessor.create(info(read_model(tiny_model), "rgb")))
    context.addLayerToLoadOnCompletion("result", details)
    del details
    gc.collect()
    layer = reflectance_layer(tmp_path, 3)
    loaded = context.layerToLoadOnCompletionDetails("result").postProcessor()
    loaded.postProcessLayer(layer, context, QgsProcessingFeedback())
    assert "synthetic" in layer.name()


def test_the_abstract_tells_the_modality_in_between(tiny_model):
    model = read_model(tiny_model)
    direct = info(model, "pan", seen=False)
    chained = replace(direct, via=model.modality("rgb"))
    assert "through" not in direct.abstract
    assert "It was translated through RGB." in chained.abstract
    assert chained.abstract.endswith("(zero-shot).")


def test_a_standard_deviation_says_so(tmp_path, tiny_model, qgis_app):
    of_mean = replace(info(read_model(tiny_model), "rgb", seen=False), samples=8)
    assert "mean of 8 samples" in of_mean.abstract
    layer = reflectance_layer(tmp_path, 3)
    processor = ResultPostProcessor.create(replace(of_mean, is_deviation=True))
    processor.postProcessLayer(layer, QgsProcessingContext(), QgsProcessingFeedback())
    assert layer.name() == "radar RGB standard deviation (synthetic, from SAR)"
    abstract = layer.metadata().abstract()
    assert abstract.startswith("Standard deviation over 8 samples")
    assert "no error bar" in abstract
    assert abstract.endswith("(zero-shot).")
    assert layer.renderer().type() == "singlebandpseudocolor"


def test_a_standard_deviation_is_coloured_from_zero(tmp_path, qgis_app):
    """Values of 1000 to 3000, evenly: one in fifty is above 2960."""
    layer = reflectance_layer(tmp_path, 3)
    apply_deviation_style(layer)
    renderer = layer.renderer()
    assert (renderer.band(), renderer.classificationMin()) == (1, 0)
    assert renderer.classificationMax() == pytest.approx(2960, abs=30)
    items = renderer.shader().rasterShaderFunction().colorRampItemList()
    assert (items[0].value, items[0].color.name()) == (0, "#ffffff")
    assert items[-1].color.name() == "#a50f15"


def test_no_deviation_anywhere_is_no_error(tmp_path, qgis_app):
    path = write_raster(tmp_path / "zero.tif", np.zeros((1, 8, 8), np.float32))
    layer = QgsRasterLayer(str(path), "zero")
    apply_deviation_style(layer)
    assert (layer.renderer().classificationMin(), layer.renderer().classificationMax()) == (0, 1)
