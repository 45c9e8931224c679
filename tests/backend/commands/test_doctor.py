from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from any2any.cli import main
from any2any.commands import doctor
from any2any.models.onnx import self_test
from any2any.models.onnx.graphs.export import export_graphs
from any2any.runtime import providers
from any2any.spec.manifest import TRANSLATOR_FILE
from any2any.spec.version import version


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    return json.loads(capsys.readouterr().out)


def test_a_sound_installation_translates_a_window(bundled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == 0
    checks = report(capsys)
    assert all(check["ok"] for check in checks.values())
    for package in ("torch", "onnxruntime"):
        assert checks[package]["detail"] == metadata.version(package)
    assert checks["any2any"]["detail"].startswith(f"{version()}, Python 3.")
    assert "CPU with" in checks["devices"]["detail"]
    assert checks["bundled model"]["detail"].startswith("small translated one window in")


def test_the_report_for_people_has_one_line_a_check(
    bundled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert all(line.startswith("ok   ") for line in lines)


def test_a_missing_model_fails(resources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    assert "FAIL bundled model: the bundled model is missing at" in capsys.readouterr().out


def test_a_damaged_model_fails(bundled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bundled / TRANSLATOR_FILE).write_bytes(b"")
    assert main(["doctor", "--json"]) == 1
    check = report(capsys)["bundled model"]
    assert check["ok"] is False
    assert str(bundled / TRANSLATOR_FILE) in check["detail"]


def test_each_runtime_translates_a_model_that_has_graphs(
    bundled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export_graphs(bundled)
    assert main(["doctor", "--json"]) == 0
    checks = report(capsys)
    assert checks["onnx devices"]["detail"] == "cpu"
    for name in ("bundled model", "bundled model, onnx"):
        assert checks[name]["detail"].startswith("small translated one window in")


def test_every_device_of_onnx_runtime_is_named_with_what_its_self_test_says(
    bundled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Providers have names of their own; a device that fails is skipped by jobs and is not an error."""
    export_graphs(bundled)
    found = [f"{name}ExecutionProvider" for name in ("CoreML", "OpenVINO", "Azure", "Dml", "CPU")]
    fake = SimpleNamespace(get_available_providers=lambda: found)
    monkeypatch.setattr(providers, "import_onnxruntime", lambda: fake)
    problems = {"coreml": "its results differ from those of the CPU by 0.5"}
    monkeypatch.setattr(self_test, "problem_of", lambda folder, manifest, device: problems.get(device))
    assert main(["doctor", "--json"]) == 0
    said = report(capsys)["onnx devices"]["detail"]
    assert said == (
        "directml, coreml (skipped: its results differ from those of the CPU by 0.5), openvino, cpu"
    )


def test_one_runtime_is_enough_and_none_is_not(
    bundled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    export_graphs(bundled)
    monkeypatch.setattr(doctor, "find_spec", lambda name: name == "onnxruntime" or None)
    assert main(["doctor", "--json"]) == 0
    assert {"torch", "devices", "bundled model"}.isdisjoint(report(capsys))
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    monkeypatch.setattr(doctor, "RUNTIMES", {"no-such-runtime": "onnx"})
    assert main(["doctor"]) == 1
    assert "FAIL no-such-runtime: not installed" in capsys.readouterr().out


def test_a_missing_package_fails_and_nothing_more_is_tried(
    resources: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("numpy", "no-such-package-of-ours"))
    monkeypatch.setattr(doctor, "RUNTIMES", {"torch": "torch"})
    assert main(["doctor", "--json"]) == 1
    checks = report(capsys)
    assert set(checks) == {"any2any", "numpy", "no-such-package-of-ours", "torch"}
    assert "python -m pip install no-such-package-of-ours" in checks["no-such-package-of-ours"]["detail"]
