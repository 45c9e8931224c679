"""Environment variables of child processes, without those that QGIS set for its own libraries."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings

from any2any_qgis import paths

CA_FILE_SETTING = "any2any/ca_file"

# A Python of another build that inherits these loads the libraries, drivers or packages of QGIS or of a shell.
_DROPPED_PREFIXES = (
    *("PYTHON", "PIP_", "UV_", "CONDA_", "__PYVENV_"),
    *("PROJ_", "GDAL_", "CPL_", "OGR_", "VSI_", "HDF5_"),
    *("LD_", "DYLD_", "QT_"),
)
_DROPPED = ("VIRTUAL_ENV", "OSGEO4W_ROOT")
_CA_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_SYSTEM_FOLDERS = ("/", "/usr", "/usr/local")


def child_environment(inherited: Mapping[str, str], qgis_folder: Path | None = None) -> dict[str, str]:
    """Return a clean environment for any child; ``qgis_folder`` stands in for the running QGIS's installation.

    A company's CA variables stay; those that point into QGIS's installation go, because they replace the
    system's store.
    """
    qgis_folder = qgis_folder or _qgis_folder()
    kept = {name: value for name, value in inherited.items() if not _is_dropped(name)}
    for name in _CA_VARIABLES:
        if name in kept and _is_inside(kept[name], qgis_folder):
            del kept[name]
    for name in [name for name in kept if name.upper() == "PATH"]:
        folders = kept[name].split(os.pathsep)
        kept[name] = os.pathsep.join(folder for folder in folders if not _is_inside(folder, qgis_folder))
    chosen = ca_file()
    certificates = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE") if chosen else ()
    return {
        **kept,
        **dict.fromkeys(certificates, chosen),
        "PYTHONUTF8": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "ORT_DISABLE_TELEMETRY": "1",
    }


def worker_environment(inherited: Mapping[str, str], qgis_folder: Path | None = None) -> dict[str, str]:
    """Return the worker's environment: a clean one in which it finds the backend's source."""
    return {**child_environment(inherited, qgis_folder), "PYTHONPATH": str(paths.BACKEND)}


def proxy_variables() -> dict[str, str]:
    """Return QGIS's proxy, with its credentials, as the variables that download tools read; main thread only."""
    from urllib.parse import quote  # not needed when QGIS starts

    from qgis.core import QgsNetworkAccessManager
    from qgis.PyQt.QtNetwork import QNetworkProxy

    proxy = QgsNetworkAccessManager.instance().fallbackProxy()
    kinds = {
        QNetworkProxy.ProxyType.HttpProxy: "http",
        QNetworkProxy.ProxyType.HttpCachingProxy: "http",
        QNetworkProxy.ProxyType.Socks5Proxy: "socks5h",
    }
    if proxy.type() not in kinds or not proxy.hostName():
        return {}
    login = quote(proxy.user(), safe="")
    if proxy.password():
        login += ":" + quote(proxy.password(), safe="")
    address = f"{kinds[proxy.type()]}://{login + '@' if login else ''}{proxy.hostName()}:{proxy.port()}"
    excluded = QgsNetworkAccessManager.instance().noProxyList()
    variables = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), address)
    return {**variables, "NO_PROXY": ",".join(excluded)} if excluded else variables


def ca_file() -> str:
    """Return the CA file of the options, empty if none was chosen."""
    return str(QgsSettings().value(CA_FILE_SETTING, "") or "").strip()


def _is_dropped(name: str) -> bool:
    return name.upper().startswith(_DROPPED_PREFIXES) or name.upper() in _DROPPED


def _qgis_folder() -> Path | None:
    """Return the folder of QGIS's own installation; None if it shares the system's folders."""
    root = os.environ.get("OSGEO4W_ROOT") or QgsApplication.prefixPath()
    folder = Path(root)
    for parent in (folder, *folder.parents):
        if parent.suffix == ".app":
            return parent
    return None if not root or str(folder) in _SYSTEM_FOLDERS else folder


def _is_inside(path: str, folder: Path | None) -> bool:
    if folder is None or not path:
        return False
    return Path(os.path.normcase(path)).is_relative_to(os.path.normcase(folder))
