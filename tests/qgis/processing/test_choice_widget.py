"""No dialog shows a word of the worker where there is a title for it, and scripts still take the worker's words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtWidgets import QComboBox, QDialog

from any2any_qgis.layers.titles import KINDS, titles_of


@pytest.fixture
def factory(any2any_provider):
    """Processing's own, which every dialog asks for widgets."""
    sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    from processing.gui.wrappers import WidgetWrapperFactory

    yield WidgetWrapperFactory
    sys.path.pop()


def enumerations() -> list[tuple[str, QgsProcessingParameterEnum]]:
    provider = QgsApplication.processingRegistry().providerById("any2any")
    return [
        (algorithm.id(), parameter)
        for algorithm in provider.algorithms()
        for parameter in algorithm.parameterDefinitions()
        if isinstance(parameter, QgsProcessingParameterEnum)
    ]


def texts(box: QComboBox) -> list[str]:
    return [box.itemText(index) for index in range(box.count())]


def test_every_word_of_every_enumeration_has_a_title(any2any_provider):
    found = enumerations()
    assert len({algorithm for algorithm, _ in found}) >= 6
    for algorithm, parameter in found:
        kind = parameter.metadata()["widget_wrapper"]["kind"]
        assert kind in KINDS, (algorithm, parameter.name())
        assert set(parameter.options()) <= set(titles_of(kind)), (algorithm, parameter.name())
        assert parameter.usesStaticStrings()


@pytest.mark.parametrize("dialog", [None, "BatchAlgorithmDialog"])
def test_the_dialog_shows_titles_and_gives_words(factory, dialog):
    context = QgsProcessingContext()
    dialog = type(dialog, (QDialog,), {})() if dialog else None
    for algorithm, parameter in enumerations():
        wrapper = factory.create_wrapper(parameter, dialog)
        box = wrapper.createWrappedWidget(context)
        titles = titles_of(parameter.metadata()["widget_wrapper"]["kind"])
        assert texts(box) == [titles[word] for word in parameter.options()], algorithm
        assert wrapper.parameterValue() == parameter.defaultValue()
        for word in parameter.options():
            wrapper.setParameterValue(word, context)
            assert box.currentText() == titles[word]
            assert wrapper.parameterValue() == word
        label = wrapper.createWrappedLabel()  # a batch has it in the head of a column
        assert dialog is not None or label.text() == parameter.description()


def test_the_model_designer_shows_titles_and_gives_words(factory):
    model = QgsProcessingModelAlgorithm()
    model.addChildAlgorithm(QgsProcessingModelChildAlgorithm("any2any:translate"))

    names = {"model": model, "childId": "any2any:translate", "context": QgsProcessingContext()}
    dialog = type("ModelerParametersDialog", (QDialog,), names)()
    presets = next(parameter for _, parameter in enumerations() if parameter.name() == "PRESET")
    widget = factory.create_wrapper(presets, dialog)
    boxes = [box for box in widget.findChildren(QComboBox) if "Balanced (4 steps)" in texts(box)]
    assert len(boxes) == 1
    boxes[0].setCurrentIndex(boxes[0].findText("Detailed (10 steps)"))
    assert widget.value().staticValue() == "detailed"
