"""The CWL package calls the command line as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from any2any.cli import parser

ROOT = Path(__file__).parents[3]
DOCUMENT = yaml.safe_load((ROOT / "packaging" / "any2any.cwl").read_text(encoding="utf-8"))
WORKFLOW, TOOL = DOCUMENT["$graph"]
GIVEN = {"input": "sar.tif", "source": "sar", "target": "rgb", "preset": "fast", "radiometry": "db"}


def command(tool: dict[str, Any], values: dict[str, str]) -> list[str]:
    """Put the command together as CWL does: options first, which have position 0, then by position."""
    parts: list[tuple[int, list[str]]] = [(a["position"], [a["valueFrom"]]) for a in tool["arguments"]]
    for name, entry in tool["inputs"].items():
        binding = entry["inputBinding"]
        prefix = [binding["prefix"]] if "prefix" in binding else []
        parts.append((binding.get("position", 0), [*prefix, values[name]]))
    ordered = sorted(parts, key=lambda part: part[0])
    return [*tool["baseCommand"], *(word for _, words in ordered for word in words)]


def test_the_tool_calls_translate_with_every_input() -> None:
    program, *arguments = command(TOOL, GIVEN)
    assert program == "any2any"
    args = parser().parse_args(arguments)
    assert (args.command, args.input, args.output) == ("translate", "sar.tif", Path("result.tif"))
    assert (args.source, args.target, args.preset, args.radiometry) == (["sar"], "rgb", "fast", "db")
    assert args.stac


def test_the_workflow_hands_on_what_the_tool_takes() -> None:
    [step] = WORKFLOW["steps"].values()
    assert set(WORKFLOW["inputs"]) == set(step["in"]) == set(TOOL["inputs"]) == set(GIVEN)
    assert step["run"] == f"#{TOOL['id']}"
    assert set(step["out"]) == set(TOOL["outputs"])
    defaults = parser().parse_args(["translate", "a", "b", "--source", "sar", "--target", "rgb"])
    assert WORKFLOW["inputs"]["preset"]["default"] == defaults.preset
    assert WORKFLOW["inputs"]["radiometry"]["default"] == defaults.radiometry
