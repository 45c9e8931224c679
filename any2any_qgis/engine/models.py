"""A model as the plugin sees it: its manifest, read with json alone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from any2any_qgis import paths
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr


@dataclass(frozen=True)
class Band:
    """One band; ``low`` and ``high`` are the physical values that the model can make."""

    name: str
    low: float
    high: float
    wavelength_nm: float | None = None


@dataclass(frozen=True)
class Modality:
    """One kind of image of a model."""

    name: str
    title: str
    quantity: str
    """"reflectance" or "backscatter_db"."""
    bands: tuple[Band, ...]
    pixel_size_m: float
    downsampling: int = 4
    """Pixels along a side of one latent cell."""


@dataclass(frozen=True)
class Model:
    """A model folder, as its config.json describes it."""

    folder: Path
    name: str
    title: str
    version: str
    modalities: tuple[Modality, ...]
    seen: frozenset[tuple[str, str]]
    routes: dict[tuple[str, str], str] = field(default_factory=dict)
    """By direction: the modality that it is translated through, if that scored higher."""
    licence: str = ""

    def modality(self, name: str) -> Modality:
        """Return a modality by name; EngineError lists the known ones."""
        for modality in self.modalities:
            if modality.name == name:
                return modality
        known = ", ".join(modality.name for modality in self.modalities)
        raise EngineError(tr("The model {} has no modality {!r}, only {}.").format(self.name, name, known))


def read_model(folder: Path | None = None) -> Model:
    """Read a model folder's manifest, the bundled model's by default; EngineError if it cannot be read."""
    folder = folder or paths.BUNDLED_MODEL
    path = folder / "config.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return Model(
            folder,
            document["name"],
            document["title"],
            document["version"],
            tuple(_modality(entry) for entry in document["modalities"]),
            frozenset((entry["source"], entry["target"]) for entry in document["seen_directions"]),
            {tuple(way.split("->")): via for way, via in document.get("routes", {}).items()},
            document.get("licence", ""),
        )
    except OSError as error:
        raise EngineError(
            tr("{} is not a model folder: its config.json cannot be read ({}).").format(
                folder, error.strerror
            )
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise EngineError(
            tr("{} is not the manifest of a model: {}.").format(path, f"{type(error).__name__} {error}")
        ) from error


def _modality(entry: dict) -> Modality:
    bands = tuple(
        Band(band["name"], band["low"], band["high"], band.get("wavelength_nm")) for band in entry["bands"]
    )
    return Modality(
        entry["name"], entry["title"], entry["quantity"], bands, entry["pixel_size_m"], entry["downsampling"]
    )
