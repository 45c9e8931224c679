from __future__ import annotations

import pytest
from qgis.core import QgsSettings
from qgis_support import wait_for

from any2any_qgis.engine.environment import find_python, idle_minutes, stored_python
from any2any_qgis.gui.options_factory import OptionsFactory
from any2any_qgis.setup.location import cache_folder
from any2any_qgis.setup.packages import installer_environment


@pytest.fixture
def page(any2any_provider):
    factory = OptionsFactory()
    page = factory.createWidget(None)
    yield page
    page.python_file.setFilePath("")
    page.apply()
    page.deleteLater()


def test_apply_stores_the_path(page):
    page.python_file.setFilePath(" /my/python ")
    assert stored_python() == ""
    page.apply()
    assert str(find_python().path) == "/my/python"


def test_check_shows_the_diagnostics_of_the_path_in_the_field(page):
    for path, expected in (("", "torch 2"), ("/nowhere/python", "/nowhere/python")):
        page.python_file.setFilePath(path)
        page.check()
        assert not page.check_button.isEnabled()
        # Not for the task manager: it may call all tasks finished before the page knows.
        wait_for(page.report_text.textChanged)
        assert expected in page.report_text.toPlainText()
        assert page.check_button.isEnabled()


def test_apply_stores_what_set_up_and_the_worker_read(page):
    QgsSettings().setValue("any2any/idle_minutes", 10)
    page.folder_file.setFilePath("/big/disk")
    page.ca_file.setFilePath("/etc/company.pem")
    page.index_edit.setText(" https://mirror.invalid/simple ")
    page.idle_box.setValue(3)
    page.apply()
    try:
        assert str(cache_folder()) == "/big/disk"
        assert idle_minutes() == 3
        environment = installer_environment({}, {})
        assert environment["PIP_INDEX_URL"] == "https://mirror.invalid/simple"
        assert environment["PIP_CERT"] == environment["SSL_CERT_FILE"] == "/etc/company.pem"
    finally:
        QgsSettings().remove("any2any")
        for field in (page.folder_file, page.ca_file):
            field.setFilePath("")
        page.index_edit.setText("")


def test_the_page_has_a_name_that_qgis_can_remember(page):
    assert page.objectName() == "Any2AnyOptionsPage"
