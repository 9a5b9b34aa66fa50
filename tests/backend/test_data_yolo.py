"""YOLO folders become samples: every label at its place, every mistake named."""

import numpy as np
import pytest
from PIL import Image

from backend.data.formats import open_collection, parts_in, read_part
from backend.errors import RasterError


def draw(path, size=(40, 20)):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (30, 60, 90)).save(path)


def say(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "roofs"
    for split, name in (("train", "a"), ("train", "b"), ("val", "c")):
        draw(root / "images" / split / f"{name}.jpg")
    say(root / "labels" / "train" / "a.txt", "1 0.5 0.5 0.25 0.5", "0 0.1 0.2 0.1 0.2")
    say(root / "labels" / "val" / "c.txt", "0 0.25 0.25 0.5 0.25 0.5 0.75 0.25 0.75")
    say(
        root / "data.yaml",
        "path: .",
        "train: images/train",
        "val: images/val",
        "nc: 2",
        "names: [greenhouse, storage tanks]",
    )
    return root


def samples(folder, *splits):
    (part,) = parts_in(folder)
    return read_part(folder, part, splits)


def test_boxes_are_fractions_of_the_image_around_their_centre(folder):
    first, empty = samples(folder, "train")
    assert first.part == "optical/roofs"
    assert [item.category for item in first.instances] == ["storage tank", "greenhouse"]
    assert first.instances[0].box == (15.0, 5.0, 25.0, 15.0)
    assert first.instances[1].box == pytest.approx((2.0, 2.0, 6.0, 6.0))
    assert first.instance_map is None
    assert (empty.name, empty.instances) == ("images_train_b", ())
    assert empty.complete == {"greenhouse", "storage tank"}


def test_outlines_are_painted_to_the_pixel(folder):
    (sample,) = samples(folder, "val")
    expected = np.zeros((20, 40), bool)
    expected[5:15, 10:20] = True
    assert np.array_equal(sample.instance_map == 1, expected)
    assert sample.instances[0].box == (10.0, 5.0, 20.0, 15.0)


def test_classes_may_stand_in_a_text_file(folder):
    (folder / "data.yaml").unlink()
    say(folder / "classes.txt", "greenhouse", "tank farm")
    first, _ = samples(folder, "train")
    assert [item.category for item in first.instances] == ["tank farm", "greenhouse"]
    assert [item.name for item in samples(folder, "val")] == ["images_val_c"]


def test_names_may_be_numbered_and_paths_lead_out_of_the_folder(folder):
    say(
        folder / "data.yaml",
        "train: ../images/train",
        "val: ../images/val",
        "names: {0: greenhouse, 1: tank}",
    )
    assert len(samples(folder, "train")) == 2
    assert parts_in(folder / "data.yaml") == ["optical/roofs"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("2 0.5 0.5 0.2 0.2", "class 2 has no name; there are 0, 1"),
        ("0 0.5 0.5 0.2", "3 numbers after the class"),
        ("0 0.5 0.5 0.2 0.2 0.9", "5 numbers after the class"),
        ("0 20 10 5 5", "outside 0..1"),
        ("0 0.5 0.5 0 0.1", "the box has no size"),
        ("tank 0.5 0.5 0.1 0.1", "could not convert"),
    ],
)
def test_a_wrong_line_is_named(folder, line, named):
    say(folder / "labels" / "train" / "b.txt", "0 0.5 0.5 0.1 0.1", line)
    with pytest.raises(RasterError, match=r"b\.txt, line 2: .*" + named):
        parts_in(folder)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("train: images/train", "data.yaml cannot be read: KeyError"),
        ("names: [a\ntrain: b", "data.yaml cannot be read"),
        ("names: [a, b]\ntrain: pictures", "there is no .*pictures"),
    ],
)
def test_a_wrong_description_is_named(folder, text, named):
    (folder / "data.yaml").write_text(text)
    with pytest.raises(RasterError, match=named):
        open_collection(folder)
