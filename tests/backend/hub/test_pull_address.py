"""Models come from folders and zips at any address, and from zips on this machine."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from any2any.errors import Any2AnyError, UsageError
from any2any.hub.connection import Connection, UnreachableError
from any2any.hub.installed import Pulled
from any2any.spec.manifest import ManifestError
from any2any.spec.model_folder import CONFIG_NAME, read_manifest

from .checks import Files, assert_holds, sha256
from .server import Loopback


def zip_of(files: Files, top: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(top + name, data)
    return buffer.getvalue()


class TestFolder:
    @pytest.fixture
    def address(self, hub: Loopback, files: Files) -> str:
        hub.files |= {f"/files/lab/v1/{name}": data for name, data in files.items()}
        return f"{hub.address}/files/lab/v1"

    @pytest.mark.parametrize("ending", ["", "/", "/config.json", "?signature=secret"])
    def test_a_folder_at_an_address(
        self, hub: Loopback, address: str, files: Files, models: Path, pull: Any, ending: str
    ) -> None:
        pulled = pull(address + ending)
        assert pulled.folder == models / f"v1@{sha256(files[CONFIG_NAME])[:12]}"
        assert_holds(pulled.folder, files)
        assert pulled.source.address == address
        assert all(r.path.endswith("?signature=secret") == ending.startswith("?") for r in hub.requests)
        hub.requests.clear()
        assert not pull(address + ending).is_new
        assert len(hub.requests) == 1
        assert list(models.iterdir()) == [pulled.folder]

    def test_a_pinned_one_needs_no_network(
        self, hub: Loopback, address: str, files: Files, pull: Any
    ) -> None:
        pin = sha256(files[CONFIG_NAME])
        first = pull(address, sha256=pin)
        hub.requests.clear()
        assert pull(address, sha256=pin) == Pulled(first.folder, first.source, is_new=False)
        assert hub.requests == []

    def test_without_a_network_the_last_one_serves(
        self, hub: Loopback, address: str, models: Path, pull: Any
    ) -> None:
        first = pull(address)
        hub.statuses += [("/config.json", 503)] * 10
        assert pull(address).folder == first.folder
        assert list(models.iterdir()) == [first.folder]

    def test_a_model_without_a_card(self, hub: Loopback, address: str, files: Files, pull: Any) -> None:
        del hub.files["/files/lab/v1/README.md"], files["README.md"]
        assert_holds(pull(address).folder, files)

    def test_a_chosen_folder(
        self, hub: Loopback, address: str, files: Files, tmp_path: Path, pull: Any
    ) -> None:
        (tmp_path / "mine").mkdir()
        pulled = pull(address, to=tmp_path / "mine")
        assert_holds(tmp_path / "mine", files)
        assert not pull(address, to=tmp_path / "mine").is_new
        assert pulled.folder == tmp_path / "mine"
        hub.files["/files/lab/v1/config.json"] += b" "
        hub.requests.clear()
        with pytest.raises(UsageError, match="mine is not empty"):
            pull(address, to=tmp_path / "mine")
        assert len(hub.requests) == 1  # found out before any weights came
        assert_holds(tmp_path / "mine", files)

    def test_a_chosen_folder_with_something_in_it_is_kept(
        self, hub: Loopback, address: str, tmp_path: Path, pull: Any
    ) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "thesis.txt").touch()
        with pytest.raises(UsageError, match="mine is not empty"):
            pull(address, to=tmp_path / "mine")
        assert (tmp_path / "mine" / "thesis.txt").exists()

    def test_a_page_is_not_a_manifest(self, hub: Loopback, models: Path, pull: Any) -> None:
        hub.files["/files/a/page/config.json"] = b"<html>"
        with pytest.raises(ManifestError, match=r"/files/a/page/config.json: it is not a model manifest"):
            pull(f"{hub.address}/files/a/page")
        assert list(models.iterdir()) == []

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"what": "http://example.org/m"}, "is not an https:// address"),
            ({"what": "nonsense"}, "is neither a repo owner/name"),
            ({"what": "https://example.org/m", "revision": "v1"}, "only repos have revisions"),
            ({"what": "lab/small", "sha256": "abc"}, "'abc' is not a sha256"),
        ],
    )
    def test_wrong_requests(self, pull: Any, options: dict[str, str], message: str) -> None:
        with pytest.raises(UsageError, match=message):
            pull(**options)


class TestZip:
    @pytest.fixture
    def archive(self, hub: Loopback, files: Files) -> bytes:
        hub.files["/files/lab/small-1.2.zip"] = zip_of(files, "small/")
        return hub.files["/files/lab/small-1.2.zip"]

    def test_a_zip_at_an_address_continues_where_it_was_cut(
        self, hub: Loopback, archive: bytes, files: Files, models: Path, pull: Any
    ) -> None:
        hub.cuts.append((".zip", len(archive) // 2))
        with pytest.raises(UnreachableError):
            pull(f"{hub.address}/files/lab/small-1.2.zip", connection=Connection(retries=0))
        [unfinished] = models.iterdir()
        kept = (unfinished / "model.zip.part").stat().st_size
        pulled = pull(f"{hub.address}/files/lab/small-1.2.zip")
        assert_holds(pulled.folder, files)
        assert pulled.folder == models / f"small-1.2@{sha256(archive)[:12]}"
        assert hub.sent(".zip") == len(archive) // 2 + len(archive) - kept
        assert list(models.iterdir()) == [pulled.folder]

    def test_one_that_did_not_change_is_not_fetched_again(
        self, hub: Loopback, archive: bytes, files: Files, pull: Any
    ) -> None:
        address = f"{hub.address}/files/lab/small-1.2.zip"
        first = pull(address)
        assert not pull(address).is_new
        assert not pull(address, sha256=sha256(archive)).is_new
        assert hub.count(".zip") == 1
        hub.statuses += [(".zip", 503)] * 10
        assert pull(address).folder == first.folder
        hub.statuses.clear()
        hub.files["/files/lab/small-1.2.zip"] = zip_of(files | {"README.md": b"# Newer\n"})
        assert (pull(address).folder / "README.md").read_bytes() == b"# Newer\n"

    def test_another_zip_than_the_pinned_one_is_refused(
        self, hub: Loopback, archive: bytes, pull: Any
    ) -> None:
        with pytest.raises(Any2AnyError, match=r"small-1.2.zip has sha256"):
            pull(f"{hub.address}/files/lab/small-1.2.zip", sha256="0" * 64)

    def test_a_refused_zip_leaves_nothing(self, hub: Loopback, files: Files, models: Path, pull: Any) -> None:
        hub.files["/files/a/evil.zip"] = zip_of(files | {"../evil": b""})
        with pytest.raises(UsageError, match="leads outside"):
            pull(f"{hub.address}/files/a/evil.zip")
        assert list(models.iterdir()) == []

    def test_a_zip_on_this_machine(self, files: Files, tmp_path: Path, pull: Any) -> None:
        path = tmp_path / "my model.zip"
        path.write_bytes(zip_of(files))
        pulled = pull(str(path))
        assert_holds(pulled.folder, files)
        assert pulled.folder.name.startswith("my-model@")
        assert not pull(str(path)).is_new
        assert read_manifest(pulled.folder).name == "small"
        shutil.rmtree(pulled.folder)
        with pytest.raises(Any2AnyError, match=r"my model.zip has sha256"):
            pull(str(path), sha256="0" * 64)
