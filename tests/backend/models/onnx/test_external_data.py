"""A graph may read nothing but the weights of its own folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from onnx import ModelProto, TensorProto, helper

from any2any.models.onnx.external_data import require_inside
from any2any.spec.manifest import ManifestError

SIZES = {"weights.safetensors": 100}
PATH = Path("graphs/net.onnx")


def graph(**where: object) -> bytes:
    """One initialiser outside and one inside the graph."""
    outside = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4], data_location=TensorProto.EXTERNAL)
    for key, value in where.items():
        outside.external_data.add(key=key, value=str(value))
    inside = helper.make_tensor("c", TensorProto.FLOAT, [2], [1.0, 2.0])
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [4])
    node = helper.make_node("Identity", ["w"], ["y"])
    model: ModelProto = helper.make_model(helper.make_graph([node], "g", [], [output], [inside, outside]))
    return model.SerializeToString()


def test_data_inside_the_weights_is_allowed() -> None:
    require_inside(graph(location="weights.safetensors", offset=84, length=16), PATH, SIZES)
    require_inside(graph(), PATH, SIZES)


@pytest.mark.parametrize("location", ["/etc/passwd", "../other.safetensors", "graphs/net.onnx", ""])
def test_data_outside_the_folder_is_refused(location: str) -> None:
    with pytest.raises(ManifestError, match="which is not a weights file of the model: do not use it"):
        require_inside(graph(location=location, offset=0, length=16), PATH, SIZES)


@pytest.mark.parametrize(
    ("offset", "length"), [(85, 16), (0, 101), (10**9, 1), (-16, 16), ("x", 16), (0, ""), (0, -1)]
)
def test_data_past_the_end_is_refused(offset: object, length: object) -> None:
    where = {"location": "weights.safetensors", "offset": offset, "length": length}
    with pytest.raises(ManifestError, match=r"bytes from .* of weights.safetensors, which has 100"):
        require_inside(graph(**where), PATH, SIZES)


def test_nothing_hides_in_attributes_inner_graphs_or_functions() -> None:
    outside = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4], data_location=TensorProto.EXTERNAL)
    outside.external_data.add(key="location", value="/etc/passwd")
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [4])
    inner = helper.make_graph([helper.make_node("Identity", ["w"], ["y"])], "inner", [], [output], [outside])
    hidden = helper.make_node("Constant", [], ["y"], value=outside)
    with pytest.raises(ManifestError, match="points to '/etc/passwd'"):
        require_inside(
            helper.make_model(helper.make_graph([hidden], "g", [], [output])).SerializeToString(), PATH, {}
        )
    branch = helper.make_node("If", ["c"], ["y"], then_branch=inner, else_branch=inner)
    nested = helper.make_model(helper.make_graph([branch], "g", [], [output]))
    function = helper.make_function("any", "f", [], ["y"], [hidden], [helper.make_opsetid("", 20)])
    plain = helper.make_graph([helper.make_node("f", [], ["y"], domain="any")], "g", [], [output])
    for model in (nested, helper.make_model(plain, functions=[function])):
        with pytest.raises(ManifestError, match="is not a graph that Any2Any wrote"):
            require_inside(model.SerializeToString(), PATH, {})


def test_any_damage_is_a_sentence_or_harmless() -> None:
    """Every graph that is cut off, and every one with one other byte, passes or raises ManifestError alone."""
    whole = graph(location="weights.safetensors", offset=84, length=16)
    damaged = [whole[:end] for end in range(len(whole))]
    damaged += [
        whole[:at] + bytes([byte]) + whole[at + 1 :] for at in range(len(whole)) for byte in (0, 127, 255)
    ]
    refused = 0
    for each in damaged:
        try:
            require_inside(each, PATH, SIZES)
        except ManifestError:
            refused += 1
    assert refused > len(whole)
