"""Answers about selected features become fields, of a copy or of the layer itself."""

from __future__ import annotations

import pytest
from osgeo import ogr
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsFillSymbol,
    QgsGeometry,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from earthgptx_qgis.errors import FieldConflict, LayerNotEditable
from earthgptx_qgis.results.feature_fields import (
    FeatureAnswer,
    copy_with_answers,
    write_answers,
)


def houses(fields="field=name:string", crs="EPSG:28992", count=3, geometry="Polygon"):
    """A memory layer of squares named a, b, c ..."""
    layer = QgsVectorLayer(f"{geometry}?crs={crs}&{fields}", "houses", "memory")
    if not crs:
        layer.setCrs(layer.crs().__class__())
    features = []
    for index in range(count):
        feature = QgsFeature(layer.fields())
        feature.setAttribute("name", chr(ord("a") + index % 26))
        feature.setGeometry(
            QgsGeometry.fromWkt(f"Polygon(({index} 0, {index}.7 0, {index}.7 1, {index} 0))")
        )
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def saved_houses(path, driver="GPKG"):
    """The same on disk."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(houses(), str(path), context, options)
    return QgsVectorLayer(str(path), "houses", "ogr")


def contents(layer):
    """Everything a layer holds: names of fields, and id, attributes and geometry of each row."""
    rows = [
        (feature.id(), list(feature.attributes()), bytes(feature.geometry().asWkb()))
        for feature in layer.getFeatures()
    ]
    return layer.fields().names(), rows


ANSWERS = (FeatureAnswer(1, "house", 0.875), FeatureAnswer(3, "storage tank", 0.5))


def test_a_copy_holds_the_answered_features_their_fields_and_their_ids(qgis_app):
    source = houses()
    copied = copy_with_answers(source, ANSWERS)
    assert copied.fields().names() == ["name", "egx_label", "egx_score", "source_fid"]
    assert [feature.attributes() for feature in copied.getFeatures()] == [
        ["a", "house", 0.875, 1],
        ["c", "storage tank", 0.5, 3],
    ]
    assert copied.crs().authid() == "EPSG:28992"
    geometries = {f["source_fid"]: bytes(f.geometry().asWkb()) for f in copied.getFeatures()}
    for feature_id, wkb in geometries.items():
        assert bytes(source.getFeature(feature_id).geometry().asWkb()) == wkb


def test_a_copy_leaves_the_layer_alone(qgis_app):
    source = houses()
    before = contents(source)
    copy_with_answers(source, ANSWERS)
    assert contents(source) == before
    assert not source.isEditable()


def test_a_copy_wears_the_style_of_the_layer(qgis_app):
    source = houses()
    symbol = QgsFillSymbol.createSimple({"color": "12,34,56"})
    source.setRenderer(QgsSingleSymbolRenderer(symbol))
    copied = copy_with_answers(source, ANSWERS)
    assert copied.renderer().symbol().color().name() == "#0c2238"


def test_a_copy_of_a_layer_without_a_crs_has_none(qgis_app):
    assert not copy_with_answers(houses(crs=""), ANSWERS).crs().isValid()


def test_descriptions_get_a_field_of_their_own(qgis_app):
    described = [FeatureAnswer(2, "", 0.9, answer="A long house with a red roof.")]
    copied = copy_with_answers(houses(), described)
    (feature,) = copied.getFeatures()
    assert feature["egx_answer"] == "A long house with a red roof."
    assert "egx_label" not in copied.fields().names()


def test_a_copy_of_a_copy_takes_the_newer_answers(qgis_app):
    first = copy_with_answers(houses(), ANSWERS)
    second = copy_with_answers(first, [FeatureAnswer(1, "shed", 0.6)])
    assert second.fields().names() == first.fields().names()
    assert [feature.attributes() for feature in second.getFeatures()] == [["a", "shed", 0.6, 1]]


def test_features_in_a_geopackage_are_copied_with_their_ids(qgis_app, tmp_path):
    source = saved_houses(tmp_path / "houses.gpkg")
    copied = copy_with_answers(source, [FeatureAnswer(2, "house", 0.9)])
    assert [feature.attributes() for feature in copied.getFeatures()] == [[2, "b", "house", 0.9, 2]]


def test_the_layer_itself_gets_fields_and_values_of_the_answered_features_only(qgis_app):
    layer = houses()
    write_answers(layer, ANSWERS)
    assert layer.isEditable()
    assert layer.fields().names() == ["name", "egx_label", "egx_score"]
    assert layer.getFeature(1).attributes() == ["a", "house", 0.875]
    untouched = layer.getFeature(2).attributes()
    assert untouched[0] == "b"
    assert all(value is None or value.isNull() for value in untouched[1:])


def test_one_step_of_undo_restores_the_layer_exactly(qgis_app, tmp_path):
    layer = saved_houses(tmp_path / "houses.gpkg")
    before = contents(layer)
    write_answers(layer, ANSWERS)
    assert contents(layer) != before
    assert layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert contents(layer) == before
    layer.undoStack().redo()
    assert layer.getFeature(3)["egx_label"] == "storage tank"


def test_an_edit_the_person_began_stays_theirs_and_its_own_step(qgis_app):
    layer = houses()
    layer.startEditing()
    layer.changeAttributeValue(2, 0, "mine")
    write_answers(layer, ANSWERS)
    layer.undoStack().undo()
    assert layer.fields().names() == ["name"]
    assert layer.getFeature(2).attributes() == ["mine"]


@pytest.mark.parametrize(("driver", "suffix"), [("GPKG", "gpkg"), ("ESRI Shapefile", "shp")])
def test_saved_edits_are_in_the_file(qgis_app, tmp_path, driver, suffix):
    path = tmp_path / f"houses.{suffix}"
    layer = saved_houses(path, driver)
    ids = [feature.id() for feature in layer.getFeatures()]
    described = FeatureAnswer(ids[1], "house", 0.75, answer="A red roof.")
    write_answers(layer, [described])
    assert layer.commitChanges()
    file = ogr.Open(str(path))
    row = file.GetLayer(0).GetFeature(ids[1])
    assert row.GetField("egx_label") == "house"
    assert row.GetField("egx_score") == 0.75
    assert row.GetField("egx_answer") == "A red roof."


def test_answers_written_again_replace_the_earlier_ones_without_new_fields(qgis_app):
    layer = houses()
    write_answers(layer, ANSWERS)
    write_answers(layer, [FeatureAnswer(1, "shed", 0.6)])
    assert layer.fields().names() == ["name", "egx_label", "egx_score"]
    assert layer.getFeature(1).attributes() == ["a", "shed", 0.6]
    assert layer.getFeature(3).attributes() == ["c", "storage tank", 0.5]


@pytest.mark.parametrize("write", [write_answers, copy_with_answers])
def test_a_field_of_the_same_name_and_another_type_is_never_overwritten(qgis_app, write):
    layer = houses(fields="field=name:string&field=egx_label:int")
    before = contents(layer)
    with pytest.raises(FieldConflict, match="“houses” has a field “egx_label” of type int"):
        write(layer, ANSWERS)
    assert contents(layer) == before
    assert not layer.isEditable()


def test_a_read_only_layer_says_that_a_copy_is_possible(qgis_app):
    layer = houses()
    layer.setReadOnly(True)
    with pytest.raises(LayerNotEditable, match=r"houses.*read-only") as caught:
        write_answers(layer, ANSWERS)
    assert "copy" in caught.value.hint
    assert len(list(copy_with_answers(layer, ANSWERS).getFeatures())) == 2


def test_a_format_that_takes_no_fields_says_so(qgis_app, tmp_path):
    path = tmp_path / "houses.csv"
    path.write_text("name,wkt\na,POINT(1 2)\n")
    layer = QgsVectorLayer(f"file://{path}?wktField=wkt&crs=EPSG:28992", "houses", "delimitedtext")
    assert layer.isValid()
    with pytest.raises(LayerNotEditable, match="houses"):
        write_answers(layer, [FeatureAnswer(1, "house", 0.9)])


def test_a_failure_halfway_leaves_the_layer_as_it_was(qgis_app):
    layer = houses()
    # A virtual field of the right type takes no values.
    layer.addExpressionField("'fixed'", QgsField("egx_label", layer.fields().at(0).type()))
    before = contents(layer)
    with pytest.raises(LayerNotEditable, match="refused"):
        write_answers(layer, ANSWERS)
    assert contents(layer) == before
    assert not layer.isEditable()


def test_ten_thousand_features_get_their_answers_in_one_step(qgis_app):
    layer = houses(count=10_000)
    write_answers(layer, [FeatureAnswer(number, "house", 0.9) for number in range(1, 10_001)])
    assert layer.undoStack().count() == 1
    assert {feature["egx_label"] for feature in layer.getFeatures()} == {"house"}


def test_a_feature_deleted_meanwhile_is_passed_over_and_the_others_are_written(qgis_app):
    layer = houses()
    layer.startEditing()
    layer.deleteFeature(1)
    assert write_answers(layer, ANSWERS) == 1
    assert layer.getFeature(3)["egx_label"] == "storage tank"
    assert [f["name"] for f in copy_with_answers(layer, ANSWERS).getFeatures()] == ["c"]


def test_no_answers_change_nothing(qgis_app):
    layer = houses()
    assert copy_with_answers(layer, []).featureCount() == 0
    assert write_answers(layer, []) == 0
    assert layer.fields().names() == ["name"]
    assert not layer.isEditable()


REPLIES = [
    FeatureAnswer(1, "house", 0.9, answer="A long house.", reply="yes"),
    FeatureAnswer(2, "shed", 0.6, reply="no"),
]


def test_a_person_chooses_what_is_written(qgis_app):
    copied = copy_with_answers(houses(), REPLIES, what=["egx_reply", "egx_score"])
    rows = [(row["egx_reply"], row["egx_score"], row["source_fid"]) for row in copied.getFeatures()]
    assert rows == [("yes", 0.9, 1), ("no", 0.6, 2)]
    assert copied.fields().names()[-3:] == ["egx_score", "egx_reply", "source_fid"]


def test_what_was_not_chosen_is_not_written_into_the_layer_either(qgis_app):
    layer = houses()
    before = layer.fields().names()
    write_answers(layer, REPLIES, what=["egx_answer"])
    assert layer.fields().names() == [*before, "egx_answer"]
    written = {row.id(): row["egx_answer"] for row in layer.getFeatures()}
    assert written[1] == "A long house."


def test_all_that_was_said_is_written_where_nothing_is_chosen(qgis_app):
    copied = copy_with_answers(houses(), REPLIES)
    assert copied.fields().names()[-5:] == [
        "egx_label", "egx_score", "egx_answer", "egx_reply", "source_fid",
    ]  # fmt: skip
