"""What the model is taught to say: every task, with targets that fit the words."""

import random
import re

import pytest

from backend.data.instructions import (
    Facts,
    Target,
    Turn,
    TurnBuilder,
    place_of,
)
from backend.data.question_templates import SELECTOR_WORDS
from backend.data.sample import Instance
from backend.data.tasks import TRAINED_TASKS
from backend.data.vocabulary import NOUNS, UNKNOWN_NOUNS, counted
from backend.model.special_tokens import (
    MARK,
    PHRASE_BEGIN,
    PHRASE_END,
    REFUSE,
    SEGMENT,
    SELECTORS,
    TASKS,
    selector_token,
    task_token,
)

AIRPORT = Facts(
    source="optical",
    size=(120, 90),
    instances=(
        Instance("airplane", (10, 10, 30, 20), True),
        Instance("vehicle", (50, 40, 56, 44), True),
        Instance("airplane", (80, 60, 110, 80), True),
    ),
    complete=frozenset({"airplane", "storage tank", "harbor"}),
)
LAND = Facts(
    source="optical",
    size=(64, 64),
    covers=("unlabeled", "building", "water"),
    present_covers=frozenset({2}),
)
HARBOUR = Facts(
    source="optical",
    size=(64, 64),
    scene="harbor",
    labels=("dock", "ship"),
    known_labels=("cars", "dock", "ship"),
    captions=(" There are many boats in the harbor . ",),
)
EVERYTHING = (AIRPORT, LAND, HARBOUR)


def builder(facts, seed=0):
    return TurnBuilder(facts, random.Random(seed))


def many_turns(facts, rounds=300):
    return [turn for seed in range(rounds) for turn in builder(facts, seed).turns(6)]


def task_of(turn):
    first = re.match(r"<[^>]+>", turn.answer).group()
    return REFUSE if first == REFUSE else first[1:-1]


def phrase_of(turn):
    return re.search(f"{PHRASE_BEGIN}(.*){PHRASE_END}{SEGMENT}$", turn.answer).group(1)


def says(question, category):
    """Whether a question names a category in one of its forms."""
    forms = {form for pair in NOUNS[category].forms for form in pair}
    return any(re.search(rf"\b{re.escape(form)}\b", question) for form in forms)


def test_every_trained_task_is_taught():
    taught = {task_of(turn) for facts in EVERYTHING for turn in many_turns(facts)}
    assert taught == {*TRAINED_TASKS, REFUSE}


def test_the_trained_tasks_are_tasks_of_the_model():
    assert set(TRAINED_TASKS) < set(TASKS)
    assert set(SELECTOR_WORDS) == set(SELECTORS)


@pytest.mark.parametrize("facts", EVERYTHING, ids=["instances", "covers", "scene"])
def test_every_answer_begins_with_its_task_and_has_a_target_for_each_segmentation_token(facts):
    beginnings = tuple(task_token(task) for task in TRAINED_TASKS)
    for turn in many_turns(facts):
        assert turn.answer == REFUSE or turn.answer.startswith(beginnings)
        assert turn.answer.count(SEGMENT) == len(turn.targets)
        assert turn.question.count(MARK) == len(turn.marks)


def test_what_is_drawn_is_what_the_phrase_names():
    seen = set()
    for turn in many_turns(AIRPORT):
        if not turn.targets:
            continue
        (target,) = turn.targets
        category = phrase_of(turn)
        seen.add(task_of(turn))
        assert target.cover is None
        if target.marked is None:
            assert target.instances == AIRPORT.of_category(category)
        else:
            assert task_of(turn) == "outline"
            assert target.instances == (turn.marks[target.marked],)
            assert AIRPORT.instances[target.instances[0]].category == category
    assert seen == {"find", "count", "outline", "find similar", "locate"}


def test_questions_name_what_their_answers_draw():
    for turn in many_turns(AIRPORT):
        if task_of(turn) in ("find", "count", "locate"):
            assert says(turn.question, phrase_of(turn)), turn


def test_a_cover_is_drawn_by_its_number_and_only_where_it_is():
    for turn in many_turns(LAND):
        if task_of(turn) != REFUSE:
            assert turn.answer == "<find><p>water</p><seg>"
            assert turn.targets == (Target(cover=2),)


def test_what_is_not_surely_absent_is_never_said_to_be_absent():
    absent = set()
    for turn in many_turns(AIRPORT, rounds=600):
        if turn.answer == "<answer>no" or turn.targets == (Target(),):
            asked = {name for name in NOUNS if says(turn.question, name)}
            absent |= asked
            assert asked & AIRPORT.complete, turn
    assert absent == {"storage tank", "harbor"}


def test_incompletely_labelled_categories_are_found_where_they_are():
    found = {phrase_of(turn) for turn in many_turns(AIRPORT) if task_of(turn) == "find"}
    assert found == {"airplane", "vehicle", "storage tank", "harbor"}


def test_yes_and_no_follow_the_labels_of_the_image():
    answers = set()
    for turn in many_turns(HARBOUR):
        if task_of(turn) == "answer":
            (name,) = (name for name in HARBOUR.known_labels if name in turn.question)
            answers.add((name, turn.answer))
    assert answers == {("dock", "<answer>yes"), ("ship", "<answer>yes"), ("cars", "<answer>no")}


def test_marks_are_named_by_what_they_lie_on():
    for turn in many_turns(AIRPORT):
        if task_of(turn) == "classify marks":
            (index,) = turn.marks
            assert turn.answer == f"<classify marks>{AIRPORT.instances[index].category}"


def test_a_mark_on_no_object_is_its_cover_or_an_honest_refusal():
    places = (Instance("water", (0, 0, 9, 9), False), Instance("", (20, 20, 40, 40), False))
    facts = Facts("optical", (64, 64), backgrounds=places)
    turns = {(turn.answer, turn.marks) for turn in many_turns(facts, 60) if turn.marks}
    assert turns == {("<classify marks>water", (-1,)), ("<classify marks><refuse>", (-2,))}
    assert [facts.marked(index) for index in (-1, -2)] == list(places)


def test_a_mark_is_described_by_its_place_and_its_company():
    answers = {builder(AIRPORT, seed).describe_mark().answer for seed in range(60)}
    assert answers == {
        "<describe marks>an airplane in the upper left of the image, with one airplane more",
        "<describe marks>an airplane in the lower right of the image, with one airplane more",
        "<describe marks>a vehicle in the center of the image",
    }


def test_a_superlative_is_said_in_the_question_and_named_in_the_answer():
    named = set()
    for seed in range(300):
        turn = builder(AIRPORT, seed).locate()
        (selector,) = (name for name in SELECTORS if selector_token(name) in turn.answer)
        named.add(selector)
        assert any(words in turn.question for words in SELECTOR_WORDS[selector])
        assert turn.answer == f"<locate><{selector}><p>{phrase_of(turn)}</p><seg>"
    assert named == set(SELECTORS)


def test_captions_are_said_in_lower_case_without_a_full_stop():
    assert builder(HARBOUR).caption().answer == "<describe>there are many boats in the harbor"
    assert builder(HARBOUR).classify_scene().answer == "<classify scene>harbor"


def test_an_image_without_captions_is_described_by_its_counts():
    assert builder(AIRPORT).describe_by_counts().answer == (
        "<describe>an aerial image with two airplanes and one vehicle"
    )


@pytest.mark.parametrize(
    ("box", "place"),
    [
        ((0, 0, 20, 20), "in the upper left"),
        ((50, 0, 70, 20), "at the top"),
        ((100, 0, 120, 20), "in the upper right"),
        ((0, 40, 20, 50), "on the left"),
        ((50, 40, 70, 50), "in the center"),
        ((100, 40, 120, 50), "on the right"),
        ((0, 70, 20, 90), "in the lower left"),
        ((50, 70, 70, 90), "at the bottom"),
        ((110, 80, 130, 100), "in the lower right"),
    ],
)
def test_places_are_said_in_words(box, place):
    assert place_of(box, (120, 90)) == place


@pytest.mark.parametrize(
    ("category", "count", "words"),
    [
        ("airplane", 0, "no airplanes"),
        ("airplane", 1, "one airplane"),
        ("person", 3, "three persons"),
        ("harbor", 10, "ten harbors"),
        ("vehicle", 11, "many vehicles"),
    ],
)
def test_counts_are_said_in_words(category, count, words):
    assert counted(category, count) == words


def test_nothing_that_is_taught_is_refused():
    taught = {form for noun in NOUNS.values() for pair in noun.forms for form in pair}
    assert not taught & set(UNKNOWN_NOUNS)
    assert not {f"{form}s" for form in taught} & set(UNKNOWN_NOUNS)


def test_no_two_turns_about_a_crop_are_the_same_and_the_seed_decides_them():
    turns = builder(AIRPORT, 5).turns(6)
    assert 1 <= len(turns) <= 6
    assert len({(turn.question, turn.answer) for turn in turns}) == len(turns)
    assert turns == builder(AIRPORT, 5).turns(6)
    assert turns != builder(AIRPORT, 6).turns(6)


def test_a_crop_of_which_nothing_is_known_teaches_refusing_only():
    nothing = Facts(source="sar", size=(64, 64))
    for turn in many_turns(nothing, rounds=30):
        assert turn == Turn(turn.question, REFUSE)
