"""Training configuration as frozen dataclasses that check themselves; ``recipe_file.py`` reads them from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from any2any.data.augment.config import AugmentConfig, WideAugmentConfig
from any2any.errors import UsageError
from any2any.spec.manifest import Reflectance
from any2any.spec.modality import Direction
from any2any.spec.networks import SIZES, AdapterConfig, DitConfig, GuessConfig, Storage, source_channels

Schedule = Literal["cosine", "constant"]
Reconstruction = Literal["l1", "l2"]
PerceptualTerm = Literal["lpips", "gradient", "none"]


@dataclass(frozen=True)
class OptimiserConfig:
    """AdamW with linear warm-up, then a cosine down to a tenth or a constant rate."""

    steps: int
    batch: int
    """Samples of one step, over all processes and accumulated parts."""
    learning_rate: float
    schedule: Schedule = "cosine"
    warmup_steps: int = 100
    weight_decay: float = 0.0
    gradient_clip: float = 1.0
    """Largest norm of all gradients together."""
    ema_decay: float = 0.999
    bf16: bool = True
    accumulate: int = 1
    """Parts into which a process splits its samples of a step, to save memory."""

    def __post_init__(self) -> None:
        for name in ("steps", "batch", "accumulate"):
            _at_least(name, getattr(self, name), 1)
        for name in ("warmup_steps", "weight_decay"):
            _at_least(name, getattr(self, name), 0)
        for name in ("learning_rate", "gradient_clip"):
            _above_zero(name, getattr(self, name))
        _one_of("schedule", self.schedule, get_args(Schedule))
        if not 0.0 <= self.ema_decay < 1.0:
            raise UsageError(f"ema_decay is {self.ema_decay}: choose at least 0 and below 1, like 0.999")
        if self.batch % self.accumulate:
            raise UsageError(
                f"batch {self.batch} cannot be split into accumulate = {self.accumulate} equal parts: "
                f"choose a multiple"
            )


@dataclass(frozen=True)
class MonitorConfig:
    """What a run writes and checks while training; it does not affect the weights (except ``patience``)."""

    checkpoint_every_s: float = 120.0
    """Seconds; 0 writes one after every step."""
    report_every_steps: int = 50
    validate_every_steps: int = 0
    """0: never."""
    patience: int = 0
    """Validations without a better PSNR after which the run stops; 0 disables early stopping."""
    sample_every_steps: int = 0
    """0: no pictures."""
    tensorboard: bool = False
    loader_threads: int = 1

    def __post_init__(self) -> None:
        for name in ("report_every_steps", "loader_threads"):
            _at_least(name, getattr(self, name), 1)
        for name in ("checkpoint_every_s", "validate_every_steps", "patience", "sample_every_steps"):
            _at_least(name, getattr(self, name), 0)
        if self.patience and not self.validate_every_steps:
            raise UsageError(
                f"patience is {self.patience} but validate_every_steps is 0: set validate_every_steps to stop early"
            )


@dataclass(frozen=True)
class PerceptualConfig:
    """The perceptual term of stage I, the paper's L_lpips, and its weight gamma."""

    term: PerceptualTerm
    """"lpips" needs downloaded weights; "gradient" compares image gradients and needs none."""
    weight: float

    def __post_init__(self) -> None:
        _one_of("term", self.term, get_args(PerceptualTerm))
        _at_least("weight", self.weight, 0)
        if (self.term == "none") != (self.weight == 0.0):
            raise UsageError(
                f"term {self.term!r} with weight {self.weight:g}: a term needs a weight above 0, and 'none' needs 0"
            )


@dataclass(frozen=True)
class DataConfig:
    """How to draw from the index."""

    source_weights: dict[str, float] = field(default_factory=dict)
    """Relative frequency of each dataset; 1 if not listed."""
    place_repeats: dict[str, int] = field(default_factory=dict)
    """By name or pattern of places: how often their tiles count in their dataset, for rare kinds of land; read by
    ``any2any train fine``."""
    level_jitter_db: dict[str, float] = field(default_factory=dict)
    """By dataset: a sample's SAR levels are shifted together by up to plus or minus this many dB, in addition to the
    augmentation."""
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    """Augmentation of stage II's cached latents: all variants of a tile except the first, alike in all modalities."""
    misregistered: list[str] = field(default_factory=list)
    """Datasets whose modalities lie a pixel or more apart: only structure coarser than four latent cells counts in
    stage II, and coarser than four pixels in ``any2any train fine``."""
    reflectance: Reflectance = "mixed"
    """Processing level of all reflectance in the index; the model's manifest repeats it."""
    cache_seed: int | None = None
    """Seed of this augmentation; None: the recipe's. With it, runs of several recipe seeds can share a cache."""

    def __post_init__(self) -> None:
        _one_of("reflectance", self.reflectance, get_args(Reflectance))
        _at_least("cache_seed", self.cache_seed or 0, 0)
        _no_negative("source_weights", self.source_weights)
        _no_negative("level_jitter_db", self.level_jitter_db)
        for place, times in self.place_repeats.items():
            _at_least(f"place_repeats of {place}", times, 1)


@dataclass(frozen=True)
class VaeTrainingConfig:
    """Stage I, one modality (paper section 3): L = L_rec + gamma * L_lpips + beta * L_KL."""

    optimiser: OptimiserConfig
    crop_latent_px: int = 32
    """Rows and columns of latent cells in one training crop."""
    kl_weight: float = 1e-5
    """beta."""
    reconstruction: Reconstruction = "l1"
    perceptual: PerceptualConfig = field(default_factory=lambda: PerceptualConfig("none", 0.0))
    init_from: str | None = None
    """Modality whose trained VAE gives every weight of equal shape; the levels next to the latent are the same."""
    augment: WideAugmentConfig = field(default_factory=WideAugmentConfig)
    """Radiometric augmentation of a crop."""
    zoom: float = 0.25
    """Pixel sizes of crops vary by a factor of up to 1 + this around the tile's."""
    monitor: MonitorConfig = field(default_factory=MonitorConfig)

    def __post_init__(self) -> None:
        _at_least("crop_latent_px", self.crop_latent_px, 1)
        for name in ("kl_weight", "zoom"):
            _at_least(name, getattr(self, name), 0)
        if self.zoom > 1:
            raise UsageError(
                f"zoom is {self.zoom}: choose at most 1, which doubles and halves the pixel size"
            )
        _one_of("reconstruction", self.reconstruction, get_args(Reconstruction))


@dataclass(frozen=True)
class TranslatorTrainingConfig:
    """Stage II (paper section 3): L = L_z0 + lambda * L_calib over cached latents."""

    optimiser: OptimiserConfig
    calibration_weight: float = 1.0
    """lambda."""
    structure_weight: float = 0.0
    """Weight of the correlation of fine structure (``diffusion/loss.py``); 0: without, as in the paper."""
    sigma_data: float | None = None
    """Expected deviation of what the DiT predicts, in latents of unit variance: its output is scaled by the noise
    level; None: not scaled, as in the paper."""
    adapter: bool = True
    """False trains the backbone alone (the paper's ablation)."""
    last_time_share: float = 0.25
    """Share of the batch at the last time step, where every job starts."""
    first_guess: bool = False
    """Whether the model corrects a regression from the source's bands; the paper's model has no such regression."""
    context: str | None = None
    """File of a context encoder, from ``any2any train context``, or a model folder that has one; None: no context, as
    in the paper."""
    context_channels: int = 16
    """Channels of each context token that the DiT and the adapters see; first guesses see all."""
    cycle_spinning: bool = False
    """Whether the finished model averages its first and last prediction over shifts of the patches."""
    anchored: bool = False
    """Whether every translation takes its coarse part from the first guess."""
    adapter_sees_source: bool = False
    """Whether the adapters see the source beside the prediction; the paper's see only the prediction."""
    adapter_width: int | None = None
    """Width of the adapters; None: the size's. At least 8 and a multiple of 8, for their norms."""
    variants: int = 4
    """Dihedral variants of each tile in the latent cache, 1 to 8."""
    directions: list[str] | None = None
    """Directions like "sar->rgb" to train; None: every one of the paper's graph that the index holds."""
    direction_weights: dict[str, float] = field(default_factory=dict)
    """Relative frequency of each direction; 1 if not listed."""
    init_from: str | None = None
    """Model folder whose DiT and adapters the run starts from, and whose VAEs it uses unless it has its own: the
    paper's incremental training."""
    monitor: MonitorConfig = field(default_factory=MonitorConfig)

    def __post_init__(self) -> None:
        for name in ("calibration_weight", "structure_weight"):
            _at_least(name, getattr(self, name), 0)
        if self.sigma_data is not None and not 0.0 < self.sigma_data <= 100.0:
            raise UsageError(
                f"sigma_data is {self.sigma_data}: choose a number above 0, such as 0.7, and at most 100"
            )
        if not 0.0 <= self.last_time_share <= 1.0:
            raise UsageError(f"last_time_share is {self.last_time_share}: choose a share between 0 and 1")
        if self.context is not None and not self.first_guess:
            raise UsageError(
                f"context is {self.context!r}, but first_guess is not set: the first guess uses the context; set both"
            )
        if self.anchored and not self.first_guess:
            raise UsageError(
                "anchored keeps the levels of the first guess, but first_guess is not set: set both"
            )
        _at_least("context_channels", self.context_channels, 0)
        if self.adapter_width is not None and (self.adapter_width < 8 or self.adapter_width % 8):
            raise UsageError(f"adapter_width is {self.adapter_width}: choose a multiple of 8, such as 64")
        if not 1 <= self.variants <= 8:
            raise UsageError(f"variants is {self.variants}: choose 1 to 8, the number of turns and flips")
        for text in (*(self.directions or ()), *self.direction_weights):
            Direction.parse(text)
        if self.directions is not None and not self.directions:
            raise UsageError("directions is empty: name at least one like 'sar->rgb', or leave the key out")
        if self.directions is not None and len(set(self.directions)) < len(self.directions):
            raise UsageError(f"directions has duplicates: {', '.join(self.directions)}; name each once")
        _no_negative("direction_weights", self.direction_weights)
        if self.directions is not None and (spare := set(self.direction_weights) - set(self.directions)):
            raise UsageError(
                f"direction_weights names {min(spare)!r}, which directions lacks: name it in both or in neither"
            )


@dataclass(frozen=True)
class Recipe:
    """One model from data to weights."""

    name: str
    title: str
    version: str
    licence: str
    size: str
    seed: int
    data: DataConfig
    vae: dict[str, VaeTrainingConfig]
    """By modality, in the order of training."""
    translator: TranslatorTrainingConfig
    storage: Storage = "float16"
    """How the finished model stores the translator's weights: "int8" takes half the space (``models/weights.py``)."""

    def __post_init__(self) -> None:
        _one_of("storage", self.storage, get_args(Storage))
        _one_of("size", self.size, tuple(SIZES))
        _at_least("seed", self.seed, 0)

    @property
    def dit(self) -> DitConfig:
        """The transformer of this size, with stage II's additions to the paper's."""
        spinning = self.translator.cycle_spinning
        channels = source_channels(self.guess)
        return replace(
            SIZES[self.size].dit,
            cycle_spinning=spinning,
            source_channels=channels,
            sigma_data=self.translator.sigma_data,
        )

    @property
    def guess(self) -> GuessConfig | None:
        """The first guess, without its context encoder, which is read from a file; None: as in the paper."""
        added = self.translator
        if not added.first_guess:
            return None
        channels = added.context_channels if added.context else 0
        return GuessConfig(anchored=added.anchored, context_channels=channels)

    @property
    def adapter(self) -> AdapterConfig:
        """The adapters of this size; they see the source if stage II is configured so."""
        channels = self.dit.source_channels if self.translator.adapter_sees_source else 0
        adapter = SIZES[self.size].adapter
        width = self.translator.adapter_width or adapter.width
        return replace(adapter, source_channels=channels, width=width)


_LARGEST = 1e308
"""About the largest float; a whole number in YAML can be larger."""


def _at_least(name: str, value: float, least: int) -> None:
    if not least <= value <= _LARGEST:
        raise UsageError(f"{name} is {value!s:.30}: choose at least {least}")


def _above_zero(name: str, value: float) -> None:
    if not 0 < value <= _LARGEST:
        raise UsageError(f"{name} is {value!s:.30}: choose a number above 0")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f"{name} {value!r} is unknown: choose one of {', '.join(allowed)}")


def _no_negative(name: str, values: Mapping[str, float]) -> None:
    for key, value in values.items():
        _at_least(f"{name} of {key!r}", value, 0)
