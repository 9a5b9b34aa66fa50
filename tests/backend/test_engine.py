"""The shipped engine on a tiny model: what it answers to whom, whatever the weights know."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from backend.answering.answerer import marks_asked_of
from backend.earthgptx_engine import EarthGPTXEngine, load_engine
from backend.errors import BadRequest, OutOfMemory, TaskUnavailable
from earthgptx_qgis.wire.geobox import Affine, GeoBox
from earthgptx_qgis.wire.messages import (
    Array,
    Ask,
    Done,
    Mark,
    MarkAnswer,
    Progress,
    PromptShape,
    Segment,
    SourceKind,
    Task,
    Text,
    Tile,
    Verdict,
    VisualPrompt,
)
from tests.backend.tiny_model import write_tiny_model

UTM_31N = "EPSG:32631"


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> EarthGPTXEngine:
    return load_engine(write_tiny_model(tmp_path_factory.mktemp("tiny")))


def noise_tile(seed: int = 0, side: int = 128, crs: str = "") -> Tile:
    values = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
    box = GeoBox(side, side, Affine(0.5, 0.0, 500_000.0, 0.0, -0.5, 5_000_000.0), crs)
    return Tile(Array("uint8", values.shape, values.tobytes()), box, layer_name="noise.tif")


def box_marks(count: int) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            number,
            (VisualPrompt(PromptShape.BOX, ((number, number), (number + 20.0, number + 30.0))),),
        )
        for number in range(1, count + 1)
    )


def pieces_of(engine: EarthGPTXEngine, ask: Ask, kind: type) -> list:
    return [piece for piece in engine.answer(ask) if isinstance(piece, kind)]


def done_of(engine: EarthGPTXEngine, ask: Ask) -> Done:
    *_, last = engine.answer(ask)
    assert isinstance(last, Done)
    return last


@pytest.mark.parametrize(
    "task",
    [
        Task.DESCRIBE,
        Task.CLASSIFY_SCENE,
        Task.ANSWER,
        Task.COUNT,
        Task.CLASSIFY_MARKS,
        Task.DESCRIBE_MARKS,
        Task.DESCRIBE_MARKS_IN_DETAIL,
        Task.RELATE_MARKS,
        Task.SUMMARISE_MARKS,
        Task.FIND,
        Task.OUTLINE,
        Task.FIND_SIMILAR,
        Task.LOCATE,
        Task.GROUNDED_DESCRIPTION,
    ],
)
def test_every_trained_task_ends_in_a_done_of_that_task_with_finite_numbers(engine, task):
    ask = Ask(5, noise_tile(), task, "find all ships", box_marks(2), maximum_words=8)
    pieces = list(engine.answer(ask))
    done = pieces[-1]
    assert isinstance(done, Done)
    assert done.task is task
    assert done.request_id == 5
    assert math.isfinite(done.score)
    assert 0.0 <= done.score <= 1.0
    assert all(piece.request_id == 5 for piece in pieces)
    assert {timing.stage for timing in done.timings} >= {"loading", "vision"}


@pytest.mark.parametrize("task", [Task.COMPARE_DATES])
def test_a_task_the_weights_were_not_trained_for_is_refused_by_name(engine, task):
    with pytest.raises(TaskUnavailable, match=f'not trained for "{task.value}"') as caught:
        list(engine.answer(Ask(1, noise_tile(), task, "what changed", box_marks(2))))
    assert "find" in caught.value.hint


@pytest.mark.parametrize("task", [Task.LOCATE, Task.COUNT, Task.ANSWER])
def test_a_mark_is_no_question_where_the_task_needs_words(engine, task):
    with pytest.raises(BadRequest, match="question is empty"):
        list(engine.answer(Ask(1, noise_tile(), task, "", box_marks(1))))


def test_without_words_or_marks_there_is_no_question(engine):
    with pytest.raises(BadRequest, match="question is empty"):
        list(engine.answer(Ask(1, noise_tile(), Task.AUTO, "   ")))


@pytest.mark.parametrize("task", [Task.CLASSIFY_MARKS, Task.OUTLINE, Task.FIND_SIMILAR])
def test_a_task_about_marks_without_a_mark_says_so(engine, task):
    with pytest.raises(BadRequest, match="needs a mark"):
        list(engine.answer(Ask(1, noise_tile(), task)))


def test_marks_without_words_are_classified(engine):
    done = done_of(engine, Ask(1, noise_tile(), Task.AUTO, "", box_marks(1), maximum_words=3))
    assert done.task is Task.CLASSIFY_MARKS


def test_a_question_of_a_thousand_words_is_too_long(engine):
    with pytest.raises(BadRequest, match="too long"):
        list(engine.answer(Ask(1, noise_tile(), Task.FIND, "ship " * 1000)))


def test_seventy_marks_get_seventy_answers_each_with_its_number(engine):
    marks = tuple(
        Mark(number, (VisualPrompt(PromptShape.POINT, ((number, 60.0),)),))
        for number in range(1, 71)
    )
    ask = Ask(1, noise_tile(), Task.CLASSIFY_MARKS, "", marks, maximum_words=3)
    answers = pieces_of(engine, ask, MarkAnswer)
    assert [answer.mark for answer in answers] == list(range(1, 71))
    assert all(0.0 <= answer.score <= 1.0 for answer in answers)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("what is mark 2?", [2]),
        ("what are marks 1 and 3", [1, 3]),
        ("compare mark 4 with mark 2", [2, 4]),
        ("Marks 1, 2 & 4 please", [1, 2, 4]),
        ("what is mark 9", [1, 2, 3, 4]),
        ("what are these 3 things", [1, 2, 3, 4]),
    ],
)
def test_a_question_is_about_the_marks_it_names_or_else_about_all(question, asked):
    ask = Ask(1, noise_tile(), Task.CLASSIFY_MARKS, question, box_marks(4))
    assert [mark.number for mark in marks_asked_of(ask)] == asked


def test_a_second_question_on_the_same_tile_skips_the_vision_experts(engine):
    tile = noise_tile(seed=11)
    assert not done_of(engine, Ask(1, tile, Task.DESCRIBE, maximum_words=2)).cached_tile
    assert done_of(engine, Ask(2, tile, Task.CLASSIFY_SCENE, maximum_words=2)).cached_tile
    other = dataclasses.replace(tile, source_kind=SourceKind.SAR)
    assert not done_of(engine, Ask(3, other, Task.DESCRIBE, maximum_words=2)).cached_tile


def test_the_fifth_tile_forgets_the_first(engine):
    for seed in range(20, 25):
        done_of(engine, Ask(1, noise_tile(seed), Task.DESCRIBE, maximum_words=1))
    assert done_of(engine, Ask(1, noise_tile(24), Task.DESCRIBE, maximum_words=1)).cached_tile
    assert not done_of(engine, Ask(1, noise_tile(20), Task.DESCRIBE, maximum_words=1)).cached_tile


def test_words_stop_at_the_asked_number(engine):
    ask = Ask(1, noise_tile(), Task.DESCRIBE, maximum_words=4)
    assert len(pieces_of(engine, ask, Text)) <= 4


def test_an_answer_can_be_left_in_the_middle_and_the_next_one_is_whole(engine):
    pieces = engine.answer(Ask(1, noise_tile(seed=31), Task.DESCRIBE, maximum_words=50))
    assert isinstance(next(pieces), Progress)
    pieces.close()
    done = done_of(engine, Ask(2, noise_tile(seed=31), Task.DESCRIBE, maximum_words=3))
    assert done.request_id == 2


def test_without_a_crs_there_is_a_note_and_no_area(engine):
    ask = Ask(1, noise_tile(), Task.OUTLINE, "", box_marks(3))
    assert "no CRS" in done_of(engine, ask).notes[0]
    assert all(segment.area_m2 is None for segment in pieces_of(engine, ask, Segment))


def test_pixels_of_forty_metres_are_noted_as_coarser_than_the_model_was_trained_on(engine):
    from pyproj import CRS

    tile = noise_tile(crs=CRS.from_user_input(UTM_31N).to_wkt())
    coarse = dataclasses.replace(tile.geobox, affine=Affine(40, 0, 500_000, 0, -40, 5_000_000))
    ask = Ask(1, dataclasses.replace(tile, geobox=coarse), Task.DESCRIBE, maximum_words=1)
    assert "40 m per pixel is coarser" in done_of(engine, ask).notes[0]


def test_a_task_chosen_by_the_user_is_kept_or_refused_never_swapped(engine):
    done = done_of(engine, Ask(1, noise_tile(), Task.FIND, "find all ships", maximum_words=8))
    assert done.task is Task.FIND
    assert done.verdict in (Verdict.ANSWERED, Verdict.NOTHING_FOUND, Verdict.NOT_SURE)


def test_running_out_of_memory_is_a_failure_with_a_hint_and_the_next_answer_comes(
    engine, monkeypatch
):
    from backend.loaded_model import LoadedModel

    def exhausted(self, picture):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(LoadedModel, "see", exhausted)
        with pytest.raises(OutOfMemory, match="128 x 128 pixels") as caught:
            list(engine.answer(Ask(1, noise_tile(seed=41), Task.DESCRIBE)))
    assert "Zoom in" in caught.value.hint
    assert done_of(engine, Ask(2, noise_tile(seed=41), Task.DESCRIBE, maximum_words=1))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 700), (33, 31)])
def test_tiles_of_any_shape_are_answered(engine, width, height):
    values = np.zeros((height, width, 1), np.uint16)
    values[0, 0] = 9
    pixels = Array("uint16", values.shape, values.tobytes())
    tile = Tile(pixels, GeoBox.from_bounds(width, height, (0, 0, width, height)))
    assert done_of(engine, Ask(1, tile, Task.FIND, "find all ships", maximum_words=3))
