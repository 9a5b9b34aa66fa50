"""What a question asks for beyond what can be acted upon, and what only looks so."""

import pytest

from tests.backend.test_question import read


@pytest.mark.parametrize(
    "text",
    [
        "tanks larger than 30 m",
        "tanks > 500 m2",
        "how large are the tanks",
        "what is the area of the tanks?",
        "what colour are the ships",
        "what percentage is water?",
        "half of the tanks",
        "who owns the largest ship?",
        "what changed?",
    ],
)
def test_measures_shares_and_other_times_are_declined(text):
    assert read(text).declined


def test_of_what_is_declined_it_is_known_whether_polygons_tell_it():
    told = ["tanks larger than 30 m", "tanks > 500 m2", "how large are the tanks"]
    told += ["what is the area of the tanks?", "total length of all ships", "tanks over 2 ha"]
    assert [read(text).about_size for text in told] == [True] * 6
    others = ["what colour are the ships", "who owns the largest ship?", "what changed?"]
    assert [read(text).about_size for text in [*others, "the longest ship"]] == [False] * 4


@pytest.mark.parametrize(
    "text",
    [
        "tanks that are not white",
        "everything that is not water",
        "ignore the small tanks",
        "the longest ship",
        "most of the ships",
        "the last ship",
        "the tank in the middle",
        "ships at the edge of the image",
        "how many floors does the building have?",
        "how many kinds of ships are there",
        "do any houses have a swimming pool?",
        "house with pool",
        "are there solar panels on the roofs?",
        "what is on the road",
        "airplane hangars",
        "a car park",
        "is the building taller than the trees",
    ],
)
def test_what_would_be_passed_over_makes_it_unclear(text):
    assert read(text).declined


@pytest.mark.parametrize(
    "text",
    [
        "zoom in on the ships",
        "tanks in the upper left corner",
        "is there a harbor ship",
        "the most western ship",
        "the ship moored there",
        "isn't there a ship",
        "where's the ship",
        "yes or no: are there ships",
        "how many buildings are by the water",
    ],
)
def test_other_words_are_no_reason_to_decline(text):
    assert not read(text).declined
