from __future__ import annotations

from pathlib import Path

import pytest

from .samples import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A faultless index: four places for training, one for validation, one for test."""
    places = Places(tmp_path)
    for split in ("train", "train", "train", "train", "validation", "test"):
        places.add(split)  # type: ignore[arg-type]
    return places
