from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtWidgets import QLabel
from qgis_support import wait_for

from any2any_qgis import paths
from any2any_qgis.engine.environment import VARIABLE
from any2any_qgis.gui import setup_page
from any2any_qgis.gui.setup_page import SetupPage, SetupState, show_setup, with_setup_page
from any2any_qgis.setup import graphics, profiles
from any2any_qgis.setup.build import Builder
from any2any_qgis.setup.failures import Failure, Remedy, SetupError
from any2any_qgis.setup.location import FOLDER_SETTING, RECORD
from any2any_qgis.setup.profiles import DEFAULT_PROFILE, platform_name


@pytest.fixture
def nothing_set_up(qgis_app, tmp_path, monkeypatch):
    QgsSettings().remove("any2any")
    QgsSettings().setValue(FOLDER_SETTING, str(tmp_path / "environments"))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(paths, "checkout", lambda: None)
    folder = tmp_path / "locks"
    folder.mkdir()
    (folder / f"{DEFAULT_PROFILE}-{platform_name()}.txt").write_text("# pythons: 3.11\n# download_mb: 70\n")
    monkeypatch.setattr(paths, "LOCKS", folder)
    yield
    QgsSettings().remove("any2any")


@pytest.fixture
def page(nothing_set_up):
    page = SetupPage()
    yield page
    page.shut_down()
    page.deleteLater()


def shown(page: SetupPage) -> list[str]:
    buttons = [*dict.fromkeys(sum(page._buttons.values(), ())), page.cancel_button]
    return [button.text() for button in buttons if not button.isHidden()]


def fake_build(monkeypatch, outcome, device: str = "cpu") -> list[str]:
    """Let a build write a record, or fail; return the profiles that are built from then on."""
    built: list[str] = []

    def build(self: Builder, on_progress, is_cancelled):
        on_progress(0.5, "Half")
        built.append(self.lock.profile)
        if isinstance(outcome, Exception):
            raise outcome
        (self.target / "bin").mkdir(parents=True, exist_ok=True)
        (self.target / "bin" / "python").touch()
        from any2any_qgis.setup.location import write_record

        return write_record(self.target, self.lock.profile, device)

    monkeypatch.setattr(Builder, "build", build)
    return built


def test_first_contact_offers_three_ways_and_starts_nothing(nothing_set_up, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    page = SetupPage()
    assert shown(page) == ["Set up (about 70 MB)", "Use an existing Python...", "From an offline bundle..."]
    assert page.state is SetupState.NEEDED


def test_set_up_ends_at_ready_with_device_and_size(page, monkeypatch, tmp_path):
    fake_build(monkeypatch, None)
    page.setup_button.click()
    assert (page.state, shown(page)) == (SetupState.BUILDING, ["Cancel"])
    wait_for(page._task.ended)
    assert page.state is SetupState.READY
    assert page.text_label.text() == "Device in use: cpu"
    assert shown(page) == ["Try the sample", "Continue to the panel", "Repair", "Remove (0 MB)"]
    assert len(list(tmp_path.rglob(RECORD))) == 1
    page.remove_button.click()
    assert (page.state, shown(page)) == (SetupState.REMOVING, [])
    wait_for(page._removal.ended)
    assert page.state is SetupState.NEEDED
    assert list(tmp_path.rglob(RECORD)) == []


@pytest.mark.parametrize("failure", list(Failure))
def test_every_failure_is_one_sentence_with_a_remedy_and_a_button(page, monkeypatch, failure):
    values = dict.fromkeys(("wanted", "python", "profile", "platform", "path", "reason", "version"), "x")
    values |= dict.fromkeys(("minutes", "share", "gpu_s", "cpu_s"), 2)
    fake_build(monkeypatch, SetupError(failure, **values))
    page.setup_button.click()
    wait_for(page._task.ended)
    assert page.state is SetupState.FAILED
    text = page.text_label.text()
    assert "{" not in text
    assert "\n" not in text
    assert text.count(". ") + text.count(": ") >= 1  # what happened, and what to do
    assert not page.remedy_button.isHidden()
    assert page.remedy_button.text()
    assert isinstance(page.error.remedy, Remedy)
    assert shown(page)[-1] == "Copy diagnostics"
    again = page.remedy_button if page.error.remedy is Remedy.RETRY else page.setup_button
    if page.error.remedy is not Remedy.STAY:
        assert not again.isHidden()
        assert again.text() == ("Set up (about 70 MB)" if failure is Failure.BAD_BUNDLE else "Try again")


@pytest.fixture
def card(monkeypatch):
    """A card that the packages can use beside the environment that is there."""
    lock = paths.LOCKS / f"gpu-{platform_name()}.txt"
    lock.write_text("# pythons: 3.11\n# download_mb: 500\n")
    monkeypatch.setattr(profiles, "PROFILES", ("cpu", "gpu", "train"))
    monkeypatch.setitem(profiles.RUNTIMES, "train", "onnxruntime")
    monkeypatch.setitem(profiles.RUNTIMES, "gpu", "torch")
    monkeypatch.setattr(graphics, "graphics_card", lambda: "RTX")


def test_a_card_is_a_second_step_that_replaces_the_processor_if_it_passes(page, card, monkeypatch):
    fake_build(monkeypatch, None)
    page.setup_button.click()
    wait_for(page._task.ended)
    assert page.gpu_button.text() == "Use the graphics card RTX (about 500 MB)"
    assert not page.gpu_button.isHidden()
    fake_build(monkeypatch, None, device="cuda:0")
    page.gpu_button.click()
    wait_for(page._task.ended)
    assert page.text_label.text() == "Device in use: cuda:0"
    assert page.gpu_button.isHidden()
    built = fake_build(monkeypatch, None, device="cuda:0")
    page.repair_button.click()
    wait_for(page._task.ended)
    assert built == ["gpu"]  # the environment in use is repaired


def test_a_card_that_fails_its_test_leaves_the_processor_in_use(page, card, monkeypatch):
    fake_build(monkeypatch, None)
    page.setup_button.click()
    wait_for(page._task.ended)
    fake_build(monkeypatch, SetupError(Failure.GPU_SLOWER, gpu_s=3.0, cpu_s=2.0))
    page.gpu_button.click()
    wait_for(page._task.ended)
    assert page.title_label.text() == "This did not work; Any2Any stays as it was"
    assert page.remedy_button.text() == "Continue with the processor"
    page.remedy_button.click()
    assert page.state is SetupState.READY
    assert page.text_label.text() == "Device in use: cpu"


def test_trying_again_tries_the_same_profile(page, card, monkeypatch):
    fake_build(monkeypatch, SetupError(Failure.NO_NETWORK))
    page.set_up(profile="gpu")
    wait_for(page._task.ended)
    built = fake_build(monkeypatch, None, device="cuda:0")
    page.remedy_button.click()
    wait_for(page._task.ended)
    assert built == ["gpu"]


def test_trying_again_takes_the_same_bundle(page, monkeypatch, tmp_path):
    """A machine that was set up from a bundle may have no network."""
    taken = []
    monkeypatch.setattr(setup_page, "prepare_builder", lambda profile, bundle: taken.append(bundle) or 1 / 0)
    page.error, page._bundle = SetupError(Failure.DISK_FULL), tmp_path / "bundle.zip"
    page.show_state(SetupState.FAILED)
    with pytest.raises(ZeroDivisionError):
        page.remedy()
    page._fail(SetupError(Failure.BAD_BUNDLE, path="x", platform="y"))
    with pytest.raises(ZeroDivisionError):
        page.try_again()
    assert taken == [tmp_path / "bundle.zip", None]


def test_the_page_can_be_shown_again_from_a_panel_that_is_set_up(page, monkeypatch):
    fake_build(monkeypatch, None)
    page.setup_button.click()
    wait_for(page._task.ended)
    stack = with_setup_page(QLabel("panel"))
    assert stack.currentIndex() == 1
    show_setup(stack)
    assert stack.currentIndex() == 0
    assert "Repair" in shown(stack.widget(0))


def test_diagnostics_hold_the_code_but_no_home_and_no_login(page, monkeypatch):
    details = f"{Path.home()}/x https://jo:secret@mirror.company/simple"
    page._fail(SetupError(Failure.TLS, details=details))
    page.copy_button.click()
    text = QgsApplication.clipboard().text()
    assert "tls: The certificate" in text
    assert str(Path.home()) + "/x" not in text
    assert "secret" not in text


def test_cancelled_build_returns_to_the_beginning(page, monkeypatch):
    from any2any_qgis.engine.protocol import JobCancelledError

    fake_build(monkeypatch, JobCancelledError("stopped"))
    page.setup_button.click()
    wait_for(page._task.ended)
    assert page.state is SetupState.NEEDED


def test_dock_shows_the_page_until_a_python_is_known(nothing_set_up):
    content = QLabel("panel")
    stack = with_setup_page(content)
    assert isinstance(stack.currentWidget(), SetupPage)
    stack.widget(0).ready.emit()
    assert stack.currentWidget() is content


def test_known_python_shows_the_panel_at_once(nothing_set_up, monkeypatch):
    monkeypatch.setattr(setup_page, "is_ready", lambda: True)
    content = QLabel("panel")
    assert with_setup_page(content).currentWidget() is content
