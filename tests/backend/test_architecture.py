"""ARCHITECTURE.md names every folder of the backend, on the floor that the import contract gives it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "backend" / "any2any"
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| `([\w/]+)` \| (.+) \|$", TEXT, re.MULTILINE)


def test_the_table_lists_the_folders_of_the_tree_once() -> None:
    folders = {str(path.parent.relative_to(PACKAGE).as_posix()) for path in PACKAGE.rglob("__init__.py")}
    listed = [folder for _, folder, _ in ROWS]
    assert sorted(listed) == sorted(folders - {"."})


def test_the_floors_are_those_of_the_import_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = settings["contracts"][0]["layers"]
    packages = [
        {name for name in re.split(r" [|:] ", layer) if (PACKAGE / name).is_dir()} for layer in layers
    ]
    by_floor: dict[int, set[str]] = {}
    for floor, folder, _ in ROWS:
        by_floor.setdefault(int(floor), set()).add(folder.partition("/")[0])
    assert [by_floor[floor] for floor in sorted(by_floor, reverse=True)] == [
        names for names in packages if names
    ]


def test_every_file_and_folder_of_the_diagrams_exists() -> None:
    diagrams = "".join(re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL))
    named = {name for label in re.findall(r'\["([^"<]+)', diagrams) for name in re.split(r", ?", label)}
    named = {name for name in named if re.fullmatch(r"[\w/]+(\.py)?", name)}
    assert len(named) > 15
    for name in named:
        path = PACKAGE / name
        assert path.exists() or path.with_suffix(".py").exists(), name


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_every_path_that_contributors_are_sent_to_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = [name for name in re.findall(r"`([\w./-]+/[\w./-]*)`", text) if not name.startswith("../")]
    roots = (ROOT, PACKAGE, ROOT / "tests")
    assert [name for name in paths if not any((root / name).exists() for root in roots)] == []
