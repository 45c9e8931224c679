"""Models come from repos at a pinned commit, whole or not at all, and stay usable without a network."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from any2any.errors import Any2AnyError, UsageError
from any2any.hub import find_models
from any2any.hub.connection import Connection, UnreachableError
from any2any.hub.installed import read_source
from any2any.hub.repo import parse_repo
from any2any.spec.manifest import TRANSLATOR_FILE, ManifestError
from any2any.spec.model_folder import CONFIG_NAME

from .checks import Files, assert_holds, sha256
from .server import TOKEN, Loopback, Repo


def test_a_branch_is_pinned_to_its_commit(
    hub: Loopback, repo: Repo, files: Files, models: Path, pull: Any, resources: Path
) -> None:
    commit = repo.branches["main"]
    pulled = pull("lab/small")
    assert pulled.is_new
    assert pulled.folder == models / f"lab--small@{commit[:12]}"
    assert_holds(pulled.folder, files)
    source = read_source(pulled.folder)
    assert source is not None
    assert (source.address, source.revision, source.commit) == ("lab/small", "main", commit)
    assert source.sha256 == sha256(files[CONFIG_NAME])
    [found] = find_models()
    assert (found.folder, found.source) == (pulled.folder, source)


def test_an_older_commit_stays_where_it_is(
    hub: Loopback, repo: Repo, files: Files, models: Path, pull: Any
) -> None:
    old = repo.branches["main"]
    new = repo.commit("main", {"README.md": b"# Newer\n"})
    assert (pull("lab/small", revision=old).folder / "README.md").read_bytes() == files["README.md"]
    assert (pull("lab/small").folder / "README.md").read_bytes() == b"# Newer\n"
    assert sorted(path.name[-12:] for path in models.iterdir()) == sorted([old[:12], new[:12]])


def test_the_same_commit_needs_no_network(hub: Loopback, repo: Repo, pull: Any) -> None:
    first = pull("lab/small")
    hub.requests.clear()
    again = pull("lab/small", revision=repo.branches["main"])
    assert (again.folder, again.is_new, hub.requests) == (first.folder, False, [])
    again = pull("lab/small")  # one question: where is the branch now?
    assert (again.is_new, [r.path for r in hub.requests]) == (
        False,
        ["/api/models/lab/small/revision/main"],
    )


def test_a_branch_without_a_network_is_what_it_was(
    hub: Loopback,
    repo: Repo,
    pull: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = pull("lab/small")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with caplog.at_level(logging.WARNING):
        again = pull("lab/small")
    assert (again.folder, again.is_new) == (first.folder, False)
    assert "cannot be reached" in caplog.text
    with pytest.raises(UnreachableError):
        pull("lab/small", revision="other")


def test_offline_mode_opens_no_connection(
    hub: Loopback, repo: Repo, pull: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for revision in ("main", repo.branches["main"]):
        with pytest.raises(UnreachableError, match="HF_HUB_OFFLINE is set"):
            pull("lab/small", revision=revision)
    assert hub.requests == []


def test_an_interrupted_pull_continues(
    hub: Loopback, repo: Repo, files: Files, models: Path, pull: Any, resources: Path
) -> None:
    size = len(files[TRANSLATOR_FILE])
    cut = size // 2
    hub.cuts.append((TRANSLATOR_FILE, cut))
    with pytest.raises(UnreachableError, match="repeat the command, which resumes here"):
        pull("lab/small", connection=Connection(retries=0))
    [unfinished] = models.iterdir()
    assert unfinished.name.endswith(".part")
    assert find_models() == []
    kept = (unfinished / f"{TRANSLATOR_FILE}.part").stat().st_size
    pulled = pull("lab/small")
    assert_holds(pulled.folder, files)
    assert list(models.iterdir()) == [pulled.folder]
    # What had come whole is not sent again, and of the cut file only what was not kept.
    assert hub.sent(TRANSLATOR_FILE) == cut + size - kept
    assert hub.sent("vae-sar.safetensors") == len(files["vae-sar.safetensors"])


def test_a_corrupted_file_is_refused(
    hub: Loopback, repo: Repo, files: Files, pull: Any, resources: Path
) -> None:
    data = bytearray(files["vae-rgb.safetensors"])
    data[-1] ^= 1
    bad = repo.commit("main", {"vae-rgb.safetensors": bytes(data)})
    with pytest.raises(Any2AnyError, match=rf"{bad}/vae-rgb.safetensors has sha256 {sha256(data)}, expected"):
        pull("lab/small")
    assert find_models() == []


def test_the_pin_is_of_the_manifest(hub: Loopback, repo: Repo, files: Files, pull: Any) -> None:
    with pytest.raises(Any2AnyError, match=f"config.json has sha256 .*, expected {'0' * 64}"):
        pull("lab/small", sha256="0" * 64)
    assert pull("lab/small", sha256=sha256(files[CONFIG_NAME]).upper()).is_new
    with pytest.raises(Any2AnyError, match=f"lab--small.* has sha256 .*, expected {'0' * 64}"):
        pull("lab/small", sha256="0" * 64)


def test_a_private_repo_needs_the_token(
    hub: Loopback, repo: Repo, pull: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.private = True
    monkeypatch.setenv("HF_TOKEN", "wrong")
    with pytest.raises(UsageError, match=r"answers 401 Unauthorized: .*`hf auth login` or HF_TOKEN"):
        pull("lab/small")
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    assert pull("lab/small").is_new
    # The store that the hub leads to is another host: it must not see the token.
    stored = [r for r in hub.requests if r.path.startswith("/cdn/")]
    assert stored
    assert not any("Authorization" in r.headers for r in stored)


def test_what_does_not_exist_is_said(hub: Loopback, repo: Repo, models: Path, pull: Any) -> None:
    with pytest.raises(UsageError, match=r"revision/nowhere answers 404"):
        pull("lab/small", revision="nowhere")
    with pytest.raises(UsageError, match=r"config.json answers 404"):
        pull("lab/small", revision="0" * 40)
    assert not models.exists() or list(models.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil.safetensors", "weights.pkl", "a/b.safetensors", ".safetensors"])
def test_only_weights_beside_the_manifest_are_fetched(
    hub: Loopback, repo: Repo, files: Files, pull: Any, name: str
) -> None:
    config = json.loads(files[CONFIG_NAME])
    config["files"][name] = config["files"][TRANSLATOR_FILE]
    repo.commit("main", {CONFIG_NAME: json.dumps(config).encode()})
    with pytest.raises(
        ManifestError, match=r"only .safetensors files beside it and graphs/\*.onnx are allowed"
    ):
        pull("lab/small")
    assert [r for r in hub.requests if "safetensors" in r.path or "pkl" in r.path] == []


@pytest.mark.parametrize("name", [TRANSLATOR_FILE, CONFIG_NAME])
def test_a_damaged_model_is_fetched_again(
    hub: Loopback, repo: Repo, files: Files, pull: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pull("lab/small")
    (first.folder / name).write_bytes(files[name] + b" ")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(UnreachableError):
        pull("lab/small")
    assert (first.folder / name).exists()  # nothing is removed before there is something better
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    again = pull("lab/small")
    assert (again.folder, again.is_new) == (first.folder, True)
    assert_holds(again.folder, files)


def test_the_address_of_a_repos_page_is_the_repo(hub: Loopback, repo: Repo, pull: Any) -> None:
    repo.branches["dev"] = repo.branches["main"]
    pulled = pull(f"{hub.address}/lab/small/tree/dev")
    assert (pulled.source.kind, pulled.source.revision) == ("repo", "dev")


@pytest.mark.parametrize("text", ["small", "a/b/c", "https://example.org/lab/small", "lab/", "lab small/x"])
def test_other_texts_are_no_repo(text: str) -> None:
    assert parse_repo(text) is None
