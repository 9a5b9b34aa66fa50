"""COCO files become samples: every label at its place, every mistake named."""

import json
import logging

import numpy as np
import pytest
from PIL import Image

from backend.data.collection import Choices
from backend.data.formats import open_collection, parts_in, read_part
from backend.errors import RasterError
from earthgptx_qgis.wire.messages import SourceKind

WIDTH, HEIGHT = 40, 30
POLYGON = [4, 5, 14, 5, 14, 11, 4, 11]


def annotation(number, image, **more):
    return {"id": number, "image_id": image, "category_id": 7, **more}


def content(annotations, images=("a.png",), **more):
    return {
        "images": [
            {"id": k + 1, "file_name": name, "width": WIDTH, "height": HEIGHT}
            for k, name in enumerate(images)
        ],
        "categories": [{"id": 7, "name": "Solar_Panel"}, {"id": 9, "name": "ships"}],
        "annotations": annotations,
        **more,
    }


def draw(path, size=(WIDTH, HEIGHT)):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (30, 60, 90)).save(path)


@pytest.fixture
def write(tmp_path):
    """Writes labels.json with its images; returns its path."""

    def written(annotations, images=("a.png",), **more):
        for name in images:
            draw(tmp_path / "pictures" / name)
        path = tmp_path / "labels.json"
        path.write_text(json.dumps(content(annotations, images, **more)))
        return path

    return written


def only(path):
    (part,) = parts_in(path)
    (sample,) = read_part(path, part, ["train"])
    return sample


def test_a_polygon_is_painted_to_the_pixel(write):
    sample = only(write([annotation(1, 1, bbox=[4, 5, 10, 6], segmentation=[POLYGON])]))
    assert sample.part == "optical/labels"
    assert sample.image.shape == (HEIGHT, WIDTH, 3)
    (panel,) = sample.instances
    assert (panel.category, panel.box) == ("solar panel", (4.0, 5.0, 14.0, 11.0))
    expected = np.zeros((HEIGHT, WIDTH), bool)
    expected[5:11, 4:14] = True
    assert np.array_equal(sample.instance_map == 1, expected)
    assert sample.complete == {"solar panel"}


def test_run_lengths_are_read_column_by_column(write):
    pytest.importorskip("pycocotools")
    # Down the columns: 3 * 30 pixels of nothing, then 4 of column 3, then nothing.
    counts = [3 * HEIGHT + 2, 4, WIDTH * HEIGHT - 3 * HEIGHT - 6]
    mask = {"counts": counts, "size": [HEIGHT, WIDTH]}
    sample = only(write([annotation(1, 1, segmentation=mask)]))
    assert np.argwhere(sample.instance_map == 1).tolist() == [[2, 3], [3, 3], [4, 3], [5, 3]]
    assert sample.instances[0].box == (3.0, 2.0, 4.0, 6.0)


def test_packed_run_lengths_are_read_too(write):
    mask = pytest.importorskip("pycocotools.mask")
    drawn = np.zeros((HEIGHT, WIDTH), np.uint8, order="F")
    drawn[7:9, 20:25] = 1
    packed = mask.encode(drawn)
    outline = {"size": packed["size"], "counts": packed["counts"].decode()}
    sample = only(write([annotation(1, 1, bbox=[20, 7, 5, 2], segmentation=outline)]))
    assert np.array_equal(sample.instance_map, drawn)


def test_a_box_alone_is_a_box_and_one_beyond_the_image_is_cut(write):
    sample = only(write([annotation(1, 1, bbox=[35, 20, 10, 5])]))
    assert sample.instance_map is None
    assert sample.instances[0].box == (35.0, 20.0, 40.0, 25.0)


def test_a_crowd_is_no_object_but_nothing_is_absent_there(write):
    crowd = annotation(2, 2, bbox=[1, 1, 9, 9], iscrowd=1)
    path = write([annotation(1, 1, bbox=[4, 5, 10, 6]), crowd], images=("a.png", "b.png"))
    samples = {item.name: item for item in read_part(path, "optical/labels", ["train", "val"])}
    assert samples["a"].complete == {"solar panel"}
    assert samples["b"].complete == frozenset()
    assert samples["b"].instances == ()


def test_captions_are_read(write):
    said = {"id": 3, "image_id": 1, "caption": "Panels on a roof."}
    sample = only(write([annotation(1, 1, bbox=[4, 5, 10, 6]), said]))
    assert sample.captions == ("Panels on a roof.",)
    assert len(sample.instances) == 1


def test_the_sensor_goes_by_the_names_unless_it_is_said(tmp_path):
    draw(tmp_path / "sar" / "a.png")
    path = tmp_path / "sar" / "labels.json"
    path.write_text(json.dumps(content([annotation(1, 1, bbox=[1, 1, 2, 2])])))
    assert parts_in(path) == ["sar/labels"]
    chosen = Choices(sensor=SourceKind.INFRARED, name="my ships")
    assert open_collection(path, chosen).part == "infrared/my_ships"


def test_a_folder_of_annotations_tells_the_splits_by_their_names(tmp_path):
    (tmp_path / "annotations").mkdir()
    for split in ("train", "val"):
        # The same name in both: each file means its own.
        draw(tmp_path / f"{split}2017" / "0001.png", (WIDTH, HEIGHT) if split == "val" else (8, 6))
        labels = content([annotation(1, 1, bbox=[1, 1, 2, 2])], images=("0001.png",))
        if split == "train":
            labels["images"][0] |= {"width": 8, "height": 6}
        file = tmp_path / "annotations" / f"instances_{split}2017.json"
        file.write_text(json.dumps(labels))
    assert parts_in(tmp_path / "annotations") == ["optical/annotations"]
    (part,) = parts_in(tmp_path)
    (trained,) = read_part(tmp_path, part, ["train"])
    (kept,) = read_part(tmp_path, part, ["val"])
    assert trained.image.shape == (6, 8, 3)
    assert kept.image.shape == (HEIGHT, WIDTH, 3)


def test_without_named_splits_a_fifth_is_kept_for_validation_the_same_each_time(write):
    names = tuple(f"{k:02d}.png" for k in range(10))
    path = write([annotation(1, 1, bbox=[1, 1, 2, 2])], images=names)
    first, again = open_collection(path), open_collection(path)
    splits = [image.split for image in first.images]
    assert splits == [image.split for image in again.images]
    assert splits.count("val") == 2
    assert splits.count("train") == 8


def test_a_broken_image_is_named_and_the_others_are_read(write, caplog):
    path = write([annotation(1, 1, bbox=[1, 1, 2, 2])], images=("a.png", "b.png", "c.png"))
    (path.parent / "pictures" / "b.png").write_bytes(b"no picture")
    with caplog.at_level(logging.WARNING):
        samples = read_part(path, "optical/labels", ["train", "val"])
    assert [item.name for item in samples] == ["a", "c"]
    assert "b is left out: " in caplog.text
    assert "b.png cannot be read" in caplog.text
    assert "1 of 3 images were left out" in caplog.text


def test_where_no_image_can_be_read_that_is_an_error(write):
    path = write([annotation(1, 1, bbox=[1, 1, 2, 2])])
    (path.parent / "pictures" / "a.png").unlink()
    with pytest.raises(RasterError, match=r"None of the 1 images .*a\.png cannot"):
        read_part(path, "optical/labels", ["train"])


def test_labels_of_another_size_are_not_laid_on_an_image(write, caplog):
    path = write([annotation(1, 1, bbox=[1, 1, 2, 2])], images=("a.png", "b.png"))
    draw(path.parent / "pictures" / "a.png", (20, 15))
    with caplog.at_level(logging.WARNING):
        assert len(read_part(path, "optical/labels", ["train", "val"])) == 1
    assert "has 20 x 15 pixels, but its labels in labels.json are for 40 x 30" in caplog.text


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (annotation(5, 3, bbox=[1, 1, 2, 2]), r"annotations\[0\] \(id 5\): there is no image 3"),
        (annotation(5, 1), r"annotations\[0\] \(id 5\): neither bbox nor segmentation"),
        (annotation(5, 1, bbox=[1, 1, 0, 2]), r"bbox \[1, 1, 0, 2\] is not"),
        (annotation(5, 1, bbox=[1, 1, 2]), r"bbox \[1, 1, 2\] is not"),
        (annotation(5, 1, segmentation=[[1, 2, 3, 4]]), r"a polygon is not a list"),
        (annotation(5, 1, bbox=[1, 1, 2, 2], category_id=8), r"there is no category 8"),
        ({"id": 5, "category_id": 7}, r"annotations\[0\]: there is no 'image_id'"),
    ],
)
def test_a_wrong_record_is_named(write, wrong, named):
    with pytest.raises(RasterError, match=r"labels\.json, .*" + named):
        parts_in(write([wrong]))


def test_an_image_name_that_two_files_have_is_named(write):
    path = write([annotation(1, 1, bbox=[1, 1, 2, 2])])
    draw(path.parent / "more" / "a.png")
    with pytest.raises(RasterError, match=r"2 images that 'a\.png' may mean"):
        parts_in(path)
