"""The networks of a model with one modality more, of which the known part is frozen or learns slowly."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from any2any.models.translator import Translator
from any2any.training.optimiser import set_rate_share
from any2any.training.translator import TranslatorCore


def extended_core(
    base: Translator, new: str, like: str, calibration_weight: float, backbone_rate: float | None
) -> TranslatorCore:
    """Return ``base``'s networks with ``new`` as their last modality, which starts as a copy of ``like``.

    Without ``backbone_rate`` only the adapter and the embedding rows of ``new`` learn, so that every other direction
    stays what it was to the bit. With it everything learns, what was known at that share of the learning rate.
    """
    manifest = base.manifest
    names = [modality.name for modality in manifest.modalities]
    core = TranslatorCore(manifest.dit, manifest.adapter, [*names, new], calibration_weight)
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
def _copy(base: Translator, core: TranslatorCore, new: str, like: str) -> None:
    names = core.names[:-1]
    state = base.dit.state_dict()
    for table in ("embed_source.weight", "embed_target.weight"):
        rows = state[table]
        state[table] = torch.cat([rows, rows[[names.index(like)]]])
    core.dit.load_state_dict(state)
    for name in core.names:
        donor = base.adapters[like if name == new else name]
        core.adapters[name].load_state_dict(donor.state_dict())


def _embeddings(core: TranslatorCore) -> Sequence[nn.Embedding]:
    return core.dit.embed_source, core.dit.embed_target


def _is_new(name: str, new: str) -> bool:
    return name.startswith((f"adapters.{new}.", "dit.embed_source.", "dit.embed_target."))


def _learn_last_row_only(embedding: nn.Embedding) -> None:
    """Give the known rows no gradient; without weight decay AdamW then leaves them as they are."""

    def last_row(gradient: Tensor) -> Tensor:
        only = torch.zeros_like(gradient)
        only[-1] = gradient[-1]
        return only

    embedding.weight.register_hook(last_row)
