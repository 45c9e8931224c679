from __future__ import annotations

import os
from pathlib import Path

import pytest

from any2any.files import whole_file, write_bytes, write_text


def stop_half_way(path: Path, shared: bool) -> None:
    with whole_file(path, shared=shared) as unfinished:
        unfinished.write_bytes(b"half")
        raise KeyboardInterrupt


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("before", [None, b"old"])
def test_an_error_while_writing_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, before: bytes | None, shared: bool
) -> None:
    path = tmp_path / "a.bin"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises(KeyboardInterrupt):
        stop_half_way(path, shared)
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == (
        {} if before is None else {"a.bin": before}
    )


@pytest.mark.parametrize("call", [1, 2], ids=["the file", "the folder"])
def test_a_disk_that_refuses_to_flush_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    calls: list[int] = []

    def refuse(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == call:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_bytes(tmp_path / "a.bin", b"content")
    assert (tmp_path / "a.bin").is_file() is (call == 2)  # the rename is between the two


def test_bytes_reach_the_disk_before_the_rename_and_the_name_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_flush(descriptor: int) -> None:
        done.append("flush")
        fsync(descriptor)

    def note_rename(self: Path, target: Path) -> Path:
        done.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(Path, "replace", note_rename)
    write_text(tmp_path / "a.txt", "é")
    assert done == ["flush", "rename", "flush"]
    assert (tmp_path / "a.txt").read_bytes() == b"\xc3\xa9"


def test_two_writers_of_a_shared_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    with whole_file(path, shared=True) as first:
        first.write_bytes(b"first")
        with whole_file(path, shared=True) as second:
            second.write_bytes(b"second")
        assert path.read_bytes() == b"second"
    assert path.read_bytes() == b"first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.json"]
