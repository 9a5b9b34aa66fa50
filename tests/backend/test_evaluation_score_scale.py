"""Scores come to mean what they say, each sensor's by itself."""

from dataclasses import replace

import pytest

from backend.evaluation.measures import Matches
from backend.evaluation.score_scale import ScoreScale, write_scales
from backend.model.config import EarthGPTXConfig, tiny
from backend.model_files import CONFIG


def scored(score: float, right: int, wrong: int) -> Matches:
    return Matches((True,) * right + (False,) * wrong, (score,) * (right + wrong), right)


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


def test_where_nothing_was_found_scores_stay():
    assert ScoreScale.fitted([[Matches((), (), 3)], []]) == ScoreScale(1.0, 0.0)


def test_scales_are_written_by_source_on_top_of_those_that_are_there(tmp_path):
    path = tmp_path / CONFIG
    path.write_text(replace(tiny(), score_scales={"optical": (2.0, 1.0)}).to_json())
    write_scales(tmp_path, {"optical": ScoreScale(1.5, -0.25), "sar": ScoreScale(0.5, 1.0)})
    assert EarthGPTXConfig.load(path).score_scales == {"optical": (3.0, 1.25), "sar": (0.5, 1.0)}
