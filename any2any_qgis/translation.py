"""Texts in the user's language."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from any2any_qgis import paths

CONTEXT = "Any2Any"


def tr(text: str) -> str:
    """Translate a text of the plugin."""
    return QCoreApplication.translate(CONTEXT, text)


def install_texts() -> QTranslator | None:
    """Use the texts in QGIS's language from now on; None, and English texts, if there are none in that language."""
    texts = QTranslator()
    if not texts.load(QLocale(QgsApplication.locale()), "any2any", "_", str(paths.TEXTS)):
        return None
    QCoreApplication.installTranslator(texts)
    return texts


def remove_texts(texts: QTranslator | None) -> None:
    """Go back to English."""
    if texts is not None:
        QCoreApplication.removeTranslator(texts)
