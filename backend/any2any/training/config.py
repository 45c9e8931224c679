"""A training run as frozen dataclasses; YAML is only their serialised form, and an unknown key is an error."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from any2any.errors import UsageError
from any2any.models.config import PRESETS


@dataclass(frozen=True)
class DataConfig:
    """What to train on."""

    simulated_scenes: int = 0
    """Scenes of the simulator, seeds 1 to this number."""
    simulated_size_px: int = 1024
    """Rows and columns of a simulated scene at the reference pixel size."""
    source_weights: dict[str, float] = field(default_factory=dict)
    """How often a source is drawn relative to the others; 1 where it is not named."""


@dataclass(frozen=True)
class OptimiserConfig:
    """AdamW with linear warm-up and cosine decay to a tenth."""

    steps: int
    batch: int
    learning_rate: float
    warmup_steps: int = 100
    weight_decay: float = 0.0
    gradient_clip: float = 1.0
    """Largest norm of all gradients together."""
    ema_decay: float = 0.999
    bf16: bool = True


@dataclass(frozen=True)
class VaeTrainingConfig:
    """Stage I, one modality (paper section 3): L = L_rec + gamma * L_lpips + beta * L_KL."""

    optimiser: OptimiserConfig
    crop_latent_px: int = 32
    """Rows and columns of latent cells in one training crop."""
    kl_weight: float = 1e-5
    """beta."""
    reconstruction: str = "l1"
    """"l1" or "l2"; no perceptual term (gamma = 0): its weights are not at hand."""
    init_from: str | None = None
    """Modality whose trained VAE gives every weight of equal shape; the levels next to the latent are the same."""


@dataclass(frozen=True)
class TranslatorTrainingConfig:
    """Stage II (paper section 3): L = L_z0 + lambda * L_calib over cached latents."""

    optimiser: OptimiserConfig
    calibration_weight: float = 1.0
    """lambda."""
    last_time_share: float = 0.25
    """Share of the batch at the last time, where every job starts."""
    variants: int = 4
    """Dihedral variants of each scene in the latent cache."""
    direction_weights: dict[str, float] = field(default_factory=dict)
    """How often a direction like "sar->rgb" is drawn relative to the others; 1 where it is not named."""


@dataclass(frozen=True)
class Recipe:
    """One model from data to weights."""

    name: str
    title: str
    version: str
    licence: str
    preset: str
    seed: int
    data: DataConfig
    vae: dict[str, VaeTrainingConfig]
    """By modality, in the order of training."""
    translator: TranslatorTrainingConfig

    def __post_init__(self) -> None:
        if self.preset not in PRESETS:
            raise UsageError(f"preset {self.preset!r} is unknown: choose one of {', '.join(PRESETS)}")


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; UsageError names an unknown, missing or mistyped key with its place in the file."""
    import yaml  # only training needs it, and it is an extra

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"recipe {path} cannot be read: {error.strerror}; give the path of a YAML recipe"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"recipe {path} is no YAML: {error}") from error
    recipe = _build(Recipe, document, str(path))
    assert isinstance(recipe, Recipe)
    return recipe


def _build(kind: Any, value: Any, place: str) -> Any:
    """Turn plain YAML values into the dataclass, mapping or scalar that the annotation asks for."""
    if is_dataclass(kind):
        return _build_dataclass(kind, value, place)
    if get_origin(kind) is dict:
        if not isinstance(value, Mapping):
            raise UsageError(f"{place}: {value!r} is no mapping")
        return {key: _build(get_args(kind)[1], item, f"{place}.{key}") for key, item in value.items()}
    allowed = get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
    if float in allowed and type(value) is int:
        return float(value)
    if type(value) not in allowed:
        wanted = " or ".join(a.__name__ for a in allowed)
        raise UsageError(f"{place}: {value!r} is no {wanted}")
    return value


def _build_dataclass(kind: Any, value: Any, place: str) -> Any:
    if not isinstance(value, Mapping):
        raise UsageError(f"{place}: {value!r} is no mapping")
    known = {f.name for f in fields(kind)}
    unknown = sorted(set(value) - known)
    if unknown:
        raise UsageError(f"{place}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    hints = get_type_hints(kind)
    try:
        return kind(**{key: _build(hints[key], item, f"{place}.{key}") for key, item in value.items()})
    except TypeError as error:  # a required field is missing: the message names it
        raise UsageError(f"{place}: {error}") from error
