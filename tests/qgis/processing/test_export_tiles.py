"""Exporting training tiles as the toolbox does it, against the real worker."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis_support import Feedback, check, run, write_raster

ALGORITHM = "any2any:exporttrainingtiles"
UTM = 32632
PLACE = (500_000, 10, 0, 5_000_000, 0, -10)


@pytest.fixture
def pair(tmp_path, project) -> dict:
    """Radar of 280 x 260 pixels, and colour one pixel further in from the upper left: 279 x 259 pixels are shared."""
    rng = np.random.default_rng(0)
    sar = rng.normal(-12, 3, (1, 260, 280)).astype(np.float32)
    rgb = rng.uniform(0.02, 0.3, (3, 260, 280)).astype(np.float32)
    moved = (500_010, 10, 0, 4_999_990, 0, -10)
    paths = {
        "SAR": write_raster(tmp_path / "sar.tif", sar, PLACE, UTM),
        "RGB": write_raster(tmp_path / "rgb.tif", rgb, moved, UTM),
    }
    layers = {name: QgsRasterLayer(str(path), f"{name} of the valley") for name, path in paths.items()}
    project.addMapLayers(list(layers.values()))
    return layers


def export(parameters: dict, context=None, feedback=None) -> dict:
    return run(ALGORITHM, {"LICENCE": "CC0-1.0", **parameters}, context, feedback)


def rows(path) -> list[dict]:
    with closing(sqlite3.connect(path)) as table:
        table.row_factory = sqlite3.Row
        return [dict(row) for row in table.execute("SELECT * FROM tiles ORDER BY fid")]


def test_every_parameter_has_a_help_text(any2any_provider):
    algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
    definitions = algorithm.parameterDefinitions()
    for definition in definitions:
        assert len(definition.help()) > 10, definition.name()
    folded = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    shown = [d.name() for d in definitions if not d.flags() & folded]
    scene = ["SCENE", "PLACE", "SPLIT", "LICENCE", "EXTENT", "APPEND", "OUTPUT"]
    assert shown == ["RGB", "SAR", "NIR", "MS", "PAN", *scene]
    hidden = {d.name() for d in definitions if d.flags() & folded}
    assert {"SAR_BANDS", "SAR_RADIOMETRY", "MODEL", "MORE"} <= hidden
    assert algorithm.group() == "Training"


def test_tiles_are_the_ground_that_both_layers_share(any2any_provider, pair, tmp_path):
    """Colour begins 1 pixel right and below: 279 x 259 pixels are 69 x 64 latent cells of 4 pixels."""
    output, feedback = tmp_path / "index.gpkg", Feedback()
    results = export({**pair, "OUTPUT": str(output)}, feedback=feedback)
    assert results["TILES"] == results["TILES_IN_INDEX"] == 1
    assert results["SPLIT_TAKEN"] == "train"
    by_modality = {row["modality"]: row for row in rows(output)}
    windows = {m: (r["x"], r["y"], r["width"], r["height"]) for m, r in by_modality.items()}
    assert windows == {"sar": (1, 1, 276, 256), "rgb": (0, 0, 276, 256)}
    row = by_modality["rgb"]
    assert (row["scene"], row["licence"], row["bands"]) == ("RGB of the valley", "CC0-1.0", "1,2,3")
    assert (row["path"], row["radiometry"], row["pixel_size_m"]) == ("rgb.tif", "reflectance", 10)
    said = "\n".join(feedback.info)
    assert "SAR: radiometry db" in said
    assert "1 tiles for train, 1 tiles in the index now" in said


def test_scenes_are_added_one_after_another(any2any_provider, pair, tmp_path):
    """The second shows the same ground, so it has the same place and split; the third gets new ones."""
    output = str(tmp_path / "index.gpkg")
    export({**pair, "SCENE": "May", "PLACE": "valley", "SPLIT": "test", "OUTPUT": output})
    export({**pair, "SCENE": "June", "OUTPUT": output})
    assert {(r["scene"], r["place"], r["split"]) for r in rows(output)} == {
        ("May", "valley", "test"),
        ("June", "valley", "test"),
    }
    export({**pair, "SCENE": "July", "APPEND": False, "OUTPUT": output})
    assert {r["scene"] for r in rows(output)} == {"July"}


def test_result_is_loaded_as_footprints_and_open_layers_follow(any2any_provider, pair, tmp_path):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    path = str(tmp_path / "index.gpkg")
    target = QgsProcessingOutputLayerDefinition(path, QgsProject.instance())
    export({**pair, "SCENE": "one", "OUTPUT": target}, context)
    [(source, details)] = context.layersToLoadOnCompletion().items()
    layer = QgsProcessingUtils.mapLayerFromString(source, context)
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert isinstance(layer, QgsVectorLayer)
    assert layer.name() == details.name == "Training tiles"
    assert layer.crs().authid() == "EPSG:4326"
    assert [category.value() for category in layer.renderer().categories()] == ["train", "validation", "test"]
    assert layer.featureCount() == 2  # a footprint a modality
    QgsProject.instance().addMapLayer(context.temporaryLayerStore().takeMapLayer(layer))
    export({**pair, "SCENE": "two", "OUTPUT": path}, context)
    assert layer.featureCount() == 4
    assert sum(1 for _ in layer.getFeatures()) == 4


def test_bands_radiometry_and_extent_reach_the_worker(any2any_provider, pair, tmp_path):
    """Bands 3, 2, 1 as digital numbers; an extent of 256 pixels each way, the model's 64 cells."""
    numbers = np.random.default_rng(0).uniform(200, 3000, (3, 260, 280)).astype(np.uint16)
    path = write_raster(tmp_path / "numbers.tif", numbers, PLACE, UTM)
    parameters = {
        "SAR": pair["SAR"], "RGB": str(path), "RGB_BANDS": [3, 2, 1], "RGB_RADIOMETRY": "s2",
        "EXTENT": "500080,502640,4997400,4999960 [EPSG:32632]", "OUTPUT": str(tmp_path / "index.gpkg"),
    }  # fmt: skip
    export(parameters)
    by_modality = {row["modality"]: row for row in rows(tmp_path / "index.gpkg")}
    assert (by_modality["rgb"]["bands"], by_modality["rgb"]["radiometry"]) == ("3,2,1", "s2")
    for row in by_modality.values():
        assert (row["x"], row["y"], row["width"], row["height"]) == (8, 4, 256, 256)


def test_modalities_of_another_model_come_by_the_table(any2any_provider, tiny_model, pair, tmp_path):
    """A model whose PAN is called thermal: the dialog has no parameter for it."""
    model = tmp_path / "model"
    model.mkdir()
    text = (tiny_model / "config.json").read_text()
    manifest = json.loads(text.replace('"pan"', '"thermal"'))
    (model / "config.json").write_text(json.dumps(manifest))
    fine = np.random.default_rng(0).uniform(0.02, 0.3, (1, 520, 560)).astype(np.float32)
    write_raster(tmp_path / "fine.tif", fine, (500_000, 5, 0, 5_000_000, 0, -5), UTM)
    output = tmp_path / "index.gpkg"
    more = ["thermal", str(tmp_path / "fine.tif"), "1", ""]
    export({"SAR": pair["SAR"], "MODEL": str(model), "MORE": more, "OUTPUT": str(output)})
    assert {row["modality"]: row["width"] for row in rows(output)} == {"sar": 280, "thermal": 560}
    for broken, sentence in (
        (["lidar", str(tmp_path / "fine.tif"), "", ""], "no modality 'lidar'"),
        (["thermal", "/no/file.tif", "", ""], "'/no/file.tif' is not a raster layer or file"),
        (["thermal", str(tmp_path / "fine.tif"), "one", ""], "bands 'one' are not numbers"),
    ):
        with pytest.raises(QgsProcessingException, match=re.escape(sentence)):
            export({"SAR": pair["SAR"], "MODEL": str(model), "MORE": broken, "OUTPUT": str(output)})


@pytest.mark.parametrize(
    ("geotransform", "epsg", "sentences"),
    [
        ((500_000, 10, 0, 5_000_000, 0, -10), 32633, ["EPSG:32632", "EPSG:32633", "warp SAR"]),
        ((500_004, 10, 0, 5_000_000, 0, -10), UTM, ["0.40 pixels beside the grid", "warp"]),
        ((500_000, 15, 0, 5_000_000, 0, -15), UTM, ["pixels of 10", "of 15", "warp"]),
        ((600_000, 10, 0, 5_000_000, 0, -10), UTM, ["lie apart", "600000"]),
    ],
)
def test_layers_that_do_not_fit_are_both_named(
    any2any_provider, pair, tmp_path, geotransform, epsg, sentences
):
    rgb = np.full((3, 260, 280), 0.1, np.float32)
    path = write_raster(tmp_path / "other.tif", rgb, geotransform, epsg)
    output = tmp_path / "index.gpkg"
    with pytest.raises(QgsProcessingException) as caught:
        export({"SAR": pair["SAR"], "RGB": str(path), "OUTPUT": str(output)})
    for sentence in [*sentences, "sar.tif", "other.tif"]:
        assert sentence in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert not output.exists()


def test_wrong_requests_are_refused(any2any_provider, pair, tmp_path):
    output = str(tmp_path / "index.gpkg")
    with pytest.raises(QgsProcessingException, match="at least two layers"):
        export({"SAR": pair["SAR"], "OUTPUT": output})
    assert not check(ALGORITHM, {**pair, "OUTPUT": output})[0]  # no licence
    assert not check(ALGORITHM, {**pair, "LICENCE": "CC0", "OUTPUT": str(tmp_path / "index.shp")})[0]


def test_cancel_leaves_the_index_as_it_was(any2any_provider, pair, tmp_path):
    output = tmp_path / "index.gpkg"
    export({**pair, "SCENE": "one", "OUTPUT": str(output)})
    before = output.read_bytes()
    feedback = Feedback()
    feedback.cancel()
    assert export({**pair, "SCENE": "two", "OUTPUT": str(output)}, feedback=feedback) == {}
    assert output.read_bytes() == before
