"""Stage I: train the KL-VAE of one modality, then measure the statistics of its latents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

from any2any.errors import UsageError
from any2any.manifest import VaeEntry, vae_file
from any2any.models.config import vae_config
from any2any.models.vae import Vae
from any2any.training.config import Recipe, VaeTrainingConfig
from any2any.training.data.draw import SceneDraw
from any2any.training.data.scene import DIHEDRAL, MODALITIES, PairedScene, turn
from any2any.training.loop import Loop, Losses, Randomness

STATISTICS_CROPS = 256


def train_vae(
    recipe: Recipe, modality: str, scenes: Sequence[PairedScene], run: Path, device: str = "cpu"
) -> None:
    """Train one modality's VAE and write ``run/vae-<modality>.safetensors`` with its latent statistics."""
    if modality not in recipe.vae:
        raise UsageError(
            f"recipe {recipe.name} trains no VAE for {modality!r}; it has {', '.join(recipe.vae)}"
        )
    config = recipe.vae[modality]
    randomness = Randomness.from_seed(recipe.seed)
    spec = MODALITIES[modality]
    vae = channels_last(Vae(vae_config(recipe.preset, spec.channels, spec.downsampling))).to(device)
    if config.init_from:
        _copy_matching(vae, run / vae_file(config.init_from))
    draw = SceneDraw(
        scenes, config.crop_latent_px, recipe.data.source_weights, lambda s: modality in s.arrays
    )
    loop = Loop(vae, config.optimiser, run / f"vae-{modality}", randomness)

    def losses() -> Losses:
        x = _batch(draw, modality, config, randomness.numpy)
        return vae_losses(vae, x.to(device), config)

    loop.run(losses, f"VAE {modality}")
    vae.load_state_dict(loop.average)
    entry = _statistics(vae, draw, modality, config, randomness.numpy)
    _write(run, modality, vae, entry, loop)


def channels_last(vae: Vae) -> Vae:
    """Store the weights in the layout in which convolutions of few channels run fastest on a CPU."""
    return vae.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def vae_losses(vae: Vae, x: Tensor, config: VaeTrainingConfig) -> Losses:
    """x: (B, C, H, W) model values -> the terms of L_rec + beta * L_KL."""
    posterior = vae.encode(x)
    y = vae.decode(posterior.sample()).float()
    reconstruction = F.l1_loss(y, x) if config.reconstruction == "l1" else F.mse_loss(y, x)
    kl = posterior.kl().float()
    total = reconstruction + config.kl_weight * kl
    return {"total": total, "reconstruction": reconstruction, "kl": kl, "mse": F.mse_loss(y.detach(), x)}


def read_vae(run: Path, modality: str, preset: str, device: str = "cpu") -> tuple[Vae, VaeEntry]:
    """Read a VAE that ``train_vae`` wrote; UsageError if it is not there."""
    path = run / vae_file(modality)
    if not path.is_file():
        raise UsageError(
            f"{path} does not exist: train it first with `any2any train vae --modality {modality}`"
        )
    spec = MODALITIES[modality]
    config = vae_config(preset, spec.channels, spec.downsampling)
    state = load_file(path)
    mean, std = state.pop("latent_mean"), state.pop("latent_std")
    vae = Vae(config)
    vae.load_state_dict(state)
    entry = VaeEntry(config, tuple(mean.tolist()), tuple(std.tolist()))
    return channels_last(vae.eval().requires_grad_(False)).to(device), entry


def _batch(
    draw: SceneDraw[PairedScene],
    modality: str,
    config: VaeTrainingConfig,
    rng: np.random.Generator,
) -> Tensor:
    crops = []
    for _ in range(config.optimiser.batch):
        scene, row, column = draw.draw(rng)
        crop = turn(scene.crop(modality, row, column, config.crop_latent_px), int(rng.integers(DIHEDRAL)))
        gain, shift = rng.uniform(0.8, 1.2), rng.uniform(-0.1, 0.1)
        crops.append(np.clip(crop.astype(np.float32) * gain + shift, -1.0, 1.0))
    return torch.from_numpy(np.stack(crops)).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def _statistics(
    vae: Vae, draw: SceneDraw[PairedScene], modality: str, config: VaeTrainingConfig, rng: np.random.Generator
) -> VaeEntry:
    """Mean and standard deviation per latent channel over fresh crops."""
    device = next(vae.parameters()).device
    batches = (_batch(draw, modality, config, rng) for _ in range(STATISTICS_CROPS // config.optimiser.batch))
    latents = torch.cat([vae.encode(x.to(device)).mean for x in batches])
    return VaeEntry(
        vae.config, tuple(latents.mean(dim=(0, 2, 3)).tolist()), tuple(latents.std(dim=(0, 2, 3)).tolist())
    )


def _copy_matching(vae: Vae, path: Path) -> None:
    """Take every weight of equal meaning: levels are counted from the latent, so widths of the same level meet."""
    if not path.is_file():
        raise UsageError(f"{path} does not exist: train the VAE that this one starts from first")
    donor = load_file(path)
    state = vae.state_dict()
    levels, donor_levels = len(vae.config.widths), _level_count(donor)
    for key in state:
        # Encoder levels count from full resolution, decoder levels from the latent.
        source = _shift_level(key, "encoder.down_blocks.", donor_levels - levels)
        if source in donor and donor[source].shape == state[key].shape:
            state[key] = donor[source]
    vae.load_state_dict(state)


def _level_count(state: dict[str, Tensor]) -> int:
    return 1 + max(int(key.split(".")[2]) for key in state if key.startswith("decoder.up_blocks."))


def _shift_level(key: str, prefix: str, by: int) -> str:
    if not key.startswith(prefix):
        return key
    level, rest = key.removeprefix(prefix).split(".", 1)
    return f"{prefix}{int(level) + by}.{rest}"


def _write(run: Path, modality: str, vae: Vae, entry: VaeEntry, loop: Loop) -> None:
    state = {key: value.cpu().contiguous() for key, value in vae.state_dict().items()}
    state |= {"latent_mean": torch.tensor(entry.latent_mean), "latent_std": torch.tensor(entry.latent_std)}
    unfinished = run / f"{vae_file(modality)}.part"
    save_file(state, unfinished, metadata={"steps": str(loop.step), "seconds": f"{loop.seconds:.0f}"})
    unfinished.replace(run / vae_file(modality))
