"""Tensors by name in several files of bounded size; needs only torch and safetensors."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from any2any.errors import UsageError
from any2any.models.translator import Translator, save_model
from any2any.spec.manifest import Manifest
from any2any.spec.model_folder import CONFIG_NAME, from_json
from any2any.spec.networks import Storage
from any2any.training.pack.contents import PART_BYTES


def save_parts(folder: Path, tensors: Mapping[str, Tensor], files: Mapping[str, str] | None = None) -> None:
    """Replace ``folder`` by one with the tensors and the texts of ``files``, by name.

    The old folder stays until the new one is complete. A tensor larger than a part is split along its rows.
    """
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    part: dict[str, Tensor] = {}
    number = held = 0
    for name, tensor in _pieces(tensors):
        if part and held + tensor.nbytes > PART_BYTES:
            save_file(part, new / f"part-{number:03d}.safetensors")
            part, number, held = {}, number + 1, 0
        part[name] = tensor
        held += tensor.nbytes
    save_file(part, new / f"part-{number:03d}.safetensors")
    for name, text in (files or {}).items():
        (new / name).write_text(text, encoding="utf-8")
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def load_parts(folder: Path) -> dict[str, Tensor]:
    """Read what ``save_parts`` wrote; after a kill between two renames, the old folder."""
    if not folder.exists():
        folder = folder.with_name(f"{folder.name}.old")
    pieces: dict[str, Tensor] = {}
    for path in sorted(folder.glob("part-*.safetensors")):
        pieces |= load_file(path)
    split: dict[str, list[Tensor]] = {}
    for name in sorted(pieces):
        split.setdefault(name.partition("@")[0], []).append(pieces[name])
    return {name: rows[0] if len(rows) == 1 else torch.cat(rows) for name, rows in split.items()}


def has_parts(folder: Path) -> bool:
    """Whether something was saved under this name."""
    return folder.exists() or folder.with_name(f"{folder.name}.old").exists()


def _pieces(tensors: Mapping[str, Tensor]) -> list[tuple[str, Tensor]]:
    found = []
    for name, value in tensors.items():
        tensor = value.detach().cpu().contiguous()
        if tensor.nbytes <= PART_BYTES:
            found.append((name, tensor))
            continue
        rows = max(1, PART_BYTES * len(tensor) // tensor.nbytes)
        for number, piece in enumerate(tensor.split(rows)):
            found.append((f"{name}@{number:04d}", piece.contiguous()))
    return found


def merge_results(results: Path, out: Path, storage: Storage) -> Manifest:
    """Write the model folder ``out`` from the folder of results; UsageError if that is missing or damaged."""
    if out.exists():
        raise UsageError(f"{out} exists: give a new folder")
    try:
        manifest = from_json((results / CONFIG_NAME).read_text(encoding="utf-8"))
        record = json.loads((results / "log.json").read_text(encoding="utf-8"))
        translator = Translator(_recorded(manifest, record))
        translator.load_state_dict({key: value.float() for key, value in load_parts(results).items()})
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise UsageError(f"{results} does not hold the results of a pack: {error}") from error
    return save_model(out, translator, storage)


def _recorded(manifest: Manifest, record: dict[str, float]) -> Manifest:
    """The manifest with the record of the pack's runs."""
    done = f"{record['steps']} steps of {record['batch']} windows from a pack, {record['seconds']:.0f} s"
    return replace(manifest, training={**manifest.training, "pack": done})
