"""``any2any:exporttrainingtiles``: layers of one place become training tiles in an index."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingUtils,
    QgsRasterLayer,
)

from any2any_qgis.engine.models import Model, read_model
from any2any_qgis.engine.protocol import EngineError
from any2any_qgis.engine.results import IndexTilesResult
from any2any_qgis.layers.outputs import FootprintDresser, reload_index
from any2any_qgis.layers.source import worker_path
from any2any_qgis.processing.base import TrainingAlgorithm, run_in_worker
from any2any_qgis.processing.export_tiles_parameters import (
    MORE_COLUMNS,
    bands_name,
    export_tiles_parameters,
    layer_name,
    radiometry_name,
)
from any2any_qgis.translation import tr


class ExportTrainingTilesAlgorithm(TrainingAlgorithm):
    """Put co-registered layers into an index of training tiles."""

    SCENE = "SCENE"
    PLACE = "PLACE"
    SPLIT = "SPLIT"
    LICENCE = "LICENCE"
    EXTENT = "EXTENT"
    MODEL = "MODEL"
    MORE = "MORE"
    APPEND = "APPEND"
    OUTPUT = "OUTPUT"
    TILES = "TILES"
    TILES_IN_INDEX = "TILES_IN_INDEX"
    SPLIT_TAKEN = "SPLIT_TAKEN"

    def name(self) -> str:
        return "exporttrainingtiles"

    def displayName(self) -> str:
        return tr("Export training tiles")

    def tags(self) -> list[str]:
        return ["training", "tiles", "dataset", "index", "geopackage", "deep learning", "pairs"]

    def shortHelpString(self) -> str:
        return tr(
            "Makes training data from layers that show the same place in different modalities, for example radar "
            "and true colour.\n\n"
            "The layers are checked against one another: they need one CRS and one pixel grid, with pixel sizes in "
            "whole ratios, and are cut to the ground that they share. Where they do not fit, the message says which "
            "one to warp, and to which grid.\n\n"
            "The result is a GeoPackage of footprints that points to the rasters. Run the algorithm once for every "
            "scene with the same output, then run Fine-tune a model."
        )

    def initAlgorithm(self, configuration=None) -> None:
        try:
            modalities = read_model().modalities
        except EngineError:
            modalities = ()  # canExecute says why
        self.add_helped(export_tiles_parameters(modalities))
        self.addOutput(QgsProcessingOutputNumber(self.TILES, tr("Tiles of this scene")))
        self.addOutput(QgsProcessingOutputNumber(self.TILES_IN_INDEX, tr("Tiles in the index")))
        self.addOutput(QgsProcessingOutputString(self.SPLIT_TAKEN, tr("Split")))

    def checkParameterValues(self, parameters, context):
        valid, message = super().checkParameterValues(parameters, context)
        if not valid:
            return valid, message
        return self.check_output(parameters, self.OUTPUT)

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        """Take all that is needed from layers here, on their own thread."""
        folder = self.parameterAsFile(parameters, self.MODEL, context)
        try:
            self._model = read_model(Path(folder) if folder else None)
            chosen = self._chosen_layers(parameters, context)
            layers = [self._describe(name, layer, parameters, context) for name, layer in chosen]
            layers += self._further_layers(parameters, context)
        except EngineError as error:
            raise QgsProcessingException(str(error)) from error
        if len(layers) < 2:
            raise QgsProcessingException(tr("Choose at least two layers of the same place."))
        self._request: dict[str, Any] = {
            "layers": layers,
            "scene": self.parameterAsString(parameters, self.SCENE, context).strip()
            or (chosen[0][1].name() if chosen else Path(layers[0]["path"]).stem),
            "place": self.parameterAsString(parameters, self.PLACE, context).strip(),
            "split": self.parameterAsEnumString(parameters, self.SPLIT, context),
            "licence": self.parameterAsString(parameters, self.LICENCE, context).strip(),
            "model": str(self._model.folder),
            "extent": self._extent(parameters, context, chosen, layers),
            "append": self.parameterAsBool(parameters, self.APPEND, context),
        }
        return True

    def _chosen_layers(self, parameters, context) -> list[tuple[str, QgsRasterLayer]]:
        """Modalities of the dialog that have a layer."""
        chosen = []
        for modality in self._modalities_of_the_dialog():
            parameter = layer_name(modality)
            if parameters.get(parameter) in (None, ""):
                continue
            layer = self.parameterAsRasterLayer(parameters, parameter, context)
            if layer is None:
                raise QgsProcessingException(self.invalidRasterError(parameters, parameter))
            chosen.append((modality, layer))
        return chosen

    def _modalities_of_the_dialog(self) -> list[str]:
        suffix = radiometry_name("")
        names = (definition.name() for definition in self.parameterDefinitions())
        return [name[: -len(suffix)].lower() for name in names if name.endswith(suffix)]

    def _describe(self, modality: str, layer: QgsRasterLayer, parameters, context) -> dict[str, Any]:
        return {
            "modality": self._model.modality(modality).name,
            "path": worker_path(layer),
            "bands": self.parameterAsInts(parameters, bands_name(modality), context) or None,
            "radiometry": self.parameterAsEnumString(parameters, radiometry_name(modality), context),
        }

    def _further_layers(self, parameters, context) -> list[dict[str, Any]]:
        """Rows of the table of further layers."""
        cells = [str(cell or "").strip() for cell in self.parameterAsMatrix(parameters, self.MORE, context)]
        rows = [cells[i : i + MORE_COLUMNS] for i in range(0, len(cells), MORE_COLUMNS)]
        return [_further_layer(row, self._model, context) for row in rows if any(row)]

    def _extent(self, parameters, context, chosen, layers) -> list[float] | None:
        """Return the extent in the first layer's CRS, as west, south, east, north."""
        first = chosen[0][1] if chosen else QgsProcessingUtils.mapLayerFromString(layers[0]["path"], context)
        extent = self.parameterAsExtent(parameters, self.EXTENT, context, first.crs())
        if extent.isNull():
            return None
        return [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]

    def processAlgorithm(self, parameters, context, feedback) -> dict[str, Any]:
        output = self.parameterAsOutputLayer(parameters, self.OUTPUT, context)
        self._index = str(Path(output).absolute())
        result = run_in_worker(
            "index_tiles", {**self._request, "index": self._index}, feedback, IndexTilesResult
        )
        if result is None:
            return {}
        feedback.pushInfo(_summary(result))
        if context.willLoadLayerOnCompletion(output):
            details = context.layerToLoadOnCompletionDetails(output)
            details.name = tr("Training tiles")
            details.setPostProcessor(FootprintDresser())
        return {
            self.OUTPUT: output,
            self.TILES: result.tiles,
            self.TILES_IN_INDEX: result.tiles_in_index,
            self.SPLIT_TAKEN: result.split,
        }

    def postProcessAlgorithm(self, context, feedback) -> dict[str, Any]:
        """Let layers that show the index already see what is new in it."""
        if context.project() is not None:
            reload_index(context.project(), self._index)
        return {}


def _further_layer(row: list[str], model: Model, context) -> dict[str, Any]:
    name, source, bands, radiometry = (*row, "", "", "")[:MORE_COLUMNS]
    layer = QgsProcessingUtils.mapLayerFromString(source, context)
    if not isinstance(layer, QgsRasterLayer):
        raise EngineError(
            tr("Further layers: {!r} is not a raster layer or file; choose another.").format(source)
        )
    numbers = bands.replace(",", " ").split()
    if not all(number.isdigit() for number in numbers):
        raise EngineError(
            tr("Further layers: bands {!r} are not numbers; write them like 1 2 3.").format(bands)
        )
    return {
        "modality": model.modality(name).name,
        "path": worker_path(layer),
        "bands": [int(number) for number in numbers] or None,
        "radiometry": radiometry or "auto",
    }


def _summary(result: IndexTilesResult) -> str:
    return tr(
        "Scene {scene} of place {place}: {tiles} tiles for {split}, {tiles_in_index} tiles in the index now"
    ).format(**asdict(result))
