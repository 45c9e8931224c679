"""Tiles for a person to see, as small pictures of both modalities side by side.

Pictures are large enough to recognise a tile, and too small to replace the data.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from any2any.data.check.flags import KINDS, Flag
from any2any.data.check.inspect_tile import Looker, Pair, TileLook
from any2any.data.index.reader import TileIndex
from any2any.data.tile import CorruptTileError
from any2any.spec.modality import Modality

LARGEST_PX = 160
"""Longer side of a picture."""

_STRETCH = (2.0, 98.0)
_COLOURS = ("red", "green", "blue")


def thumbnail_png(values: NDArray[np.float32], modality: Modality) -> bytes:
    """Draw model values (C, H, W), NaN transparent, stretched from the 2nd to the 98th percentile, as PNG.

    Bands named red, green and blue become colours; else the first band is grey.
    """
    names = [band.name for band in modality.bands]
    colour = [names.index(name) for name in _COLOURS] if set(_COLOURS) <= set(names) else [0]
    bands = _shrink(values[colour])
    valid = np.asarray(np.isfinite(bands).all(axis=0), np.bool_)
    grey = np.stack([_stretch(band, valid) for band in bands], axis=-1)  # (H, W, 1 or 3)
    if grey.shape[2] == 1:
        grey = grey.repeat(3, axis=2)
    alpha = np.where(valid, np.uint8(255), np.uint8(0))
    stream = io.BytesIO()
    Image.fromarray(np.dstack([grey, alpha])).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _shrink(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Average blocks of pixels, so that speckle does not turn into dots."""
    block = -(-max(values.shape[1:]) // LARGEST_PX)
    c, rows, columns = values.shape[0], *(max(size // block, 1) for size in values.shape[1:])
    values = values[:, : rows * block, : columns * block]
    blocks = values.reshape(c, rows, values.shape[1] // rows, columns, values.shape[2] // columns)
    return np.asarray(blocks.mean(axis=(2, 4)), np.float32)


def _stretch(band: NDArray[np.float32], valid: NDArray[np.bool_]) -> NDArray[np.uint8]:
    if not valid.any():
        return np.zeros(band.shape, np.uint8)
    low, high = np.percentile(band[valid], _STRETCH)
    scaled = (np.where(valid, band, low) - low) / max(high - low, 1e-3) * 255
    return np.clip(scaled, 0, 255).astype(np.uint8)


SHOWN = 4
"""Tiles of each source and pair, half of them flagged ones if there are any."""

PICTURES = "tiles"
"""Folder of the pictures, inside the report's."""


def write_examples(
    folder: Path, index: TileIndex, looks: Sequence[TileLook], flags: Sequence[Flag]
) -> list[dict[str, Any]]:
    """Write pictures of some tiles of every source and pair; returns their paths and findings."""
    (folder / PICTURES).mkdir()
    looker, examples = Looker(index), []
    flagged = _flagged(flags)
    for (source, pair), of_pair in sorted(_by_pair(looks).items()):
        for look in _chosen(of_pair, pair, flagged):
            pictures = {name: f"{PICTURES}/{look.name.number}-{name}.png" for name in pair}
            for name, picture in pictures.items():
                _write(folder / picture, index, looker, look.name.number, name)
            titles = sorted(_titles(flagged, look, pair))
            examples.append(
                {
                    **{**asdict(look.name), "source": source, "modalities": list(pair)},
                    **{"pictures": pictures, "flags": titles, "shift": _shift(look, pair)},
                }
            )
    return examples


def _shift(look: TileLook, pair: Pair) -> dict[str, float] | None:
    shift = look.shifts.get(pair)
    if shift is None:
        return None
    values = {key: round(value, 3) for key, value in asdict(shift).items()}
    return {**values, "is_significant": shift.is_significant}


def _by_pair(looks: Sequence[TileLook]) -> dict[tuple[str, Pair], list[TileLook]]:
    pairs: dict[tuple[str, Pair], list[TileLook]] = defaultdict(list)
    for look in looks:
        for pair in combinations(look.images, 2):
            pairs[look.source, pair].append(look)
    return pairs


def _flagged(flags: Sequence[Flag]) -> dict[int, list[Flag]]:
    of_tile: dict[int, list[Flag]] = defaultdict(list)
    for flag in flags:
        for name in flag.tiles:
            of_tile[name.number].append(flag)
    return of_tile


def _titles(flagged: dict[int, list[Flag]], look: TileLook, pair: Pair) -> set[str]:
    """Flags of this tile that concern this pair."""
    return {
        KINDS[flag.kind].title
        for flag in flagged.get(look.name.number, ())
        if set(flag.modalities) <= set(pair)
    }


def _chosen(looks: Sequence[TileLook], pair: Pair, flagged: dict[int, list[Flag]]) -> list[TileLook]:
    """Return the worst flagged tiles, those with the largest shift first, then others spread over the source."""
    bad = [look for look in looks if _titles(flagged, look, pair)]
    good = [look for look in looks if look not in bad]
    bad.sort(key=lambda look: -_distance_px(look, pair))
    count = SHOWN - len(bad[: SHOWN // 2])
    return bad[: SHOWN // 2] + [good[i * len(good) // count] for i in range(min(count, len(good)))]


def _distance_px(look: TileLook, pair: Pair) -> float:
    shift = look.shifts.get(pair)
    return shift.distance_px if shift is not None and shift.is_significant else 0.0


def _write(path: Path, index: TileIndex, looker: Looker, number: int, modality: str) -> None:
    if path.exists():  # of another pair of the same tile
        return
    try:
        values = looker.read(index.tile(number), modality)
    except CorruptTileError:
        return  # the file has just vanished: the page shows the picture's description
    path.write_bytes(thumbnail_png(values, index.modality(modality)))
