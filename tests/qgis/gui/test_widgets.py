from __future__ import annotations

import numpy as np
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


@pytest.mark.parametrize(
    ("text", "background"), [("#000000", "#efefef"), ("#b1b1b1", "#323232"), ("#eeeeee", "#333333")]
)
def test_notes_have_the_contrast_that_small_text_needs(qgis_app, text, background):
    """4.5, by WCAG 2; the colours are those of QGIS's default theme, Night Mapping and Blend of Gray."""
    before = QApplication.instance().styleSheet()
    QApplication.instance().setStyleSheet(f"QLabel {{ color: {text} }}")
    try:
        quiet = shown_colour(Note("quiet"))
    finally:
        QApplication.instance().setStyleSheet(before)
    behind, share = QColor(background), quiet.alphaF()
    seen = [share * a + (1 - share) * b for a, b in zip(quiet.getRgbF(), behind.getRgbF(), strict=True)][:3]
    lights = sorted((luminance(seen), luminance(behind.getRgbF()[:3])))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def luminance(rgb) -> float:
    """Relative luminance of sRGB values from 0 to 1."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in rgb]
    return float(np.dot((0.2126, 0.7152, 0.0722), linear))


def shown_colour(note: Note) -> QColor:
    note.ensurePolished()
    return note.palette().color(QPalette.ColorRole.WindowText)
