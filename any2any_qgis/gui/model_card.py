"""A model's card: what it was trained on, how good it is, what it must not be used for."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.translation import tr

CARD = "README.md"
SIZE_PX = 760, 620


class ModelCard(QDialog):
    """Shows the README of a model folder."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Model card"))
        self.browser = QTextBrowser()
        self.browser.setOpenExternalLinks(True)
        self.browser.setMarkdown(read_card(folder))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.browser)
        layout.addWidget(buttons)
        self.resize(*SIZE_PX)


def read_card(folder: Path) -> str:
    """Return a model's card as Markdown, its licence first; one line if the folder has none."""
    try:
        card = (folder / CARD).read_text(encoding="utf-8")
    except OSError:
        card = tr("The model in {} has no card ({}).").format(folder, CARD)
    return "\n\n".join(filter(None, (licence_line(folder), card)))


def licence_line(folder: Path) -> str:
    """Name, version and licence of a model as its manifest has them; empty if there is none to be read."""
    try:
        model = read_model(folder)
    except EngineError:
        return ""
    licence = model.licence or tr("not stated")
    return tr("{} {}, licence: {}").format(model.title, model.version, licence)
