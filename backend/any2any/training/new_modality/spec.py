"""Read the YAML that describes how to train a new modality.

::

    modality: sar_dual            # its name in the index, which holds its bands and ranges
    like: sar                     # a modality of the model whose weights it starts from
    seed: 1
    vae:
      optimiser: {steps: 2000, batch: 8, learning_rate: 0.0004}
    translator:                   # its adapter and embeddings, and with --train-backbone everything else
      optimiser: {steps: 2000, batch: 16, learning_rate: 0.001}
    backbone_rate: 0.005          # share of that learning rate for existing weights
    rehearsal_share: 0.75         # share of the samples from the model's own directions, with --train-backbone

The keys of ``vae`` and ``translator`` are those of a recipe. Without ``directions``, all directions from and to the new
modality that the index holds are trained.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from any2any.errors import UsageError
from any2any.training.config import TranslatorTrainingConfig, VaeTrainingConfig, read_config


@dataclass(frozen=True)
class NewModality:
    """How one modality is added to a model."""

    modality: str
    like: str
    seed: int
    vae: VaeTrainingConfig
    translator: TranslatorTrainingConfig
    backbone_rate: float = 0.005
    """Measured on the bundled model: 0.05 lost 1.9 dB of MS to RGB in 60 steps, 0.005 at most 0.06 dB anywhere."""
    rehearsal_share: float = 0.75

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise UsageError(f"seed is {self.seed}: choose 0 or more")
        for name in ("backbone_rate", "rehearsal_share"):
            value = getattr(self, name)
            if not 0.0 < value < 1.0:
                raise UsageError(f"{name} is {value}: choose a share between 0 and 1, like 0.005")
        if self.vae.init_from not in (None, self.like):
            raise UsageError(f"vae.init_from is {self.vae.init_from!r}: 'like' says what it starts from")
        if self.translator.init_from is not None:
            raise UsageError(
                f"translator.init_from is {self.translator.init_from!r}: it starts from the model"
            )
        if not self.translator.adapter:
            raise UsageError("translator.adapter is false: the adapter is what a new modality trains")
        decay = self.translator.optimiser.weight_decay
        if decay:
            raise UsageError(
                f"translator.optimiser.weight_decay is {decay}: choose 0, or the rows of known modalities would shrink"
            )


def read_spec(path: Path) -> NewModality:
    """Read the YAML; UsageError names an unknown, missing, mistyped or impossible key with its place in the file.

    The VAE starts from that of ``like``.
    """
    spec = read_config(NewModality, path)
    return replace(spec, vae=replace(spec.vae, init_from=spec.like))
