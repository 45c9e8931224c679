from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from any2any import hub
from any2any.manifest import Manifest


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation without any model."""
    folder = tmp_path / "resources"
    (folder / "models").mkdir(parents=True)
    monkeypatch.setattr(hub, "resources_folder", lambda: folder)
    monkeypatch.delenv(hub.MODELS_VARIABLE, raising=False)
    return folder


@pytest.fixture
def bundled(resources: Path, write_model: Callable[[Path], Manifest]) -> Path:
    """The small random model in the place of the bundled one."""
    folder = resources / "models" / hub.BUNDLED
    write_model(folder)
    return folder
