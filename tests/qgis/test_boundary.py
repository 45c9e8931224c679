"""What the plugin may never do to QGIS: import other things, take long at start, touch the process."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from busy import allowed

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "any2any_qgis"
ALLOWED = {"qgis", "osgeo", "numpy", "any2any_qgis"} | set(sys.stdlib_module_names)
SOURCES = sorted(PLUGIN.rglob("*.py"))

_START = """
import json, os, sys, time
from unittest import mock
from qgis.testing import start_app
start_app()
import qgis.gui, qgis.PyQt.QtWidgets  # QGIS has them before any plugin starts
from qgis.PyQt.QtWidgets import QMainWindow
sys.path.insert(0, sys.argv[1])
path, environment, modules = list(sys.path), dict(os.environ), set(sys.modules)
begin = time.perf_counter()
import any2any_qgis
iface = mock.Mock()
iface.mainWindow.return_value = QMainWindow()
plugin = any2any_qgis.classFactory(iface)
loaded = time.perf_counter()
plugin.initGui()
ready = time.perf_counter()
plugin.unload()
print(json.dumps({
    "import_ms": 1000 * (loaded - begin), "init_ms": 1000 * (ready - loaded),
    "path": sys.path == path, "environment": dict(os.environ) == environment,
    "modules": sorted(name.split(".")[0] for name in set(sys.modules) - modules),
}))
sys.stdout.flush()
os._exit(0)
"""

_OPEN = """
import json, os, sys
from pathlib import Path
from unittest import mock
SPAWNING = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.system"}
spawned = []
from qgis.testing import start_app
application = start_app()
from qgis.PyQt.QtWidgets import QMainWindow
sys.path.insert(0, sys.argv[1])
sys.addaudithook(lambda event, args: spawned.append(repr(args)) if event in SPAWNING else None)

def children():
    # Qt starts processes without Python.
    stats = [path.read_text(errors="replace").rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")]
    return sum(int(fields[1]) == os.getpid() for fields in stats)

before = children()
import any2any_qgis
window = QMainWindow()
iface = mock.Mock()
iface.mainWindow.return_value = window
plugin = any2any_qgis.classFactory(iface)
plugin.initGui()
plugin._show_dock(True)
window.addDockWidget(2, plugin._dock)
window.show()
for _ in range(50):
    application.processEvents()
page = plugin._dock.widget().currentWidget()
report = {"state": page.state.value, "visible": page.setup_button.isVisible(), "spawned": list(spawned)}
report["children"] = children() - before
os.posix_spawn("/bin/true", ["true"], {})
report["noticed"] = [len(spawned) - len(report["spawned"]), children() - before]
print(json.dumps(report))
sys.stdout.flush()
os._exit(0)
"""


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(PLUGIN)))
def test_imports_only_what_qgis_ships(source):
    imported = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            imported.add(node.module.split(".")[0])
    assert imported <= ALLOWED


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(PLUGIN)))
def test_is_python_3_9(source):
    ast.parse(source.read_text(encoding="utf-8"), feature_version=(3, 9))


def _start_plugin() -> dict:
    done = subprocess.run(
        [sys.executable, "-c", _START, str(ROOT)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_start_is_quick_and_leaves_the_process_alone():
    runs = [_start_plugin() for _ in range(3)]
    # The least: the machine may be busy with other things.
    assert min(run["init_ms"] for run in runs) < allowed(50)
    assert min(run["import_ms"] for run in runs) < allowed(100)
    for run in runs:
        assert run["path"]
        assert run["environment"]
        assert not {"torch", "rasterio", "numpy", "osgeo", "processing", "any2any"} & set(run["modules"])


def test_the_set_up_page_opens_without_starting_a_process(tmp_path):
    """As a new user: the plugin is far from a checkout, and nothing is set up."""
    plugin = tmp_path / "plugins" / "any2any_qgis"
    subprocess.run([sys.executable, str(ROOT / "packaging" / "build_plugin.py"), str(plugin)], check=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANY2ANY_", "XDG_"))}
    environment = {**kept, "HOME": str(tmp_path), "ANY2ANY_ENVIRONMENTS": str(tmp_path / "packages")}
    command = [sys.executable, "-c", _OPEN, str(plugin.parent)]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["state"] == "needed"
    assert report["visible"]
    assert report["spawned"] == []
    assert report["children"] == 0
    assert report["noticed"] == [1, 1]  # else the test could not fail
