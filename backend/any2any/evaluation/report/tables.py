"""The tables of the page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from any2any.evaluation.summary import direction_text, is_model, method_title, methods_of
from any2any.report.folder import Markup, element

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """Text, sort key and style."""

    text: str
    key: str | None = None
    look: str = ""

    @classmethod
    def number(cls, value: float | None, digits: int, look: str = "") -> Cell:
        """Return a number; a dash for none, which sorts last."""
        if value is None or math.isnan(value):
            return cls("–", "", look)
        return cls("∞" if math.isinf(value) else f"{value:.{digits}f}", str(min(value, 1e9)), look)


def sortable(caption: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Markup:
    """Return a table that sorts by a column when its title is clicked; the first column names the row."""
    titles = (element("th", element("button", title, type="button"), scope="col") for title in header)
    body = (
        element("tr", _cell("th", row[0], scope="row"), *(_cell("td", cell) for cell in row[1:]))
        for row in rows
    )
    whole = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *titles)),
        element("tbody", *body),
    )
    return element("div", whole, class_="wide", tabindex="0", role="region", aria_label=caption)


def _cell(tag: str, cell: Cell, **attributes: str) -> Markup:
    if cell.key is not None:
        attributes["data_key"] = cell.key
    if cell.look:
        attributes["class_"] = cell.look
    return element(tag, cell.text, **attributes)


def means(rows: Sequence[Row]) -> Markup:
    """Means over directions."""
    names = methods_of(rows[0]) if rows else []
    header = ("Data", "Directions", *_per_method(names, ("PSNR dB", "SSIM", "RMSE")))
    cells = []
    for row in rows:
        kind = "trained" if row["seen"] else "zero-shot"
        data = "all" if row["data"] == "all" else "real imagery alone"
        cells.append((Cell(data), Cell(f"{kind}, {row['directions']}"), *_three(row, names)))
    caption = (
        "Mean over directions of the mean over data sources; every direction and every source counts once"
    )
    return sortable(caption, header, cells)


def directions(rows: Sequence[Row]) -> Markup:
    """Each direction's mean over its data sources."""
    names = methods_of(rows[0])
    header = ("Direction", "Data", *_per_method(names, ("PSNR dB", "SSIM", "RMSE")))
    cells = [(Cell(direction_text(row)), Cell(", ".join(row["data"])), *_three(row, names)) for row in rows]
    return sortable("Each direction: mean over its data sources", header, cells)


def _per_method(names: Sequence[str], figures: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{method_title(name)}: {figure}" for figure in figures for name in names)


def _three(row: Row, names: Sequence[str]) -> Iterator[Cell]:
    for figure, digits, best in (("psnr_db", 2, max), ("ssim", 3, max), ("rmse_255", 1, min)):
        yield from _marked(row, names, figure, digits, best)


def _marked(
    row: Row, names: Sequence[str], figure: str, digits: int, best: Callable[[list[float]], float] | None
) -> Iterator[Cell]:
    """One figure of all methods; the best is bold."""
    values = [row[name].get(figure) for name in names]
    numbers = [value for value in values if value is not None and math.isfinite(value)]
    top = best(numbers) if best and numbers else None
    for value in values:
        yield Cell.number(value, digits, "best" if value is not None and value == top else "")


def _start(row: Row) -> tuple[Cell, Cell]:
    return Cell(row["data"]), Cell(direction_text(row))


def rows(rows: Sequence[Row]) -> Markup:
    """PSNR with its interval, SSIM and RMSE of every row."""
    names = methods_of(rows[0])
    header = (
        "Data",
        "Direction",
        "Windows",
        "Places",
        *_per_method(names, ("PSNR dB [95 %]", "SSIM [95 %]", "RMSE")),
    )
    cells = [
        (
            *_start(row),
            *(Cell.number(row[key], 0) for key in ("windows", "places")),
            *_with_interval(row, names, "psnr_db", 2, 1),
            *_with_interval(row, names, "ssim", 3, 2),
            *_marked(row, names, "rmse_255", 1, min),
        )
        for row in rows
    ]
    return sortable("PSNR, SSIM and RMSE; the best of a row is bold", header, cells)


def _with_interval(row: Row, names: Sequence[str], figure: str, digits: int, ends: int) -> Iterator[Cell]:
    for name, cell in zip(names, _marked(row, names, figure, digits, max), strict=True):
        yield Cell(f"{cell.text}{_interval(row[name][f'{figure}_ci95'], ends)}", cell.key, cell.look)


def _interval(ends: Sequence[float] | None, digits: int, sign: str = "") -> str:
    return "" if ends is None else f" [{ends[0]:{sign}.{digits}f}, {ends[1]:{sign}.{digits}f}]"


def differences(rows: Sequence[Row]) -> Markup:
    """Model minus best baseline."""
    names = [name for name in methods_of(rows[0]) if is_model(name)]
    header = ("Data", "Direction", "Best in PSNR", *(f"{method_title(n)}: PSNR dB [95 %]" for n in names))
    header += ("Best in SSIM", *(f"{method_title(n)}: SSIM [95 %]" for n in names))
    cells = [
        (
            *_start(row),
            Cell(method_title(row["best_baseline_psnr_db"])),
            *(_difference(row[name]["against_best_baseline"], "psnr_db", 2) for name in names),
            Cell(method_title(row["best_baseline_ssim"])),
            *(_difference(row[name]["against_best_baseline"], "ssim", 3) for name in names),
        )
        for row in rows
    ]
    caption = "Model minus best baseline, window by window; coloured where the interval does not hold 0"
    return sortable(caption, header, cells)


def _difference(against: Row, figure: str, digits: int) -> Cell:
    value, ends = against[figure], against[f"{figure}_ci95"]
    look = "" if ends is None or ends[0] <= 0 <= ends[1] else ("ahead" if value > 0 else "behind")
    return Cell(f"{value:+.{digits}f}{_interval(ends, digits, '+')}", str(value), look)


@dataclass(frozen=True)
class _Column:
    title: str
    figure: str
    digits: int
    best: Callable[[list[float]], float] | None = min


_SPECTRAL = (_Column("spectral angle °", "spectral_angle_deg", 2), _Column("ERGAS", "ergas", 1))
_PERCEPTUAL = (_Column("LPIPS", "lpips", 3), _Column("FID", "fid", 1))
_SQUEEZENET = (_Column("distance", "perceptual", 3),)
_FRECHET = {
    "frechet_radar": "Fréchet distance of radar, in features of So2Sat's network for Sentinel-1",
    "frechet_spectra": "Fréchet distance of spectra, in features of So2Sat's network for Sentinel-2",
}
_MISSING = {
    "perceptual": "SqueezeNet's distance",
    "frechet_radar": "The Fréchet distance of radar",
    "frechet_spectra": "The Fréchet distance of multispectral images",
}
_STRUCTURE = (
    _Column("explained variance of 80 m means", "explained_80m", 2, max),
    _Column("correlation", "correlation", 2, max),
    _Column("correlation finer than 150 m", "fine_correlation", 2, max),
)
_INDICES = tuple(
    _Column(f"{name.upper()} error", f"{name}_mae", 3) for name in ("ndvi", "ndwi", "mndwi", "nbr")
)
_MASKS = (
    _Column("water IoU", "water_iou", 3, max),
    _Column("vegetation IoU", "vegetation_iou", 3, max),
)
_RADAR = (_Column("ENL", "looks", 2, None), _Column("bias dB", "bias_db", 2, None))


def by_target(rows: Sequence[Row], missing: Mapping[str, str]) -> Iterator[Markup]:
    """Yield the figures that only some targets have."""
    for title, key, columns, of_truth in (
        ("Levels of the ground, and structure that follows it", "correlation", _STRUCTURE, {}),
        ("Spectra", "spectral_angle_deg", _SPECTRAL, {}),
        ("Indices that users compute", "ndvi_mae", _INDICES, {}),
        (
            "Masks",
            "vegetation_iou",
            _MASKS,
            {"truth: water": "water_share", "truth: vegetation": "vegetation_share"},
        ),
        ("Radar: equivalent number of looks, and level", "looks", _RADAR, {"truth: ENL": "looks"}),
    ):
        yield from _some(rows, title, key, columns, of_truth)
    yield from _some(rows, "Perception of colour images", "lpips", _PERCEPTUAL[:1], {})
    yield from _some(
        rows, "FID of colour images (biased upwards for few windows)", "fid", _PERCEPTUAL[1:], {}
    )
    for figure, title in _FRECHET.items():
        tiles = {"tiles": f"{figure}_vectors"}
        yield from _some(rows, title, figure, (_Column("distance", figure, 1),), tiles)
    yield from _some(rows, "Perceptual distance by SqueezeNet", "perceptual", _SQUEEZENET, {})
    for name, hint in missing.items():
        yield element(
            "p",
            f"{_MISSING.get(name, name.upper())} was not measured, because its weights are not here: {hint}.",
            class_="quiet",
        )


def _some(
    rows: Sequence[Row], title: str, key: str, columns: Sequence[_Column], of_truth: Mapping[str, str]
) -> Iterator[Markup]:
    names = methods_of(rows[0])
    found = [row for row in rows if any(key in row[name] for name in names)]
    if not found:
        return
    used = [c for c in columns if any(c.figure in row[name] for row in found for name in names)]
    header = ("Data", "Direction", *of_truth)
    header += tuple(f"{method_title(name)}: {c.title}" for c in used for name in names)
    cells = [
        (
            *_start(row),
            *(_of_truth(row["truth"].get(figure)) for figure in of_truth.values()),
            *(cell for c in used for cell in _marked(row, names, c.figure, c.digits, c.best)),
        )
        for row in found
    ]
    yield sortable(title, header, cells)


def _of_truth(value: float | None) -> Cell:
    return Cell.number(value, 0 if isinstance(value, int) else 2)


def seams(rows: Sequence[Row]) -> Markup:
    """Seams of windows and the grid of patches, in results of the engine."""
    found = [row for row in rows if "seam" in row["truth"]]
    if not found:
        return element("p", "No held-out scene is larger than one window, or seams were not asked for.")
    names = ["truth", *(name for name in methods_of(rows[0]) if is_model(name))]
    titles = ["truth", *map(method_title, names[1:])]
    kinds = {"seam": "windows", "patch_grid": "patches", "disagreement": "two windows disagree by"}
    header = ("Data", "Direction", *(f"{kind}: {title}" for kind in kinds.values() for title in titles))
    cells = [
        (*_start(row), *(Cell.number(row[name].get(kind), 3) for kind in kinds for name in names))
        for row in found
    ]
    caption = (
        "Gradient at the borders of windows and of patches, over that elsewhere: 1 where nothing can be seen"
    )
    return sortable(caption, header, cells)
