"""Tensors in parts of bounded size."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from any2any.training.pack import parts
from any2any.training.pack.parts import has_parts, load_parts, save_parts


def test_tensors_return_whole_from_small_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """1000 rows of 12 bytes in parts of 4096: 341 rows at most, so three pieces; small ones share a part."""
    monkeypatch.setattr(parts, "PART_BYTES", 4096)
    tensors = {"large": torch.arange(3000.0).view(1000, 3), "small": torch.ones(2), "number": torch.tensor(7)}
    save_parts(tmp_path / "state", tensors, {"note.txt": "text"})
    files = sorted((tmp_path / "state").glob("*.safetensors"))
    assert len(files) == 3
    assert all(path.stat().st_size < 4096 + 500 for path in files)
    loaded = load_parts(tmp_path / "state")
    assert set(loaded) == set(tensors)
    for name, value in tensors.items():
        assert torch.equal(loaded[name], value)
    assert (tmp_path / "state" / "note.txt").read_text() == "text"


def test_a_kill_between_the_renames_loses_nothing(tmp_path: Path) -> None:
    """The old folder has moved aside, the new one is not in its place yet."""
    save_parts(tmp_path / "state", {"step": torch.tensor(1)})
    (tmp_path / "state").rename(tmp_path / "state.old")
    assert has_parts(tmp_path / "state")
    assert int(load_parts(tmp_path / "state")["step"]) == 1
    save_parts(tmp_path / "state", {"step": torch.tensor(2)})
    assert int(load_parts(tmp_path / "state")["step"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["state"]
