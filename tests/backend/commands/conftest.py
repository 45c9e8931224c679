from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from any2any import hub
from any2any.spec.manifest import Manifest


@pytest.fixture
def bundled(resources: Path, write_model: Callable[[Path], Manifest]) -> Path:
    """The small random model in the place of the bundled one."""
    folder = resources / "models" / hub.BUNDLED
    write_model(folder)
    return folder
