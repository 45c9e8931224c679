"""The panel's area: the whole layer, the map view, a drawn rectangle, or the selected polygons' extent."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapToolExtent
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QWidget
from qgis.utils import iface

from any2any_qgis.gui.widgets import Note, labelled
from any2any_qgis.layers.export import export_size, is_unbounded
from any2any_qgis.translation import tr

WHOLE, VIEW, DRAWN, SELECTION = "whole", "view", "drawn", "selection"


class AreaSection(QObject):
    """Widgets and state of the area row."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawn: QgsReferencedRectangle | None = None
        self._tool: QgsMapToolExtent | None = None
        self.box = QComboBox()
        self.box.setAccessibleName(tr("Area to translate"))
        titles = {
            WHOLE: tr("Whole layer"),
            VIEW: tr("Map view"),
            DRAWN: tr("Rectangle drawn on the map"),
            SELECTION: tr("Around the selected features"),
        }
        for name, title in titles.items():
            self.box.addItem(title, name)
        self.note = Note()
        self.box.activated.connect(self._on_choice)
        if iface is not None:
            iface.mapCanvas().extentsChanged.connect(self._on_view)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into the dock's form."""
        form.addRow(labelled(tr("&Area"), self.box), self.box)
        form.addRow("", self.note)

    @property
    def kind(self) -> str:
        """``WHOLE``, ``VIEW``, ``DRAWN`` or ``SELECTION``."""
        return self.box.currentData()

    def extent(self) -> QgsReferencedRectangle | None:
        """The area with its CRS, None for the whole layer or while nothing is drawn or selected."""
        if self.kind == VIEW and iface is not None:
            canvas = iface.mapCanvas()
            return QgsReferencedRectangle(canvas.extent(), canvas.mapSettings().destinationCrs())
        if self.kind == DRAWN:
            return self._drawn
        if self.kind == SELECTION:
            return _selected_extent()
        return None

    @property
    def missing(self) -> str:
        """What the user still has to do on the map; empty if nothing."""
        if self.kind == DRAWN and self._drawn is None:
            return tr("Draw a rectangle on the map.")
        if self.kind == SELECTION and self.extent() is None:
            return tr("Select features of a vector layer, and make that layer the active one.")
        return ""

    def restore(self, kind: str) -> None:
        """Choose the area of the last run; a drawn rectangle is not remembered."""
        if kind in (WHOLE, VIEW):
            self.box.setCurrentIndex(self.box.findData(kind))

    def _on_choice(self) -> None:
        if self.kind == DRAWN and iface is not None:
            self._start_drawing()
        self.note.say(self.missing, warning=True)
        self.changed.emit()

    def _on_view(self) -> None:
        if self.kind in (VIEW, SELECTION):
            self.changed.emit()

    def _start_drawing(self) -> None:
        canvas = iface.mapCanvas()
        self._tool = QgsMapToolExtent(canvas)
        self._tool.extentChanged.connect(self._on_drawn)
        canvas.setMapTool(self._tool)

    def _on_drawn(self, rectangle) -> None:
        canvas = iface.mapCanvas()
        self._drawn = QgsReferencedRectangle(rectangle, canvas.mapSettings().destinationCrs())
        canvas.unsetMapTool(self._tool)
        self.note.say("")
        self.changed.emit()


def _selected_extent() -> QgsReferencedRectangle | None:
    layer = iface.activeLayer() if iface is not None else None
    layers = [layer] if layer is not None else []
    layers += list(QgsProject.instance().mapLayers().values())
    for candidate in layers:
        if isinstance(candidate, QgsVectorLayer) and candidate.selectedFeatureCount():
            return QgsReferencedRectangle(candidate.boundingBoxOfSelected(), candidate.crs())
    return None


def area_in(layer: QgsRasterLayer, extent: QgsReferencedRectangle) -> QgsRectangle | None:
    """Return an area in the layer's CRS, cut to the layer; None where they do not meet."""
    to_layer = QgsCoordinateTransform(extent.crs(), layer.crs(), QgsProject.instance().transformContext())
    try:
        inside = to_layer.transformBoundingBox(extent).intersect(layer.extent())
    except QgsCsException:
        return None
    return None if inside.isEmpty() else inside


def area_px(
    layer: QgsRasterLayer,
    extent: QgsReferencedRectangle | None,
    pixel_size_m: float,
    resampled_m: float = 0.0,
) -> tuple[int, int]:
    """Return width and height of the area in pixels that are translated; (0, 0) if area and layer do not meet.

    ``pixel_size_m`` is that of a map service, ``resampled_m`` what any layer is resampled to first, 0 for its own.
    """
    if extent is None and not resampled_m and not is_unbounded(layer):
        return layer.width(), layer.height()
    inside = layer.extent() if extent is None else area_in(layer, extent)
    if inside is None:
        return 0, 0
    return export_size(layer, inside, resampled_m or pixel_size_m, bool(resampled_m))
