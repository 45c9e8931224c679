"""The whole model: a VAE per modality, the shared DiT, an adapter per target; read from and written to a folder."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from any2any.diffusion.sampler import sample, sampling_times
from any2any.models import reach
from any2any.models.adapter import Adapter
from any2any.models.context import ContextEncoder, LatentContext
from any2any.models.cycle_spinning import spin
from any2any.models.dit import Dit, guess_latent
from any2any.models.first_guess import FirstGuess, first_guesses
from any2any.models.vae import Vae
from any2any.models.weights import read_weights, write_weights
from any2any.spec.manifest import (
    TRANSLATOR_FILE,
    Manifest,
    ManifestError,
    WeightsFile,
    read_manifest,
    sha256_of,
    vae_file,
    verify_files,
    write_manifest,
)
from any2any.spec.modality import Direction
from any2any.spec.networks import Storage

logger = logging.getLogger(__name__)


class Translator(nn.Module):
    """All networks of one model, and the three steps of a translation: encode, translate, decode.

    Latents that enter or leave are standardised by the manifest's mean and deviation, so each channel has unit
    variance over the training data.
    """

    def __init__(self, manifest: Manifest) -> None:
        super().__init__()
        self.manifest = manifest
        names = [modality.name for modality in manifest.modalities]
        self.vaes = nn.ModuleDict({name: Vae(manifest.vaes[name].config) for name in names})
        self.dit = Dit(manifest.dit, len(names))
        self.adapters = nn.ModuleDict({name: Adapter(manifest.adapter, names) for name in names})
        self.context = ContextEncoder(manifest.context, manifest.modalities) if manifest.context else None
        seen = manifest.dit.context_channels
        self._latent_context = LatentContext(self.context, seen) if self.context and seen else None
        self.first_guesses = nn.ModuleDict(
            first_guesses(manifest.modalities, self.context) if manifest.dit.first_guess else {}
        )
        self._index = {name: i for i, name in enumerate(names)}

    @classmethod
    def load(cls, folder: Path, device: torch.device | str = "cpu") -> Translator:
        """Read and verify a model folder; ManifestError if anything is missing, damaged or does not fit."""
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
        for name, entry in manifest.vaes.items():
            if not reach.has_finite_halo(entry.config):
                logger.warning(
                    "the VAE of %s has a norm or attention: rasters larger than a block are coded approximately",
                    name,
                )
        with torch.device("meta"):
            translator = cls(manifest)
        state = read_weights(folder, manifest, TRANSLATOR_FILE)
        for name in translator.vaes:
            weights = read_weights(folder, manifest, vae_file(name))
            state |= {f"vaes.{name}.{key}": value for key, value in weights.items()}
        try:
            translator.load_state_dict(state, assign=True)
        except RuntimeError as error:
            reason = " ".join(str(error).split())  # torch's message has many lines
            raise ManifestError(
                f"model {manifest.name}: the weights in {folder} do not fit its config: {reason}"
            ) from error
        translator.dit.reset_position()
        translator = translator.to(device).eval().requires_grad_(False)
        if translator.device.type == "cpu":  # the same values in another order, a third faster
            translator.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return translator

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return next(self.parameters()).device

    def encode(self, modality: str, x: Tensor) -> Tensor:
        """x: (B, C, H, W) model values in [-1, 1] -> standardised latent (B, 4, H/f, W/f)."""
        mean, std = self._statistics(modality)
        return (self._vae(modality).encode(x).mean - mean) / std

    def decode(self, modality: str, z: Tensor) -> Tensor:
        """z: (B, 4, h, w) standardised latent -> model values (B, C, h * f, w * f), about [-1, 1]."""
        mean, std = self._statistics(modality)
        return self._vae(modality).decode(z * std + mean)

    def translate(self, x: Tensor, noise: Tensor, direction: Direction, steps: int) -> Tensor:
        """Translate whole windows, as evaluation and training do; rasters go through the engine, block by block.

        x: (B, C, 64 f, 64 f) model values of the source, noise: (B, 4, 64, 64) -> (B, C', 64 f', 64 f') of the target.
        """
        ends = (direction.source, direction.target)
        z_source = self.encode_source(x, *ends)
        return self.render(self.translate_latents(z_source, noise, *ends, steps), z_source, x, *ends)

    def encode_source(self, x: Tensor, source: str, target: str) -> Tensor:
        """Return what a translation is made from: the source's latent, the first guess's, and context.

        x: (B, C, H, W) model values -> (B, source_channels, h, w).
        """
        z = self.encode(source, x)
        parts, context = [z], self._latent_context
        tokens = context.tokens(source, x) if context else None
        if self.manifest.dit.first_guess:
            guess = self.first_guess(Direction(source, target))(x, tokens)
            parts.append(self.encode(target, guess))
        if context and tokens is not None:
            parts.append(context.at_cells(tokens, *z.shape[-2:]))
        return torch.cat(parts, dim=1)

    def render(self, z: Tensor, z_source: Tensor, x: Tensor, source: str, target: str) -> Tensor:
        """Decode a translation, with the detail of its first guess where that has any.

        z: (B, 4, h, w) clean target latent; z_source: what ``encode_source`` gave; x: (B, C, h * f, w * f) source
        -> (B, C', h * f', w * f') model values.
        """
        if not self.manifest.dit.first_guess:
            return self.decode(target, z)
        guess = self.first_guess(Direction(source, target))
        return guess.decode_with(
            partial(self.decode, target), z, guess_latent(z_source, self.manifest.dit), x
        )

    def translate_latents(
        self, z_source: Tensor, noise: Tensor, source: str, target: str, steps: int
    ) -> Tensor:
        """Sample and refine: z_source from ``encode_source``, noise (B, 4, 64, 64) -> clean latent (B, 4, 64, 64)."""
        ends = [torch.tensor([self._index[name]], device=z_source.device) for name in (source, target)]
        times = sampling_times(steps)
        modulations = {t: self.dit.modulate(torch.tensor([t], device=z_source.device), *ends) for t in times}
        # The first prediction settles the levels, the last one is the result; those between gain next to nothing.
        spun = {times[0], times[-1]} if self.manifest.dit.cycle_spinning else set()

        def predict(z_t: Tensor, t: int) -> Tensor:
            if t not in spun:
                return self.dit(z_t, z_source, modulations[t])
            return spin(lambda z, source: self.dit(z, source, modulations[t]), z_t, z_source)

        clean = sample(predict, noise, steps)
        return clean + self.dit.fine(self.adapters[target](clean, z_source, source))

    def first_guess(self, direction: Direction) -> FirstGuess:
        """Return what a translation corrects; only of a model that has first guesses."""
        guess = self.first_guesses[str(direction)]
        assert isinstance(guess, FirstGuess)
        return guess

    @property
    def source_channels(self) -> int:
        """Channels of what ``encode_source`` gives."""
        return self.manifest.dit.source_channels

    def source_halo_latent_px(self, source: str, target: str) -> int:
        """Latent cells around a block that ``encode_source`` depends on."""
        return reach.source_halo_latent_px(self.manifest, source, target)

    def alignment_latent_px(self, source: str, target: str) -> int:
        """Blocks to encode or decode have to begin at a multiple of this number of latent cells."""
        return reach.alignment_latent_px(self.manifest)

    def decoder_halo_latent_px(self, source: str, target: str) -> int:
        """Latent cells around a block that ``render`` depends on."""
        return reach.rendering_halo_latent_px(self.manifest, source, target)

    def _vae(self, modality: str) -> Vae:
        vae = self.vaes[modality]
        assert isinstance(vae, Vae)
        return vae

    def _statistics(self, modality: str) -> tuple[Tensor, Tensor]:
        entry = self.manifest.vaes[modality]
        shape = (1, -1, 1, 1)
        mean = torch.tensor(entry.latent_mean, device=self.device).view(shape)
        return mean, torch.tensor(entry.latent_std, device=self.device).view(shape)


def save_model(folder: Path, translator: Translator, storage: Storage = "float16") -> Manifest:
    """Write a model folder and return its manifest with the files' digests.

    ``storage`` is that of the translator's file; VAEs, whose errors are seen in every pixel, have half precision. The
    manifest is written last: a folder without one is an unfinished model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state = translator.state_dict()
    groups = {TRANSLATOR_FILE: {k: v for k, v in state.items() if not k.startswith("vaes.")}}
    for name in translator.vaes:
        prefix = f"vaes.{name}."
        groups[vae_file(name)] = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
    for file, weights in groups.items():
        write_weights(folder / file, weights, storage if file == TRANSLATOR_FILE else "float16")
    files = {
        file: WeightsFile(sha256_of(folder / file), (folder / file).stat().st_size) for file in sorted(groups)
    }
    manifest = replace(translator.manifest, files=files)
    write_manifest(folder, manifest)
    return manifest
