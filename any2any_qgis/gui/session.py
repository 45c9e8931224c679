"""State that outlives a job or a panel: choices, the history of runs, the project, objects of threads."""

from __future__ import annotations

from functools import partial

from qgis.core import QgsProject, QgsSettings
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QObject, QTimer, pyqtBoundSignal, pyqtSignal

PREFIX = "any2any/panel/"


def remembered_choice(name: str, default: str = "") -> str:
    """Return a remembered choice."""
    return str(QgsSettings().value(PREFIX + name, default) or default)


def remember_choices(**choices: str) -> None:
    """Remember choices; those that are remembered already cost no writing of the file, which may take 100 ms."""
    settings = QgsSettings()  # one: each writes the file when it goes
    for name, value in choices.items():
        if settings.value(PREFIX + name) != value:
            settings.setValue(PREFIX + name, value)


PROVIDER = "processing"
"""Processing's own part of the history, whose entries its dialog shows and runs again."""


def add_to_history(algorithm, parameters: dict, context) -> None:
    """Add a run, as the toolbox does before it starts one. QGIS before 3.24 has no history that plugins can write."""
    if not hasattr(QgsGui, "historyProviderRegistry"):
        return
    entry = {
        "algorithm_id": algorithm.id(),
        "parameters": algorithm.asMap(parameters, context),
        "python_command": algorithm.asPythonCommand(parameters, context),
    }
    command, complete = algorithm.asQgisProcessCommand(parameters, context)
    if complete:
        entry["process_command"] = command
    QgsGui.historyProviderRegistry().addEntry(PROVIDER, entry)


_kept: dict[int, object] = {}
"""By identity. It must be reachable from here: to the garbage collector an object that only the slot of its own signal
holds is free, and a signal that then meets the cleared slot crashes QGIS."""


def keep_until(signal: pyqtBoundSignal, owner: object) -> None:
    """Keep ``owner`` until the signal came and was handled; call it on the main thread.

    The owner may own the signal's sender, which must not go within its own signal: it goes with the next turn of the
    event loop.
    """
    _kept[id(owner)] = owner
    release = partial(_kept.pop, id(owner), None)
    signal.connect(lambda *_: QTimer.singleShot(0, release))


class ProjectWatch(QObject):
    """Counts the projects of this session."""

    closed = pyqtSignal()
    """The project was closed or replaced by another one."""

    def __init__(self) -> None:
        super().__init__()
        self.generation = 0
        QgsProject.instance().cleared.connect(self._on_cleared)

    def _on_cleared(self) -> None:
        self.generation += 1
        self.closed.emit()


_watch: ProjectWatch | None = None


def project_watch() -> ProjectWatch:
    """Return the session's watch; main thread only."""
    global _watch
    if _watch is None:
        _watch = ProjectWatch()
    return _watch
