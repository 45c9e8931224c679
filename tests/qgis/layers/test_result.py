from __future__ import annotations

import gc
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsContrastEnhancement, QgsProcessingContext, QgsProcessingFeedback, QgsRasterLayer
from qgis_support import write_raster

from any2any_qgis.engine.models import read_model
from any2any_qgis.layers.result import ResultDresser, ResultInfo, is_result
from any2any_qgis.layers.style import apply_deviation_style, apply_style, sample_limits


def reflectance_layer(folder, bands: int) -> QgsRasterLayer:
    """Bands of 1000 to 3000 digital numbers: 0.1 to 0.3 reflectance."""
    values = np.random.default_rng(0).uniform(1000, 3000, (bands, 64, 64)).astype(np.uint16)
    return QgsRasterLayer(str(write_raster(folder / "result.tif", values)), "result")


def info(model, target: str, seen: bool = True) -> ResultInfo:
    source = model.modality("sar")
    return ResultInfo("radar", source, model.modality(target), model.name, "0123456789abcdef", 4, 7, seen)


def test_rgb_is_true_colour_with_one_stretch_for_all_bands(tmp_path, tiny_model, qgis_app):
    """Bands of 1000-3000, evenly: percentiles 1 and 99 are 1020 and 2980. Grey stays grey."""
    layer = reflectance_layer(tmp_path, 3)
    apply_style(layer, read_model(tiny_model).modality("rgb"))
    renderer = layer.renderer()
    assert (renderer.redBand(), renderer.greenBand(), renderer.blueBand()) == (1, 2, 3)
    enhancements = (renderer.redContrastEnhancement(), renderer.blueContrastEnhancement())
    limits = {(enhancement.minimumValue(), enhancement.maximumValue()) for enhancement in enhancements}
    [(low, high)] = limits
    assert (low, high) == (pytest.approx(1020, abs=20), pytest.approx(2980, abs=20))
    algorithm = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
    assert enhancements[0].contrastEnhancementAlgorithm() == algorithm


def test_limits_follow_the_scale_that_the_file_declares(tmp_path, tiny_model, qgis_app):
    """Results declare scale 0.0001, so QGIS sees reflectance: limits of 0.102 to 0.298, or all would be black."""
    path = tmp_path / "result.tif"
    reflectance_layer(tmp_path, 3)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number in (1, 2, 3):
        dataset.GetRasterBand(number).SetScale(0.0001)
    del dataset
    layer = QgsRasterLayer(str(path), "result")
    apply_style(layer, read_model(tiny_model).modality("rgb"))
    enhancement = layer.renderer().greenContrastEnhancement()
    assert enhancement.minimumValue() == pytest.approx(0.102, abs=0.002)
    assert enhancement.maximumValue() == pytest.approx(0.298, abs=0.002)


def test_nodata_does_not_count(tmp_path, tiny_model, qgis_app):
    """Half of the pixels are a nodata of 60000: the limits are those of the other half."""
    values = np.full((1, 64, 64), 60000, np.uint16)
    values[0, :32] = np.arange(2048).reshape(32, 64)
    path = write_raster(tmp_path / "half.tif", values)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetNoDataValue(60000)
    del dataset
    [(low, high)] = sample_limits(str(path))
    assert (low, high) == (pytest.approx(20.47), pytest.approx(2026.53))


def test_band_combinations_of_ms_are_in_the_style_menu(tmp_path, tiny_model, qgis_app):
    layer = reflectance_layer(tmp_path, 6)
    apply_style(layer, read_model(tiny_model).modality("ms"))
    styles = set(layer.styleManager().styles())
    assert {"True colour", "Short wave infrared (SWIR, NIR, red)"} <= styles
    layer.styleManager().setCurrentStyle("True colour")
    assert (layer.renderer().redBand(), layer.renderer().blueBand()) == (3, 1)


def test_a_result_lies_in_a_group_above_its_source(tmp_path, tiny_model, project):
    source, other = reflectance_layer(tmp_path, 3), reflectance_layer(tmp_path, 1)
    source.setName("radar")
    project.addMapLayers([source, other])
    of_source = replace(info(read_model(tiny_model), "rgb"), input_id=source.id())
    for _ in range(2):
        layer = reflectance_layer(tmp_path, 3)
        project.addMapLayer(layer)
        context = QgsProcessingContext()
        context.setProject(project)
        ResultDresser(of_source).postProcessLayer(layer, context, QgsProcessingFeedback())
        assert is_result(layer)
    children = project.layerTreeRoot().children()
    names = [child.name() for child in children]
    assert names.count("radar: synthetic") == 1
    assert names.index("radar: synthetic") == names.index("radar") - 1
    group = children[names.index("radar: synthetic")]
    assert len(group.findLayers()) == 2
    assert len(project.layerTreeRoot().findLayers()) == 4


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
    processor = ResultDresser(info(read_model(tiny_model), "rgb", seen=False))
    processor.postProcessLayer(layer, QgsProcessingContext(), QgsProcessingFeedback())
    assert layer.name() == "radar RGB (synthetic, from SAR; 4 steps, seed 7)"
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
    metadata = layer.metadata()
    assert metadata.extent().spatialExtents()[0].bounds.xMaximum() == layer.extent().xMaximum()
    assert "radar (SAR) with test-random, 4 steps, seed 7" in metadata.history()[-1]
    assert "synthetic" in layer.metadata().keywords()["any2any"]


def test_post_processor_outlives_its_maker(tmp_path, tiny_model, qgis_app):
    """QGIS keeps a bare pointer to it: collected, it would crash QGIS when the result is loaded."""
    context = QgsProcessingContext()
    details = QgsProcessingContext.LayerDetails("result", None, "OUTPUT")
    details.setPostProcessor(ResultDresser(info(read_model(tiny_model), "rgb")))
    context.addLayerToLoadOnCompletion("result", details)
    del details
    gc.collect()
    layer = reflectance_layer(tmp_path, 3)
    loaded = context.layerToLoadOnCompletionDetails("result").postProcessor()
    loaded.postProcessLayer(layer, context, QgsProcessingFeedback())
    assert "synthetic" in layer.name()


def test_the_abstract_names_the_intermediate_modality(tiny_model):
    model = read_model(tiny_model)
    direct = info(model, "pan", seen=False)
    chained = replace(direct, via=model.modality("rgb"))
    assert "through" not in direct.abstract
    assert "It was translated through RGB." in chained.abstract
    assert chained.abstract.endswith("(zero-shot).")


@pytest.mark.parametrize(
    ("preset", "said"),
    [("fast", "fast"), ("balanced", "balanced"), ("detailed", "detailed"), ("paper", "as in the paper")],
)
def test_the_name_says_the_preset_or_the_steps_that_were_chosen_instead(tiny_model, qgis_app, preset, said):
    made = info(read_model(tiny_model), "rgb")
    assert replace(made, preset=preset).layer_name == f"radar RGB (synthetic, from SAR; {said}, seed 7)"
    assert made.layer_name == "radar RGB (synthetic, from SAR; 4 steps, seed 7)"


def test_a_standard_deviation_says_so(tmp_path, tiny_model, qgis_app):
    of_mean = replace(info(read_model(tiny_model), "rgb", seen=False), samples=8)
    assert "mean of 8 samples" in of_mean.abstract
    layer = reflectance_layer(tmp_path, 3)
    processor = ResultDresser(replace(of_mean, is_deviation=True))
    processor.postProcessLayer(layer, QgsProcessingContext(), QgsProcessingFeedback())
    assert layer.name() == "radar RGB standard deviation (synthetic, from SAR; 4 steps, seed 7)"
    abstract = layer.metadata().abstract()
    assert abstract.startswith("Standard deviation over 8 samples")
    assert "not an error bar" in abstract
    assert abstract.endswith("(zero-shot).")
    assert layer.renderer().type() == "singlebandpseudocolor"


def test_a_standard_deviation_has_a_ramp_whose_lightness_grows(tmp_path, qgis_app):
    """Values of 1000 to 3000, evenly: one in a hundred is above 2980. The ramp starts at zero."""
    layer = reflectance_layer(tmp_path, 3)
    apply_deviation_style(layer)
    renderer = layer.renderer()
    assert (renderer.band(), renderer.classificationMin()) == (1, 0)
    assert renderer.classificationMax() == pytest.approx(2980, abs=20)
    items = renderer.shader().rasterShaderFunction().colorRampItemList()
    lightness = [item.color.lightnessF() for item in items]
    assert items[0].value == 0
    assert lightness == sorted(lightness)


def test_no_deviation_anywhere_is_not_an_error(tmp_path, qgis_app):
    path = write_raster(tmp_path / "zero.tif", np.zeros((1, 8, 8), np.float32))
    layer = QgsRasterLayer(str(path), "zero")
    apply_deviation_style(layer)
    assert (layer.renderer().classificationMin(), layer.renderer().classificationMax()) == (0, 1)
