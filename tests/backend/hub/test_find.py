from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from any2any import hub
from any2any.errors import Any2AnyError
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import CONFIG_NAME

WriteModel = Callable[[Path], Manifest]


def test_resources_lie_beside_the_source() -> None:
    assert (hub.resources_folder() / "models").is_dir()


def test_no_models_is_an_empty_list(resources: Path) -> None:
    assert hub.find_models() == []
    (resources / "models").rmdir()
    assert hub.find_models() == []


def test_a_missing_bundled_model_is_an_error_with_its_place(resources: Path) -> None:
    with pytest.raises(Any2AnyError, match=r"the bundled model is missing at .*any2any-tiny"):
        hub.bundled_model()


def test_the_bundled_model_is_found(resources: Path, write_model: WriteModel) -> None:
    write_model(resources / "models" / hub.BUNDLED)
    assert hub.bundled_model() == resources / "models" / hub.BUNDLED


def test_models_of_the_variable_follow_the_bundled_ones(
    resources: Path, tmp_path: Path, write_model: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [
        resources / "models" / "z",
        tmp_path / "one" / "b",
        tmp_path / "one" / "c",
        tmp_path / "two" / "a",
    ]
    for folder in folders:
        write_model(folder)
    (tmp_path / "one" / "no model").mkdir()
    named = [tmp_path / "one", tmp_path / "missing", tmp_path / "two"]
    monkeypatch.setenv(hub.MODELS_VARIABLE, os.pathsep.join(["", *map(str, named)]))
    found = hub.find_models()
    assert [model.folder for model in found] == folders
    assert all(model.manifest and model.manifest.name == "small" and model.error is None for model in found)


def test_a_damaged_model_is_listed_with_what_is_wrong(resources: Path) -> None:
    folder = resources / "models" / "broken"
    folder.mkdir()
    (folder / CONFIG_NAME).write_text("{")
    [found] = hub.find_models()
    assert found.manifest is None
    assert str(folder) in (found.error or "")


def test_finding_models_loads_no_client_of_a_network() -> None:
    code = "import sys, any2any.cli, any2any.hub; print(*({'requests', 'huggingface_hub', 'torch'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
