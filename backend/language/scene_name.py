"""The kind of scene a picture shows, by several looks at it.

What the whole of a picture is called hangs on how large things look in it, and near the border
between two kinds on chance. So it is looked at again, a little smaller and mirrored as well, and
the names weigh as much as they are probable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from backend.language.dialogue import Dialogue
from backend.loaded_model import Sight
from backend.picture.image_processor import place_marks, seen_anew
from earthgptx_qgis.wire.messages import Task

SMALLER = 7 / 8
"""Of a side. UC Merced was learned from at 0.6 to 0.9 of its size."""


def name_scene(sight: Sight, question: str, most_tokens: int) -> tuple[str, float]:
    """The name that is most probable over all looks, and its mean probability."""
    return most_probable([_name(look, question, most_tokens) for look in _looks(sight)])


def most_probable(named: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """Of (name, probability) pairs the name with most of it, and its mean over all of them."""
    weights: dict[str, float] = defaultdict(float)
    for name, probability in named:
        weights[name] += probability / len(named)
    return max(weights.items(), key=lambda item: item[1])


def _looks(sight: Sight) -> Iterator[Sight]:
    yield sight
    for mirrored in (False, True):
        picture = seen_anew(sight.picture, SMALLER, mirrored)
        yield Sight(sight.loaded, picture, sight.loaded.see(picture))


def _name(sight: Sight, question: str, most_tokens: int) -> tuple[str, float]:
    unmarked = sight.loaded.prompts(place_marks((), sight.picture, sight.loaded.model.stride))
    dialogue = Dialogue(sight, unmarked, most_tokens)
    opening = dialogue.begin(question, [Task.CLASSIFY_SCENE.value], may_refuse=False)
    return dialogue.whole_text(opening.steps)
