"""The zip for the plugin repository: its bytes, and the messages about a zip that would be refused."""

from __future__ import annotations

import runpy
import zipfile
from pathlib import Path

import pytest

PACKAGE = runpy.run_path(str(Path(__file__).resolve().parents[3] / "packaging" / "package.py"))

METADATA = """[general]
name=Any2Any
qgisMinimumVersion=3.22
description=Short
about=Long, 100 % true
version=1.0.0
author=We
email=us@example.org
homepage=https://example.org
repository=https://example.org/code
tracker=https://example.org/issues
"""


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """A plugin that the repository takes."""
    folder = tmp_path / "any2any_qgis"
    (folder / "engine").mkdir(parents=True)
    (folder / "metadata.txt").write_text(METADATA)
    (folder / "__init__.py").touch()
    (folder / "engine" / "child.py").write_text("print()\n")
    return folder


def faults(plugin: Path) -> list[str]:
    path = plugin.parent / "a.zip"
    PACKAGE["write_zip"](plugin, path)
    return list(PACKAGE["faults"](plugin, path))


def test_the_same_files_give_the_same_bytes(plugin: Path, tmp_path: Path) -> None:
    PACKAGE["write_zip"](plugin, tmp_path / "1.zip")
    for file in (entry for entry in plugin.rglob("*") if entry.is_file()):
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data)  # another date
        file.chmod(0o700)
    PACKAGE["write_zip"](plugin, tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_the_zip_has_one_top_folder_and_plain_files(plugin: Path, tmp_path: Path) -> None:
    PACKAGE["write_zip"](plugin, tmp_path / "1.zip")
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == [
        "any2any_qgis/__init__.py",
        "any2any_qgis/engine/child.py",
        "any2any_qgis/metadata.txt",
    ]
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}  # none is executable


def test_a_complete_plugin_has_no_fault(plugin: Path) -> None:
    assert faults(plugin) == []


@pytest.mark.parametrize("key", ["homepage", "repository", "tracker", "about", "email"])
def test_a_missing_field_is_a_fault(plugin: Path, key: str) -> None:
    lines = [f"{key}=" if line.startswith(f"{key}=") else line for line in METADATA.splitlines()]
    (plugin / "metadata.txt").write_text("\n".join(lines))
    assert faults(plugin) == [f"metadata.txt has no {key}: fill it in"]


def test_a_placeholder_is_not_an_address(plugin: Path) -> None:
    (plugin / "metadata.txt").write_text(METADATA.replace("us@example.org", "us@host.example"))
    [fault] = faults(plugin)
    assert "us@host.example" in fault


@pytest.mark.parametrize("name", ["run.sh", "engine/lib.SO", ".hidden", "engine/x.pyc"])
def test_a_file_that_is_refused_is_named(plugin: Path, name: str) -> None:
    (plugin / name).touch()
    [fault] = faults(plugin)
    assert fault.startswith(f"{name} ")


def test_a_large_zip_is_a_fault(plugin: Path, tmp_path: Path) -> None:
    """25,000,000 bytes are one too many."""
    for size, count in ((24_999_999, 0), (25_000_000, 1)):
        path = tmp_path / "large.zip"
        with path.open("wb") as file:
            file.truncate(size)
        assert len(list(PACKAGE["faults"](plugin, path))) == count
