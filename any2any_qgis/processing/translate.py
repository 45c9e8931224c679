"""``any2any:translate``: one raster, one direction. The toolbox, the dock and ``qgis_process`` all run this."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterBand,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError, JobCancelledError
from any2any_qgis.engine.service import worker_service
from any2any_qgis.layers.result import ResultInfo, ResultPostProcessor
from any2any_qgis.layers.source import pixel_window, worker_path
from any2any_qgis.processing.base import FeedbackBridge, TranslationAlgorithm
from any2any_qgis.translation import tr

PRESETS = ("fast", "balanced", "detailed", "paper")
RADIOMETRIES = (
    "auto", "reflectance", "s2", "s2_offset", "landsat_c2", "tags", "display8",
    "db", "db100", "power", "amplitude", "quicklook8",
)  # fmt: skip
MAX_SEED = 2**31 - 1


class TranslateAlgorithm(TranslationAlgorithm):
    """Translate a raster from one sensing modality to another."""

    INPUT = "INPUT"
    SOURCE = "SOURCE"
    TARGET = "TARGET"
    BANDS = "BANDS"
    PRESET = "PRESET"
    SEED = "SEED"
    RADIOMETRY = "RADIOMETRY"
    MODEL = "MODEL"
    EXTENT = "EXTENT"
    OUTPUT = "OUTPUT"

    def name(self) -> str:
        return "translate"

    def displayName(self) -> str:
        return tr("Translate image modality")

    def tags(self) -> list[str]:
        return ["sar", "radar", "rgb", "nir", "multispectral", "panchromatic", "synthetic", "sentinel"]

    def shortHelpString(self) -> str:
        return tr(
            "Translates one kind of satellite image of a place into another with a latent-diffusion model, for "
            "rasters of any size.\n\n"
            "The result is a synthetic image: it shows what the model holds likely, not what a sensor measured. Its "
            "name, its metadata and its GeoTIFF tags say so.\n\n"
            "The pixel size follows the target: RGB, SAR and NIR keep it, PAN halves it, MS doubles it. Reflectance "
            "is written as whole numbers of 1/10000, backscatter in dB."
        )

    def initAlgorithm(self, configuration=None) -> None:
        for parameter, help_text in _parameters():
            parameter.setHelp(help_text)
            self.addParameter(parameter)

    def canExecute(self):
        try:
            read_model()
        except EngineError as error:
            return False, tr("The bundled model is missing: {} Reinstall the plugin.").format(error)
        return True, ""

    def checkParameterValues(self, parameters, context):
        valid, message = super().checkParameterValues(parameters, context)
        if not valid:
            return valid, message
        source = self.parameterAsEnumString(parameters, self.SOURCE, context)
        if source == self.parameterAsEnumString(parameters, self.TARGET, context):
            return False, tr("Source and target are both {}: choose two different modalities.").format(source)
        output = self.parameterDefinition(self.OUTPUT)
        # A context of its own: looking at an output notes it there as a layer to load.
        scratch = QgsProcessingContext()
        return self.provider().isSupportedOutputValue(parameters.get(self.OUTPUT), output, scratch)

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Take all that is needed from layers here, on their own thread."""
        layer = self.parameterAsRasterLayer(parameters, self.INPUT, context)
        if layer is None:
            raise QgsProcessingException(self.invalidRasterError(parameters, self.INPUT))
        folder = self.parameterAsFile(parameters, self.MODEL, context)
        extent = self.parameterAsExtent(parameters, self.EXTENT, context, layer.crs())
        try:
            self._model = read_model(Path(folder) if folder else None)
            self._request: dict[str, Any] = {
                "input": worker_path(layer),
                "source": self.parameterAsEnumString(parameters, self.SOURCE, context),
                "target": self.parameterAsEnumString(parameters, self.TARGET, context),
                "model": str(self._model.folder),
                "preset": self.parameterAsEnumString(parameters, self.PRESET, context),
                "seed": self.parameterAsInt(parameters, self.SEED, context),
                "bands": self.parameterAsInts(parameters, self.BANDS, context) or None,
                "radiometry": self.parameterAsEnumString(parameters, self.RADIOMETRY, context),
                "window": None if extent.isNull() else list(pixel_window(layer, extent)),
                "overwrite": True,  # Processing has asked before it comes here
            }
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        self._input_name = layer.name()
        return True

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        output = self.parameterAsOutputLayer(parameters, self.OUTPUT, context)
        request = {**self._request, "output": str(Path(output).absolute())}
        try:
            _announce(self._model, request, feedback)
            bridge = FeedbackBridge(feedback)
            result = worker_service().translate(request, bridge.progress, bridge.log, feedback.isCanceled)
        except JobCancelledError:
            return {}
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        feedback.pushInfo(_summary(result))
        if context.willLoadLayerOnCompletion(output):
            info = self._result_info(result)
            details = context.layerToLoadOnCompletionDetails(output)
            details.name = info.layer_name
            details.setPostProcessor(ResultPostProcessor.create(info))
        return {self.OUTPUT: output}

    def _result_info(self, result: dict[str, Any]) -> ResultInfo:
        return ResultInfo(
            input_name=self._input_name,
            source=self._model.modality(result["source"]),
            target=self._model.modality(result["target"]),
            model=result["model"],
            model_digest=result["model_digest"],
            steps=result["steps"],
            seed=result["seed"],
            seen=result["seen"],
        )


def _announce(model: Model, request: dict[str, Any], feedback) -> None:
    """Say what is going to be done; warn of directions that the model has never seen."""
    source, target = model.modality(request["source"]), model.modality(request["target"])
    feedback.pushInfo(tr("{} to {} with the model {}").format(source.title, target.title, model.title))
    if (source.name, target.name) not in model.seen:
        feedback.pushWarning(
            tr("The model was not trained on {} to {}: this is a zero-shot translation.").format(
                source.title, target.title
            )
        )


def _summary(result: dict[str, Any]) -> str:
    return tr(
        "{width} x {height} pixels in {seconds:.1f} s, {windows} windows ({windows_skipped} empty)"
    ).format(**result)


def _parameters() -> list[tuple[QgsProcessingParameterDefinition, str]]:
    """All parameters with their help."""
    algorithm = TranslateAlgorithm
    try:
        names = [modality.name for modality in read_model().modalities]
    except EngineError:
        names = []  # canExecute says why
    model = QgsProcessingParameterFile(
        algorithm.MODEL, tr("Model folder"), QgsProcessingParameterFile.Behavior.Folder, optional=True
    )
    model.setFlags(model.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return [
        (
            QgsProcessingParameterRasterLayer(algorithm.INPUT, tr("Input raster")),
            tr("The image to translate: any raster that lies in a file, with or without a CRS."),
        ),
        (
            _choice(algorithm.SOURCE, tr("Source modality"), names, "sar"),
            tr("What the input is."),
        ),
        (
            _choice(algorithm.TARGET, tr("Target modality"), names, "rgb"),
            tr("What to make of it. Directions that the model was not trained on are named in the log."),
        ),
        (
            QgsProcessingParameterBand(
                algorithm.BANDS,
                tr("Bands"),
                parentLayerParameterName=algorithm.INPUT,
                optional=True,
                allowMultiple=True,
            ),
            tr(
                "The input's bands in the order of the source modality (RGB: red, green, blue). "
                "Without a choice the first ones are taken."
            ),
        ),
        (
            _choice(algorithm.PRESET, tr("Preset"), PRESETS, "balanced"),
            tr(
                "Sampling steps: fast takes 1 (smooth, nearest on average), balanced 4, detailed 10 (more texture), "
                "paper 250."
            ),
        ),
        (
            QgsProcessingParameterNumber(
                algorithm.SEED,
                tr("Seed"),
                QgsProcessingParameterNumber.Type.Integer,
                0,
                minValue=0,
                maxValue=MAX_SEED,
            ),
            tr("Another seed gives another likely image; the same seed gives the same image."),
        ),
        (
            _choice(algorithm.RADIOMETRY, tr("Radiometry"), RADIOMETRIES, "auto"),
            tr(
                "How the input stores its values: auto looks at the file and says what it chose. Reflectance: "
                "reflectance, s2 (x 10000), s2_offset (x 10000 + 1000), landsat_c2, tags (scale and offset of the "
                "file), display8. Backscatter: db, db100 (dB x 100), power, amplitude, quicklook8."
            ),
        ),
        (
            QgsProcessingParameterExtent(algorithm.EXTENT, tr("Extent"), optional=True),
            tr("The part to translate; without it the whole raster."),
        ),
        (
            model,
            tr("Folder with a model's config.json and weights; without it the bundled model."),
        ),
        (
            QgsProcessingParameterRasterDestination(algorithm.OUTPUT, tr("Translated image")),
            tr("A cloud-optimised GeoTIFF with tags that call it synthetic."),
        ),
    ]


def _choice(
    name: str, title: str, options: list[str] | tuple[str, ...], default: str
) -> QgsProcessingParameterEnum:
    return QgsProcessingParameterEnum(
        name,
        title,
        options=list(options),
        defaultValue=default if default in options else None,
        usesStaticStrings=True,
    )
