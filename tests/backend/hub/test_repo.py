"""A pushed model comes back unchanged, and huggingface_hub itself can read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from any2any.errors import Any2AnyError, UsageError
from any2any.hub.pull import pull_model
from any2any.hub.repo import push_model
from any2any.spec.manifest import TRANSLATOR_FILE, ManifestError
from any2any.spec.model_folder import read_manifest, sha256_of

from .server import Loopback, Repo

pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")  # within huggingface_hub


@pytest.fixture(autouse=True)
def plain_http(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The loopback server knows uploads by LFS; huggingface_hub reads the variable at import only."""
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_PROGRESS_BARS", True)


def test_a_pushed_model_comes_back_the_same(
    hub: Loopback, files: dict[str, bytes], model_folder: Path
) -> None:
    (model_folder / "metrics.jsonl").write_text("private notes")
    pushed = push_model(model_folder, "lab/mine")
    assert hub.repos["lab/mine"].branches["main"] == pushed.commit
    assert set(hub.repos["lab/mine"].commits[pushed.commit]) == {*files, ".gitattributes"}
    assert not hub.repos["lab/mine"].private
    pulled = pull_model("lab/mine", revision=pushed.commit, sha256=pushed.sha256)
    assert {name: sha256_of(pulled.folder / name) for name in files} == {
        name: sha256_of(model_folder / name) for name in files
    }
    assert read_manifest(pulled.folder).digest == read_manifest(model_folder).digest


def test_the_hubs_own_client_reads_it(
    hub: Loopback, files: dict[str, bytes], model_folder: Path, tmp_path: Path
) -> None:
    from huggingface_hub import hf_hub_download

    pushed = push_model(model_folder, "lab/mine")
    for name in files:
        path = hf_hub_download(
            "lab/mine", name, revision=pushed.commit, cache_dir=tmp_path / "cache", endpoint=hub.address
        )
        assert Path(path).read_bytes() == files[name]


def test_a_second_push_sends_no_weights_again(
    hub: Loopback, files: dict[str, bytes], model_folder: Path
) -> None:
    first = push_model(model_folder, "lab/mine")
    sent = [r.path for r in hub.requests if r.method == "PUT"]
    assert len(sent) == len([name for name in files if name.endswith(".safetensors")])
    (model_folder / "README.md").write_text("# Better\n")
    second = push_model(model_folder, "lab/mine")
    assert [r.path for r in hub.requests if r.method == "PUT"] == sent
    assert second.commit != first.commit
    assert second.sha256 == first.sha256


def test_a_branch_of_a_private_repo(hub: Loopback, model_folder: Path) -> None:
    pushed = push_model(model_folder, "lab/mine", revision="v2", private=True)
    repo = hub.repos["lab/mine"]
    assert repo.private
    assert repo.branches["v2"] == pushed.commit != repo.branches["main"]
    assert pull_model("lab/mine", revision="v2").source.commit == pushed.commit


def test_without_a_token_that_may_write(
    hub: Loopback, repo: Repo, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.private = True
    monkeypatch.setenv("HF_TOKEN", "wrong")
    with pytest.raises(
        Any2AnyError, match=r"lab/small was not pushed \(.*401.*\): log in with `hf auth login`"
    ):
        push_model(model_folder, "lab/small")


def test_without_a_network(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(Any2AnyError, match=r"lab/small was not pushed \(.*refused"):
        push_model(model_folder, "lab/small")


def test_a_damaged_model_is_not_published(hub: Loopback, model_folder: Path) -> None:
    (model_folder / TRANSLATOR_FILE).write_bytes(b"")
    with pytest.raises(ManifestError, match="damaged or was changed"):
        push_model(model_folder, "lab/mine")
    assert hub.requests == []


@pytest.mark.parametrize("name", ["mine", "https://example.org/lab/mine", "a/b/c"])
def test_a_name_that_is_not_a_repo(hub: Loopback, model_folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is not a repo: give it as owner/name"):
        push_model(model_folder, name)
