"""Pages of the documentation that are made from what they describe, so that they cannot contradict it.

MkDocs calls ``on_files`` and ``on_page_markdown`` (``hooks`` in ``mkdocs.yml``). The command line's page comes from its
parser, the tables of modalities and directions from the bundled model's manifest, and some pages from files that
stand elsewhere in the repository.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "resources" / "models" / "any2any-tiny"
COPIED = {
    "architecture.md": ROOT / "ARCHITECTURE.md",
    "contributing.md": ROOT / "CONTRIBUTING.md",
    "changelog.md": ROOT / "CHANGELOG.md",
    "model-card.md": MODEL / "README.md",
}
"""Pages that stand elsewhere: page to file."""


def on_files(files: Any, config: Any) -> Any:
    """Add the made pages to the site's files."""
    from mkdocs.structure.files import File

    made = {page: _from_docs(path.read_text(encoding="utf-8")) for page, path in COPIED.items()}
    for page, text in {**made, "command-line.md": command_line()}.items():
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill the tables that stand as ``<!-- modalities -->`` and ``<!-- directions -->`` in a page."""
    manifest = json.loads((MODEL / "config.json").read_text(encoding="utf-8"))
    tables = {"<!-- modalities -->": modalities, "<!-- directions -->": directions}
    for mark, table in tables.items():
        if mark in markdown:
            markdown = markdown.replace(mark, table(manifest))
    return markdown


def command_line() -> str:
    """Return the command line's page: the help of every command."""
    sys.path[:0] = [str(ROOT / "backend")]
    from any2any.cli import parser

    sections = [f"## {name}\n\n```text\n{text}```\n" for name, text in _helps(parser(), "any2any")]
    opening = (
        "# Command line\n\nExit codes: 0 done, 1 failed, 2 the request is wrong, 130 stopped by the user.\n"
    )
    return "\n".join([opening, *sections])


def modalities(manifest: dict[str, Any]) -> str:
    """Return the table of the model's modalities."""
    rows = ["| modality | name | bands, in order | quantity | pixel size |", "|---|---|---|---|---|"]
    for entry in manifest["modalities"]:
        bands = ", ".join(_band(band) for band in entry["bands"])
        rows.append(
            f"| {entry['title']} | `{entry['name']}` | {bands} | {_quantity(entry)} | {entry['pixel_size_m']:g} m |"
        )
    return "\n".join(rows)


def directions(manifest: dict[str, Any]) -> str:
    """Return the table of all directions: trained, or zero-shot and through which modality."""
    titles = {entry["name"]: entry["title"] for entry in manifest["modalities"]}
    seen = {(pair["source"], pair["target"]) for pair in manifest["seen_directions"]}

    def cell(source: str, target: str) -> str:
        through = titles.get(manifest["routes"].get(f"{source}->{target}"))
        unseen = f"zero-shot, through {through}" if through else "zero-shot"
        return "" if source == target else "trained" if (source, target) in seen else unseen

    rows = [f"| from \\ to | {' | '.join(titles.values())} |", "|---" * (len(titles) + 1) + "|"]
    rows += [
        f"| **{titles[source]}** | {' | '.join(cell(source, target) for target in titles)} |"
        for source in titles
    ]
    return "\n".join(rows)


def _band(band: dict[str, Any]) -> str:
    return (
        f"{band['name']} ({band['wavelength_nm']:g} nm)" if band.get("wavelength_nm") else str(band["name"])
    )


def _quantity(modality: dict[str, Any]) -> str:
    low, high = min(b["low"] for b in modality["bands"]), max(b["high"] for b in modality["bands"])
    return f"{modality['quantity'].replace('_db', ' in dB')}, {low:g} to {high:g}"


def _helps(parser: argparse.ArgumentParser, name: str) -> list[tuple[str, str]]:
    """Return name and help of a parser and of all commands below it."""
    found = [(name, _plain_help(parser))]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, below in action.choices.items():
                found += _helps(below, f"{name} {command}")
    return found


def _plain_help(parser: argparse.ArgumentParser) -> str:
    """Return a parser's help, 100 columns wide whatever the terminal."""
    os.environ["COLUMNS"] = "100"
    return parser.format_help()


def _from_docs(text: str) -> str:
    """Turn links that are seen from the repository's root into links that are seen from ``docs``."""
    return re.sub(r"\]\(docs/", "](", text)
