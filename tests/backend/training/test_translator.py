from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from any2any.errors import UsageError
from any2any.manifest import Manifest, read_manifest
from any2any.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, Direction
from any2any.models.translator import Translator
from any2any.training import loop as loop_module
from any2any.training import translator as translator_module
from any2any.training.config import TranslatorTrainingConfig
from any2any.training.data.latents import LatentScene
from any2any.training.translator import PairDraw, TranslatorCore, stage_two_loss, train_translator
from any2any.training.vae import read_vae

from .runs import Run, small_optimiser

CONFIG = TranslatorTrainingConfig(small_optimiser())
SAR_RGB, NIR_MS = Direction("sar", "rgb"), Direction("nir", "ms")


def latent_scene(source: str, *names: str, size: int = 70) -> LatentScene:
    """Each modality's latent is its number in the default specification, plus the column in the last channel."""
    order = [m.name for m in DEFAULT_MODALITIES]
    latents = {}
    for name in names:
        z = np.full((4, size, size), order.index(name), np.float16)
        z[3] = np.arange(size)
        latents[name] = z
    return LatentScene(source, latents)


def test_pairs_are_drawn_by_weight_from_scenes_that_have_both() -> None:
    scenes = [latent_scene("a", "sar", "rgb"), latent_scene("b", "nir", "ms", "pan")]
    pairs = PairDraw(scenes, {"sar->rgb": 3.0}, {})
    assert {str(d) for d in pairs.directions} == {"sar->rgb", "rgb->sar", "nir->ms", "ms->nir"}
    z_source, z_target, directions = pairs.batch(1200, np.random.default_rng(0))
    assert z_source.shape == z_target.shape == (1200, 4, 64, 64)
    assert z_source.dtype == torch.float32
    assert Counter(directions)[SAR_RGB] / 1200 == pytest.approx(3 / 6, abs=0.05)
    order = [m.name for m in DEFAULT_MODALITIES]
    for a, b, d in zip(z_source[:50], z_target[:50], directions, strict=False):
        assert float(a[0, 0, 0]) == order.index(d.source)
        assert float(b[0, 0, 0]) == order.index(d.target)
        assert torch.equal(a[3], b[3])  # the same place


def test_no_pair_at_all_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no scene has both ends"):
        PairDraw([latent_scene("a", "sar")], {}, {})


@pytest.fixture
def core(two_blocks: str) -> TranslatorCore:
    torch.manual_seed(0)
    core = TranslatorCore(two_blocks)
    for parameter in core.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    return core


@pytest.fixture
def batch() -> tuple[torch.Tensor, torch.Tensor, list[Direction]]:
    generator = torch.Generator().manual_seed(1)
    z = torch.randn(2, 2, 4, 64, 64, generator=generator)
    return z[0], z[1], [SAR_RGB, NIR_MS]


def gradients(core: TranslatorCore, loss: torch.Tensor) -> dict[str, torch.Tensor]:
    found = torch.autograd.grad(loss, list(core.parameters()), retain_graph=True, allow_unused=True)
    return {name: g for (name, _), g in zip(core.named_parameters(), found, strict=True) if g is not None}


def test_the_adapters_learn_from_the_calibration_alone(core: TranslatorCore, batch: tuple) -> None:
    loss = stage_two_loss(core, *batch, CONFIG, torch.Generator().manual_seed(2))
    assert not [name for name in gradients(core, loss.clean) if name.startswith("adapters.")]
    learning = {
        name.split(".")[1] for name in gradients(core, loss.calibration) if name.startswith("adapters.")
    }
    assert learning == {"rgb", "ms"}  # the batch's targets, each with its own adapter


def test_no_gradient_reaches_the_backbone_through_the_adapters_input(
    core: TranslatorCore, batch: tuple, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backbone's gradient of || z_hat + r - z ||^2 is the same with r taken as a constant."""
    given = gradients(
        core, stage_two_loss(core, *batch, CONFIG, torch.Generator().manual_seed(2)).calibration
    )
    real = translator_module.translator_loss
    monkeypatch.setattr(translator_module, "translator_loss", lambda z_hat, r, z: real(z_hat, r.detach(), z))
    constant = gradients(
        core, stage_two_loss(core, *batch, CONFIG, torch.Generator().manual_seed(2)).calibration
    )
    backbone = [name for name in given if name.startswith("dit.")]
    assert backbone
    for name in backbone:
        assert torch.equal(given[name], constant[name]), name


def test_terms_are_those_of_the_networks(core: TranslatorCore, batch: tuple) -> None:
    """At the last time the input is pure noise, which the generator repeats: rebuild both terms by hand."""
    z_source, z_target, directions = batch
    config = replace(CONFIG, last_time_share=1.0)
    generator = torch.Generator().manual_seed(2)
    loss = stage_two_loss(core, z_source, z_target, directions, config, generator)
    generator = torch.Generator().manual_seed(2)
    torch.randint(1000, (2,), generator=generator), torch.rand(2, generator=generator)
    noise = torch.randn(z_target.shape, generator=generator)
    order = [m.name for m in DEFAULT_MODALITIES]
    clean = calibration = 0.0
    for i, d in enumerate(directions):
        ends = (torch.tensor([order.index(name)]) for name in (d.source, d.target))
        modulations = core.dit.modulate(torch.tensor([999]), *ends)
        z_hat = core.dit(noise[i : i + 1], z_source[i : i + 1], modulations)
        clean += float((z_hat - z_target[i]).square().mean().detach()) / 2
        refined = z_hat + core.adapters[d.target](z_hat)
        calibration += float((refined - z_target[i]).square().mean().detach()) / 2
    assert float(loss.clean.detach()) == pytest.approx(clean, rel=1e-5)
    assert float(loss.calibration.detach()) == pytest.approx(calibration, rel=1e-5)


def test_training_on_one_batch_lowers_both_terms(two_blocks: str, batch: tuple) -> None:
    torch.manual_seed(0)
    core = TranslatorCore(two_blocks)
    z_source, _, directions = batch
    z_target = 0.5 * z_source.flip(1)
    optimiser = torch.optim.Adam(core.parameters(), 3e-3)
    history = []
    for _ in range(30):
        loss = stage_two_loss(core, z_source, z_target, directions, CONFIG, torch.Generator().manual_seed(2))
        optimiser.zero_grad()
        loss.total(1.0).backward()
        optimiser.step()
        history.append((float(loss.clean.detach()), float(loss.calibration.detach())))
    assert history[0][0] == pytest.approx(history[0][1])  # the adapters start as nothing
    assert history[0][0] == pytest.approx(float(z_target.square().mean()))  # and so does the backbone
    assert history[-1][0] < 0.9 * history[0][0]
    assert history[-1][1] < 0.9 * history[0][1]


@pytest.fixture(scope="module")
def model(stage_one: Run) -> Manifest:
    return train_translator(stage_one.recipe, stage_one.scenes, stage_one.folder)


def test_stage_two_writes_a_model_that_loads(stage_one: Run, model: Manifest) -> None:
    folder = stage_one.folder / "model"
    assert read_manifest(folder) == model
    loaded = Translator.load(folder)
    assert (model.name, model.seen_directions) == ("small", SEEN_DIRECTIONS)
    assert model.training["translator_steps"] == 6
    assert model.training["scenes_by_source"] == {"simulated": 1, "elsewhere": 1}
    assert model.training["vae_steps"]["pan"] == 4
    for m in DEFAULT_MODALITIES:
        vae, entry = read_vae(stage_one.folder, m.name, stage_one.recipe.preset)
        assert model.vaes[m.name] == entry
        for key, value in vae.state_dict().items():
            assert torch.equal(loaded.vaes[m.name].state_dict()[key], value.half().float())
    x = torch.from_numpy(stage_one.scenes[0].crop("sar", 0, 0, 64).astype(np.float32))[None]
    noise = torch.randn(1, 4, 64, 64)
    rgb = loaded.decode("rgb", loaded.translate_latents(loaded.encode("sar", x), noise, "sar", "rgb", 2))
    assert rgb.shape == (1, 3, 256, 256)
    assert bool(rgb.isfinite().all())


class KilledError(Exception):
    """Stands for a killed process."""


def test_a_killed_stage_two_resumes_to_the_same_model(
    stage_one: Run, model: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in stage_one.folder.glob("*.safetensors"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(loop_module, "CHECKPOINT_EVERY_S", -1.0)
    calls = []

    def failing(*args: object) -> object:
        calls.append(args)
        if len(calls) == 4:
            raise KilledError
        return stage_two_loss(*args)

    with monkeypatch.context() as patch:
        patch.setattr(translator_module, "stage_two_loss", failing)
        with pytest.raises(KilledError):
            train_translator(stage_one.recipe, stage_one.scenes, tmp_path)
    assert not (tmp_path / "model").exists()
    resumed = train_translator(stage_one.recipe, stage_one.scenes, tmp_path)
    assert resumed.digest == model.digest
