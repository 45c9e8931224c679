"""Stage 0: from an index and the teacher's weights to a file that holds a context encoder and its config."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import Split
from any2any.documents import read_document
from any2any.errors import UsageError
from any2any.files import whole_file
from any2any.models.context import ContextEncoder
from any2any.models.translator import Translator
from any2any.spec.modality import Modality
from any2any.spec.networks import ContextConfig
from any2any.training.context.distill import Distillation, explained, fit_projection
from any2any.training.context.galileo import Galileo
from any2any.training.context.pool import GROUPS, Pool, read_pool

logger = logging.getLogger(__name__)

SHARES: Mapping[str, float] = MappingProxyType({"sar": 0.4, "rgb": 0.2, "nir": 0.15, "ms": 0.17, "pan": 0.08})
"""Shares of the steps: radar gets the most, because its speckle hides the land cover."""

VALIDATION_CROPS = 128
_REPORT_EVERY = 100


@dataclass(frozen=True)
class ContextTraining:
    """Length of training and number of crops."""

    crops: int = 2400
    """Of each modality."""
    steps: int = 4000
    batch: int = 16
    learning_rate: float = 2e-3
    seed: int = 1

    def __post_init__(self) -> None:
        for name in ("crops", "steps", "batch"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name} is {getattr(self, name)}: choose at least 1")


def train_context(
    index: TileIndex,
    teacher: Path,
    out: Path,
    settings: ContextTraining = ContextTraining(),
    config: ContextConfig = ContextConfig(),  # noqa: B008 - frozen
) -> dict[str, float]:
    """Distil an encoder and write it to ``out``; returns the share of the tokens' variance that it explains.

    By modality, on tiles of the validation split, or of the training split if there are none. UsageError if the
    teacher's weights are missing or no tile shows a modality that the teacher knows.
    """
    if not teacher.is_file():
        raise UsageError(
            f"{teacher} does not exist: give the file with the weights of Galileo-nano's encoder"
        )
    galileo = Galileo(teacher)
    modalities = {m.name: m for m in index.modalities if m.name in GROUPS}
    training = _pools(index, galileo, modalities, "train", settings.crops, settings.seed)
    projections = {n: fit_projection(pool.tokens, config.channels) for n, pool in training.items()}
    torch.manual_seed(settings.seed)
    encoder = ContextEncoder(config, index.modalities)
    shares = {name: SHARES[name] for name in training}
    distillation = Distillation(
        encoder, modalities, training, projections, shares, settings.learning_rate, settings.seed
    )
    distillation.run(settings.steps, settings.batch, _report)
    encoder.eval()
    held_out = _pools(index, galileo, modalities, "validation", VALIDATION_CROPS, settings.seed)
    shown = training | held_out
    result = {name: explained(encoder, name, shown[name], projections[name]) for name in training}
    write_encoder(out, encoder)
    return result


def _pools(
    index: TileIndex,
    teacher: Galileo,
    modalities: Mapping[str, Modality],
    split: Split,
    crops: int,
    seed: int,
) -> dict[str, Pool]:
    """Read a pool of every modality in the split's tiles; UsageError if there is no training tile."""
    pools = {}
    for name, modality in modalities.items():
        try:
            pools[name] = read_pool(index, split, modality, teacher, crops, seed, {})
        except UsageError as error:
            logger.warning("%s has no %s tiles for its context: %s", name, split, error)
    if not pools and split == "train":
        raise UsageError(f"{index.path} has no training tile of {', '.join(GROUPS)}: add data")
    return pools


def _report(step: int, modality: str, loss: float) -> None:
    if step % _REPORT_EVERY == 0:
        logger.info("step %d: loss %.4f (%s)", step, loss, modality)


def write_encoder(path: Path, encoder: ContextEncoder) -> None:
    """Write an encoder in half precision, with its config and modalities in the header."""
    facts = {"config": json.dumps(asdict(encoder.config)), "modalities": " ".join(encoder.heads)}
    weights = {key: value.detach().half().contiguous() for key, value in encoder.state_dict().items()}
    with whole_file(path) as unfinished:
        save_file(weights, unfinished, metadata=facts)


def read_encoder(path: Path, modalities: Sequence[Modality]) -> ContextEncoder:
    """Read an encoder for these modalities, frozen, from its file or from a model folder.

    UsageError if the file is not an encoder, the model has none, or a modality is missing.
    """
    config, known, weights = _stored_in_model(path) if path.is_dir() else _stored_in_file(path)
    if missing := [m.name for m in modalities if m.name not in known]:
        raise UsageError(f"{path} has no context of {', '.join(missing)}, only of {', '.join(known)}")
    encoder = ContextEncoder(config, modalities)
    wanted = encoder.state_dict().keys()
    try:
        encoder.load_state_dict({key: value for key, value in weights.items() if key in wanted})
    except RuntimeError as error:
        raise UsageError(
            f"{path}: its weights do not fit its config: {' '.join(str(error).split())}"
        ) from error
    return encoder.eval().requires_grad_(False)


_Stored = tuple[ContextConfig, Sequence[str], Mapping[str, Tensor]]
"""An encoder's config, its modalities and its weights, float32."""


def _stored_in_file(path: Path) -> _Stored:
    try:
        with safe_open(path, framework="pt") as stored:
            facts = stored.metadata() or {}
            weights = {key: stored.get_tensor(key).float() for key in stored.keys()}  # noqa: SIM118 - no mapping
        config = read_document(ContextConfig, json.loads(facts["config"]), "config")
        return config, facts["modalities"].split(), weights
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{path} is not a context encoder ({error}): make one with any2any train context"
        ) from error


def _stored_in_model(path: Path) -> _Stored:
    encoder = Translator.load(path).context
    if encoder is None:
        raise UsageError(f"model {path} has no context encoder: make one with any2any train context")
    return encoder.config, list(encoder.heads), encoder.float().state_dict()
