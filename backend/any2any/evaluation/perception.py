"""Perceptual distances, if their weights are available; otherwise the reason.

LPIPS and FID of colour images, Fréchet distances of radar and multispectral tiles, and SqueezeNet's distance of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from any2any.evaluation.feature_tally import Features, FeatureTally
from any2any.metrics.fid.frechet import fid_hint, fid_if_there, lpips_hint, lpips_if_there
from any2any.metrics.fid.inception import read_inception
from any2any.metrics.fid.so2sat import (
    S1_CHANNELS,
    S1_VARIABLE,
    S2_CHANNELS,
    S2_VARIABLE,
    read_so2sat,
    so2sat_hint,
    so2sat_if_there,
)
from any2any.metrics.fid.so2sat_tiles import radar_tiles, spectral_tiles, takes_radar, takes_spectra
from any2any.metrics.lpips.lpips import read_lpips
from any2any.metrics.squeezenet import read_squeezenet, squeezenet_hint, squeezenet_if_there
from any2any.spec.modality import Modality
from any2any.spec.model_folder import sha256_of

Image = NDArray[np.float32]

COLOURS = ("red", "green", "blue")

FRECHET_RADAR, FRECHET_SPECTRA = "frechet_radar", "frechet_spectra"
"""Names of the figures from So2Sat's networks."""


@dataclass(frozen=True)
class Perception:
    """The networks that were found; all None in a plain installation."""

    lpips: nn.Module | None = None
    inception: nn.Module | None = None
    squeezenet: nn.Module | None = None
    radar: nn.Module | None = None
    """So2Sat's network for Sentinel-1."""
    spectra: nn.Module | None = None
    """So2Sat's network for Sentinel-2."""
    weights: Mapping[str, str] = field(default_factory=dict)
    """sha256 of the files that they were read from, by name."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """How to get a missing figure, by its name."""

    @classmethod
    def find(cls, fid_weights: Path | None = None) -> Perception:
        """Read the networks whose weights are available; UsageError for damaged files."""
        lpips, fid, squeezenet = lpips_if_there(), fid_if_there(fid_weights), squeezenet_if_there()
        radar, spectra = so2sat_if_there(S1_VARIABLE), so2sat_if_there(S2_VARIABLE)
        weights = dict(lpips.sha256) if lpips else {}
        if fid:
            weights[fid.path.name] = fid.sha256
        weights |= {path.name: sha256_of(path) for path in (squeezenet, radar, spectra) if path}
        found = {
            "lpips": lpips, "fid": fid, "perceptual": squeezenet, FRECHET_RADAR: radar, FRECHET_SPECTRA: spectra
        }  # fmt: skip
        hints = {
            "lpips": lpips_hint(), "fid": fid_hint(), "perceptual": squeezenet_hint(),
            FRECHET_RADAR: so2sat_hint(S1_VARIABLE), FRECHET_SPECTRA: so2sat_hint(S2_VARIABLE),
        }  # fmt: skip
        return cls(
            read_lpips(lpips.vgg, lpips.heads) if lpips else None,
            read_inception(fid.path) if fid else None,
            read_squeezenet(squeezenet) if squeezenet else None,
            read_so2sat(radar, S1_CHANNELS) if radar else None,
            read_so2sat(spectra, S2_CHANNELS) if spectra else None,
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

    def tallies(self, modality: Modality, methods: Sequence[str]) -> dict[str, FeatureTally]:
        """Start to collect features of each method's images, by figure: of those whose weights are available."""
        return {name: FeatureTally(extract, methods) for name, extract in self._extractors(modality)}

    def _extractors(self, modality: Modality) -> Iterator[tuple[str, Callable[[Image], Features]]]:
        if self.inception is not None and _is_colour(modality):
            yield "fid", _extractor(self.inception, _colours, modality)
        if self.radar is not None and takes_radar(modality):
            yield FRECHET_RADAR, _extractor(self.radar, radar_tiles, modality)
        if self.spectra is not None and takes_spectra(modality):
            yield FRECHET_SPECTRA, _extractor(self.spectra, spectral_tiles, modality)


def _extractor(
    network: nn.Module, inputs: Callable[[Image, Modality], Tensor], modality: Modality
) -> Callable[[Image], Features]:
    """Return the function from model values to vectors of features."""

    @torch.no_grad()
    def extract(image: Image) -> Features:
        found: Features = network(inputs(image, modality)).numpy()
        return found

    return extract


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
