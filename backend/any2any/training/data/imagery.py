"""Read a folder of real paired imagery with an ``index.csv`` into scenes.

The index has one row a file: split, source, scene, modality, path, bands, size, pixel size, dtype, unit. Each
source stores its values in its own way; the table below says how, and which modalities are derived from what.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import RasterioError

from any2any.errors import UsageError
from any2any.modality import RGB
from any2any.raster.radiometry import DB100, QUICKLOOK8, QUICKLOOK8_DB, S2, Encoding, to_model_values
from any2any.training.data.scene import MODALITIES, PairedScene, Split, pair_scene
from any2any.training.data.stretch import fit_stretch

Array = NDArray[np.float32]
Files = Mapping[str, Array]
"""Physical values of one scene's files by the index's modality name."""
Index = dict[tuple[str, str, str], list[dict[str, str]]]
"""Rows of the index by split, source and scene."""

VALIDATION_EVERY = 10
"""One training scene in so many, in blocks of neighbours, is set aside for validation."""

_DISPLAY = Encoding("display8", scale=1.0 / 255.0)  # times the top of the band's range, in _derive
_LANDSAT_L1 = Encoding("landsat_l1", scale=2e-5, offset=-0.1)
_WORLDVIEW = Encoding("worldview", scale=4e-4)

# Landsat's and WorldView's panchromatic bands see the visible and a little near infrared: blue, green, red, NIR.
PAN_WEIGHTS = (0.2, 0.35, 0.35, 0.1)


@dataclass(frozen=True)
class SourceRules:
    """How one data source stores its values; encodings are keyed by the index's modality name."""

    encodings: Mapping[str, Encoding]
    licence: str
    """What a model that was trained on it has to name."""
    stretch_of: Callable[[str], str] | None = None
    """For 8-bit colour stretched for display: which scenes, by name, share one stretch."""


def _itself(scene: str) -> str:
    return scene


def _sen12_place(scene: str) -> str:
    """SEN1-2 chips like ``ROIs1970_fall_s1_8_p37`` are cut from one image a place."""
    return scene.rpartition("_p")[0]


_SENTINEL = {"s2_10m": S2, "s2_20m": S2, "sar": DB100}

SOURCES: dict[str, SourceRules] = {
    "s1s2_scenes": SourceRules({"sar": QUICKLOOK8}, "Copernicus", stretch_of=_itself),
    "s1s2_flood": SourceRules({"sar": QUICKLOOK8_DB, "swir_nir_green": _DISPLAY}, "Copernicus"),
    "sen12_pairs": SourceRules({"sar": QUICKLOOK8_DB}, "CC-BY-4.0 (SEN1-2)", stretch_of=_sen12_place),
    "sen12mscr": SourceRules(_SENTINEL, "CC-BY-4.0"),
    "sen1floods11": SourceRules(_SENTINEL, "CC-BY-4.0"),
    "s2_cities": SourceRules(_SENTINEL, "Copernicus"),
    "s2_chips": SourceRules(_SENTINEL, "CC-BY-4.0"),
    "s2_forest": SourceRules(_SENTINEL, "Copernicus"),
    "landsat_pan": SourceRules(
        {"pan": _LANDSAT_L1, "rgb": _LANDSAT_L1, "landsat": _LANDSAT_L1}, "public domain"
    ),
    "spacenet6": SourceRules({"pan": _WORLDVIEW, "rgbn": _WORLDVIEW}, "CC-BY-SA-4.0"),
    "spacenet2": SourceRules({"pan": _WORLDVIEW, "ms8": _WORLDVIEW}, "CC-BY-SA-4.0"),
    "naip": SourceRules({"rgbn": _DISPLAY}, "public domain"),
}


def read_imagery(root: Path, splits: Iterable[Split]) -> list[PairedScene]:
    """Read all scenes of the given splits; UsageError if ``root`` has no index, or the index names an unknown
    source or a file that cannot be read.
    """
    wanted = set(splits)
    scenes: list[PairedScene] = []
    index = _index_by_scene(root)
    stretches = _fit_stretches(root, index)
    for (file_split, source, name), rows in index.items():
        split = _split_of(file_split, name)
        if split in wanted:
            encodings = {**SOURCES[source].encodings, **stretches.get((source, name), {})}
            scenes += _scenes(root, source, name, split, rows, encodings)
    return scenes


def _index_by_scene(root: Path) -> Index:
    path = root / "index.csv"
    if not path.is_file():
        raise UsageError(f"{path} does not exist: give the folder that holds index.csv")
    scenes: Index = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["source"] not in SOURCES:
                raise UsageError(f"{path}: unknown source {row['source']!r}; known are {', '.join(SOURCES)}")
            scenes[row["split"], row["source"], row["scene"]].append(row)
    return scenes


def _split_of(file_split: str, scene: str) -> Split:
    """Validation is taken out of train in runs of ten consecutive scene numbers: neighbours stay together."""
    if file_split == "test":
        return "test"
    digits = "".join(c for c in scene if c.isdigit())
    return "validation" if int(digits or 0) // 10 % VALIDATION_EVERY == VALIDATION_EVERY - 1 else "train"


def _fit_stretches(root: Path, index: Index) -> dict[tuple[str, str], dict[str, Encoding]]:
    """Fit one encoding of RGB to all scenes of a stretch; keyed by source and scene."""
    members: dict[tuple[str, str], dict[str, Path]] = defaultdict(dict)
    for (_, source, name), rows in index.items():
        stretch_of = SOURCES[source].stretch_of
        for row in rows:
            if stretch_of and row["modality"] == "rgb":
                members[source, stretch_of(name)][name] = root / row["path"]
    return {
        (source, name): {"rgb": encoding}
        for (source, _), paths in members.items()
        for encoding in [fit_stretch(_read(path) for path in paths.values())]
        for name in paths
    }


def _scenes(
    root: Path,
    source: str,
    name: str,
    split: Split,
    rows: list[dict[str, str]],
    encodings: Mapping[str, Encoding],
) -> Iterator[PairedScene]:
    files: dict[str, Array] = {}
    for row in rows:
        files[row["modality"]] = encodings[row["modality"]].to_physical(_read(root / row["path"]))
    for suffix, arrays in _derive(source, files):
        values = {m: to_model_values(a, MODALITIES[m]) for m, a in arrays.items()}
        scene = pair_scene(f"{source}/{name}{suffix}", source, split, values)
        if min(scene.size_latent_px) > 0:
            yield scene


def _read(path: Path) -> NDArray[Any]:
    try:
        with rasterio.open(path) as dataset:
            values: NDArray[Any] = dataset.read()
    except RasterioError as error:
        raise UsageError(
            f"{path} cannot be read ({error}): copy it again, or take it off the index"
        ) from error
    return values


def _derive(source: str, files: Files) -> Iterator[tuple[str, dict[str, Array]]]:
    """Derive the five modalities from one scene's files: pairs of (suffix of the scene's name, arrays)."""
    if "s2_10m" in files:
        yield from _from_sentinel(files)
    elif source == "s1s2_flood":
        yield "", {"sar": files["sar"], "nir": files["swir_nir_green"][1:2] * MODALITIES["nir"].bands[0].high}
    elif source in ("s1s2_scenes", "sen12_pairs"):
        yield "", {"sar": files["sar"][:1], "rgb": files["rgb"]}
    elif source == "naip":
        rgbn = files["rgbn"]
        rgb, nir = rgbn[:3] * RGB.bands[0].high, rgbn[3:4] * MODALITIES["nir"].bands[0].high
        yield "", {"rgb": rgb, "nir": nir}
        yield "/pan", {"pan": _pan(rgb[2], rgb[1], rgb[0], nir[0]), "rgb": _halve(rgb)}
    elif source == "landsat_pan":
        rgb = files["rgb"] if "rgb" in files else files["landsat"][[2, 1, 0]]
        yield "", {"pan": files["pan"], "rgb": rgb}
    elif source == "spacenet6":
        rgbn = files["rgbn"]
        yield "", {"pan": files["pan"], "rgb": rgbn[:3], "nir": rgbn[3:4]}
    elif source == "spacenet2":
        bands = files["ms8"]
        yield "", {"pan": _halve(files["pan"]), "rgb": bands[[4, 2, 1]], "nir": bands[6:7]}


def _from_sentinel(files: Files) -> Iterator[tuple[str, dict[str, Array]]]:
    blue, green, red, nir = files["s2_10m"]
    narrow_nir, swir1, swir2 = files["s2_20m"][3:6]
    rows, columns = narrow_nir.shape
    visible = _halve(np.stack([blue, green, red]))[:, :rows, :columns]
    ms = np.concatenate(
        [visible, np.stack([narrow_nir, swir1, swir2])[:, : visible.shape[1], : visible.shape[2]]]
    )
    rgb = np.stack([red, green, blue])
    arrays = {"rgb": rgb, "nir": nir[None], "ms": ms}
    if "sar" not in files:
        yield "", arrays
    else:
        for i, polarisation in enumerate(("vv", "vh")):
            yield f"/{polarisation}", {**arrays, "sar": files["sar"][i : i + 1]}
    # No panchromatic band: a weighted sum at 10 m stands for one, beside colour averaged to 20 m.
    yield "/pan", {"pan": _pan(blue, green, red, nir), "rgb": _halve(rgb)}


def _pan(blue: Array, green: Array, red: Array, nir: Array) -> Array:
    bands = np.stack([blue, green, red, nir])
    return np.tensordot(np.array(PAN_WEIGHTS, np.float32), bands, axes=1)[None]


def _halve(array: Array) -> Array:
    """Average 2 x 2 pixels: (C, H, W) -> (C, H // 2, W // 2)."""
    c, h, w = array.shape
    return array[:, : h // 2 * 2, : w // 2 * 2].reshape(c, h // 2, 2, w // 2, 2).mean(axis=(2, 4))
