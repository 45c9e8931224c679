"""The page in QGIS's Options: which Python runs the worker, and whether it works."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsSettings, QgsTask
from qgis.gui import QgsFileWidget, QgsOptionsPageWidget
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from any2any_qgis.engine.child_environment import CA_FILE_SETTING
from any2any_qgis.engine.environment import IDLE_SETTING, SETTING, VARIABLE, idle_minutes, stored_python
from any2any_qgis.setup.location import FOLDER_SETTING, cache_folder
from any2any_qgis.setup.profiles import INDEX_SETTING
from any2any_qgis.translation import tr


class OptionsPage(QgsOptionsPageWidget):
    """The path of the worker's Python, and a button that tries it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Any2AnyOptionsPage")
        self.python_file = QgsFileWidget()
        self.python_file.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.python_file.setDialogTitle(tr("The Python that runs the Any2Any worker"))
        self.python_file.lineEdit().setPlaceholderText(tr("Found automatically"))
        self.python_file.setFilePath(stored_python())
        self.folder_file = _file_box(QgsFileWidget.StorageMode.GetDirectory, FOLDER_SETTING)
        self.folder_file.lineEdit().setPlaceholderText(str(cache_folder()))
        self.ca_file = _file_box(QgsFileWidget.StorageMode.GetFile, CA_FILE_SETTING)
        self.ca_file.lineEdit().setPlaceholderText(tr("The system's certificates"))
        self.index_edit = QLineEdit(str(QgsSettings().value(INDEX_SETTING, "") or ""))
        self.index_edit.setPlaceholderText(tr("The default package index"))
        self.idle_box = QDoubleSpinBox()
        self.idle_box.setRange(0, 1440)
        self.idle_box.setDecimals(0)
        self.idle_box.setSuffix(tr(" min"))
        self.idle_box.setSpecialValueText(tr("Never"))
        self.idle_box.setValue(idle_minutes())
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
                "The model runs in a process of its own. If the field Python is empty, the environment variable "
                "{}, the environment that Set up made, and the .venv of a source checkout are used, in this order. "
                "Another Python needs 3.11 or newer with torch, rasterio and safetensors; fine-tuning also needs "
                "accelerate and pyyaml."
            ).format(VARIABLE)
        )
        explanation.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.python_file, 1)
        row.addWidget(self.check_button)
        form = QFormLayout()
        form.addRow(tr("Python"), row)
        form.addRow(tr("Folder of environments"), self.folder_file)
        form.addRow(tr("Package index or mirror"), self.index_edit)
        form.addRow(tr("CA file"), self.ca_file)
        form.addRow(tr("Free memory after"), self.idle_box)
        layout = QVBoxLayout(self)
        layout.addWidget(explanation)
        layout.addLayout(form)
        layout.addWidget(self.report_text, 1)

    def apply(self) -> None:
        """Store what the page says; the next job or installation uses it."""
        values = {
            SETTING: self.python_file.filePath().strip(),
            FOLDER_SETTING: self.folder_file.filePath().strip(),
            CA_FILE_SETTING: self.ca_file.filePath().strip(),
            INDEX_SETTING: self.index_edit.text().strip(),
            IDLE_SETTING: self.idle_box.value(),
        }
        for name, value in values.items():
            QgsSettings().setValue(name, value)

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


def _file_box(mode: QgsFileWidget.StorageMode, setting: str) -> QgsFileWidget:
    box = QgsFileWidget()
    box.setStorageMode(mode)
    box.setFilePath(str(QgsSettings().value(setting, "") or ""))
    return box
