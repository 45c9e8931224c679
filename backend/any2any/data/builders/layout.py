"""Read the YAML that assigns a folder's files to modalities.

::

    source: alps                       # name in reports and recipes; default: the folder's name
    licence: CC-BY-4.0                 # named by models that are trained on it
    place: "([a-z]+)_.*"               # optional: the first group of a scene's name is its place; default: the name
    modalities:
      sar: {file: "{scene}/s1.tif", bands: [1], radiometry: db}
      rgb: {file: "{scene}/s2_10m.tif", bands: [3, 2, 1], radiometry: s2}
      ms:
        radiometry: s2
        parts:                         # bands in the modality's order, from several files
          - {file: "{scene}/s2_10m.tif", bands: [1, 2, 3]}
          - {file: "{scene}/s2_20m.tif", bands: [4, 5, 6]}
      thermal:                         # not one of the five: describe it
        {file: "{scene}/lst.tif", bands: [1], radiometry: "linear(0.02,0)", spec: {title: Thermal,
         quantity: temperature_k, downsampling: 2, pixel_size_m: 20, bands: [{name: lst, low: 260, high: 335}]}}

``{scene}`` stands for any text without a slash and must appear in every file; ``*`` and ``?`` match too, one file per
scene. A band is a number or a weighted sum like ``0.5*1+0.5*2``. All files of a scene show the same extent; their
pixel sizes may differ, by whole multiples after averaging.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from any2any.data.bands import BandTerm, channels, parse_band_grammar, parse_radiometry
from any2any.errors import UsageError
from any2any.spec.modality import DEFAULT_MODALITIES, Band, Modality, Quantity

LAYOUT_NAME = "any2any.yaml"
SCENE = "{scene}"


@dataclass(frozen=True)
class FilePattern:
    """Files of one part of a modality."""

    file: str
    terms: tuple[BandTerm, ...]


@dataclass(frozen=True)
class ModalityLayout:
    """Storage of one modality."""

    modality: Modality
    radiometry: str
    parts: tuple[FilePattern, ...]


@dataclass(frozen=True)
class Layout:
    """A whole folder."""

    source: str
    licence: str
    place: re.Pattern[str] | None
    modalities: tuple[ModalityLayout, ...]


def read_layout(path: Path, default_source: str) -> Layout:
    """Read the YAML; UsageError for an unknown, missing or wrong entry, with its place in the file."""
    import yaml  # an extra that only training needs

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}): a folder of rasters needs this YAML, or another with --layout"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid YAML: {error}") from error
    top = _keys(document, str(path), required={"licence", "modalities"}, optional={"source", "place"})
    entries = _mapping(top["modalities"], f"{path}: modalities")
    if len(entries) < 2:
        raise UsageError(f"{path}: modalities has {len(entries)} entry: a pair needs two")
    return Layout(
        source=_text(top.get("source", default_source), f"{path}: source"),
        licence=_text(top["licence"], f"{path}: licence"),
        place=_pattern(top.get("place"), f"{path}: place"),
        modalities=tuple(_modality(name, entry, f"{path}: {name}") for name, entry in entries.items()),
    )


def _modality(name: Any, entry: Any, where: str) -> ModalityLayout:
    values = _keys(entry, where, required={"radiometry"}, optional={"file", "bands", "parts", "spec"})
    modality = _specification(_text(name, where), values.get("spec"), where)
    listed = values.get("parts")
    if ("file" in values) == (listed is not None):
        raise UsageError(f"{where}: give either 'file' with 'bands', or 'parts', a list of such")
    if listed is None:
        listed = [{key: values[key] for key in ("file", "bands") if key in values}]
    if not isinstance(listed, list):
        raise UsageError(f"{where}.parts: {listed!r} is not a list")
    parts = tuple(_part(part, modality, f"{where}.parts[{i}]") for i, part in enumerate(listed))
    found = sum(len(part.terms) for part in parts)
    if found != modality.channels:
        names = ", ".join(band.name for band in modality.bands)
        raise UsageError(
            f"{where}: {found} band(s) are given, it has {modality.channels}: {names} in this order"
        )
    radiometry = _text(values["radiometry"], f"{where}.radiometry")
    try:
        parse_radiometry(radiometry, modality)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error
    return ModalityLayout(modality, radiometry, parts)


def _part(entry: Any, modality: Modality, where: str) -> FilePattern:
    values = _keys(entry, where, required={"file"}, optional={"bands"})
    file = _text(values["file"], f"{where}.file")
    if SCENE not in file:
        raise UsageError(
            f"{where}: file {file!r} is the same for all scenes: put {SCENE} where their names differ"
        )
    bands = values.get("bands", list(range(1, modality.channels + 1)))
    text = ",".join(map(str, bands)) if isinstance(bands, list) else str(bands)
    try:
        parsed = parse_band_grammar(text)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error
    if len(parsed) > 1 or parsed[0].averaged > 1:
        raise UsageError(
            f"{where}: bands {text!r} must not have ';' or '/': name files under 'parts'; how many pixels are "
            "averaged follows from their sizes"
        )
    assert channels(parsed) == len(parsed[0].terms)
    return FilePattern(file, parsed[0].terms)


def _specification(name: str, spec: Any, where: str) -> Modality:
    known = {modality.name: modality for modality in DEFAULT_MODALITIES}
    if spec is None:
        if name not in known:
            raise UsageError(f"{where} is not one of {', '.join(known)}: describe it under 'spec'")
        return known[name]
    if name in known:
        raise UsageError(f"{where} is a default modality: leave 'spec' out, or choose another name")
    values = _keys(
        spec,
        f"{where}.spec",
        required={"title", "quantity", "bands", "downsampling", "pixel_size_m"},
        optional=set(),
    )
    if values["quantity"] not in get_args(Quantity):
        raise UsageError(
            f"{where}.spec: quantity {values['quantity']!r} is not one of {', '.join(get_args(Quantity))}"
        )
    try:
        bands = tuple(
            Band(**_keys(b, f"{where}.spec.bands", {"name", "low", "high"}, {"wavelength_nm"}))
            for b in values["bands"]
        )
        return Modality(**{"name": name, **values, "bands": bands})
    except (TypeError, ValueError) as error:
        raise UsageError(f"{where}.spec: {error}") from error


def _pattern(value: Any, where: str) -> re.Pattern[str] | None:
    if value is None:
        return None
    try:
        pattern = re.compile(_text(value, where))
    except re.error as error:
        raise UsageError(f"{where}: {value!r} is not a regular expression: {error}") from error
    if pattern.groups < 1:
        raise UsageError(f"{where}: {value!r} has no group: put round brackets around the place")
    return pattern


def _keys(value: Any, where: str, required: set[str], optional: set[str]) -> dict[str, Any]:
    entries = _mapping(value, where)
    unknown = sorted(set(entries) - required - optional, key=str)
    if unknown:
        known = ", ".join(sorted(required | optional))
        raise UsageError(f"{where}: unknown key {unknown[0]!r}; known are {known}")
    missing = sorted(required - set(entries))
    if missing:
        raise UsageError(f"{where}: the key {missing[0]!r} is missing")
    return dict(entries)


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError(f"{where}: {value!r} is not a mapping")
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise UsageError(f"{where}: {value!r} is not text")
    return value
