"""Reading the model's words: phrases with their selectors and links, names by number, questions
with their marks.
"""

from __future__ import annotations

import math

import pytest
import torch

from backend.data.question_templates import NEAR
from backend.language.dialogue import Dialogue
from backend.language.generation import Step, generate
from backend.loaded_model import LoadedModel, Sight
from backend.model.prompt_encoder import PromptBatch
from backend.model.special_tokens import MARK, REFUSE
from backend.model.tokenizer import TextTokenizer
from backend.picture.image_processor import prepare_picture
from tests.backend.taught_model import scene_tile
from tests.backend.tiny_model import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> TextTokenizer:
    return tiny_tokenizer()


@pytest.fixture(scope="module")
def dialogue(tokenizer) -> Dialogue:
    loaded = LoadedModel.prepared(tiny_model(tokenizer), tokenizer, torch.device("cpu"))
    picture = prepare_picture(scene_tile())
    return Dialogue(Sight(loaded, picture, loaded.see(picture)), marks(2))


def marks(count: int) -> PromptBatch:
    return PromptBatch(
        image=torch.zeros(count, dtype=torch.long),
        region=torch.ones(count, 32, 32),
        negative=torch.zeros(count, 32, 32),
        box=torch.tensor([[0.2, 0.2, 0.6, 0.6]]).expand(count, -1),
        shape=torch.ones(count, dtype=torch.long),
    )


def steps_of(tokenizer: TextTokenizer, text: str, probability: float = 0.9):
    """The steps in which the text is said; the hidden state of step k is k."""
    for index, token in enumerate(tokenizer.encode(text)):
        hidden = torch.full((1, 4), float(index))
        yield Step(torch.tensor([token]), torch.tensor([probability]), hidden)


def test_a_phrase_comes_with_its_selectors_and_what_links_it_to_the_one_before(dialogue, tokenizer):
    said = f"<top-most><left-most><p>ship</p><seg>{NEAR}<p>harbor</p><seg><eos>"
    first, second = dialogue.phrases(steps_of(tokenizer, said))
    assert (first.label, first.selectors, first.link) == ("ship", ("top-most", "left-most"), "")
    assert (second.label, second.selectors, second.link) == ("harbor", (), "near")
    assert first.selector == "top-most"
    assert second.selector == ""
    ids = tokenizer.encode(said)
    places = [index for index, token in enumerate(ids) if token == tokenizer.special("<seg>")]
    assert [int(item.hidden[0, 0]) for item in (first, second)] == places


def test_nothing_is_read_behind_the_end_and_phrases_without_words_are_none(dialogue, tokenizer):
    assert list(dialogue.phrases(steps_of(tokenizer, "<p></p><seg><eos><p>ship</p><seg>"))) == []
    assert dialogue.phrase(steps_of(tokenizer, "airplane<eos>")) is None


def test_a_question_holds_as_many_mark_tokens_as_it_is_asked_with(dialogue, tokenizer):
    mark = tokenizer.special(MARK)
    for question, count, place in (
        ("what is this", 1, "end"),
        (f"describe {MARK} in detail", 1, "middle"),
        (f"describe {MARK} in detail", 0, "none"),
        (f"relate mark 1{MARK} mark 2{MARK}", 2, "end"),
        ("what are these", 3, "end"),
    ):
        tokens = dialogue._question_tokens(question, count)
        assert tokens.count(mark) == count, question
        assert (tokens[-2] == mark) == (place == "end"), question


def test_what_is_asked_is_what_was_trained(dialogue, tokenizer):
    for question in (f"what is {MARK}", f"describe {MARK} in detail"):
        trained = tokenizer.encode(f"<user>{question}<assistant>")
        assert dialogue._question_tokens(question, question.count(MARK)) == trained


def test_a_shift_changes_the_odds_of_its_token_by_just_that(dialogue, tokenizer):
    model = dialogue._model.language_model
    ship, refuse, end = (tokenizer.special(name) for name in ("<find>", REFUSE, "<eos>"))
    said = model.embed(torch.tensor([[end, ship, refuse]]))

    def odds(shifts: dict[int, float]) -> float:
        step = next(generate(model, said, said, end, 1, [ship, refuse], shifts=shifts))
        share = float(step.probabilities[0])
        return share / (1 - share) if int(step.tokens[0]) == refuse else (1 - share) / share

    assert odds({refuse: math.log(5)}) == pytest.approx(5 * odds({}), rel=1e-3)
