"""The page that the panel shows until there is a working environment: one button for the next step."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt import sip
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QStackedWidget, QWidget

from any2any_qgis.engine.environment import SETTING
from any2any_qgis.engine.service import stop_worker
from any2any_qgis.gui.sample import SampleJob
from any2any_qgis.gui.session import keep_until
from any2any_qgis.gui.setup_view import SetupState, SetupView, is_ready
from any2any_qgis.setup.build import RemoveTask, SetupTask, prepare_builder
from any2any_qgis.setup.failures import Remedy, SetupError
from any2any_qgis.setup.location import ready_environment
from any2any_qgis.setup.profiles import GPU_PROFILE
from any2any_qgis.translation import tr


class SetupPage(SetupView):
    """Builds an environment when asked to; it starts no process before."""

    ready = pyqtSignal()
    """Emitted when there is a working Python."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: SetupTask | None = None
        self._removal: RemoveTask | None = None
        self._sample: SampleJob | None = None
        self._connect()
        self.show_state(SetupState.READY if is_ready() else SetupState.NEEDED)

    def _connect(self) -> None:
        actions = {
            self.cancel_button: self.cancel,
            self.setup_button: self.try_again,
            self.python_button: self.choose_python,
            self.bundle_button: self.choose_bundle,
            self.remedy_button: self.remedy,
            self.copy_button: self.copy_diagnostics,
            self.sample_button: self.try_sample,
            self.gpu_button: lambda: self.set_up(profile=GPU_PROFILE),
            self.continue_button: self.ready.emit,
            self.repair_button: self.repair,
            self.remove_button: self.remove,
        }
        for button, action in actions.items():
            button.clicked.connect(lambda *_, action=action: action())

    def set_up(self, bundle: Path | None = None, profile: str = "") -> None:
        """Build the environment of a profile, or build it again."""
        self._profile, self._bundle = profile, bundle
        try:
            builder = prepare_builder(profile, bundle)
        except SetupError as error:
            self._fail(error)
            return
        stop_worker()  # it may run in the environment that is replaced
        self._task = SetupTask(builder)
        self._task.said.connect(self.text_label.setText)
        self._task.progressChanged.connect(lambda percent: self.progress_bar.setValue(int(percent)))
        self._task.ended.connect(partial(_end_of, self, self._task))
        self.show_state(SetupState.BUILDING)
        QgsApplication.taskManager().addTask(self._task)

    def try_again(self) -> None:
        """Repeat the last build, from the same source."""
        self.set_up(self._bundle, self._profile)

    def repair(self) -> None:
        """Build the environment in use again."""
        environment = ready_environment()
        self.set_up(profile=environment.profile if environment is not None else "")

    def cancel(self) -> None:
        """Ask the build to stop."""
        if self._task is not None:
            self.cancel_button.setEnabled(False)
            self.text_label.setText(tr("Stopping"))
            self._task.cancel()

    def choose_python(self) -> None:
        """Store the path of a Python that has the packages."""
        path, _ = QFileDialog.getOpenFileName(self, tr("A Python 3.11 or newer with the packages"))
        if path:
            QgsSettings().setValue(SETTING, path)
            self.show_state(SetupState.READY)
            self.ready.emit()

    def choose_bundle(self) -> None:
        """Build from a zip of wheels."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Offline bundle"), "", "Zip (*.zip)")
        if path:
            self.set_up(Path(path))

    def remedy(self) -> None:
        """Apply the remedy for the last failure."""
        actions = {
            Remedy.RETRY: self.try_again,
            Remedy.STAY: lambda: self.show_state(SetupState.READY),
            Remedy.PROXY: lambda: _show_options("mOptionsPageNetwork"),
            Remedy.OPTIONS: lambda: _show_options("Any2Any"),
            Remedy.BUNDLE: self.choose_bundle,
            Remedy.PYTHON: self.choose_python,
        }
        actions[self.error.remedy]()

    def copy_diagnostics(self) -> None:
        """Put a report without personal paths on the clipboard."""
        from any2any_qgis.engine.diagnostics import redacted, summary

        code = f"{self.error.failure.value}: {self.error}\n{self.error.details}" if self.error else ""
        QgsApplication.clipboard().setText(redacted(f"{summary()}\n{code}"))

    def remove(self) -> None:
        """Remove all environments, in the background: they are thousands of files."""
        stop_worker()
        self._removal = RemoveTask()
        self._removal.ended.connect(partial(_end_of_removal, self, self._removal))
        self.show_state(SetupState.REMOVING)
        QgsApplication.taskManager().addTask(self._removal)

    def try_sample(self) -> None:
        """Translate the bundled sample and show source and result."""
        self.sample_button.setEnabled(False)
        self.text_label.setText(tr("Translating the sample"))
        self._sample = SampleJob()
        self._sample.finished.connect(self._show_sample)
        self._sample.start()

    def shut_down(self) -> None:
        """Stop what runs: the plugin is being unloaded."""
        if self._task is not None:
            keep_until(self._task.ended, self._task)
            self._task.cancel()
        if self._removal is not None:
            keep_until(self._removal.ended, self._removal)
        if self._sample is not None:
            self._sample.abandon()

    def task_ended(self) -> None:
        """Show how the build ended."""
        task, self._task = self._task, None
        if task.environment is not None:
            self.show_state(SetupState.READY)
        elif task.error is not None:
            self._fail(task.error)
        else:
            self.show_state(SetupState.READY if is_ready() else SetupState.NEEDED)

    def removal_ended(self, error: SetupError | None) -> None:
        """Show how the removal ended."""
        self._removal = None
        if error is None:
            self.show_state(SetupState.NEEDED)
        else:
            self._fail(error)

    def _show_sample(self, message: str) -> None:
        self._sample = None
        self.sample_button.setEnabled(True)
        self.text_label.setText(message)

    def _fail(self, error: SetupError) -> None:
        self.error = error
        self.show_state(SetupState.FAILED)


def with_setup_page(content: QWidget) -> QStackedWidget:
    """Return the panel's content behind a set-up page, which is shown as long as nothing is set up.

    The dock's one line: ``self.setWidget(with_setup_page(content))``; ``dock.widget().widget(0)`` is the page.
    """
    stack = QStackedWidget()
    page = SetupPage()
    stack.addWidget(page)
    stack.addWidget(content)
    page.ready.connect(lambda: stack.setCurrentWidget(content))
    stack.setCurrentWidget(content if is_ready() else page)
    return stack


def show_setup(stack: QStackedWidget) -> None:
    """Show the set-up page of a panel that is set up: to repair, to remove, to use the graphics card."""
    page = stack.widget(0)
    if page.state is SetupState.READY:
        page.show_state(SetupState.READY)
    stack.setCurrentWidget(page)


def _end_of(page: SetupPage, task: SetupTask) -> None:
    """Notify the page, unless the plugin was unloaded meanwhile."""
    if not sip.isdeleted(page) and page._task is task:
        page.task_ended()


def _end_of_removal(page: SetupPage, task: RemoveTask) -> None:
    if not sip.isdeleted(page) and page._removal is task:
        page.removal_ended(task.error)


def _show_options(page: str) -> None:
    from qgis.utils import iface

    iface.showOptionsDialog(iface.mainWindow(), page)
