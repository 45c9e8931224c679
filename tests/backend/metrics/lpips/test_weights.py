from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from any2any.errors import Any2AnyError, UsageError
from any2any.hub.connection import Connection
from any2any.metrics.lpips import weights
from any2any.metrics.lpips.weights import (
    FILES,
    HEADS,
    LPIPS_VARIABLE,
    RECORD_NAME,
    VGG,
    download_lpips,
    find_lpips,
    lpips_folder,
)

from .server import FileServer, serve

CONTENT = {VGG.name: b"convolutions" * 30_000, HEADS.name: b"heads" * 100}
"""Only digests distinguish files, so any bytes will do."""


@pytest.fixture
def digests() -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in CONTENT.items()}


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serve(dict(CONTENT)) as state:
        yield state


def test_downloaded_once_they_serve_offline(server: FileServer, digests: dict, tmp_path: Path) -> None:
    seen = []
    files = download_lpips(tmp_path, server.url, digests, lambda *args: seen.append(args))
    assert files.sha256 == digests
    assert seen[-1] == (HEADS.name, len(server.files[HEADS.name]), len(server.files[HEADS.name]))
    asked = len(server.requests)
    assert asked == 2
    assert find_lpips(tmp_path) == files
    assert download_lpips(tmp_path, server.url, digests) == files
    assert len(server.requests) == asked
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [RECORD_NAME, HEADS.name, VGG.name]
    assert json.loads((tmp_path / RECORD_NAME).read_text())[HEADS.name]["url"] == f"{server.url}/vgg.pth"


def test_a_cut_connection_continues_where_it_broke(
    server: FileServer, digests: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of the 229,376 bytes that came are kept."""
    monkeypatch.setattr(weights, "Connection", partial(Connection, sleep=lambda _: None))
    server.cut_after = [229_376]
    download_lpips(tmp_path, server.url, digests)
    ranges = [asked for path, asked in server.requests if path.endswith(VGG.name)]
    assert ranges == [None, "bytes=229376-"]
    assert (tmp_path / VGG.name).read_bytes() == CONTENT[VGG.name]


def test_another_digest_is_refused_and_nothing_kept(server: FileServer, tmp_path: Path) -> None:
    """Other bytes do not have the published digests."""
    with pytest.raises(Any2AnyError, match=f"expected {VGG.sha256}: it is damaged"):
        download_lpips(tmp_path, server.url)
    assert not list(tmp_path.glob("*.p*"))


def test_a_file_that_changed_since_is_refused(server: FileServer, digests: dict, tmp_path: Path) -> None:
    download_lpips(tmp_path, server.url, digests)
    path = tmp_path / HEADS.name
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(UsageError, match=r"vgg\.pth has sha256 .*: delete it and run `any2any train lpips`"):
        find_lpips(tmp_path)
    download_lpips(tmp_path, server.url, digests)
    assert find_lpips(tmp_path).sha256 == digests


def test_what_is_missing_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / HEADS.name).write_bytes(CONTENT[HEADS.name])
    with pytest.raises(UsageError) as caught:
        find_lpips(tmp_path)
    message = str(caught.value)
    assert message.startswith(
        f"the perceptual term 'lpips' needs {VGG.name} in {tmp_path}: run `any2any train"
    )
    assert "'gradient'" in message
    assert "'none'" in message


def test_the_folder_is_the_given_then_the_variables_then_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lpips_folder() == tmp_path / "data/any2any/lpips"
    monkeypatch.setenv(LPIPS_VARIABLE, str(tmp_path / "named"))
    assert lpips_folder() == tmp_path / "named"
    assert lpips_folder(tmp_path) == tmp_path


@pytest.mark.parametrize("url", ["http://example.org/x", "ftp://example.org/x", "file:///etc/passwd", "x"])
def test_only_https_is_fetched(url: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not an https:// address"):
        download_lpips(tmp_path, url)
    assert not list(tmp_path.glob("*.part"))


def test_a_digest_must_be_one_of_a_known_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'alex\.pth' is not a file of LPIPS"):
        download_lpips(tmp_path, sha256={"alex.pth": "0" * 64})
    with pytest.raises(UsageError, match=r"'12' is not a sha256 of vgg\.pth"):
        download_lpips(tmp_path, sha256={HEADS.name: "12"})


def test_a_file_that_is_not_there_is_an_error(server: FileServer, digests: dict, tmp_path: Path) -> None:
    with pytest.raises(Any2AnyError, match="404"):
        download_lpips(tmp_path, f"{server.url}/elsewhere", digests)


def test_published_addresses_are_https_and_names_agree_with_digests() -> None:
    assert all(file.url.startswith("https://") and file.url.endswith(file.name) for file in FILES)
    assert VGG.name == f"vgg16-{VGG.sha256[:8]}.pth"
    assert all(len(file.sha256) == 64 for file in FILES)
