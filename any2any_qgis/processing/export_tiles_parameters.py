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
            tr("What to call this scene in the index; without a name the first layer's."),
        ),
        (
            QgsProcessingParameterString("PLACE", tr("Place"), optional=True),
            tr(
                "Scenes of one place share a split. Without one, a scene of the index that overlaps this one gives "
                "it, else the scene is a place of its own."
            ),
        ),
        (
            choice("split", "SPLIT", tr("Split"), SPLITS, "auto"),
            tr(
                "Train: to learn from. Validation: to watch the training. Test: kept for a final judgement. Auto: "
                "the place's split, and of new places about 80, 10 and 10 %, the first ones to train."
            ),
        ),
        (
            QgsProcessingParameterString("LICENCE", tr("Licence of the images")),
            tr("As in CC-BY-4.0. It goes into the record of every model that is trained on them."),
        ),
        (
            QgsProcessingParameterExtent("EXTENT", tr("Extent"), optional=True),
            tr("The part to use; without it all that the layers share."),
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
            tr("The layer's bands in the order {}. Without a choice they are found by name.").format(names),
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
            tr("The model to be trained, if not the bundled one: it says which modalities there are."),
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
                "Keeps the scenes that the file holds already, so that scenes are exported one after another. A "
                "scene of the same name and files is replaced. Without it the file is written anew."
            ),
        ),
        (
            QgsProcessingParameterVectorDestination(
                "OUTPUT", tr("Index of training tiles"), QgsProcessing.SourceType.TypeVectorPolygon
            ),
            tr(
                "A GeoPackage with the tiles' footprints. It points to the rasters and copies none of their pixels: "
                "keep them where they are."
            ),
        ),
    ]
