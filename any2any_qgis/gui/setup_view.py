"""Texts and buttons of the set-up page in each of its states."""

from __future__ import annotations

from contextlib import suppress
from enum import Enum
from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from any2any_qgis.engine.environment import find_python
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.setup.failures import Failure, Remedy, SetupError
from any2any_qgis.setup.graphics import gpu_offer
from any2any_qgis.setup.location import ready_environment
from any2any_qgis.setup.profiles import find_lock
from any2any_qgis.translation import tr


class SetupState(Enum):
    """States of the page."""

    NEEDED = "needed"
    BUILDING = "building"
    REMOVING = "removing"
    FAILED = "failed"
    READY = "ready"


class SetupView(QWidget):
    """Texts and buttons of each state; what the buttons do is the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = SetupState.NEEDED
        self.error: SetupError | None = None
        self._profile = ""
        """Of the last build; empty is the default one."""
        self._bundle: Path | None = None
        """That the last build was from."""
        self._build()

    def _build(self) -> None:
        self.title_label, self.text_label = QLabel(), QLabel()
        self.title_label.setStyleSheet("font-weight: bold")
        for label in (self.title_label, self.text_label):
            label.setWordWrap(True)
        self.text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress_bar = QProgressBar()
        self.cancel_button = QPushButton(tr("Cancel"))
        self.setup_button = QPushButton()
        self.python_button = QPushButton(tr("Use an existing Python..."))
        self.bundle_button = QPushButton(tr("From an offline bundle..."))
        self.remedy_button = QPushButton()
        self.copy_button = QPushButton(tr("Copy diagnostics"))
        self.sample_button = QPushButton(tr("Try the sample"))
        self.gpu_button = QPushButton()
        self.continue_button = QPushButton(tr("Continue to the panel"))
        self.repair_button = QPushButton(tr("Repair"))
        self.remove_button = QPushButton(tr("Remove"))
        self._lay_out()

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
            SetupState.REMOVING: (),
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
            SetupState.REMOVING: self._show_removing,
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

    def _show_removing(self) -> None:
        self.title_label.setText(tr("Removing the packages"))
        self.text_label.setText("")

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


def is_ready() -> bool:
    """Whether a Python for the worker is known; looks at files only."""
    try:
        return find_python().path.exists()
    except EngineError:
        return False
