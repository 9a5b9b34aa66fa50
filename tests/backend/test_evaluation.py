"""The evaluation as a person starts it, on a small folder with a model that knows nothing."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from backend.data.labelled_folder import read_part
from backend.evaluation.__main__ import main
from backend.evaluation.enlarging import enlarged
from backend.evaluation.similarity import SentenceEncoder
from tests.backend.labelled_folder import AIRPLANES, BRIGHT, PARTS, write_labelled_folder
from tests.backend.tiny_model import write_tiny_model

REPOSITORY = Path(__file__).parents[2]
SHAPES = ("box", "point", "polygon", "scribble")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_labelled_folder(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("model"))


def evaluate(folder, model, out, *options):
    """Run the command to its end, without Java, which would take most of the time."""
    command = ["-m", "backend.evaluate", "--data", folder, "--weights", model, "--out", out]
    ended = subprocess.run(
        [sys.executable, *map(str, command), "--threads", "1", "--device", "cpu", *options],
        cwd=REPOSITORY,
        env={"PATH": "", "PYTHONPATH": str(REPOSITORY), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stderr, json.loads((out / "results.json").read_text())


@pytest.fixture(scope="module")
def whole(folder, model, tmp_path_factory):
    """Every part of the folder: what was said, the figures, and where they lie."""
    out = tmp_path_factory.mktemp("whole")
    return *evaluate(folder, model, out), out


def test_every_part_is_measured_in_all_its_labels_allow(whole):
    _, results, _ = whole
    assert sorted(results) == sorted([*PARTS, "optical/vhr10 x2"])
    outlines = {f"outline, {shape}: mean IoU" for shape in SHAPES}
    classes = {f"mark class, {shape}: S-IoU" for shape in SHAPES}
    assert outlines | classes <= set(results["optical/vhr10"])
    assert outlines | classes <= set(results["sar/hrsid"])
    # Boxes only: no outline to compare with, and no mask to draw a polygon or a scribble by.
    assert not outlines & set(results["infrared/hituav"])
    assert "mark class, point: S-IoU" in results["infrared/hituav"]
    assert "mark class, scribble: S-IoU" not in results["infrared/hituav"]
    assert set(results["optical/dubai"]) == {
        "find: gIoU",
        "find: cIoU",
        "grounded description: categories named",
        "wording, taught: task understood",
        "wording, held-out: task understood",
        *(f"find, {name}: cIoU" for name in ("building", "vegetation", "water")),
    }
    assert "scene: accuracy" in results["optical/ucm"]


def test_every_figure_says_how_many_cases_it_rests_on(whole):
    _, results, _ = whole
    counts = {part: {name: item["count"] for name, item in results[part].items()} for part in PARTS}
    assert counts["optical/vhr10"]["mark class, box: S-IoU"] == 2
    assert counts["optical/vhr10"]["find: F1@0.5"] == 2
    # Two superlatives of the one category.
    assert counts["optical/vhr10"]["locate: Acc@0.5"] == 2
    assert counts["optical/vhr10"]["count: accuracy"] == 1
    assert counts["optical/tanks"]["outline, polygon: mean IoU"] == 3
    assert counts["infrared/hituav"]["find: AP@0.5"] == 2
    # Building, vegetation and water: what is not labelled is not asked for.
    assert counts["optical/dubai"]["find: gIoU"] == 3
    assert counts["optical/ucm"]["presence questions: accuracy"] == 5
    assert counts["optical/vhr10"]["relate marks: facts right"] == 10
    assert counts["optical/tanks"]["summarise marks: all facts right"] == 1
    assert counts["sar/hrsid"]["ships: AP@0.5 by oriented boxes"] == 2
    assert counts["optical/dubai"]["grounded description: categories named"] == 3
    # Three questions and one to find, in each kind of wording.
    assert counts["optical/tanks"]["wording, held-out: task understood"] == 3
    assert counts["optical/tanks"]["wording, held-out: find F1@0.5"] == 3
    for figures in results.values():
        for name, figure in figures.items():
            assert set(figure) == {"value", "count", "low", "high"}
            if figure["low"] is not None:
                assert figure["low"] <= figure["value"] <= figure["high"], name
            assert figure["count"] > 0 or ": right at" in name


def test_the_table_has_a_row_for_every_figure(whole):
    _, results, out = whole
    text = (out / "results.md").read_text()
    for part, figures in results.items():
        for name in figures:
            asked, _, measure = name.rpartition(": ")
            task, _, variant = asked.partition(", ")
            table = text.split(f"### {task[0].upper()}{task[1:]}\n")[1].split("###")[0]
            assert f"| {part}, {variant} |" in table if variant else f"| {part} |" in table
            assert measure in table.splitlines()[1]
    assert "| optical/vhr10 | find a category: instance F1@0.5 |" in text
    sheets = [f"{part.replace('/', '-').replace(' ', '-')}.png" for part in results]
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [*sheets, "results.json", "results.md"]
    )


def test_captions_are_measured_where_sentences_can_be_compared(whole):
    said, results, _ = whole
    if SentenceEncoder.installed() is None:
        assert "SS is left out" in said
        assert not any("SS" in name for name in results["optical/ucm"])
    else:
        assert results["optical/ucm"]["describe: SS to the nearest"]["count"] == 1
        assert "mark class, box: SS" in results["optical/vhr10"]


@pytest.fixture(scope="module")
def part_of(folder, model, tmp_path_factory):
    """Some parts only, enlarged, of the other split."""
    out = tmp_path_factory.mktemp("part")
    parts = ("optical/vhr10", "optical/nowhere", "optical/dubai")
    options = ("--split", "train", "--scale", "2", "--twice", "--parts", *parts)
    return evaluate(folder, model, out, *options)


def test_a_part_that_is_missing_is_named_and_the_others_are_measured(part_of):
    said, results = part_of
    assert "optical/nowhere is skipped: it is not in" in said
    assert sorted(results) == ["optical/dubai x2", "optical/vhr10 x2"]


def test_what_is_not_surely_absent_is_no_false_alarm(part_of):
    # Two images: on the second no airplane, no vehicle; only airplanes are labelled completely.
    _, results = part_of
    assert results["optical/vhr10 x2"]["find: false alarms on absent phrases"]["count"] == 1
    assert results["optical/vhr10 x2"]["mark class, box: S-IoU"]["count"] == 4


def test_a_split_without_images_is_named(folder, model, tmp_path, monkeypatch, caplog):
    options = ["--data", folder, "--weights", model, "--out", tmp_path, "--split", "nights"]
    command = ["backend.evaluate", *map(str, options), "--parts", PARTS[0], "--threads", "1"]
    monkeypatch.setattr(sys, "argv", command)
    main()
    assert f"{PARTS[0]} is skipped: it has no images of split nights" in caplog.text
    assert json.loads((tmp_path / "results.json").read_text()) == {}


def test_a_card_written_after_the_fact_names_the_splits_its_figures_are_of(
    folder, whole, tmp_path, monkeypatch
):
    _, every, out = whole
    weights = write_tiny_model(tmp_path)
    card = json.loads((weights / "model_card.json").read_text())
    data = {"optical/dubai": "CC0", "sar/sarship": "research"}
    card["training"] = {"summary": "None.", "data": data, "shares": {"optical/dubai": 0.25}}
    (weights / "model_card.json").write_text(json.dumps(card))
    command = ["backend.evaluate", "--data", folder, "--weights", weights, "--out", out]
    monkeypatch.setattr(sys, "argv", [*map(str, command), "--resume", "--write-card"])
    main()
    card = json.loads((weights / "model_card.json").read_text())
    assert card["measured"] == {"split": "val and test", "parts": every}
    text = (weights / "README.md").read_text()
    assert "## Measured on images of val and test\n" in text
    assert "| optical/dubai | CC0 | 25.0% |\n| sar/sarship | research |  |\n" in text


def test_enlarged_images_keep_their_labels_in_place(folder):
    (sample,) = read_part(folder, "optical/vhr10", ["val"])
    twice = enlarged(sample, 2.0)
    assert twice.image.shape == (192, 256, 3)
    assert [item.box for item in twice.instances] == [
        tuple(2.0 * edge for edge in box) for box in AIRPLANES
    ]
    assert np.array_equal(twice.instance_map, sample.instance_map.repeat(2, 0).repeat(2, 1))
    for number, item in enumerate(twice.instances, start=1):
        rows, columns = np.nonzero(twice.instance_map == number)
        bounds = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
        assert item.box == bounds
    lit = twice.image.astype(int).mean(axis=2) > (np.mean(BRIGHT) + 67) / 2
    assert np.array_equal(lit, twice.instance_map > 0)


def test_enlarged_covers_keep_their_classes(folder):
    (sample,) = read_part(folder, "optical/dubai", ["val"])
    twice = enlarged(sample, 2.0)
    assert twice.cover_map.dtype == np.uint8
    assert np.array_equal(twice.cover_map, sample.cover_map.repeat(2, 0).repeat(2, 1))


def test_at_its_own_size_a_sample_is_left_as_it_is(folder):
    (sample,) = read_part(folder, "infrared/hituav", ["val"])
    assert enlarged(sample, 1.0) is sample
    assert enlarged(sample, 1.5).instance_map is None


def test_a_stopped_evaluation_goes_on_with_the_parts_that_are_missing(
    folder, model, whole, tmp_path
):
    _, every, _ = whole
    first, *others = sorted(every)
    kept = {first: every[first]}
    (tmp_path / "results.json").write_text(json.dumps(kept))
    said, results = evaluate(folder, model, tmp_path, "--resume", "--parts", first, others[0])
    assert set(results) == {first, others[0]}
    assert results[first] == every[first]
    assert f"{first}:" not in said
