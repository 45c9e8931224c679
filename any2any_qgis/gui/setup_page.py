"""The page that the panel shows until there is a working environment: one button, or the one thing to do."""

from __future__ import annotations

from contextlib import suppress
from enum import Enum
from functools import partial
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from any2any_qgis.engine.environment import SETTING, find_python
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.service import stop_worker
from any2any_qgis.gui.sample import SampleJob
from any2any_qgis.gui.session import keep_until
from any2any_qgis.setup.build import SetupTask, prepare_builder
from any2any_qgis.setup.failures import Failure, Remedy, SetupError, failure_of
from any2any_qgis.setup.graphics import gpu_offer
from any2any_qgis.setup.location import ready_environment, remove_all
from any2any_qgis.setup.profiles import GPU_PROFILE, find_lock
from any2any_qgis.translation import tr


class SetupState(Enum):
    """What the page shows."""

    NEEDED = "needed"
    BUILDING = "building"
    FAILED = "failed"
    READY = "ready"


class SetupPage(QWidget):
    """Builds an environment when asked to; it starts no process before."""

    ready = pyqtSignal()
    """There is a working Python now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = SetupState.NEEDED
        self.error: SetupError | None = None
        self._profile = ""
        """Of the last build; empty is the default one."""
        self._bundle: Path | None = None
        """That the last build was from."""
        self._task: SetupTask | None = None
        self._sample: SampleJob | None = None
        self._build()
        self.show_state(SetupState.READY if is_ready() else SetupState.NEEDED)

    def _build(self) -> None:
        self.title_label, self.text_label = QLabel(), QLabel()
        self.title_label.setStyleSheet("font-weight: bold")
        for label in (self.title_label, self.text_label):
            label.setWordWrap(True)
        self.text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress_bar = QProgressBar()
        self.cancel_button = self._button(tr("Cancel"), self.cancel)
        self.setup_button = self._button("", self.try_again)
        self.python_button = self._button(tr("Use an existing Python..."), self.choose_python)
        self.bundle_button = self._button(tr("From an offline bundle..."), self.choose_bundle)
        self.remedy_button = self._button("", self.remedy)
        self.copy_button = self._button(tr("Copy diagnostics"), self.copy_diagnostics)
        self.sample_button = self._button(tr("Try the sample"), self.try_sample)
        self.gpu_button = self._button("", lambda: self.set_up(profile=GPU_PROFILE))
        self.continue_button = self._button(tr("Continue to the panel"), self.ready.emit)
        self.repair_button = self._button(tr("Repair"), self.repair)
        self.remove_button = self._button(tr("Remove"), self.remove)
        self._lay_out()

    def _button(self, text: str, action) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda *_: action())
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self.title_label)
        layout.addWidget(self.text_label)
        row = QHBoxLayout()
        row.addWidget(self.progress_bar, 1)
        row.addWidget(self.cancel_button)
        layout.addLayout(row)
        self._buttons = {
            SetupState.NEEDED: (self.setup_button, self.python_button, self.bundle_button),
            SetupState.BUILDING: (),
            SetupState.READY: (
                self.sample_button,
                self.continue_button,
                self.gpu_button,
                self.repair_button,
                self.remove_button,
            ),
            SetupState.FAILED: (
                self.remedy_button,
                self.setup_button,
                self.python_button,
                self.bundle_button,
                self.continue_button,
                self.copy_button,
            ),
        }
        layout.addWidget(self.remedy_button)  # the first of its state
        for button in dict.fromkeys(sum(self._buttons.values(), ())):
            if button is not self.remedy_button:
                layout.addWidget(button)
        layout.addStretch(1)

    def show_state(self, state: SetupState) -> None:
        """Show the texts and buttons of a state."""
        self.state = state
        shown = self._buttons[state]
        for button in dict.fromkeys(sum(self._buttons.values(), ())):
            button.setVisible(button in shown)
        self.progress_bar.setVisible(state is SetupState.BUILDING)
        self.cancel_button.setVisible(state is SetupState.BUILDING)
        show = {
            SetupState.NEEDED: self._show_needed,
            SetupState.BUILDING: self._show_building,
            SetupState.FAILED: self._show_failed,
            SetupState.READY: self._show_ready,
        }
        show[state]()

    def _show_needed(self) -> None:
        self.title_label.setText(tr("Any2Any needs its own Python packages"))
        self.text_label.setText(
            tr(
                "They are downloaded into a folder of their own: QGIS and other plugins stay as they are, and "
                "Remove takes everything away again."
            )
        )
        try:
            self._offer_default()
        except SetupError as error:
            self.text_label.setText(str(error))

    def _offer_default(self) -> None:
        """Let the button build the default profile from the index; hidden where that is not known."""
        self._profile, self._bundle = "", None
        self.setup_button.setVisible(False)
        size_mb = find_lock().download_mb
        self.setup_button.setText(tr("Set up (about {:.0f} MB)").format(size_mb))
        self.setup_button.setVisible(True)

    def _show_building(self) -> None:
        self.title_label.setText(tr("Setting up"))
        self.text_label.setText("")
        self.progress_bar.setValue(0)
        self.cancel_button.setEnabled(True)

    def _show_failed(self) -> None:
        titles = {
            Remedy.RETRY: tr("Try again"),
            Remedy.PROXY: tr("Network options..."),
            Remedy.OPTIONS: tr("Any2Any options..."),
            Remedy.BUNDLE: tr("From an offline bundle..."),
            Remedy.PYTHON: tr("Use an existing Python..."),
            Remedy.STAY: tr("Continue with the processor"),
        }
        works = tr("This did not work; Any2Any stays as it was")
        self.title_label.setText(works if is_ready() else tr("Any2Any is not set up"))
        self.text_label.setText(str(self.error))
        self.remedy_button.setText(titles[self.error.remedy])
        self.bundle_button.setVisible(self.error.remedy is not Remedy.BUNDLE)
        self.python_button.setVisible(self.error.remedy is not Remedy.PYTHON)
        # After the proxy's login was entered, or a wrong file was chosen, there must be a way on.
        self.setup_button.setVisible(self.error.remedy not in (Remedy.RETRY, Remedy.STAY))
        self.setup_button.setText(tr("Try again"))
        if self.error.failure is Failure.BAD_BUNDLE:
            with suppress(SetupError):  # there is no package list for this platform: the button is hidden
                self._offer_default()
        self.continue_button.setVisible(is_ready())

    def _show_ready(self) -> None:
        environment = ready_environment()
        own = environment is not None
        self.title_label.setText(tr("Any2Any is ready"))
        self.repair_button.setVisible(own)
        self.remove_button.setVisible(own)
        offer = gpu_offer(environment)
        self.gpu_button.setVisible(offer is not None)
        if offer is not None:
            text = tr("Use the graphics card {} (about {:.0f} MB)")
            self.gpu_button.setText(text.format(offer.card, offer.download_mb))
        if own:
            self.text_label.setText(tr("Device in use: {}").format(environment.device))
            self.remove_button.setText(tr("Remove ({:.0f} MB)").format(environment.size_mb))
        else:
            self.text_label.setText(tr("It uses a Python from the options, or one that was found."))

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
        """Build what was to be built last, from where it was to come."""
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
        """Do what helps against the last failure."""
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
        """Remove all environments."""
        stop_worker()
        try:
            remove_all()
        except OSError as error:
            self._fail(failure_of(error))
            return
        self.show_state(SetupState.NEEDED)

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


def is_ready() -> bool:
    """Whether a Python for the worker is known; looks at files only."""
    try:
        return find_python().path.exists()
    except EngineError:
        return False


def _end_of(page: SetupPage, task: SetupTask) -> None:
    """Notify the page, unless the plugin was unloaded meanwhile."""
    if not sip.isdeleted(page) and page._task is task:
        page.task_ended()


def _show_options(page: str) -> None:
    from qgis.utils import iface

    iface.showOptionsDialog(iface.mainWindow(), page)
