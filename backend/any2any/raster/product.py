"""What the names around a raster say about its units: products are named by rules, and their values follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from any2any.errors import UsageError

RadarUnit = Literal["power", "amplitude", "db"]

OFFSET_BASELINE = 4.0
"""From this processing baseline on, Sentinel-2 adds 1,000 to its numbers."""

_FOLDERS_UP = 5
"""A band lies this deep in its SAFE folder: granule, image data and resolution lie between."""


def product_names(path: str, files: Iterable[str]) -> str:
    """Return the full paths of a raster and of the files that it consists of, a line each.

    Resolved, because a product's name is often that of a folder above, whatever the working directory is.
    """
    return "\n".join(dict.fromkeys(_resolved(name) for name in (path, *files)))


def _resolved(name: str) -> str:
    local = Path(name)
    return str(local.resolve()) if local.exists() else name


def sentinel2_metadata(names: str) -> str | None:
    """Return the text of the MTD_MSIL*.xml in a folder above any of the names; None if there is none."""
    folders = dict.fromkeys(
        up for name in names.splitlines() for up in list(Path(name).parents)[:_FOLDERS_UP]
    )
    for folder in folders:
        try:
            for found in sorted(folder.glob("MTD_MSIL*.xml")):
                return found.read_text(encoding="utf-8", errors="replace")[:2_000_000]
        except OSError:
            continue
    return None


def sentinel2_baseline(names: str, tags: Mapping[str, str], metadata: str | None) -> float | None:
    """Return Sentinel-2's processing baseline from tags, metadata beside it or names; None if nothing says it.

    UsageError if the files of one mosaic are of baselines with and without the offset.
    """
    told = _baseline_of_tags(tags)
    if told is not None:
        return told
    found = [f"{a}.{b}" for a, b in re.findall(r"MSIL[12][AC]_\w*?_N(\d{2})(\d{2})_", names)]
    if metadata is not None:
        found += re.findall(r"<PROCESSING_BASELINE>\s*(\d+\.\d+)\s*<", metadata)
    baselines = sorted({float(text) for text in found})
    if not baselines:
        return None
    if baselines[0] < OFFSET_BASELINE <= baselines[-1] and "99.99" not in found:
        raise UsageError(
            f"the raster joins Sentinel-2 products of baselines {baselines[0]:05.2f} and {baselines[-1]:05.2f}, "
            "and only the later one adds 1,000 to its numbers: translate them one by one"
        )
    return baselines[-1]


def _baseline_of_tags(tags: Mapping[str, str]) -> float | None:
    for key, value in tags.items():
        if key.upper().endswith("PROCESSING_BASELINE"):
            try:
                return float(value)
            except ValueError:
                continue
        if key.upper().endswith("ADD_OFFSET") and value.strip() in ("-1000", "-1000.0"):
            return OFFSET_BASELINE
    return None


def landsat_level(names: str) -> int | None:
    """Return the level (1 or 2) of a Landsat Collection 2 product; None if the names are not Landsat's."""
    found = re.search(r"L[COTEM]0[4-9]_L([12])[A-Z]{2}_", names)
    if found is not None:
        return int(found[1])
    return 2 if re.search(r"L[COTEM]0[4-9]_L2S", names) else None


_HYP3 = re.compile(r"_RTC\d{2}_[A-Z]_[gs]([pad])[a-z]{3,4}_")
_WORDS: tuple[tuple[RadarUnit, str], ...] = (
    ("db", r"(?:^|[_\W])db(?:[_\W]|$)|decibel"),
    ("amplitude", r"amplitude|(?:^|[_\W])amp(?:[_\W]|$)"),
    ("power", r"intensity|(?:^|[_\W])power(?:[_\W]|$)"),
)


def radar_unit(file_name: str, band_names: Iterable[str | None] = ()) -> RadarUnit | None:
    """Return what a radar product's name or its band's says that it holds; None if they do not say.

    ASF's HyP3 writes it into the second letter of a flag word, SNAP into the name of the band.
    """
    found = _HYP3.search(file_name)
    if found is not None:
        units: dict[str, RadarUnit] = {"p": "power", "a": "amplitude", "d": "db"}
        return units[found[1]]
    for text in (*(name or "" for name in band_names), file_name):
        for unit, pattern in _WORDS:
            if re.search(pattern, text, re.IGNORECASE):
                return unit
    return None
