"""The check that every program which tests call is installed by the Makefile."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

CHECK = runpy.run_path(str(Path(__file__).resolve().parents[3] / ".ci" / "programs.py"))

CALLS = {
    # each starter of a process, under each name that it can be imported by
    'import subprocess\nsubprocess.run(["gdalinfo", path])': ["gdalinfo"],
    'import subprocess as sp\nsp.call(["gdalinfo"])': ["gdalinfo"],
    'from subprocess import run\nrun(["gdalinfo"])': ["gdalinfo"],
    'from subprocess import Popen as Start\nStart(["gdalinfo"])': ["gdalinfo"],
    'import os\nos.execvp("gdalinfo", ["gdalinfo"])': ["gdalinfo"],
    'import os\nos.spawnlp(os.P_WAIT, "gdalinfo", "gdalinfo")': ["gdalinfo"],
    'import os\nos.posix_spawnp("gdalinfo", ["gdalinfo"], {})': ["gdalinfo"],
    'import pty\npty.spawn(["gdalinfo"])': ["gdalinfo"],
    'import asyncio\nasyncio.create_subprocess_exec("gdalinfo", path)': ["gdalinfo"],
    'from qgis.PyQt.QtCore import QProcess\nQProcess.startDetached("gdalinfo")': ["gdalinfo"],
    'from qgis.PyQt.QtCore import QProcess\nprocess = QProcess()\nprocess.start("gdalinfo", [])': [
        "gdalinfo"
    ],
    "thread.start()": [],
    'robot.run(["gdalinfo"])': [],
    # each way to write a command
    'import subprocess\nsubprocess.run(args=["gdalinfo"])': ["gdalinfo"],
    'import subprocess\nsubprocess.run("gdalinfo")': ["gdalinfo"],
    'import subprocess\nsubprocess.run("gdalinfo -json x.tif".split())': ["gdalinfo"],
    'import subprocess\nsubprocess.run(["gdalinfo"] + options)': ["gdalinfo"],
    'import subprocess\nsubprocess.run(["gdalinfo" if json else "rio", path])': ["gdalinfo", "rio"],
    'import subprocess\nsubprocess.run([str(Path("/usr/bin/gdalinfo"))])': ["gdalinfo"],
    'import subprocess\ncommand = ["rio", x]\nsubprocess.Popen(command)': ["rio"],
    'import subprocess\ncommand: list[str] = ["rio", x]\nsubprocess.Popen(command)': ["rio"],
    'import subprocess\nsubprocess.run(command := ["rio", x])': ["rio"],
    'import subprocess\nc = ["rio"]\nif x:\n    c = ["gdalinfo"]\nsubprocess.run(c)': ["rio", "gdalinfo"],
    'import subprocess\nc = ["rio"]\nc = c + [x]\nsubprocess.run(c)': ["rio"],
    'import subprocess\nTOOL = "ogrinfo"\nsubprocess.check_output([TOOL, *rest])': ["ogrinfo"],
    'import subprocess\nbase = ["sqlite3"]\nsubprocess.run([*base, "x"])': ["sqlite3"],
    "import subprocess, sys\nsubprocess.run([sys.executable, '-c', code])": [],
    # a program that looks a program up
    'import shutil\nshutil.which("nvidia-smi")': ["nvidia-smi"],
    'from shutil import which\nwhich("nvidia-smi")': ["nvidia-smi"],
    'from programs import program\nprogram("absent", "qgis")': ["qgis"],
    'from programs import program\nprogram("absent", "missing")': ["absent", "missing"],
    # a shell, which could call anything
    'import os\nos.system("ls | wc")': ["a shell: os.system('ls | wc')"],
    "import subprocess\nsubprocess.run(x, shell=True)": ["a shell: subprocess.run(x, shell=True)"],
    'import subprocess\nsubprocess.run(["rio"], shell=False)': ["rio"],
    # a program as text
    """code = 'import subprocess\\nsubprocess.run(["gdalinfo"])'""": ["gdalinfo"],
    "'prose that talks of import and export'": [],
}


@pytest.mark.parametrize("source", CALLS)
def test_a_called_program_is_found(source: str, tmp_path: Path) -> None:
    path = tmp_path / "test_it.py"
    path.write_text(source)
    assert [name for _, name in CHECK["called"](path)] == CALLS[source]


def test_every_program_that_is_called_is_installed() -> None:
    assert list(CHECK["unlisted"]()) == []


def test_a_program_as_text_gives_the_line_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "test_it.py"
    path.write_text('one = 1\ncode = """import subprocess\nsubprocess.run(["gdalinfo"])"""\n')
    assert list(CHECK["called"](path)) == [(3, "gdalinfo")]
