"""``any2any:translate``: one raster, one direction. The toolbox, the dock and ``qgis_process`` all run this."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingUtils

from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.results import TranslateResult
from any2any_qgis.layers.export import needs_export, plan_export
from any2any_qgis.layers.export_file import write_export
from any2any_qgis.layers.export_request import Export
from any2any_qgis.layers.result import ResultDresser, ResultInfo
from any2any_qgis.layers.source import pixel_window, worker_path
from any2any_qgis.layers.style import sample_limits
from any2any_qgis.processing.base import TranslationAlgorithm, run_in_worker
from any2any_qgis.processing.feedback import stage_title
from any2any_qgis.processing.translate_parameters import translate_parameters
from any2any_qgis.translation import tr


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
    SAMPLES = "SAMPLES"
    UNCERTAINTY = "UNCERTAINTY"
    VIA = "VIA"
    DEVICE = "DEVICE"
    GPU_MEMORY = "GPU_MEMORY"
    PRECISION = "PRECISION"
    RUNTIME = "RUNTIME"
    STEPS = "STEPS"
    PIXEL_SIZE = "PIXEL_SIZE"
    LEVEL = "LEVEL"
    OUTPUT_LEVEL = "OUTPUT_LEVEL"

    def __init__(self) -> None:
        super().__init__()
        self.worker_result: TranslateResult | None = None
        """The worker's answer; None before it arrives."""

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
            "The result is a synthetic image: it shows a plausible image predicted by the model, not what a sensor "
            "measured. Its name, its metadata and its GeoTIFF tags say so.\n\n"
            "The pixel size follows the target: RGB, SAR and NIR keep it, PAN halves it, MS doubles it. Reflectance "
            "is written as whole numbers of 1/10000, backscatter in dB."
        )

    def initAlgorithm(self, configuration=None) -> None:
        try:
            modalities = [modality.name for modality in read_model().modalities]
        except EngineError:
            modalities = []  # canExecute says why
        self.add_helped(translate_parameters(modalities))

    def checkParameterValues(self, parameters, context):
        valid, message = super().checkParameterValues(parameters, context)
        if not valid:
            return valid, message
        source = self.parameterAsEnumString(parameters, self.SOURCE, context)
        if source == self.parameterAsEnumString(parameters, self.TARGET, context):
            return False, tr("Source and target are both {}: choose two different modalities.").format(
                self._title(source)
            )
        valid, message = self.check_output(parameters, self.OUTPUT)
        # A context of its own: looking at an output notes it there as a layer to load.
        if valid and self.parameterAsOutputLayer(parameters, self.UNCERTAINTY, QgsProcessingContext()):
            if self.parameterAsInt(parameters, self.SAMPLES, context) < 2:
                return False, tr("A standard deviation needs at least 2 samples, better 8: raise Samples.")
            return self.check_output(parameters, self.UNCERTAINTY)
        return valid, message

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Take all that is needed from layers here, on their own thread."""
        layer = self.parameterAsRasterLayer(parameters, self.INPUT, context)
        if layer is None:
            raise QgsProcessingException(self.invalidRasterError(parameters, self.INPUT))
        folder = self.parameterAsFile(parameters, self.MODEL, context)
        extent = self.parameterAsExtent(parameters, self.EXTENT, context, layer.crs())
        try:
            self._model = read_model(Path(folder) if folder else None)
            self._export = self._plan_export(layer, extent, parameters, context)
            self._request: dict[str, Any] = {
                "input": "" if self._export else worker_path(layer),
                "source": self.parameterAsEnumString(parameters, self.SOURCE, context),
                "target": self.parameterAsEnumString(parameters, self.TARGET, context),
                "model": str(self._model.folder),
                "preset": self.parameterAsEnumString(parameters, self.PRESET, context),
                "seed": self.parameterAsInt(parameters, self.SEED, context),
                "samples": self.parameterAsInt(parameters, self.SAMPLES, context),
                "bands": self.parameterAsInts(parameters, self.BANDS, context) or None,
                "radiometry": self.parameterAsEnumString(parameters, self.RADIOMETRY, context),
                "level": self.parameterAsEnumString(parameters, self.LEVEL, context),
                "output_level": self.parameterAsEnumString(parameters, self.OUTPUT_LEVEL, context),
                "window": None if extent.isNull() or self._export else list(pixel_window(layer, extent)),
                "overwrite": True,  # Processing has asked before it comes here
                "via": self.parameterAsEnumString(parameters, self.VIA, context),
                "device": self.parameterAsString(parameters, self.DEVICE, context).strip(),
                "precision": self.parameterAsEnumString(parameters, self.PRECISION, context),
                "runtime": self.parameterAsEnumString(parameters, self.RUNTIME, context),
            }
            if parameters.get(self.STEPS) is not None:
                self._request["steps"] = self.parameterAsInt(parameters, self.STEPS, context)
            if parameters.get(self.GPU_MEMORY) is not None:
                self._request["gpu_memory_gb"] = self.parameterAsDouble(parameters, self.GPU_MEMORY, context)
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        self._input_name, self._input_id = layer.name(), layer.id()
        names = (
            self.SOURCE, self.TARGET, self.PRESET, self.RADIOMETRY, self.VIA, self.PRECISION,
            self.RUNTIME, self.LEVEL, self.OUTPUT_LEVEL,
        )  # fmt: skip
        self._choices = {name: self._request[name.lower()] for name in names}
        self._choices.update(SEED=self._request["seed"], SAMPLES=self._request["samples"])
        self._choices[self.BANDS] = self._request["bands"] or []
        given = (self.STEPS, self.PIXEL_SIZE)
        self._choices.update({name: parameters[name] for name in given if parameters.get(name) is not None})
        return True

    def _plan_export(self, layer, extent, parameters, context) -> Export | None:
        """Plan a file for a layer that the worker cannot open, or of another pixel size; None for all others."""
        wanted = None
        if parameters.get(self.PIXEL_SIZE) is not None:
            wanted = self.parameterAsDouble(parameters, self.PIXEL_SIZE, context)
        if not wanted and not needs_export(layer):
            return None
        source = self._model.modality(self.parameterAsEnumString(parameters, self.SOURCE, context))
        area = None if extent.isNull() else extent
        return plan_export(layer, area, wanted or source.pixel_size_m, resample=wanted is not None)

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        output = self.parameterAsOutputLayer(parameters, self.OUTPUT, context)
        uncertainty = self.parameterAsOutputLayer(parameters, self.UNCERTAINTY, context)
        request = {**self._request, "output": str(Path(output).absolute())}
        if uncertainty:
            request["uncertainty"] = str(Path(uncertainty).absolute())
        try:
            if self._export is not None:
                feedback.setProgressText(stage_title("exporting the layer"))
                # Units and level are recognised by the name of a product: it is kept.
                request["input"] = QgsProcessingUtils.generateTempFilename(f"{self._export.name}.tif")
                write_export(self._export, Path(request["input"]), feedback)
                if feedback.isCanceled():
                    return {}
            _announce(self._model, request, feedback)
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        result = run_in_worker("translate", request, feedback, TranslateResult)
        if result is None:
            return {}
        self.worker_result = result
        feedback.pushInfo(_summary(result, self._model))
        info = self._result_info(result)
        _load_later(context, output, replace(info, limits=sample_limits(output)))
        if not uncertainty:
            return {self.OUTPUT: output}
        limits = sample_limits(uncertainty)
        _load_later(context, uncertainty, replace(info, is_deviation=True, limits=limits))
        return {self.OUTPUT: output, self.UNCERTAINTY: uncertainty}

    def _result_info(self, result: TranslateResult) -> ResultInfo:
        return ResultInfo(
            input_name=self._input_name,
            source=self._model.modality(result.source),
            target=self._model.modality(result.target),
            model=result.model,
            model_digest=result.model_digest,
            steps=result.steps,
            seed=result.seed,
            seen=result.seen,
            via=self._model.modality(result.via) if result.via else None,
            samples=result.samples,
            domain=result.domain or "",
            preset="" if "steps" in self._request else self._request["preset"],
            input_id=self._input_id,
            licence=self._model.licence,
            choices=self._choices,
        )


def _load_later(context, path: str, info: ResultInfo) -> None:
    """Name, style and describe a result when QGIS loads it, if it is to be loaded."""
    if context.willLoadLayerOnCompletion(path):
        details = context.layerToLoadOnCompletionDetails(path)
        details.name = info.layer_name
        details.setPostProcessor(ResultDresser(info))


def _announce(model: Model, request: dict[str, Any], feedback) -> None:
    """Log what will be done; warn of directions that were not trained."""
    source, target = model.modality(request["source"]), model.modality(request["target"])
    feedback.pushInfo(tr("{} to {} with the model {}").format(source.title, target.title, model.title))
    if (source.name, target.name) not in model.seen:
        feedback.pushWarning(
            tr("The model was not trained on {} to {}: this is a zero-shot translation.").format(
                source.title, target.title
            )
        )


def _summary(result: TranslateResult, model: Model) -> str:
    text = tr(
        "{width} x {height} pixels in {seconds:.1f} s, {windows} windows ({windows_skipped} empty)"
    ).format(**asdict(result))
    if result.via:
        text += tr(", translated through {}").format(model.modality(result.via).title)
    return text
