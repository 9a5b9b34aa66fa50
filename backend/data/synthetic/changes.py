"""One place at two dates: some of its things are there only before, some only afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from backend.data.synthetic.materials import Category
from backend.data.synthetic.scene import Scene

CAN_CHANGE = frozenset(
    {Category.AIRPLANE, Category.SHIP, Category.VEHICLE, Category.STORAGE_TANK, Category.BUILDING}
)
"""What comes and goes, or is built and torn down."""


class Change(Enum):
    """What became of a thing from the first date to the second."""

    NONE = "none"
    APPEARED = "appeared"
    DISAPPEARED = "disappeared"


@dataclass(frozen=True, eq=False)
class ScenePair:
    """Two dates of a place, in the same pixels.

    Attributes:
        whole: the scene with all things of both dates; their numbers are those of either.
        changes: of thing k (from 1) at k - 1.
    """

    whole: Scene
    changes: tuple[Change, ...]

    @property
    def before(self) -> Scene:
        """The first date."""
        return self._without(Change.APPEARED, self.whole)

    @property
    def after(self) -> Scene:
        """The second date: another sun, other noise of the sensor."""
        rng = self.whole.spec.generator("later")
        azimuth, elevation = self.whole.sun
        turned = (azimuth + rng.normal(0.0, 0.4), elevation * rng.uniform(0.8, 1.15))
        spec = replace(self.whole.spec, seed=self.whole.spec.seed + 1)
        return self._without(Change.DISAPPEARED, replace(self.whole, spec=spec, sun=turned))

    def _without(self, change: Change, scene: Scene) -> Scene:
        gone = set(self.numbers(change))
        parts = tuple(part for part in scene.parts if part.thing not in gone)
        return replace(scene, parts=parts)

    def numbers(self, change: Change) -> Iterator[int]:
        """The things with this change."""
        return (number for number, became in enumerate(self.changes, 1) if became is change)


def changed(scene: Scene, share: float) -> ScenePair:
    """Let about a share (0 to 1) of what can change be there at one of the dates only.

    Raises:
        ValueError: the share is not within 0 and 1.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"a share of {share} of the things cannot change")
    rng = scene.spec.generator("changes")
    draws = rng.random((len(scene.things), 2)).tolist()
    return ScenePair(
        scene,
        tuple(
            _drawn(share, *two) if thing.category in CAN_CHANGE else Change.NONE
            for thing, two in zip(scene.things, draws, strict=True)
        ),
    )


def _drawn(share: float, whether: float, which: float) -> Change:
    if whether >= share:
        return Change.NONE
    return Change.APPEARED if which < 0.5 else Change.DISAPPEARED
