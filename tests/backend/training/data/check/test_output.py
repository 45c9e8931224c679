from __future__ import annotations

from pathlib import Path

import pytest

from any2any.errors import Any2AnyError
from any2any.training.data.check.output import REPORT_NAME, whole_folder


def write(path: Path, text: str) -> None:
    with whole_folder(path) as folder:
        (folder / REPORT_NAME).write_text(text)


def test_an_empty_folder_and_an_earlier_report_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "report"
    path.mkdir(parents=True)
    for text in ("first", "second"):
        write(path, text)
        assert (path / REPORT_NAME).read_text() == text
    assert [entry.name for entry in path.parent.iterdir()] == ["report"]


def test_the_earlier_report_survives_a_swap_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "report", "first")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "report.part":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Any2AnyError, match="No space left"):
        write(tmp_path / "report", "second")
    assert (tmp_path / "report" / REPORT_NAME).read_text() == "first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report"]
