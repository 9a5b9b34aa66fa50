"""The algorithms with the real server: across tiles, in a model, and with the shipped weights."""

from __future__ import annotations

import subprocess
from pathlib import Path

import processing
import pytest
from bright_things import write_bright_things
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from earthgptx_qgis.processing.provider import EarthGPTXProvider
from earthgptx_qgis.runtime.environment import command_of_checkout
from earthgptx_qgis.settings import BACKEND_COMMAND

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def provider(qgis_processing, qgis_new_project):
    provider = EarthGPTXProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)
    BACKEND_COMMAND.reset()


@pytest.fixture
def bright_things(tmp_path, provider, bright_finder):
    """Four objects in a raster that takes six tiles of the engine."""
    BACKEND_COMMAND.set(bright_finder)
    path = write_bright_things(tmp_path / "bright.tif")
    return QgsProject.instance().addMapLayer(QgsRasterLayer(path, "bright"))


def bounds_of(layer):
    return sorted(row.geometry().boundingBox().toString(0) for row in layer.getFeatures())


def test_each_object_of_a_large_raster_is_found_once_and_whole(bright_things, tmp_path):
    out = str(tmp_path / "out.gpkg")
    parameters = {"RASTER": bright_things, "PHRASE": "thing", "OUTPUT": out}
    assert processing.run("earthgptx:find", parameters)["COUNT"] == 4
    found = QgsVectorLayer(out, "out", "ogr")
    assert found.crs().authid() == "EPSG:32632"
    assert bounds_of(found) == [
        "500010,5000175 : 500020,5000190",
        "500025,5000040 : 500275,5000050",
        "500090,5000175 : 500100,5000185",
        "500095,5000080 : 500120,5000105",
    ]
    areas = sorted(row["area_m2"] for row in found.getFeatures())
    assert areas == pytest.approx([100.0, 150.0, 625.0, 2500.0], rel=0.002)


def test_features_of_a_large_raster_are_classified(bright_things):
    layer = QgsVectorLayer("Point?crs=EPSG:32632", "points", "memory")
    rows = []
    for x, y in ((500015, 5000180), (500200, 5000045), (500200, 5000150)):
        row = QgsFeature()
        row.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        rows.append(row)
    layer.dataProvider().addFeatures(rows)
    parameters = {"INPUT": layer, "RASTER": bright_things, "OUTPUT": "memory:"}
    output = processing.run("earthgptx:classifyfeatures", parameters)["OUTPUT"]
    labels = {
        row["source_fid"]: (row["egx_label"], row["egx_score"]) for row in output.getFeatures()
    }
    assert labels == {1: ("bright", 0.75), 2: ("bright", 0.75), 3: ("dark", 0.75)}


def test_a_model_finds_dissolves_and_saves_to_a_geopackage(bright_things, tmp_path):
    model = find_dissolve_save()
    out = str(tmp_path / "dissolved.gpkg")
    parameters = {"raster": bright_things, "phrase": "thing", "file": out}
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    _, successful = model.run(parameters, context, feedback)
    assert successful, feedback.textLog()
    (dissolved,) = QgsVectorLayer(out, "out", "ogr").getFeatures()
    assert dissolved.geometry().constGet().numGeometries() == 4
    assert round(dissolved.geometry().area()) == 150 + 100 + 625 + 2500


def find_dissolve_save():
    """A model: raster and phrase in, one dissolved polygon in a file out."""
    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("dissolved finds", "tests")
    for parameter in (
        QgsProcessingParameterRasterLayer("raster"),
        QgsProcessingParameterString("phrase"),
        QgsProcessingParameterFileDestination("file", fileFilter="GeoPackage (*.gpkg)"),
    ):
        model.addModelParameter(parameter, QgsProcessingModelParameter(parameter.name()))
    steps = (
        ("find", "earthgptx:find", {
            "RASTER": source.fromModelParameter("raster"),
            "PHRASE": source.fromModelParameter("phrase"),
        }),
        ("dissolve", "native:dissolve", {"INPUT": source.fromChildOutput("find", "OUTPUT")}),
        ("save", "native:savefeatures", {
            "INPUT": source.fromChildOutput("dissolve", "OUTPUT"),
            "OUTPUT": source.fromModelParameter("file"),
        }),
    )  # fmt: skip
    for name, algorithm, parameters in steps:
        child = QgsProcessingModelChildAlgorithm(algorithm)
        child.setChildId(name)
        for parameter, value in parameters.items():
            child.addParameterSources(parameter, [value])
        model.addChildAlgorithm(child)
    return model


@pytest.mark.skipif(command_of_checkout() is None, reason="no .venv-backend: `make environments`")
def test_the_shipped_weights_find_tanks_that_are_drawn(provider, backend_python, tmp_path):
    farm = ["-m", "backend.data.synthetic", "tank farm", "-o", str(tmp_path), "--size", "512"]
    subprocess.run([backend_python, *farm], check=True, capture_output=True, cwd=ROOT)
    (raster,) = tmp_path.glob("*.tif")
    layer = QgsProject.instance().addMapLayer(QgsRasterLayer(str(raster), "farm"))
    parameters = {"RASTER": layer, "PHRASE": "storage tanks", "OUTPUT": "memory:"}
    results = processing.run("earthgptx:find", parameters)
    found = list(results["OUTPUT"].getFeatures())
    assert results["COUNT"] == len(found) > 0
    assert {row["label"] for row in found} == {"storage tank"}
    assert {row["model"] for row in found} == {"earthgptx-nano"}
    assert all(layer.extent().contains(row.geometry().boundingBox()) for row in found)
