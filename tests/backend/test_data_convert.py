"""What was converted is read back as it was, in the layout that is trained on."""

import json
import random
import subprocess
import sys
from pathlib import Path

import geopandas
import numpy as np
import pytest
from PIL import Image

from backend.data.categories import read_categories
from backend.data.convert import write_part
from backend.data.formats import open_collection, parts_in, read_part
from backend.data.instructions import Facts, TurnBuilder
from backend.data.vocabulary import NOUNS
from backend.errors import RasterError

ROOT = Path(__file__).parents[2]
KAMPALA = ROOT.parent / "shared" / "data" / "geo" / "oam_kampala_buildings.geojson"


@pytest.fixture
def coco(tmp_path):
    """Two panels with outlines on the first of three images, one box on the second."""
    folder = tmp_path / "roofs"
    folder.mkdir()
    for name in "abc":
        Image.new("RGB", (40, 30), (9, 99, 199)).save(folder / f"{name}.png")
    square = [[4, 5, 14, 5, 14, 11, 4, 11]], [[20, 5, 24, 5, 24, 9, 20, 9]]
    found = [
        {"id": k, "image_id": 1, "category_id": 1, "segmentation": ring}
        for k, ring in enumerate(square)
    ]
    found.append({"id": 3, "image_id": 2, "category_id": 2, "bbox": [1, 2, 3.5, 4]})
    found.append({"id": 4, "image_id": 3, "category_id": 2, "bbox": [1, 2, 3, 4], "iscrowd": 1})
    content = {
        "images": [{"id": k + 1, "file_name": f"{name}.png"} for k, name in enumerate("abc")],
        "categories": [{"id": 1, "name": "Solar_Panel"}, {"id": 2, "name": "ship"}],
        "annotations": found,
    }
    path = folder / "labels.json"
    path.write_text(json.dumps(content))
    return path


def test_a_converted_part_is_what_was_read(coco, tmp_path):
    collection = open_collection(coco)
    before = {item.name: item for item in collection.samples(["train", "val"])}
    path = write_part(collection, tmp_path / "data")
    assert path == tmp_path / "data" / "optical" / "labels.json"
    assert parts_in(tmp_path / "data") == ["optical/labels"]
    after = read_part(tmp_path / "data", "optical/labels", ["train", "val"])
    assert len(after) == len(before) == 3
    for sample in after:
        original = before[sample.name]
        assert sample.split == original.split
        assert sample.instances == original.instances
        assert sample.complete == original.complete
        assert np.array_equal(sample.image, original.image)
        if original.instance_map is None:
            assert sample.instance_map is None
        else:
            assert np.array_equal(sample.instance_map, original.instance_map)
    assert before["c"].complete == {"solar panel"}


def test_words_for_new_categories_are_written_to_be_corrected(coco, tmp_path):
    write_part(open_collection(coco), tmp_path / "data")
    described = json.loads((tmp_path / "data" / "categories.json").read_text())
    assert described == {"solar panel": {"plural": "solar panels", "synonyms": [], "area": False}}


def test_questions_use_the_words_a_person_gave(coco, tmp_path):
    words = {"solar panel": {"plural": "solar panels", "synonyms": ["pv module"]}}
    (coco.parent / "categories.json").write_text(json.dumps(words))
    write_part(open_collection(coco), tmp_path / "data")
    NOUNS.pop("solar panel")
    assert [noun.singular for noun in read_categories(tmp_path / "data")] == ["solar panel"]
    samples = read_part(tmp_path / "data", "optical/labels", ["train", "val"])
    sample = next(item for item in samples if item.name == "a")
    facts = Facts("optical", (40, 30), sample.instances, sample.complete)
    builder = TurnBuilder(facts, random.Random(1))
    questions = " ".join(turn.question for _ in range(40) for turn in builder.turns(6))
    assert "solar panels" in questions
    assert "pv modules" in questions


def test_a_part_that_is_there_is_not_written_over_unasked(coco, tmp_path):
    write_part(open_collection(coco), tmp_path / "data")
    with pytest.raises(RasterError, match=r"optical/labels\.json exists"):
        write_part(open_collection(coco), tmp_path / "data")
    write_part(open_collection(coco), tmp_path / "data", overwrite=True)


def test_a_folder_that_takes_no_file_is_named(coco):
    with pytest.raises(RasterError, match=r"/proc/nowhere cannot be written"):
        write_part(open_collection(coco), Path("/proc/nowhere"))


def convert(*arguments):
    command = [sys.executable, "-m", "backend.data.convert", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_pieces_must_be_larger_than_their_overlap(coco, tmp_path):
    refused = convert(coco, "--out", tmp_path, "--tile", 128, "--overlap", 128)
    assert refused.returncode == 2
    assert "--overlap must be less than --tile (128), not 128" in refused.stderr


@pytest.mark.skipif(not KAMPALA.is_file(), reason=f"there is no {KAMPALA}")
def test_buildings_without_a_category_need_one_word_on_the_command_line(tmp_path):
    refused = convert(KAMPALA, "--out", tmp_path, "--raster", KAMPALA.with_name("no.tif"))
    assert refused.returncode == 1
    assert "no column category" in refused.stderr
    assert "--category NAME" in refused.stderr
    raster = KAMPALA.with_name("oam_kampala_0.15m.tif")
    done = convert(KAMPALA, "--out", tmp_path, "--raster", raster, "--category", "building")
    assert done.returncode == 0, done.stderr
    (part,) = parts_in(tmp_path)
    samples = read_part(tmp_path, part, ["train", "val"])
    assert len(samples) == 4
    assert {item.category for sample in samples for item in sample.instances} == {"building"}
    # Roofs cover as much of the picture as their polygons cover of its ground.
    frame = geopandas.read_file(KAMPALA).to_crs("EPSG:3857")
    ground = frame.clip((3628312.8587, 38982.8844, 3628542.1697, 39135.7585)).area.sum()
    painted = sum(int((sample.instance_map > 0).sum()) for sample in samples)
    assert painted * 0.14929107**2 == pytest.approx(ground, rel=0.02)
    assert {sample.split for sample in samples} == {"train", "val"}
    assert all(sample.gsd == pytest.approx(0.1488, abs=1e-4) for sample in samples)
