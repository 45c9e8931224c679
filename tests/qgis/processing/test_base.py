from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl

from any2any_qgis.processing import base

NAMES = [
    "translate",
    "translatebatch",
    "fill",
    "compare",
    "status",
    "listmodels",
    "setup",
    "exporttrainingtiles",
    "finetune",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_algorithm_has_a_page_with_all_its_parameters(any2any_provider, name):
    algorithm = QgsApplication.processingRegistry().algorithmById(f"any2any:{name}")
    page = Path(QUrl(algorithm.helpUrl()).toLocalFile()).read_text()
    assert algorithm.displayName() in page
    for definition in algorithm.parameterDefinitions():
        assert definition.help(), definition.name()
        assert f"<code>{definition.name()}</code>" in page


def test_all_algorithms_are_tested(any2any_provider):
    assert sorted(algorithm.name() for algorithm in any2any_provider.algorithms()) == sorted(NAMES)


def test_texts_are_escaped_and_a_profile_that_cannot_be_written_is_not_an_error(
    any2any_provider, monkeypatch
):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("any2any:status")
    algorithm.shortHelpString = lambda: "1 < 2 & <b>"
    assert "1 &lt; 2 &amp; &lt;b&gt;" in base.render(algorithm)
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: "/proc/nowhere")
    assert base.help_url(algorithm) == ""
