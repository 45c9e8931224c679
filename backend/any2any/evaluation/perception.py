"""Perceptual distances, if their weights are available; otherwise the reason.

LPIPS and FID of colour images, and SqueezeNet's distance of all.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from any2any.metrics.fid.frechet import (
    FeatureStatistics,
    fid_hint,
    fid_if_there,
    frechet_distance,
    lpips_hint,
    lpips_if_there,
)
from any2any.metrics.fid.inception import read_inception
from any2any.metrics.lpips.lpips import read_lpips
from any2any.metrics.squeezenet import read_squeezenet, squeezenet_hint, squeezenet_if_there
from any2any.spec.modality import Modality
from any2any.spec.model_folder import sha256_of

Image = NDArray[np.float32]

COLOURS = ("red", "green", "blue")


@dataclass(frozen=True)
class Perception:
    """The networks that were found; all None in a plain installation."""

    lpips: nn.Module | None = None
    inception: nn.Module | None = None
    squeezenet: nn.Module | None = None
    weights: Mapping[str, str] = field(default_factory=dict)
    """sha256 of the files that they were read from, by name."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """How to get a missing figure, by its name."""

    @classmethod
    def find(cls, fid_weights: Path | None = None) -> Perception:
        """Read the networks whose weights are available; UsageError for damaged files."""
        lpips, fid, squeezenet = lpips_if_there(), fid_if_there(fid_weights), squeezenet_if_there()
        weights = dict(lpips.sha256) if lpips else {}
        if fid:
            weights[fid.path.name] = fid.sha256
        if squeezenet:
            weights[squeezenet.name] = sha256_of(squeezenet)
        found = {"lpips": lpips, "fid": fid, "perceptual": squeezenet}
        hints = {"lpips": lpips_hint(), "fid": fid_hint(), "perceptual": squeezenet_hint()}
        return cls(
            read_lpips(lpips.vgg, lpips.heads) if lpips else None,
            read_inception(fid.path) if fid else None,
            read_squeezenet(squeezenet) if squeezenet else None,
            weights,
            {name: hint for name, hint in hints.items() if found[name] is None},
        )

    @torch.no_grad()
    def distances(self, image: Image, truth: Image, modality: Modality) -> dict[str, float]:
        """Distances of one image from the truth, both (C, H, W) model values, if the weights are available.

        ``lpips`` of colour images; ``perceptual`` of all: of red, green and blue where a modality has them, else of
        each band as a grey image, averaged.
        """
        found = {}
        if self.lpips is not None and _is_colour(modality):
            found["lpips"] = float(self.lpips(*(_colours(x, modality) for x in (image, truth)))[0])
        if self.squeezenet is not None:
            views = (_views(x, modality) for x in (image, truth))
            found["perceptual"] = float(self.squeezenet(*views).mean())
        return found

    def start_fid(self, modality: Modality, methods: Sequence[str]) -> FidTally | None:
        """Start to collect features of each method's images; None without FID's weights."""
        if self.inception is None or not _is_colour(modality):
            return None
        return FidTally(self.inception, modality, methods)


class FidTally:
    """Features of the images of every method, and of the truth."""

    def __init__(self, inception: nn.Module, modality: Modality, methods: Sequence[str]) -> None:
        self._inception = inception
        self._modality = modality
        self._lock = threading.Lock()
        self._features = {name: FeatureStatistics() for name in (*methods, "truth")}

    @torch.no_grad()
    def add(self, images: Mapping[str, Image]) -> None:
        """Count one window: results by method and the ``truth``, model values."""
        for name, image in images.items():
            features = self._inception(_colours(image, self._modality)).numpy()
            with self._lock:
                self._features[name].add(features)

    def distances(self) -> dict[str, float]:
        """FID by method; nothing for fewer than two windows. Biased upwards for few: compare within a row only."""
        truth = self._features["truth"]
        if truth.count < 2:
            return {}
        return {name: frechet_distance(f, truth) for name, f in self._features.items() if name != "truth"}


def _is_colour(modality: Modality) -> bool:
    return sorted(band.name for band in modality.bands) == sorted(COLOURS)


def _views(image: Image, modality: Modality) -> Tensor:
    """(C, H, W) model values -> (1, 3, H, W) in colour, or (C, 3, H, W) of grey bands, clipped to [-1, 1]."""
    if set(COLOURS) <= {band.name for band in modality.bands}:
        return _colours(image, modality)
    return torch.from_numpy(np.clip(image, -1.0, 1.0))[:, None].expand(-1, 3, -1, -1)


def _colours(image: Image, modality: Modality) -> Tensor:
    """(3, H, W) model values -> (1, 3, H, W) red, green, blue, clipped to [-1, 1]."""
    names = [band.name for band in modality.bands]
    ordered = image[[names.index(colour) for colour in COLOURS]]
    return torch.from_numpy(np.clip(ordered, -1.0, 1.0))[None]
