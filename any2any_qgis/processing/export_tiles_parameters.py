"""The parameters of ``any2any:exporttrainingtiles``, each with its help.

A modality ``sar`` has a layer ``SAR`` and, folded away, its bands ``SAR_BANDS`` and its radiometry ``SAR_RADIOMETRY``.
"""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)

from any2any_qgis.engine.models import Modality
from any2any_qgis.processing.base import HelpedParameter, advanced, choice
from any2any_qgis.processing.translate_parameters import RADIOMETRIES
from any2any_qgis.translation import tr

SPLITS = ("auto", "train", "validation", "test")
MORE_COLUMNS = 4


def layer_name(modality: str) -> str:
    """Name of a modality's layer parameter."""
    return modality.upper()


def bands_name(modality: str) -> str:
    """Name of the parameter for the bands of a modality's layer."""
    return f"{modality.upper()}_BANDS"


def radiometry_name(modality: str) -> str:
    """Name of the parameter for the radiometry of a modality's layer."""
    return f"{modality.upper()}_RADIOMETRY"


def export_tiles_parameters(modalities: Sequence[Modality]) -> list[HelpedParameter]:
    """Return all parameters in the order of the dialog, with the modalities of the bundled model."""
    layers = [_layer_parameter(modality) for modality in modalities]
    details = [parameter for modality in modalities for parameter in _detail_parameters(modality)]
    return [*layers, *_scene_parameters(), *details, *_model_parameters(), *_output_parameters()]


def _layer_parameter(modality: Modality) -> HelpedParameter:
    bands = ", ".join(band.name for band in modality.bands)
    return (
        QgsProcessingParameterRasterLayer(
            layer_name(modality.name), tr("{} layer").format(modality.title), optional=True
        ),
        tr(
            "A raster of this kind ({}); the model knows it at {:g} m. Give at least two layers of the same place: "
            "one CRS, one pixel grid, pixel sizes in whole ratios."
        ).format(bands, modality.pixel_size_m),
    )


def _scene_parameters() -> list[HelpedParameter]:
    return [
        (
            QgsProcessingParameterString("SCENE", tr("Scene name"), optional=True),
            tr("Name of this scene in the index. If empty, the name of the first layer is used."),
        ),
        (
            QgsProcessingParameterString("PLACE", tr("Place"), optional=True),
            tr(
                "Scenes of one place share a split. If empty, the place of an overlapping scene in the index "
                "is used; without one, the scene is a new place."
            ),
        ),
        (
            choice("split", "SPLIT", tr("Split"), SPLITS, "auto"),
            tr(
                "Train: used to learn. Validation: used to watch the training. Test: kept for the final "
                "score. Auto: the split of the place; new places are shared out by about 80, 10 and 10 %, the"
                " first ones to train."
            ),
        ),
        (
            QgsProcessingParameterString("LICENCE", tr("Licence of the images")),
            tr("For example CC-BY-4.0. Every model that is trained on these tiles records it."),
        ),
        (
            QgsProcessingParameterExtent("EXTENT", tr("Extent"), optional=True),
            tr("The area to use. If empty, the area that all layers share."),
        ),
    ]


def _detail_parameters(modality: Modality) -> list[HelpedParameter]:
    bands = QgsProcessingParameterBand(
        bands_name(modality.name),
        tr("{} bands").format(modality.title),
        parentLayerParameterName=layer_name(modality.name),
        optional=True,
        allowMultiple=True,
    )
    title = tr("{} radiometry").format(modality.title)
    radiometry = choice("units", radiometry_name(modality.name), title, RADIOMETRIES, "auto")
    names = ", ".join(band.name for band in modality.bands)
    return [
        (
            advanced(bands),
            tr("The layer's bands in the order {}. If empty, they are found by name.").format(names),
        ),
        (
            advanced(radiometry),
            tr(
                "How the layer stores its values. Auto looks at the file and says what it chose; the names are those "
                "of the algorithm Translate image modality."
            ),
        ),
    ]


def _model_parameters() -> list[HelpedParameter]:
    folder = QgsProcessingParameterFile.Behavior.Folder
    model = QgsProcessingParameterFile("MODEL", tr("Model folder"), folder, optional=True)
    headers = [tr("Modality"), tr("Raster"), tr("Bands"), tr("Radiometry")]
    more = QgsProcessingParameterMatrix("MORE", tr("Further layers"), 0, False, headers, optional=True)
    return [
        (
            advanced(model),
            tr("The model to train; it defines the modalities. If empty, the bundled model."),
        ),
        (
            advanced(more),
            tr(
                "Layers of modalities that the bundled model lacks: the modality's name in the model, a layer or a "
                "file, band numbers separated by spaces, and a radiometry; the last two may stay empty."
            ),
        ),
    ]


def _output_parameters() -> list[HelpedParameter]:
    return [
        (
            QgsProcessingParameterBoolean("APPEND", tr("Add to an existing index"), defaultValue=True),
            tr(
                "Keeps the scenes that are already in the file, so that you can export one scene after "
                "another. A scene with the same name and files is replaced. If off, the file is overwritten."
            ),
        ),
        (
            QgsProcessingParameterVectorDestination(
                "OUTPUT", tr("Index of training tiles"), QgsProcessing.SourceType.TypeVectorPolygon
            ),
            tr(
                "A GeoPackage with the footprints of the tiles. It refers to the rasters and does not copy "
                "their pixels: do not move them."
            ),
        ),
    ]
