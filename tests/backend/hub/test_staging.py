"""Two pulls of one model at the same time: one fetches it, the other waits and takes what came."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from any2any.hub.staging import Staging

from .checks import Files, assert_holds
from .server import Loopback, Repo
from .test_pull_address import zip_of

ADDRESS = "/files/a/small"


@pytest.mark.parametrize("kind", ["repo", "folder", "zip"])
def test_two_pulls_at_once_fetch_a_model_once(
    hub: Loopback, repo: Repo, files: Files, models: Path, pull: Any, kind: str
) -> None:
    hub.files |= {f"{ADDRESS}/{name}": data for name, data in files.items()}
    archive = hub.files[f"{ADDRESS}.zip"] = zip_of(files)
    what = {"repo": "lab/small", "folder": hub.address + ADDRESS, "zip": f"{hub.address}{ADDRESS}.zip"}[kind]
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(pull, [what, what])
    assert first.folder == second.folder
    assert {first.is_new, second.is_new} == {True, False}
    assert_holds(first.folder, files)
    weights = ".zip" if kind == "zip" else "translator.safetensors"
    assert hub.sent(weights) == len(archive if kind == "zip" else files[weights])
    assert list(models.iterdir()) == [first.folder]


def test_a_pull_waits_for_another_process_and_says_so(
    repo: Repo, files: Files, models: Path, pull: Any, caplog: pytest.LogCaptureFixture
) -> None:
    name = f"lab--small@{repo.head('main')[:12]}"  # type: ignore[index]
    with ThreadPoolExecutor(1) as threads:
        with Staging(models / name):
            waiting = threads.submit(pull, "lab/small")
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        assert_holds(waiting.result(timeout=20).folder, files)
    assert f"{name} is being worked on by" in caplog.text
