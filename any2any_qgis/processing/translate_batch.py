"""``any2any:translatebatch``: many rasters, one direction, a folder of results; a second run continues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingMultiStepFeedback,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsRasterLayer,
)

from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.results import TranslateResult
from any2any_qgis.layers.export import WorkerInput
from any2any_qgis.processing.base import TranslationAlgorithm, choice, files_of, run_in_worker
from any2any_qgis.processing.translate_parameters import PRESETS, RADIOMETRIES
from any2any_qgis.translation import tr

SUFFIXES = (".tif", ".tiff", ".jp2", ".vrt", ".img")
"""Suffixes of the files in a folder that are translated."""


class TranslateBatchAlgorithm(TranslationAlgorithm):
    """Translate layers or a folder of rasters."""

    LAYERS, FOLDER, OUTPUT, RESULTS, FAILED = "LAYERS", "FOLDER", "OUTPUT", "RESULTS", "FAILED"
    SOURCE, TARGET, PRESET, RADIOMETRY = "SOURCE", "TARGET", "PRESET", "RADIOMETRY"

    def name(self) -> str:
        return "translatebatch"

    def displayName(self) -> str:
        return tr("Translate many images")

    def shortHelpString(self) -> str:
        return tr(
            "Translates layers, or all rasters of a folder, in one direction into a folder. If you run it"
            " again, it skips finished results and continues the others. A raster that fails is reported;"
            " the others are translated."
        )

    def initAlgorithm(self, configuration=None) -> None:
        try:
            modalities = [modality.name for modality in read_model().modalities]
        except EngineError:
            modalities = []  # canExecute says why
        self.add_helped([*self._inputs(), *self._choices(modalities)])
        folder = QgsProcessingParameterFolderDestination(self.OUTPUT, tr("Folder for the results"))
        self.add_helped([(folder, tr("Each result is named after its input and the target."))])
        self.addOutput(QgsProcessingOutputMultipleLayers(self.RESULTS, tr("Translated images")))
        self.addOutput(QgsProcessingOutputNumber(self.FAILED, tr("Number of rasters that failed")))

    def _inputs(self):
        layers = QgsProcessingParameterMultipleLayers(
            self.LAYERS, tr("Layers"), QgsProcessing.SourceType.TypeRaster, optional=True
        )
        behaviour = QgsProcessingParameterFile.Behavior.Folder
        folder = QgsProcessingParameterFile(self.FOLDER, tr("Folder with rasters"), behaviour, optional=True)
        return [
            (layers, tr("Raster layers; those that the worker cannot open are exported first.")),
            (folder, tr("All GeoTIFF, JPEG 2000, VRT and IMG files in it are translated.")),
        ]

    def _choices(self, modalities: list[str]):
        return [
            (
                choice("modality", self.SOURCE, tr("Source modality"), modalities, "sar"),
                tr("What the inputs show."),
            ),
            (
                choice("modality", self.TARGET, tr("Target modality"), modalities, "rgb"),
                tr("What to make of them."),
            ),
            (
                choice("preset", self.PRESET, tr("Preset"), PRESETS, "fast"),
                tr("Sampling steps: 1, 4, 10 or 250."),
            ),
            (
                choice("units", self.RADIOMETRY, tr("Radiometry"), RADIOMETRIES, "auto"),
                tr("How the inputs store their values; auto looks at each file."),
            ),
        ]

    def checkParameterValues(self, parameters, context):
        valid, message = super().checkParameterValues(parameters, context)
        if valid and not (parameters.get(self.LAYERS) or parameters.get(self.FOLDER)):
            return False, tr("Choose layers or a folder with rasters.")
        source, target = (
            self.parameterAsEnumString(parameters, name, context) for name in (self.SOURCE, self.TARGET)
        )
        if valid and source == target:
            return False, tr("Source and target are both {}: choose two different modalities.").format(
                self._title(source)
            )
        return valid, message

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Take all that is needed from layers here, on their own thread."""
        layers = self.parameterAsLayerList(parameters, self.LAYERS, context) or []
        try:
            self._inputs_of = [WorkerInput.of(layer) for layer in layers if isinstance(layer, QgsRasterLayer)]
            self._model = read_model()
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        folder = self.parameterAsFile(parameters, self.FOLDER, context)
        if folder:
            files = sorted(Path(folder).iterdir())
            rasters = [path for path in files if path.suffix.lower() in SUFFIXES]
            self._inputs_of += [WorkerInput(path.name, str(path)) for path in rasters]
        if not self._inputs_of:
            raise QgsProcessingException(tr("{} holds no raster.").format(folder))
        return True

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        folder.mkdir(parents=True, exist_ok=True)
        names = (self.SOURCE, self.TARGET, self.PRESET, self.RADIOMETRY)
        request = {name.lower(): self.parameterAsEnumString(parameters, name, context) for name in names}
        request["model"] = str(self._model.folder)
        steps = QgsProcessingMultiStepFeedback(len(self._inputs_of), feedback)
        results, failed = [], 0
        outputs = _outputs(self._inputs_of, folder, request["target"])
        for index, (layer, output) in enumerate(zip(self._inputs_of, outputs)):
            if feedback.isCanceled():
                break
            steps.setCurrentStep(index)
            try:
                if output.exists():
                    feedback.pushInfo(tr("{} is finished already").format(output))
                else:
                    job = {**request, **files_of({"input": layer}, feedback), "output": str(output)}
                    if run_in_worker("translate", job, steps, TranslateResult) is None:
                        break
                results.append(str(output))
            except QgsProcessingException as error:
                failed += 1
                feedback.pushWarning(f"{layer.path or layer.name}: {error}")
        return {self.OUTPUT: str(folder), self.RESULTS: results, self.FAILED: failed}


def _outputs(inputs: list[WorkerInput], folder: Path, target: str) -> list[Path]:
    """Name each result after its input; inputs of the same name get numbers, the same ones in every run."""
    names: list[str] = []
    for layer in inputs:
        stem = f"{layer.export.name if layer.export else Path(layer.path).stem}_{target}"
        count = 1 + sum(name == stem or name.startswith(f"{stem}_") for name in names)
        names.append(stem if count == 1 else f"{stem}_{count}")
    return [folder / f"{name}.tif" for name in names]
