"""Synthetic scenes: geometry, the three sensors, samples. Pictures are small to be quick."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest

from backend.data.synthetic.drawing import draw_scene, render
from backend.data.synthetic.light import shaded
from backend.data.synthetic.materials import COVERS, Category, Material
from backend.data.synthetic.noise import fractal
from backend.data.synthetic.objects.buildings import house
from backend.data.synthetic.objects.roofs import sheeted
from backend.data.synthetic.raster import covers, rasterise
from backend.data.synthetic.samples import samples
from backend.data.synthetic.scene import Layout, Part, Scene, SceneSpec
from backend.data.synthetic.shapes import box, moved, strip
from earthgptx_qgis.wire.messages import SourceKind

SENSORS = (SourceKind.OPTICAL, SourceKind.SAR, SourceKind.INFRARED)


def scene_of(*parts: Part, size: int = 64, gsd: float = 1.0, elevation: float = 45.0) -> Scene:
    """A scene of given parts, the sun to the right (towards greater x)."""
    spec = SceneSpec(Layout.DEMO, width=size, height=size, gsd=gsd)
    return Scene(spec, parts, (), "test", (), (0.0, math.radians(elevation)))


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_gives_a_picture_of_every_sensor(layout: Layout) -> None:
    scene = draw_scene(SceneSpec(layout, seed=5, width=96, height=80, gsd=1.0))
    for sensor, bands in zip(SENSORS, (3, 1, 1), strict=True):
        picture = render(scene, sensor)
        assert picture.shape == (80, 96, bands)
        assert picture.dtype == np.uint8
        assert picture.std() > 4.0


def test_the_same_spec_draws_the_same_pixels_and_another_seed_others() -> None:
    spec = SceneSpec(Layout.HARBOUR, seed=3, width=96, height=96)
    first, again = draw_scene(spec), draw_scene(spec)
    other = draw_scene(SceneSpec(Layout.HARBOUR, seed=4, width=96, height=96))
    for sensor in SENSORS:
        assert np.array_equal(render(first, sensor), render(again, sensor))
        assert not np.array_equal(render(first, sensor), render(other, sensor))


def test_auto_is_no_sensor() -> None:
    scene = draw_scene(SceneSpec(Layout.FIELDS, width=16, height=16))
    with pytest.raises(ValueError, match="auto"):
        render(scene, SourceKind.AUTO)


def test_a_scene_without_size_is_refused() -> None:
    with pytest.raises(ValueError, match="0 x 16"):
        SceneSpec(Layout.FIELDS, width=0, height=16)


def test_the_truth_is_independent_of_the_sensor_and_of_the_resolution() -> None:
    fine = draw_scene(SceneSpec(Layout.DEMO, seed=1, width=1024, height=1024, gsd=0.5))
    coarse = draw_scene(SceneSpec(Layout.DEMO, seed=1, width=256, height=256, gsd=2.0))
    assert fine.counts == coarse.counts
    assert fine.counts["airplane"] == 8
    assert fine.counts["storage tank"] == 12
    large = rasterise(fine).instances()
    small = rasterise(coarse).instances()
    for thing in fine.things:
        if thing.category is Category.STORAGE_TANK:
            area = (large == thing.number).sum() * 0.25
            assert (small == thing.number).sum() * 4.0 == pytest.approx(area, rel=0.1)


def test_parts_cover_the_pixels_their_metres_say() -> None:
    ground = Part(box(0, 0, 64, 64), Material.GRASS, (90, 100, 60))
    roof = Part(box(10, 20, 30, 26), Material.ROOF, (200, 0, 0), thing=1)
    instances = rasterise(scene_of(ground, roof)).instances()
    rows, columns = np.nonzero(instances == 1)
    assert (columns.min(), columns.max(), rows.min(), rows.max()) == (10, 29, 20, 25)
    assert len(rows) == 120


def test_an_edge_within_a_pixel_is_mixed() -> None:
    ground = Part(box(0, 0, 64, 64), Material.GRASS, (0, 0, 0))
    roof = Part(box(10.4, 0, 64, 64), Material.ROOF, (240, 240, 240))
    colours = rasterise(scene_of(ground, roof)).colours()
    assert colours[30, 9, 0] == 0
    assert 120 <= colours[30, 10, 0] <= 200
    assert colours[30, 11, 0] == 240


def test_a_shadow_is_as_long_as_the_sun_is_low() -> None:
    height = np.zeros((40, 120), np.float32)
    height[10:30, 80:90] = 10.0
    shadow = shaded(height, 0.5, azimuth=0.0, elevation=math.atan(0.5))
    columns = np.nonzero(shadow[20])[0]
    # 10 m high, twice as long, two samples a metre, away from the sun at the right.
    assert columns.max() == 79
    assert columns.min() == pytest.approx(40, abs=2)
    assert not shadow[:5].any()


def test_the_roof_side_towards_the_sun_is_brighter() -> None:
    model = house(np.random.default_rng(2), 30.0, 20.0)
    ground = Part(box(0, 0, 64, 64), Material.GRASS, (90, 100, 60))
    turned = [part.placed(32.0, 32.0, math.pi / 2) for part in model.parts]
    picture = render(scene_of(ground, *turned, elevation=50.0), SourceKind.OPTICAL).astype(float)
    assert picture[24:40, 35:40].mean() > picture[24:40, 24:29].mean() + 15


def test_a_settlement_is_many_buildings_that_fill_their_share_of_it() -> None:
    scene = draw_scene(SceneSpec(Layout.SETTLEMENT, seed=7, width=192, height=192, gsd=0.4))
    assert {thing.category.value for thing in scene.things} <= {"building", "vehicle"}
    assert scene.counts["building"] >= 8
    built = covers(scene) == COVERS.index(Category.BUILDING)
    assert 0.1 < built.mean() < 0.8


def test_two_roofs_of_sheets_wall_to_wall_are_two_instances_without_holes() -> None:
    roofs = [sheeted(np.random.default_rng(seed), 12.0, 8.0, 0.5) for seed in (1, 2)]
    ground = Part(box(0.0, 0.0, 64.0, 64.0), Material.SOIL, (160, 140, 110))
    parts = [
        part.placed(20.0, 20.0 + 8.0 * index, 0.0, index + 1)
        for index, roof in enumerate(roofs)
        for part in roof.parts
    ]
    drawn = rasterise(scene_of(ground, *parts)).instances()
    assert np.bincount(drawn.ravel())[1:].tolist() == [96, 96]


def test_covers_look_below_what_can_move() -> None:
    scene = draw_scene(SceneSpec(Layout.HARBOUR, seed=13, width=200, height=200, gsd=1.0))
    instances, ground = rasterise(scene).instances(), covers(scene)
    ships = [thing.number for thing in scene.things if thing.category is Category.SHIP]
    on_ship = ground[np.isin(instances, ships)]
    assert len(on_ship) > 100
    assert (on_ship == COVERS.index(Category.WATER)).mean() > 0.8


def test_radar_sees_dark_water_and_bright_ships() -> None:
    scene = draw_scene(SceneSpec(Layout.HARBOUR, seed=13, width=256, height=256, gsd=1.0))
    picture = render(scene, SourceKind.SAR)[..., 0].astype(float)
    instances, ground = rasterise(scene).instances(), covers(scene)
    ships = [thing.number for thing in scene.things if thing.category is Category.SHIP]
    on_ship = np.isin(instances, ships)
    water = (ground == COVERS.index(Category.WATER)) & (instances == 0)
    land = (ground == COVERS.index(Category.VEGETATION)) & (instances == 0)
    assert picture[water].mean() < 0.7 * picture[land].mean()
    assert picture[on_ship].mean() > 2.0 * picture[water].mean()


def test_water_is_cool_by_day_and_warm_by_night() -> None:
    for night in (False, True):
        spec = SceneSpec(Layout.RIVER, seed=4, width=256, height=256, gsd=1.0, night=night)
        scene = draw_scene(spec)
        picture = render(scene, SourceKind.INFRARED)[..., 0].astype(float)
        ground = covers(scene)
        water = picture[ground == COVERS.index(Category.WATER)].mean()
        grass = picture[ground == COVERS.index(Category.VEGETATION)].mean()
        assert bool(water > grass) is night


def test_captions_say_what_is_there() -> None:
    scene = draw_scene(SceneSpec(Layout.DEMO, seed=1, width=1024, height=1024))
    assert scene.scene_class == "airport"
    assert len(scene.captions) == 5
    assert "eight airplanes" in scene.captions[0]
    bare = draw_scene(SceneSpec(Layout.FIELDS, seed=1, width=8, height=8, gsd=0.1))
    assert bare.counts == {}
    assert bare.captions[0].startswith("This is ")


def test_samples_carry_masks_and_the_exact_names_of_categories() -> None:
    names = {
        "airplane", "ship", "storage tank", "baseball diamond", "tennis court", "basketball court",
        "ground track field", "harbor", "bridge", "vehicle", "building",
    }  # fmt: skip
    stream = samples(11, size=128, source_kinds=SENSORS)
    seen = set()
    for _ in range(12):
        drawn = next(stream)
        assert drawn.instances.shape == drawn.covers.shape == drawn.image.shape[:2] == (128, 128)
        assert drawn.instances.dtype == np.int32
        assert drawn.instances.max() <= len(drawn.categories)
        assert drawn.covers.max() < len(COVERS)
        seen |= set(drawn.categories)
    assert seen <= names
    assert len(seen) > 5


def test_samples_of_one_seed_are_the_same_again() -> None:
    first, again = next(samples(5, size=64)), next(samples(5, size=64))
    assert first.spec == again.spec
    assert np.array_equal(first.image, again.image)
    assert np.array_equal(first.instances, again.instances)


def test_noise_has_zero_mean_unit_deviation_and_the_scale_that_was_asked_for() -> None:
    rng = np.random.default_rng(0)
    coarse = fractal(rng, (256, 256), 0.5, 64.0, 32.0)
    fine = fractal(rng, (256, 256), 0.5, 4.0, 2.0)
    assert abs(float(fine.mean())) < 0.1
    assert float(fine.std()) == pytest.approx(1.0, abs=0.01)
    assert np.abs(np.diff(fine, axis=1)).mean() > 5 * np.abs(np.diff(coarse, axis=1)).mean()


def test_outlines_turn_from_x_towards_y() -> None:
    turned = moved(box(0, 0, 4, 2), 10.0, 20.0, math.pi / 2)
    assert turned == pytest.approx(np.array([(10, 20), (10, 24), (8, 24), (8, 20)]))


def test_a_strip_has_the_width_that_was_asked_for() -> None:
    band = strip([(0.0, 0.0), (10.0, 0.0)], 3.0)
    assert band.min(axis=0) == pytest.approx((0.0, -1.5))
    assert band.max(axis=0) == pytest.approx((10.0, 1.5))


def test_drawing_needs_neither_torch_nor_the_geographic_libraries() -> None:
    script = (
        "import sys\n"
        "for name in ('torch', 'rasterio', 'geopandas', 'shapely', 'pyproj', 'qgis'):\n"
        "    sys.modules[name] = None\n"
        "from backend.data.synthetic.samples import samples\n"
        "assert next(samples(1, size=32)).image.shape == (32, 32, 3)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
