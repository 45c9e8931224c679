from __future__ import annotations

import pytest
from qgis.core import QgsSettings

from any2any_qgis.gui.widgets import DeviceBadge, badge_text
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
