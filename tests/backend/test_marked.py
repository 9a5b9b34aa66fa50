"""What the words of a question say of marks, without any model."""

import pytest

from backend.language.marked import (
    asks_alike,
    checks_names,
    is_of_picture,
    order_asked,
    surroundings_asked,
)
from backend.language.question import Question, read_question

CATEGORIES = ("airplane", "ship", "storage tank", "building", "water", "vehicle")


def read(text: str) -> Question:
    return read_question(text, CATEGORIES, "optical")


@pytest.mark.parametrize(
    ("text", "of_picture"),
    [
        ("describe the image", True),
        ("what kind of place is this", True),
        ("how many planes are there", True),
        ("are there any ships?", True),
        ("is there a ship in the picture", True),
        ("what is this in the image", False),
        ("how many of these are ships", False),
        ("is this a ship", False),
        ("describe mark 2", False),
        ("outline", False),
        ("what is here", False),
    ],
)
def test_a_question_is_of_the_picture_where_it_points_at_nothing(text, of_picture):
    assert is_of_picture(read(text)) == of_picture


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("is this a ship?", True),
        ("is mark 2 a ship", True),
        ("Is this an airplane or a ship?", True),
        ("could it be a tank", True),
        ("are these all tanks?", True),
        ("are both tanks", True),
        ("is one of them a ship", True),
        ("how many of these are tanks", True),
        ("how many of the marks are ships", True),
        ("which of these are ships", True),
        ("which mark is a ship", True),
        ("what is this", False),
        ("is this not a ship", False),
        ("is this ship white", False),
        ("is this ship moored", False),
        ("is this an elephant", False),
        ("is there a ship near this", False),
        ("how many ships are there", False),
        ("find ships like this", False),
    ],
)
def test_some_questions_ask_which_marks_are_of_a_kind(text, checks):
    assert checks_names(read(text)) == checks


@pytest.mark.parametrize(
    ("text", "superlative"),
    [
        ("which mark is the largest", "largest"),
        ("which of them is bigger?", "largest"),
        ("which one is the smallest one", "smallest"),
        ("what is the left-most mark", "left-most"),
        ("which of the two is larger", "largest"),
        ("which is the largest ship", ""),
        ("what is this", ""),
    ],
)
def test_one_of_the_marks_is_asked_for_by_a_superlative(text, superlative):
    assert order_asked(read(text)) == superlative


def test_whether_marks_are_alike_is_no_search():
    assert asks_alike(read("are these all the same?"))
    assert not asks_alike(read("find the same kind of object as"))


def test_what_lies_around_a_mark_is_not_the_mark():
    assert surroundings_asked(read("what is next to mark 2")) == "next to"
    assert surroundings_asked(read("what is to the left of this?")) == "left of"
    assert surroundings_asked(read("what is this")) == ""
