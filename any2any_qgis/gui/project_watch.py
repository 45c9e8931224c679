"""Which project is open: QGIS reuses one object for all of them."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal


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
