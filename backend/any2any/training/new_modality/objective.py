"""The networks of a model with one more modality; the known part is frozen or learns slowly.

A trained backbone rehearses with the original model: for known directions, the target is that model's prediction from
the same noisy latent, not the truth. Otherwise a few new tiles would change the look of every direction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from any2any.diffusion.loss import add_noise, power_at
from any2any.models.backbone import Backbone
from any2any.models.context import ContextEncoder
from any2any.models.translator import Translator
from any2any.spec.modality import Modality
from any2any.training.loop.step import set_rate_share
from any2any.training.translator.objective import TranslatorCore, refinements


class RehearsingCore(TranslatorCore):
    """Learns a new last modality from the truth, and everything else from the original model (its teacher)."""

    def __init__(self, teacher: Translator, names: Sequence[str], calibration_weight: float) -> None:
        manifest = teacher.manifest
        super().__init__(manifest.dit, manifest.adapter, names, calibration_weight, guess=manifest.guess)
        self._teacher = (teacher,)  # in a tuple: it is neither trained nor stored with this module

    def forward(self, batch: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return the terms of ``TranslatorCore``, with the teacher's predictions as targets of known directions."""
        new = len(self.names) - 1
        known = (batch["source_index"] != new) & (batch["target_index"] != new)  # (B,)
        z_t = add_noise(batch["z_target"], batch["noise"], batch["times"])
        z_hat = self._prediction(self, z_t, batch)
        residual = self.outputs.fine(refinements(self.adapters, self.names, z_hat.detach(), batch))
        clean_target, refined_target = batch["z_target"].clone(), batch["z_target"].clone()
        if known.any():
            lesson = {name: value[known] for name, value in batch.items()}
            clean_target[known], refined_target[known] = self._teach(z_t[known], lesson)
        clean = F.mse_loss(z_hat, clean_target)
        calibration = F.mse_loss(z_hat + residual, refined_target)
        total = clean + self.calibration_weight * calibration
        return {"total": total, "clean": clean.detach(), "calibration": calibration.detach()}

    @torch.no_grad()
    def _teach(self, z_t: Tensor, batch: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        """The original model's prediction and refinement: each (B, 4, h, w)."""
        [teacher] = self._teacher
        predicted = self._prediction(teacher, z_t, batch)
        residual = refinements(teacher.adapters, self.names[:-1], predicted, batch)
        return predicted, predicted + teacher.outputs.fine(residual)

    @staticmethod
    def _prediction(networks: Backbone, z_t: Tensor, batch: Mapping[str, Tensor]) -> Tensor:
        modulations = networks.dit.modulate(batch["times"], batch["source_index"], batch["target_index"])
        return networks.predict(z_t, batch["z_source"], modulations, power_at(batch["times"])).float()


def extended_core(
    base: Translator, new: str, like: str, calibration_weight: float, backbone_rate: float | None
) -> TranslatorCore:
    """Return ``base``'s networks with ``new`` as their last modality, which starts as a copy of ``like``.

    Without ``backbone_rate`` only the adapter and the embedding rows of ``new`` learn, so that every other direction
    stays the same to the bit. With it everything learns, known weights at that share of the learning rate.
    """
    manifest = base.manifest
    names = [*(modality.name for modality in manifest.modalities), new]
    core = (
        TranslatorCore(manifest.dit, manifest.adapter, names, calibration_weight, guess=manifest.guess)
        if backbone_rate is None
        else RehearsingCore(base, names, calibration_weight)
    )
    _copy(base, core, new, like)
    known = [p for name, p in core.named_parameters() if not _is_new(name, new)]
    for parameter in known:
        if backbone_rate is None:
            parameter.requires_grad_(False)
        else:
            set_rate_share(parameter, backbone_rate)
    for embedding in _embeddings(core):
        _learn_last_row_only(embedding)
    return core


@torch.no_grad()
def extended_encoder(base: ContextEncoder, modalities: Sequence[Modality], like: str) -> ContextEncoder:
    """Return a context encoder with a stem and head for the last of ``modalities``, which copies those of ``like``.

    If their images differ in bands or pixels, the new modality has no context: its head returns zeros.
    """
    new = modalities[-1]
    encoder = ContextEncoder(base.config, modalities).requires_grad_(False).eval()
    fresh = encoder.state_dict()
    state = base.state_dict()
    renamed = {key.replace(f".{like}.", f".{new.name}.", 1): value for key, value in state.items()}
    # Context at every pixel, if `like` has it, is not copied: the config names its sources.
    copied = {key: value for key, value in renamed.items() if key in fresh and key not in state}
    if any(fresh[key].shape != value.shape for key, value in copied.items()):
        copied = {key: torch.zeros_like(fresh[key]) for key in copied if key.startswith("heads.")}
    encoder.load_state_dict({**fresh, **state, **copied})
    return encoder


@torch.no_grad()
def _copy(base: Translator, core: TranslatorCore, new: str, like: str) -> None:
    names = core.names[:-1]
    state = base.dit.state_dict()
    for table in ("embed_source.weight", "embed_target.weight"):
        rows = state[table]
        state[table] = torch.cat([rows, rows[[names.index(like)]]])
    core.dit.load_state_dict(state)
    for name in core.names:
        donor = base.adapters[like if name == new else name].state_dict()
        heard = {k.replace(f"conv_source.{like}.", f"conv_source.{new}."): v for k, v in donor.items()}
        core.adapters[name].load_state_dict({**heard, **donor})


def _embeddings(core: TranslatorCore) -> Sequence[nn.Embedding]:
    return core.dit.embed_source, core.dit.embed_target


def _is_new(name: str, new: str) -> bool:
    if name.startswith((f"adapters.{new}.", "dit.embed_source.", "dit.embed_target.")):
        return True
    return f".conv_source.{new}." in name


def _learn_last_row_only(embedding: nn.Embedding) -> None:
    """Zero the gradient of known rows; without weight decay, AdamW then leaves them unchanged."""

    def last_row(gradient: Tensor) -> Tensor:
        only = torch.zeros_like(gradient)
        only[-1] = gradient[-1]
        return only

    embedding.weight.register_hook(last_row)
