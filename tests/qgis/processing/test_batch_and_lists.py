from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from qgis.core import QgsProcessingException
from qgis_support import Feedback, check, read_raster, run, write_raster

from any2any_qgis.engine.service import stop_worker, worker_service


def test_list_models_names_the_bundled_one_and_those_of_a_folder(any2any_provider, tiny_model, tmp_path):
    shutil.copytree(tiny_model, tmp_path / "mine")
    (tmp_path / "no model").mkdir()
    models = json.loads(run("any2any:listmodels", {"FOLDER": str(tmp_path)})["MODELS"])
    assert [model["folder"] for model in models] == [str(tiny_model), str(tmp_path / "mine")]
    assert models[0]["modalities"] == ["rgb", "sar", "nir", "ms", "pan"]
    assert len(models[0]["trained"]) == 14


def test_status_starts_no_worker(any2any_provider):
    stop_worker()
    results = run("any2any:status", {})
    assert results["READY"] is True
    assert "torch 2" in results["REPORT"]
    assert worker_service().worker_pid() is None


@pytest.fixture
def folder(tmp_path):
    """Two radar rasters of 64 x 64 pixels, and a file that only looks like a raster."""
    made = tmp_path / "in"
    made.mkdir()
    for name in ("a", "b"):
        values = np.random.default_rng(ord(name)).normal(-12, 3, (1, 64, 64)).astype(np.float32)
        write_raster(made / f"{name}.tif", values, (500_000, 10, 0, 5_000_000, 0, -10), 32632)
    (made / "broken.tif").write_bytes(b"no raster")
    (made / "notes.txt").write_text("not a raster either")
    return made


def test_batch_translates_a_folder_and_continues_when_run_again(any2any_provider, folder, tmp_path):
    parameters = {"FOLDER": str(folder), "PRESET": "fast", "OUTPUT": str(tmp_path / "out")}
    feedback = Feedback()
    results = run("any2any:translatebatch", parameters, feedback=feedback)
    assert results["RESULTS"] == [str(tmp_path / "out" / f"{name}_rgb.tif") for name in "ab"]
    assert results["FAILED"] == 1
    assert any("broken.tif" in warning for warning in feedback.warnings)
    assert read_raster(results["RESULTS"][0]).shape == (3, 64, 64)
    before = (tmp_path / "out" / "a_rgb.tif").stat().st_mtime_ns
    (tmp_path / "out" / "b_rgb.tif").unlink()
    again = run("any2any:translatebatch", parameters)
    assert again["RESULTS"] == results["RESULTS"]
    assert (tmp_path / "out" / "a_rgb.tif").stat().st_mtime_ns == before


def test_batch_numbers_inputs_of_the_same_name(any2any_provider, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(folder / "b.tif", other / "a.tif")
    layers = [str(folder / "a.tif"), str(other / "a.tif")]
    parameters = {"LAYERS": layers, "PRESET": "fast", "OUTPUT": str(tmp_path / "out")}
    results = run("any2any:translatebatch", parameters)["RESULTS"]
    assert [path.rsplit("/", 1)[1] for path in results] == ["a_rgb.tif", "a_rgb_2.tif"]
    assert (read_raster(results[0]) != read_raster(results[1])).any()


def test_batch_needs_rasters_and_two_modalities(any2any_provider, folder, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    output = {"OUTPUT": str(tmp_path / "out")}
    assert check("any2any:translatebatch", output)[1] == "Choose layers or a folder with rasters."
    same = {"FOLDER": str(folder), "SOURCE": "rgb", "TARGET": "rgb", **output}
    assert "two different modalities" in check("any2any:translatebatch", same)[1]
    with pytest.raises(QgsProcessingException, match="holds no raster"):
        run("any2any:translatebatch", {"FOLDER": str(empty), **output})
