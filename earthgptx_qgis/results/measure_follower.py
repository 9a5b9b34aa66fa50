"""Area and perimeter of polygons that a person draws anew, cuts or moves by hand."""

from __future__ import annotations

from typing import Dict, Optional

from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject

from .measures import Measure, geodesic_area, geodesic_perimeter

_DIFFERENCE = 1e-6
"""Of a measure, below which it is left: whoever adds polygons has measured them already."""


class MeasureFollower(QObject):
    """Keeps the measures of a layer true while it is edited, within the same step to undo.

    It belongs to the layer and ends with it. Edits outside of an edit command, as scripts may make
    them, are left alone: their measures would be a step of their own. So is what undoing and
    redoing brings, which has its measures already.
    """

    def __init__(self, layer: QgsVectorLayer) -> None:
        super().__init__(layer)
        layer.geometryChanged.connect(self._on_geometry_changed)
        layer.featureAdded.connect(self._measure)
        layer.crsChanged.connect(self._make_measures)
        self._make_measures()

    def _make_measures(self) -> None:
        crs, context = self.parent().crs(), QgsProject.instance().transformContext()
        self._measures: Dict[str, Measure] = {
            "area_m2": geodesic_area(crs, context),
            "perimeter_m": geodesic_perimeter(crs, context),
        }

    def _on_geometry_changed(self, feature_id: int, outline: QgsGeometry) -> None:
        self._measure(feature_id)

    def _measure(self, feature_id: int) -> None:
        layer = self.parent()  # not kept: each would keep the other one alive
        if not layer.isEditCommandActive():
            return
        feature = layer.getFeature(feature_id)
        for name, measure in self._measures.items():
            index = layer.fields().lookupField(name)  # a person may remove a field
            value = measure(feature.geometry())
            if index >= 0 and not _is_almost(feature.attribute(index), value):
                layer.changeAttributeValue(feature_id, index, value)


def _is_almost(known: object, value: Optional[float]) -> bool:
    if value is None or not isinstance(known, float):
        return value is None and not isinstance(known, float)
    return abs(known - value) <= _DIFFERENCE * value
