"""Bring ``i18n/*.ts`` up to date with the plugin's texts: ``python3 packaging/update_texts.py``.

Every text in a call of ``tr`` is listed once; translations that are there stay, new texts are marked unfinished, and
texts that are gone leave the file. Translate with Qt Linguist or by hand. Needs nothing but the standard library.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "any2any_qgis"
FOLDER = ROOT / "i18n"
CONTEXT = "Any2Any"
"""That of ``any2any_qgis/translation.py``."""


def texts() -> list[str]:
    """Return every text that the plugin translates, in order of file and line; SystemExit if one is no literal."""
    found = (text for path in sorted(PLUGIN.rglob("*.py")) for text in _texts_in(path))
    return list(dict.fromkeys(found))


def translations(path: Path) -> dict[str, str]:
    """Return the finished translations of a file, by text."""
    pairs = {}
    for message in ElementTree.parse(path).iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.text and translation.get("type") is None:
            pairs[message.findtext("source", "")] = translation.text
    return pairs


def write(path: Path, language: str, finished: Mapping[str, str]) -> None:
    """Write a file that has all texts, with those translations."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in texts():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        if text in finished:
            translation.text = finished[text]
        else:
            translation.set("type", "unfinished")
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _texts_in(path: Path) -> Iterator[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if _is_tr(node)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        text = call.args[0] if call.args else None
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            raise SystemExit(f"{path}:{call.lineno}: tr() takes a literal text, or it cannot be listed")
        yield text.value


def _is_tr(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("any2any_*.ts")):
        write(file, file.stem.partition("_")[2], translations(file))
