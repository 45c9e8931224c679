"""Stage I: train the KL-VAE of one modality, then measure the statistics of its latents (paper section 3)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.errors import UsageError
from any2any.files import whole_file
from any2any.models.convert.importing import (
    CONFIG_KEY,
    has_latent_statistics,
    measured_metadata,
    stored_config,
)
from any2any.models.translator import Translator
from any2any.models.vae import Vae
from any2any.spec.manifest import VaeEntry, vae_file
from any2any.spec.modality import Modality
from any2any.spec.networks import vae_config
from any2any.training.config import Recipe, VaeTrainingConfig
from any2any.training.loop.loop import Loop
from any2any.training.loop.monitor import Hooks
from any2any.training.pictures import write_grid
from any2any.training.recipe_file import write_recipe
from any2any.training.vae.crops import CropBatches
from any2any.training.vae.loss import VaeTraining, build_term

VALIDATION_CROPS = 32
PICTURES = 6


class VaeMonitor:
    """Measures a module with a ``vae`` on fixed crops of the validation split.

    If the index has no validation split, pictures use training crops, but validation that the recipe asks for is a
    UsageError from the constructor.
    """

    def __init__(
        self, index: TileIndex, spec: Modality, config: VaeTrainingConfig, recipe: Recipe, pictures: Path
    ) -> None:
        held_out = index.count("validation", [spec.name]) > 0 or config.monitor.validate_every_steps > 0
        split: Split = "validation" if held_out else "train"
        self._asked = config.monitor
        self._spec = spec
        self._batch = config.optimiser.batch
        self._crops = CropBatches(index, split, spec, config, recipe.data, recipe.seed)
        self._pictures = pictures

    def added_to(self, hooks: Hooks) -> Hooks:
        """Return the caller's hooks, completed with those that the recipe asks for."""
        return replace(
            hooks,
            validate=hooks.validate or (self.validate if self._asked.validate_every_steps else None),
            sample=hooks.sample or (self.sample if self._asked.sample_every_steps else None),
        )

    def validate(self, module: nn.Module) -> float:
        """Return PSNR in dB of reconstructions from the posterior's mean; model values span 2."""
        squared, count = 0.0, 0
        for x, y in self._reconstructed(module, self._images):
            squared += float((y - x).double().square().sum())
            count += x.numel()
        return 10.0 * math.log10(4.0 * count / max(squared, 1e-12))

    def sample(self, module: nn.Module, step: int) -> None:
        """Write a picture with a row per crop: input, reconstruction."""
        pairs = list(self._reconstructed(module, self._images[:PICTURES]))
        x, y = (torch.cat(side).numpy() for side in zip(*pairs, strict=True))
        rows = [[(a, self._spec), (b, self._spec)] for a, b in zip(x, y, strict=True)]
        write_grid(self._pictures / f"step-{step:07d}.png", rows)

    @cached_property
    def _images(self) -> Tensor:
        """(32, C, H, W), cached: reading them again would take as long as a training step."""
        return self._crops.plain(0, range(VALIDATION_CROPS))["image"]

    @torch.no_grad()
    def _reconstructed(self, module: nn.Module, images: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        assert isinstance(module, VaeTraining)
        vae = module.vae
        device = next(module.parameters()).device
        for x in images.split(self._batch):
            yield x, vae.decode(vae.encode(x.to(device)).mean).clamp(-1.0, 1.0).float().cpu()


STATISTICS_CROPS = 256


def train_vae(
    recipe: Recipe,
    modality: str,
    index: TileIndex,
    run: Path,
    device: str = "auto",
    hooks: Hooks = Hooks(),  # noqa: B008  # frozen
) -> None:
    """Train one modality's VAE and write ``run/vae-<modality>.safetensors`` with its latent statistics.

    Resumes from the checkpoint in ``run/vae-<modality>/``. ``hooks.validate`` and ``hooks.sample`` replace the
    stage's own: PSNR of reconstructions of the validation split, and pictures of them. UsageError if the recipe asks
    for something that the index, the run or this machine lacks; CancelledError if a hook cancels.
    """
    if modality not in recipe.vae:
        raise UsageError(
            f"recipe {recipe.name} trains no VAE for {modality!r}; it has {', '.join(recipe.vae)}"
        )
    config, spec = recipe.vae[modality], index.modality(modality)
    folder = run / f"vae-{modality}"
    module = VaeTraining(_new_vae(recipe, spec, run), config, build_term(config, spec))
    crops = CropBatches(index, "train", spec, config, recipe.data, recipe.seed)
    monitor = VaeMonitor(index, spec, config, recipe, folder / "samples")
    loop = Loop(module, config.optimiser, folder, device, monitor.added_to(hooks), config.monitor)
    if loop.accelerator.is_main_process:
        write_recipe(folder / "recipe.yaml", recipe)
    loop.run(crops.augmented, f"VAE {modality}")
    state = {name.removeprefix("vae."): value for name, value in loop.average.items()}
    if loop.accelerator.is_main_process:
        vae = channels_last(Vae(module.vae.config))
        vae.load_state_dict(state)
        entry = measure_latents(vae.eval().to(loop.accelerator.device), _plain(crops, config))
        _write(run, modality, vae, entry, _metadata(config, module, loop))
        crops.report()
    loop.accelerator.wait_for_everyone()


def channels_last(vae: Vae) -> Vae:
    """Store the weights in the layout that is fastest on a CPU for convolutions with few channels."""
    return vae.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def read_vae(run: Path, modality: Modality, size: str, device: str = "cpu") -> tuple[Vae, VaeEntry]:
    """Read a trained or imported VAE from ``run``, frozen; UsageError if it is missing or does not fit."""
    path = run / vae_file(modality.name)
    if not path.is_file():
        raise UsageError(
            f"{path} does not exist: train it first with `any2any train vae --modality {modality.name}`"
        )
    config = stored_config(path) or vae_config(size, modality.channels, modality.downsampling)
    state = load_file(path)
    if "latent_mean" not in state:
        raise UsageError(
            f"{path} has no statistics of its latents, as in a model folder: delete it, and name that folder as the "
            "recipe's translator.init_from"
        )
    mean, std = state.pop("latent_mean"), state.pop("latent_std")
    vae = Vae(config)
    try:
        if (config.channels, config.downsampling) != (modality.channels, modality.downsampling):
            raise RuntimeError(f"it has {config.channels} bands and downsampling {config.downsampling}")
        vae.load_state_dict(state)
    except RuntimeError as error:
        raise UsageError(
            f"{path} is not a VAE of size {size!r} for {modality.channels} bands and downsampling "
            f"{modality.downsampling}: choose another run folder, or the recipe that it was trained with"
        ) from error
    entry = VaeEntry(config, tuple(mean.tolist()), tuple(std.tolist()))
    return channels_last(vae.eval().requires_grad_(False)).to(device), entry


def copy_vae(model: Translator, modality: str, run: Path) -> None:
    """Write a model's VAE into ``run``, for a run that starts from the model; an existing one is kept."""
    path = run / vae_file(modality)
    if path.is_file() or modality not in model.vaes:
        return
    vae, record = cast(Vae, model.vaes[modality]).float(), model.manifest.training
    steps, seconds = (record.get(key, {}).get(modality, 0) for key in ("vae_steps", "vae_seconds"))
    term, _, weight = record.get("perceptual_terms", {}).get(modality, "none").partition(" x ")
    terms = {"perceptual": term, "perceptual_weight": float(weight or 0)}
    metadata = {
        CONFIG_KEY: json.dumps(asdict(vae.config)),
        "steps": str(steps),
        "seconds": str(seconds),
        "terms": json.dumps(terms),
    }
    run.mkdir(parents=True, exist_ok=True)
    _write(run, modality, vae, model.manifest.vaes[modality], metadata)


def measure_imported(recipe: Recipe, modality: str, index: TileIndex, run: Path, device: str) -> None:
    """Measure the latents of a VAE that was imported without their statistics, and store them in its file."""
    path = run / vae_file(modality)
    if not path.is_file() or has_latent_statistics(path):
        return
    config, spec = recipe.vae[modality], index.modality(modality)
    vae, _ = read_vae(run, spec, recipe.size, device)
    crops = CropBatches(index, "train", spec, config, recipe.data, recipe.seed)
    _write(run, modality, vae, measure_latents(vae, _plain(crops, config)), measured_metadata(path))


@torch.no_grad()
def measure_latents(vae: Vae, images: Iterator[Tensor]) -> VaeEntry:
    """Mean and standard deviation per latent channel over batches (B, C, H, W) of model values."""
    device = next(vae.parameters()).device
    count, total, squares = 0, torch.zeros(()), torch.zeros(())
    for x in images:
        z = vae.encode(x.to(device)).mean.double().cpu()  # (B, 4, h, w)
        count += z[:, 0].numel()
        total = total + z.sum(dim=(0, 2, 3))
        squares = squares + z.square().sum(dim=(0, 2, 3))
    mean = total / count
    std = (squares / count - mean.square()).clamp_min(1e-12).sqrt()
    return VaeEntry(vae.config, tuple(mean.tolist()), tuple(std.tolist()))


def copy_matching(vae: Vae, donor: Mapping[str, Tensor]) -> None:
    """Copy every matching weight; levels are counted from the latent, so equal levels have equal widths."""
    state = vae.state_dict()
    levels, donor_levels = len(vae.config.widths), _level_count(donor)
    for key in state:
        # Encoder levels count from full resolution, decoder levels from the latent.
        source = _shift_level(key, "encoder.down_blocks.", donor_levels - levels)
        if source in donor and donor[source].shape == state[key].shape:
            state[key] = donor[source]
    vae.load_state_dict(state)


def _level_count(state: Mapping[str, Tensor]) -> int:
    return 1 + max(int(key.split(".")[2]) for key in state if key.startswith("decoder.up_blocks."))


def _shift_level(key: str, prefix: str, by: int) -> str:
    if not key.startswith(prefix):
        return key
    level, rest = key.removeprefix(prefix).split(".", 1)
    return f"{prefix}{int(level) + by}.{rest}"


def _new_vae(recipe: Recipe, spec: Modality, run: Path) -> Vae:
    """Build the VAE with weights that depend only on the recipe's seed, then copy those of its donor."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        vae = channels_last(Vae(vae_config(recipe.size, spec.channels, spec.downsampling)))
    donor = recipe.vae[spec.name].init_from
    if donor:
        path = run / vae_file(donor)
        if not path.is_file():
            raise UsageError(f"{path} does not exist: train the VAE that this one starts from first")
        copy_matching(vae, load_file(path))
    return vae


def _plain(crops: CropBatches, config: VaeTrainingConfig) -> Iterator[Tensor]:
    """Crops with unchanged levels, as stage II sees them, from steps that training never reaches."""
    batch, first = config.optimiser.batch, config.optimiser.steps
    for number in range(-(-STATISTICS_CROPS // batch)):
        yield crops.plain(first + number, range(batch))["image"]


def _metadata(config: VaeTrainingConfig, module: VaeTraining, loop: Loop) -> dict[str, str]:
    """The training record in the weights file; safetensors stores only text."""
    term = config.perceptual
    terms = {
        "reconstruction": config.reconstruction,
        "perceptual": term.term,
        "perceptual_weight": term.weight,
        "perceptual_sha256": module._term.sha256 if module._term else {},
        "kl_weight": config.kl_weight,
    }
    return {"steps": str(loop.step), "seconds": f"{loop.seconds:.0f}", "terms": json.dumps(terms)}


def _write(run: Path, modality: str, vae: Vae, entry: VaeEntry, metadata: dict[str, str]) -> None:
    state = {key: value.cpu().contiguous() for key, value in vae.state_dict().items()}
    state |= {"latent_mean": torch.tensor(entry.latent_mean), "latent_std": torch.tensor(entry.latent_std)}
    with whole_file(run / vae_file(modality)) as unfinished:
        save_file(state, unfinished, metadata=metadata)
