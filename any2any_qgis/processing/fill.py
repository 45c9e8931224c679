"""``any2any:fill``: fill cloud gaps of a raster from radar or an older image; measured pixels stay unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBand,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
    QgsProcessingUtils,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.results import FillResult
from any2any_qgis.layers.export import WorkerInput
from any2any_qgis.layers.outputs import (
    FilledDresser,
    OutlineDresser,
    SyntheticMapDresser,
)
from any2any_qgis.processing.base import (
    HelpedParameter,
    TranslationAlgorithm,
    choice,
    files_of,
    run_in_worker,
)
from any2any_qgis.processing.translate_parameters import RADIOMETRIES
from any2any_qgis.translation import tr

BY_BANDS = "auto"
NODATA_MASK = "nodata"


class FillAlgorithm(TranslationAlgorithm):
    """Fill the holes of a raster from a source that sees through clouds."""

    INPUT, MASK, MASK_BAND, MASK_VALUES = "INPUT", "MASK", "MASK_BAND", "MASK_VALUES"
    SOURCE, SOURCE_MODALITY, REFERENCE = "SOURCE", "SOURCE_MODALITY", "REFERENCE"
    SOURCE_2, SOURCE_2_MODALITY = "SOURCE_2", "SOURCE_2_MODALITY"
    TARGET, RADIOMETRY = "TARGET", "RADIOMETRY"
    OUTPUT, SYNTHETIC, OUTLINE = "OUTPUT", "SYNTHETIC", "OUTLINE"
    FILLED, UNFILLED = "FILLED", "UNFILLED"

    def name(self) -> str:
        return "fill"

    def displayName(self) -> str:
        return tr("Fill cloud gaps")

    def tags(self) -> list[str]:
        return ["cloud", "gap", "hole", "inpaint", "radar", "sar", "nodata"]

    def shortHelpString(self) -> str:
        return tr(
            "Fills the holes of an image from radar or another source, and from an older image where there is one. "
            "The fill is calibrated on the clear part of the image. Measured pixels are copied bit for bit, and a "
            "second raster says which pixels are synthetic."
        )

    def initAlgorithm(self, configuration=None) -> None:
        try:
            modalities = [modality.name for modality in read_model().modalities]
        except EngineError:
            modalities = []  # canExecute says why
        self.add_helped([*self._images(modalities), *self._holes(), *self._outputs()])
        self.addOutput(QgsProcessingOutputNumber(self.FILLED, tr("Synthetic pixels")))
        self.addOutput(QgsProcessingOutputNumber(self.UNFILLED, tr("Pixels of holes that no source shows")))

    def _images(self, modalities: list[str]) -> list[HelpedParameter]:
        image = QgsProcessingParameterRasterLayer(self.INPUT, tr("Image with holes"))
        source = QgsProcessingParameterRasterLayer(self.SOURCE, tr("Source"), optional=True)
        second = QgsProcessingParameterRasterLayer(self.SOURCE_2, tr("Second source"), optional=True)
        reference = QgsProcessingParameterRasterLayer(self.REFERENCE, tr("Older image"), optional=True)
        return [
            (image, tr("All its bands are filled; type and units stay the same.")),
            (source, tr("What shows the ground under the holes, such as radar of the same week.")),
            (
                choice(
                    "modality",
                    self.SOURCE_MODALITY,
                    tr("Modality of the source"),
                    modalities or ["sar"],
                    "sar",
                ),
                tr("What the source shows."),
            ),
            (second, tr("Another source, such as radar of the older image's date.")),
            (
                choice(
                    "modality",
                    self.SOURCE_2_MODALITY,
                    tr("Modality of the second source"),
                    modalities or ["sar"],
                    "sar",
                ),
                tr("What the second source shows."),
            ),
            (
                reference,
                tr("An image of the same kind from another date, without clouds. Its levels are adapted."),
            ),
            (
                choice(
                    "modality", self.TARGET, tr("Modality of the image"), [BY_BANDS, *modalities], BY_BANDS
                ),
                tr("What the image shows; auto decides by the names and the number of its bands."),
            ),
            (
                choice("units", self.RADIOMETRY, tr("Radiometry of the image"), RADIOMETRIES, "auto"),
                tr("How the image stores its values; auto looks at the file and says what it chose."),
            ),
        ]

    def _holes(self) -> list[HelpedParameter]:
        kinds = [QgsProcessing.SourceType.TypeRaster, QgsProcessing.SourceType.TypeVectorPolygon]
        mask = QgsProcessingParameterMapLayer(self.MASK, tr("Holes"), optional=True, types=kinds)
        band = QgsProcessingParameterBand(
            self.MASK_BAND,
            tr("Band of the holes"),
            defaultValue=1,
            parentLayerParameterName=self.MASK,
            optional=True,
        )
        values = QgsProcessingParameterString(self.MASK_VALUES, tr("Classes that are holes"), optional=True)
        return [
            (
                mask,
                tr(
                    "A raster that is not 0 in holes, a raster of classes, or polygons. If empty, the image's nodata."
                ),
            ),
            (band, tr("Band of the raster of holes or classes.")),
            (
                values,
                tr("Such as 3,8,9,10 for Sentinel-2's scene classification. If empty, all values but 0."),
            ),
        ]

    def _outputs(self) -> list[HelpedParameter]:
        filled = QgsProcessingParameterRasterDestination(self.OUTPUT, tr("Filled image"))
        synthetic = QgsProcessingParameterRasterDestination(self.SYNTHETIC, tr("Map of synthetic pixels"))
        outline = QgsProcessingParameterVectorDestination(
            self.OUTLINE,
            tr("Outline of the filled parts"),
            QgsProcessing.SourceType.TypeVectorPolygon,
            optional=True,
            createByDefault=False,
        )
        return [
            (filled, tr("The image without its holes.")),
            (synthetic, tr("0 is measured, 1 is synthetic, 2 is a hole that no source shows.")),
            (outline, tr("Polygons around the synthetic pixels and around holes that no source shows.")),
        ]

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Take all that is needed from layers here, on their own thread."""
        image = self.parameterAsRasterLayer(parameters, self.INPUT, context)
        if image is None:
            raise QgsProcessingException(self.invalidRasterError(parameters, self.INPUT))
        reference = self.parameterAsRasterLayer(parameters, self.REFERENCE, context)
        target = self.parameterAsEnumString(parameters, self.TARGET, context)
        try:
            mask, how = self._mask(parameters, context)
            sources = self._sources(parameters, context)
            layers = {"input": image, "reference": reference, "mask": mask}
            layers |= {name: layer for name, (_, layer) in sources.items()}
            self._layers = {name: WorkerInput.of(layer) for name, layer in layers.items() if layer}
            self._modalities = {name: modality for name, (modality, _) in sources.items()}
            self._request: dict[str, Any] = {
                "reference": None,
                "target": None if target == BY_BANDS else target,
                "radiometry": self.parameterAsEnumString(parameters, self.RADIOMETRY, context),
                "model": str(read_model().folder),
                "overwrite": True,  # QGIS has asked already
                **how,
            }
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        self._name, self._input_id = image.name(), image.id()
        return True

    def _sources(self, parameters, context) -> dict[str, tuple[str, QgsRasterLayer]]:
        """Return modality and layer of the chosen sources, by the parameter's name."""
        found = {}
        for name, modality in (
            (self.SOURCE, self.SOURCE_MODALITY),
            (self.SOURCE_2, self.SOURCE_2_MODALITY),
        ):
            layer = self.parameterAsRasterLayer(parameters, name, context)
            if layer is not None:
                found[name] = (self.parameterAsEnumString(parameters, modality, context), layer)
        return found

    def _mask(self, parameters, context) -> tuple[QgsRasterLayer | None, dict[str, Any]]:
        """Return the raster of the holes, if they are one, and how the request describes them."""
        layer = self.parameterAsLayer(parameters, self.MASK, context)
        if layer is None:
            return None, {"mask": NODATA_MASK}
        if isinstance(layer, QgsVectorLayer):
            return None, {"mask": _as_geopackage(layer, context)}
        band = self.parameterAsInt(parameters, self.MASK_BAND, context) or 1
        return layer, {"mask_band": band, "mask_values": self._values(parameters, context)}

    def _values(self, parameters, context) -> list[int] | None:
        text = self.parameterAsString(parameters, self.MASK_VALUES, context).replace(",", " ").strip()
        try:
            return [int(part) for part in text.split()] or None
        except ValueError as error:
            raise QgsProcessingException(
                tr("The classes {!r} are not whole numbers: write them like 3,8,9,10.").format(text)
            ) from error

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        output = self.parameterAsOutputLayer(parameters, self.OUTPUT, context)
        synthetic = self.parameterAsOutputLayer(parameters, self.SYNTHETIC, context)
        places = {"output": str(Path(output).absolute()), "synthetic": str(Path(synthetic).absolute())}
        files = files_of(self._layers, feedback)
        sources = [
            {"modality": modality, "path": files.pop(name)} for name, modality in self._modalities.items()
        ]
        request = {**self._request, **places, **files, "sources": sources}
        result = run_in_worker("fill", request, feedback, FillResult)
        if result is None:
            return {}
        summary = tr("{} pixels are synthetic, calibrated on {} clear pixels")
        feedback.pushInfo(summary.format(result.filled, result.clear))
        outline = self._outline(parameters, context, synthetic)
        _load_later(context, output, FilledDresser(self._name, self._input_id))
        _load_later(context, synthetic, SyntheticMapDresser(self._name, self._input_id))
        return {
            self.OUTPUT: output,
            self.SYNTHETIC: synthetic,
            self.OUTLINE: outline,
            self.FILLED: result.filled,
            self.UNFILLED: result.unfilled,
        }

    def _outline(self, parameters, context, synthetic: str) -> str | None:
        """Write the outline, if it is wanted; return its path."""
        path = self.parameterAsOutputLayer(parameters, self.OUTLINE, context)
        if not path:
            return None
        from any2any_qgis.layers.holes import write_outline  # osgeo is not needed when QGIS starts

        try:
            write_outline(synthetic, path)
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        _load_later(context, path, OutlineDresser(self._name, self._input_id))
        return str(path)


def _as_geopackage(layer: QgsVectorLayer, context) -> str:
    """Write polygons where the worker can read them, whatever format they are kept in."""
    path = QgsProcessingUtils.generateTempFilename("holes.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "holes"
    transforms: QgsCoordinateTransformContext = context.transformContext()
    code, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, transforms, options)
    if code != QgsVectorFileWriter.WriterError.NoError:
        raise EngineError(tr("The polygons of {} cannot be written: {}").format(layer.name(), message))
    return path


def _load_later(context, path: str, processor) -> None:
    """Name and style a layer when QGIS loads it, if it is to be loaded."""
    if context.willLoadLayerOnCompletion(path):
        context.layerToLoadOnCompletionDetails(path).setPostProcessor(processor)
