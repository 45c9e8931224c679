"""A model as users draw it in the designer: radar in, RGB by ``any2any:translate``, its red band scaled to 0 to 255."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QPointF

OUTPUT = "scale:scaled"
"""What the model's output is called by those who run it."""
LOWEST, HIGHEST = 0.0, 255.0

Source = QgsProcessingModelChildParameterSource


def write_model(path: Path) -> Path:
    """Write the model; it asks for ``radar``, ``preset`` and ``seed``."""
    model = QgsProcessingModelAlgorithm("Radar as red", "tests")
    inputs = (
        QgsProcessingParameterRasterLayer("radar", "Radar"),
        QgsProcessingParameterEnum(
            "preset", "Preset", ["fast", "balanced"], defaultValue="fast", usesStaticStrings=True
        ),
        QgsProcessingParameterNumber("seed", "Seed", defaultValue=0),
    )
    for row, definition in enumerate(inputs):
        _add_input(model, definition, row)
    model.addChildAlgorithm(_translate())
    model.addChildAlgorithm(_scale())
    assert model.toFile(str(path))
    return path


def _add_input(
    model: QgsProcessingModelAlgorithm, definition: QgsProcessingParameterDefinition, row: int
) -> None:
    component = QgsProcessingModelParameter(definition.name())
    component.setPosition(QPointF(140, 80 + 90 * row))
    model.addModelParameter(definition, component)


def _translate() -> QgsProcessingModelChildAlgorithm:
    child = _child("any2any:translate", "translate", QPointF(420, 120))
    child.addParameterSources("INPUT", [Source.fromModelParameter("radar")])
    child.addParameterSources("SOURCE", [Source.fromStaticValue("sar")])
    child.addParameterSources("TARGET", [Source.fromStaticValue("rgb")])
    child.addParameterSources("PRESET", [Source.fromModelParameter("preset")])
    child.addParameterSources("SEED", [Source.fromModelParameter("seed")])
    return child


def _scale() -> QgsProcessingModelChildAlgorithm:
    child = _child("native:rescaleraster", "scale", QPointF(700, 220))
    child.addParameterSources("INPUT", [Source.fromChildOutput("translate", "OUTPUT")])
    for name, value in {"BAND": 1, "MINIMUM": LOWEST, "MAXIMUM": HIGHEST}.items():
        child.addParameterSources(name, [Source.fromStaticValue(value)])
    scaled = QgsProcessingModelOutput("scaled")
    scaled.setPosition(QPointF(960, 300))
    scaled.setChildId("scale")
    scaled.setChildOutputName("OUTPUT")
    child.setModelOutputs({"scaled": scaled})
    return child


def _child(algorithm: str, name: str, place: QPointF) -> QgsProcessingModelChildAlgorithm:
    child = QgsProcessingModelChildAlgorithm(algorithm)
    child.setChildId(name)
    child.setDescription(name)
    child.setPosition(place)
    return child
