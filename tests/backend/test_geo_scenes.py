"""The digitised truth of the georeferenced scenes, and how polygons are compared with it."""

import json
from pathlib import Path

import geopandas
import numpy as np
import pytest
import rasterio
import shapely
from raster_files import write_raster

from backend.evaluation.geo_scenes import PROBES, _matches_by_block, _union_overlap, resampled

TRUTH = Path(__file__).parents[1] / "geo_truth"
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "geo"
COUNTS = {
    "airplane_ohare": 1,
    "cars_colorado": 4,
    "cars_manila": 69,
    "cars_manila_area": 1,
    "water_manila": 2,
    "water_nl": 1,
}


def frame(*boxes, scores=None):
    columns = {} if scores is None else {"score": scores}
    return geopandas.GeoDataFrame(
        columns, geometry=[shapely.box(*box) for box in boxes], crs="EPSG:32631"
    )


def test_every_truth_file_is_here_and_used():
    assert {path.stem for path in TRUTH.glob("*.geojson")} == set(COUNTS)
    named = {Path(name).stem for probe in PROBES for name in (probe.truth, probe.area) if name}
    assert named == {*COUNTS, "oam_kampala_buildings"}


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_truth_is_valid_and_names_its_crs(name, count):
    path = TRUTH / f"{name}.geojson"
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored["crs"]["properties"]["name"].startswith("urn:ogc:def:crs:EPSG::")
    polygons = geopandas.read_file(path)
    assert len(polygons) == count
    assert polygons.geometry.is_valid.all()
    assert (polygons.geom_type == "Polygon").all()


def test_cars_have_the_size_of_cars_lie_in_their_area_and_not_on_each_other():
    cars = geopandas.read_file(TRUTH / "cars_manila.geojson")
    area = geopandas.read_file(TRUTH / "cars_manila_area.geojson")
    # Mercator stretches by 1.03 at this latitude.
    assert cars.area.between(5.0, 11.0).all()
    assert cars.geometry.centroid.within(area.union_all()).all()
    assert cars.area.sum() - cars.union_all().area < 0.5


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_truth_lies_on_its_raster(probe):
    if not (DATA / probe.raster).exists():
        pytest.skip(f"{DATA / probe.raster} is not there")
    with rasterio.open(DATA / probe.raster) as raster:
        bounds = shapely.box(*raster.bounds)
        assert raster.res[0] == pytest.approx(probe.resolutions[0], rel=0.01)
        crs = raster.crs
    if (TRUTH / probe.truth).exists():
        truth = geopandas.read_file(TRUTH / probe.truth)
        assert truth.crs == crs
        assert truth.within(bounds.buffer(0.001)).all()
    else:
        truth = geopandas.read_file(DATA / probe.truth).to_crs(crs)
        assert truth.intersects(bounds).sum() >= 100


def test_a_coarser_copy_lies_at_the_same_place(tmp_path):
    values = np.zeros((3, 60, 80), np.uint8)
    values[:, :, 40:] = 200
    source = write_raster(tmp_path / "scene.tif", values)
    with rasterio.open(source) as raster:
        bounds = raster.bounds
    with rasterio.open(resampled(source, 1.0, tmp_path)) as raster:
        assert (raster.width, raster.height, raster.res) == (40, 30, (1.0, 1.0))
        assert raster.bounds == bounds
        assert raster.read(1)[0].tolist() == [0] * 20 + [200] * 20


def test_overlap_of_unions_is_judged_within_the_area_only():
    area = geopandas.GeoSeries([shapely.box(0, 0, 10, 10)], crs="EPSG:32631")
    true = frame((0, 0, 10, 4))
    assert _union_overlap(frame((0, 2, 10, 4), (0, 20, 10, 30)), true, area) == 0.5
    assert _union_overlap(frame(), true, area) == 0.0


def test_instances_are_matched_once_and_split_by_block():
    area = geopandas.GeoSeries([shapely.box(0, 0, 40, 40)], crs="EPSG:32631")
    true = frame((0, 0, 4, 4), (20, 20, 24, 24), (36, 36, 40, 40))
    found = frame(
        (0, 0, 4, 3), (0, 0, 4, 4), (20, 20, 24, 21.5), (30, 0, 34, 4), scores=[0.5, 0.9, 0.8, 0.7]
    )
    strict = _matches_by_block(found, true, area, 0.5)
    assert [(item.correct, item.truths) for item in strict] == [
        ((False, True), 1),
        ((False,), 0),
        ((False,), 1),
        ((), 1),
    ]
    assert [item.correct for item in _matches_by_block(found, true, area, 0.3)] == [
        (False, True),
        (False,),
        (True,),
        (),
    ]
