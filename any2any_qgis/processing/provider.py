"""The Processing provider: it shows the algorithms in the toolbox, in models and in ``qgis_process``."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from any2any_qgis import __about__, paths


class Any2AnyProvider(QgsProcessingProvider):
    """Algorithms with the prefix ``any2any:``."""

    def id(self) -> str:
        return "any2any"

    def name(self) -> str:
        return __about__.TITLE

    def longName(self) -> str:
        return f"{__about__.TITLE} {__about__.VERSION}"

    def icon(self) -> QIcon:
        return QIcon(str(paths.ICON))

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        return ["tif", "tiff"]

    def supportedOutputVectorLayerExtensions(self) -> list[str]:
        return ["gpkg"]

    def defaultVectorFileExtension(self, hasGeometry: bool = True) -> str:
        return "gpkg"

    def loadAlgorithms(self) -> None:
        from any2any_qgis.processing.compare import CompareAlgorithm
        from any2any_qgis.processing.export_tiles import ExportTrainingTilesAlgorithm
        from any2any_qgis.processing.fill import FillAlgorithm
        from any2any_qgis.processing.finetune import FinetuneAlgorithm
        from any2any_qgis.processing.setup import SetupAlgorithm
        from any2any_qgis.processing.status import ListModelsAlgorithm, StatusAlgorithm
        from any2any_qgis.processing.translate import TranslateAlgorithm
        from any2any_qgis.processing.translate_batch import TranslateBatchAlgorithm

        for algorithm in (
            SetupAlgorithm,
            StatusAlgorithm,
            ListModelsAlgorithm,
            TranslateAlgorithm,
            TranslateBatchAlgorithm,
            FillAlgorithm,
            CompareAlgorithm,
            ExportTrainingTilesAlgorithm,
            FinetuneAlgorithm,
        ):
            self.addAlgorithm(algorithm())
