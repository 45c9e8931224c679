from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from qgis.core import QgsSettings

from any2any_qgis import paths
from any2any_qgis.engine import environment
from any2any_qgis.engine.environment import SETTING, VARIABLE, check_python, find_python
from any2any_qgis.engine.protocol import EngineError


@pytest.fixture(autouse=True)
def nothing_configured(qgis_app, monkeypatch):
    QgsSettings().remove("any2any")
    monkeypatch.delenv(VARIABLE, raising=False)
    yield
    QgsSettings().remove("any2any")


def program(folder: Path, text: str) -> Path:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_settings_of_the_tests_are_their_own():
    assert Path(QgsSettings().fileName()).is_relative_to(tempfile.gettempdir())


def test_setting_comes_before_variable_before_checkout(monkeypatch):
    assert find_python().path == paths.checkout() / ".venv" / "bin" / "python"
    monkeypatch.setenv(VARIABLE, "/from/variable")
    assert find_python().path == Path("/from/variable")
    QgsSettings().setValue(SETTING, "/from/setting")
    assert find_python().path == Path("/from/setting")
    assert find_python("/tried").path == Path("/tried")


def test_without_any_python_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(paths, "checkout", lambda: None)
    with pytest.raises(EngineError, match=r"press Set up .*any2any:setup.*Options > Any2Any") as caught:
        find_python()
    assert "\n" not in str(caught.value)


def test_checkout_python_has_what_the_worker_needs():
    assert {"python", "torch", "numpy", "rasterio"} <= check_python(find_python()).keys()


def test_good_answer_is_remembered_until_the_file_changes(tmp_path):
    counter = tmp_path / "runs"
    python = find_python(
        str(program(tmp_path, f'echo x >> {counter}; echo \'any2any-versions {{"torch": "9"}}\''))
    )
    assert check_python(python) == check_python(python) == {"torch": "9"}
    assert counter.read_text().split() == ["x"]
    check_python(python, use_cache=False)
    python.path.touch()
    check_python(python)
    assert counter.read_text().split() == ["x"] * 3


def test_python_without_torch_is_refused_with_the_reason(tmp_path):
    python = find_python(
        str(program(tmp_path, "echo \"ModuleNotFoundError: No module named 'torch'\" >&2; exit 1"))
    )
    with pytest.raises(EngineError, match=r"No module named 'torch'.*Options > Any2Any"):
        check_python(python)
    assert QgsSettings().value("any2any/checked") is None


def test_python_that_never_answers_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "CHECK_LIMIT_S", 0.2)
    python = find_python(str(program(tmp_path, "exec sleep 60")))
    with pytest.raises(EngineError, match="no answer within"):
        check_python(python)


@pytest.mark.parametrize("kind", ["missing", "folder", "text"])
def test_path_that_is_not_a_program_is_refused(tmp_path, kind):
    path = tmp_path / "python"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("no program")
    with pytest.raises(EngineError, match="cannot be used") as caught:
        check_python(find_python(str(path)))
    assert str(path) in str(caught.value)


def test_noise_around_the_answer_is_ignored(tmp_path):
    script = program(tmp_path, 'echo hello; echo \'any2any-versions {"torch": "9"}\'; echo bye')
    assert check_python(find_python(str(script))) == {"torch": "9"}


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 0", "does not answer as Python does"),  # /bin/true as Python
        ("echo 'any2any-versions {'", "does not answer as Python does"),
        ("exit 3", "exit code 3"),
        ("kill -9 $$", "exit code -9"),
    ],
)
def test_program_that_answers_nothing_useful_is_refused_in_a_sentence(tmp_path, script, reason):
    with pytest.raises(EngineError, match=reason) as caught:
        check_python(find_python(str(program(tmp_path, script))))
    assert "Traceback" not in str(caught.value)
