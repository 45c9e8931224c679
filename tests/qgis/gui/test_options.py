from __future__ import annotations

import pytest
from qgis_support import wait_for

from any2any_qgis.engine.environment import find_python, stored_python
from any2any_qgis.gui.options import OptionsFactory


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
