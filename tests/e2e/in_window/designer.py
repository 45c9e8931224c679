"""Runs inside a QGIS window (``qgis --code``): the model designer with ``any2any:translate``, edited, saved and run."""

import os
import sys

from qgis.core import QgsProcessingModelAlgorithm
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QDialogButtonBox
from recorder import end, report, show, start, step, when

sys.path.append(os.environ["WINDOW_TEST_MODULES"])

from model_file import write_model

MODEL, SCENE = os.environ["WINDOW_TEST_MODEL"], os.environ["WINDOW_TEST_SCENE"]
OUTPUTS = {"scale:scaled": os.environ["WINDOW_TEST_OUTPUT"]}


@step
def begin():
    global designer
    from processing.modeler.ModelerDialog import ModelerDialog

    write_model(MODEL)
    designer = ModelerDialog.create()
    designer.loadModel(MODEL)
    designer.resize(1300, 800)
    designer.show()
    QTimer.singleShot(800, look)


@step
def look():
    show("designer", designer)
    report["children"] = sorted(designer.model().childAlgorithms())
    items = [item for item in designer.view().scene().items() if hasattr(item, "edit")]
    children = [item for item in items if hasattr(item.component(), "childId")]
    [translate] = [item for item in children if item.component().childId() == "translate"]
    QTimer.singleShot(0, translate.edit)
    when(lambda: QApplication.activeModalWidget() is not None, edit)


@step
def edit():
    """Look at the step's own dialog and accept it, which writes down every parameter."""
    dialog = QApplication.activeModalWidget()
    shown = [box.currentText() for box in dialog.findChildren(QComboBox)]
    report["titles"] = [text for text in ("SAR", "RGB", "Automatic") if text in shown]
    show("designer_step", dialog)
    boxes = dialog.findChildren(QDialogButtonBox)
    buttons = [box.button(QDialogButtonBox.StandardButton.Ok) for box in boxes]
    next(button for button in buttons if button is not None).click()
    QTimer.singleShot(300, save)


@step
def save():
    report["valid"] = designer.model().validate()
    designer.saveModel(False)
    saved = QgsProcessingModelAlgorithm()
    report["saved"] = saved.fromFile(MODEL)
    sources = saved.childAlgorithm("translate").parameterSources()
    report["sources"] = {name: [one.staticValue() for one in given] for name, given in sources.items()}
    QTimer.singleShot(0, designer.actionRun().trigger)
    when(lambda: QApplication.activeModalWidget() is not None, run)


@step
def run():
    """Run the model in the dialog that the designer opens."""
    dialog = QApplication.activeModalWidget()
    dialog.setParameters({"radar": SCENE, "preset": "balanced", "seed": 3, **OUTPUTS})
    show("designer_run", dialog)
    dialog.algorithmFinished.connect(lambda worked, results: finished(dialog, worked, results))
    dialog.runButton().click()


@step
def finished(dialog, worked, results):
    report["worked"], report["results"] = worked, {name: str(results[name]) for name in OUTPUTS}
    QTimer.singleShot(500, lambda: close(dialog))


@step
def close(dialog):
    show("designer_done", dialog)
    dialog.close()
    designer.setDirty(False)
    end()


start(begin)
