from __future__ import annotations

from pathlib import Path

import pytest

from any2any.spec.version import package_version


def test_a_module_may_come_from_a_distribution_of_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Like onnxruntime-openvino, which holds onnxruntime: doctor said that it was not installed."""
    (tmp_path / "somewhere").mkdir()
    (tmp_path / "somewhere" / "__init__.py").touch()
    facts = tmp_path / "somewhere_fast-1.2.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: somewhere-fast\nVersion: 1.2\n")
    (facts / "top_level.txt").write_text("somewhere\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert package_version("somewhere") == "1.2"
    assert package_version("nowhere_at_all") is None
