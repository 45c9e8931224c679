"""A zip may say anything about itself: nothing gets outside, nothing grows without end."""

from __future__ import annotations

import contextlib
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from any2any.errors import Any2AnyError, UsageError
from any2any.hub import archive as archive_module
from any2any.hub.archive import extract_model
from any2any.spec.manifest import TRANSLATOR_FILE, ManifestError
from any2any.spec.model_folder import CONFIG_NAME

Files = dict[str, bytes]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def write_zip(path: Path, files: Files, extra: tuple[zipfile.ZipInfo, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        if extra:
            archive.writestr(*extra)
    return path


def extract(path: Path, out: Path) -> None:
    extract_model(path, out, out / CONFIG_NAME)


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("link.safetensors")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize("top", ["", "small-1.2/"])
def test_only_the_model_is_taken_out(files: Files, tmp_path: Path, out: Path, top: str) -> None:
    packed = {top + name: data for name, data in files.items()}
    extract(write_zip(tmp_path / "m.zip", packed, (zipfile.ZipInfo(f"{top}weights.pkl"), b"x")), out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == files


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (zipfile.ZipInfo("../../evil.safetensors"), "leads outside"),
        (zipfile.ZipInfo("/etc/evil"), "leads outside"),
        (zipfile.ZipInfo("C:/evil"), "leads outside"),
        (zipfile.ZipInfo("..\\evil"), "leads outside"),
        (link(), "has a link"),
        (zipfile.ZipInfo(TRANSLATOR_FILE), "has two entries"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_entries_that_no_honest_zip_has(
    files: Files, tmp_path: Path, out: Path, entry: zipfile.ZipInfo, message: str
) -> None:
    path = write_zip(tmp_path / "m.zip", files, (entry, b"evil"))
    with pytest.raises(UsageError, match=message):
        extract(path, out)
    assert list(out.iterdir()) == []


def test_a_password_is_refused(files: Files, tmp_path: Path, out: Path) -> None:
    path = write_zip(tmp_path / "m.zip", files)
    data = bytearray(path.read_bytes())
    flags = data.index(b"PK\x01\x02") + 8  # general purpose flags of the first central entry
    data[flags] |= 1
    path.write_bytes(data)
    with pytest.raises(UsageError, match="has a password"):
        extract(path, out)


def test_a_bomb_is_refused(files: Files, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "_SMALL_BYTES", 1000)
    monkeypatch.setattr(archive_module, "LARGEST_RATIO", 1)
    # Random weights do not shrink below their size; zeros of the declared size do.
    files[TRANSLATOR_FILE] = bytes(len(files[TRANSLATOR_FILE]))
    with pytest.raises(
        UsageError, match=rf"{TRANSLATOR_FILE} would expand from \d+ to {len(files[TRANSLATOR_FILE])}"
    ):
        extract(write_zip(tmp_path / "m.zip", files), out)


def test_a_member_that_is_longer_than_it_says_is_cut(files: Files, tmp_path: Path, out: Path) -> None:
    path = write_zip(
        tmp_path / "m.zip", {name: data for name, data in files.items() if name != TRANSLATOR_FILE}
    )
    size = len(files[TRANSLATOR_FILE])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TRANSLATOR_FILE, files[TRANSLATOR_FILE] + b"more")
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    assert struct.unpack_from("<I", data, central + 24) == (size + 4,)  # the entry's uncompressed size
    struct.pack_into("<I", data, central + 24, size)
    path.write_bytes(data)
    with pytest.raises(
        ManifestError, match=r"m.zip is not a complete zip file"
    ):  # its checksum does not fit either
        extract(path, out)
    assert (out / TRANSLATOR_FILE).stat().st_size <= size


def test_a_member_of_another_size_than_the_manifest_says(files: Files, tmp_path: Path, out: Path) -> None:
    files[TRANSLATOR_FILE] += b"more"
    with pytest.raises(UsageError, match=rf"{TRANSLATOR_FILE} has \d+ bytes, its manifest says"):
        extract(write_zip(tmp_path / "m.zip", files), out)


def test_a_missing_member(files: Files, tmp_path: Path, out: Path) -> None:
    del files[TRANSLATOR_FILE]
    with pytest.raises(UsageError, match=f"m.zip lacks {TRANSLATOR_FILE}"):
        extract(write_zip(tmp_path / "m.zip", files), out)


def test_a_large_manifest(files: Files, tmp_path: Path, out: Path) -> None:
    files[CONFIG_NAME] = b" " * 5_000_000
    with pytest.raises(UsageError, match=r"config.json unpacks to over 4000000 bytes"):
        extract(write_zip(tmp_path / "m.zip", files), out)


@pytest.mark.parametrize("tops", [("a/", "b/"), ("a/b/",), ()])
def test_a_zip_without_one_model(files: Files, tmp_path: Path, out: Path, tops: tuple[str, ...]) -> None:
    packed = {top + name: data for top in tops for name, data in files.items()}
    with pytest.raises(UsageError, match=r"has no config.json at its top or in its only folder"):
        extract(write_zip(tmp_path / "m.zip", packed), out)


def test_many_entries(tmp_path: Path, out: Path) -> None:
    path = write_zip(tmp_path / "m.zip", {f"{i}": b"" for i in range(1001)})
    with pytest.raises(UsageError, match="has 1001 entries"):
        extract(path, out)


def test_a_cut_zip(files: Files, tmp_path: Path, out: Path) -> None:
    path = write_zip(tmp_path / "m.zip", files)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ManifestError, match="is not a complete zip file"):
        extract(path, out)


def test_an_entry_without_a_name(files: Files, tmp_path: Path, out: Path) -> None:
    """A name ends at its first zero byte."""
    path = write_zip(tmp_path / "m.zip", files, (zipfile.ZipInfo("spare"), b"x"))
    path.write_bytes(path.read_bytes().replace(b"spare", b"\0pare"))
    with pytest.raises(ManifestError, match="an entry has no name"):
        extract(path, out)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_zip_is_the_model_or_one_sentence(
    files: Files, tmp_path: Path, out: Path, place: float, byte: int, cut: bool
) -> None:
    data = bytearray(write_zip(tmp_path / "m.zip", files).read_bytes())
    begin = data.index(b"PK\x01\x02")  # the directory at the end decides
    at = begin + int(place * (len(data) - 1 - begin))
    data[at] = byte
    (tmp_path / "m.zip").write_bytes(data[:at] if cut else data)
    with contextlib.suppress(Any2AnyError):
        extract(tmp_path / "m.zip", out)
        weights = {name for name in files if name.endswith(".safetensors")}
        assert all((out / name).read_bytes() == files[name] for name in weights)
    assert {path.name for path in tmp_path.iterdir()} == {"m.zip", "out", "small"}
