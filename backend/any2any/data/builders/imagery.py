"""A folder of real paired imagery with an ``index.csv`` that has one row per file.

Its columns are split, source, scene, modality, path, bands, size, pixel size, dtype and unit. The sources are
listed in ``imagery_sources.py``; ``views`` derives modalities from their files.

``test`` scenes stay as in the file. About a tenth of ``train`` becomes validation: of scenes numbered along the ground,
every tenth block of ten numbers; otherwise whole places, some of them by name.

RGB is red, green, blue; NIR is the wide near infrared of 10 m; MS is the three visible bands averaged to 20 m, with
narrow NIR and both SWIR bands. PAN is real if available. Otherwise it is a weighted sum of visible and near infrared at
10 m in place of 5 m, beside colour averaged to 20 m; views ending in ``/pan`` are such stand-ins.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from any2any.data.bands import format_linear
from any2any.data.builders.files import Layer, Part, SceneFiles, Tally, View, part, weighted
from any2any.data.builders.imagery_sources import SOURCES, SourceRules
from any2any.data.builders.stretch import read_and_fit
from any2any.data.index.schema import Split
from any2any.errors import UsageError
from any2any.raster.product import to_surface
from any2any.raster.radiometry import S2, Encoding
from any2any.spec.modality import MS, NIR, PAN, RGB

PAN_WEIGHTS = {"blue": 0.2, "green": 0.35, "red": 0.35, "nir": 0.1}
"""Landsat's and WorldView's panchromatic bands see the visible and a little near infrared."""

_BANDS = {m.name: [band.name for band in m.bands] for m in (RGB, NIR, MS, PAN)}

DRIFTING_RADAR = frozenset({"s1s2_scenes"})
"""Sources whose radar is shifted by several pixels against the optical image, varying across a scene."""


@dataclass(frozen=True)
class ImageryFile:
    """A file of a scene."""

    path: Path
    gsd_m: float
    radiometry: str
    is_toa: bool = False
    """Whether it stores reflectance at the top of the atmosphere, which is converted to surface reflectance."""

    def bands(self, *numbers: int) -> Part:
        """Return some of its bands."""
        return part(self.path, *numbers, gsd_m=self.gsd_m)

    def layer(self, modality: str, *numbers: int) -> Layer:
        """Return a modality made of some of its bands."""
        return Layer(modality, (self.bands(*numbers),), self.radiometry_of(modality))

    def radiometry_of(self, modality: str) -> str:
        """Radiometry text of a modality made of some of its bands."""
        if not self.is_toa or modality not in _BANDS:
            return self.radiometry
        assert self.radiometry == S2.name
        return _text(to_surface(S2, _BANDS[modality]))


def _text(encoding: Encoding) -> str:
    return format_linear(encoding.scale, encoding.offset)


def views(source: str, files: Mapping[str, ImageryFile], polarisations: Sequence[str]) -> Iterator[View]:
    """Yield the views of one scene; ``files`` are keyed by the index's modality name; some may be missing.

    ``polarisations`` are those of the radar's bands, in their order.
    """
    if source == "naip":
        yield from _naip(files)
    elif source == "s1s2_flood":
        yield View("", (*_first_band("sar", files), *_layers("nir", files, "swir_nir_green", 2)))
    elif source == "sen12_grey":  # optical chips lack colour and level: use radar alone
        yield View("", _first_band("sar", files))
    elif source in ("s1s2_scenes", "sen12_pairs", "sen12ms_8bit"):
        both = (*_first_band("sar", files), *_layers("rgb", files, "rgb", 1, 2, 3))
        yield View("", both, drifting="sar" if source in DRIFTING_RADAR else None)
    elif source == "landsat_pan":
        colour = _layers("rgb", files, "rgb", 1, 2, 3) or _layers("rgb", files, "landsat", 3, 2, 1)
        yield View("", (*_first_band("pan", files), *colour))
    elif source == "spacenet6":
        colour = _layers("rgb", files, "rgbn", 1, 2, 3) + _layers("nir", files, "rgbn", 4)
        yield View("", (*_first_band("pan", files), *colour))
    elif source == "spacenet2":  # coastal, blue, green, yellow, red, red edge, NIR 1, NIR 2
        colour = _layers("rgb", files, "ms8", 5, 3, 2) + _layers("nir", files, "ms8", 7)
        yield View("", (*_first_band("pan", files), *colour))
    else:
        yield from _sentinel(files, polarisations)


def _layers(modality: str, files: Mapping[str, ImageryFile], name: str, *numbers: int) -> tuple[Layer, ...]:
    return (files[name].layer(modality, *numbers),) if name in files else ()


def _first_band(modality: str, files: Mapping[str, ImageryFile]) -> tuple[Layer, ...]:
    return _layers(modality, files, modality, 1)


def _sentinel(files: Mapping[str, ImageryFile], polarisations: Sequence[str]) -> Iterator[View]:
    """``s2_10m`` is blue, green, red, NIR; ``s2_20m`` three red edges, narrow NIR, SWIR 1 and 2; ``rgb`` is itself.

    ``sar`` has one band per polarisation, ``sar_2`` shows the same place from another orbit.
    """
    optical = _layers("rgb", files, "s2_10m", 3, 2, 1) + _layers("nir", files, "s2_10m", 4)
    optical = optical or _layers("rgb", files, "rgb", 1, 2, 3)
    if "s2_10m" in files and "s2_20m" in files:
        parts = (files["s2_10m"].bands(1, 2, 3), files["s2_20m"].bands(4, 5, 6))
        optical += (Layer("ms", parts, files["s2_10m"].radiometry_of("ms")),)
    radar = [
        View(f"/{polarisation.lower()}{orbit}", (*optical, files[name].layer("sar", band)))
        for name, orbit in (("sar", ""), ("sar_2", "_orbit2"))
        if name in files
        for band, polarisation in enumerate(polarisations, start=1)
    ]
    yield from radar or [View("", optical)]
    if ten := files.get("s2_10m"):
        pan = weighted(ten.path, *zip(PAN_WEIGHTS.values(), (1, 2, 3, 4), strict=True), gsd_m=ten.gsd_m)
        radiometry = ten.radiometry_of("pan")
        yield View("/pan", (Layer("pan", (pan,), radiometry), ten.layer("rgb", 3, 2, 1)))


def _naip(files: Mapping[str, ImageryFile]) -> Iterator[View]:
    """``rgbn`` is red, green, blue, NIR, stretched for display."""
    yield View("", _layers("rgb", files, "rgbn", 1, 2, 3) + _layers("nir", files, "rgbn", 4))
    if rgbn := files.get("rgbn"):
        colour_high, nir_high = RGB.bands[0].high, NIR.bands[0].high
        blue, green, red, nir = PAN_WEIGHTS.values()
        # White has different reflectances in NIR and colour: the sum has one scale, the weight holds the difference.
        factors = ((blue, 3), (green, 2), (red, 1), (nir * nir_high / colour_high, 4))
        pan = weighted(rgbn.path, *factors, gsd_m=rgbn.gsd_m)
        radiometry = format_linear(colour_high / 255, 0.0)
        yield View("/pan", (Layer("pan", (pan,), radiometry), rgbn.layer("rgb", 1, 2, 3)))


Index = dict[tuple[str, str, str], list[dict[str, str]]]
"""Rows of the index by split, source and scene."""

INDEX_NAME = "index.csv"
VALIDATION_EVERY = 10
"""One block of training scenes in this many is set aside for validation."""


def imagery_scenes(root: Path, tally: Tally) -> Iterator[SceneFiles]:
    """Yield all scenes; UsageError if ``root`` has no index, or the index names an unknown source or split."""
    index = _read_index(root)
    stretches = _fit_stretches(root, index, tally)
    for (file_split, source, name), rows in index.items():
        rules = SOURCES[source]
        place = _place_of(rules, name)
        radiometry = {**rules.radiometry, **stretches.get((source, name), {})}
        files = {
            row["modality"]: ImageryFile(
                root / row["path"],
                float(row["gsd_m"]),
                radiometry[row["modality"]],
                rules.is_toa and radiometry[row["modality"]] == S2.name,
            )
            for row in rows
            if row["modality"] in radiometry  # colour without a stretch cannot be read
        }
        yield SceneFiles(
            name=f"{source}/{name}",
            # Splits are by place already, but numbers may restart in each.
            place=f"{source}/{file_split}/{place}",
            source=source,
            split=_split_of(file_split, place, rules.validation),
            licence=rules.licence,
            views=tuple(views(source, files, _polarisations(rows))),
        )


def _polarisations(rows: list[dict[str, str]]) -> tuple[str, ...]:
    """Return those of a scene's radar in the order of its bands: ("VV", "VH"), or ("VV",)."""
    return next((tuple(row["bands"].split()) for row in rows if row["modality"] == "sar"), ())


def _read_index(root: Path) -> Index:
    path = root / INDEX_NAME
    if not path.is_file():
        raise UsageError(f"{path} does not exist: give the folder that holds {INDEX_NAME}")
    scenes: Index = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["source"] not in SOURCES:
                raise UsageError(f"{path}: unknown source {row['source']!r}; known are {', '.join(SOURCES)}")
            if row["split"] not in ("train", "test"):
                raise UsageError(f"{path}: unknown split {row['split']!r}; known are train and test")
            scenes[row["split"], row["source"], row["scene"]].append(row)
    return scenes


def _place_of(rules: SourceRules, scene: str) -> str:
    if rules.place is not None:
        named = re.fullmatch(rules.place, scene)
        return named[1].replace("_cloudy", "") if named else scene
    digits = "".join(c for c in scene if c.isdigit())
    return f"block {int(digits) // 10}" if digits else scene


def _split_of(file_split: str, place: str, validation: frozenset[str]) -> Split:
    if file_split == "test":
        return "test"
    if validation:
        return "validation" if place in validation else "train"
    block = int("".join(c for c in place if c.isdigit()) or 0)
    return "validation" if block % VALIDATION_EVERY == VALIDATION_EVERY - 1 else "train"


def _fit_stretches(root: Path, index: Index, tally: Tally) -> dict[tuple[str, str], dict[str, str]]:
    """Fit one radiometry of RGB to all scenes of a stretch; keyed by source and scene."""
    members: dict[tuple[str, str], dict[str, Path]] = defaultdict(dict)
    for (_, source, name), rows in index.items():
        stretch_of = SOURCES[source].stretch_of
        for row in rows:
            if stretch_of and row["modality"] == "rgb":
                members[source, stretch_of(name)][name] = root / row["path"]
    fitted: dict[tuple[str, str], dict[str, str]] = {}
    for (source, _), paths in members.items():
        radiometry = read_and_fit(list(paths.values()), tally)
        if radiometry is not None:
            fitted |= {(source, name): {"rgb": radiometry} for name in paths}
    return fitted
