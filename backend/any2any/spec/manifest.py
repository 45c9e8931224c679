"""A model's description of itself, as frozen dataclasses that check themselves. Imports no torch."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.spec.domain import DomainStatistics
from any2any.spec.modality import LATENT_CHANNELS, WINDOW_LATENT_PX, Direction, Modality
from any2any.spec.networks import AdapterConfig, DitConfig, GuessConfig, VaeConfig, source_channels

Reflectance = Literal["surface", "mixed"]
LONGEST_TEXT = 200
"""Characters of a name, title, version or licence, which appear in lists, tags and layer names."""


LOSS_LIMIT_DB = 0.02
"""PSNR that a target modality may lose in a smaller number format: a tenth of the differences between our methods."""


class ManifestError(Any2AnyError):
    """The model folder is incomplete, damaged, or of another format version."""


@dataclass(frozen=True)
class VaeEntry:
    """One modality's VAE: its parameters and the statistics of its latents on the training data."""

    config: VaeConfig
    latent_mean: tuple[float, ...]
    """Per latent channel; subtracted after encoding."""
    latent_std: tuple[float, ...]
    """Per latent channel; divides, so that the translator sees unit variance."""

    def __post_init__(self) -> None:
        for name, values in (("latent_mean", self.latent_mean), ("latent_std", self.latent_std)):
            if len(values) != self.config.latent_channels:
                raise ValueError(f"{name} {values} must give one number per latent channel")
        if not all(map(math.isfinite, self.latent_mean)):
            raise ValueError(f"latent_mean {self.latent_mean} must be finite")
        if not all(0.0 < value < math.inf for value in self.latent_std):
            raise ValueError(f"latent_std {self.latent_std} must be positive and finite")


@dataclass(frozen=True)
class WeightsFile:
    """One file of the folder: weights, or a graph that computes with them."""

    sha256: str
    bytes: int

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9a-f]{64}", self.sha256):
            raise ValueError(f"sha256 {self.sha256!r} must be 64 hexadecimal digits")
        if not 0 <= self.bytes < 1 << 50:
            raise ValueError(f"bytes {self.bytes!s:.30} must be from 0 to 2**50")


@dataclass(frozen=True)
class DirectionErrors:
    """Errors of one direction on validation data, for each band, in physical units."""

    rmse: tuple[float, ...]
    detail_rmse: tuple[float, ...]
    """Without levels: after matching the mean of each window."""

    def __post_init__(self) -> None:
        if not all(0.0 <= value < math.inf for value in (*self.rmse, *self.detail_rmse)):
            raise ValueError(f"errors {self.rmse} and {self.detail_rmse} must be finite, and not negative")


@dataclass(frozen=True)
class Manifest:
    """A model's description of itself."""

    name: str
    title: str
    version: str
    licence: str
    modalities: tuple[Modality, ...]
    vaes: dict[str, VaeEntry]
    dit: DitConfig
    adapter: AdapterConfig
    seen_directions: tuple[Direction, ...]
    guess: GuessConfig | None = None
    """The first guess that the model corrects; None: it predicts from the source alone, as in the paper."""
    reflectance: Reflectance = "mixed"
    """Processing level of reflectance in training; "mixed" if it was not converted to one level."""
    routes: dict[str, str] = field(default_factory=dict)
    """By direction, like "sar->pan": the intermediate modality, if routing through it scored higher."""
    errors: dict[str, DirectionErrors] = field(default_factory=dict)
    """By direction; ``"rgb->rgb"`` is an image of another date. Several sources are weighted by these."""
    files: dict[str, WeightsFile] = field(default_factory=dict)
    domain: dict[str, DomainStatistics] = field(default_factory=dict)
    """By modality: statistics of the training tiles; empty if not measured."""
    precision_loss_db: dict[str, dict[str, float]] = field(default_factory=dict)
    """By number format, like "bfloat16", and target modality: PSNR loss on validation data against float32.
    Empty if not measured; jobs then compute in float32 unless asked otherwise."""
    training: dict[str, Any] = field(default_factory=dict)
    """Data, steps, time: free form, for readers."""
    metrics: dict[str, Any] = field(default_factory=dict)
    """Scores per direction beside the baselines: free form, for readers."""

    def __post_init__(self) -> None:
        for key in ("name", "title", "version", "licence"):
            if not getattr(self, key).isprintable() or len(getattr(self, key)) > LONGEST_TEXT:
                raise ValueError(f"{key} must be one line of at most {LONGEST_TEXT} printable characters")
        if self.reflectance not in get_args(Reflectance):
            raise ValueError(
                f"reflectance {self.reflectance!r} is unknown: {' or '.join(get_args(Reflectance))}"
            )
        self._require_one_latent()
        for modality in self.modalities:
            if modality.name not in self.vaes:
                raise ValueError(f"modality {modality.name!r} has no VAE")
            config = self.vaes[modality.name].config
            declared = (modality.channels, modality.downsampling)
            if (config.channels, config.downsampling) != declared:
                raise ValueError(
                    f"modality {modality.name!r} has (bands, downsampling) {declared}, "
                    f"its VAE {(config.channels, config.downsampling)}"
                )
            known = self.domain.get(modality.name)
            if known is not None and len(known.levels) != modality.channels:
                raise ValueError(
                    f"domain of {modality.name!r} has {len(known.levels)} bands, the modality {modality.channels}"
                )
        names = {modality.name for modality in self.modalities}
        for direction, via in self.routes.items():
            if len({*direction.split("->"), via} & names) != 3:
                raise ValueError(f"route {direction!r} through {via!r} needs three modalities of the model")

    def _require_one_latent(self) -> None:
        """ValueError unless all networks agree about the latent and the conditioning."""
        if self.dit.latent_px != WINDOW_LATENT_PX:
            raise ValueError(f"latent_px {self.dit.latent_px} is not the {WINDOW_LATENT_PX} of a window")
        channels = {name: entry.config.latent_channels for name, entry in self.vaes.items()}
        channels |= {"dit": self.dit.latent_channels, "adapter": self.adapter.latent_channels}
        if other := {name: number for name, number in channels.items() if number != LATENT_CHANNELS}:
            raise ValueError(f"latent_channels {other} differ from the {LATENT_CHANNELS} of every latent")
        given = source_channels(self.guess)
        if self.dit.source_channels != given or self.adapter.source_channels not in (0, given):
            raise ValueError(
                f"source_channels of the dit are {self.dit.source_channels}, of the adapter "
                f"{self.adapter.source_channels}: the guess makes them {given}, or 0 for the adapter"
            )
        context = self.guess.context if self.guess else None
        if self.guess and self.guess.context_channels > (context.channels if context else 0):
            raise ValueError(f"context_channels {self.guess.context_channels} is more than the context has")

    @property
    def has_graphs(self) -> bool:
        """Whether ONNX Runtime can compute this model."""
        return any(map(is_graph, self.files))

    @property
    def digest(self) -> str:
        """Hex sha256 over names and digests of all weights and the options that use them: the model's identity."""
        lines = [f"{name} {self.files[name].sha256}" for name in sorted(self.files) if not is_graph(name)]
        lines += ["cycle spinning of the first and the last step"] if self.dit.cycle_spinning else []
        lines += ["corrections without their coarse part"] if self.guess and self.guess.anchored else []
        gains = self.guess.gains if self.guess else {}
        lines += [f"corrections of {direction} times {gains[direction]}" for direction in sorted(gains)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def modality(self, name: str) -> Modality:
        """Return a modality by name; UsageError lists the known ones."""
        for modality in self.modalities:
            if modality.name == name:
                return modality
        known = ", ".join(m.name for m in self.modalities)
        raise UsageError(
            Message(
                "modality-unknown",
                "unknown modality {name!r}: the model {model} has {known}",
                name=name,
                model=self.name,
                known=known,
            )
        )

    def parse_direction(self, text: str) -> Direction:
        """Read ``"sar->rgb"``; UsageError unless both are modalities of the model."""
        direction = Direction.parse(text)
        return self.direction(direction.source, direction.target)

    def direction(self, source: str, target: str) -> Direction:
        """Return the direction; UsageError if a modality is unknown or both are the same."""
        self.modality(source), self.modality(target)
        if source == target:
            raise UsageError(
                Message(
                    "same-modality",
                    "source and target are both {source!r}: choose two different modalities",
                    source=source,
                )
            )
        return Direction(source, target)

    def keeps_quality(self, precision: str, target: str) -> bool:
        """Whether a number format was measured for a target modality, and loses at most LOSS_LIMIT_DB."""
        loss = self.precision_loss_db.get(precision, {}).get(target)
        return loss is not None and loss <= LOSS_LIMIT_DB

    def is_seen(self, direction: Direction) -> bool:
        """Whether the model was trained on this direction; otherwise it is zero-shot."""
        return direction in self.seen_directions


def is_graph(name: str) -> bool:
    """Whether a file is a graph; graphs contain no weights and change no result, so the digest ignores them."""
    return name.startswith(f"{GRAPHS_FOLDER}/")


def vae_file(modality: str) -> str:
    """Name of the weights file of one modality's VAE."""
    return f"vae-{modality}.safetensors"


GRAPHS_FOLDER = "graphs"
"""Holds one ``.onnx`` file for each network (``any2any models export-onnx``)."""

TRANSLATOR_FILE = "translator.safetensors"
"""The DiT under ``dit.``, adapters under ``adapters.<modality>.``; first guesses and context likewise."""
