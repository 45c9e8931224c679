from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProcessingContext
from qgis.gui import QgsGui

from any2any_qgis.gui.job import ALGORITHM
from any2any_qgis.gui.session import PROVIDER, add_to_history

pytestmark = pytest.mark.skipif(
    not hasattr(QgsGui, "historyProviderRegistry"), reason="needs the history of QGIS 3.24"
)


@pytest.fixture
def run_remembered(any2any_provider, project, sar_layer):
    """What the dock does for a run of a layer."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    context = QgsProcessingContext()
    context.setProject(project)
    parameters = {"INPUT": sar_layer, "SOURCE": "sar", "TARGET": "rgb", "OUTPUT": "/somewhere/out.tif"}
    add_to_history(algorithm, parameters, context)
    return parameters


def test_a_run_can_be_looked_up_and_repeated(run_remembered, sar_path):
    entry = QgsGui.historyProviderRegistry().queryEntries(providerId=PROVIDER)[-1].entry
    assert entry["algorithm_id"] == ALGORITHM
    assert entry["parameters"]["inputs"] == {**run_remembered, "INPUT": str(sar_path)}
    assert entry["python_command"].startswith(f'processing.run("{ALGORITHM}", ')
    assert f"--INPUT={sar_path}" in entry["process_command"].replace("'", "")
