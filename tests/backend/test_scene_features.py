"""Vector features lie on the pixels of a raster; what is found is written to vector files."""

import geopandas
import pytest
import shapely
from raster_files import SCENE, UTM, ground

from backend.errors import VectorFileError
from backend.scenes.features import (
    Place,
    check_output,
    marks_on,
    places_of,
    read_features,
    write_features,
)
from earthgptx_qgis.wire.messages import PromptShape
from earthgptx_qgis.wire.windows import Window

LEFT, RIGHT = Window(0, 0, 120, 100), Window(80, 0, 120, 100)


def test_features_of_another_crs_lie_on_their_pixels():
    frame = geopandas.GeoDataFrame(geometry=[ground((20, 10, 40, 30))], crs=UTM).to_crs(3857)
    (place,) = places_of(frame, SCENE)
    assert place.geometry.bounds == pytest.approx((20, 10, 40, 30), abs=1e-3)


def test_features_without_geometry_or_outside_are_left_out():
    shapes = [None, shapely.Polygon(), ground((20, 10, 40, 30)), shapely.box(0, 0, 1, 1)]
    frame = geopandas.GeoDataFrame(geometry=shapes, crs=UTM)
    assert [place.row for place in places_of(frame, SCENE)] == [2]


def test_without_a_crs_coordinates_are_taken_as_they_are():
    frame = geopandas.GeoDataFrame(geometry=[ground((20, 10, 40, 30))])
    assert len(places_of(frame, SCENE)) == 1


def test_features_become_marks_in_the_pixels_of_the_window():
    places = [
        Place(3, shapely.Point(100, 50)),
        Place(5, shapely.LineString([(90, 20), (110, 40)])),
        Place(7, shapely.MultiPolygon([shapely.box(85, 0, 95, 10), shapely.box(150, 0, 160, 10)])),
        Place(8, shapely.box(0, 0, 10, 10)),
    ]
    marks = marks_on(RIGHT, SCENE.crop(*RIGHT), places)
    assert [(mark.number, mark.feature_id) for mark in marks] == [(1, 3), (2, 5), (3, 7)]
    assert marks[0].prompts[0].points == ((20, 50),)
    assert marks[1].prompts[0].shape is PromptShape.SCRIBBLE
    assert marks[1].prompts[0].points == ((10, 20), (30, 40))
    assert [prompt.shape for prompt in marks[2].prompts] == [PromptShape.POLYGON] * 2


def test_marks_are_cut_at_the_edge_and_scaled_with_the_tile():
    place = Place(0, shapely.box(100, 20, 140, 40), is_box=True)
    (mark,) = marks_on(LEFT, SCENE.crop(*LEFT).zoom_to(60, 50), [place])
    assert mark.prompts[0].shape is PromptShape.BOX
    assert mark.prompts[0].points == ((50, 10), (60, 20))


@pytest.mark.parametrize("ending", ["gpkg", "geojson"])
def test_what_is_written_is_read_again_with_its_crs(tmp_path, ending):
    frame = geopandas.GeoDataFrame(
        {"label": ["ship"], "score": [0.5]}, geometry=[ground((20, 10, 40, 30))], crs="EPSG:28992"
    )
    write_features(frame, tmp_path / f"ships.{ending}")
    again = read_features(tmp_path / f"ships.{ending}")
    assert again.crs == frame.crs
    assert again.label.tolist() == ["ship"]
    assert again.geometry[0].equals_exact(frame.geometry[0], 1e-6)
    assert [path.name for path in tmp_path.iterdir()] == [f"ships.{ending}"]


def test_nothing_found_is_written_as_an_empty_layer(tmp_path):
    frame = geopandas.GeoDataFrame({"label": []}, geometry=[], crs=UTM)
    write_features(frame, tmp_path / "none.gpkg")
    assert len(read_features(tmp_path / "none.gpkg")) == 0


def test_an_output_that_could_not_be_kept_is_refused_beforehand(tmp_path):
    (tmp_path / "there.gpkg").write_bytes(b"precious")
    for name, message in (
        ("there.gpkg", "exists"),
        ("shape.doc", "no ending"),
        ("nowhere/out.gpkg", "does not exist"),
    ):
        with pytest.raises(VectorFileError, match=message):
            check_output(tmp_path / name, overwrite=False)
    check_output(tmp_path / "there.gpkg", overwrite=True)


def test_a_missing_or_broken_vector_file_is_named(tmp_path):
    (tmp_path / "broken.gpkg").write_text("no database")
    for name in ("broken.gpkg", "missing.gpkg"):
        with pytest.raises(VectorFileError, match=name):
            read_features(tmp_path / name)
