"""The page in QGIS's Options: which Python runs the worker, and whether it works."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsSettings, QgsTask
from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QFontDatabase, QIcon
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from any2any_qgis import __about__, paths
from any2any_qgis.engine.environment import SETTING, VARIABLE, stored_python
from any2any_qgis.translation import tr


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page whenever the dialog opens."""

    def __init__(self) -> None:
        super().__init__(__about__.TITLE, QIcon(str(paths.ICON)))

    def createWidget(self, parent):
        return OptionsPage(parent)


class OptionsPage(QgsOptionsPageWidget):
    """The path of the worker's Python, and a button that tries it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.python_file = QgsFileWidget()
        self.python_file.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.python_file.setDialogTitle(tr("The Python that runs the Any2Any worker"))
        self.python_file.lineEdit().setPlaceholderText(tr("Found automatically"))
        self.python_file.setFilePath(stored_python())
        self.check_button = QPushButton(tr("Check"))
        self.check_button.clicked.connect(self.check)
        self.report_text = QPlainTextEdit()
        self.report_text.setReadOnly(True)
        self.report_text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.report_text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report_text.setPlaceholderText(
            tr("Check shows versions and paths here: add them to a bug report.")
        )
        self._task: QgsTask | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        explanation = QLabel(
            tr(
                "The model runs in a process of its own, in a Python 3.11 or newer with torch, rasterio and "
                "safetensors; fine-tuning also needs accelerate and pyyaml. If the field is empty, the "
                "environment variable {} and then the .venv of a source "
                "checkout are used."
            ).format(VARIABLE)
        )
        explanation.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.python_file, 1)
        row.addWidget(self.check_button)
        form = QFormLayout()
        form.addRow(tr("Python"), row)
        layout = QVBoxLayout(self)
        layout.addWidget(explanation)
        layout.addLayout(form)
        layout.addWidget(self.report_text, 1)

    def apply(self) -> None:
        """Store the path; the next job uses it."""
        QgsSettings().setValue(SETTING, self.python_file.filePath().strip())

    def check(self) -> None:
        """Try the path in the field in the background and show the diagnostics."""
        from any2any_qgis.engine.diagnostics import report

        setting = self.python_file.filePath()
        self.check_button.setEnabled(False)
        self.report_text.setPlainText(tr("Checking, up to a minute..."))

        def show(error: Exception | None, text: str = "") -> None:
            if not sip.isdeleted(self):
                self.report_text.setPlainText(str(error) if error is not None else text)
                self.check_button.setEnabled(True)

        self._task = QgsTask.fromFunction(
            tr("Check the Any2Any worker"), lambda task: report(setting), on_finished=show
        )
        QgsApplication.taskManager().addTask(self._task)
