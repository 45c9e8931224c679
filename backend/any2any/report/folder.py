"""The folder of a report, written atomically, and the HTML in it: every string is escaped."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path

from any2any.errors import Any2AnyError, Message, UsageError
from any2any.files import move_folder

REPORT_NAME = "report.json"
PAGE_NAME = "index.html"


def check_folder(path: Path, kind: str, overwrite: bool = False) -> None:
    """UsageError unless ``path`` is new, an empty folder, an earlier report, or a folder that may be replaced.

    ``kind`` is the value of that key in ``report.json``; it identifies an earlier report.
    """
    path = path.absolute()
    try:
        if not path.exists() or (
            path.is_dir() and (overwrite or not any(path.iterdir()) or _is_report(path, kind))
        ):
            _check_writable(path)
            return
    except OSError as error:
        raise UsageError(
            Message(
                "report-unreadable",
                "the folder {path} cannot be read ({reason}): choose another one",
                path=path,
                reason=error.strerror,
            )
        ) from error
    if path.is_dir():
        raise UsageError(
            Message(
                "report-taken",
                "{path} is not an earlier report of {kind}: give a new or an empty folder",
                path=path,
                kind=kind,
            )
        )
    raise UsageError(Message("report-is-file", "{path} is a file: give a folder for the report", path=path))


def _check_writable(path: Path) -> None:
    """Fail before hours of work, not after."""
    parent = next(folder for folder in path.parents if folder.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise UsageError(
            Message(
                "report-folder-read-only",
                "{path} cannot be made in {parent}: choose another folder or change its permissions",
                path=path,
                parent=parent,
            )
        )


def _is_report(path: Path, kind: str) -> bool:
    try:
        document = json.loads((path / REPORT_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(document, dict) and document.get("kind") == kind


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder to write into, and move it to ``path`` at the end; Any2AnyError if that fails.

    ``path`` keeps its content until then; ``check_folder`` checks beforehand whether it may be replaced.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link that is to be replaced
    unfinished, old = (path.with_name(f"{path.name}.{suffix}") for suffix in ("part", "old.part"))
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        yield unfinished
        _swap(path, unfinished, old)
    except OSError as error:
        raise Any2AnyError(
            Message(
                "folder-not-written",
                "the report {path} cannot be written ({reason}): check the folder's free space and permissions",
                path=path,
                reason=error,
            )
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _swap(path: Path, new: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    if path.exists():
        path.rename(old)
    try:
        move_folder(new, path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


STYLE = """
:root { color-scheme: light dark; --line: #8886; --quiet: #595959; --bad: #a4121f;
  --doubtful: #7a4b00; --good: #17621f; }
@media (prefers-color-scheme: dark) {
  :root { --quiet: #b0b0b0; --bad: #ff9c9c; --doubtful: #ffc266; --good: #8fdc97; }
}
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 90rem; margin: 0 auto; padding: 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
p, li { max-width: 60rem; }
ul { margin: 0; padding-left: 1.2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .85rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
.quiet { color: var(--quiet); }
figure { margin: 0; }
img { width: 10rem; height: auto; }
pre { overflow-x: auto; }
"""
"""Rules shared by all pages; a page adds its own."""


class Markup(str):
    """Text that is already HTML."""


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """Return ``<tag attributes>children</tag>``; ``aria_label`` becomes ``aria-label`` and ``class_`` ``class``."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    return Markup(f"<{tag}{written}>{join(children)}</{tag}>")


def join(children: Iterable[str]) -> Markup:
    """Concatenate children; plain strings are escaped."""
    return Markup("".join(child if isinstance(child, Markup) else escape(child) for child in children))


def image(source: str, description: str) -> Markup:
    """Return a lazily loaded picture."""
    return Markup(f'<img src="{escape(source)}" alt="{escape(description)}" loading="lazy">')


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Return a table whose first column names the row; wide ones scroll on their own."""
    head = element("tr", *(element("th", title, scope="col") for title in header))
    body = (
        element("tr", element("th", row[0], scope="row"), *(element("td", cell) for cell in row[1:]))
        for row in rows
    )
    whole = element("table", element("caption", caption), element("thead", head), element("tbody", *body))
    return element("div", whole, class_="wide", tabindex="0", role="region", aria_label=caption)


def page(title: str, body: Markup, style: str = "", script: str = "") -> str:
    """Return a whole page that needs no other file; ``style`` and ``script`` are the page's own, unescaped."""
    head = (
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", title),
        element("style", Markup(STYLE + style)),
    )
    scripts = [element("script", Markup(script))] if script else []
    inside = element("body", element("main", body), *scripts)
    return f"<!DOCTYPE html>\n{element('html', element('head', *head), inside, lang='en')}\n"
