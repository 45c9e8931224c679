"""Build one ONNX graph whose weights are external data inside a safetensors file.

A weight of half precision is widened by a Cast, one of eight bits by a DequantizeLinear with the scale of each row;
ONNX Runtime folds both when a session is created. Needs the package onnx, of the extra ``train``.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from any2any.errors import Message
from any2any.models.weights_check import SCALE, StoredTensor, read_header
from any2any.spec.manifest import Manifest, ManifestError

OPSET = 20
"""The oldest with GELU as one operator, which ONNX Runtime 1.17 and later know."""
IR_VERSION = 9
_TYPES = {"F32": TensorProto.FLOAT, "F16": TensorProto.FLOAT16, "I8": TensorProto.INT8}

Shape = Sequence[int | str]


class WeightsHeader:
    """Where each tensor of a safetensors file lies."""

    def __init__(self, folder: Path, manifest: Manifest, file: str) -> None:
        """Read the header alone; ManifestError if the file holds none."""
        self.file, self.sha256 = file, manifest.files[file].sha256
        self._tensors = read_header(folder / file)

    def __contains__(self, key: str) -> bool:
        return key in self._tensors

    def shape(self, key: str) -> tuple[int, ...]:
        """Shape of a tensor; ManifestError if the file lacks it."""
        return self._tensor(key).shape

    def initialiser(self, key: str, name: str) -> TensorProto:
        """A tensor of a graph that is the bytes of this file."""
        stored = self._tensor(key)
        tensor = TensorProto(name=name, data_type=_TYPES[stored.dtype], dims=stored.shape)
        tensor.data_location = TensorProto.EXTERNAL
        where = {"location": self.file, "offset": stored.first, "length": stored.last - stored.first}
        for field, value in where.items():
            tensor.external_data.add(key=field, value=str(value))
        return tensor

    def _tensor(self, key: str) -> StoredTensor:
        if key not in self._tensors:
            raise ManifestError(
                Message(
                    "model-unreadable",
                    "{path} lacks the weight {reason}: the config does not fit it",
                    path=self.file,
                    reason=key,
                )
            )
        return self._tensors[key]


class GraphBuilder:
    """Collects nodes and initialisers; each call of an operator returns the name of its result."""

    def __init__(self, name: str, weights: WeightsHeader, prefix: str = "") -> None:
        """``prefix``: of the weights' names in the file, such as ``dit.``."""
        self._name, self._weights, self._prefix = name, weights, prefix
        self._nodes: list[onnx.NodeProto] = []
        self._initialisers: dict[str, TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._widened: dict[str, str] = {}

    def within(self, prefix: str) -> GraphBuilder:
        """Return a builder of the same graph whose weights have another prefix."""
        other = copy(self)
        other._prefix, other._widened = prefix, {}
        return other

    def input(self, name: str, shape: Shape, dtype: int = TensorProto.FLOAT) -> str:
        """Declare an input; names in ``shape`` are dimensions of any size."""
        self._inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def constant(self, values: Any, dtype: Any = np.float32) -> str:
        """Store a small array in the graph itself."""
        array: NDArray[Any] = np.asarray(values, dtype)
        name = f"c{len(self._initialisers)}"
        self._initialisers[name] = numpy_helper.from_array(array, name)
        return name

    def integers(self, *values: int) -> str:
        """Store a vector of int64, such as a shape."""
        return self.constant(values, np.int64)

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add an operator with one result."""
        return self.nodes(kind, *inputs, results=1, domain=domain, **attributes)[0]

    def nodes(
        self, kind: str, *inputs: str, results: int, domain: str = "", **attributes: Any
    ) -> tuple[str, ...]:
        """Add an operator with several results."""
        names = tuple(f"v{len(self._nodes)}_{i}" for i in range(results))
        self._nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def has(self, key: str) -> bool:
        """Whether the file holds a weight."""
        return self._prefix + key in self._weights

    def weight(self, key: str) -> str:
        """A weight in float32, whatever it is stored as."""
        if key not in self._widened:
            self._widened[key] = self._widen(self._prefix + key)
        return self._widened[key]

    def shape(self, key: str) -> tuple[int, ...]:
        """Shape of a weight."""
        return self._weights.shape(self._prefix + key)

    def finish(self, result: str, name: str, shape: Shape) -> onnx.ModelProto:
        """The graph with one named output."""
        self._nodes.append(helper.make_node("Identity", [result], [name]))
        output = helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        graph = helper.make_graph(
            self._nodes, self._name, self._inputs, [output], list(self._initialisers.values())
        )
        domains = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(
            graph, opset_imports=domains, ir_version=IR_VERSION, producer_name="any2any"
        )
        helper.set_model_props(model, {self._weights.file: self._weights.sha256})
        return model

    def _widen(self, key: str) -> str:
        stored = self._stored(key)
        if self._initialisers[stored].data_type == TensorProto.FLOAT16:
            return self.node("Cast", stored, to=TensorProto.FLOAT)
        if self._initialisers[stored].data_type == TensorProto.INT8:
            return self.node("DequantizeLinear", stored, self._stored(key + SCALE), axis=0)
        return stored

    def _stored(self, key: str) -> str:
        name = f"w{len(self._initialisers)}"
        self._initialisers[name] = self._weights.initialiser(key, name)
        return name
