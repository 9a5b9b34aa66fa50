"""Whether something is there: looked for, where it is something that is found as instances.

The language model sees a tile as a few dozen tokens and guesses at small things; the pixel decoder
looks at every cell. So finding decides, and words only where nothing is to be found.
"""

from __future__ import annotations

YES, NO = "yes", "no"
PRESENT_IN_USE = 1 / 3
"""Odds that a thing asked for is there, as a share of those in training, which answers half of its
questions with yes: of the labels of UC Merced an image has a fifth. The odds of a yes in words are
corrected by it, as those of a refusal in backend.language.dialogue; between 1/5 and 1/2 `val` has
the same share of right answers."""


def by_words(text: str, probability: float) -> tuple[str, float]:
    """Yes or no, and its probability.

    Args:
        text: yes or no, as the model says in words.
        probability: of the text, among questions as they are trained.
    """
    yes = probability if text == YES else 1.0 - probability
    yes = yes / (yes + (1.0 - yes) / PRESENT_IN_USE)
    return (YES, yes) if yes >= 0.5 else (NO, 1.0 - yes)


def by_finding(score: float, threshold: float) -> tuple[str, float]:
    """Yes or no, and its probability, from the score of the surest instance."""
    return (YES, score) if score >= threshold else (NO, 1.0 - score)
