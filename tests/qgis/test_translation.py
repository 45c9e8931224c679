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
COMPLETE = {"any2any_de"}
OTHERS_SHARE = 0.95
"""What the other languages hold at least: a text that was added yesterday may still be English in them."""


@pytest.fixture(scope="module")
def update_texts():
    return runpy.run_path(str(ROOT / "packaging" / "update_texts.py"))


def fields(text: str) -> list[tuple]:
    """What a text leaves open: name, format and conversion, in order."""
    return [field[1:] for field in string.Formatter().parse(text) if field[1] is not None]


def test_there_are_translations():
    languages = [path.stem.partition("_")[2] for path in FILES]
    assert languages == ["de", "es", "fr", "ja", "pt_BR", "zh_CN"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_translated_and_leaves_the_same_open(update_texts, path):
    """``make texts`` lists new texts; those that changed in the code are to be translated again."""
    finished, texts = update_texts["translations"](path), update_texts["texts"]()
    if path.stem in COMPLETE:
        assert list(finished) == texts
    assert len(finished.keys() & set(texts)) >= OTHERS_SHARE * len(texts)
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


@pytest.mark.parametrize(
    ("locale", "wanted"),
    [
        ("fr_CA", "Annuler"),
        ("es_MX", "Cancelar"),
        ("pt_BR", "Cancelar"),
        ("zh-Hans", "取消"),
        ("zh_CN", "取消"),
        ("ja", "キャンセル"),
    ],
)
def test_the_names_that_qgis_gives_its_languages_are_found(german, locale, wanted):
    QgsApplication.setLocale(QLocale(locale))
    texts = install_texts()
    assert tr("Cancel") == wanted
    remove_texts(texts)


def test_mnemonics_of_the_panel_do_not_collide_in_any_language(update_texts):
    """Alt and a letter leads to one row: those that are always in sight have letters of their own."""
    rows = ["&Layer", "&From", "&Units", "&To", "&Preset", "&Area", "&Save to", "Pre&view", "&Run"]
    for path in FILES:
        finished = update_texts["translations"](path)
        letters = [finished[row].partition("&")[2][:1].lower() for row in rows]
        assert sorted(set(letters)) == sorted(letters), (path.stem, letters)
        assert all(letters), path.stem


def test_other_languages_get_english(german):
    QgsApplication.setLocale(QLocale("cy_GB"))
    assert install_texts() is None
    remove_texts(None)
    assert tr("Cancel") == "Cancel"
