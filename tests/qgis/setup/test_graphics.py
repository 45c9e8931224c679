"""Whether a machine has a usable card, from what drivers leave on each system."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from any2any_qgis import paths
from any2any_qgis.setup import graphics, profiles
from any2any_qgis.setup import graphics as offers
from any2any_qgis.setup.graphics import (
    NVIDIA,
    WSL,
    GpuOffer,
    gpu_offer,
    graphics_card,
    linux_card,
    windows_card,
)
from any2any_qgis.setup.location import Environment
from any2any_qgis.setup.profiles import GPU_PROFILE, platform_name

PRESENT = Environment(Path("env"), "cpu", "cpu", 1.0)


def test_linux_card_is_what_the_driver_says(tmp_path):
    assert linux_card(tmp_path) == ""
    card = tmp_path / NVIDIA / "0000:01:00.0"
    card.mkdir(parents=True)
    assert linux_card(tmp_path) == ""
    (card / "information").write_text("Model: \t\t NVIDIA RTX A2000 \nIRQ:   \t\t 167\n")
    assert linux_card(tmp_path) == "NVIDIA RTX A2000"
    (card / "information").write_text("IRQ: 1\n")
    assert linux_card(tmp_path) == "NVIDIA"


def test_linux_in_windows_has_the_drivers_library(tmp_path):
    (tmp_path / WSL).parent.mkdir(parents=True)
    (tmp_path / WSL).touch()
    assert linux_card(tmp_path) == "NVIDIA"


def registry(adapters: list[str | None]) -> SimpleNamespace:
    """Stand in for Windows's registry with these display adapters; None has no description."""

    def open_key(key, name):
        if key == "machine":
            return nullcontext(adapters)
        return nullcontext(adapters[int(name)])

    def value(adapter, name):
        if adapter is None:
            raise FileNotFoundError(2, "no such value")
        return adapter, 1

    return SimpleNamespace(
        HKEY_LOCAL_MACHINE="machine",
        OpenKey=open_key,
        QueryInfoKey=lambda key: (len(key), 0, 0),
        QueryValueEx=value,
    )


@pytest.mark.parametrize(
    ("adapters", "card"),
    [
        ([], ""),
        (["Microsoft Basic Display Adapter"], ""),
        (["Microsoft Remote Display Adapter", "Citrix Indirect Display Adapter"], ""),
        ([None, "Microsoft Hyper-V Video", "Intel(R) Iris(R) Xe Graphics"], "Intel(R) Iris(R) Xe Graphics"),
        (["AMD Radeon RX 6600", "NVIDIA GeForce RTX 4070"], "AMD Radeon RX 6600"),
    ],
)
def test_windows_card_is_the_first_with_a_driver_of_its_own(monkeypatch, adapters, card):
    monkeypatch.setitem(sys.modules, "winreg", registry(adapters))
    assert windows_card() == card


def test_windows_without_a_key_of_adapters_has_no_card(monkeypatch):
    fake = registry([])
    fake.OpenKey = lambda *_: (_ for _ in ()).throw(FileNotFoundError(2, "no such key"))
    monkeypatch.setitem(sys.modules, "winreg", fake)
    assert windows_card() == ""


@pytest.mark.parametrize(
    ("system", "machine", "card"), [("darwin", "arm64", "Apple GPU"), ("darwin", "x86_64", "")]
)
def test_macs_have_a_card_if_they_are_apples_own(monkeypatch, system, machine, card):
    monkeypatch.setattr(graphics, "platform_name", lambda: f"macos-{machine}")
    monkeypatch.setattr(sys, "platform", system)
    assert graphics_card() == card


@pytest.fixture
def card(monkeypatch, tmp_path):
    """A card, packages for it, and a worker that can use them."""
    (tmp_path / f"gpu-{platform_name()}.txt").write_text("# pythons: 3.11\n# download_mb: 500\n")
    monkeypatch.setattr(paths, "LOCKS", tmp_path)
    monkeypatch.setattr(profiles, "PROFILES", ("cpu", GPU_PROFILE))
    monkeypatch.setattr(offers, "graphics_card", lambda: "RTX")
    monkeypatch.setitem(profiles.RUNTIMES, GPU_PROFILE, "torch")


def test_a_card_is_offered_beside_an_environment_for_the_processor(card, monkeypatch):
    assert gpu_offer(PRESENT) == GpuOffer("RTX", 500.0)
    assert gpu_offer(None) is None
    assert gpu_offer(replace(PRESENT, device="cuda:0")) is None
    assert gpu_offer(replace(PRESENT, profile="train")) is None  # PyTorch looked for the card already
    monkeypatch.setattr(offers, "graphics_card", lambda: "")
    assert gpu_offer(PRESENT) is None


def test_nothing_is_offered_without_packages_that_the_worker_can_use(card, monkeypatch, tmp_path):
    (tmp_path / f"gpu-{platform_name()}.txt").unlink()
    assert gpu_offer(PRESENT) is None
    monkeypatch.setattr(profiles, "PROFILES", ("cpu",))
    assert gpu_offer(PRESENT) is None
