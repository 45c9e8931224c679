from __future__ import annotations

import runpy
import string
from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

from any2any_qgis import paths
from any2any_qgis.translation import CONTEXT, install_texts, remove_texts, tr

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "i18n").glob("*.ts"))


@pytest.fixture(scope="module")
def update_texts():
    return runpy.run_path(str(ROOT / "packaging" / "update_texts.py"))


def fields(text: str) -> list[tuple]:
    """What a text leaves open: name, format and conversion, in order."""
    return [field[1:] for field in string.Formatter().parse(text) if field[1] is not None]


def test_there_are_translations():
    assert [path.name for path in FILES] == ["any2any_de.ts"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_translated_and_leaves_the_same_open(update_texts, path):
    """``make texts`` lists new texts; those that changed in the code are to be translated again."""
    finished = update_texts["translations"](path)
    assert list(finished) == update_texts["texts"]()
    assert {text: fields(text) for text in finished} == {text: fields(t) for text, t in finished.items()}


def test_listing_the_texts_keeps_what_is_translated(update_texts, tmp_path):
    path = tmp_path / "any2any_xx.ts"
    update_texts["write"](path, "xx", {"Cancel": "Halt & weg", "not in the plugin": "x"})
    assert update_texts["translations"](path) == {"Cancel": "Halt & weg"}
    assert update_texts["CONTEXT"] == CONTEXT


@pytest.fixture
def german(qgis_app, tmp_path, monkeypatch):
    """A built plugin's texts, and a QGIS in German."""
    runpy.run_path(str(ROOT / "packaging" / "build_plugin.py"))["compile_texts"](tmp_path / "i18n")
    monkeypatch.setattr(paths, "TEXTS", tmp_path / "i18n")
    before = QgsApplication.locale()
    QgsApplication.setLocale(QLocale("de_AT"))
    yield
    QgsApplication.setLocale(QLocale(before))


def test_the_plugin_speaks_the_language_of_qgis(german):
    assert tr("Cancel") == "Cancel"
    texts = install_texts()
    assert tr("Cancel") == "Abbrechen"
    assert tr("Done: {}").format("a") == "Fertig: a"
    remove_texts(texts)
    assert tr("Cancel") == "Cancel"


def test_other_languages_get_english(german):
    QgsApplication.setLocale(QLocale("cy_GB"))
    assert install_texts() is None
    remove_texts(None)
    assert tr("Cancel") == "Cancel"
