"""The plugin on Qt 6, with a stand-in for QGIS: see ``stand_in.py`` for what that can show."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtWidgets import QApplication  # noqa: E402

APPLICATION = QApplication.instance() or QApplication([])

import stand_in  # noqa: E402

IFACE = stand_in.install()


@pytest.fixture
def iface():
    return IFACE


@pytest.fixture
def turn():
    """Let Qt handle what waits."""

    def handle() -> None:
        for _ in range(20):
            APPLICATION.processEvents()

    return handle


@pytest.fixture(autouse=True)
def no_error_in_slots(monkeypatch):
    """An exception in a slot of Qt reaches ``sys.excepthook``: it fails the test."""
    raised = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: raised.append(error))
    yield
    assert raised == []
