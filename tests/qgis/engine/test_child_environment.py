from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from qgis.core import QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtNetwork import QNetworkProxy

from any2any_qgis import paths
from any2any_qgis.engine.child import run_child
from any2any_qgis.engine.child_environment import (
    CA_FILE_SETTING,
    child_environment,
    proxy_variables,
    worker_environment,
)

QGIS = Path("/opt/qgis 3")
OURS = {
    **{"PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    "ORT_DISABLE_TELEMETRY": "1",  # set-up's check of an environment imports onnxruntime without the backend
}


def test_what_qgis_or_a_shell_set_for_themselves_is_dropped(qgis_app):
    names = (
        "PYTHONHOME",
        "PYTHONPATH",
        "PYTHONEXECUTABLE",
        "PIP_INDEX_URL",
        "UV_PYTHON",
        "PROJ_LIB",
        "GDAL_DATA",
    )
    names += ("CPL_DEBUG", "OGR_SKIP", "VSI_CACHE", "HDF5_PLUGIN_PATH", "LD_LIBRARY_PATH", "LD_PRELOAD")
    names += ("DYLD_INSERT_LIBRARIES", "QT_PLUGIN_PATH", "CONDA_PREFIX", "VIRTUAL_ENV", "OSGEO4W_ROOT")
    names += ("__PYVENV_LAUNCHER__",)
    inherited = dict.fromkeys(names, "x")
    kept = {"PATH": "/bin", "HOME": "/home/me", "AWS_PROFILE": "p", "OMP_NUM_THREADS": "1"}
    assert child_environment({**inherited, **kept}, QGIS) == {**kept, **OURS}
    assert worker_environment(kept, QGIS)["PYTHONPATH"] == str(paths.BACKEND)
    assert set(inherited.values()) == {"x"}


def test_folders_and_certificates_of_qgis_go_and_those_of_a_company_stay(qgis_app):
    inherited = {
        "PATH": "/opt/qgis 3/bin:/usr/bin:/opt/qgis 30/bin",
        "SSL_CERT_FILE": "/opt/qgis 3/share/cert.pem",
        "REQUESTS_CA_BUNDLE": "/etc/company.pem",
    }
    child = child_environment(inherited, QGIS)
    assert child["PATH"] == "/usr/bin:/opt/qgis 30/bin"
    assert "SSL_CERT_FILE" not in child
    assert child["REQUESTS_CA_BUNDLE"] == "/etc/company.pem"


def test_certificate_file_of_the_options_wins(qgis_app):
    QgsSettings().setValue(CA_FILE_SETTING, "/etc/own.pem")
    try:
        child = child_environment({"SSL_CERT_FILE": "/etc/company.pem"}, QGIS)
    finally:
        QgsSettings().remove(CA_FILE_SETTING)
    assert {child[name] for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")} == {
        "/etc/own.pem"
    }


@pytest.fixture
def set_proxy(qgis_app):
    manager = QgsNetworkAccessManager.instance()
    before, excluded = manager.fallbackProxy(), manager.excludeList()
    yield lambda proxy, excludes=(): manager.setFallbackProxyAndExcludes(proxy, list(excludes), [])
    manager.setFallbackProxyAndExcludes(before, excluded, [])


def test_proxy_of_qgis_is_passed_on_with_quoted_credentials(set_proxy):
    set_proxy(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "proxy.company", 3128, "jo@x", "p:/ä"))
    variables = proxy_variables()
    assert variables["HTTPS_PROXY"] == "http://jo%40x:p%3A%2F%C3%A4@proxy.company:3128"
    set_proxy(QNetworkProxy(QNetworkProxy.ProxyType.Socks5Proxy, "proxy.company", 1080))
    assert proxy_variables()["https_proxy"] == "socks5h://proxy.company:1080"
    set_proxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
    assert proxy_variables() == {}


_DUMP = """
import json, os, pathlib, site, sys
print(json.dumps({"environment": dict(os.environ), "cwd": os.getcwd(), "arguments": sys.argv[1:], "path": sys.path,
    "user site": site.ENABLE_USER_SITE, "file": pathlib.Path(sys.argv[1]).read_text(), "utf8": sys.flags.utf8_mode}))
"""


def test_a_real_child_gets_nothing_of_qgis_and_keeps_long_paths_with_umlauts(qgis_app, tmp_path):
    """By its own report: a folder of 200 characters with spaces and umlauts is where it works and what it reads."""
    folder = tmp_path / "Jörg Müller" / ("ü " * 80).strip()
    folder = folder / ("x" * (200 - len(str(folder)) - 1)) if len(str(folder)) < 198 else folder
    folder.mkdir(parents=True)
    assert len(str(folder)) >= 200
    (folder / "ä.txt").write_text("größer", encoding="utf-8")
    theirs = {"PYTHONHOME": "/nowhere", "PYTHONPATH": "/nowhere", "PYTHONSTARTUP": "/x", "VIRTUAL_ENV": "/x"}
    theirs |= {
        "CONDA_PREFIX": "/x",
        "LD_PRELOAD": "/x.so",
        "GDAL_DATA": "/x",
        "PROJ_LIB": "/x",
        "QT_DEBUG": "1",
    }
    inherited = {**os.environ, **theirs, "PATH": f"{QGIS}/bin:{os.environ['PATH']}"}
    command = [sys.executable, "-P", "-c", _DUMP, str(folder / "ä.txt"), "a b", "ü"]
    answer = run_child(command, child_environment(inherited, QGIS), folder, 60)
    report = json.loads(answer.stdout)
    assert theirs.keys() & report["environment"].keys() == set()
    assert str(QGIS) not in report["environment"]["PATH"]
    assert report["arguments"] == [str(folder / "ä.txt"), "a b", "ü"]
    assert (report["cwd"], report["file"], report["utf8"]) == (str(folder), "größer", 1)
    assert not report["user site"]
    assert {"", str(folder)} & set(report["path"]) == set()
