"""The report as one page; it needs only the pictures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from any2any.evaluation.report import tables
from any2any.evaluation.report.pictures import ERROR_AT_WHITE, ERROR_COLOURS
from any2any.evaluation.report.tables import Cell, sortable
from any2any.evaluation.summary import direction_text, is_model, method_title
from any2any.report.folder import Markup, element, image, join, page

Row = Mapping[str, Any]

_STYLE = """
td { white-space: nowrap; }
th button { all: unset; cursor: pointer; font-weight: 600; }
th button:focus-visible { outline: 2px solid; }
th button::after { content: " \\2195"; opacity: .4; }
th[aria-sort=ascending] button::after { content: " \\2191"; opacity: 1; }
th[aria-sort=descending] button::after { content: " \\2193"; opacity: 1; }
.best { font-weight: 700; }
.behind { color: var(--bad); }
.ahead { color: var(--good); }
.example { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
.example > p { flex-basis: 100%; margin: 0; font-size: .85rem; }
figure { width: 10rem; }
figcaption { font-size: .8rem; }
img { display: block; }
.scale { height: .8rem; width: 20rem; max-width: 100%; border: 1px solid var(--line); }
.ends { display: flex; justify-content: space-between; width: 20rem; max-width: 100%; font-size: .85rem; }
"""

_SORT = """
for (const button of document.querySelectorAll("th button")) button.addEventListener("click", () => {
  const head = button.parentElement, body = head.closest("table").tBodies[0], column = head.cellIndex;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = row => row.cells[column].dataset.key ?? row.cells[column].textContent;
  const compare = (a, b) => a === "" ? 1 : b === "" ? -1 : (isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b);
  const rows = [...body.rows].map(row => [key(row), row]);
  rows.sort((a, b) => a[0] === "" || b[0] === "" ? compare(a[0], b[0]) : (down ? -1 : 1) * compare(a[0], b[0]));
  for (const [, row] of rows) body.append(row);
});
"""


def render_page(report: Row) -> str:
    """Return the page of a report, which may hold infinity and NaN; strings of the index are escaped."""
    model = report["model"]
    title = f"Evaluation of {model['name']} {model['version']}"
    body = join(
        [
            element("h1", title),
            *_facts(report),
            element("h2", "Means"),
            tables.means(report["means"]),
            tables.directions(report["directions"]),
            *_behind(report),
            element("h2", "Every data source and direction"),
            tables.rows(report["rows"]),
            tables.differences(report["rows"]),
            element("h2", "By target"),
            *tables.by_target(report["rows"], report["missing"]),
            element("h2", "Seams and patches"),
            tables.seams(report["rows"]),
            element("h2", "Pictures"),
            *_pictures(report),
            element("h2", "How it was measured"),
            *_method(report),
        ]
    )
    return page(title, body, _STYLE, _SORT)


def _facts(report: Row) -> Iterator[Markup]:
    rows, steps = report["rows"], ", ".join(map(str, report["steps"]))
    yield element(
        "p",
        f"{sum(row['windows'] for row in rows):,} windows of {len(rows)} combinations of data source and direction, "
        f"{report['split']} split of {report['index']['name']}, steps: {steps}. The translated images are synthetic. "
        f"'simulated' are simulated scenes, everything else is real imagery.",
    )
    versions = ", ".join(f"{name} {value}" for name, value in report["versions"].items())
    yield element(
        "p", f"Weights sha256 {report['model']['sha256']}; index sha256 {report['index']['sha256']}; {versions}.",
        class_="quiet",
    )  # fmt: skip


def _behind(report: Row) -> Iterator[Markup]:
    found, count = report["behind"], len(report["rows"])
    if not found:
        yield element("p", f"In all {count} rows the model is ahead of every baseline in PSNR.")
        return
    yield element(
        "p",
        f"The model is ahead of every baseline in PSNR in {count - len(found)} of {count} rows. It is behind in these:",
    )
    cells = [
        (
            Cell(entry["data"]),
            Cell(direction_text(entry)),
            Cell(method_title(entry["baseline"])),
            Cell.number(entry["difference_db"], 2),
        )
        for entry in found
    ]
    yield sortable("Where the model is behind, with its best number of steps",
                   ("Data", "Direction", "Best baseline", "Difference dB"), cells)  # fmt: skip


def _pictures(report: Row) -> Iterator[Markup]:
    colours = ", ".join("rgb({}, {}, {})".format(*colour) for colour in ERROR_COLOURS)
    yield element(
        "p",
        f"Windows chosen at random by seed {report['seed']}, from one data source after another, and shrunk. "
        "Result and truth share a stretch, from the truth's 2nd to its 98th percentile. Error: mean absolute "
        "difference over the bands, as a share of the modality's physical range:",
    )
    yield element("div", class_="scale", style=f"background: linear-gradient(to right, {colours})")
    yield element(
        "div", element("span", "0"), element("span", f"{ERROR_AT_WHITE:.0%} and more"), class_="ends"
    )
    last = None
    for example in report["examples"]:
        if example["direction"] != last:
            last = example["direction"]
            yield element("h3", last)
        yield _example(example)


def _example(example: Row) -> Markup:
    names = list(example["psnr_db"])
    shown = ["source", *names, "truth", *(f"{name}_error" for name in names)]
    where = f"{example['data']}: {example['scene']}, latent row {example['row']}, column {example['column']}"
    figures = (_figure(example, kind, where) for kind in shown)
    return element("div", element("p", where, class_="quiet"), *figures, class_="example")


def _figure(example: Row, kind: str, where: str) -> Markup:
    name = kind.removesuffix("_error")
    title = method_title(name) if is_model(name) else name
    if kind != name:
        title = f"error of {title}"
    elif is_model(name):
        title = f"{title} (synthetic), {example['psnr_db'][name]:.1f} dB"
    return element(
        "figure", image(example["pictures"][kind], f"{title}, {where}"), element("figcaption", title)
    )


def _method(report: Row) -> Iterator[Markup]:
    methods = ", ".join(method_title(name) for name in report["baselines"])
    limit = report["max_tiles"]
    items = [
        "Windows of 64 x 64 latent cells without overlap; those with more than 5 % nodata are left out, smaller "
        "holes filled from neighbours. Figures are means over windows, on the modality's physical range.",
        f"At most {limit} tiles of each source and set of modalities were read." if limit else "All tiles were read.",
        f"Baselines ({methods}) are fitted on at most {report['fit_windows']} training windows of the same data "
        "source, spread evenly; where it has none, of all real sources with both modalities.",
        "95 % intervals: bootstrap over places, 2000 resamples, percentiles. With few places they are too narrow; with "
        "one there is none.",
        "PSNR with the physical range as the peak; SSIM after Wang et al. 2004; RMSE on a 0-255 scale. PSNR rewards "
        "smooth images: where the target is radar, look at the equivalent number of looks too.",
        "Spectral angle after Kruse et al. 1993; ERGAS after Wald 2000 with a ratio of pixel sizes of 1; ENL: median "
        "over squares of 8 x 8 pixels of mean squared over variance of power; bias: mean of result minus truth in dB.",
        "NDVI, NDWI (McFeeters 1996), MNDWI (Xu 2006), NBR: mean absolute error. Where the target lacks a band and the "
        "source measured it on the same grid, the source's stands in. Water: MNDWI, else NDWI, above 0; vegetation: "
        "NDVI above 0.4; intersection over union, pooled over windows.",
        "Seams: mean gradient across the borders of the engine's windows over that across other borders of the "
        "network's patches, which shows what windows add; patches: mean gradient across their borders over that "
        "across other borders of latent cells. The truth's figures at the same lines show what chance gives.",
    ]  # fmt: skip
    yield element("ul", *(element("li", item) for item in items))
    if report["not_scored"]:
        yield sortable(
            "Not scored",
            ("Data", "Direction", "Why"),
            [
                tuple(Cell(entry[key]) for key in ("data", "direction", "reason"))
                for entry in report["not_scored"]
            ],
        )
    licences = "; ".join(f"{name}: {', '.join(found)}" for name, found in report["index"]["licences"].items())
    yield element("p", f"Licences of the data: {licences}.", class_="quiet")
    if report.get("command"):
        yield element("p", "To measure it again:")
        yield element("pre", element("code", report["command"]))
