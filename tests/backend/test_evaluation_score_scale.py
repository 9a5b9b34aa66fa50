"""Scores come to mean what they say, and the model itself gives them so."""

import json

import pytest
import torch

from backend.evaluation.measures import Matches
from backend.evaluation.score_scale import ScoreScale
from backend.model.checkpoint import load_checkpoint, save_checkpoint
from backend.model_files import CARD
from tests.backend.tiny_model import CARD as TINY_CARD
from tests.backend.tiny_model import tiny_model, tiny_tokenizer


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


def test_the_rewritten_weights_scale_the_logits_of_centres_and_nothing_else(tmp_path):
    tokenizer = tiny_tokenizer()
    model = tiny_model(tokenizer)
    digest = save_checkpoint(tmp_path, model.state_dict(), model.config, tokenizer, dict(TINY_CARD))
    before, _ = load_checkpoint(tmp_path, digest)
    ScoreScale(1.5, -0.25).build_into(tmp_path)
    card = json.loads((tmp_path / CARD).read_text())
    assert card["weights_sha256"] != digest
    after, _ = load_checkpoint(tmp_path, card["weights_sha256"])
    hidden, image = torch.randn(2, 32), torch.zeros(2, dtype=torch.long)
    with torch.inference_mode():
        seen = before.see(torch.randn(1, 3, 64, 64))
        logits = [
            item.pixel_decoder.centre_logits(
                seen.pixels, item.pixel_decoder.phrase_query(hidden, image)
            )
            for item in (before, after)
        ]
        covers = [item.pixel_decoder.phrase_query(hidden, image).cover for item in (before, after)]
    assert torch.allclose(logits[1], 1.5 * logits[0] - 0.25, atol=5e-3)
    assert torch.equal(covers[0], covers[1])
