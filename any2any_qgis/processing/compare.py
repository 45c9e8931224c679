"""``any2any:compare``: a result against a real image of the same place, in figures, as a map and as a page."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingException,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBand,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.results import CompareResult
from any2any_qgis.layers.export import WorkerInput
from any2any_qgis.layers.outputs import DifferenceDresser
from any2any_qgis.layers.style import sample_limits
from any2any_qgis.processing.base import (
    HelpedParameter,
    TranslationAlgorithm,
    choice,
    files_of,
    run_in_worker,
)
from any2any_qgis.processing.translate_parameters import RADIOMETRIES
from any2any_qgis.translation import tr

BY_TAGS = "auto"
PAGE_NAME = "index.html"


class CompareAlgorithm(TranslationAlgorithm):
    """Score a translated raster against a real image that was acquired later or held out."""

    RESULT, TRUTH, MODALITY, RADIOMETRY, BANDS = "RESULT", "TRUTH", "MODALITY", "RADIOMETRY", "BANDS"
    ERROR_MAP, REPORT, PAGE, PSNR, FIGURES = "ERROR_MAP", "REPORT", "PAGE", "PSNR", "FIGURES"

    def name(self) -> str:
        return "compare"

    def displayName(self) -> str:
        return tr("Compare with a real image")

    def tags(self) -> list[str]:
        return ["score", "psnr", "rmse", "error", "accuracy", "validation"]

    def shortHelpString(self) -> str:
        return tr(
            "Scores a translated image against a real one of the same place: error, bias and correlation "
            "of each band, a map of the errors and a page with pictures. The real image may have another "
            "CRS, extent and pixel size; it is resampled to the result's grid."
        )

    def initAlgorithm(self, configuration=None) -> None:
        try:
            modalities = [modality.name for modality in read_model().modalities]
        except EngineError:
            modalities = []  # canExecute says why
        self.add_helped([*self._inputs(modalities), *self._outputs()])
        self.addOutput(QgsProcessingOutputHtml(self.PAGE, tr("Page of the report")))
        self.addOutput(QgsProcessingOutputNumber(self.PSNR, tr("Peak signal-to-noise ratio, dB")))
        self.addOutput(QgsProcessingOutputString(self.FIGURES, tr("Figures as JSON")))

    def _inputs(self, modalities: list[str]) -> list[HelpedParameter]:
        result = QgsProcessingParameterRasterLayer(self.RESULT, tr("Translated image"))
        truth = QgsProcessingParameterRasterLayer(self.TRUTH, tr("Real image"))
        bands = QgsProcessingParameterBand(
            self.BANDS,
            tr("Bands of the real image"),
            parentLayerParameterName=self.TRUTH,
            optional=True,
            allowMultiple=True,
        )
        return [
            (result, tr("A result of Any2Any, or another raster if the modality is chosen.")),
            (truth, tr("An image of the same modality that a sensor took of the same place.")),
            (
                choice("modality", self.MODALITY, tr("Modality of both"), [BY_TAGS, *modalities], BY_TAGS),
                tr("What both images show; auto reads it from the result's tags."),
            ),
            (
                choice("units", self.RADIOMETRY, tr("Radiometry of the real image"), RADIOMETRIES, "auto"),
                tr("How the real image stores its values; auto looks at the file and says what it chose."),
            ),
            (
                bands,
                tr("In the order of the modality. If empty, they are found by name, or the first are used."),
            ),
        ]

    def _outputs(self) -> list[HelpedParameter]:
        error_map = QgsProcessingParameterRasterDestination(
            self.ERROR_MAP, tr("Map of errors"), optional=True, createByDefault=True
        )
        report = QgsProcessingParameterFolderDestination(
            self.REPORT, tr("Folder for the report"), optional=True, createByDefault=True
        )
        return [
            (error_map, tr("Result minus real image for each band, in reflectance or dB.")),
            (report, tr("A page with figures and pictures, and the figures as JSON.")),
        ]

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Take all that is needed from layers here, on their own thread."""
        layers = [
            self.parameterAsRasterLayer(parameters, name, context) for name in (self.RESULT, self.TRUTH)
        ]
        for layer, name in zip(layers, (self.RESULT, self.TRUTH)):
            if layer is None:
                raise QgsProcessingException(self.invalidRasterError(parameters, name))
        modality = self.parameterAsEnumString(parameters, self.MODALITY, context)
        try:
            self._inputs_of = dict(zip(("result", "truth"), map(WorkerInput.of, layers)))
            self._request: dict[str, Any] = {
                "modality": None if modality == BY_TAGS else modality,
                "model": str(read_model().folder),
                "radiometry": self.parameterAsEnumString(parameters, self.RADIOMETRY, context),
                "bands": self.parameterAsInts(parameters, self.BANDS, context) or None,
            }
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        self._name = layers[0].name()
        return True

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        error_map = self.parameterAsOutputLayer(parameters, self.ERROR_MAP, context)
        report = self.parameterAsString(parameters, self.REPORT, context)
        request = {**self._request, **files_of(self._inputs_of, feedback)}
        if error_map:
            request["error_map"] = str(Path(error_map).absolute())
        if report:
            request["report"] = str(Path(report).absolute())
        figures = run_in_worker("compare", request, feedback, CompareResult)
        if figures is None:
            return {}
        _say(figures, feedback)
        outputs = {self.PSNR: figures.psnr_db, self.FIGURES: json.dumps(asdict(figures))}
        if error_map:
            outputs[self.ERROR_MAP] = error_map
            _load_later(context, error_map, self._name)
        if report:
            outputs |= {self.REPORT: report, self.PAGE: str(Path(report) / PAGE_NAME)}
        return outputs


def _say(figures: CompareResult, feedback) -> None:
    """Put the figures into the log."""
    summary = tr("PSNR {:.2f} dB over {} pixels, {:.0f} % of the result")
    feedback.pushInfo(summary.format(figures.psnr_db, figures.pixels, 100 * figures.share))
    line = tr("{}: error {:.4f}, bias {:+.4f}, correlation {:.3f} ({})")
    for band in figures.bands:
        feedback.pushInfo(line.format(band.name, band.rmse, band.bias, band.correlation, figures.unit))


def _load_later(context, path: str, name: str) -> None:
    """Name and style the map when QGIS loads it, if it is to be loaded."""
    if context.willLoadLayerOnCompletion(path):
        details = context.layerToLoadOnCompletionDetails(path)
        details.setPostProcessor(DifferenceDresser(name, sample_limits(path)))
