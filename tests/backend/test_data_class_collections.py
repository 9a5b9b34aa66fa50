"""Folders of classes and folders of masks become samples."""

import logging

import numpy as np
import pytest
from PIL import Image

from backend.data.formats import open_collection, parts_in, read_part
from backend.data.vocabulary import is_area
from backend.errors import RasterError


def draw(path, value=90, size=(12, 8)):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (value, value, value)).save(path)


def samples(folder, *splits):
    (part,) = parts_in(folder)
    return read_part(folder, part, splits)


def test_the_folder_of_an_image_is_its_scene(tmp_path):
    for name in ("AnnualCrop", "parking_lot"):
        for number in range(10):
            draw(tmp_path / "eurosat" / name / f"{number}.png", value=number)
    trained = samples(tmp_path / "eurosat", "train")
    kept = samples(tmp_path / "eurosat", "val")
    for scene in ("annual crop", "parking lot"):
        assert [item.scene for item in trained].count(scene) == 8
        assert [item.scene for item in kept].count(scene) == 2
    assert trained[0].part == "optical/eurosat"
    assert trained[0].name.startswith("AnnualCrop_")
    assert trained[0].complete == frozenset()


def test_folders_of_splits_above_the_classes_are_heeded(tmp_path):
    for split in ("train", "test"):
        draw(tmp_path / split / "train station" / "a.png")
    (trained,) = samples(tmp_path, "train")
    (tested,) = samples(tmp_path, "test")
    assert (trained.scene, trained.name) == ("train station", "train_train station_a")
    assert tested.split == "test"


@pytest.fixture
def masks(tmp_path):
    """Class 1 on the left half, 255 in the last column, on one of five images."""
    folder = tmp_path / "fields"
    for number in range(5):
        draw(folder / "images" / f"{number}.png")
        drawn = np.zeros((8, 12), np.uint8)
        drawn[:, :6] = 1
        drawn[:, 11] = 255
        (folder / "masks").mkdir(exist_ok=True)
        Image.fromarray(drawn).save(folder / "masks" / f"{number}.png")
    (folder / "classes.txt").write_text("Background\nWinter_Wheat\n")
    return folder


def test_masks_become_covers_and_what_is_unknown_stays_unknown(masks):
    sample = samples(masks, "train")[0]
    assert sample.covers == ("other", "winter wheat")
    assert sample.cover_map[0].tolist() == [1] * 6 + [0] * 5 + [255]
    assert sample.instances == ()
    assert is_area("winter wheat")
    assert len(samples(masks, "val")) == 1


def test_classes_may_have_any_numbers(masks):
    (masks / "classes.txt").write_text("1: water\n0, void\n")
    sample = samples(masks, "train")[0]
    assert sample.covers == ("water", "unlabeled")
    assert sample.cover_map[0].tolist() == [0] * 6 + [1] * 5 + [255]


def test_a_palette_image_holds_its_numbers_not_its_colours(masks):
    for path in (masks / "masks").iterdir():
        picture = Image.fromarray(np.asarray(Image.open(path)))
        picture.putpalette([255, 0, 0, 0, 0, 255] + [0] * 762)
        picture.save(path)
    assert Image.open(masks / "masks" / "0.png").mode == "P"
    assert samples(masks, "train")[0].cover_map[0].tolist() == [1] * 6 + [0] * 5 + [255]


@pytest.mark.parametrize(
    ("mask", "said"),
    [
        (np.full((8, 12), 3, np.uint8), "holds the number 3, for which classes.txt has no class"),
        (np.zeros((4, 12), np.uint8), "has 12 x 4 pixels, its image 12 x 8"),
        (np.zeros((8, 12, 3), np.uint8), "has 3 bands"),
    ],
)
def test_a_mask_that_does_not_fit_is_named_and_the_others_are_read(masks, caplog, mask, said):
    Image.fromarray(mask).save(masks / "masks" / "2.png")
    with caplog.at_level(logging.WARNING):
        assert len(samples(masks, "train", "val")) == 4
    assert said in caplog.text
    assert "2.png" in caplog.text


def test_a_list_of_classes_that_is_numbered_in_part_is_named(masks):
    (masks / "classes.txt").write_text("0 background\nwheat\n")
    with pytest.raises(RasterError, match=r"classes\.txt: 'wheat' has no number"):
        open_collection(masks)


def test_what_is_in_no_known_format_is_told_what_is(tmp_path):
    with pytest.raises(RasterError, match="no format that is known") as caught:
        parts_in(tmp_path)
    assert "YOLO" in caught.value.hint
    (tmp_path / "labels.json").write_text("{")
    with pytest.raises(RasterError, match=r"labels\.json is not JSON"):
        parts_in(tmp_path / "labels.json")
    with pytest.raises(RasterError, match="There is no"):
        parts_in(tmp_path / "nowhere")
