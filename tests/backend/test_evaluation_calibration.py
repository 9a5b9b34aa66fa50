"""Calibration against numbers worked out by hand."""

import pytest

from backend.evaluation.calibration import Judged, calibration_error, calibration_figures


def judged(score, right, wrong):
    return [Judged(score, True)] * right + [Judged(score, False)] * wrong


def test_scores_that_are_kept_have_no_error():
    assert calibration_error(judged(0.75, 3, 1)) == pytest.approx(0.0)


def test_the_error_is_the_distance_of_score_and_share_right_weighted_by_number():
    # Half of ten at 0.9 are right: 0.4 off. All thirty at 0.65 are right: 0.35 off.
    cases = judged(0.9, 5, 5) + judged(0.65, 30, 0)
    assert calibration_error(cases) == pytest.approx((10 * 0.4 + 30 * 0.35) / 40)


def test_too_sure_and_too_doubtful_within_one_bin_cancel():
    # 0.62 and 0.68 fall into one bin, whose mean score is 0.65.
    cases = judged(0.62, 1, 0) + judged(0.68, 0, 1)
    assert calibration_error(cases) == pytest.approx(0.15)


def test_every_bin_says_what_share_was_right():
    figures = calibration_figures("scores", judged(0.25, 1, 3) + judged(1.0, 2, 0))
    assert figures["scores: right at 0.2-0.3"].value == 0.25
    assert figures["scores: right at 0.2-0.3"].count == 4
    assert figures["scores: right at 0.9-1.0"].value == 1.0
    assert figures["scores: right at 0.0-0.1"].count == 0
    assert figures["scores: calibration error"].count == 6
    assert len(figures) == 11


def test_scores_that_are_kept_lie_in_the_interval_of_their_error():
    figure = calibration_figures("scores", judged(0.75, 30, 10))["scores: calibration error"]
    assert figure.low == figure.value == pytest.approx(0.0)
    assert figure.high > 0.05


def test_of_nothing_there_is_no_calibration():
    assert calibration_figures("scores", []) == {}
