"""Scores come to mean what they say, each sensor's and each category's."""

from dataclasses import replace

import pytest

from backend.evaluation.findings import BOXES, Search
from backend.evaluation.measures import Matches
from backend.evaluation.score_scale import ScoreScale, write_scales
from backend.model.config import EarthGPTXConfig, tiny
from backend.model_files import CONFIG


def scored(score: float, right: int, wrong: int, category: str = "ship") -> Search:
    found = (True,) * right + (False,) * wrong
    return Search(category, {BOXES: Matches(found, (score,) * (right + wrong), right)})


def test_scores_that_were_too_low_become_the_share_that_is_right():
    found = [scored(0.1, 20, 80), scored(0.3, 70, 30)]
    scale = ScoreScale.fitted([found])
    assert scale.scaled(found[0]).scores[0] == pytest.approx(0.2, abs=0.01)
    assert scale.scaled(found[1]).scores[0] == pytest.approx(0.7, abs=0.01)
    assert scale.slope == pytest.approx(1.655, abs=0.02)


def test_a_small_part_weighs_as_much_as_a_large_one():
    large, small = [scored(0.4, 900, 100)], [scored(0.4, 1, 9)]
    assert ScoreScale.fitted([large, small]).scaled(small[0]).scores[0] == pytest.approx(
        0.5, abs=0.01
    )


def test_a_category_that_is_scored_too_low_is_raised_where_enough_instances_say_so():
    often = [scored(0.2, 160, 40, "tank"), scored(0.2, 40, 160), scored(0.6, 120, 80)]
    scale = ScoreScale.fitted([often])
    assert scale.scaled(often[0]).scores[0] == pytest.approx(0.8, abs=0.02)
    assert scale.scaled(often[1]).scores[0] == pytest.approx(0.2, abs=0.02)
    seldom = [scored(0.2, 4, 1, "tank"), scored(0.2, 40, 160), scored(0.6, 120, 80)]
    assert 0.3 < ScoreScale.fitted([seldom]).scaled(seldom[0]).scores[0] < 0.6


def test_where_nothing_was_found_scores_stay():
    empty = Search("ship", {BOXES: Matches((), (), 3)})
    assert ScoreScale.fitted([[empty], []]) == ScoreScale(1.0, 0.0)


def test_scales_are_written_in_place_of_earlier_ones_and_those_of_other_sources_stay(tmp_path):
    path = tmp_path / CONFIG
    known = replace(
        tiny(),
        score_scales={"optical": (2.0, 1.0), "infrared": (3.0, 0.5)},
        score_offsets={"optical": {"bridge": 1.0}, "infrared": {"car": 1.0}},
    )
    path.write_text(known.to_json())
    optical = ScoreScale(1.5, -0.25, {"ship": -0.5, "tank": 0.5})
    write_scales(tmp_path, {"optical": optical, "sar": ScoreScale(0.5, 1.0)})
    config = EarthGPTXConfig.load(path)
    assert config.score_scale("optical", "tank") == (1.5, 0.25)
    assert config.score_scale("optical", "bridge") == (1.5, -0.25)
    assert config.score_scale("sar", "ship") == (0.5, 1.0)
    assert config.score_scale("infrared", "car") == (3.0, 1.5)
