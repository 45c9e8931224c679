"""Errors that users of the plugin meet have a code, by which QGIS words them; the rest may only become fewer."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "backend" / "any2any"
ERRORS = {"UsageError", "Any2AnyError", "ManifestError", "CancelledError", "LockedError"}
UNCODED = {
    "data/export": 1,
    "evaluation": 8,
    "fill": 5,
    "hub/__init__.py": 2,
    "locking": 0,
    "models": 22,
    "raster": 3,
    "requests": 3,
    "runtime": 2,
    "spec": 3,
    "training/finetune": 0,
    "translate": 23,
    "worker": 4,
}
"""What the plugin's jobs reach, and how many of its raise sites hold an English sentence only.

Those that are left are met on the command line only (shards, merges, conversions), or say that plugin and worker
disagree, which is a bug.
"""


def raised(path: Path) -> Iterator[tuple[int, str, ast.expr]]:
    """Yield line, class and first argument of each raise of one of our errors."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            name = getattr(node.exc.func, "id", "")
            if name in ERRORS:
                yield node.lineno, name, node.exc.args[0]


def uncoded(place: str) -> list[str]:
    """Return ``file:line: class`` of each raise site whose sentence is written there without a code."""
    whole = PACKAGE / place
    paths = sorted(whole.rglob("*.py")) if whole.is_dir() else [whole]
    return [
        f"{path.relative_to(PACKAGE)}:{line}: {name}"
        for path in paths
        for line, name, argument in raised(path)
        if isinstance(argument, (ast.JoinedStr, ast.Constant))
    ]


def test_raise_sites_without_a_code_become_fewer():
    found = {place: uncoded(place) for place in UNCODED}
    counts = {place: len(sites) for place, sites in found.items()}
    more = [site for place, sites in found.items() if len(sites) > UNCODED[place] for site in sites]
    assert not more, "give new errors a code (errors.Message) and a wording in the plugin"
    assert counts == UNCODED, "there are fewer now: lower the numbers here"


def test_a_sentence_with_and_one_without_a_code_are_told_apart(tmp_path):
    path = tmp_path / "x.py"
    path.write_text(
        'def f(x):\n    raise UsageError(f"{x} is bad")\n\n'
        'def g(x):\n    raise UsageError(Message("bad", "{x} is bad", x=x))\n'
    )
    kinds = Counter(type(argument).__name__ for _, _, argument in raised(path))
    assert kinds == {"JoinedStr": 1, "Call": 1}
