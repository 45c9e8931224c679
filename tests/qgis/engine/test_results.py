"""A worker's answer becomes typed values, or an error that describes its fault."""

from __future__ import annotations

import pytest

from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.results import FinetuneResult, TranslateResult, parse_result

ANSWER = {
    "name": "mine",
    "steps": 500,
    "loss_split": "validation",
    "loss_before": 1,  # JSON of 1.0 in some writers
    "loss_after": 0.5,
    "output": "/models/mine",  # the plugin does not use it
}


def test_fields_of_the_plugin_are_read_and_others_ignored():
    assert parse_result(FinetuneResult, ANSWER) == FinetuneResult("mine", 500, "validation", 1, 0.5)


@pytest.mark.parametrize(
    ("field", "value"),
    [("steps", "500"), ("steps", True), ("steps", 1.5), ("name", None), ("loss_after", "nan")],
)
def test_a_field_of_another_type_is_named(field, value):
    with pytest.raises(EngineError, match=f"without a usable {field}: "):
        parse_result(FinetuneResult, {**ANSWER, field: value})


@pytest.mark.parametrize("field", ["name", "steps", "loss_split", "loss_before", "loss_after"])
def test_a_missing_field_is_named(field):
    answer = {name: value for name, value in ANSWER.items() if name != field}
    with pytest.raises(EngineError, match=f"without a usable {field}: "):
        parse_result(FinetuneResult, answer)


def test_all_that_is_wrong_is_named_at_once_and_defaults_may_be_missing():
    with pytest.raises(EngineError) as caught:
        parse_result(TranslateResult, {})
    assert "width, height, model" in str(caught.value)
    assert "via" not in str(caught.value)
    assert "samples" not in str(caught.value)
