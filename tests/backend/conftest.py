"""A small model with random weights, which tests of several folders load; settings of the whole suite."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from hypothesis import settings

from any2any import hub
from any2any.models.onnx.graphs.export import export_graphs
from any2any.models.translator import Translator, save_model
from any2any.spec.manifest import Manifest, VaeEntry
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import AdapterConfig, DitConfig, VaeConfig

# Two threads of a process wait for each other: where tests share the cores, two minutes became half an hour.
torch.set_num_threads(1)
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A busy machine makes any example slow: a deadline would fail tests by chance.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def build_manifest() -> Manifest:
    """Five modalities of the default specification around networks with a few thousand weights."""
    vaes = {
        m.name: VaeEntry(
            VaeConfig(m.channels, (4, 4, 8, 8)[-m.downsampling.bit_length() :]),
            latent_mean=(0.1, -0.2, 0.3, 0.0),
            latent_std=(0.5, 1.0, 2.0, 1.5),
        )
        for m in DEFAULT_MODALITIES
    }
    return Manifest(
        name="small",
        title="Small",
        version="1.2.3",
        licence="CC0-1.0",
        modalities=DEFAULT_MODALITIES,
        vaes=vaes,
        dit=DitConfig(depth=2, width=24, heads=2),
        adapter=AdapterConfig(width=8, depth=1),
        seen_directions=SEEN_DIRECTIONS,
        training={"steps": 3},
    )


def build_translator() -> Translator:
    """Every weight is random, also those that start at zero, so that every input matters."""
    torch.manual_seed(0)
    translator = Translator(build_manifest())
    for parameter in translator.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    return translator.eval().requires_grad_(False)


@pytest.fixture
def small_manifest() -> Manifest:
    return build_manifest()


@pytest.fixture(scope="session")
def small_translator() -> Translator:
    """Read only."""
    return build_translator()


@pytest.fixture(scope="session")
def saved_model(small_translator: Translator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small model, saved once; read only."""
    folder = tmp_path_factory.mktemp("saved") / "small"
    save_model(folder, small_translator)
    return folder


@pytest.fixture(scope="session")
def saved_graphs(saved_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder with the graphs that ONNX Runtime computes, exported once; read only.

    A process that translates with it does not load torch, which takes most of its time.
    """
    folder = tmp_path_factory.mktemp("graphs") / "small"
    shutil.copytree(saved_model, folder)
    export_graphs(folder)
    return folder


@pytest.fixture
def write_model(saved_model: Path) -> Callable[[Path], Manifest]:
    """Copy the small model into a folder that the test may damage."""

    def write(folder: Path) -> Manifest:
        shutil.copytree(saved_model, folder, dirs_exist_ok=True)
        return read_manifest(folder)

    return write


@pytest.fixture
def model_folder(tmp_path: Path, write_model: Callable[[Path], Manifest]) -> Path:
    write_model(tmp_path / "small")
    return tmp_path / "small"


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation without any model."""
    folder = tmp_path / "resources"
    (folder / "models").mkdir(parents=True)
    monkeypatch.setattr(hub, "resources_folder", lambda: folder)
    monkeypatch.delenv(hub.MODELS_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))  # where pulled models are
    return folder
