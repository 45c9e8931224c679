"""Keep objects alive that a thread still uses when nobody else does."""

from __future__ import annotations

from functools import partial

from qgis.PyQt.QtCore import QTimer, pyqtBoundSignal

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
