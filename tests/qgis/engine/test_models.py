from __future__ import annotations

import json
import re

import pytest

from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError


def test_reads_what_the_backend_writes(tiny_model):
    model = read_model(tiny_model)
    assert [modality.name for modality in model.modalities] == ["rgb", "sar", "nir", "ms", "pan"]
    assert len(model.seen) == 14
    assert ("sar", "pan") not in model.seen
    assert [band.name for band in model.modality("rgb").bands] == ["red", "green", "blue"]
    with pytest.raises(EngineError, match="'lidar', only rgb, sar"):
        model.modality("lidar")


def test_folder_without_manifest_is_named(tmp_path):
    with pytest.raises(EngineError, match=re.escape(str(tmp_path))):
        read_model(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", json.dumps({"name": "m", "title": "t", "version": 1, "modalities": 3})]
)
def test_damaged_manifest_is_an_error(tmp_path, text):
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(EngineError, match="not the manifest"):
        read_model(tmp_path)
