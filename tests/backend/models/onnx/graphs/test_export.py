"""Graphs hold no weights, change no digest, and belong to the weights that they were made for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import onnx
import pytest

from any2any.cli import main
from any2any.models.onnx.graphs.export import export_graphs
from any2any.models.onnx.onnx_model import OnnxModel
from any2any.models.onnx.sessions import Sessions
from any2any.spec.manifest import TRANSLATOR_FILE, Manifest, ManifestError, is_graph
from any2any.spec.model_folder import read_manifest, verify_files, write_manifest


def test_a_folder_gains_graphs_and_keeps_its_digest(
    model_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five encoders, five decoders, two of the DiT, and an adapter for each of 20 directions."""
    before = read_manifest(model_folder)
    assert not before.has_graphs
    assert main(["models", "export-onnx", str(model_folder)]) == 0
    after = read_manifest(model_folder)
    assert after.has_graphs
    assert after.digest == before.digest
    assert sum(map(is_graph, after.files)) == 5 + 5 + 2 + 20
    verify_files(model_folder, after)
    assert "32 graphs" in capsys.readouterr().out


def test_weights_lie_in_the_safetensors_files_alone(model_folder: Path) -> None:
    """What a graph stores itself are shapes, indices and the frequencies of time and position."""
    manifest = export_graphs(model_folder)
    for name in filter(is_graph, manifest.files):
        graph = onnx.load(model_folder / name, load_external_data=False).graph
        inside = [tensor for tensor in graph.initializer if not tensor.external_data]
        assert sum(len(tensor.raw_data) for tensor in inside) < 2000
        assert len(inside) < len(graph.initializer)


def test_the_same_weights_give_the_same_graphs(model_folder: Path) -> None:
    first = export_graphs(model_folder)
    assert export_graphs(model_folder) == first


def test_graphs_of_other_weights_are_refused(model_folder: Path) -> None:
    manifest = export_graphs(model_folder)
    entry = replace(manifest.files[TRANSLATOR_FILE], sha256="ab" * 32)
    changed = replace(manifest, files=manifest.files | {TRANSLATOR_FILE: entry})
    with pytest.raises(ManifestError, match=r"predict.onnx was made for other weights .* models export-onnx"):
        Sessions(model_folder, changed)._open("predict")


def test_a_config_that_does_not_fit_the_weights_is_refused(model_folder: Path) -> None:
    manifest = read_manifest(model_folder)
    write_manifest(model_folder, replace(manifest, dit=replace(manifest.dit, depth=3)))
    with pytest.raises(ManifestError, match=r"translator.safetensors lacks the weight dit.blocks.2"):
        export_graphs(model_folder)


@pytest.mark.parametrize("name", ["graphs/predict.onnx", "graphs/encode-sar.onnx"])
def test_a_damaged_or_missing_graph_is_named(model_folder: Path, name: str) -> None:
    export_graphs(model_folder)
    (model_folder / name).write_bytes(b"x")
    with pytest.raises(ManifestError, match=rf"{name} has 1 bytes, the manifest says"):
        OnnxModel.load(model_folder)
    (model_folder / name).unlink()
    with pytest.raises(ManifestError, match=rf"{name} is missing"):
        OnnxModel.load(model_folder)


def test_a_folder_without_graphs_says_what_to_run(
    tmp_path: Path, write_model: Callable[[Path], Manifest]
) -> None:
    write_model(tmp_path)
    with pytest.raises(
        ManifestError, match="has no graphs for ONNX Runtime: run `any2any models export-onnx`"
    ):
        OnnxModel.load(tmp_path)
