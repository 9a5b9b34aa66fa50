"""Where nothing was found, the best candidate that was rejected is named."""

from __future__ import annotations

from results_samples import segment

from earthgptx_qgis.results.candidates import best_rejected


def test_the_best_of_those_below_the_minimum_is_named():
    found = [segment("ship", 0.2), segment("crane", 0.31), segment("dock", 0.1)]
    best = best_rejected(found, 0.4)
    assert best is not None
    assert (best.label, best.score) == ("crane", 0.31)


def test_where_something_was_found_nothing_was_rejected_in_vain():
    assert best_rejected([segment("ship", 0.4), segment("crane", 0.1)], 0.4) is None


def test_without_candidates_there_is_none_to_name():
    assert best_rejected([], 0.4) is None


def test_among_equals_the_first_is_named():
    assert best_rejected([segment("ship", 0.2), segment("crane", 0.2)], 0.4).label == "ship"
