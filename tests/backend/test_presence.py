"""Yes or no from words, scores and what is seen: likelier than not among what people ask."""

from types import SimpleNamespace

import pytest

from backend.language.question import read_question
from backend.masks import presence
from backend.masks.presence import by_finding, by_looking, by_words, is_looked_at, of_area

CATEGORIES = ("building", "land", "road", "ship", "vegetation", "water")


def test_a_yes_in_words_must_be_three_times_as_likely_as_a_no():
    assert by_words("yes", 0.76) == ("yes", pytest.approx(0.5135, abs=1e-4))
    assert by_words("yes", 0.74) == ("no", pytest.approx(0.5132, abs=1e-4))
    assert by_words("yes", 1.0) == ("yes", 1.0)


def test_a_no_in_words_stays_and_is_surer():
    assert by_words("no", 0.6) == ("no", pytest.approx(0.8182, abs=1e-4))
    assert by_words("no", 1.0) == ("no", 1.0)


def test_what_is_found_is_there_from_the_threshold_on():
    assert by_finding(0.3, 0.3) == ("yes", 0.3)
    assert by_finding(0.25, 0.3) == ("no", 0.75)
    assert by_finding(0.0, 0.3) == ("no", 1.0)


def test_what_is_clear_on_a_hundredth_of_the_tile_is_as_likely_there_as_not():
    assert by_looking(0.01) == ("yes", 0.5)
    assert by_looking(0.04) == ("yes", pytest.approx(0.8))
    assert by_looking(0.0025) == ("no", pytest.approx(0.8))
    assert by_looking(0.0) == ("no", 1.0)


@pytest.mark.parametrize(
    ("text", "source", "looked_at"),
    [
        ("is there a road", "optical", [True]),
        ("are there any streets here?", "optical", [True]),
        ("is there any vegetation", "optical", [True]),
        ("is there water", "sar", [True]),
        ("is there a road", "sar", [False]),
        ("is there water", "infrared", [False]),
        ("is there a ship", "optical", [False]),
        ("is there any tree", "optical", [False]),
        ("do you see sand", "optical", [False]),
        ("is there a white building", "optical", [False]),
        ("is there water or a ship", "optical", [True, False]),
    ],
)
def test_areas_by_their_own_name_are_looked_at(text, source, looked_at):
    question = read_question(text, CATEGORIES, source)
    assert [is_looked_at(item, question.text, source) for item in question.things] == looked_at


@pytest.mark.parametrize(
    ("text", "source", "said", "seen", "answer"),
    [
        ("is there a road", "optical", ("no", 0.99), 0.09, ("yes", 0.9)),
        ("is there a road", "optical", ("yes", 0.99), 0.0, ("no", 1.0)),
        ("is there water", "sar", ("no", 0.99), 0.03, ("yes", 0.75)),
        # Words that were taught: odds of 1 to 3 that they mean yes, times 1/3, times 7.4 or 5.
        ("is there a building", "optical", ("no", 0.75), 0.5, ("no", 0.5488)),
        ("is there a building", "optical", ("no", 0.5), 0.5, ("yes", 0.7115)),
        ("is there a building", "optical", ("no", 0.5), 0.05, ("yes", 0.625)),
        ("is there a building", "optical", ("yes", 0.9), 0.0, ("yes", 0.75)),
        ("is there water", "optical", ("no", 0.999), 0.9, ("no", 0.9975)),
        ("is there a tree", "optical", ("no", 0.9), 0.9, ("no", 0.9643)),
        ("is there a road by the water", "optical", ("no", 0.9), 0.9, ("no", 0.9643)),
        ("is it cloudy", "optical", ("no", 0.9), 0.9, ("no", 0.9643)),
    ],
)
def test_of_areas_what_is_seen_and_said_is_weighed(monkeypatch, text, source, said, seen, answer):
    sight = SimpleNamespace(picture=SimpleNamespace(source=source))
    dialogue = SimpleNamespace(sight=sight, plain_phrase=lambda category: category)
    monkeypatch.setattr(presence, "seen_share", lambda *_: seen)
    question = read_question(text, CATEGORIES, source)
    word, probability = of_area(dialogue, question, *said)
    assert (word, probability) == (answer[0], pytest.approx(answer[1], abs=1e-4))
