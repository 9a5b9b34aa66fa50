"""A labelled folder on disk becomes samples, and what is unknown stays unknown."""

import json
from pathlib import Path

import numpy as np
import pytest

from backend.data.labelled_folder import parts_in, read_part
from backend.data.vocabulary import NOUNS
from backend.errors import RasterError
from tests.backend.labelled_folder import (
    AIRPLANES,
    BRIGHT,
    CAPTIONS,
    COVERS,
    PARTS,
    PEOPLE,
    SHIPS,
    VEHICLE,
    box_mask,
    write_labelled_folder,
)

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def folder(tmp_path):
    return write_labelled_folder(tmp_path)


def only(folder, part, split="val"):
    (sample,) = read_part(folder, part, [split])
    return sample


def test_the_parts_of_a_folder_are_listed_by_sensor_and_name(folder):
    (folder / "notes").mkdir()
    (folder / "notes" / "something.json").write_text("{}")
    assert parts_in(folder) == PARTS
    assert parts_in(folder / "nowhere") == []


def test_only_the_wanted_splits_are_read(folder):
    assert [item.name for item in read_part(folder, "optical/tanks", ["train"])] == [
        "first",
        "second",
    ]
    assert [item.name for item in read_part(folder, "optical/tanks", ["val"])] == ["third"]
    assert len(read_part(folder, "optical/tanks", ["train", "val"])) == 3


def test_polygons_become_an_instance_map_in_the_order_of_the_objects(folder):
    sample = only(folder, "optical/vhr10")
    assert sample.image.shape == (96, 128, 3)
    assert sample.source == "optical"
    assert [item.category for item in sample.instances] == ["airplane", "airplane"]
    assert all(item.has_mask for item in sample.instances)
    for number, box in enumerate(AIRPLANES, start=1):
        assert sample.instances[number - 1].box == box
        assert np.array_equal(sample.instance_map == number, box_mask(box))
    assert np.array_equal(sample.instance_map > 0, (sample.image == BRIGHT).all(axis=2))


def test_a_small_object_on_a_large_one_stays_visible(folder):
    path = folder / "optical" / "vhr10.json"
    description = json.loads(path.read_text())
    record = description["images"][2]
    inner = {
        "category": "vehicle",
        "bbox": [70, 54, 80, 60],
        "polygons": [[70, 54, 80, 54, 80, 60, 70, 60]],
    }
    record["objects"].insert(0, inner)
    path.write_text(json.dumps(description))
    sample = only(folder, "optical/vhr10")
    assert np.array_equal(sample.instance_map == 1, box_mask((70, 54, 80, 60)))
    assert np.array_equal(sample.instance_map > 0, box_mask(AIRPLANES[0]) | box_mask(AIRPLANES[1]))


def test_an_instance_mask_is_read_without_leftovers_of_unlisted_objects(folder):
    sample = only(folder, "sar/hrsid")
    assert sample.source == "sar"
    assert np.unique(sample.instance_map).tolist() == [0, 1, 2]
    assert np.array_equal(sample.instance_map == 2, box_mask(SHIPS[1]))


def test_objects_with_boxes_only_have_no_map(folder):
    sample = only(folder, "infrared/hituav")
    assert sample.instance_map is None
    assert [item.box for item in sample.instances] == PEOPLE
    assert not any(item.has_mask for item in sample.instances)


def test_one_object_without_an_outline_makes_the_whole_image_boxes_only(folder):
    path = folder / "optical" / "tanks.json"
    description = json.loads(path.read_text())
    del description["images"][2]["objects"][1]["polygons"]
    path.write_text(json.dumps(description))
    sample = only(folder, "optical/tanks")
    assert sample.instance_map is None
    assert not any(item.has_mask for item in sample.instances)


def test_a_cover_mask_keeps_its_classes_and_its_unknown_pixels(folder):
    sample = only(folder, "optical/dubai")
    assert sample.covers == tuple(COVERS)
    assert sample.instances == ()
    assert np.array_equal(sample.cover_map == 1, box_mask((16, 16, 48, 48)))
    assert np.array_equal(sample.cover_map == 255, box_mask((124, 0, 128, 96)))


def test_scenes_labels_and_captions_are_read_in_plain_words(folder):
    first, second = read_part(folder, "optical/ucm", ["train"])
    assert (first.scene, second.scene) == ("harbor", "parking lot")
    assert first.labels == ("dock", "ship", "water")
    assert first.known_labels == ("cars", "dock", "pavement", "ship", "water")
    assert first.captions == tuple(CAPTIONS)


def test_what_is_labelled_now_and_then_only_is_not_complete(folder):
    first, second = read_part(folder, "optical/vhr10", ["train"])
    assert first.instances[2].category == "vehicle"
    assert first.instances[2].box == VEHICLE
    assert first.complete == second.complete == {"airplane"}
    assert only(folder, "sar/hrsid").complete == {"ship"}


def test_an_image_that_is_missing_is_named(folder):
    (folder / "optical" / "tanks" / "third.png").unlink()
    with pytest.raises(RasterError, match=r"third\.png cannot be read"):
        read_part(folder, "optical/tanks", ["val"])
    assert len(read_part(folder, "optical/tanks", ["train"])) == 2


def test_an_image_that_is_no_image_is_named(folder):
    (folder / "sar" / "hrsid" / "third_instances.png").write_bytes(b"not a picture")
    with pytest.raises(RasterError, match=r"third_instances\.png cannot be read"):
        read_part(folder, "sar/hrsid", ["val"])


@pytest.mark.parametrize("text", ["{", '{"name": "tanks"}', '{"images": [{"file": "a.png"}]}'])
def test_a_part_that_does_not_say_what_it_must_is_named(folder, text):
    (folder / "optical" / "tanks.json").write_text(text)
    with pytest.raises(RasterError, match=r"optical/tanks\.json cannot be read"):
        read_part(folder, "optical/tanks", ["val"])


def test_a_category_of_ones_own_gets_words_by_rule(folder):
    path = folder / "optical" / "tanks.json"
    path.write_text(path.read_text().replace('"storage tank"', '"water factory"'))
    sample = only(folder, "optical/tanks")
    assert [item.category for item in sample.instances] == ["water factory"] * 3
    assert NOUNS["water factory"].forms == (("water factory", "water factories"),)


def test_what_a_part_or_an_image_calls_incomplete_is_not_complete(folder):
    path = folder / "optical" / "tanks.json"
    description = json.loads(path.read_text())
    description["images"][2]["incomplete"] = ["storage tank"]
    path.write_text(json.dumps(description))
    assert only(folder, "optical/tanks").complete == frozenset()
    assert read_part(folder, "optical/tanks", ["train"])[0].complete == {"storage tank"}
    path.write_text(json.dumps({**description, "incomplete": ["storage tank"]}))
    assert read_part(folder, "optical/tanks", ["train"])[0].complete == frozenset()


def test_the_ground_resolution_is_that_of_the_image_else_of_the_part(folder):
    path = folder / "optical" / "tanks.json"
    description = json.loads(path.read_text())
    description["gsd_m"] = 0.5
    description["images"][1]["gsd_m"] = 0.25
    path.write_text(json.dumps(description))
    assert [item.gsd for item in read_part(folder, "optical/tanks", ["train"])] == [0.5, 0.25]
    assert only(folder, "optical/vhr10").gsd is None


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the labelled data are not in {SHARED}")
def test_real_radar_and_infrared_parts_are_read_whole():
    radar = read_part(SHARED, "sar/hrsid", ["val"])
    assert len(radar) == 4
    for sample in radar:
        assert sample.instance_map.shape == sample.image.shape[:2]
        assert sample.instance_map.max() <= len(sample.instances)
    thermal = read_part(SHARED, "infrared/sirst", ["val"])
    assert len(thermal) == 35
    assert all(sample.complete == {"small target"} for sample in thermal)
