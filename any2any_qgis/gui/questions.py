"""What the panel asks before it runs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from any2any_qgis import __about__
from any2any_qgis.layers.export import ASK_FROM_PX
from any2any_qgis.translation import tr


def questions_of(layer: QgsRasterLayer, doubt: str, output: str, size_px: tuple[int, int]) -> list[str]:
    """Return what is asked about a job: a wrong claim, a file that is there, a large download."""
    questions = [doubt] if doubt else []
    if output and Path(output).exists():
        questions.append(tr("{} exists. Replace it?").format(output))
    width, height = size_px
    if layer.providerType() == "wms" and width * height > ASK_FROM_PX:
        text = tr("{} × {} pixels will be downloaded from {}. Continue?")
        questions.append(text.format(width, height, layer.name()))
    return questions


def all_agreed(questions: Iterable[str], parent: QWidget) -> bool:
    """Ask one after another until one is refused."""
    buttons = QMessageBox.StandardButton
    choice = buttons.Ok | buttons.Cancel
    return all(
        QMessageBox.question(parent, __about__.TITLE, question, choice) == buttons.Ok
        for question in questions
    )
