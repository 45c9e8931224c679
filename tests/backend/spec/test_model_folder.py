"""A model folder is read whole, written whole, and its files are verified."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from any2any.spec.manifest import Manifest, ManifestError, WeightsFile
from any2any.spec.model_folder import (
    CONFIG_NAME,
    from_json,
    read_manifest,
    sha256_of,
    to_json,
    verify_files,
    write_manifest,
)
from any2any.spec.networks import ContextConfig

from ..guesses import with_guess

GUESSES = {"context": ContextConfig(channels=6, width=16), "context_channels": 4, "anchored": True}


def in_format_1(manifest: Manifest) -> dict[str, Any]:
    """The document as earlier releases wrote it: the guess's options among the DiT's, context beside them."""
    document = json.loads(to_json(manifest))
    guess, dit = document.pop("guess"), document["dit"]
    del dit["source_channels"]
    dit["first_guess"] = guess is not None
    context = guess.pop("context") if guess else None
    dit_options = {key: value for key, value in (guess or {}).items() if key != "gains"}  # came later
    return document | {"format_version": 1, "dit": dit | dit_options, "context": context}


def test_a_folder_and_back_is_the_same_manifest(tmp_path: Path, small_manifest: Manifest) -> None:
    write_manifest(tmp_path, small_manifest)
    assert read_manifest(tmp_path) == small_manifest
    assert [path.name for path in tmp_path.iterdir()] == [CONFIG_NAME]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no JSON",
        b"[]",
        b"3",
        b"null",
        b"{}",
        b'{"format_version": 1}',
        b'{"format_version": 1, "dit": 3}',
        b'{"format_version": 2}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_garbage_is_an_error_with_its_path(tmp_path: Path, content: bytes) -> None:
    (tmp_path / CONFIG_NAME).write_bytes(content)
    with pytest.raises(ManifestError) as error:
        read_manifest(tmp_path)
    assert str(tmp_path) in str(error.value)


def test_another_format_version_says_so_with_the_path(tmp_path: Path, small_manifest: Manifest) -> None:
    document = json.loads(to_json(small_manifest)) | {"format_version": 3}
    (tmp_path / CONFIG_NAME).write_text(json.dumps(document))
    with pytest.raises(ManifestError, match="format version 3 is not 1 or 2") as error:
        read_manifest(tmp_path)
    assert str(tmp_path / CONFIG_NAME) in str(error.value)


def test_format_1_is_read(small_manifest: Manifest) -> None:
    guessing = with_guess(small_manifest, **GUESSES)
    for manifest in (small_manifest, with_guess(small_manifest), guessing):
        assert from_json(json.dumps(in_format_1(manifest))) == manifest
    bare = in_format_1(small_manifest)
    del bare["dit"]["first_guess"], bare["context"]
    assert from_json(json.dumps(bare)) == small_manifest


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"first_guess": "yes"}, "first_guess 'yes' must be true or false"),
        ({"first_guess": False}, "anchored, context_channels and context need a first guess"),
        ({"context_channels": 4.5}, "context_channels 4.5 must be a whole number"),
        ({"context_channels": 7}, "context_channels 7 is more than the context has"),
        ({"anchored": 3}, "config.json.guess.anchored: 3 is not of type bool"),
    ],
)
def test_a_damaged_format_1_is_a_manifest_error(
    small_manifest: Manifest, changes: dict[str, object], reason: str
) -> None:
    document = in_format_1(with_guess(small_manifest, **GUESSES))
    document["dit"] |= changes
    with pytest.raises(ManifestError, match=re.escape(reason)):
        from_json(json.dumps(document))


def test_a_folder_without_manifest_is_not_a_model_folder(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="is not a model folder"):
        read_manifest(tmp_path)
    with pytest.raises(ManifestError, match="is not a model folder"):
        read_manifest(tmp_path / "nothing")


@pytest.fixture
def with_weights(tmp_path: Path, small_manifest: Manifest) -> Manifest:
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"0123456789")
    return replace(small_manifest, files={path.name: WeightsFile(sha256_of(path), 10)})


def test_whole_files_pass(tmp_path: Path, with_weights: Manifest) -> None:
    verify_files(tmp_path, with_weights)


@pytest.mark.parametrize("content", [b"012345678", b"012345678X", b""])
def test_a_truncated_or_changed_file_is_named(tmp_path: Path, with_weights: Manifest, content: bytes) -> None:
    (tmp_path / "w.safetensors").write_bytes(content)
    with pytest.raises(ManifestError, match="damaged or was changed") as error:
        verify_files(tmp_path, with_weights)
    assert str(tmp_path / "w.safetensors") in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path, with_weights: Manifest) -> None:
    (tmp_path / "w.safetensors").unlink()
    with pytest.raises(ManifestError, match=r"w\.safetensors is missing") as error:
        verify_files(tmp_path, with_weights)
    assert str(tmp_path) in str(error.value)
