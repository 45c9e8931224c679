"""Write the graphs of a model folder, one for each network, and list them in its manifest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import onnx

from any2any.models.onnx.graphs.builder import WeightsHeader
from any2any.models.onnx.graphs.guess import context_graph, guess_graph
from any2any.models.onnx.graphs.translator import modulate_graph, predict_graph, refine_graph
from any2any.models.onnx.graphs.vae import decode_graph, encode_graph
from any2any.spec.manifest import GRAPHS_FOLDER, TRANSLATOR_FILE, Manifest, WeightsFile, is_graph, vae_file
from any2any.spec.modality import Direction
from any2any.spec.model_folder import read_manifest, sha256_of, verify_files, write_manifest


def export_graphs(folder: Path) -> Manifest:
    """Write ``graphs/*.onnx`` of a model folder, and its manifest with their digests.

    The weights and the model's digest do not change. ManifestError if the folder is damaged.
    """
    manifest = read_manifest(folder)
    verify_files(folder, _without_graphs(manifest))
    target = folder / GRAPHS_FOLDER
    target.mkdir(exist_ok=True)
    for old in target.glob("*.onnx"):
        old.unlink()
    files = dict(_without_graphs(manifest).files)
    for name, graph in graphs(folder, manifest):
        path = target / f"{name}.onnx"
        path.write_bytes(graph.SerializeToString(deterministic=True))
        files[f"{GRAPHS_FOLDER}/{path.name}"] = WeightsFile(sha256_of(path), path.stat().st_size)
    manifest = replace(manifest, files=dict(sorted(files.items())))
    write_manifest(folder, manifest)
    return manifest


def graphs(folder: Path, manifest: Manifest) -> Iterator[tuple[str, onnx.ModelProto]]:
    """Yield each network's name and graph; ManifestError if the weights do not fit the config."""
    for modality in manifest.modalities:
        weights = WeightsHeader(folder, manifest, vae_file(modality.name))
        config = manifest.vaes[modality.name].config
        yield f"encode-{modality.name}", encode_graph(weights, config)
        yield f"decode-{modality.name}", decode_graph(weights, config)
    weights = WeightsHeader(folder, manifest, TRANSLATOR_FILE)
    yield "modulate", modulate_graph(weights, manifest.dit)
    yield "predict", predict_graph(weights, manifest.dit)
    context = manifest.guess.context if manifest.guess else None
    if context:
        for modality in manifest.modalities:
            yield f"context-{modality.name}", context_graph(weights, context, modality)
    for source, target in permutations(manifest.modalities, 2):
        direction = Direction(source.name, target.name)
        yield from _of_direction(weights, manifest, direction)


def _without_graphs(manifest: Manifest) -> Manifest:
    return replace(manifest, files={n: entry for n, entry in manifest.files.items() if not is_graph(n)})


def _of_direction(
    weights: WeightsHeader, manifest: Manifest, direction: Direction
) -> Iterator[tuple[str, onnx.ModelProto]]:
    name = f"{direction.source}-{direction.target}"
    ends = manifest.modality(direction.source), manifest.modality(direction.target)
    yield (
        f"refine-{name}",
        refine_graph(weights, manifest.adapter, manifest.dit.latent_px, direction.source, direction.target),
    )
    if manifest.guess:
        yield f"guess-{name}", guess_graph(weights, manifest.guess.context, *ends)
