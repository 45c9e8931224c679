"""A weights file is data: its header is checked before anything is allocated for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from any2any.hub import bundled_model
from any2any.models.onnx.graphs.export import export_graphs
from any2any.models.onnx.onnx_model import OnnxModel
from any2any.models.translator import Translator
from any2any.models.weights_check import (
    StoredTensor,
    read_header,
    require_finite,
    require_shapes,
    shapes_of,
)
from any2any.spec.manifest import ManifestError, WeightsFile, is_graph
from any2any.spec.model_folder import read_manifest, sha256_of

FLOATS = [torch.float16, torch.bfloat16, torch.float32]


def write(path: Path, header: object, data: bytes = b"") -> Path:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)
    return path


def entry(shape: Any = (2,), first: Any = 0, last: Any = 4, dtype: Any = "F16") -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": [first, last]}


def test_a_header_says_where_each_tensor_lies(tmp_path: Path) -> None:
    """Behind 8 bytes of length and the header: 2 x 3 values of 4 bytes, then 5 of 2 bytes."""
    path = tmp_path / "w.safetensors"
    save_file({"a": torch.zeros(2, 3), "b": torch.zeros(5, dtype=torch.float16)}, path, {"note": "x"})
    end = path.stat().st_size
    assert read_header(path) == {
        "a": StoredTensor("a", "F32", (2, 3), end - 34, end - 10),
        "b": StoredTensor("b", "F16", (5,), end - 10, end),
    }


@pytest.mark.parametrize(
    ("header", "data", "message"),
    [
        (b"", b"", "header of 0 bytes"),
        (b"[]", b"", "not a mapping"),
        (b"{,", b"", "Expecting"),
        (b"[" * 100_000, b"", "recursion"),
        ({"a": 3}, b"", "a"),
        ({"a": entry()}, b"123", "describes .* bytes, the file has"),
        ({"a": entry()}, b"12345", "describes .* bytes, the file has"),
        ({"a": entry(first=1, last=5)}, b"12345", "does not begin where"),
        ({"a": entry(), "b": entry(first=2, last=6)}, b"123456", "b does not begin where"),
        ({"a": entry(shape=(10**12,))}, b"1234", r"shape \[1000000000000\] and 4 bytes"),
        ({"a": entry(shape=(2**32, 2**32))}, b"1234", "and 4 bytes"),
        ({"a": entry(shape=(-2,))}, b"1234", r"shape \[-2\]"),
        ({"a": entry(shape=(True, 2))}, b"1234", "shape"),
        ({"a": entry(shape=(2.0,))}, b"1234", "shape"),
        ({"a": entry(first=4, last=0)}, b"1234", "does not begin where|and -4 bytes"),
        ({"a": entry(dtype="F64", last=16)}, b"1" * 16, "type 'F64'"),
        ({"a": entry(dtype=[])}, b"1234", "unhashable|type"),
        (b'{"a": %s, "a": %s}' % ((json.dumps(entry()).encode(),) * 2), b"1234", "a name twice"),
    ],
)
def test_a_header_that_is_not_sound_is_refused(
    tmp_path: Path, header: object, data: bytes, message: str
) -> None:
    path = write(tmp_path / "w.safetensors", header, data)
    with pytest.raises(ManifestError, match=rf"w\.safetensors contains no weights: .*({message})"):
        read_header(path)


@pytest.mark.parametrize("length", [2**63, 2**40, 60_000_000, 3])
def test_a_headers_length_is_checked_before_it_is_read(tmp_path: Path, length: int) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(length.to_bytes(8, "little") + b"{}")
    with pytest.raises(ManifestError, match=f"header of {length} bytes does not fit into 10 bytes"):
        read_header(path)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 2.0**64, -1e30])
def test_the_weight_that_is_not_a_number_is_named(tmp_path: Path, dtype: torch.dtype, value: float) -> None:
    """In half precision 2**64 is infinite already."""
    weights = {name: torch.ones(700_001, dtype=dtype) for name in ("before", "odd", "then")}
    weights["odd"][-1] = value
    path = tmp_path / "w.safetensors"
    save_file(weights, path)
    with pytest.raises(
        ManifestError, match=r"the weight odd holds (nan|-?inf|1.84467e.19|-1(\.00026)?e.30):"
    ):
        require_finite(path, read_header(path))


@pytest.mark.parametrize("dtype", FLOATS)
def test_large_small_and_negative_weights_pass(tmp_path: Path, dtype: torch.dtype) -> None:
    values = torch.tensor([0.0, -0.0, 65504.0, -65504.0, 6e-8, -1.0, 1e-30], dtype=dtype)
    path = tmp_path / "w.safetensors"
    save_file(
        {"a": values, "b": torch.full((4, 300), -1, dtype=torch.int8), "e": torch.zeros(0, dtype=dtype)}, path
    )
    require_finite(path, read_header(path))


def test_the_bundled_models_files_are_sound() -> None:
    folder = bundled_model()
    for name in filter(lambda name: not is_graph(name), read_manifest(folder).files):
        require_finite(folder / name, read_header(folder / name))


def test_the_first_tensor_that_does_not_fit_is_named() -> None:
    expected = {"a": (2, 3), "b": (4,)}
    require_shapes(expected, expected, "weights")
    for stored, message in (
        ({"a": (2, 3)}, r"b is missing, the config asks for \(4,\)"),
        ({"a": (3, 2), "b": (4,)}, r"a has shape \(3, 2\), the config asks for \(2, 3\)"),
        (expected | {"c": (1,)}, "c belongs to no network"),
    ):
        with pytest.raises(ManifestError, match=f"weights do not fit its config: {message}"):
            require_shapes(stored, expected, "weights")


def test_scales_belong_to_their_tensor(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    eight = {"w": torch.zeros(4, 300, dtype=torch.int8), "w.scale": torch.ones(4), "n.scale": torch.ones(5)}
    save_file(eight, path)
    assert shapes_of(read_header(path)) == {"w": (4, 300), "n.scale": (5,)}


@pytest.mark.parametrize("load", [Translator.load, OnnxModel.load])
def test_no_runtime_loads_a_weight_that_is_not_a_number(
    model_folder: Path, load: Callable[[Path], object]
) -> None:
    path = model_folder / "vae-sar.safetensors"
    weights = load_file(path)
    weights["encoder.conv_in.weight"][0, 0, 1, 1] = np.nan
    save_file(weights, path)
    config = model_folder / "config.json"
    document = json.loads(config.read_text())
    document["files"][path.name] = vars(WeightsFile(sha256_of(path), path.stat().st_size))
    config.write_text(json.dumps(document))
    export_graphs(model_folder)
    with pytest.raises(
        ManifestError, match=r"vae-sar\.safetensors: the weight encoder\.conv_in\.weight holds nan"
    ):
        load(model_folder)


def test_a_graph_that_gives_other_bands_than_promised_is_refused(model_folder: Path) -> None:
    """The graph of MS, six bands at 1/2, in the place of RGB's decoder."""
    export_graphs(model_folder)
    model = OnnxModel.load(model_folder)
    graphs = model_folder / "graphs"
    (graphs / "decode-rgb.onnx").write_bytes((graphs / "decode-ms.onnx").read_bytes())
    with pytest.raises(
        ManifestError, match=r"graph decode-rgb gives \(1, 6, 8, 8\), its manifest promises 3 channels"
    ):
        model.from_latent("rgb", np.zeros((1, 4, 4, 4), np.float32))
    with pytest.raises(ManifestError, match="its graph encode-rgb does not fit its manifest"):
        model.to_latent("rgb", np.zeros((1, 5, 16, 16), np.float32))
