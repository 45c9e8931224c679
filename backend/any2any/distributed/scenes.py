"""Read a list of scenes, and check each before any work starts, without the networks."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from any2any.errors import Any2AnyError, UsageError
from any2any.requests.translate import TranslateRequest, parse_band_numbers, parse_numbers
from any2any.spec.manifest import Manifest
from any2any.translate.finished import Making, making_of, outputs
from any2any.translate.plan import Plan

COLUMNS = ("input", "output", "source", "target", "radiometry", "bands", "window", "seed", "via")
DELIMITERS = (",", ";", "\t")
"""Column separators: Excel writes semicolons where the comma is the decimal separator."""


@dataclass(frozen=True)
class Listed:
    """One line of a list, not yet checked."""

    line: int
    request: TranslateRequest


class WrongLines:
    """Errors of a list, line by line, so that one run shows all of them."""

    SHOWN = 20

    def __init__(self, path: Path) -> None:
        self._path = path
        self._messages: dict[int, str] = {}

    def add(self, line: int, message: object) -> None:
        """Note an error in a line."""
        self._messages.setdefault(line, str(message))

    def refuse(self) -> None:
        """Raise UsageError if there are errors."""
        if not self._messages:
            return
        shown = sorted(self._messages.items())[: self.SHOWN]
        count = len(self._messages)
        rows = [f"line {line}: {message}" for line, message in shown]
        rows += [f"and {count - len(shown)} more"] if count > len(shown) else []
        raise UsageError(
            f"{count} line{'s' if count > 1 else ''} of {self._path} cannot be translated; nothing was started:\n  "
            + "\n  ".join(rows)
        )


def read_list(
    path: Path, template: TranslateRequest, out_dir: Path | None, wrong: WrongLines
) -> list[Listed]:
    """Read the requests of a list; the template supplies what a line leaves out.

    The template's ``source`` or ``target`` may be empty. Relative inputs start at the current folder, relative outputs
    at ``out_dir`` if given; the default output is ``<input's name>_<target>.tif`` in ``out_dir``. UsageError if the
    list cannot be read or is empty; errors in single lines go to ``wrong``.
    """
    listed = []
    for line, cells in _rows(path, wrong):
        try:
            listed.append(Listed(line, _request(cells, template, out_dir)))
        except UsageError as error:
            wrong.add(line, error)
    wrong.refuse()
    if not listed:
        raise UsageError(f"{path} lists no scene: write one input per line, or a table with the column input")
    return listed


def with_uncertainty(entry: Listed) -> Listed:
    """Request a line's standard deviation too, in ``<output's name>_uncertainty.tif``."""
    output = entry.request.output
    return replace(
        entry, request=replace(entry.request, uncertainty=output.with_stem(f"{output.stem}_uncertainty"))
    )


def _rows(path: Path, wrong: WrongLines) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line number and the columns of each scene."""
    lines = [
        (number, text)
        for number, text in enumerate(_text(path).splitlines(), 1)
        if text.strip() and not text.lstrip().startswith("#")
    ]
    if not lines:
        return
    first, head = lines[0]
    delimiter = next((mark for mark in DELIMITERS if mark in head), ",")
    columns = [cell.strip().lower() for cell in _cells(head, delimiter)]
    if "input" not in columns:
        if delimiter in head:
            raise UsageError(
                f"line {first} of {path} has no column input: begin a table with its column names, such as "
                "input,output; or write one input per line"
            )
        yield from ((number, {"input": text.strip()}) for number, text in lines)
        return
    _check_columns(columns, path, first)
    for number, text in lines[1:]:
        cells = [cell.strip() for cell in _cells(text, delimiter)]
        if len(cells) > len(columns):
            wrong.add(
                number,
                f"{len(cells)} values for {len(columns)} columns: quote values that contain {delimiter!r}",
            )
            continue
        yield number, {name: cell for name, cell in zip(columns, cells, strict=False) if cell}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # with or without Excel's byte order mark
    except OSError as error:
        raise UsageError(f"the list {path} cannot be read ({error.strerror}): check its name") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"the list {path} is not text in UTF-8 ({error.reason} at byte {error.start}): a list names rasters, "
            "one per line; save it as UTF-8"
        ) from error


def _cells(text: str, delimiter: str) -> list[str]:
    return next(csv.reader([text], delimiter=delimiter, skipinitialspace=True))


def _check_columns(columns: Sequence[str], path: Path, line: int) -> None:
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown:
        raise UsageError(
            f"line {line} of {path} has the unknown column {unknown[0]!r}: known are {', '.join(COLUMNS)}"
        )
    if len(set(columns)) < len(columns):
        raise UsageError(f"line {line} of {path} names a column twice: {', '.join(columns)}")


def _request(cells: dict[str, str], template: TranslateRequest, out_dir: Path | None) -> TranslateRequest:
    if "input" not in cells:
        raise UsageError("no input is given: name a raster in the column input")
    request = replace(
        template,
        input=cells["input"],
        source=cells.get("source", template.source),
        target=cells.get("target", template.target),
        radiometry=cells.get("radiometry", template.radiometry),
        via=cells.get("via", template.via),
    )
    for end in ("source", "target"):
        if not getattr(request, end):
            raise UsageError(f"no {end} is given: add a column {end}, or use --{end}")
    if "bands" in cells:
        request = replace(request, bands=parse_band_numbers(cells["bands"]))
    if "window" in cells:
        request = replace(request, window=_window(cells["window"]))
    if "seed" in cells:
        request = replace(request, seed=parse_numbers(cells["seed"], 1, "a seed, a whole number")[0])
    return replace(request, output=_output(cells, request, out_dir))


def _output(cells: dict[str, str], request: TranslateRequest, out_dir: Path | None) -> Path:
    if "output" in cells:
        return (out_dir or Path()) / cells["output"]
    if out_dir is None:
        raise UsageError("no output is given: add a column output, or use --out-dir")
    return out_dir / f"{Path(request.input).stem}_{request.target}.tif"


def _window(text: str) -> tuple[int, int, int, int]:
    x, y, width, height = parse_numbers(text, 4, "a window X Y WIDTH HEIGHT in pixels")
    return x, y, width, height


@dataclass(frozen=True)
class Scene:
    """One checked scene."""

    line: int
    """Line in the list."""
    request: TranslateRequest
    """With absolute paths, so that it is valid in every process."""
    plan: Plan
    """Plan of the direct translation, even if the scene is routed."""
    first_plan: Plan | None = None
    """Plan of the translation to the intermediate modality; None if there is none."""

    @property
    def pieces(self) -> int:
        """Pieces that shards can share; a routed translation is two jobs and is not cut."""
        return len(self.plan.pieces) if self.first_plan is None else 1

    @property
    def cells(self) -> int:
        """Latent cells, a measure of its work."""
        wanted = self.plan.wanted_cells
        return wanted.height * wanted.width * (1 if self.first_plan is None else 2)

    def is_finished(self) -> bool:
        """Whether its outputs exist and were made by the same plan."""
        return all(map(self.made, outputs(self.request)))

    def made(self, output: Path) -> bool:
        """Whether the same plan made this file."""
        return Making(self.plan, self.first_plan).has_made(output)


def check_scenes(listed: Sequence[Listed], model: Path, manifest: Manifest, wrong: WrongLines) -> list[Scene]:
    """Check every line like a single translation, and the lines against each other.

    Errors go to ``wrong``. An existing output is not an error if it is finished or may be overwritten.
    """
    scenes = []
    for entry in listed:
        try:
            scenes.append(_check(entry, model.resolve(), manifest))
        except Any2AnyError as error:
            wrong.add(entry.line, error)
    _check_names(listed, wrong)
    return scenes


def _check(entry: Listed, model: Path, manifest: Manifest) -> Scene:
    local = Path(entry.request.input)
    request = replace(
        entry.request,
        input=str(local.absolute()) if local.exists() else entry.request.input,
        output=entry.request.output.absolute(),
        uncertainty=None if entry.request.uncertainty is None else entry.request.uncertainty.absolute(),
        model=model,
    )
    making = making_of(request, manifest)
    scene = Scene(entry.line, request, making.plan, making.first_plan)
    for path in outputs(entry.request):
        if path.exists() and not request.overwrite and not scene.made(path):
            raise UsageError(
                f"the output {path} exists and was not made by this line: choose another name, or "
                "overwrite it explicitly"
            )
    return scene


def _check_names(listed: Sequence[Listed], wrong: WrongLines) -> None:
    """Note outputs shared by two lines, and outputs that another line reads."""
    inputs = {Path(entry.request.input).resolve(): entry.line for entry in listed}
    writers: dict[Path, int] = {}
    for entry in listed:
        for output in outputs(entry.request):
            first = writers.setdefault(output.resolve(), entry.line)
            reader = inputs.get(output.resolve(), entry.line)
            if first != entry.line:
                wrong.add(entry.line, f"the output {output} is also that of line {first}: choose two names")
            elif reader != entry.line:
                wrong.add(
                    entry.line, f"the output {output} is the input of line {reader}: make two lists of them"
                )
