"""The shipped weights know what the model card says: on a drawn scene, and on real images."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from backend.answering.request import SURE_ENOUGH
from backend.data.labelled_folder import read_part
from backend.data.synthetic.samples import sample
from backend.data.synthetic.scene import Layout, SceneSpec
from backend.data.synthetic.small_targets import small_targets
from backend.earthgptx_engine import SHIPPED, EarthGPTXEngine, load_engine
from backend.errors import BadRequest
from backend.language.words import NOT_SURE_WORDS
from backend.model_files import CARD
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import (
    Array,
    Ask,
    Done,
    Mark,
    MarkAnswer,
    PromptShape,
    Segment,
    SourceKind,
    Task,
    Text,
    Tile,
    Verdict,
    VisualPrompt,
)

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
GSD = 0.5
SIDE = 768
SMALLEST_AIRPLANE = 200

pytestmark = pytest.mark.skipif(not (SHIPPED / CARD).exists(), reason="no weights are shipped")


@pytest.fixture(scope="module")
def engine() -> EarthGPTXEngine:
    return load_engine()


@pytest.fixture(scope="module")
def airport() -> tuple[Tile, list[shapely.Polygon]]:
    """The demo's scene: its tile, and the bounds of its airplanes in tile pixels."""
    spec = SceneSpec(Layout.DEMO, width=SIDE, height=SIDE, gsd=GSD)
    drawn = sample(spec, SourceKind.OPTICAL)
    boxes = []
    for index, category in enumerate(drawn.categories):
        rows, columns = np.nonzero(drawn.instances == index + 1)
        if category == "airplane" and len(rows) > SMALLEST_AIRPLANE:
            edges = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            boxes.append(shapely.box(*edges))
    return tile_of(drawn.image), boxes


def tile_of(image: np.ndarray, kind: SourceKind = SourceKind.OPTICAL) -> Tile:
    """A tile whose CRS coordinates are its pixels, y up."""
    height, width = image.shape[:2]
    pixels = Array("uint8", image.shape, np.ascontiguousarray(image).tobytes())
    return Tile(pixels, GeoBox.from_bounds(width, height, (0, 0, width, height)), source_kind=kind)


def box_mark(number: int, bounds: tuple[float, float, float, float]) -> Mark:
    prompt = VisualPrompt(PromptShape.BOX, (bounds[:2], bounds[2:]))
    return Mark(number, (prompt,))


def test_marked_airplanes_of_the_demo_are_called_airplanes(engine, airport):
    tile, boxes = airport
    marks = tuple(box_mark(k + 1, box.bounds) for k, box in enumerate(boxes))
    said = [
        piece
        for piece in engine.answer(Ask(1, tile, Task.CLASSIFY_MARKS, "", marks))
        if isinstance(piece, MarkAnswer)
    ]
    assert len(said) >= 6
    # Doubt about one or two is honest; another name said without doubt would not be.
    doubtful = SURE_ENOUGH[Task.CLASSIFY_MARKS]
    assert {item.text for item in said if item.score >= doubtful} <= {"airplane", NOT_SURE_WORDS}
    assert sum(item.text == "airplane" for item in said) >= 0.7 * len(said)


def test_most_airplanes_of_the_demo_are_found_by_word_and_lie_on_airplanes(engine, airport):
    tile, boxes = airport
    pieces = list(engine.answer(Ask(1, tile, Task.AUTO, "find all the jets")))
    done = pieces[-1]
    assert isinstance(done, Done)
    assert (done.task, done.verdict) == (Task.FIND, Verdict.ANSWERED)
    found = [
        shapely.from_wkb(piece.wkb).envelope
        for piece in pieces
        if isinstance(piece, Segment) and piece.score >= done.threshold
    ]
    upright = [shapely.transform(box, lambda xy: np.c_[xy[:, 0], SIDE - xy[:, 1]]) for box in boxes]
    hit = [
        any(box.intersection(item).area > 0.5 * box.union(item).area for item in found)
        for box in upright
    ]
    assert sum(hit) >= 0.5 * len(boxes)
    assert sum(hit) >= 0.5 * len(found)


@pytest.mark.parametrize("question", ["who is the president", "tell me a joke", "find all dragons"])
def test_what_no_image_answers_is_refused(engine, airport, question):
    *_, done = engine.answer(Ask(1, airport[0], Task.AUTO, question))
    assert isinstance(done, Done)
    assert done.verdict is Verdict.NOT_SURE


def test_every_count_in_the_card_rests_on_images(engine):
    card = json.loads((SHIPPED / CARD).read_text())
    parts = card["measured"]["parts"]
    assert parts["optical/vhr10"]["mark class, box: S-IoU"]["value"] > 90
    figures = [figure for figures in parts.values() for figure in figures.values()]
    assert all(figure["count"] > 0 or figure["value"] is None for figure in figures)


@pytest.mark.skipif(not (DATA / "optical" / "vhr10.json").exists(), reason="no ../shared/data")
def test_marked_objects_of_real_images_are_named_right_nine_times_in_ten(engine):
    right = total = 0
    for labelled in read_part(DATA, "optical/vhr10", ["val"])[::4]:
        chosen = labelled.instances[:10]
        if not chosen:
            continue
        marks = tuple(box_mark(k + 1, item.box) for k, item in enumerate(chosen))
        ask = Ask(1, tile_of(labelled.image), Task.CLASSIFY_MARKS, "", marks)
        answers = [piece for piece in engine.answer(ask) if isinstance(piece, MarkAnswer)]
        total += len(chosen)
        right += sum(
            answer.text == item.category for answer, item in zip(answers, chosen, strict=True)
        )
    assert total >= 40
    assert right >= 0.9 * total


def test_small_targets_of_small_thermal_pictures_are_outlined_where_they_are(engine):
    """Such pictures are read enlarged; polygons must come back in their own pixels."""
    overlaps = []
    for number in range(12):
        drawn = small_targets(np.random.default_rng([5, number]), 160)
        rows, columns = np.nonzero(drawn.instances == 1)
        if not len(rows):
            continue
        # A point in the middle of a target; its bounds with y up, as the tile's CRS has them.
        place = (float(columns.mean()) + 0.5, float(rows.mean()) + 0.5)
        bounds = (columns.min(), 159 - rows.max(), columns.max() + 1, 160 - rows.min())
        mark = Mark(1, (VisualPrompt(PromptShape.POINT, (place,)),))
        ask = Ask(1, tile_of(drawn.image, SourceKind.INFRARED), Task.OUTLINE, "", (mark,))
        found = [item.wkb for item in engine.answer(ask) if isinstance(item, Segment)]
        outline = shapely.union_all(shapely.from_wkb(found))
        true = shapely.box(*bounds)
        overlaps.append(outline.intersection(true).area / outline.union(true).area)
    assert len(overlaps) >= 10
    assert float(np.median(overlaps)) > 0.5


@pytest.mark.parametrize(
    ("question", "task", "labels"),
    [
        ("find airplnes", Task.FIND, {"airplane"}),
        ("PLANES NEAR THE BUILDINGS", Task.FIND, {"airplane"}),
        ("buildings near the planes", Task.FIND, {"building"}),
        ("airplanes and houses", Task.FIND, {"airplane", "building"}),
        ("which planes are next to buildings", Task.FIND, {"airplane"}),
        ("how many jets are close to the houses", Task.COUNT, {"airplane"}),
        ("the biggest plane", Task.LOCATE, {"airplane"}),
        ("the second biggest plane", Task.LOCATE, {"airplane"}),
        ("which planes are left of a building", Task.FIND, {"airplane"}),
        ("the three planes nearest to the buildings", Task.FIND, {"airplane"}),
        ("how many planes are there in total?", Task.COUNT, {"airplane"}),
        ("are there exactly three planes?", Task.COUNT, {"airplane"}),
        ("are there more planes than houses?", Task.COUNT, {"airplane", "building"}),
        ("the largest plane in the left half", Task.LOCATE, {"airplane"}),
        ("are the planes parked?", Task.FIND, {"airplane"}),
    ],
)
def test_what_is_asked_for_is_found_and_not_what_it_lies_near(
    engine, airport, question, task, labels
):
    pieces = list(engine.answer(Ask(1, airport[0], Task.AUTO, question)))
    done = pieces[-1]
    found = {
        piece.label
        for piece in pieces
        if isinstance(piece, Segment) and piece.score >= done.threshold
    }
    assert (done.task, done.verdict, found) == (task, Verdict.ANSWERED, labels)


@pytest.mark.parametrize(
    ("question", "declined", "known"),
    [
        ("Finde alle Flugzeuge", "I cannot answer that ", "or to find or count: "),
        ("airplanes near the cathedral", "I cannot answer that ", "about airplanes: "),
        ("everything except airplanes", "I cannot answer that ", "about airplanes: "),
        ("airplanes longer than 30 m", "I do not answer by the size ", "of airplanes, but "),
        ("what colour are the planes?", "I cannot answer that ", "about airplanes: "),
        ("are there solar panels on the roofs?", "I cannot answer that ", "about buildings: "),
        ("what changed?", "I cannot answer that ", "or to find or count: "),
    ],
)
def test_words_that_are_not_known_are_not_taken_for_others(
    engine, airport, question, declined, known
):
    pieces = list(engine.answer(Ask(1, airport[0], Task.AUTO, question)))
    said = "".join(piece.text for piece in pieces if isinstance(piece, Text))
    assert said.startswith(declined)
    assert known in said
    assert pieces[-1].verdict is Verdict.NOT_SURE
    assert not any(isinstance(piece, Segment) for piece in pieces)


def test_however_it_is_asked_for_as_many_are_found(engine, airport):
    said = set()
    for question in ("how many planes", "find the aircraft", "are there many airplanes?"):
        pieces = engine.answer(Ask(1, airport[0], Task.AUTO, question))
        said.add("".join(piece.text for piece in pieces if isinstance(piece, Text)))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("question", "count", "words"),
    [
        ("is this a ship?", 1, "no: airplane"),
        ("is this a building?", 1, "no: airplane"),
        ("is this a ship or a plane", 1, "airplane"),
        ("how many of these are ships", 2, "none of the 2 marks is a ship"),
        ("are these all planes?", 2, "all 2 marks are airplanes"),
        ("which is bigger", 2, "mark 1 is an airplane and mark 2 is an airplane: "),
        ("are they the same?", 2, "mark 1 is an airplane and mark 2 is an airplane: "),
        ("which of them is the left-most", 3, " is the left-most of 3 marks"),
        ("what is next to this", 1, " airplane "),
        ("what is left of this", 1, "I cannot answer that "),
    ],
)
def test_what_is_asked_of_marks_is_told_by_their_names_and_boxes(
    engine, airport, question, count, words
):
    tile, boxes = airport
    every = tuple(box_mark(k + 1, box.bounds) for k, box in enumerate(boxes))
    named = [
        piece.mark
        for piece in engine.answer(Ask(1, tile, Task.CLASSIFY_MARKS, "", every))
        if isinstance(piece, MarkAnswer) and piece.text == "airplane" and piece.score > 0.7
    ]
    marks = tuple(box_mark(k + 1, boxes[n - 1].bounds) for k, n in enumerate(named[:count]))
    pieces = engine.answer(Ask(1, tile, Task.AUTO, question, marks))
    assert words in "".join(piece.text for piece in pieces if isinstance(piece, Text))


def test_a_yes_or_no_about_what_has_no_word_is_a_guess(engine, airport):
    *_, done = engine.answer(Ask(1, airport[0], Task.AUTO, "is there a runway?"))
    assert done.verdict is Verdict.NOT_SURE


def test_a_mark_that_is_not_there_is_missed(engine, airport):
    tile, boxes = airport
    asked = Ask(1, tile, Task.AUTO, "is mark 7 a ship", (box_mark(1, boxes[0].bounds),))
    with pytest.raises(BadRequest, match="There is no mark 7"):
        list(engine.answer(asked))


def test_a_colour_or_side_that_nobody_said_narrows_nothing(engine, airport):
    pieces = list(engine.answer(Ask(1, airport[0], Task.AUTO, "how many planes are at the gate")))
    said = "".join(piece.text for piece in pieces if isinstance(piece, Text))
    assert said.endswith(" airplanes found")
    assert not said.startswith("no ")
    assert "gray" not in said


@pytest.mark.skipif(not (DATA / "optical" / "dubai.json").exists(), reason="no ../shared/data")
def test_roads_and_vegetation_of_real_images_are_seen_where_the_words_know_none(engine):
    said = {"road": [], "vegetation": []}
    for labelled in read_part(DATA, "optical/dubai", ["val"]):
        for name, answers in said.items():
            share = (labelled.cover_map == labelled.covers.index(name)).mean()
            asked = Ask(1, tile_of(labelled.image), Task.AUTO, f"is there any {name} here?")
            words = [item.text for item in engine.answer(asked) if isinstance(item, Text)]
            if share > 0.02:
                answers.append("".join(words))
    assert all(len(answers) >= 4 for answers in said.values())
    assert all(answers.count("yes") >= 0.8 * len(answers) for answers in said.values())


@pytest.mark.skipif(not (DATA / "optical" / "ucm.json").exists(), reason="no ../shared/data")
def test_a_doubtful_patch_of_one_of_two_areas_is_no_yes(engine):
    labelled = {item.name: item for item in read_part(DATA, "optical/ucm", ["val"])}
    tile = tile_of(labelled["buildings88"].image)
    asked = Ask(1, tile, Task.AUTO, "is there any water and any building here?")
    said = "".join(item.text for item in engine.answer(asked) if isinstance(item, Text))
    assert said == "water: no, buildings: yes"
