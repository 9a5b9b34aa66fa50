"""Whether something is there: looked for, where it is something that is found as instances.

The language model sees a tile as a few dozen tokens and guesses at small things; the pixel decoder
looks at every cell. So finding decides. Of areas both know something: some are told by words that
were taught, others by what is seen of them.
"""

from __future__ import annotations

import re

from backend.data.vocabulary import is_area
from backend.language.dialogue import Dialogue
from backend.language.question import Question
from backend.language.things import Thing

from .grounding import seen_share

YES, NO = "yes", "no"
PRESENT_IN_USE = 1 / 3
"""Odds that a thing asked for is there, as a share of those in training, which answers half of its
questions with yes: of the labels of UC Merced an image has a fifth. The odds of a yes in words are
corrected by it, as those of a refusal in backend.language.dialogue; between 1/5 and 1/2 `val` has
the same share of right answers."""
LOOKED_AT = {
    "optical": ("building", "land", "road", "vegetation", "water"),
    "sar": ("water",),
}
"""Areas that are told by what is seen of them, by the sensor: those that were drawn in training."""
TOLD_BY_WORDS = (("optical", "building"), ("optical", "water"))
"""Areas whose yes and no were taught in words as well. Forests are drawn as water at times: what is
seen may only raise the odds of the words."""
NARROWER = re.compile(r"\b(?:trees?|sand)\b")
"""Words for less than the area that is drawn for them: a lawn shows no tree."""
EVEN_SHARE = 0.01
"""Of the tile; where an area is clearly seen on so much of it, it is as likely there as not."""
MOST_RAISED = 7.4
"""By how much, as a factor, what is seen raises the odds of a yes in words. With it UC Merced's
buildings are told as well as by words alone, Dubai's are much better."""


def by_words(text: str, probability: float, raised: float = 1.0) -> tuple[str, float]:
    """Yes or no, and its probability.

    Args:
        text: yes or no, as the model says in words.
        probability: of the text, among questions as they are trained.
        raised: factor of the odds of a yes by what else is known.
    """
    yes = probability if text == YES else 1.0 - probability
    yes = yes / (yes + (1.0 - yes) / (PRESENT_IN_USE * raised))
    return (YES, yes) if yes >= 0.5 else (NO, 1.0 - yes)


def by_looking(seen: float) -> tuple[str, float]:
    """Yes or no, and its probability, from the share of the tile on which an area is clear."""
    yes = seen / (seen + EVEN_SHARE)
    return (YES, yes) if yes >= 0.5 else (NO, 1.0 - yes)


def of_area(
    dialogue: Dialogue, question: Question, text: str, probability: float
) -> tuple[str, float]:
    """Yes or no, and its probability, by the model's words and by what is seen of an area.

    Args:
        text, probability: as in by_words.
    """
    source = dialogue.sight.picture.source
    alone = len(question.things) == 1 and not question.neighbours
    if not alone or not is_looked_at(question.things[0], question.text, source):
        return by_words(text, probability)
    category = question.things[0].categories[0]
    seen = seen_share(dialogue.sight, dialogue.plain_phrase(category))
    if (source, category) in TOLD_BY_WORDS:
        raised = min(max(seen / EVEN_SHARE, 1.0), MOST_RAISED)
        return by_words(text, probability, raised)
    return by_looking(seen)


def is_looked_at(thing: Thing, text: str, source: str) -> bool:
    """Whether a thing is an area by its own name, whatever it looks like, that can be seen.

    Args:
        text: the question's.
    """
    category = thing.categories[0]
    plain = not (thing.superlative or thing.size or thing.colour or NARROWER.search(text))
    return plain and is_area(category) and category in LOOKED_AT.get(source, ())


def by_finding(score: float, threshold: float) -> tuple[str, float]:
    """Yes or no, and its probability, from the score of the surest instance."""
    return (YES, score) if score >= threshold else (NO, 1.0 - score)
