"""Texts made from labels by rules: the wording that is taught, and wordings kept for evaluation.

They are self-made references; tables that rest on them say so. The wording that is taught is also
the one the engine speaks where geometry or counting is executed, so the two cannot drift apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .facts import Facts
from .places import (
    Box,
    common_side,
    is_near,
    place_from,
    place_of,
    size_from,
    size_of,
)
from .sample import Instance
from .vocabulary import COVERS, NOUNS, NUMBER_WORDS, counted, is_area, with_article

PICTURE = {"optical": "an aerial image", "sar": "a radar image", "infrared": "a thermal image"}
VIEW = {"optical": "aerial view", "sar": "radar view", "infrared": "thermal view"}
UNNAMED = "something unknown"
"""Stands for a marked object the model has no name for."""


@dataclass(frozen=True)
class Wordings:
    """One text in several wordings.

    Attributes:
        taught: what the model is trained to say, or the engine says.
        held_out: at least two other wordings of the same facts; never used in training.
    """

    taught: str
    held_out: tuple[str, ...]

    @property
    def references(self) -> tuple[str, ...]:
        """All wordings, for measures that take several references."""
        return (self.taught, *self.held_out)


@dataclass(frozen=True)
class Relation:
    """The checkable facts of two marked objects.

    Attributes:
        first, second: categories, empty where unknown.
        place: where the first lies from the second, one of backend.data.places.PLACES_OF_TWO.
        near: the gap between them is no longer than the longer one of the two.
        size: of the first beside the second, one of SIZES_OF_TWO there.
    """

    first: str
    second: str
    place: str
    near: bool
    size: str


def mark_wordings(facts: Facts, index: int) -> Wordings:
    """A marked instance in brief: what, where, how many more of its kind."""
    item = facts.instances[index]
    name, place = _named(item.category), place_of(item.box, facts.size)
    others = len(facts.of_category(item.category)) - 1
    more = counted(item.category, others)
    return Wordings(
        f"{name} {place} of the image" + (f", with {more} more" if others else ""),
        (
            f"{name} that lies {place} of the picture"
            + (f"; {more} more can be seen" if others else ""),
            f"there is {name} {place}" + (f" and {more} elsewhere in the image" if others else ""),
            f"{place} of the scene one sees {name}" + (f" beside {more}" if others else ""),
        ),
    )


def detailed_mark_wordings(facts: Facts, index: int) -> Wordings:
    """A marked instance in detail: size for the image, what, where, what is near, how many more."""
    item = facts.instances[index]
    name = _named(item.category, size_of(item.box, facts.size))
    place = place_of(item.box, facts.size)
    near = _counts_near(facts, index)
    company = listed([counted(category, count) for category, count in sorted(near.items())])
    total = len(facts.of_category(item.category))
    kin = counted(item.category, total)
    return Wordings(
        f"{name} {place} of the image, {f'near {company}' if near else 'with nothing near it'}, "
        f"{f'one of {kin}' if total > 1 else f'the only {item.category}'}",
        (
            f"{place} lies {name}; {f'{company} close by' if near else 'nothing close by'}; "
            f"{f'the image shows {kin}' if total > 1 else 'no other of its kind is there'}",
            f"this is {name} {place}, {f'next to {company}' if near else 'standing alone'}, and "
            f"{f'there are {kin} in all' if total > 1 else f'there is no other {item.category}'}",
        ),
    )


def _named(category: str, size: str = "") -> str:
    """ "a small ship", but "water": nobody says where it ends."""
    return category if is_area(category) else with_article(f"{size} {category}".strip())


def _counts_near(facts: Facts, index: int) -> Counter[str]:
    box = facts.instances[index].box
    return Counter(
        other.category
        for k, other in enumerate(facts.instances)
        if k != index and is_near(box, other.box)
    )


def image_wordings(facts: Facts) -> Wordings:
    """The whole image by the number of every category."""
    parts = listed(
        [counted(category, len(facts.of_category(category))) for category in facts.categories]
    )
    return _image_wordings(facts.source, parts)


def relation_between(first: Instance, second: Instance) -> Relation:
    """The facts of two marked objects, by geometry of their boxes."""
    return Relation(
        first.category,
        second.category,
        place_from(first.box, second.box),
        is_near(first.box, second.box) or is_near(second.box, first.box),
        size_from(first.box, second.box),
    )


def relation_wordings(relation: Relation, numbers: tuple[int, int] = (1, 2)) -> Wordings:
    """Two marked objects: what each is, and where the first lies from the second."""
    one, two = (f"mark {number}" for number in numbers)
    first, second = (_a(name) for name in (relation.first, relation.second))
    same = relation.first == relation.second
    close = "near it" if relation.near else "away from it"
    reach = "close to" if relation.near else "far from"
    kind = "they are of one kind" if same else "they are of different kinds"
    return Wordings(
        f"{one} is {first} and {two} is {second}: {one} is {relation.place} {two}, {close} and "
        f"{_beside(relation.size)}",
        (
            f"{first} ({one}) and {second} ({two}); the first is {relation.place} the second and "
            f"{reach} it, {_beside(relation.size)}",
            f"{one}, {first}, is {reach} {two}, {second}, and {relation.place} it; {kind}",
        ),
    )


def summary_wordings(
    categories: Sequence[str], boxes: Sequence[Box], size: tuple[int, int]
) -> Wordings:
    """Several marked objects: how many of each, and the side of the image most of them lie on.

    Args:
        categories: of every mark, empty where unknown.
        size: width and height of the image.
    """
    counts = Counter(categories)
    parts = [_several(name, count) for name, count in _largest_first(counts)]
    side = common_side(boxes, size)
    return Wordings(
        listed(parts) + (f", most of them {side}" if side else ""),
        (
            f"the marks show {listed(parts)}" + (f"; they are mostly {side}" if side else ""),
            f"{_number(len(boxes))} marked objects, namely {listed(parts)}"
            + (f", the greater part {side}" if side else ""),
        ),
    )


def grounded_wordings(source: str, counts: Mapping[str, int]) -> Wordings:
    """The whole image by its phrases: category or cover -> how many, in the order they are said."""
    return _image_wordings(
        source, listed([phrase_words(name, count) for name, count in counts.items()])
    )


def _image_wordings(source: str, parts: str) -> Wordings:
    return Wordings(
        f"{PICTURE[source]} with {parts}",
        (f"{VIEW[source]} of {parts}", f"{parts} can be seen in {PICTURE[source]}"),
    )


def phrase_words(name: str, count: int) -> str:
    """A noun phrase of a grounded description: covers are not counted."""
    return name if name in COVERS else _several(name, count)


def listed(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _several(name: str, count: int) -> str:
    """Exact also where `counted` says "many"; nothing is known of what has no name."""
    if not name:
        return f"{_number(count)} i am not sure of"
    many = NOUNS[name].plural if name in NOUNS else f"{name}s"
    return f"{_number(count)} {name if count == 1 else many}"


def _number(count: int) -> str:
    return NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)


def _largest_first(counts: Counter[str]) -> list[tuple[str, int]]:
    """What has no name comes last."""
    return sorted(counts.items(), key=lambda item: (not item[0], -item[1], item[0]))


def _a(category: str) -> str:
    if category in COVERS:
        return category
    return with_article(category) if category else UNNAMED


def _beside(size: str) -> str:
    return f"{size} as it" if size.startswith("about") else size
