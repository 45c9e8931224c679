"""The report's tables: one row per source and modality, and one per source and pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from any2any.data.check.flags import LARGEST_SHIFT_PX
from any2any.data.check.inspect_tile import Pair, TileLook
from any2any.data.check.shift import Shift
from any2any.data.check.statistics import BandRatio
from any2any.data.index.reader import TileIndex
from any2any.data.index.schema import SPLITS

Row = dict[str, Any]


def modality_rows(index: TileIndex, looks: Sequence[TileLook]) -> list[Row]:
    """Tiles per split of every source and modality, with the levels of the sampled tiles."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(SPLITS, 0))
    for group in index.groups:
        for name in group.modalities:
            counts[group.source, name][group.split] += group.tile_count
    return [
        {"source": source, "modality": name, "tiles": tiles, **_modality_facts(index, looks, source, name)}
        for (source, name), tiles in sorted(counts.items())
    ]


def _modality_facts(index: TileIndex, looks: Sequence[TileLook], source: str, name: str) -> Row:
    images = [look.images[name] for look in looks if look.source == source and name in look.images]
    levels = [image for image in images if image.bands]
    clouded = [image.clouded for image in levels if image.clouded is not None]
    modality = index.modality(name)
    bands = [
        {
            "name": band.name,
            "quantity": modality.quantity,
            **{
                level: _median([getattr(image.bands[i], level) for image in levels])
                for level in ("low", "median", "high")
            },
            "at_low": _mean([image.bands[i].at_low for image in levels]),
            "at_high": _mean([image.bands[i].at_high for image in levels]),
        }
        for i, band in enumerate(modality.bands)
    ]
    return {
        "read": len(images),
        "unreadable": sum(name in look.errors for look in looks if look.source == source),
        "nodata_share": _mean([image.nodata_share for image in images]),
        "clouded_share": _mean(clouded),
        "bands": bands,
    }


def pair_rows(index: TileIndex, looks: Sequence[TileLook]) -> list[Row]:
    """Tiles per split of every source and pair of modalities, with their shifts and agreement."""
    counts: dict[tuple[str, Pair], dict[str, int]] = defaultdict(lambda: dict.fromkeys(SPLITS, 0))
    for group in index.groups:
        for pair in combinations(group.modalities, 2):
            counts[group.source, pair][group.split] += group.tile_count
    rows = []
    for (source, pair), tiles in sorted(counts.items()):
        own = [look for look in looks if look.source == source]
        shifts = [look.shifts[pair] for look in own if pair in look.shifts]
        ratios = [ratio for look in own for ratio in look.ratios.get(pair, ())]
        rows.append(
            {
                "source": source,
                "modalities": list(pair),
                "tiles": tiles,
                "looked_at": sum(set(pair) <= {*look.images, *look.errors} for look in own),
                "registration": _registration(shifts),
                "band_ratios": _band_ratios(ratios),
            }
        )
    return rows


def _registration(shifts: Sequence[Shift]) -> Row:
    """Over tiles whose peak is significant; distances and medians in reference pixels."""
    sure = [shift for shift in shifts if shift.is_significant]
    distances = [shift.distance_px for shift in sure]
    return {
        "compared": len(shifts),
        "measured": len(sure),
        "median_confidence": _median([shift.confidence for shift in shifts]),
        "median_shift_px": {
            "rows": _median([shift.rows_px for shift in sure]),
            "columns": _median([shift.columns_px for shift in sure]),
        },
        "median_distance_px": _median(distances),
        "largest_distance_px": round(max(distances), 3) if distances else None,
        "over_limit": sum(distance > LARGEST_SHIFT_PX for distance in distances),
    }


def _band_ratios(ratios: Sequence[BandRatio]) -> list[Row]:
    of_bands: dict[tuple[str, str], list[float]] = defaultdict(list)
    for ratio in ratios:
        of_bands[ratio.bands].append(ratio.ratio)
    return [
        {"bands": list(bands), "tiles": len(values), "median": _median(values)}
        for bands, values in of_bands.items()
    ]


def _median(values: Sequence[float]) -> float | None:
    return round(float(np.median(values)), 5) if values else None


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 5) if values else None
