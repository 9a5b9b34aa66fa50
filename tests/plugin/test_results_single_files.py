"""Results are saved as GeoJSON, FlatGeobuf and shapefile, and what these cannot keep is said."""

from __future__ import annotations

import json
import os
from unittest.mock import Mock

import pytest
from osgeo import ogr
from qgis.core import QgsVectorLayer
from results_samples import answered, save_single_file

from earthgptx_qgis.errors import SaveError, TableExists
from earthgptx_qgis.results.saved_copy import move_if_free
from earthgptx_qgis.results.single_files import (
    FLATGEOBUF,
    GEOJSON,
    SHAPEFILE,
    format_of,
    limits_of,
    prepare_file,
)


@pytest.mark.parametrize("suffix", [".geojson", ".fgb", ".shp"])
def test_a_file_holds_the_polygons_their_attributes_and_their_look(qgis_app, tmp_path, suffix):
    layer = answered().layer
    path = str(tmp_path / f"harbour{suffix}")
    assert save_single_file(layer, path) == 2
    read = QgsVectorLayer(path, "fresh", "ogr")
    scores = sorted(feature["score"] for feature in read.getFeatures())
    assert scores == pytest.approx([0.2, 0.9])
    assert {feature["label"] for feature in read.getFeatures()} == {"ship"}
    looks = [category.label() for category in read.renderer().categories()]
    assert looks == ["ship", "ship, low score", "other"]


def test_flatgeobuf_keeps_the_crs_and_geojson_is_in_degrees(qgis_app, tmp_path):
    layer = answered(scores=(0.9,)).layer
    save_single_file(layer, str(tmp_path / "a.fgb"))
    assert QgsVectorLayer(str(tmp_path / "a.fgb"), "a", "ogr").crs().authid() == "EPSG:28992"
    save_single_file(layer, str(tmp_path / "a.geojson"))
    written = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert "crs" not in written  # RFC 7946
    first = written["features"][0]["geometry"]["coordinates"]
    while isinstance(first[0], list):
        first = first[0]
    assert first == pytest.approx([4.88797, 52.36983], abs=2e-4)


def test_a_shapefile_says_what_it_cuts(qgis_app):
    first, second = limits_of(answered().layer, SHAPEFILE)
    assert first == (
        "A shapefile cuts field names to 10 characters: source_layer, source_kind, "
        "weights_sha256, perimeter_m."
    )
    assert "254 characters" in second
    assert "2 GB" in second
    assert "one style" in second


def test_the_other_formats_say_little(qgis_app):
    layer = answered().layer
    assert limits_of(layer, FLATGEOBUF) == []
    assert limits_of(layer, GEOJSON) == ["GeoJSON is always in longitude and latitude (WGS 84)."]
    assert "no CRS" in limits_of(answered("").layer, GEOJSON)[0]


def test_a_shapefile_has_the_cut_names(qgis_app, tmp_path):
    save_single_file(answered().layer, str(tmp_path / "a.shp"))
    source = ogr.Open(str(tmp_path / "a.shp"))  # held: its layers go with it
    definition = source.GetLayer().GetLayerDefn()
    names = [definition.GetFieldDefn(k).GetName() for k in range(definition.GetFieldCount())]
    assert names == [
        "label", "phrase", "score", "answer", "task", "mark", "source_lay", "source_kin", "model",
        "weights_sh", "area_m2", "created", "perimeter_", "status",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".geojson", ".fgb", ".shp"])
def test_a_file_is_replaced_only_when_asked(qgis_app, tmp_path, suffix):
    path = str(tmp_path / f"a{suffix}")
    save_single_file(answered().layer, path)
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(TableExists, match="exists already"):
        save_single_file(answered(scores=(0.9,)).layer, path)
    assert QgsVectorLayer(path, "a", "ogr").featureCount() == 2
    assert save_single_file(answered(scores=(0.9,)).layer, path, replace=True) == 1
    assert QgsVectorLayer(path, "a", "ogr").featureCount() == 1
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("suffix", [".geojson", ".fgb", ".shp"])
def test_a_file_that_another_window_wrote_meanwhile_is_not_replaced(qgis_app, tmp_path, suffix):
    path = tmp_path / f"harbour{suffix}"
    to_save = prepare_file(answered().layer, str(path))
    path.write_text("of the other window")
    with pytest.raises(TableExists, match="exists already"):
        to_save.write()
    assert path.read_text() == "of the other window"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_whole_file_is_moved_to_a_free_place_only(tmp_path, monkeypatch, links):
    if not links:
        monkeypatch.setattr(os, "link", Mock(side_effect=PermissionError))
    whole, place = tmp_path / "whole", tmp_path / "place"
    for text, moved, there in (("mine", True, "mine"), ("late", False, "mine")):
        whole.write_text(text)
        assert move_if_free(str(whole), str(place)) is moved
        assert place.read_text() == there
        assert whole.exists() is not moved


def test_what_the_minimum_score_hides_is_saved_only_when_asked(qgis_app, tmp_path):
    segments = answered()
    segments.set_minimum_score(0.5)
    assert save_single_file(segments.layer, str(tmp_path / "a.fgb")) == 1
    everything = str(tmp_path / "b.fgb")
    assert save_single_file(segments.layer, everything, include_hidden=True) == 2


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/proc/a.geojson", "cannot be written"),
        ("/nowhere/at/all/a.shp", "folder of /nowhere/at/all/a.shp does not exist"),
        ("a.kml", "in no format that is known here"),
    ],
)
def test_what_cannot_be_written_is_named_and_the_results_stay(qgis_app, path, words):
    segments = answered()
    with pytest.raises(SaveError, match=words) as caught:
        save_single_file(segments.layer, path)
    assert caught.value.hint
    assert segments.layer.featureCount() == 2


def test_a_name_tells_its_format(qgis_app):
    assert format_of("A.SHP") is SHAPEFILE
    assert format_of("a.gpkg") is None
