"""Synthetic scenes as files: the truth lies on the objects, to the pixel."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import numpy as np
import pytest
import rasterio
import rasterio.features

from backend.data.synthetic.__main__ import main
from backend.data.synthetic.changes import CAN_CHANGE, Change, changed
from backend.data.synthetic.drawing import draw_scene, render
from backend.data.synthetic.raster import rasterise
from backend.data.synthetic.scene import Layout, SceneSpec
from backend.data.synthetic.writer import write_pair, write_scene
from backend.errors import RasterError
from earthgptx_qgis.wire.messages import SourceKind

DEMO = SceneSpec(Layout.DEMO, seed=1, width=512, height=512, gsd=0.5)


@pytest.mark.parametrize(
    "spec",
    [
        DEMO,
        SceneSpec(Layout.DEMO, 1, 600, 400, 0.5, "EPSG:28992", (120_000.0, 480_000.0), 25.0),
    ],
    ids=["north-up", "rotated"],
)
def test_truth_polygons_lie_on_their_pixels(tmp_path: Path, spec: SceneSpec) -> None:
    files = write_scene(tmp_path, spec)
    truth = geopandas.read_file(files.truth)
    instances = rasterise(draw_scene(spec)).instances()
    with rasterio.open(files.raster) as raster:
        assert truth.crs == raster.crs == rasterio.CRS.from_user_input(spec.crs)
        shape, transform = raster.shape, raster.transform
    assert shape == (spec.height, spec.width)
    airplanes = truth[(truth.category == "airplane") & (truth.area > 100.0)]
    assert len(airplanes) >= 3
    for row in airplanes.itertuples():
        drawn = rasterio.features.rasterize([row.geometry], shape, transform=transform) == 1
        visible = instances == row.instance
        overlap = (drawn & visible).sum() / (drawn | visible).sum()
        assert overlap > 0.93


def test_the_file_holds_the_rendered_pixels_at_the_place_of_the_spec(tmp_path: Path) -> None:
    files = write_scene(tmp_path, DEMO, SourceKind.SAR, name="port")
    assert files.raster == tmp_path / "port.tif"
    with rasterio.open(files.raster) as raster:
        assert raster.crs.to_epsg() == 32631
        assert tuple(raster.bounds) == (448_000.0, 5_411_744.0, 448_256.0, 5_412_000.0)
        assert np.array_equal(raster.read(1), render(draw_scene(DEMO), SourceKind.SAR)[..., 0])


def test_truth_is_valid_clipped_and_counted(tmp_path: Path) -> None:
    files = write_scene(tmp_path, DEMO)
    truth = geopandas.read_file(files.truth)
    assert truth.is_valid.all()
    assert set(truth.geom_type) <= {"Polygon", "MultiPolygon"}
    assert truth.instance.is_unique
    x_min, y_min, x_max, y_max = truth.total_bounds
    assert x_min >= 448_000.0
    assert y_min >= 5_411_744.0
    assert x_max <= 448_256.0
    assert y_max <= 5_412_000.0
    whole = truth[(truth.category == "airplane") & (truth.area > 200.0)]
    assert whole.area.between(200.0, 1300.0).all()
    words = json.loads(files.captions.read_text())
    assert words["scene"] == "airport"
    assert words["source_kind"] == "optical"
    assert words["gsd_m"] == 0.5
    assert words["counts"]["airplane"] <= (truth.category == "airplane").sum()
    assert len(words["captions"]) == 5


def test_a_scene_without_things_still_gets_its_truth_file(tmp_path: Path) -> None:
    spec = SceneSpec(Layout.FIELDS, seed=1, width=8, height=8, gsd=0.1)
    truth = geopandas.read_file(write_scene(tmp_path, spec).truth)
    assert len(truth) == 0


def test_an_existing_file_is_neither_overwritten_nor_joined(tmp_path: Path) -> None:
    (tmp_path / "demo_optical_1.geojson").write_text("mine")
    with pytest.raises(RasterError, match=r"demo_optical_1\.geojson exists"):
        write_scene(tmp_path, DEMO)
    assert [path.name for path in tmp_path.iterdir()] == ["demo_optical_1.geojson"]
    assert (tmp_path / "demo_optical_1.geojson").read_text() == "mine"
    write_scene(tmp_path, DEMO, overwrite=True)
    assert len(geopandas.read_file(tmp_path / "demo_optical_1.geojson")) > 10
    assert len(list(tmp_path.iterdir())) == 3


def test_the_command_writes_one_set_of_files_for_each_sensor(tmp_path: Path) -> None:
    arguments = ["tank farm", "-o", str(tmp_path), "--size", "64", "--gsd", "2", "--name", "tanks",
                 "--sensor", "optical", "infrared", "--night"]  # fmt: skip
    assert main(arguments) == 0
    assert sorted(path.name for path in tmp_path.glob("*.tif")) == [
        "tanks_infrared.tif",
        "tanks_optical.tif",
    ]
    assert main(arguments) == 1


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(RasterError, match="cannot be written") as raised:
        write_scene(tmp_path / "taken", DEMO)
    assert "folder" in raised.value.hint


def test_two_dates_lie_on_each_other_and_differ_where_the_truth_says(tmp_path: Path) -> None:
    spec = SceneSpec(Layout.DEMO, seed=1, width=512, height=512, gsd=0.5)
    pair = changed(draw_scene(spec), 0.4)
    files = write_pair(tmp_path, pair, name="port")
    assert files.after == tmp_path / "port_after.tif"
    truth = geopandas.read_file(files.truth)
    assert set(truth.change) == {"none", "appeared", "disappeared"}
    assert set(truth[truth.change != "none"].category) <= {item.value for item in CAN_CHANGE}
    with rasterio.open(files.before) as before, rasterio.open(files.after) as after:
        assert (before.crs, before.transform, before.shape) == (
            after.crs, after.transform, after.shape,
        )  # fmt: skip
        airplanes = truth[(truth.category == "airplane") & (truth.area > 60.0)]
        assert len(airplanes) >= 4
        for row in airplanes.itertuples():
            inside = rasterio.features.rasterize(
                [row.geometry], out_shape=before.shape, transform=before.transform
            )
            one, other = (raster.read(1)[inside == 1] for raster in (before, after))
            likeness = np.corrcoef(one, other)[0, 1]
            assert likeness > 0.7 if row.change == "none" else likeness < 0.3


def test_a_thing_that_appears_is_seen_afterwards_only() -> None:
    pair = changed(
        draw_scene(SceneSpec(Layout.AIRPORT, seed=3, width=256, height=256, gsd=1.0)), 0.5
    )
    before, after = (rasterise(scene).instances() for scene in (pair.before, pair.after))
    appeared, gone = set(pair.numbers(Change.APPEARED)), set(pair.numbers(Change.DISAPPEARED))
    assert len(appeared) >= 3
    assert len(gone) >= 3
    assert appeared & set(np.unique(after))
    assert not appeared & set(np.unique(before))
    assert not gone & set(np.unique(after))


def test_a_share_above_one_cannot_change() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        changed(draw_scene(SceneSpec(Layout.FIELDS, width=16, height=16)), 1.5)


def test_the_command_writes_two_dates_of_every_sensor(tmp_path: Path) -> None:
    arguments = ["harbour", "-o", str(tmp_path), "--size", "64", "--name", "port"]
    assert main([*arguments, "--change", "0.5", "--sensor", "sar", "infrared"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "port_infrared_after.tif",
        "port_infrared_before.tif",
        "port_infrared_changes.geojson",
        "port_sar_after.tif",
        "port_sar_before.tif",
        "port_sar_changes.geojson",
    ]
    assert main([*arguments, "--change", "0.5", "--sensor", "sar", "infrared"]) == 1
