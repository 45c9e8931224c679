from __future__ import annotations

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QApplication

from any2any_qgis.gui.widgets import DeviceBadge, Note, badge_text, text_colour
from any2any_qgis.setup import location
from any2any_qgis.setup.location import FOLDER_SETTING, write_record


@pytest.mark.parametrize(
    ("device", "text"),
    [
        ("cpu", "CPU"),
        ("cuda", "GPU"),
        ("cuda:0", "GPU"),
        ("cuda:1", "GPU 2"),
        ("mps", "GPU"),
        ("directml:x", "GPU x"),
    ],
)
def test_badge_names_the_device_for_people(device, text):
    assert badge_text(device) == text


def test_badge_shows_the_environments_device_until_a_job_has_said_its_own(qgis_app, tmp_path, monkeypatch):
    QgsSettings().setValue(FOLDER_SETTING, str(tmp_path))
    try:
        assert DeviceBadge().isHidden()
        lock = next(iter(location.all_locks()))
        python = location.python_in(location.environment_folder(lock))
        python.parent.mkdir(parents=True)
        python.touch()
        write_record(location.environment_folder(lock), lock.profile, "cuda:0")
        badge = DeviceBadge()
        assert (badge.text(), badge.isHidden()) == ("GPU", False)
        badge.show_device("cpu")
        assert badge.text() == "CPU"
        assert "cpu" in badge.toolTip()
    finally:
        QgsSettings().remove("any2any")


@pytest.mark.parametrize(("theme", "is_light"), [("", False), ("QLabel { color: #e0e0e0 }", True)])
def test_notes_are_readable_under_a_theme_that_is_a_style_sheet(qgis_app, theme, is_light):
    """QGIS's dark themes colour labels by a style sheet, and leave the application's palette as it is."""
    before = QApplication.instance().styleSheet()
    QApplication.instance().setStyleSheet(theme)
    try:
        note = Note("quiet")
        quiet = shown_colour(note)
        note.say("loud", warning=True)
        warning = shown_colour(note)
        assert (text_colour().lightness() > 128) == is_light
    finally:
        QApplication.instance().setStyleSheet(before)
    assert (quiet.lightness() > 128, warning.lightness() > 128) == (is_light, is_light)
    assert quiet.alphaF() < 1 == warning.alphaF()
    assert warning.saturation() > 100


def shown_colour(note: Note) -> QColor:
    note.ensurePolished()
    return note.palette().color(QPalette.ColorRole.WindowText)
