"""The algorithm as the toolbox runs it, against the real worker and a real (random) model."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import threading
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
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
)
from qgis_support import Feedback, read_raster, run, write_raster

from any2any_qgis import paths
from any2any_qgis.engine.environment import VARIABLE
from any2any_qgis.engine.service import stop_worker, worker_service

ALGORITHM = "any2any:translate"
DIRECTION = {"SOURCE": "sar", "TARGET": "rgb", "PRESET": "fast"}


def translate(parameters: dict, context=None, feedback=None) -> dict:
    return run(ALGORITHM, {**DIRECTION, **parameters}, context, feedback)


def names_beside(path: Path) -> set[str]:
    return {entry.name for entry in path.parent.iterdir()}


def test_every_parameter_has_a_help_text(any2any_provider):
    algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
    definitions = algorithm.parameterDefinitions()
    assert [definition.name() for definition in definitions] == [
        "INPUT", "SOURCE", "TARGET", "BANDS", "PRESET", "STEPS", "SEED", "SAMPLES", "VIA", "RADIOMETRY",
        "LEVEL", "OUTPUT_LEVEL", "DEVICE", "GPU_MEMORY", "PRECISION", "RUNTIME", "PIXEL_SIZE", "EXTENT", "MODEL",
        "OUTPUT", "UNCERTAINTY",
    ]  # fmt: skip
    for definition in definitions:
        assert len(definition.help()) > 10, definition.name()
    for name in (
        "MODEL",
        "STEPS",
        "SAMPLES",
        "VIA",
        "DEVICE",
        "GPU_MEMORY",
        "PRECISION",
        "RUNTIME",
        "PIXEL_SIZE",
        "LEVEL",
    ):
        flags = algorithm.parameterDefinition(name).flags()
        assert flags & QgsProcessingParameterDefinition.Flag.FlagAdvanced
    uncertainty = algorithm.parameterDefinition("UNCERTAINTY")
    assert uncertainty.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional
    assert not uncertainty.createByDefault()
    assert algorithm.parameterDefinition("SOURCE").options() == ["rgb", "sar", "nir", "ms", "pan"]
    assert not algorithm.icon().isNull()
    assert "synthetic" in algorithm.shortHelpString()


def test_same_source_and_target_are_refused(any2any_provider, sar_layer, tmp_path):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    parameters = {"INPUT": sar_layer, "SOURCE": "sar", "TARGET": "sar", "OUTPUT": str(tmp_path / "o.tif")}
    valid, message = algorithm.checkParameterValues(parameters, QgsProcessingContext())
    assert not valid
    assert "both SAR" in message


def test_output_must_be_a_geotiff(any2any_provider, sar_layer, tmp_path):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    parameters = {**DIRECTION, "INPUT": sar_layer, "OUTPUT": str(tmp_path / "o.png")}
    assert not algorithm.checkParameterValues(parameters, QgsProcessingContext())[0]


def test_translates_with_progress_and_log(any2any_provider, sar_layer, tmp_path):
    percents = []
    feedback = Feedback()
    feedback.progressChanged.connect(percents.append)
    output = tmp_path / "out.tif"
    assert translate({"INPUT": sar_layer, "OUTPUT": str(output)}, feedback=feedback) == {
        "OUTPUT": str(output)
    }
    dataset = gdal.Open(str(output))
    assert (dataset.RasterXSize, dataset.RasterYSize, dataset.RasterCount) == (96, 80, 3)
    assert dataset.GetGeoTransform() == (500_000, 10, 0, 5_000_000, 0, -10)
    assert dataset.GetMetadata()["ANY2ANY_SYNTHETIC"] == "yes"
    assert percents == sorted(percents)
    assert percents[-1] == 100
    said = "\n".join(feedback.info)
    assert "SAR to RGB with the model Random test model" in said
    assert said.count("Units: Decibels") == 1
    assert "96 x 80 pixels" in said
    assert not any("zero-shot" in warning for warning in feedback.warnings)


def test_extent_is_that_part_of_the_whole_result(any2any_provider, sar_layer, tmp_path):
    """40 to 72 and 8 to 40 pixels, on whole latent cells of 4, as an extent in another CRS's notation."""
    extent = "500400,500720,4999600,4999920 [EPSG:32632]"
    translate({"INPUT": sar_layer, "EXTENT": extent, "OUTPUT": str(tmp_path / "part.tif")})
    part = gdal.Open(str(tmp_path / "part.tif"))
    assert part.GetGeoTransform() == (500_400, 10, 0, 4_999_920, 0, -10)
    assert (part.RasterXSize, part.RasterYSize) == (32, 32)


def test_bands_seed_and_radiometry_reach_the_engine(any2any_provider, tmp_path, project):
    """Band 2 of a file in dB x 100 is the one-band file in dB: same pixels; another seed: others."""
    decibels = np.random.default_rng(0).normal(-12, 3, (1, 64, 64)).round(2).astype(np.float32)
    one = write_raster(tmp_path / "one.tif", decibels)
    two = write_raster(tmp_path / "two.tif", np.concatenate([decibels * 0 - 2000, decibels * 100]))
    runs = {
        "one": {"INPUT": str(one), "RADIOMETRY": "db", "SEED": 3},
        "two": {"INPUT": str(two), "RADIOMETRY": "db100", "SEED": 3, "BANDS": [2]},
        "other": {"INPUT": str(one), "RADIOMETRY": "db", "SEED": 4},
    }
    pixels = {}
    for name, parameters in runs.items():
        translate({**parameters, "OUTPUT": str(tmp_path / f"{name}_out.tif")})
        pixels[name] = read_raster(tmp_path / f"{name}_out.tif").astype(int)
    assert abs(pixels["one"] - pixels["two"]).max() <= 1  # one digital number: rounding of dB x 100
    assert abs(pixels["one"] - pixels["other"]).max() > 1


def test_route_device_precision_and_memory_reach_the_engine(any2any_provider, sar_layer, tmp_path):
    """The tags tell the route and the precision; the limit is for GPUs, and the worker says so."""
    feedback = Feedback()
    wanted = {"VIA": "nir", "DEVICE": "cpu", "PRECISION": "bfloat16", "GPU_MEMORY": 2.5}
    translate({"INPUT": sar_layer, **wanted, "OUTPUT": str(tmp_path / "out.tif")}, feedback=feedback)
    tags = gdal.Open(str(tmp_path / "out.tif")).GetMetadata()
    assert (tags["ANY2ANY_VIA"], tags["ANY2ANY_PRECISION"]) == ("nir", "bfloat16")
    assert any("no effect on the device cpu" in warning for warning in feedback.warnings)


@pytest.mark.parametrize(("runtime", "tag"), [("torch", None), ("onnx", "onnx")])
def test_the_runtime_reaches_the_engine(any2any_provider, sar_layer, tmp_path, runtime, tag):
    """The tags name a runtime other than PyTorch."""
    output = str(tmp_path / "out.tif")
    translate({"INPUT": sar_layer, "RUNTIME": runtime, "OUTPUT": output})
    assert gdal.Open(output).GetMetadata().get("ANY2ANY_RUNTIME") == tag


def test_a_model_without_graphs_is_refused_for_onnx_runtime(
    any2any_provider, sar_layer, tiny_model, tmp_path
):
    model = tmp_path / "no graphs"
    shutil.copytree(tiny_model, model, ignore=shutil.ignore_patterns("graphs"))
    config = json.loads((model / "config.json").read_text())
    files = {name: file for name, file in config["files"].items() if not name.startswith("graphs/")}
    (model / "config.json").write_text(json.dumps({**config, "files": files}))
    wanted = {"INPUT": sar_layer, "MODEL": str(model), "RUNTIME": "onnx"}
    with pytest.raises(QgsProcessingException, match="cannot be run by ONNX Runtime"):
        translate({**wanted, "OUTPUT": str(tmp_path / "out.tif")})


def test_the_processing_level_reaches_the_engine(any2any_provider, project, tiny_model, tmp_path):
    """The same numbers, read as both levels; the results differ and record their level."""
    model = tmp_path / "model"
    shutil.copytree(tiny_model, model)
    config = json.loads((model / "config.json").read_text())
    (model / "config.json").write_text(json.dumps({**config, "reflectance": "surface"}))
    values = np.random.default_rng(0).uniform(1000, 3000, (1, 64, 64)).astype(np.uint16)
    source = write_raster(tmp_path / "nir.tif", values, (500_000, 10, 0, 5_000_000, 0, -10), 32632)
    wishes = {"ground": {}, "above": {"LEVEL": "toa"}, "given": {"OUTPUT_LEVEL": "toa"}}
    tags = {}
    for name, wish in wishes.items():
        output = str(tmp_path / f"{name}.tif")
        translate({"INPUT": str(source), "SOURCE": "nir", "MODEL": str(model), "OUTPUT": output, **wish})
        tags[name] = gdal.Open(output).GetMetadata()
    assert [tags[name]["ANY2ANY_LEVEL"] for name in wishes] == ["surface", "surface", "toa"]
    brought = ["brought to the surface" in tags[name]["ANY2ANY_RADIOMETRY"] for name in wishes]
    assert brought == [False, True, False]
    ground, above, given = (read_raster(tmp_path / f"{name}.tif") for name in wishes)
    assert (ground != above).any()
    assert (ground != given).any()


def test_a_device_that_is_not_there_is_named(any2any_provider, sar_layer, tmp_path):
    with pytest.raises(QgsProcessingException, match="The device gpu is not available"):
        translate({"INPUT": sar_layer, "DEVICE": "cpu,gpu", "OUTPUT": str(tmp_path / "out.tif")})


def test_a_result_with_its_own_number_of_steps_is_not_named_after_a_preset(
    any2any_provider, sar_layer, project
):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    target = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    translate({"INPUT": sar_layer, "STEPS": 2, "OUTPUT": target}, context)
    [details] = context.layersToLoadOnCompletion().values()
    assert details.name == "radar RGB (synthetic, from SAR; 2 steps, seed 0)"


def test_unseen_direction_is_named_zero_shot(any2any_provider, sar_layer, tmp_path):
    feedback = Feedback()
    translate({"INPUT": sar_layer, "TARGET": "pan", "OUTPUT": str(tmp_path / "pan.tif")}, feedback=feedback)
    assert any("SAR to PAN" in warning and "zero-shot" in warning for warning in feedback.warnings)
    assert gdal.Open(str(tmp_path / "pan.tif")).RasterXSize == 192


def test_result_is_loaded_named_and_styled(any2any_provider, sar_layer, project):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    target = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    translate({"INPUT": sar_layer, "OUTPUT": target}, context)
    [(source, details)] = context.layersToLoadOnCompletion().items()
    layer = QgsProcessingUtils.mapLayerFromString(source, context)
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.name() == details.name == "radar RGB (synthetic, from SAR; fast, seed 0)"
    assert "not what a sensor measured" in layer.metadata().abstract()
    limits = layer.renderer().redContrastEnhancement()
    values = layer.dataProvider().bandStatistics(1)
    assert limits.minimumValue() < values.mean < limits.maximumValue()


def test_the_mean_and_the_standard_deviation_of_samples(any2any_provider, sar_layer, tmp_path):
    """Each is what the images of the single seeds give: to one rounding of a digital number."""
    single = []
    for seed in (3, 4):
        translate({"INPUT": sar_layer, "SEED": seed, "OUTPUT": str(tmp_path / f"{seed}.tif")})
        single.append(read_raster(tmp_path / f"{seed}.tif") / 1e4)
    outputs = {"OUTPUT": str(tmp_path / "mean.tif"), "UNCERTAINTY": str(tmp_path / "spread.tif")}
    feedback = Feedback()
    parameters = {"INPUT": sar_layer, "SEED": 3, "SAMPLES": 2, **outputs}
    assert translate(parameters, feedback=feedback) == outputs
    assert abs(read_raster(tmp_path / "mean.tif") / 1e4 - np.mean(single, axis=0)).max() <= 1.01e-4
    # Rounding to 1e-4 moves each sample by up to half of that, so the deviation of two by sqrt(2) times as much.
    rounding = 0.5e-4 * (1 + np.sqrt(2))
    assert abs(read_raster(tmp_path / "spread.tif") - np.std(single, axis=0, ddof=1)).max() <= rounding
    assert any("samples hardly differ" in warning for warning in feedback.warnings)  # the preset is fast


def test_a_standard_deviation_needs_samples_and_a_geotiff(any2any_provider, sar_layer, tmp_path):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    parameters = {**DIRECTION, "INPUT": sar_layer, "OUTPUT": str(tmp_path / "o.tif")}
    context = QgsProcessingContext()
    wanted = {**parameters, "UNCERTAINTY": str(tmp_path / "spread.tif")}
    valid, message = algorithm.checkParameterValues(wanted, context)
    assert not valid
    assert "at least 2 samples" in message
    assert algorithm.checkParameterValues({**wanted, "SAMPLES": 2}, context)[0]
    other_format = {**wanted, "SAMPLES": 2, "UNCERTAINTY": str(tmp_path / "spread.png")}
    assert not algorithm.checkParameterValues(other_format, context)[0]
    assert algorithm.checkParameterValues({**parameters, "SAMPLES": 2}, context)[0]
    assert context.layersToLoadOnCompletion() == {}


def test_both_results_are_loaded_named_and_styled(any2any_provider, sar_layer, project):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    outputs = {
        name: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
        for name in ("OUTPUT", "UNCERTAINTY")
    }
    translate({"INPUT": sar_layer, "SAMPLES": 2, **outputs}, context)
    renderers = {}
    for source, details in context.layersToLoadOnCompletion().items():
        layer = QgsProcessingUtils.mapLayerFromString(source, context)
        details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
        renderers[layer.name()] = layer.renderer().type()
    assert renderers == {
        "radar RGB (synthetic, from SAR; fast, seed 0)": "multibandcolor",
        "radar RGB standard deviation (synthetic, from SAR; fast, seed 0)": "singlebandpseudocolor",
    }


def test_jobs_share_one_worker(any2any_provider, sar_layer, tmp_path):
    translate({"INPUT": sar_layer, "OUTPUT": str(tmp_path / "a.tif")})
    first = worker_service().worker_pid()
    translate({"INPUT": sar_layer, "OUTPUT": str(tmp_path / "b.tif")})
    assert first is not None
    assert worker_service().worker_pid() == first
    assert (read_raster(tmp_path / "a.tif") == read_raster(tmp_path / "b.tif")).all()


def test_parallel_jobs_are_queued(any2any_provider, sar_path, tmp_path, qgis_app):
    errors = []

    def work(name: str) -> None:
        try:
            translate({"INPUT": str(sar_path), "OUTPUT": str(tmp_path / name)})
        except (QgsProcessingException, AssertionError) as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(f"{i}.tif",)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len({read_raster(tmp_path / f"{i}.tif").tobytes() for i in range(3)}) == 1


def test_killed_worker_fails_the_job_only(any2any_provider, large_sar_path, sar_layer, tmp_path):
    output = tmp_path / "out.tif"
    output.write_bytes(b"what was there before")
    feedback = Feedback(lambda: os.kill(worker_service().worker_pid(), signal.SIGKILL))
    with pytest.raises(QgsProcessingException, match=r"The worker was killed \(exit code -9") as caught:
        translate({"INPUT": str(large_sar_path), "OUTPUT": str(output)}, feedback=feedback)
    assert "Its last lines:" in str(caught.value)
    assert output.read_bytes() == b"what was there before"
    translate({"INPUT": sar_layer, "OUTPUT": str(output)})  # the next job starts another worker
    assert gdal.Open(str(output)).RasterXSize == 96


def test_cancel_leaves_no_output_and_the_worker_alive(any2any_provider, large_sar_path, sar_layer, tmp_path):
    translate({"INPUT": sar_layer, "OUTPUT": str(tmp_path / "warm.tif")})
    worker = worker_service().worker_pid()
    output = tmp_path / "out" / "out.tif"
    output.parent.mkdir()
    feedback = Feedback()
    feedback.on_progress = feedback.cancel
    assert translate({"INPUT": str(large_sar_path), "OUTPUT": str(output)}, feedback=feedback) == {}
    assert not output.exists()
    assert not any(name.endswith((".tif", ".tiff")) for name in names_beside(output))
    assert worker_service().worker_pid() == worker


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"MODEL": "/no/model"}, "/no/model is not a model folder"),
        ({"BANDS": [3]}, "Band 3 does not exist"),
        ({"EXTENT": "0,1,0,1 [EPSG:32632]"}, "does not touch"),
        ({"OUTPUT": "/no/folder/out.tif"}, "/no/folder"),
    ],
)
def test_wrong_requests_are_one_sentence(any2any_provider, sar_layer, tmp_path, parameters, sentence):
    with pytest.raises(QgsProcessingException, match=re.escape(sentence)) as caught:
        translate({"INPUT": sar_layer, "OUTPUT": str(tmp_path / "o.tif"), **parameters})
    assert len(str(caught.value).splitlines()) == 1


def test_without_python_one_sentence_says_what_to_do(any2any_provider, sar_layer, tmp_path, monkeypatch):
    stop_worker()
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(paths, "checkout", lambda: None)
    with pytest.raises(QgsProcessingException, match=r"press Set up in its panel"):
        translate({"INPUT": sar_layer, "OUTPUT": str(tmp_path / "o.tif")})


def test_without_a_bundled_model_it_says_so(qgis_app, tmp_path, monkeypatch):
    from any2any_qgis.processing.translate import TranslateAlgorithm

    monkeypatch.setattr(paths, "BUNDLED_MODEL", tmp_path)
    executable, reason = TranslateAlgorithm().create().canExecute()
    assert not executable
    assert "Reinstall the plugin" in reason


def test_input_is_refused_as_its_own_output(any2any_provider, sar_path, sar_layer):
    before = sar_path.read_bytes()
    with pytest.raises(QgsProcessingException):
        translate({"INPUT": sar_layer, "OUTPUT": str(sar_path)})
    assert sar_path.read_bytes() == before
    assert QgsRasterLayer(str(sar_path), "still there").isValid()
