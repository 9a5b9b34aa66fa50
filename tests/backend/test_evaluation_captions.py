"""Measures of sentences against numbers worked out by hand."""

import shutil

import pytest

pytest.importorskip("pycocoevalcap", reason="the caption measures are not installed")

from backend.evaluation.captions import CaptionMeasures, Said

SIMPLE = CaptionMeasures(java=False, spice=False)


def test_words_and_pairs_in_common_make_bleu():
    # Of "a ship near the dock" four of five words and two of four pairs are in the reference.
    figures = SIMPLE.figures([Said("a ship near the dock", ("a ship at the dock",))])
    assert figures["BLEU-1"].value == pytest.approx(0.8)
    assert figures["BLEU-2"].value == pytest.approx((0.8 * 0.5) ** 0.5)
    assert figures["BLEU-4"].value == pytest.approx(0.0, abs=1e-3)
    # The longest common subsequence is "a ship the dock": four of five words both ways.
    assert figures["ROUGE-L"].value == pytest.approx(0.8)


def test_bleu_is_that_of_the_corpus_not_the_mean_of_sentences():
    figures = SIMPLE.figures([Said("a b c d", ("a b c d",)), Said("x y", ("a b",))])
    assert figures["BLEU-1"].value == pytest.approx(4 / 6)
    assert figures["BLEU-2"].value == pytest.approx((4 / 6 * 3 / 4) ** 0.5)
    assert figures["BLEU-1"].count == 2
    assert figures["BLEU-1"].low <= 4 / 6 <= figures["BLEU-1"].high


def test_a_sentence_that_is_too_short_is_punished():
    # Both words are right, but four were wanted: exp(1 - 4 / 2).
    figures = SIMPLE.figures([Said("a b", ("a b c d",))])
    assert figures["BLEU-1"].value == pytest.approx(0.367879, abs=1e-5)


def test_sentences_as_people_said_them_score_full_marks():
    said = [Said(text, (text, "something else")) for text in ("two red cars park", "a b c d")]
    figures = SIMPLE.figures(said)
    assert figures["BLEU-4"].value == pytest.approx(1.0)
    assert figures["ROUGE-L"].value == 1.0
    # Ten for the reference it repeats, nothing for the other.
    assert figures["CIDEr"].value == pytest.approx(5.0, abs=0.5)


def test_a_missing_answer_counts_nothing():
    figures = SIMPLE.figures([Said("", ("two cars",)), Said("two cars", ("two cars",))])
    assert figures["ROUGE-L"].value == 0.5
    # Two of three words, a stand-in for the missing one among them, where four were wanted.
    assert figures["BLEU-1"].value == pytest.approx(2 / 3 * 0.716531, abs=1e-5)


def test_case_and_punctuation_are_no_words():
    figures = SIMPLE.figures([Said("Two cars.", ("two cars",))])
    assert figures["BLEU-2"].value == pytest.approx(1.0)


def test_of_nothing_there_is_no_figure():
    assert SIMPLE.figures([]) == {}


def test_without_java_meteor_is_left_out_by_name(monkeypatch, caplog):
    monkeypatch.setenv("PATH", "")
    assert CaptionMeasures.installed() == SIMPLE
    assert "METEOR is left out" in caplog.text
    assert "SPICE is left out" in caplog.text


@pytest.mark.skipif(shutil.which("java") is None, reason="METEOR needs Java")
def test_meteor_knows_that_boats_are_ships():
    measures = CaptionMeasures(java=True, spice=False)
    same, other, nothing = (
        measures.figures([Said(answer, ("a ship near the dock",))])["METEOR"].value
        for answer in ("a ship near the dock", "a boat near the dock", "")
    )
    assert same == pytest.approx(1.0)
    assert 0.3 < other < same
    assert nothing == 0.0
