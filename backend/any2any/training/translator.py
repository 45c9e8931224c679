"""Stage II: train the DiT and the adapters on latents of frozen VAEs, then write the model folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from any2any.diffusion.loss import TranslatorLoss, add_noise, draw_times, translator_loss
from any2any.errors import UsageError
from any2any.manifest import Manifest, VaeEntry
from any2any.modality import DEFAULT_MODALITIES, SEEN_DIRECTIONS, WINDOW_LATENT_PX, Direction
from any2any.models.adapter import Adapter
from any2any.models.config import PRESETS
from any2any.models.dit import Dit
from any2any.models.translator import Translator, save_model
from any2any.models.vae import Vae
from any2any.training.config import Recipe, TranslatorTrainingConfig
from any2any.training.data.draw import SceneDraw
from any2any.training.data.imagery import SOURCES
from any2any.training.data.latents import LatentScene, cached_latents
from any2any.training.data.scene import PairedScene
from any2any.training.loop import Loop, Losses, Randomness
from any2any.training.vae import read_vae

INDEX = {modality.name: i for i, modality in enumerate(DEFAULT_MODALITIES)}


class TranslatorCore(nn.Module):
    """What stage II trains, under the names of the model folder's translator file."""

    def __init__(self, preset: str) -> None:
        super().__init__()
        self.dit = Dit(PRESETS[preset].dit, len(DEFAULT_MODALITIES))
        self.adapters = nn.ModuleDict({m.name: Adapter(PRESETS[preset].adapter) for m in DEFAULT_MODALITIES})


class PairDraw:
    """Draws pairs of latents: a direction by weight, then a scene that has both ends."""

    def __init__(
        self,
        scenes: Sequence[LatentScene],
        direction_weights: Mapping[str, float],
        source_weights: Mapping[str, float],
    ) -> None:
        self._draws = {
            d: SceneDraw(scenes, WINDOW_LATENT_PX, source_weights, lambda s, d=d: _has_both(s, d))  # type: ignore[misc]
            for d in SEEN_DIRECTIONS
            if any(_has_both(scene, d) for scene in scenes)
        }
        if not self._draws:
            raise UsageError("no scene has both ends of a seen direction: add imagery or simulated scenes")
        self.directions = tuple(self._draws)
        weights = np.array([direction_weights.get(str(d), 1.0) for d in self.directions])
        self._shares = weights / weights.sum()

    def batch(self, count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor, list[Direction]]:
        """Return source and target latents, each (count, 4, 64, 64) float32, and their directions."""
        chosen = [self.directions[i] for i in rng.choice(len(self.directions), count, p=self._shares)]
        sources, targets = [], []
        for direction in chosen:
            scene, row, column = self._draws[direction].draw(rng)
            sources.append(scene.crop(direction.source, row, column, WINDOW_LATENT_PX))
            targets.append(scene.crop(direction.target, row, column, WINDOW_LATENT_PX))
        z_source, z_target = (torch.from_numpy(np.stack(z).astype(np.float32)) for z in (sources, targets))
        return z_source, z_target, chosen


def _has_both(scene: LatentScene, direction: Direction) -> bool:
    return direction.source in scene.latents and direction.target in scene.latents


def train_translator(
    recipe: Recipe, scenes: Sequence[PairedScene], run: Path, device: str = "cpu"
) -> Manifest:
    """Train stage II on top of the VAEs in ``run`` and write the model folder ``run/model``."""
    config = recipe.translator
    vaes = {m.name: read_vae(run, m.name, recipe.preset, device) for m in DEFAULT_MODALITIES}
    latents = cached_latents(run / "latents.safetensors", scenes, vaes, config.variants, WINDOW_LATENT_PX)
    pairs = PairDraw(latents, config.direction_weights, recipe.data.source_weights)
    randomness = Randomness.from_seed(recipe.seed)
    core = TranslatorCore(recipe.preset).to(device)
    loop = Loop(core, config.optimiser, run / "translator", randomness)

    def losses() -> Losses:
        z_source, z_target, directions = pairs.batch(config.optimiser.batch, randomness.numpy)
        loss = stage_two_loss(
            core, z_source.to(device), z_target.to(device), directions, config, randomness.torch
        )
        total = loss.total(config.calibration_weight)
        return {"total": total, "clean": loss.clean, "calibration": loss.calibration}

    loop.run(losses, "translator")
    core.load_state_dict(loop.average)
    return _export(recipe, core, vaes, run, _training_record(recipe, scenes, loop))


def stage_two_loss(
    core: TranslatorCore,
    z_source: Tensor,
    z_target: Tensor,
    directions: Sequence[Direction],
    config: TranslatorTrainingConfig,
    generator: torch.Generator,
) -> TranslatorLoss:
    """One batch of z_source, z_target (B, 4, 64, 64) through noise, DiT and adapters.

    Times and noise come from the CPU's generator whatever the device: a seed means the same run everywhere.
    """
    device = z_target.device
    times = draw_times(len(directions), config.last_time_share, generator).to(device)
    noise = torch.randn(z_target.shape, generator=generator).to(device)
    source = torch.tensor([INDEX[d.source] for d in directions], device=device)
    target = torch.tensor([INDEX[d.target] for d in directions], device=device)
    z_hat = core.dit(
        add_noise(z_target, noise, times), z_source, core.dit.modulate(times, source, target)
    ).float()
    detached = z_hat.detach()
    residual = torch.zeros_like(detached)
    for name, adapter in core.adapters.items():
        mine = target == INDEX[name]
        if mine.any():
            residual = residual.index_put((mine,), adapter(detached[mine]).float())
    return translator_loss(z_hat, residual, z_target)


def _export(
    recipe: Recipe,
    core: TranslatorCore,
    vaes: Mapping[str, tuple[Vae, VaeEntry]],
    run: Path,
    training: dict[str, Any],
) -> Manifest:
    preset = PRESETS[recipe.preset]
    manifest = Manifest(
        name=recipe.name,
        title=recipe.title,
        version=recipe.version,
        licence=recipe.licence,
        modalities=DEFAULT_MODALITIES,
        vaes={name: entry for name, (_, entry) in vaes.items()},
        dit=preset.dit,
        adapter=preset.adapter,
        seen_directions=SEEN_DIRECTIONS,
        training=training,
    )
    translator = Translator(manifest)
    translator.dit.load_state_dict(core.dit.state_dict())
    translator.adapters.load_state_dict(core.adapters.state_dict())
    for name, (vae, _) in vaes.items():
        translator.vaes[name].load_state_dict(vae.state_dict())
    return save_model(run / "model", translator)


def _training_record(recipe: Recipe, scenes: Sequence[PairedScene], loop: Loop) -> dict[str, Any]:
    """What the model was trained on and for how long, for the manifest."""
    counts: dict[str, int] = {}
    for scene in scenes:
        counts[scene.source] = counts.get(scene.source, 0) + 1
    return {
        "scenes_by_source": counts,
        "licences": {source: SOURCES[source].licence for source in counts if source in SOURCES},
        "translator_steps": loop.step,
        "translator_batch": recipe.translator.optimiser.batch,
        "translator_seconds": round(loop.seconds),
        "vae_steps": {name: config.optimiser.steps for name, config in recipe.vae.items()},
        "vae_batch": {name: config.optimiser.batch for name, config in recipe.vae.items()},
        "perceptual_term": "none: no LPIPS weights were at hand, gamma is 0 for every modality",
    }
