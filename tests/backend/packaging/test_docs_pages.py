"""Generated pages of the documentation agree with the program and the bundled model."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest

from any2any.cli import COMMANDS
from any2any.requests.translate import STEPS

ROOT = Path(__file__).parents[3]
SPEC = importlib.util.spec_from_file_location("docs_pages", ROOT / "packaging" / "docs_pages.py")
docs_pages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(docs_pages)

MANIFEST = {
    "modalities": [
        {
            "name": "sar",
            "title": "SAR",
            "quantity": "backscatter_db",
            "pixel_size_m": 10.0,
            "bands": [{"name": "vv", "low": -30.0, "high": 5.0, "wavelength_nm": None}],
        },
        {
            "name": "rgb",
            "title": "RGB",
            "quantity": "reflectance",
            "pixel_size_m": 2.5,
            "bands": [
                {"name": "red", "low": 0.0, "high": 0.4, "wavelength_nm": 665.0},
                {"name": "blue", "low": 0.1, "high": 0.3, "wavelength_nm": 490.0},
            ],
        },
        {"name": "pan", "title": "PAN", "quantity": "reflectance", "pixel_size_m": 5.0, "bands": []},
    ],
    "seen_directions": [{"source": "sar", "target": "rgb"}],
    "routes": {"sar->pan": "rgb"},
}


def test_the_table_of_modalities_holds_bands_ranges_and_pixel_sizes() -> None:
    rows = docs_pages.modalities({**MANIFEST, "modalities": MANIFEST["modalities"][:2]}).splitlines()
    assert rows[2:] == [
        "| SAR | `sar` | vv | backscatter in dB, -30 to 5 | 10 m |",
        "| RGB | `rgb` | red (665 nm), blue (490 nm) | reflectance, 0 to 0.4 | 2.5 m |",
    ]


def test_the_table_of_directions_says_what_was_trained_and_what_goes_through_another_modality() -> None:
    rows = docs_pages.directions(MANIFEST).splitlines()
    assert rows[2:] == [
        "| **SAR** |  | trained | zero-shot, through RGB |",
        "| **RGB** | zero-shot |  | zero-shot |",
        "| **PAN** | zero-shot | zero-shot |  |",
    ]


def test_the_command_lines_page_has_every_command_with_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = docs_pages.command_line()
    sections = set(re.findall(r"^## any2any (\S+)$", text, re.MULTILINE))
    assert len(sections) == len(COMMANDS)
    assert "## any2any data index" in text
    translate = text.partition("## any2any translate\n")[2].partition("\n## ")[0]
    assert all(option in translate for option in ("--source", "--shard", "--radiometry"))


def test_marks_are_filled_and_other_pages_stay() -> None:
    assert docs_pages.on_page_markdown("a\n\n| b |") == "a\n\n| b |"
    titles = [
        entry["title"] for entry in json.loads((docs_pages.MODEL / "config.json").read_text())["modalities"]
    ]
    for page, row in (("modalities", "| {} | `"), ("directions", "| **{}** | ")):
        filled = docs_pages.on_page_markdown((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8"))
        assert "<!--" not in filled
        assert all(row.format(title) in filled for title in titles)


def test_the_page_of_presets_says_how_many_steps_each_takes() -> None:
    text = (ROOT / "docs" / "presets.md").read_text(encoding="utf-8")
    assert {name: int(steps) for name, steps in re.findall(r"\| `(\w+)` \| (\d+) \|", text)} == STEPS


def test_the_page_of_units_names_every_encoding() -> None:
    from any2any.raster import radiometry

    text = (ROOT / "docs" / "modalities.md").read_text(encoding="utf-8")
    table = text.partition("## Units")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", table))
    known = {value.name for value in vars(radiometry).values() if isinstance(value, radiometry.Encoding)}
    assert known | {"display8"} <= named


def test_every_page_is_in_the_navigation_and_every_made_page_too() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r"([\w-]+\.md)$", text, re.MULTILINE))
    written = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert listed == written | {*docs_pages.COPIED, "command-line.md"}


PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_wrapping_has_broken_no_box_and_made_no_list(path: Path) -> None:
    """A box needs its title alone on a line; a number at the start of a line begins a list."""
    lines = path.read_text(encoding="utf-8").splitlines()
    block = ""
    """First line of what a line belongs to."""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("!!!"):
            assert re.fullmatch(r'!!! \w+( ".*")?', line), line
            assert after.startswith("    "), line
        if re.match(r"\s*\d+\. ", line):
            assert not block.strip() or re.match(r"\d+\. |#", block), line
        block = block if re.match(r" +\S", line) else line


def test_the_page_of_the_panel_lists_every_algorithm() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "any2any_qgis" / "processing").glob("*.py"))
    names = set(
        re.findall(r'def name\(self\) -> str:\n(?:        """.*"""\n)?        return "(\w+)"', sources)
    )
    page = (ROOT / "docs" / "panel.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `any2any:(\w+)`", page, re.MULTILINE)) == names
    assert len(names) == 9
