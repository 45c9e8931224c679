from __future__ import annotations

import json
import logging
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from any2any.errors import CancelledError, UsageError
from any2any.models.context import ContextEncoder
from any2any.models.translator import Translator
from any2any.spec.manifest import Manifest
from any2any.spec.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Direction
from any2any.spec.model_folder import read_manifest
from any2any.spec.networks import AdapterConfig, ContextConfig, DitConfig
from any2any.training.config import MonitorConfig, Recipe
from any2any.training.context.train import write_encoder
from any2any.training.loop.monitor import Hooks
from any2any.training.recipe_file import read_recipe
from any2any.training.translator import first_guess, held_out
from any2any.training.translator.objective import TranslatorCore
from any2any.training.translator.train import recipe_modalities, train_translator
from any2any.training.translator.warm_start import start_from
from any2any.training.vae.train import read_vae

from ..runs import SMALL, Run, small_optimiser

NAMES = tuple(m.name for m in DEFAULT_MODALITIES)
SAR_RGB, NIR_MS = Direction("sar", "rgb"), Direction("nir", "ms")
Batch = dict[str, torch.Tensor]


def with_translator(recipe: Recipe, **changes: object) -> Recipe:
    return replace(recipe, translator=replace(recipe.translator, **changes))


def copy_run(stage_one: Run, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for path in stage_one.folder.glob("*.safetensors"):
        shutil.copy(path, folder)
    if (stage_one.folder / "latents").is_dir():
        shutil.copytree(stage_one.folder / "latents", folder / "latents", dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def model(stage_one: Run) -> Manifest:
    monitor = MonitorConfig(validate_every_steps=3, sample_every_steps=6, report_every_steps=2)
    recipe = with_translator(stage_one.recipe, monitor=monitor)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(held_out, "HELD_OUT_PAIRS", len(SEEN_DIRECTIONS))
        return train_translator(recipe, stage_one.index, stage_one.folder, "cpu")


def test_stage_two_writes_a_model_that_loads(stage_one: Run, model: Manifest) -> None:
    folder = stage_one.folder / "model"
    assert read_manifest(folder) == model
    loaded = Translator.load(folder)
    assert (model.name, model.seen_directions) == ("small", SEEN_DIRECTIONS)
    assert model.modalities == stage_one.index.modalities
    for m in DEFAULT_MODALITIES:
        vae, entry = read_vae(stage_one.folder, m, stage_one.recipe.size)
        assert model.vaes[m.name] == entry
        for key, value in vae.state_dict().items():
            assert torch.equal(loaded.vaes[m.name].state_dict()[key], value.half().float())
    x, noise = torch.zeros(1, 1, 256, 256), torch.randn(1, 4, 64, 64)
    rgb = loaded.from_latent(
        "rgb", loaded.sample(loaded.to_latent("sar", x), noise, Direction("sar", "rgb"), 2)
    )
    assert rgb.shape == (1, 3, 256, 256)
    assert bool(rgb.isfinite().all())


def test_the_resolved_recipe_and_metrics_lie_beside_the_checkpoint(stage_one: Run, model: Manifest) -> None:
    folder = stage_one.folder / "translator"
    recipe = read_recipe(folder / "recipe.yaml")
    assert recipe.translator.monitor.validate_every_steps == 3
    assert recipe.vae == stage_one.recipe.vae
    rows = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    assert [row["step"] for row in rows] == [2, 3, 4, 6]
    assert [row["step"] for row in rows if "psnr_db" in row] == [3, 6]
    assert all(0 < row["psnr_db"] < 60 for row in rows if "psnr_db" in row)
    assert all({"total", "clean", "calibration", "wait_share"} <= set(row) for row in rows if "total" in row)


def test_pictures_have_a_row_for_each_direction(stage_one: Run, model: Manifest) -> None:
    """Source, translation and truth beside one another, every cell of 256 pixels with gaps of 4."""
    [path] = (stage_one.folder / "translator" / "samples").iterdir()
    assert path.name == "step-0000006.png"
    with Image.open(path) as picture:
        assert picture.size == (3 * 260 - 4, 14 * 260 - 4)
        first_row = np.asarray(picture)[:256]
    source, truth = first_row[:, :256], first_row[:, 520:]
    assert source.std() > 5
    assert truth.std() > 5


class KilledError(Exception):
    """Stands for a killed process."""


def test_a_killed_stage_two_resumes_to_the_same_model(
    stage_one: Run, model: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = with_translator(stage_one.recipe, monitor=MonitorConfig(checkpoint_every_s=0.0))
    run = copy_run(stage_one, tmp_path / "run")
    real = TranslatorCore.forward
    calls = []

    def failing(self: TranslatorCore, batch: Batch) -> Batch:
        calls.append(1)
        if len(calls) == 4:
            raise KilledError
        return real(self, batch)

    with monkeypatch.context() as patch:
        patch.setattr(TranslatorCore, "forward", failing)
        with pytest.raises(KilledError):
            train_translator(recipe, stage_one.index, run, "cpu")
    resumed = train_translator(recipe, stage_one.index, run, "cpu")
    assert resumed.files == model.files


def test_runs_of_several_seeds_share_a_cache_that_has_its_own_seed(stage_one: Run, tmp_path: Path) -> None:
    run = copy_run(stage_one, tmp_path / "run")
    shutil.rmtree(run / "latents", ignore_errors=True)
    data = replace(stage_one.recipe.data, cache_seed=9)
    caches, weights = [], []
    for seed in (1, 2):
        recipe = with_translator(replace(stage_one.recipe, seed=seed, data=data), variants=1)
        weights.append(train_translator(recipe, stage_one.index, run, "cpu").digest)
        shutil.rmtree(run / "translator")
        caches.append([(path, path.stat().st_mtime_ns) for path in sorted((run / "latents").rglob("*"))])
    assert caches[0] == caches[1]
    assert weights[0] != weights[1]


def test_cancelling_leaves_a_run_that_continues(stage_one: Run, model: Manifest, tmp_path: Path) -> None:
    run = copy_run(stage_one, tmp_path / "run")
    steps = []
    hooks = Hooks(is_cancelled=lambda: steps.append(1) or len(steps) > 3)  # type: ignore[func-returns-value]
    with pytest.raises(CancelledError):
        train_translator(stage_one.recipe, stage_one.index, run, "cpu", hooks)
    assert not (run / "model").exists()
    assert train_translator(stage_one.recipe, stage_one.index, run, "cpu").files == model.files


def test_incremental_training_starts_from_a_model(
    stage_one: Run, model: Manifest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No step's rate is large enough to move the weights: what comes out is what went in, VAEs too."""
    folder = stage_one.folder / "model"
    recipe = with_translator(
        stage_one.recipe,
        optimiser=small_optimiser(1, learning_rate=1e-12),
        init_from=str(folder),
        directions=["sar->pan"],
    )
    recipe = replace(recipe, vae={name: recipe.vae[name] for name in ("rgb", "sar", "pan")})
    run = tmp_path / "run"
    manifest = train_translator(recipe, stage_one.index, run, "cpu")
    assert [m.name for m in manifest.modalities] == ["rgb", "sar", "pan"]
    seen = {"sar->rgb", "rgb->sar", "pan->rgb", "rgb->pan", "sar->pan"}
    assert {str(d) for d in manifest.seen_directions} == seen
    before, after = Translator.load(folder), Translator.load(run / "model")
    old, new = before.state_dict(), after.state_dict()
    for key, value in new.items():
        if key.startswith(("dit.embed_source", "dit.embed_target")):
            rows = [NAMES.index(m.name) for m in manifest.modalities]
            assert torch.equal(value, old[key][rows]), key
        else:
            assert torch.equal(value, old[key]), key
    assert "is not that of" not in caplog.text


def test_another_vae_than_the_initial_models_is_warned_of(
    stage_one: Run, model: Manifest, caplog: pytest.LogCaptureFixture
) -> None:
    vaes = {m.name: read_vae(stage_one.folder, m, stage_one.recipe.size) for m in DEFAULT_MODALITIES}
    vaes["ms"] = (vaes["ms"][0], replace(vaes["ms"][1], latent_mean=(9.0,) * 4))
    core = TranslatorCore(SMALL.dit, SMALL.adapter, NAMES)
    with caplog.at_level(logging.WARNING):
        assert start_from(core, Translator.load(stage_one.folder / "model"), vaes) == SEEN_DIRECTIONS
    assert "the VAE of ms is not that of" in caplog.text


def test_a_scaled_output_starts_with_the_same_first_step(stage_one: Run, model: Manifest) -> None:
    """From pure noise the output counts sigma_data times, so its layer is divided by it."""
    vaes = {m.name: read_vae(stage_one.folder, m, stage_one.recipe.size) for m in DEFAULT_MODALITIES}
    given = torch.randn(2, 1, 4, 64, 64, generator=torch.Generator().manual_seed(0))
    before = Translator.load(stage_one.folder / "model")
    core = TranslatorCore(replace(SMALL.dit, sigma_data=0.25), SMALL.adapter, NAMES)
    start_from(core, before, vaes)
    first = [network.predict_once(*given, SAR_RGB) for network in (before, core)]
    torch.testing.assert_close(first[1], first[0], rtol=1e-4, atol=1e-5)


def test_frozen_adapters_stay_the_identity_whatever_the_run_starts_from(
    stage_one: Run, model: Manifest, tmp_path: Path
) -> None:
    recipe = with_translator(
        stage_one.recipe, adapter=False, init_from=str(stage_one.folder / "model"), directions=["sar->rgb"]
    )
    train_translator(recipe, stage_one.index, copy_run(stage_one, tmp_path / "run"), "cpu")
    adapters = Translator.load(tmp_path / "run" / "model").adapters
    z = torch.randn(1, 4, 64, 64)
    assert not any(adapter(z, z, "sar").any() for adapter in adapters.values())


@pytest.mark.parametrize(
    ("dit", "names", "message"),
    [
        (DitConfig(2, 48, 2), NAMES, "choose a model of the same size"),
        (SMALL.dit, ("tir", "lwir"), "none of which the recipe has"),
    ],
)
def test_a_model_that_does_not_fit_is_not_a_start(
    stage_one: Run, model: Manifest, dit: DitConfig, names: tuple[str, ...], message: str
) -> None:
    core = TranslatorCore(dit, AdapterConfig(8, 1), names)
    with pytest.raises(UsageError, match=message):
        start_from(core, Translator.load(stage_one.folder / "model"), {})


def test_a_model_is_trained_on_guesses_that_see_context(
    stage_one: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model's guess is the one that was fitted, and the finished folder holds all that it needs."""
    monkeypatch.setattr(first_guess, "CROPS", 4)
    torch.manual_seed(0)
    config = ContextConfig(channels=4, width=16, depth=1, kernel=3)
    write_encoder(tmp_path / "context.safetensors", ContextEncoder(config, DEFAULT_MODALITIES))
    run = tmp_path / "run"
    run.mkdir()
    for path in stage_one.folder.glob("vae-*.safetensors"):
        shutil.copy(path, run)
    recipe = with_translator(
        stage_one.recipe,
        first_guess=True,
        context=str(tmp_path / "context.safetensors"),
        context_channels=3,
        directions=["sar->rgb"],
        optimiser=small_optimiser(2),
    )
    manifest = train_translator(recipe, stage_one.index, run, "cpu")
    assert manifest.guess
    assert manifest.guess.context == config
    assert read_recipe(run / "translator" / "recipe.yaml") == recipe
    loaded = Translator.load(run / "model")
    x = torch.rand(1, 1, 64, 64) - 0.5
    guess = loaded.first_guess(SAR_RGB)
    assert guess.context.abs().max() > 0
    with_context = guess(x)
    guess.context.zero_(), guess.structure.zero_()
    assert (guess(x) - with_context).abs().max() > 1e-3

    monkeypatch.setattr(first_guess._Fit, "pairs", pytest.fail)  # a run that goes on keeps the guesses
    model_folder = str(run / "model")
    longer = with_translator(recipe, init_from=model_folder, context=model_folder)
    train_translator(longer, stage_one.index, tmp_path / "longer", "cpu")
    kept = Translator.load(tmp_path / "longer" / "model").first_guess(SAR_RGB)
    assert torch.equal(kept(x), with_context)


def test_directions_that_the_index_does_not_hold_stop_before_anything_is_written(
    stage_one: Run, tmp_path: Path
) -> None:
    recipe = with_translator(stage_one.recipe, directions=["sar->rgb", "tir->rgb"])
    with pytest.raises(UsageError, match="asks for tir->rgb"):
        train_translator(recipe, stage_one.index, tmp_path, "cpu")
    assert list(tmp_path.iterdir()) == []


def test_a_vae_of_a_modality_that_the_index_does_not_know_is_a_usage_error(stage_one: Run) -> None:
    recipe = replace(stage_one.recipe, vae=stage_one.recipe.vae | {"tir": stage_one.recipe.vae["rgb"]})
    with pytest.raises(UsageError, match=r"has a VAE for tir, which .*does not know"):
        recipe_modalities(recipe, stage_one.index)


def test_a_missing_vae_is_named(stage_one: Run, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"vae-rgb\.safetensors does not exist"):
        train_translator(stage_one.recipe, stage_one.index, tmp_path, "cpu")
