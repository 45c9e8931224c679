"""The check that every program which tests call is installed by the Makefile."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

CHECK = runpy.run_path(str(Path(__file__).resolve().parents[3] / ".ci" / "programs.py"))

CALLS = {
    'import subprocess\nsubprocess.run(["gdalinfo", path])': ["gdalinfo"],
    'import subprocess\ncommand = ["rio", x]\nsubprocess.Popen(command)': ["rio"],
    'import subprocess\nTOOL = "ogrinfo"\nsubprocess.check_output([TOOL, *rest])': ["ogrinfo"],
    'import subprocess\nbase = ["sqlite3"]\nsubprocess.run([*base, "x"])': ["sqlite3"],
    'import shutil\nshutil.which("nvidia-smi")': ["nvidia-smi"],
    'from programs import program\nprogram("absent", "qgis")': ["qgis"],
    'from programs import program\nprogram("absent", "missing")': ["absent", "missing"],
    'import os\nos.system("ls | wc")': ["a shell: os.system('ls | wc')"],
    "import subprocess, sys\nsubprocess.run([sys.executable, '-c', code])": [],
}


@pytest.mark.parametrize("source", CALLS)
def test_a_called_program_is_found(source: str, tmp_path: Path) -> None:
    path = tmp_path / "test_it.py"
    path.write_text(source)
    assert [name for _, name in CHECK["called"](path)] == CALLS[source]


def test_every_program_that_is_called_is_installed() -> None:
    assert list(CHECK["unlisted"]()) == []
