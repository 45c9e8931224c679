"""The whole model: a VAE per modality, the shared DiT, an adapter per target; read from and written to a folder."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from any2any.models import reach
from any2any.models.backbone import Backbone
from any2any.models.conditioning import conditioning_of
from any2any.models.context import ContextEncoder, LatentContext
from any2any.models.first_guess import FirstGuess, first_guesses
from any2any.models.reach import Cells
from any2any.models.vae import Vae
from any2any.models.weights import read_weights, write_weights
from any2any.models.weights_check import StoredTensor, require_shapes, shapes_of, verified_weights
from any2any.spec.manifest import TRANSLATOR_FILE, Manifest, WeightsFile, vae_file
from any2any.spec.modality import Direction
from any2any.spec.model_folder import read_manifest, sha256_of, write_manifest
from any2any.spec.networks import Storage, context_channels

logger = logging.getLogger(__name__)


class Translator(Backbone):
    """All networks of one model, and the three steps of a translation: condition, sample, decode.

    Latents that enter or leave are standardised by the manifest's mean and deviation, so each channel has unit
    variance over the training data.
    """

    def __init__(self, manifest: Manifest) -> None:
        names = [modality.name for modality in manifest.modalities]
        super().__init__(manifest.dit, manifest.adapter, names, manifest.guess)
        self.manifest = manifest
        self.conditioning = conditioning_of(manifest)
        self.vaes = nn.ModuleDict({name: Vae(manifest.vaes[name].config) for name in names})
        context = manifest.guess.context if manifest.guess else None
        self.context = ContextEncoder(context, manifest.modalities) if context else None
        seen = context_channels(manifest.guess)
        self._latent_context = LatentContext(self.context, seen) if self.context else None
        self.first_guesses = nn.ModuleDict(
            first_guesses(manifest.modalities, self.context) if manifest.guess else {}
        )

    @classmethod
    def load(cls, folder: Path, device: torch.device | str = "cpu") -> Translator:
        """Read and verify a model folder; ManifestError if anything is missing, damaged or does not fit."""
        manifest = read_manifest(folder)
        stored = verified_weights(folder, manifest)
        for name, entry in manifest.vaes.items():
            if not reach.has_finite_halo(entry.config):
                logger.warning(
                    "the VAE of %s has a norm or attention: rasters larger than a block are coded approximately",
                    name,
                )
        with torch.device("meta"):
            translator = cls(manifest)
        translator.require_fitting(stored, folder)
        state = read_weights(folder, manifest, TRANSLATOR_FILE)
        for name in translator.vaes:
            weights = read_weights(folder, manifest, vae_file(name))
            state |= {f"vaes.{name}.{key}": value for key, value in weights.items()}
        translator.load_state_dict(state, assign=True)
        translator.dit.reset_position()
        translator = translator.to(device).eval().requires_grad_(False)
        if translator.device.type == "cpu":  # the same values in another order, a third faster
            translator.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return translator

    def require_fitting(self, stored: Mapping[str, Mapping[str, StoredTensor]], folder: Path) -> None:
        """ManifestError unless the files contain the networks' weights in the right shapes; reads only headers."""
        found = shapes_of(stored.get(TRANSLATOR_FILE, {}))
        for name in self.vaes:
            shapes = shapes_of(stored.get(vae_file(name), {}))
            found |= {f"vaes.{name}.{key}": shape for key, shape in shapes.items()}
        expected = {key: tuple(value.shape) for key, value in self.state_dict().items()}
        require_shapes(found, expected, f"model {self.manifest.name}: the weights in {folder}")

    @property
    def device(self) -> torch.device:
        """The device of the weights."""
        return next(self.parameters()).device

    def to_latent(self, modality: str, x: Tensor) -> Tensor:
        """x: (B, C, H, W) model values in [-1, 1] -> standardised latent (B, 4, H/f, W/f)."""
        mean, std = self._statistics(modality)
        return (self._vae(modality).encode(x).mean - mean) / std

    def from_latent(self, modality: str, z: Tensor) -> Tensor:
        """z: (B, 4, h, w) standardised latent -> model values (B, C, h * f, w * f), about [-1, 1]."""
        mean, std = self._statistics(modality)
        return self._vae(modality).decode(z * std + mean)

    def translate(self, x: Tensor, noise: Tensor, direction: Direction, steps: int) -> Tensor:
        """Translate whole windows, as evaluation and training do; rasters go through the engine, block by block.

        x: (B, C, 64 f, 64 f) model values of the source, noise: (B, 4, 64, 64) -> (B, C', 64 f', 64 f') of the target.
        """
        z_source = self.condition(x, direction)
        return self.decode(self.sample(z_source, noise, direction, steps), direction, z_source, x)

    def condition(self, x: Tensor, direction: Direction, cells: Cells | None = None) -> Tensor:
        """Return the conditioning (B, source_channels, h, w) of ``cells``, by default of all.

        x: (B, C, H, W) model values of a block.
        """
        return self.conditioning.encode(self, x, direction, cells)

    def decode(
        self, z: Tensor, direction: Direction, z_source: Tensor | None = None, x: Tensor | None = None
    ) -> Tensor:
        """Decode a translation, with the detail of its first guess if that has any.

        z: (B, 4, h, w) clean target latent; z_source: what ``condition`` gave; x: (B, C, h * f, w * f) source
        -> (B, C', h * f', w * f') model values. The last two are needed only if ``conditioning.needs_pixels`` is true.
        """
        return self.conditioning.decode(self, z, direction, z_source, x)

    def tokens(self, modality: str, x: Tensor) -> Tensor | None:
        """x: (B, C, h * f, w * f) model values -> context tokens; None without a context encoder."""
        return self._latent_context.tokens(modality, x) if self._latent_context else None

    def context_at(self, tokens: Tensor, cells: Cells, block: Cells) -> Tensor:
        """Return the context (B, context_channels, h, w) of some cells of a block."""
        assert self._latent_context is not None
        return cells.cut(self._latent_context.at_cells(tokens, block.rows.stop, block.columns.stop))

    def guess(self, direction: Direction, x: Tensor, tokens: Tensor | None) -> Tensor:
        """x: (B, C, h * f, w * f) model values of the source -> (B, C', h * f', w * f') of the target."""
        guess: Tensor = self.first_guess(direction)(x, tokens)
        return guess

    def joined(self, parts: Sequence[Tensor]) -> Tensor:
        """Concatenate tensors along their channels."""
        return torch.cat(list(parts), dim=1)

    def first_guess(self, direction: Direction) -> FirstGuess:
        """Return the first guess that a translation corrects; only for a model that has first guesses."""
        guess = self.first_guesses[str(direction)]
        assert isinstance(guess, FirstGuess)
        return guess

    @property
    def source_channels(self) -> int:
        """Channels of the result of ``condition``."""
        return self.manifest.dit.source_channels

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

    ``storage`` is that of all weights. The manifest is written last: a folder without one is an unfinished model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    state = translator.state_dict()
    groups = {TRANSLATOR_FILE: {k: v for k, v in state.items() if not k.startswith("vaes.")}}
    for name in translator.vaes:
        prefix = f"vaes.{name}."
        groups[vae_file(name)] = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
    for file, weights in groups.items():
        write_weights(folder / file, weights, storage)
    files = {
        file: WeightsFile(sha256_of(folder / file), (folder / file).stat().st_size) for file in sorted(groups)
    }
    manifest = replace(translator.manifest, files=files)
    write_manifest(folder, manifest)
    return manifest
