"""A pack from the small index, trained by its own script where only four packages can be imported."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from any2any.data.index.reader import TileIndex
from any2any.errors import UsageError
from any2any.models.translator import Translator, save_model
from any2any.spec.manifest import Manifest, VaeEntry
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS
from any2any.spec.model_folder import from_json
from any2any.spec.networks import SIZES, GuessConfig, NetworkSize, vae_config
from any2any.training.config import Recipe
from any2any.training.pack import remote
from any2any.training.pack.contents import read_pack
from any2any.training.pack.parts import load_parts, merge_results
from any2any.training.pack.pool import FIRST_SEED, SimulatedTiles, simulated_images
from any2any.training.pack.write import write_training_pack

from ...guesses import with_guess
from ..runs import SMALL, small_recipe

BARE = """
import importlib.abc, runpy, sys

MISSING = ("osgeo", "rasterio", "yaml", "accelerate", "tqdm", "scipy", "requests")

class Bare(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        frame = sys._getframe(1)
        while "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        if name.partition(".")[0] in MISSING and "any2any" in frame.f_code.co_filename:
            raise ImportError(name + " is not on the machine")

sys.meta_path.insert(0, Bare())
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a script on a machine without what the rest of the package needs; torch may look for what it can use."""


@pytest.fixture(scope="module")
def recipe(two_blocks: str) -> Recipe:
    small = small_recipe()
    return replace(small, translator=replace(small.translator, first_guess=True, anchored=True))


@pytest.fixture(scope="module")
def model(two_blocks: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the recipe's size, with first guesses of nothing."""
    folder = tmp_path_factory.mktemp("model") / "small"
    vaes = {
        m.name: VaeEntry(vae_config(two_blocks, m.channels, m.downsampling), (0.0,) * 4, (1.0,) * 4)
        for m in DEFAULT_MODALITIES
    }
    torch.manual_seed(0)
    manifest = Manifest(
        "small", "Small", "1", "CC0-1.0", DEFAULT_MODALITIES, vaes, SMALL.dit, SMALL.adapter, SEEN_DIRECTIONS
    )
    save_model(folder, Translator(with_guess(manifest)))
    return folder


OPTIONS = ("--batch", "2", "--minutes", "60", "--variants", "1", "--device", "cpu", "--precision", "float32")


def run(pack: Path, *arguments: str) -> list[str]:
    """Run the pack's script on the CPU; return its lines."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", BARE, str(pack / "run.py"), *OPTIONS, *arguments],
        capture_output=True,
        text=True,
        cwd=pack,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_trains_resumes_and_comes_home(
    index: TileIndex, model: Path, recipe: Recipe, tmp_path: Path
) -> None:
    """Both training tiles and the validation tile fit; the second run continues where the first stopped."""
    pack = tmp_path / "pack"
    packed = write_training_pack(index, model, recipe, pack, megabytes=5.0)
    assert (packed.tiles, packed.validation_tiles) == (2, 1)
    assert packed.sources == {"elsewhere": 1, "simulated": 1}
    assert len(read_pack(pack).tiles) == 3
    run(pack, "--steps", "2", "--simulate", "1")
    first = load_parts(pack / "state")
    lines = run(pack, "--steps", "3", "--simulate", "0")
    second = load_parts(pack / "state")
    assert (int(first["step"]), int(second["step"])) == (2, 5)
    assert float(second["seconds"]) > float(first["seconds"]) > 0.0
    assert sum(" dB, 1 windows" in line for line in lines) == len(SEEN_DIRECTIONS)
    manifest = merge_results(pack / "out", tmp_path / "home", "int8")
    home = Translator.load(tmp_path / "home")
    assert manifest.guess == GuessConfig(anchored=True)
    assert "steps of 2 windows from a pack" in home.manifest.training["pack"]
    start, end = Translator.load(model).state_dict(), home.state_dict()
    assert not start["dit.final.weight"].any()
    assert end["dit.final.weight"].any()
    for key in (key for key in start if key.startswith("vaes.")):
        torch.testing.assert_close(end[key], start[key], atol=1e-3, rtol=1e-3)
    assert json.loads((pack / "out" / "log.json").read_text())["steps"] == 5


def test_a_pack_carries_how_the_recipe_counts_errors(
    index: TileIndex, model: Path, recipe: Recipe, tmp_path: Path
) -> None:
    stage_two = replace(recipe.translator, sigma_data=0.25, structure_weight=0.1)
    data = replace(recipe.data, misregistered=["elsewhere"])
    pack_folder = tmp_path / "pack"
    write_training_pack(
        index, model, replace(recipe, translator=stage_two, data=data), pack_folder, megabytes=5.0
    )
    pack = read_pack(pack_folder)
    assert (pack.structure_weight, pack.misregistered) == (0.1, ("elsewhere",))
    manifest = from_json((pack_folder / "start" / "config.json").read_text(encoding="utf-8"))
    assert manifest.dit.sigma_data == 0.25


def test_another_size_trains_its_vaes_first(
    index: TileIndex, model: Path, recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """VAEs of other widths take the first step, and end with statistics of their own latents.

    The same code runs in this process: the test above proves the script. Crops of 64 pixels do for statistics.
    """
    monkeypatch.setattr(remote, "VAE_CROP_PX", 64)
    wider = NetworkSize(SMALL.dit, SMALL.adapter, (4, 4, 8, 12))
    monkeypatch.setitem(SIZES, "wider", wider)
    pack = tmp_path / "pack"
    write_training_pack(index, model, replace(recipe, size="wider"), pack, megabytes=5.0)
    assert read_pack(pack).vaes_are_fresh
    assert remote.main(pack, [*OPTIONS, "--steps", "3", "--simulate", "0", "--vae-share", "1e-6"]) == 0
    manifest = merge_results(pack / "out", tmp_path / "home", "float16")
    assert all(entry.latent_std != (1.0,) * 4 for entry in manifest.vaes.values())


def test_simulated_scenes_join_the_pool() -> None:
    """512 pixels of 10 m at 4 a latent cell are 128 x 128 cells; every default modality has its own pixels."""
    added: list[tuple[str, set[str], tuple[int, ...]]] = []

    class Pool:
        def add(self, source: str, images: dict[str, Any], holes: Any, once: bool) -> None:
            assert once
            added.append((source, set(images), holes.shape))

    class Scene:
        def __init__(self, is_ready: bool) -> None:
            self.is_ready = is_ready

        def ready(self) -> bool:
            return self.is_ready

        def get(self) -> Any:
            return simulated_images(FIRST_SEED)

    tiles = SimulatedTiles(None, 0)
    tiles._waiting = [Scene(True), Scene(False)]  # type: ignore[list-item]
    tiles.take(Pool())  # type: ignore[arg-type]
    assert added == [("simulated", {m.name for m in DEFAULT_MODALITIES}, (128, 128))]
    assert len(tiles._waiting) == 1


def test_a_pack_is_not_written_over_another(
    index: TileIndex, model: Path, recipe: Recipe, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="exists: give a new folder"):
        write_training_pack(index, model, recipe, tmp_path, megabytes=5.0)


def test_only_results_come_home(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not hold the results of a pack"):
        merge_results(tmp_path, tmp_path / "home", "int8")
