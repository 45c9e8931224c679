from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from any2any.evaluation.card import model_card
from any2any.models.translator import Translator
from any2any.spec.manifest import vae_file
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Direction
from any2any.training.export import export_model, training_record
from any2any.training.recipe_file import read_recipe, write_recipe
from any2any.training.translator.objective import TranslatorCore
from any2any.training.vae.train import read_vae

from .runs import SMALL, Run, small_recipe

DATA = {"tiles_by_source": {"a": 3}, "licences": {"a": "CC0-1.0"}, "tiles_corrupt": 1}


def write_vae(run: Path, name: str, perceptual: str, weight: float) -> None:
    terms = {"perceptual": perceptual, "perceptual_weight": weight}
    metadata = {"steps": "12", "seconds": "34", "terms": json.dumps(terms)}
    save_file({"latent_mean": np.zeros(4, np.float32)}, run / vae_file(name), metadata=metadata)


@pytest.fixture
def record(two_blocks: str, tmp_path: Path) -> dict:
    write_vae(tmp_path, "rgb", "lpips", 1.0)
    write_vae(tmp_path, "sar", "none", 0.0)
    return training_record(small_recipe(), tmp_path, ["rgb", "sar"], DATA, steps=6, seconds=7.6)


def test_the_record_says_what_the_files_say(record: dict) -> None:
    assert record["tiles_by_source"] == {"a": 3}
    assert record["tiles_corrupt"] == 1
    assert (record["translator_steps"], record["translator_batch"], record["translator_seconds"]) == (6, 4, 8)
    assert record["vae_steps"] == {"rgb": 12, "sar": 12}
    assert record["vae_seconds"] == {"rgb": 34, "sar": 34}
    assert record["vae_batch"] == {"rgb": 4, "sar": 4}
    assert record["perceptual_terms"] == {"rgb": "lpips x 1", "sar": "none"}


def test_the_record_holds_the_recipe_as_it_was_resolved(record: dict, tmp_path: Path) -> None:
    """Through JSON, as in the manifest, and back through YAML to an equal recipe."""
    import yaml

    stored = json.loads(json.dumps(record))["recipe"]
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(stored))
    assert read_recipe(path) == small_recipe()
    write_recipe(path, small_recipe())
    assert yaml.safe_load(path.read_text()) == stored == asdict(small_recipe())


def test_some_modalities_alone_make_a_model(stage_one: Run, tmp_path: Path) -> None:
    names = ("rgb", "nir")
    modalities = [m for m in DEFAULT_MODALITIES if m.name in names]
    for name in names:
        (tmp_path / vae_file(name)).write_bytes((stage_one.folder / vae_file(name)).read_bytes())
    vaes = {m.name: read_vae(tmp_path, m, stage_one.recipe.size) for m in modalities}
    core = TranslatorCore(SMALL.dit, SMALL.adapter, names)
    directions = (Direction("rgb", "tir"), Direction("rgb", "nir"), Direction("nir", "rgb"))
    recipe = replace(stage_one.recipe, name="two")
    manifest = export_model(recipe, core, modalities, vaes, directions, tmp_path, DATA, 6, 7.0)
    assert sorted(p.name for p in (tmp_path / "model").iterdir()) == [
        "config.json", "translator.safetensors", "vae-nir.safetensors", "vae-rgb.safetensors"
    ]  # fmt: skip
    assert [m.name for m in manifest.modalities] == ["rgb", "nir"]
    assert manifest.seen_directions[:2] == tuple(d for d in SEEN_DIRECTIONS if d in directions)
    assert manifest.seen_directions[2:] == (Direction("rgb", "tir"),)
    assert Translator.load(tmp_path / "model").manifest == manifest
    card = model_card(manifest)
    assert "- perceptual terms: rgb none, nir none" in card
    assert "- tiles corrupt: 1" in card
