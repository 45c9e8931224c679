"""A hub on the loopback, and a user with the test's own folders, proxies and login."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from any2any.hub.connection import Connection
from any2any.hub.installed import Pulled
from any2any.hub.pull import pull_model

from .server import TOKEN, Loopback, Repo, loopback

VARIABLES = (
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "HF_HUB_OFFLINE",
    "HF_ENDPOINT",
    "HF_TOKEN",
)


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """The folder of pulled models."""
    return tmp_path / "data" / "any2any" / "models"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with loopback() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.address)
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        yield server


@pytest.fixture
def patient() -> Connection:
    """A connection that waits for nothing between its attempts."""
    return Connection(sleep=lambda _: None)


@pytest.fixture
def files(model_folder: Path) -> dict[str, bytes]:
    """The small model as name -> bytes, with a card."""
    (model_folder / "README.md").write_text("# Small\n")
    return {path.name: path.read_bytes() for path in model_folder.iterdir()}


@pytest.fixture
def repo(hub: Loopback, files: dict[str, bytes]) -> Repo:
    """The small model at ``lab/small``."""
    hub.repos["lab/small"] = Repo()
    hub.repos["lab/small"].commit("main", files)
    return hub.repos["lab/small"]


@pytest.fixture
def pull(patient: Connection) -> Any:
    """``pull_model`` that waits for nothing."""

    def run(what: str, **options: Any) -> Pulled:
        return pull_model(what, **{"connection": patient} | options)

    return run
