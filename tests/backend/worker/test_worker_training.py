"""Exporting tiles and fine-tuning through the worker's pipes, with a small random model and two small scenes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from any2any.errors import UsageError
from any2any.requests.training import FinetuneRequest, IndexTilesRequest, TrainingLayer
from any2any.spec.model_folder import read_manifest
from any2any.worker.parameters import finetune_request, index_tiles_request
from any2any.worker.rpc import Code

from .worker_client import Client, running_workers

PATIENCE_S = 240.0
"""The worker imports torch in a test, on a machine that may be busy."""

EXPORT = {"index": "i.gpkg", "layers": [{"modality": "sar", "path": "sar.tif"}], "scene": "s"}
TRAINING = {"index": "i.gpkg", "output": "model"}


@pytest.fixture
def worker():
    with running_workers() as start:
        yield start


@pytest.fixture
def export_params(tmp_path: Path, model_folder: Path) -> dict:
    """Radar and near infrared of 256 x 256 pixels: one window of 64 x 64 latent cells."""
    rng = np.random.default_rng(0)
    values = {"sar": rng.normal(-12, 3, (1, 256, 256)), "nir": rng.uniform(0.05, 0.5, (1, 256, 256))}
    transform = rasterio.Affine(10, 0, 500_000, 0, -10, 5_000_000)
    for name, array in values.items():
        profile = {"width": 256, "height": 256, "count": 1, "dtype": "float32", "crs": "EPSG:32632"}
        with rasterio.open(tmp_path / f"{name}.tif", "w", transform=transform, **profile) as dataset:
            dataset.write(array.astype(np.float32))
    layers = [{"modality": name, "path": str(tmp_path / f"{name}.tif")} for name in values]
    return {
        "index": str(tmp_path / "tiles.gpkg"), "layers": layers, "scene": "valley", "licence": "CC0-1.0",
        "model": str(model_folder),
    }  # fmt: skip


def answer(client: Client, request_id: int) -> tuple[dict, list[dict]]:
    """Return the answer to a request and the notifications before it."""
    before = []
    while (message := client.next(PATIENCE_S)).get("id") != request_id:
        before.append(message)
    return message, before


def values_of(messages: list[dict], method: str) -> list[dict]:
    return [message["params"] for message in messages if message["method"] == method]


def test_export_finetune_cancel_and_go_on(worker, export_params, model_folder, tmp_path):
    client = worker()
    client.send(1, "index_tiles", **export_params)
    result, _ = answer(client, 1)
    assert result["result"]["tiles"] == 1
    assert result["result"]["index"] == export_params["index"]

    output = tmp_path / "new"
    params = {"index": export_params["index"], "output": str(output), "model": str(model_folder)}
    params |= {"steps": 12, "batch": 2, "device": "cpu"}
    client.send(2, "finetune", **params)
    while "tiles before" not in (message := client.next(PATIENCE_S)).get("params", {}).get("message", ""):
        assert message.get("id") != 2, message
    client.send(3, "cancel", id=2)
    error, _ = answer(client, 2)
    assert error["error"]["code"] == Code.CANCELLED
    assert "of 12; repeating the command" in error["error"]["message"]
    assert not output.exists()
    assert (tmp_path / "new.training" / "translator" / "checkpoint.pt").is_file()

    client.send(4, "finetune", **params)
    done, before = answer(client, 4)
    assert done["result"]["steps"] == 12
    assert done["result"]["directions"] == ["sar->nir", "nir->sar"]
    assert any("step 12 of 12, loss" in log["message"] for log in values_of(before, "log"))
    fractions = [progress["fraction"] for progress in values_of(before, "progress")]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert not (tmp_path / "new.training").exists()
    manifest = read_manifest(output)
    assert manifest.digest == done["result"]["model_digest"] != done["result"]["base_digest"]
    assert manifest.training["base_digest"] == read_manifest(model_folder).digest


def test_wrong_requests_fail_before_torch_is_imported(worker, export_params, tmp_path):
    client = worker("def run(*_): raise Any2AnyError(str('torch' in sys.modules))")
    client.send(1, "finetune", index=str(tmp_path / "none.gpkg"), output=str(tmp_path / "model"))
    error, _ = answer(client, 1)
    assert error["error"]["code"] == Code.USAGE
    assert "none.gpkg" in error["error"]["message"]
    client.send(2, "index_tiles", **export_params | {"layers": export_params["layers"][:1]})
    error, _ = answer(client, 2)
    assert "at least two" in error["error"]["message"]
    client.send(3, "translate", input="in.tif", output="out.tif", source="sar", target="rgb")
    assert answer(client, 3)[0]["error"]["message"] == "False"


def test_missing_libraries_are_named_with_the_command(worker, tmp_path):
    client = worker(
        "import any2any.training.finetune.plan as run_folder\n"
        "run_folder.NEEDED['no_such_module'] = 'no-such-library'\n"
        "run = None"
    )
    client.send(1, "finetune", index=str(tmp_path / "i.gpkg"), output=str(tmp_path / "model"))
    message = answer(client, 1)[0]["error"]["message"]
    assert "needs no-such-library in the worker's Python" in message
    assert "-m pip install no-such-library" in message


def test_requests_of_all_fields():
    layer = {"modality": "sar", "path": "a.tif", "bands": [2], "radiometry": "db"}
    params = {
        "index": "i.gpkg", "layers": [layer], "scene": "s", "place": "p", "split": "test", "licence": "CC0",
        "model": "m", "extent": [0, 1.5, 2, 3], "append": True,
    }  # fmt: skip
    layers = (TrainingLayer("sar", "a.tif", (2,), "db"),)
    assert index_tiles_request(params) == IndexTilesRequest(
        Path("i.gpkg"), layers, "s", "p", "test", "CC0", Path("m"), (0, 1.5, 2, 3), True
    )
    params = {
        "index": "i.gpkg", "output": "o", "model": None, "directions": ["sar->rgb"], "steps": 3,
        "learning_rate": 0.5, "batch": 2, "seed": 1, "device": "cpu",
    }  # fmt: skip
    assert finetune_request(params) == FinetuneRequest(
        Path("i.gpkg"), Path("o"), None, ("sar->rgb",), 3, 0.5, 2, 1, "cpu"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("layers", []),
        ("layers", ["sar.tif"]),
        ("split", "training"),
        ("extent", [1, 2, 3]),
        ("extent", [1, 2, 3, None]),
        ("append", 1),
        ("scene", ""),
    ],
)
def test_export_field_of_a_wrong_type_is_named(field, value):
    with pytest.raises(UsageError, match=f"field '{field}' of an export of tiles is "):
        index_tiles_request({**EXPORT, field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [("steps", 0), ("learning_rate", 0), ("learning_rate", "1"), ("batch", 1.5), ("directions", []), ("seed", None)],
)  # fmt: skip
def test_finetune_field_of_a_wrong_type_is_named(field, value):
    with pytest.raises(UsageError, match=f"field '{field}' of a fine-tuning is "):
        finetune_request({**TRAINING, field: value})


def test_unknown_and_missing_fields_are_named():
    with pytest.raises(UsageError, match="'output'"):
        finetune_request({"index": "i.gpkg"})
    with pytest.raises(UsageError, match="unknown field 'colour' of a layer"):
        index_tiles_request({**EXPORT, "layers": [{"modality": "sar", "path": "a", "colour": 1}]})
    with pytest.raises(UsageError, match="a layer needs the field 'path'"):
        index_tiles_request({**EXPORT, "layers": [{"modality": "sar"}]})
