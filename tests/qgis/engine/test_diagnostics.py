from __future__ import annotations

from any2any_qgis.engine.diagnostics import report


def test_report_names_versions_and_paths(any2any_provider):
    text = report()
    for part in ("QGIS 3.", "Qt ", "GDAL ", ".venv", "torch 2", "test-random", "Running worker"):
        assert part in text


def test_report_survives_a_missing_python(any2any_provider):
    assert "cannot be used" in report("/nowhere/python")
