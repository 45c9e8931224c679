"""Build HTML: every string is escaped, except ``Markup``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

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
