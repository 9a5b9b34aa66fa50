"""What is known of a crop, and what a turn of conversation about it holds."""

from __future__ import annotations

from dataclasses import dataclass

from .image_labels import LABEL_CATEGORIES
from .sample import Instance


@dataclass(frozen=True)
class Target:
    """What one segmentation token must draw.

    Attributes:
        instances: indices into the facts' instances, all of the phrase; empty where there is none.
        cover: index of the cover to draw, or None.
        marked: the instances hold the one object that mark number `marked` of the turn lies on.
    """

    instances: tuple[int, ...] = ()
    cover: int | None = None
    marked: int | None = None


@dataclass(frozen=True)
class Turn:
    """A question and its answer.

    Attributes:
        marks: what each mark token of the question lies on, see Facts.marked.
        targets: one per segmentation token of the answer.
    """

    question: str
    answer: str
    marks: tuple[int, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What is known of a crop, in its own pixels. What is not named here is as in Sample.

    Attributes:
        size: width and height.
        present_covers: indices of those covers that fill some of the crop.
        backgrounds: places without an object, named by their cover, or not at all.
    """

    source: str
    size: tuple[int, int]
    instances: tuple[Instance, ...] = ()
    complete: frozenset[str] = frozenset()
    covers: tuple[str, ...] = ()
    present_covers: frozenset[int] = frozenset()
    scene: str = ""
    labels: tuple[str, ...] = ()
    known_labels: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    backgrounds: tuple[Instance, ...] = ()

    def marked(self, index: int) -> Instance:
        """What a mark of a turn lies on: an instance, or from -1 downwards a background."""
        return self.instances[index] if index >= 0 else self.backgrounds[-1 - index]

    def of_category(self, category: str) -> tuple[int, ...]:
        """Indices of the instances of a category."""
        return tuple(k for k, item in enumerate(self.instances) if item.category == category)

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories present, sorted."""
        return tuple(sorted({item.category for item in self.instances}))

    @property
    def absent(self) -> tuple[str, ...]:
        """Categories of which surely no instance is there, sorted."""
        missing = {
            category
            for label in set(self.known_labels) - set(self.labels)
            for category in LABEL_CATEGORIES.get(label, ())
        }
        return tuple(sorted((self.complete | missing) - set(self.categories)))
