"""``any2any:finetune``: train a copy of a model on an index of tiles."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.results import FinetuneResult
from any2any_qgis.layers.outputs import index_path
from any2any_qgis.processing.base import HelpedParameter, TrainingAlgorithm, advanced, run_in_worker
from any2any_qgis.processing.translate_parameters import MAX_SEED
from any2any_qgis.translation import tr


class FinetuneAlgorithm(TrainingAlgorithm):
    """Fine-tune a model on training tiles."""

    INDEX = "INDEX"
    MODEL = "MODEL"
    DIRECTIONS = "DIRECTIONS"
    STEPS = "STEPS"
    LEARNING_RATE = "LEARNING_RATE"
    BATCH = "BATCH"
    SEED = "SEED"
    OUTPUT = "OUTPUT"
    LOSS_BEFORE = "LOSS_BEFORE"
    LOSS_AFTER = "LOSS_AFTER"

    def name(self) -> str:
        return "finetune"

    def displayName(self) -> str:
        return tr("Fine-tune a model")

    def tags(self) -> list[str]:
        return ["training", "fine-tuning", "deep learning", "diffusion", "model"]

    def shortHelpString(self) -> str:
        return tr(
            "Trains a copy of a model further on tiles that Export training tiles collected, so that it suits a "
            "region, a season or a sensor better.\n\n"
            "It runs in the worker's Python, which needs accelerate and pyyaml for this, on its graphics card if "
            "there is one; on a processor, count on seconds a step. Cancel keeps what was trained: run it again "
            "with the same parameters to go on.\n\n"
            "The result is a model folder for the parameter Model folder of Translate image modality. The log says "
            "how far off its translations of held-out tiles were before and after."
        )

    def initAlgorithm(self, configuration=None) -> None:
        self.add_helped(_parameters())
        self.addOutput(QgsProcessingOutputNumber(self.LOSS_BEFORE, tr("Loss before")))
        self.addOutput(QgsProcessingOutputNumber(self.LOSS_AFTER, tr("Loss after")))

    def checkParameterValues(self, parameters, context):
        valid, message = super().checkParameterValues(parameters, context)
        if not valid:
            return valid, message
        try:
            self._directions(parameters, context, self._read_model(parameters, context))
        except EngineError as error:
            return False, str(error)
        return True, ""

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Take all that is needed from the index's layer here, on its own thread."""
        layer = self.parameterAsVectorLayer(parameters, self.INDEX, context)
        if layer is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, self.INDEX))
        try:
            model = self._read_model(parameters, context)
            self._request: dict[str, Any] = {
                "index": index_path(layer),
                "model": str(model.folder),
                "directions": self._directions(parameters, context, model),
                "steps": self.parameterAsInt(parameters, self.STEPS, context),
                "learning_rate": self.parameterAsDouble(parameters, self.LEARNING_RATE, context),
                "batch": self.parameterAsInt(parameters, self.BATCH, context),
                "seed": self.parameterAsInt(parameters, self.SEED, context),
            }
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        return True

    def _read_model(self, parameters, context) -> Model:
        folder = self.parameterAsFile(parameters, self.MODEL, context)
        return read_model(Path(folder) if folder else None)

    def _directions(self, parameters, context, model: Model) -> list[str] | None:
        """Return the directions, None for all; EngineError if the model does not have one of them."""
        text = self.parameterAsString(parameters, self.DIRECTIONS, context)
        directions = ["".join(part.split()) for part in text.split(",") if part.strip()]
        for direction in directions:
            source, _, target = direction.partition("->")
            if not target or source == target:
                raise EngineError(
                    tr("{!r} is not a direction: write two modalities like sar->rgb.").format(direction)
                )
            model.modality(source), model.modality(target)
        return directions or None

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        output = self.parameterAsString(parameters, self.OUTPUT, context)
        request = {**self._request, "output": str(Path(output).absolute())}
        result = run_in_worker("finetune", request, feedback, FinetuneResult)
        if result is None:
            return {}
        feedback.pushInfo(_summary(result))
        return {
            self.OUTPUT: output,
            self.LOSS_BEFORE: result.loss_before,
            self.LOSS_AFTER: result.loss_after,
        }


def _parameters() -> list[HelpedParameter]:
    """Return all parameters in the order of the dialog."""
    return [*_what_parameters(), *_how_parameters()]


def _what_parameters() -> list[HelpedParameter]:
    polygons, folder = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessingParameterFile.Behavior.Folder
    return [
        (
            QgsProcessingParameterVectorLayer("INDEX", tr("Index of training tiles"), [polygons]),
            tr("The footprints that Export training tiles wrote, as a layer or as a file."),
        ),
        (
            QgsProcessingParameterFile("MODEL", tr("Base model"), folder, optional=True),
            tr("Folder of the model to start from. If empty, the bundled model. The folder is not changed."),
        ),
        (
            QgsProcessingParameterString("DIRECTIONS", tr("Directions"), optional=True),
            tr(
                "Directions to train, such as sar->rgb, rgb->sar. If empty, all directions of the training "
                "tiles. Other directions may get worse, so name all that you need."
            ),
        ),
    ]


def _how_parameters() -> list[HelpedParameter]:
    kinds = QgsProcessingParameterNumber.Type
    rate = QgsProcessingParameterNumber(
        "LEARNING_RATE", tr("Learning rate"), kinds.Double, 1e-4, minValue=1e-7, maxValue=0.1
    )
    rate.setMetadata({"widget_wrapper": {"decimals": 7}})
    seed = QgsProcessingParameterNumber("SEED", tr("Seed"), kinds.Integer, 0, minValue=0, maxValue=MAX_SEED)
    return [
        (
            QgsProcessingParameterNumber(
                "STEPS", tr("Steps"), kinds.Integer, 500, minValue=1, maxValue=10_000_000
            ),
            tr("Number of weight updates. A few hundred adapt a model to a few scenes."),
        ),
        (
            rate,
            tr("Size of each weight update: halve it if the loss rises."),
        ),
        (
            QgsProcessingParameterNumber(
                "BATCH", tr("Windows per step"), kinds.Integer, 8, minValue=1, maxValue=4096
            ),
            tr("Larger batches make the training steadier, and need more memory and time in proportion."),
        ),
        (
            advanced(seed),
            tr("The same seed gives the same training."),
        ),
        (
            QgsProcessingParameterFolderDestination("OUTPUT", tr("New model")),
            tr("An empty or new folder for the model. A temporary folder is deleted when QGIS is closed."),
        ),
    ]


def _summary(result: FinetuneResult) -> str:
    return tr(
        "{name}: loss on {loss_split} tiles {loss_before:.4f} before, {loss_after:.4f} after {steps} steps"
    ).format(**asdict(result))
