"""Any2Any: translate satellite images between modalities in QGIS."""

from __future__ import annotations


def classFactory(iface):
    """Return the plugin; QGIS calls this (with None for an interface in ``qgis_process``)."""
    from any2any_qgis.plugin import Any2AnyPlugin

    return Any2AnyPlugin(iface)
