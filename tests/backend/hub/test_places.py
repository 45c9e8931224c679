from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from any2any.hub import find_models
from any2any.hub.installed import SOURCE_NAME, Origin, models_folder, read_source, write_source
from any2any.spec.manifest import Manifest

WriteModel = Callable[[Path], Manifest]


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, "/home/ana/.local/share/any2any/models"),
        ("linux", {"XDG_DATA_HOME": "/big/data"}, "/big/data/any2any/models"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/home/ana/.local/share/any2any/models"),
        ("darwin", {}, "/home/ana/Library/Application Support/any2any/models"),
        ("win32", {"LOCALAPPDATA": "/Local"}, "/Local/any2any/models"),
        ("win32", {}, "/home/ana/AppData/Local/any2any/models"),
    ],
)
def test_models_are_kept_where_the_platform_keeps_data(
    platform: str, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("any2any.hub.installed.sys.platform", platform)
    monkeypatch.setenv("HOME", "/home/ana")
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert models_folder() == Path(expected)


def test_pulled_models_are_listed_once_and_unfinished_ones_never(
    resources: Path, models: Path, write_model: WriteModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_model(models / "lab--small@0")
    write_model(models / "lab--small@1.part")
    monkeypatch.setenv("ANY2ANY_MODELS", str(models))
    assert [found.folder for found in find_models()] == [models / "lab--small@0"]


def test_an_origin_returns_as_it_was_written(tmp_path: Path) -> None:
    source = Origin("repo", "lab/small", "0" * 64, "main", "a" * 40, pulled="2026-01-02T03:04:05+00:00")
    write_source(tmp_path, source)
    assert read_source(tmp_path) == source
    assert str(source) == "lab/small at aaaaaaaaaaaa (main)"
    assert str(Origin("zip", "https://example.org/m.zip", "")) == "https://example.org/m.zip"


@pytest.mark.parametrize("text", ["{", "[]", json.dumps({"kind": "repo", "colour": "red"}), "[" * 100_000])
def test_a_damaged_note_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / SOURCE_NAME).write_text(text)
    assert read_source(tmp_path) is None
