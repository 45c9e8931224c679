"""Bring what a pack's training left home: parts of weights become a model folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from any2any.errors import UsageError
from any2any.models.translator import Translator, save_model
from any2any.spec.manifest import CONFIG_NAME, Manifest, from_json
from any2any.spec.networks import Storage
from any2any.training.pack.parts import load_parts


def merge_results(results: Path, out: Path, storage: Storage) -> Manifest:
    """Write the model folder ``out`` from the folder of results; UsageError if that is none or is damaged."""
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
    """The manifest with what the pack's runs did."""
    done = f"{record['steps']} steps of {record['batch']} windows from a pack, {record['seconds']:.0f} s"
    return replace(manifest, training={**manifest.training, "pack": done})
