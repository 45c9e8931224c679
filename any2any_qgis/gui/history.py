"""The dock's runs in Processing's history, beside those of the toolbox."""

from __future__ import annotations

from qgis.gui import QgsGui

PROVIDER = "processing"
"""Processing's own part of the history, whose entries its dialog shows and runs again."""


def remember(algorithm, parameters: dict, context) -> None:
    """Add a run, as the toolbox does before it starts one. QGIS before 3.24 has no history that plugins can write."""
    if not hasattr(QgsGui, "historyProviderRegistry"):
        return
    entry = {
        "algorithm_id": algorithm.id(),
        "parameters": algorithm.asMap(parameters, context),
        "python_command": algorithm.asPythonCommand(parameters, context),
    }
    command, complete = algorithm.asQgisProcessCommand(parameters, context)
    if complete:
        entry["process_command"] = command
    QgsGui.historyProviderRegistry().addEntry(PROVIDER, entry)
