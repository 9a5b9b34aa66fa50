"""Yes or no from words and from scores: likelier than not among the questions people ask."""

import pytest

from backend.masks.presence import by_finding, by_words


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
