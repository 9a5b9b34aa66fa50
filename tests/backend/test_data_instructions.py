"""What the model is taught to say: every task, with targets that fit the words."""

import random
import re

import pytest

from backend.data import question_templates
from backend.data.colours import COLOUR_WORDS
from backend.data.finding_turns import (
    find_absent,
    find_absent_cover,
    find_cover,
    find_where,
    locate,
)
from backend.data.held_out_questions import HELD_OUT, HELD_OUT_SELECTOR_WORDS
from backend.data.image_turns import (
    caption,
    classify_scene,
    describe_by_counts,
    grounded_description,
)
from backend.data.instructions import Facts, Target, Turn, TurnBuilder
from backend.data.question_templates import SELECTOR_WORDS
from backend.data.sample import Instance
from backend.data.speaker import Speaker
from backend.data.tasks import TRAINED_TASKS
from backend.data.vocabulary import NOUNS, SENSOR_FORMS, UNKNOWN_NOUNS, counted
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


def made(maker, facts, rounds=60):
    """Turns of one kind, each with a seed of its own."""
    return [maker(Speaker(facts, random.Random(seed))) for seed in range(rounds)]


def many_turns(facts, rounds=300):
    return [turn for seed in range(rounds) for turn in builder(facts, seed).turns(6)]


def task_of(turn):
    first = re.match(r"<[^>]+>", turn.answer).group()
    return REFUSE if first == REFUSE else first[1:-1]


def phrases_of(turn):
    return re.findall(f"{PHRASE_BEGIN}(.*?){PHRASE_END}{SEGMENT}", turn.answer)


def says(question, category):
    """Whether a question names a category in one of its forms, as they are for optical images."""
    pairs = (*NOUNS[category].forms, *SENSOR_FORMS.get(("optical", category), ()))
    forms = {form for pair in pairs for form in pair}
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
        seen.add(task_of(turn))
        for target, category in zip(turn.targets, phrases_of(turn), strict=True):
            assert target.cover is None
            if target.marked is None:
                assert target.instances == AIRPORT.of_category(category)
            else:
                assert task_of(turn) == "outline"
                assert target.instances == (turn.marks[target.marked],)
                assert AIRPORT.instances[target.instances[0]].category == category
    assert seen == {"find", "count", "outline", "find similar", "locate", "grounded description"}


def test_questions_name_what_their_answers_draw():
    for turn in many_turns(AIRPORT):
        if task_of(turn) in ("find", "count", "locate"):
            assert all(says(turn.question, name) for name in phrases_of(turn)), turn


def test_a_cover_is_drawn_by_its_number():
    for turn in made(find_cover, LAND):
        assert turn.answer == "<find><p>water</p><seg>"
        assert turn.targets == (Target(cover=2),)


def test_a_cover_that_is_not_there_is_asked_for_by_its_number_too():
    for turn in made(find_absent_cover, LAND):
        assert turn.answer == "<find><p>building</p><seg>"
        assert turn.targets == (Target(cover=1),)


def test_what_is_not_surely_absent_is_never_said_to_be_absent():
    absent = set()
    for turn in many_turns(AIRPORT, rounds=600):
        if (turn.answer == "<answer>no" and not turn.marks) or turn.targets == (Target(),):
            asked = {name for name in NOUNS if says(turn.question, name)}
            absent |= asked
            assert asked & AIRPORT.complete, turn
    assert absent == {"storage tank", "harbor"}


def test_incompletely_labelled_categories_are_found_where_they_are():
    turns = [turn for turn in many_turns(AIRPORT) if task_of(turn) == "find"]
    found = {name for turn in turns for name in phrases_of(turn)}
    assert found == {"airplane", "vehicle", "storage tank", "harbor"}


def test_yes_and_no_follow_the_labels_of_the_image():
    words = {"dock": "yes", "ships": "yes", "boats": "yes", "cars": "no", "automobiles": "no"}
    answers = set()
    for turn in many_turns(HARBOUR):
        if task_of(turn) == "answer":
            named = [word for word in words if re.search(rf"\b{word}\b", turn.question)]
            answers |= {(word, turn.answer) for word in named}
    assert answers == {(word, f"<answer>{answer}") for word, answer in words.items()}


def test_a_label_that_was_looked_for_and_not_given_makes_its_categories_absent():
    assert HARBOUR.absent == ("vehicle",)
    assert AIRPORT.absent == ("harbor", "storage tank")
    asked = {phrases_of(turn)[0] for turn in made(find_absent, HARBOUR)}
    assert asked == {"vehicle"}
    assert {turn.targets for turn in made(find_absent, HARBOUR)} == {(Target(),)}


def test_marks_are_named_by_what_they_lie_on():
    for turn in many_turns(AIRPORT):
        if task_of(turn) == "classify marks":
            (index,) = turn.marks
            assert turn.answer == f"<classify marks>{AIRPORT.instances[index].category}"


def test_whether_a_mark_is_of_a_category_is_answered_by_what_it_lies_on():
    answers = set()
    for turn in many_turns(AIRPORT):
        if task_of(turn) == "answer" and turn.marks and "is" in turn.question.split():
            (index,) = turn.marks
            is_so = says(turn.question, AIRPORT.instances[index].category)
            assert turn.answer == ("<answer>yes" if is_so else "<answer>no"), turn
            answers.add(turn.answer)
    assert answers == {"<answer>yes", "<answer>no"}


def test_words_about_marks_that_looking_answers_name_the_task_alone():
    tasks = ("describe marks", "describe marks in detail", "relate marks", "summarise marks")
    turns = [turn for turn in many_turns(AIRPORT) if task_of(turn) in tasks]
    assert {turn.answer for turn in turns} == {f"<{task}>" for task in tasks}
    assert {len(turn.marks) for turn in turns} == {1}
    assert not any("{" in turn.question for turn in turns)


def test_a_mark_on_no_object_is_its_cover_or_an_honest_refusal():
    places = (Instance("water", (0, 0, 9, 9), False), Instance("", (20, 20, 40, 40), False))
    facts = Facts("optical", (64, 64), backgrounds=places)
    turns = {(turn.answer, turn.marks) for turn in many_turns(facts, 60) if turn.marks}
    assert turns == {("<classify marks>water", (-1,)), ("<classify marks><refuse>", (-2,))}
    assert [facts.marked(index) for index in (-1, -2)] == list(places)


def test_a_superlative_is_said_in_the_question_and_named_in_the_answer():
    named = set()
    for turn in made(locate, AIRPORT, 300):
        selectors = [name for name in SELECTORS if selector_token(name) in turn.answer]
        if not selectors:
            assert phrases_of(turn) == ["vehicle"]
            continue
        (selector,) = selectors
        named.add(selector)
        assert any(words in turn.question for words in SELECTOR_WORDS[selector])
        assert turn.answer == f"<locate><{selector}><p>{phrases_of(turn)[0]}</p><seg>"
    assert named == set(SELECTORS)


def test_places_sizes_colours_and_neighbours_are_named_and_the_phrase_draws_all_of_its_kind():
    turns = made(find_where, AIRPORT, 400)
    answers = {re.sub("<p>.*?</p>", "_", turn.answer) for turn in turns}
    corners = [
        f"<{row}-most><{side}-most>" for row in ("top", "bottom") for side in ("left", "right")
    ]
    sides = [f"<{side}-most>" for side in ("left", "right", "top", "bottom")]
    places = [*corners, *sides, "<largest>", "<smallest>", *COLOUR_WORDS]
    assert answers == {f"<find>{place}_<seg>" for place in places} | {"<find>_<seg>near_<seg>"}
    for turn in turns:
        wanted = [Target(AIRPORT.of_category(name)) for name in phrases_of(turn)]
        assert list(turn.targets) == wanted


def test_a_grounded_description_draws_every_category_and_cover_that_is_there():
    (turn,) = made(grounded_description, AIRPORT, 1)
    assert turn.answer == ("<grounded description><p>airplane</p><seg><p>vehicle</p><seg>")
    assert turn.targets == (Target((0, 2)), Target((1,)))
    (turn,) = made(grounded_description, LAND, 1)
    assert turn.answer == "<grounded description><p>water</p><seg>"
    assert turn.targets == (Target(cover=2),)


def test_captions_are_said_in_lower_case_without_a_full_stop():
    (turn,) = made(caption, HARBOUR, 1)
    assert turn.answer == "<describe>there are many boats in the harbor"
    (turn,) = made(classify_scene, HARBOUR, 1)
    assert turn.answer == "<classify scene>harbor"


def test_an_image_without_captions_is_described_by_its_counts():
    (turn,) = made(describe_by_counts, AIRPORT, 1)
    assert turn.answer == "<describe>an aerial image with two airplanes and one vehicle"


def test_held_out_wordings_are_never_taught():
    assert set(HELD_OUT) == set(TRAINED_TASKS)
    taught = {text for value in vars(question_templates).values() for text in _texts(value)}
    for task, templates in HELD_OUT.items():
        assert len(templates) >= 3, task
        assert not set(templates) & taught, task
    for selector, words in HELD_OUT_SELECTOR_WORDS.items():
        assert words not in SELECTOR_WORDS[selector]


def _texts(value):
    return value if isinstance(value, tuple) else ()


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
