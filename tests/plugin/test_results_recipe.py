"""How an answer came about is kept with its layer, survives files, and is checked when read."""

from __future__ import annotations

import dataclasses
import json

import pytest
from qgis.core import QgsProject
from results_samples import context, segment

from earthgptx_qgis.results import geopackage
from earthgptx_qgis.results.recipe import Recipe, recipe_of, recipes_of
from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.wire.messages import SourceKind, Task

SHIPS = Recipe(
    task=Task.FIND,
    question="find all ships",
    source_kind=SourceKind.OPTICAL,
    model="earthgptx-nano",
    weights_sha256="ab" * 32,
    minimum_score=0.3,
    tile_size=1024,
)
ASKED = dataclasses.replace(context(), minimum_score=0.3, tile_size=1024)
PROPERTY = "earthgptx/recipes"


def answered(*questions):
    segments = SegmentLayer.create(ASKED.crs_wkt)
    for index, question in enumerate(questions):
        segments.add(dataclasses.replace(ASKED, question=question), [segment(index=index)])
    return segments.layer


def as_stored(**changes):
    values = {**vars(SHIPS), "task": "find", "source_kind": "optical", **changes}
    return json.dumps({"version": 1, "recipes": [values]})


def test_an_answer_leaves_its_recipe_with_the_layer(qgis_app):
    assert recipes_of(answered("find all ships")) == (SHIPS,)


def test_the_latest_recipe_comes_first_and_none_twice(qgis_app):
    layer = answered("find all ships", "find all cranes", "find all ships")
    assert [recipe.question for recipe in recipes_of(layer)] == [
        "find all ships",
        "find all cranes",
    ]


def test_what_was_asked_about_marks_is_no_recipe_for_another_raster(qgis_app):
    assert recipe_of(dataclasses.replace(ASKED, task=Task.OUTLINE)) is None


def test_a_saved_table_keeps_the_recipes_of_its_layer(qgis_app, tmp_path):
    saved = geopackage.save(answered("find all ships"), str(tmp_path / "a.gpkg"), "t")
    assert recipes_of(geopackage.load(saved)) == (SHIPS,)


def test_a_project_file_keeps_the_recipes_of_its_layers(qgis_new_project, tmp_path):
    QgsProject.instance().addMapLayer(answered("find all ships"))
    path = str(tmp_path / "harbour.qgz")
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(path)
    (layer,) = QgsProject.instance().mapLayers().values()
    assert recipes_of(layer) == (SHIPS,)


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        '{"version": 2, "recipes": []}',
        '{"version": 1, "recipes": [17]}',
        "[" * 100_000,
        as_stored(task="delete everything"),
        as_stored(task="outline"),
        as_stored(source_kind="x-ray"),
        as_stored(question=["find"]),
        as_stored(minimum_score=7),
        as_stored(minimum_score="0.3"),
        as_stored(minimum_score=float("nan")),
        as_stored(tile_size=10_000_000),
        as_stored(tile_size="1024"),
    ],
)
def test_what_is_no_recipe_is_not_taken_for_one(qgis_app, text):
    layer = SegmentLayer.create().layer
    layer.setCustomProperty(PROPERTY, text)
    assert recipes_of(layer) == ()


def test_a_recipe_from_a_stranger_holds_nothing_but_its_values_and_plain_text(qgis_app):
    layer = SegmentLayer.create().layer
    hostile = as_stored(question="ships\u202e\x1b[2J", command="rm -rf /", backend="ssh evil")
    layer.setCustomProperty(PROPERTY, hostile)
    (recipe,) = recipes_of(layer)
    assert recipe == dataclasses.replace(SHIPS, question="ships[2J")


def test_a_layer_keeps_the_last_fifty_recipes(qgis_app):
    layer = answered(*(f"find {number}" for number in range(60)))
    assert len(recipes_of(layer)) == 50
    assert recipes_of(layer)[0].question == "find 59"
