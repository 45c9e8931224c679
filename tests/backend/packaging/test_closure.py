"""Which modules the plugin takes along: all that its worker may import, and none of the command line's."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CLOSURE = runpy.run_path(str(ROOT / "packaging" / "closure.py"))["closure"]


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root.joinpath("pack", *name.split("__in__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_imports_are_followed_wherever_they_stand(tmp_path: Path) -> None:
    write(
        tmp_path,
        __init__="",
        start="import pack.plain\ndef f():\n    from pack.lazy import name\n",
        plain="from pack import sibling\nfrom . import relative\n",
        lazy='RUN = ["-m", "pack.started"]',
        sibling="import os",
        relative="",
        started="",
        left_out="import pack.start",
    )
    found = {path.stem for path in CLOSURE(tmp_path, ["pack.start"])}
    assert found == {"__init__", "start", "plain", "lazy", "sibling", "relative", "started"}


def test_an_entry_point_that_is_gone_stops_the_build(tmp_path: Path) -> None:
    write(tmp_path, __init__="")
    with pytest.raises(SystemExit, match=r"pack\.gone is not a module"):
        CLOSURE(tmp_path, ["pack.gone"])


def test_every_module_of_the_plugin_imports_without_the_rest(tmp_path: Path) -> None:
    """Each module of the closure is imported from a copy that holds nothing else."""
    backend = ROOT / "backend"
    modules = sorted(CLOSURE(backend, ["any2any.worker"]))
    for path in modules:
        target = tmp_path / path.relative_to(backend)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    names = [".".join(path.relative_to(backend).with_suffix("").parts) for path in modules]
    names = [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]
    code = (
        "import importlib, sys\nprint([importlib.import_module(name) for name in sys.argv[1:]][0].__file__)"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", code, *names]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)  # not the checkout's
    assert {name.split(".")[1] for name in names if "." in name}.isdisjoint({"commands", "cli"})
    of_evaluation = {name for name in names if name.startswith("any2any.evaluation.")}
    assert of_evaluation == {
        "any2any.evaluation.real_image",
        "any2any.evaluation.real_image_page",
        "any2any.evaluation.real_image_pair",
    }
