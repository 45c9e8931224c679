"""Keep objects alive that a thread still uses when nobody else does."""

from __future__ import annotations

from qgis.PyQt.QtCore import QTimer, pyqtBoundSignal


def keep_until(signal: pyqtBoundSignal, owner: object) -> None:
    """Keep ``owner`` until the signal came and was handled; call it on the main thread.

    The owner may own the signal's sender, and freeing a sender in the middle of its own signal crashes QGIS. So the
    owner goes with the next turn of the event loop.
    """
    kept = [owner]  # the connection must not hold the owner itself, which would never go
    signal.connect(lambda *_: QTimer.singleShot(0, kept.clear))
