"""Sentences the engine says itself: what was counted, what was not found, what it cannot do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.data.question_templates import PLACE_WORDS, SIZE_WORDS
from backend.data.reference_texts import PICTURE, phrase_words
from backend.data.vocabulary import COVERS, NOUNS
from earthgptx_qgis.wire.messages import Task

from .things import ORDINAL_WORDS

DEFAULT_QUESTIONS = {
    Task.DESCRIBE: "describe the image",
    Task.CLASSIFY_SCENE: "classify the scene",
    Task.FIND_SIMILAR: "find similar objects",
    Task.FIND: "find all objects like this one",
    Task.GROUNDED_DESCRIPTION: "describe the image and outline what you mention",
}
"""What is asked where a task was chosen and no words were typed."""

NOT_SURE_WORDS = "not sure"
"""Said of a mark on nothing the model was taught."""
MOST_OUTLINES_TOLD = 20
"""Of more outlines only the numbers by label are said."""


def plural(label: str) -> str:
    """Several of a category."""
    noun = NOUNS.get(label)
    return noun.plural if noun else f"{label}s"


def several(label: str, count: int) -> str:
    """One or several of a category; of a cover, parts of it."""
    if count == 1:
        return label
    return f"{label} areas" if label in COVERS else plural(label)


@dataclass(frozen=True)
class Narrowing:
    """Words for what a search was narrowed to: before the noun, and behind the sentence."""

    before: str = ""
    behind: str = ""


def narrowing_words(selectors: Sequence[str], colour: str = "", near: str = "") -> Narrowing:
    """ "large white " and " in the upper left near ships"."""
    sizes = [SIZE_WORDS[name][0] for name in selectors if name in SIZE_WORDS]
    adjectives = [*sizes, colour] if colour else sizes
    places = PLACE_WORDS.get(tuple(name for name in selectors if name not in SIZE_WORDS), ())
    behind = "".join(f" {text}" for text in [*places[:1], *([near] if near else [])])
    return Narrowing("".join(f"{word} " for word in adjectives), behind)


def order_words(selector: str, rank: int, count: int) -> str:
    """ "largest", "second largest", "3 largest"; what is chosen without a superlative is surest."""
    if rank > 1:
        return f"{ordinal(rank)} {selector}"
    return f"{count} {selector or 'surest'}" if count > 1 else selector


def ordinal(rank: int) -> str:
    """ "second", "12th"."""
    if rank <= len(ORDINAL_WORDS):
        return ORDINAL_WORDS[rank - 1]
    last = "" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "")
    return f"{rank}{last or 'th'}"


def no_colours_words(source: str, colour: str) -> str:
    """Why nothing can be picked by its colour."""
    return f"i cannot tell what is {colour}: {PICTURE[source]} has no colours"


def found_words(
    label: str, count: int, narrowing: Narrowing = Narrowing()
) -> list[tuple[str, str]]:
    """(text, phrase) pieces that say how many were found; the phrase's words are the label's."""
    if label in COVERS:
        parts = "area" if count == 1 else "areas"
        return [
            (label, label),
            (f": {count} {narrowing.before}{parts} found{narrowing.behind}", ""),
        ]
    noun = label if count == 1 else plural(label)
    return [
        (f"{count} {narrowing.before}", ""),
        (noun, label),
        (f" found{narrowing.behind}", ""),
    ]


def grounded_words(source: str, counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """(text, phrase) pieces of the taught wording of grounded_wordings."""
    pieces = [(f"{PICTURE[source]} with ", "")]
    for index, (label, count) in enumerate(counts.items()):
        if index:
            pieces.append((" and " if index == len(counts) - 1 else ", ", ""))
        pieces.append((phrase_words(label, count), label))
    return pieces


def located_words(
    label: str,
    order: str,
    of: int = 0,
    narrowing: Narrowing = Narrowing(),
    place: tuple[float, float] | None = None,
) -> list[tuple[str, str]]:
    """(text, phrase) pieces that say which was chosen, and where it is.

    Args:
        order: see order_words.
        of: among how many; 0 leaves it unsaid.
        place: in CRS coordinates.
    """
    lead = f"the {order} " if order else ""
    among = f"of {of} " if of else ""
    where = f" at {place[0]:.6g}, {place[1]:.6g}" if place else ""
    return [
        (f"{lead}{among}{narrowing.before}", ""),
        (several(label, of or 1), label),
        (f"{narrowing.behind}{where}", ""),
    ]


def too_few_words(label: str, order: str, there: int, narrowing: Narrowing) -> str:
    """That there is no second one where fewer were found."""
    return f"no {order} {narrowing.before}{label}{narrowing.behind}: only {there} found"


def not_found_words(label: str, narrowing: Narrowing = Narrowing()) -> str:
    """Honest words for nothing."""
    noun = label if label in COVERS else plural(label)
    return f"no {narrowing.before}{noun} found{narrowing.behind}"


def nothing_known_words() -> str:
    """Honest words for an image without anything the model has a name for."""
    return "nothing that i know was found in the image"


def list_words(lines: list[tuple[int, str]]) -> str:
    """One answer as it is, several as a numbered list."""
    if len(lines) == 1:
        return lines[0][1]
    return "\n".join(f"{number}: {text}" for number, text in lines)


def each_words(said: Mapping[str, str]) -> str:
    """What is said of each kind of things; of a single one without its name."""
    if len(said) == 1:
        return next(iter(said.values()))
    return ", ".join(f"{things}: {text}" for things, text in said.items())


def outlined_words(labels: Sequence[str]) -> list[tuple[str, str]]:
    """(text, phrase) pieces of what was outlined: one after the other, of many how many of each."""
    if len(labels) <= MOST_OUTLINES_TOLD:
        told = [("", label, label) for label in labels]
    else:
        told = [
            (f"{count} ", label if label == NOT_SURE_WORDS else several(label, count), label)
            for label, count in Counter(labels).most_common()
        ]
    pieces: list[tuple[str, str]] = []
    for before, words, label in told:
        before = f", {before}" if pieces else before
        pieces += [(before, "")] if before else []
        pieces.append((words, label))
    return pieces


def unmeasured_words(named: Sequence[str]) -> str:
    """That sizes are no matter of words, and where they stand.

    Args:
        named: categories that the question names.
    """
    things = [plural(category) for category in named]
    return (
        f"I do not answer by the size of {' and '.join(things)}, but every polygon has its size. "
        f'Ask "find {things[0]}", then filter or sum the results by their fields area_m2 and '
        "perimeter_m."
    )


def refusal_words(
    categories: Sequence[str], named: Sequence[str] = (), in_english: bool = True
) -> str:
    """What cannot be answered, and what can.

    Args:
        named: those of the categories that the question names.
        in_english: whether the question may be; the model knows no other language.
    """
    if named:
        things = [plural(category) for category in named]
        first, last = things[0], things[-1]
        asked = [f"find {first}", f"how many {first}"]
        asked += [f"{first} and {last}", f"{first} near {last}"] if len(things) > 1 else []
        examples = " or ".join(f'"{words}"' for words in asked)
        return (
            f"I cannot answer that about {' and '.join(things)}: it is not in the image, or said "
            f"in words that I do not know. Ask for example {examples}."
        )
    known = ", ".join(plural(category) for category in categories)
    cannot = "I cannot answer that from the image" if in_english else "I understand English only"
    return (
        f"{cannot}. Ask what a marked object is, for a description or "
        f"the kind of scene, or to find or count: {known}."
    )
