"""The combo box of an enumeration in Processing's dialogs: it shows titles instead of the worker's words.

An enumeration with static strings shows the strings themselves. Scripts, models and ``qgis_process`` use them, so they
are the same in every language. In dialogs, people see titles in their own language.
"""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsProcessingParameterEnum
from qgis.gui import QgsAbstractProcessingParameterWidgetWrapper, QgsGui, QgsProcessingGui
from qgis.PyQt.QtWidgets import QComboBox, QWidget

from any2any_qgis.layers.titles import titles_of

MODELER_DIALOG, BATCH_DIALOG = "ModelerParametersDialog", "BatchAlgorithmDialog"


class ChoiceWidget:
    """Processing calls this class for a parameter whose metadata name it, with a kind of titles.

    It returns QGIS's own widget with titles. A widget that a Python class makes would belong to two Python objects, and
    would be deleted with the first.
    """

    def __new__(
        cls, parameter: QgsProcessingParameterEnum, dialog=None, row: int = 0, column: int = 0, kind: str = ""
    ):
        titles, name = titles_of(kind), type(dialog).__name__
        if name == MODELER_DIALOG:
            made = _modeler_widget(parameter, dialog, titles)
        else:
            types = QgsProcessingGui.WidgetType
            made = _wrapper(parameter, types.Batch if name == BATCH_DIALOG else types.Standard, titles)
        if dialog is not None:
            made.setDialog(dialog)
        return made


def _wrapper(
    parameter: QgsProcessingParameterEnum, kind: QgsProcessingGui.WidgetType, titles: Mapping[str, str]
) -> QgsAbstractProcessingParameterWidgetWrapper:
    wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(parameter, kind)
    create = wrapper.createWrappedWidget
    wrapper.createWrappedWidget = lambda context: _titled(create(context), parameter.options(), titles)
    return wrapper


def _modeler_widget(parameter: QgsProcessingParameterEnum, dialog, titles: Mapping[str, str]) -> QWidget:
    widget = QgsGui.processingGuiRegistry().createModelerParameterWidget(
        dialog.model, dialog.childId, parameter, dialog.context
    )
    return _titled(widget, parameter.options(), titles)


def _titled(widget: QWidget, words: list[str], titles: Mapping[str, str]) -> QWidget:
    """Give titles to the items of the box that offers these words: the widget itself, or one in it."""
    boxes = [widget] if isinstance(widget, QComboBox) else widget.findChildren(QComboBox)
    for box in boxes:
        if [box.itemData(index) for index in range(box.count())] == words:
            for index, word in enumerate(words):
                box.setItemText(index, titles.get(word, word))
    return widget
