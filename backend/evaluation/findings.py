"""What was observed of one part, one entry a case; figures.py makes numbers of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from .captions import Said
from .measures import Matches, Overlap
from .picture_sheet import Case

MASKS, BOXES, ORIENTED_BOXES = "masks", "boxes", "oriented boxes"
TAUGHT, HELD_OUT = "taught", "held-out"


@dataclass(frozen=True)
class NamedMark:
    """A mark's class: said, true, and how sure the model was."""

    answer: str
    truth: str
    probability: float


@dataclass(frozen=True)
class Outline:
    """IoU of a marked object's outline, and of the rotated rectangles; None where not measured."""

    overlap: float
    oriented: float | None


@dataclass(frozen=True)
class Search:
    """All found of a category that is in an image.

    Attributes:
        matches: by how instances were compared: MASKS, BOXES, ORIENTED_BOXES.
        touching: whether two of the true ones touch.
    """

    category: str
    matches: dict[str, Matches]
    touching: bool = False

    @property
    def best_known(self) -> Matches:
        """By masks where there are any."""
        return best_known(self.matches)


def best_known(matches: dict[str, Matches]) -> Matches:
    """By masks where there are any."""
    return matches.get(MASKS) or matches[BOXES]


@dataclass(frozen=True)
class Area:
    """Pixels found for a phrase against those labelled."""

    category: str
    overlap: Overlap


@dataclass(frozen=True)
class Located:
    """The one object a superlative names: IoU of its box, and of the rotated rectangle."""

    selector: str
    overlap: float
    oriented: float | None


@dataclass(frozen=True)
class Counted:
    """How many are said to be there, and are."""

    said: int
    true: int


@dataclass(frozen=True)
class Facts:
    """How many facts of an answer are right, of how many it should have given."""

    right: int
    asked: int


@dataclass
class Findings:
    """Everything observed of one part.

    Attributes:
        named, outlines: by shape of the mark.
        regions, captions: what was said of each marked object, and of each image.
        relations, summaries: facts of answers about two and about several marks.
        grounded: per phrase of a grounded description, whether its mask is that of its category.
        named_in_description: per category or cover present, whether a phrase names it.
        searches: per image and category present; absent: per image and category surely not there.
        areas: per image and phrase.
        scenes, presence, tasks_chosen: whether each answer was right.
        wordings, wording_searches: the same questions in taught and in held-out wordings: whether
            the task was understood, and what was found.
        cases: pictures of what was asked, for the sheet.
    """

    named: dict[str, list[NamedMark]] = field(default_factory=lambda: defaultdict(list))
    outlines: dict[str, list[Outline]] = field(default_factory=lambda: defaultdict(list))
    regions: list[Said] = field(default_factory=list)
    captions: list[Said] = field(default_factory=list)
    relations: list[Facts] = field(default_factory=list)
    summaries: list[Facts] = field(default_factory=list)
    grounded: list[bool] = field(default_factory=list)
    named_in_description: list[bool] = field(default_factory=list)
    searches: list[Search] = field(default_factory=list)
    absent: list[Search] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    located: list[Located] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    scenes: list[bool] = field(default_factory=list)
    presence: list[bool] = field(default_factory=list)
    tasks_chosen: list[bool] = field(default_factory=list)
    wordings: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    wording_searches: dict[str, list[Matches]] = field(default_factory=lambda: defaultdict(list))
    cases: list[Case] = field(default_factory=list)
