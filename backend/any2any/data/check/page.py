"""The report as one page; it needs only the pictures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from any2any.data.check.flags import KINDS, LARGEST_SHIFT_PX
from any2any.data.check.shift import SIGNIFICANT
from any2any.data.index.schema import SPLITS
from any2any.report.folder import Markup, element, image, join, page, table

Row = Mapping[str, Any]

_STYLE = """
.error { color: var(--bad); font-weight: 600; }
.warning { color: var(--doubtful); font-weight: 600; }
.examples { display: flex; flex-wrap: wrap; gap: 1.5rem; margin: 1rem 0; }
figure { max-width: 21rem; }
figcaption { font-size: .85rem; overflow-wrap: anywhere; }
img { background: repeating-conic-gradient(#bbb 0 25%, #999 0 50%) 0 / 1rem 1rem; }
"""


def render_page(report: Row) -> str:
    """Return the page of a report; strings of the index are escaped."""
    name = Path(report["index"]).name
    title = f"Check of {name}"
    body = join(
        [
            element("h1", title),
            *_summary(report),
            *_flags(report["flags"]),
            element("h2", "Images"),
            _modalities(report["modalities"]),
            element("h2", "Pairs"),
            _pairs(report["pairs"]),
            *_ratios(report["pairs"]),
            element("h2", "Example tiles"),
            element(
                "p",
                "Each picture is stretched on its own, from the 2nd to the 98th percentile; the chequered ground is "
                "nodata.",
                class_="quiet",
            ),
            *_examples(report["examples"]),
        ]
    )
    return page(title, body, _STYLE)


def _summary(report: Row) -> Iterator[Markup]:
    looked, tiles, placed = (report[key] for key in ("tiles_looked_at", "tiles", "tiles_with_footprint"))
    which = (
        "all of them" if looked == tiles else "spread evenly over every source, split and set of modalities"
    )
    yield element(
        "p",
        f"{tiles:,} tiles in {report['index']}. Pixels of {looked:,} tiles were looked at, {which}. Names of places "
        f"and files were compared over all tiles, and footprints of the {placed:,} that have one.",
    )
    yield element("p", f"Digest of the contents: {report['index_digest']}", class_="quiet")


def _flags(flags: Sequence[Row]) -> Iterator[Markup]:
    yield element("h2", "Flags")
    if not flags:
        yield element("p", "Nothing was found that needs a look.")
        return
    rows = [
        (
            element("span", flag["severity"], class_=flag["severity"]),
            KINDS[flag["kind"]].title,
            flag["message"],
            _list([_tile_text(tile) for tile in flag["tiles"]] or flag["examples"]),
        )
        for flag in flags
    ]
    errors = sum(flag["severity"] == "error" for flag in flags)
    caption = f"{errors} errors and {len(flags) - errors} warnings; of the tiles, the worst are named."
    yield table(caption, ("Severity", "What", "Finding", "Tiles"), rows)


def _tile_text(tile: Row) -> str:
    return f"{tile['number']}: {tile['scene']} ({tile['split']})"


def _list(texts: Sequence[str]) -> Markup:
    items = element("ul", *(element("li", text) for text in texts))
    if len(texts) < 3:
        return items
    return element("details", element("summary", f"{len(texts)} named"), items)


def _modalities(rows: Sequence[Row]) -> Markup:
    header = ("Source", "Modality", *(f"Tiles: {split}" for split in SPLITS), "Looked at", "Unreadable")
    header += ("Nodata", "Clouds or saturation", "Band", "1 %", "Median", "99 %", "At bottom", "At top")
    caption = (
        "Shares of pixels, and levels in the physical quantity as medians over the tiles that were looked at."
    )
    return table(
        caption,
        header,
        [
            (
                *(row["source"], row["modality"]),
                *(f"{row['tiles'][split]:,}" for split in SPLITS),
                *(f"{row[key]:,}" for key in ("read", "unreadable")),
                *(_percent(row[key]) for key in ("nodata_share", "clouded_share")),
                band["name"],
                *(_number(band[key], 3) for key in ("low", "median", "high")),
                *(_percent(band[key]) for key in ("at_low", "at_high")),
            )
            for row in rows
            for band in row["bands"]
        ],
    )


def _pairs(rows: Sequence[Row]) -> Markup:
    header = ("Source", "Pair", *(f"Tiles: {split}" for split in SPLITS), "Looked at", "Measured")
    header += (
        f"Over {LARGEST_SHIFT_PX:g} px",
        "Median px",
        "Largest px",
        "Median down, right px",
        "Confidence",
    )
    caption = (
        "How far the second modality lies from the first, in pixels of the reference grid, by phase correlation of "
        f"gradients; only tiles whose peak has a confidence of {SIGNIFICANT:g} or more count as measured."
    )
    return table(caption, header, [_pair(row) for row in rows])


def _pair(row: Row) -> tuple[str, ...]:
    found = row["registration"]
    shift = found["median_shift_px"]
    return (
        *(row["source"], _pair_title(row["modalities"])),
        *(f"{row['tiles'][split]:,}" for split in SPLITS),
        *(f"{row['looked_at']:,}", f"{found['measured']:,}", f"{found['over_limit']:,}"),
        *(_number(found["median_distance_px"], 2), _number(found["largest_distance_px"], 2)),
        f"{_number(shift['rows'], 2)}, {_number(shift['columns'], 2)}",
        _number(found["median_confidence"], 1),
    )


def _ratios(rows: Sequence[Row]) -> Iterator[Markup]:
    found = [
        (row["source"], " / ".join(reversed(row["modalities"])), " / ".join(reversed(entry["bands"])),
         f"{entry['tiles']:,}", _number(entry["median"], 3))
        for row in rows
        for entry in row["band_ratios"]
    ]  # fmt: skip
    if found:
        caption = "Bands that two modalities share: the ratio of their medians should be near 1."
        yield table(caption, ("Source", "Modalities", "Bands", "Tiles", "Median ratio"), found)


def _examples(examples: Sequence[Row]) -> Iterator[Markup]:
    seen: list[tuple[str, list[str]]] = []
    for example in examples:
        key = (example["source"], example["modalities"])
        if key not in seen:
            seen.append(key)
    for source, modalities in seen:
        yield element("h3", f"{source}: {_pair_title(modalities)}")
        figures = (_figure(e) for e in examples if (e["source"], e["modalities"]) == (source, modalities))
        yield element("div", *figures, class_="examples")


def _figure(example: Row) -> Markup:
    text = _tile_text(example)
    pictures = [image(path, f"{name} of tile {text}") for name, path in example["pictures"].items()]
    flags = [element("strong", f" Flagged: {', '.join(example['flags'])}.")] if example["flags"] else []
    caption = element("figcaption", f"{text}. {_shift_text(example['shift'])}", *flags)
    return element("figure", *pictures, caption)


def _shift_text(shift: Row | None) -> str:
    if shift is None:
        return "Not compared."
    if not shift["is_significant"]:
        return f"No clear shift (confidence {shift['confidence']:.1f})."
    return (
        f"Shifted {shift['rows_px']:.1f} px down, {shift['columns_px']:.1f} px right "
        f"(confidence {shift['confidence']:.1f})."
    )


def _pair_title(modalities: Sequence[str]) -> str:
    return " – ".join(modalities)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
