"""Selected features at the dock: few or ten thousand, answered by a scripted backend."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QAction, QPushButton

from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.settings import TILE_SIZE
from earthgptx_qgis.ui import object_names


def boats(count=3, outside=0):
    layer = QgsVectorLayer("Point?crs=EPSG:32632", "boats", "memory")
    features = []
    for number in range(count + outside):
        x = 500005 + 90 * number / count if number < count else 900000
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(f"POINT({x} 5000040)"))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    QgsProject.instance().addMapLayer(layer)
    return layer


def classify_until_some_are_answered(person, layer):
    """Of several tiles, so that others are still to come."""
    person.open_dock()
    TILE_SIZE.set(260)
    person.select_all(layer)
    person.choose_task("Classify marks")
    person.ask()
    person.wait_for(lambda: person.bench.results.features.count > 0)


def test_selected_features_are_classified_each_and_kept_by_feature(person, scene):
    person.open_dock()
    layer = boats(count=3, outside=2)
    person.select_all(layer)
    person.choose_task("Classify marks")
    person.ask_and_wait()
    assert "Left out of “boats”: 2, as #4: it lies outside the raster." in person.said
    person.dock.findChild(QAction, object_names.WRITE_TO_COPY).trigger()
    (copy,) = QgsProject.instance().mapLayersByName("boats, classified")
    rows = [(row["source_fid"], row["egx_label"], row["egx_score"]) for row in copy.getFeatures()]
    assert sorted(rows) == [(1, "ship", 0.8), (2, "ship", 0.8), (3, "ship", 0.8)]
    assert [category.label() for category in copy.renderer().categories()] == ["ship", "no answer"]
    assert person.message == "Made the temporary layer “boats, classified” with 3 answers."
    assert layer.fields().names() == []


def test_features_on_several_tiles_are_told_by_number_whatever_tile_came_first(person, scene):
    person.open_dock()
    TILE_SIZE.set(260)
    layer = boats(count=3)
    # The first feature moves east of the others, onto the tile that is asked last.
    layer.dataProvider().changeGeometryValues({1: QgsGeometry.fromWkt("POINT(500095 5000040)")})
    person.select_all(layer)
    person.choose_task("Classify marks")
    person.ask_and_wait()
    told = [line for line in person.said if line.startswith("Mark ")]
    assert told == ["Mark 1: ship (0.80)", "Mark 2: ship (0.80)", "Mark 3: ship (0.80)"]


def test_answers_go_into_the_layer_itself_as_one_step_to_undo(person, scene):
    person.open_dock()
    layer = boats(count=3)
    person.select_all(layer)
    person.choose_task("Classify marks")
    person.ask_and_wait()
    person.dock.findChild(QAction, object_names.WRITE_TO_LAYER).trigger()
    assert [row["egx_label"] for row in layer.getFeatures()] == ["ship", "ship", "ship"]
    assert layer.isEditable()
    layer.undoStack().undo()
    assert layer.fields().names() == []


def test_many_features_are_asked_tile_by_tile_and_told_by_label(person, scene):
    person.open_dock()
    TILE_SIZE.set(260)
    person.select_all(boats(count=300))
    person.choose_task("Classify marks")
    person.ask_and_wait()
    assert "300 of 300 marks answered. ship: 300" in person.said
    assert person.bench.results.features.count == 300


def test_stopping_between_tiles_keeps_what_was_answered_and_goes_on_from_there(person, scene):
    classify_until_some_are_answered(person, boats(count=300))
    person.dock.findChild(QPushButton, object_names.STOP).click()
    person.wait_for(lambda: not person.bench.conversation.busy)
    answered = person.bench.results.features.count
    assert 0 < answered < 300
    person.click_link("Ask again")
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.bench.results.features.count == 300


def test_ten_thousand_features_in_another_crs_are_answered_each(person, scene):
    person.open_dock()
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "trees", "memory")
    to_degrees = QgsCoordinateTransform(
        scene.crs(), layer.crs(), QgsProject.instance().transformContext()
    )
    trees = []
    for number in range(10_000):
        tree = QgsFeature()
        place = QgsPointXY(500000.5 + number % 100 * 0.99, 5000000.4 + number // 100 * 0.79)
        tree.setGeometry(QgsGeometry.fromPointXY(to_degrees.transform(place)))
        trees.append(tree)
    layer.dataProvider().addFeatures([*trees, QgsFeature(), QgsFeature()])
    QgsProject.instance().addMapLayer(layer)
    person.select_all(layer)
    assert person.message == (
        "2 of the features of “trees” were left out, as #10001: it has no geometry."
    )
    person.choose_task("Classify marks")
    person.ask_and_wait()
    assert "10000 of 10000 marks answered. ship: 10000" in person.said
    person.dock.findChild(QAction, object_names.WRITE_TO_COPY).trigger()
    (copy,) = QgsProject.instance().mapLayersByName("trees, classified")
    assert copy.featureCount() == 10_000
    assert copy.crs() == layer.crs()


def test_a_question_is_asked_of_each_feature_and_its_answer_kept_with_it(person, scene, backend):
    backend("yes-or-no")
    person.open_dock()
    layer = boats(count=3)
    person.select_all(layer)
    person.choose_task("Answer a question")
    person.ask_and_wait("is this a ship?")
    told = [line for line in person.said if line.startswith("Mark ")]
    assert told == ["Mark 1: Yes, it is. (0.70)", "Mark 2: No. (0.70)", "Mark 3: No. (0.70)"]
    # Of the four things to write, the answer and its score.
    for field in ("egx_label", "egx_answer"):
        person.dock.findChild(QAction, f"{object_names.WRITE_FIELD}_{field}").trigger()
    person.dock.findChild(QAction, object_names.WRITE_TO_COPY).trigger()
    (copy,) = QgsProject.instance().mapLayersByName("boats, classified")
    assert copy.fields().names() == ["egx_score", "egx_reply", "source_fid"]
    assert [row.attributes() for row in copy.getFeatures()] == [
        [0.7, "yes", 1], [0.7, "no", 2], [0.7, "no", 3],
    ]  # fmt: skip


def test_a_layer_removed_before_its_answers_are_written_is_said_to_be_gone(person, scene, backend):
    backend("slow")
    person.open_dock()
    layer = boats(count=1)
    person.select_all(layer)
    person.choose_task("Answer a question")
    person.ask("is this a ship?")
    person.wait_for(lambda: person.bench.session.state is BackendState.BUSY)
    QgsProject.instance().removeMapLayer(layer.id())
    person.wait_for(lambda: not person.bench.conversation.busy)
    person.dock.findChild(QAction, object_names.WRITE_TO_COPY).trigger()
    assert person.message == "The layer of the features was removed."
    assert person.bench.results.features.count == 0


def test_features_edited_meanwhile_keep_their_edits_and_get_their_answers(person, scene, backend):
    backend("slow")
    person.open_dock()
    layer = boats(count=3)
    person.select_all(layer)
    person.choose_task("Answer a question")
    person.ask("is this a ship?")
    person.wait_for(lambda: person.bench.session.state is BackendState.BUSY)
    layer.setName("vessels")
    layer.startEditing()
    layer.deleteFeature(2)
    layer.changeGeometry(3, QgsGeometry.fromWkt("POINT(500001 5000001)"))
    person.wait_for(lambda: not person.bench.conversation.busy)
    person.dock.findChild(QAction, object_names.WRITE_TO_LAYER).trigger()
    assert person.message == "Wrote 2 answers into “vessels”: save its edits to keep them."
    written = {row.id(): row["egx_reply"][:5] for row in layer.getFeatures()}
    assert written == {1: "word0", 3: "word0"}
    assert layer.getFeature(3).geometry().asWkt() == "Point (500001 5000001)"
    layer.undoStack().undo()
    assert layer.fields().names() == []
    assert layer.isEditable()


def test_features_re_projected_meanwhile_are_answered_where_they_were(person, scene):
    layer = boats(count=300)
    classify_until_some_are_answered(person, layer)
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))  # 45 degrees away from the raster
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.bench.results.features.count == 300
    person.dock.findChild(QAction, object_names.WRITE_TO_COPY).trigger()
    (copy,) = QgsProject.instance().mapLayersByName("boats, classified")
    assert copy.crs().authid() == "EPSG:3857"
    assert {row["egx_label"] for row in copy.getFeatures()} == {"ship"}
    assert copy.featureCount() == 300


def test_without_a_choice_nothing_is_written_and_the_menu_is_named(person, scene):
    person.open_dock()
    layer = boats(count=1)
    person.select_all(layer)
    person.choose_task("Classify marks")
    person.ask_and_wait()
    for field in ("egx_label", "egx_score", "egx_answer", "egx_reply"):
        person.dock.findChild(QAction, f"{object_names.WRITE_FIELD}_{field}").trigger()
    person.dock.findChild(QAction, object_names.WRITE_TO_LAYER).trigger()
    assert "Nothing is chosen to be written." in person.message
    assert (layer.fields().names(), layer.isEditable()) == ([], False)
