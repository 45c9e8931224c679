from __future__ import annotations

import json
from pathlib import Path

import pytest

from any2any.errors import Any2AnyError, UsageError
from any2any.report.folder import REPORT_NAME, check_folder, new_folder

KIND = "any2any test"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / REPORT_NAME).write_text(json.dumps({"kind": KIND}))
    (folder / "old.png").write_bytes(b"old")
    return folder


def test_new_empty_and_earlier_folders_may_be_written(tmp_path: Path, report: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "new", tmp_path / "a/b/c", tmp_path / "empty", report):
        check_folder(folder, KIND, overwrite=False)


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '{"kind": "something else"}'])
def test_anything_else_is_refused_unless_it_may_be_replaced(report: Path, text: str) -> None:
    (report / REPORT_NAME).write_text(text)
    with pytest.raises(UsageError, match="is not an earlier report"):
        check_folder(report, KIND, overwrite=False)
    check_folder(report, KIND, overwrite=True)


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_is_never_replaced(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="is a file"):
        check_folder(tmp_path / "file", KIND, overwrite)


def test_a_report_replaces_an_earlier_one_whole(report: Path) -> None:
    with new_folder(report) as folder:
        (folder / "new.png").write_bytes(b"new")
        assert (report / "old.png").exists()
    assert [path.name for path in report.iterdir()] == ["new.png"]
    assert [path.name for path in report.parent.iterdir()] == ["report"]


def fill_half(report: Path) -> None:
    with new_folder(report) as folder:
        (folder / "half.png").write_bytes(b"half")
        raise OSError(28, "No space left on device")


def test_a_failure_leaves_the_earlier_one_as_it_was(report: Path) -> None:
    with pytest.raises(Any2AnyError, match="cannot be written"):
        fill_half(report)
    assert sorted(path.name for path in report.iterdir()) == ["old.png", REPORT_NAME]
    assert [path.name for path in report.parent.iterdir()] == ["report"]


def test_the_earlier_one_survives_a_swap_that_fails(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "report.part":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Any2AnyError, match="No space left"), new_folder(report):
        pass
    assert sorted(path.name for path in report.iterdir()) == ["old.png", REPORT_NAME]
    assert [path.name for path in report.parent.iterdir()] == ["report"]
