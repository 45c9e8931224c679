"""Let a translation compute all its pieces and fail at its last move."""

from __future__ import annotations

from pathlib import Path

import pytest

from any2any.errors import Any2AnyError
from any2any.requests.translate import TranslateRequest
from any2any.translate.engine import translate


def stop_at_the_end(request: TranslateRequest, model, monkeypatch: pytest.MonkeyPatch) -> None:
    """Translate, but let the final move fail as where another program holds the output open."""
    with monkeypatch.context() as patch:

        def held(self: Path, target: Path) -> Path:
            if self.name == "result.tif":
                raise PermissionError(13, "Permission denied")
            self.rename(target)
            return Path(target)

        patch.setattr(Path, "replace", held)
        with pytest.raises(Any2AnyError, match=r"cannot be replaced \(Permission denied\): close it"):
            translate(request, model)
