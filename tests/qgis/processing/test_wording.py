"""The worker's messages as users of QGIS read them."""

from __future__ import annotations

import ast
import string
from collections import defaultdict
from pathlib import Path

import pytest

from any2any_qgis.engine.protocol import Said
from any2any_qgis.layers.titles import unit_titles
from any2any_qgis.processing.translate_parameters import RADIOMETRIES
from any2any_qgis.processing.wording import worded, wordings

ROOT = Path(__file__).resolve().parents[3]
S2_OFFSET = "Reflectance × 10000 + 1000 (Sentinel-2 since 2022)"


def calls(folder: Path, name: str, of_self: bool = False) -> list[ast.Call]:
    """Return all calls of a function or class, or of a method of ``self``, in a folder's programs."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if of_self:
        return [node for node in nodes if isinstance(node.func, ast.Attribute) and node.func.attr == name]
    return [node for node in nodes if isinstance(node.func, ast.Name) and node.func.id == name]


def values_of(call: ast.Call) -> set[str]:
    """Return the names of the values that come with a ``Said``, whose third argument is a literal."""
    given = call.args[2] if len(call.args) > 2 else ast.Dict([], [])
    return {key.value for key in given.keys}


@pytest.fixture(scope="module")
def said() -> dict[str, set[str]]:
    """Every code of the worker and the client, with the values that all messages of the code have."""
    found = defaultdict(list)
    for call in calls(ROOT / "backend" / "any2any", "Message"):
        found[call.args[0].value].append({keyword.arg for keyword in call.keywords})
    for call in calls(ROOT / "any2any_qgis" / "engine", "Said"):
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
            found[call.args[1].value].append(values_of(call))
    for call in calls(ROOT / "any2any_qgis" / "engine", "_last_words", of_self=True):
        codes = [node.value for node in ast.walk(call.args[1]) if isinstance(node, ast.Constant)]
        for code in codes:
            if isinstance(code, str):
                found[code].append({"last", *(keyword.arg for keyword in call.keywords)})
    return {code: set.intersection(*values) for code, values in found.items()}


def test_the_plugin_words_exactly_the_codes_that_there_are(said):
    assert said.keys() == wordings().keys()


def test_a_wording_needs_only_values_that_come_with_its_code(said):
    for code, wording in wordings().items():
        fields = {name for _, name, _, _ in string.Formatter().parse(wording) if name}
        assert fields - said[code] <= ({"units"} if "radiometry" in said[code] else set()), code


def test_units_are_named_as_the_panel_names_them():
    message = Said(
        "radiometry s2_offset: baseline 05.09", "units", {"radiometry": "s2_offset", "reason": "x"}
    )
    assert worded(message) == f"Units: {S2_OFFSET} (x)"
    wrong = Said("with radiometry s2_offset ...", "wrong-units", {"radiometry": "s2_offset", "share": "41%"})
    assert worded(wrong) == f"With the units “{S2_OFFSET}” the values cannot be right: choose other units."


def test_values_with_braces_stay_as_they_are():
    message = Said("computing on {cpu}", "devices", {"devices": "{cpu}"})
    assert worded(message) == "Computing on {cpu}"


def test_what_has_no_code_loses_its_commands_and_raw_names():
    said = worded(Said("were removed: run the same command again to make them once more; sorry"))
    assert said == "were removed: run the job again; sorry"
    assert "s2_offset" not in worded(Said("values look odd: choose the radiometry (s2, s2_offset)"))


def test_a_code_of_a_newer_worker_is_read_in_english():
    assert worded(Said("a new sentence", "code-of-tomorrow", {"x": "1"})) == "a new sentence"


def test_every_unit_of_the_worker_has_a_title():
    assert set(RADIOMETRIES) <= set(unit_titles())


def test_the_reason_for_the_units_is_worded_too():
    values = {"radiometry": "s2", "reason": "values up to 3,000 are reflectance times 10,000"}
    coded = Said("radiometry s2: ...", "units", {**values, "why": "why-s2", "top": "3,000"})
    assert worded(coded).endswith("(values up to 3,000 are reflectance × 10000)")
    unknown = Said("radiometry s2: ...", "units", {**values, "why": "of a newer worker"})
    assert worded(unknown).endswith("(values up to 3,000 are reflectance times 10,000)")
