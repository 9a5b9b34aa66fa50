"""What a review decided, as training data: a GeoPackage beside the raster it was found on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Tuple

from qgis.core import QgsFeatureRequest, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import SaveError
from . import geopackage
from .geopackage import SaveMode
from .review import STATUS_FIELD
from .segment_rows import Status

_SOURCE_FIELD = "source_layer"


@dataclass(frozen=True)
class TrainingFile:
    """What was exported.

    Attributes:
        path: of the GeoPackage.
        outside: names of source layers whose raster does not lie beside it.
    """

    path: Path
    accepted: int
    rejected: int
    outside: Tuple[str, ...] = ()


def proposed_path(layer: QgsVectorLayer, project: QgsProject, otherwise: Path) -> Path:
    """Beside the raster most polygons were found on; in a folder where there is no such file."""
    rasters = _rasters_of(layer, project)
    for name in _source_layers(layer):
        if name in rasters:
            return rasters[name].with_name(f"{rasters[name].stem}_reviewed.gpkg")
    stem = re.sub(r"\W+", "_", layer.name().lower()).strip("_") or "results"
    return otherwise / f"{stem}_reviewed.gpkg"


def export_training_data(
    layer: QgsVectorLayer, project: QgsProject, path: Path, replace: bool = False
) -> TrainingFile:
    """Write the accepted and the rejected polygons as `python -m backend.train --data` reads them.

    Of a raster layer that was renamed, the rows name the file: that is how its raster is found.

    Raises:
        SaveError: nothing was accepted yet, or the file cannot be written or is there already.
    """
    decided = f"\"{STATUS_FIELD}\" IN ('{Status.ACCEPTED.value}', '{Status.REJECTED.value}')"
    reviewed = layer.materialize(QgsFeatureRequest().setFilterExpression(decided))
    reviewed.setCrs(layer.crs())
    reviewed.setName(path.stem)
    statuses = [row[STATUS_FIELD] for row in reviewed.getFeatures()]
    accepted = statuses.count(Status.ACCEPTED.value)
    if accepted == 0:
        raise SaveError(
            _translate("No polygon of “{layer}” is accepted yet.").format(layer=layer.name()),
            _translate("Accept some in the review first: the model learns from these."),
        )
    rasters = _rasters_of(layer, project)
    _name_files(reviewed, rasters)
    mode = SaveMode.OVERWRITE if replace else SaveMode.NEW
    geopackage.save(reviewed, str(path), "labels", mode)
    beside = {name for name, raster in rasters.items() if raster.parent == path.absolute().parent}
    outside = tuple(name for name in _source_layers(layer) if name not in beside)
    return TrainingFile(path, accepted, len(statuses) - accepted, outside)


def _source_layers(layer: QgsVectorLayer) -> List[str]:
    """Names of the raster layers the polygons were found on, that of most of them first."""
    index = layer.fields().lookupField(_SOURCE_FIELD)
    if index < 0:
        return []
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    counts: Dict[str, int] = {}
    for row in layer.getFeatures(request.setSubsetOfAttributes([index])):
        if isinstance(row.attribute(index), str):
            counts[row.attribute(index)] = counts.get(row.attribute(index), 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def _rasters_of(layer: QgsVectorLayer, project: QgsProject) -> Dict[str, Path]:
    """The file of every source layer that is still in the project and has one."""
    wanted = set(_source_layers(layer))
    found: Dict[str, Path] = {}
    for raster in project.mapLayers().values():
        if isinstance(raster, QgsRasterLayer) and raster.name() in wanted:
            file = Path(raster.source().split("|")[0])
            if raster.providerType() == "gdal" and file.is_file():
                found[raster.name()] = file.absolute()
    return found


def _name_files(reviewed: QgsVectorLayer, rasters: Dict[str, Path]) -> None:
    index = reviewed.fields().lookupField(_SOURCE_FIELD)
    changes = {
        row.id(): {index: rasters[row.attribute(index)].stem}
        for row in reviewed.getFeatures()
        if index >= 0 and row.attribute(index) in rasters
    }
    reviewed.dataProvider().changeAttributeValues(changes)


def _translate(text: str) -> str:
    return QCoreApplication.translate("TrainingExport", text)
