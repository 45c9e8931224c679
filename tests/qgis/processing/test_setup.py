from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings
from qgis_support import run

from any2any_qgis import paths
from any2any_qgis.engine.environment import VARIABLE
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.location import FOLDER_SETTING, write_record
from any2any_qgis.setup.profiles import platform_name


@pytest.fixture
def nothing_set_up(any2any_provider, tmp_path, monkeypatch):
    QgsSettings().setValue(FOLDER_SETTING, str(tmp_path / "environments"))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(paths, "checkout", lambda: None)
    monkeypatch.setattr(paths, "LOCKS", tmp_path)
    (tmp_path / f"train-{platform_name()}.txt").write_text("# pythons: 3.11\n# download_mb: 70\n")
    yield
    QgsSettings().remove("any2any")


def test_algorithms_that_need_an_environment_name_the_one_that_makes_it(nothing_set_up):
    registry = QgsApplication.processingRegistry()
    for name in ("translate", "finetune", "exporttrainingtiles"):
        executable, reason = registry.createAlgorithmById(f"any2any:{name}").canExecute()
        assert not executable
        assert "any2any:setup" in reason
    assert registry.createAlgorithmById("any2any:setup").canExecute() == (True, "")


def test_setup_builds_once_and_again_for_a_repair(nothing_set_up, monkeypatch):
    built = []

    def build(self: Builder, on_progress, is_cancelled):
        on_progress(0.5, "Half")
        built.append(self.lock.profile)
        python = self.target / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        return write_record(self.target, self.lock.profile, "cpu")

    monkeypatch.setattr(Builder, "build", build)
    for repair in (False, False, True):
        results = run("any2any:setup", {"PROFILE": "train", "REPAIR": repair})
        assert Path(results["PYTHON"]).name == "python"
    assert built == ["train", "train"]
    executable, reason = (
        QgsApplication.processingRegistry().createAlgorithmById("any2any:translate").canExecute()
    )
    assert executable, reason
