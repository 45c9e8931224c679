"""ONNX Runtime is loaded without its telemetry, which names the device in a file and sends usage data."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime")

BACKEND = Path(__file__).parents[3] / "backend"
TRANSLATE = """
import any2any, numpy
backscatter_db = numpy.full((64, 64), -12.0, "float32")
any2any.load_model().translate_array(backscatter_db, source="sar", target="rgb", runtime="onnx")
"""


def run_at_home(code: str, home: Path) -> list[str]:
    """Run a program as a user with an empty home; return the files that it left there."""
    home.mkdir()
    dropped = ("ORT_", "XDG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    environment = {**kept, "HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": str(BACKEND)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=300)
    return [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]


def test_a_translation_leaves_nothing_in_the_users_home(tmp_path: Path) -> None:
    assert run_at_home(TRANSLATE, tmp_path / "home") == []


def test_events_are_off_even_if_another_program_imported_it_first(monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    from any2any.runtime.providers import import_onnxruntime

    calls: list[str] = []
    monkeypatch.setattr(onnxruntime, "disable_telemetry_events", lambda: calls.append("off"))
    assert import_onnxruntime() is onnxruntime
    assert calls == ["off"]


def test_the_backend_imports_it_in_one_place() -> None:
    found = {path.name for path in (BACKEND / "any2any").rglob("*.py") if imports_it(path)}
    assert found == set()  # by name nowhere: import_onnxruntime() does it by import_module


def imports_it(path: Path) -> bool:
    """Whether a file imports onnxruntime outside of what only a type checker reads."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name.split(".")[0] == "onnxruntime" for name in names)
