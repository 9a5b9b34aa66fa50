"""Questions about a whole raster: one tile where that is enough, else window by window."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import shapely

from backend.engine import Engine
from backend.errors import BadRequest, RasterError
from backend.scenes.features import Place, marks_on
from backend.scenes.scene import Scene
from backend.scenes.seams import Sighting, join_across_seams
from earthgptx_qgis.wire.messages import Ask, Done, Mark, MarkAnswer, Segment, Task, Text, Tile
from earthgptx_qgis.wire.windows import Window, overlapping_windows, window_around

MARKS_PER_REQUEST = 64
_OVERLAP = 4
"""Neighbouring windows share a quarter of their side."""

Watch = Callable[[Iterable[Window]], Iterable[Window]]
"""Wraps the windows as they are worked through: a progress bar."""


@dataclass(frozen=True)
class Question:
    """What is asked, whatever the raster.

    Attributes:
        minimum_score: None leaves it to the model card.
    """

    task: Task
    words: str = ""
    minimum_score: float | None = None


@dataclass(frozen=True)
class SceneAnswer:
    """The answer about a raster or a part of it.

    Attributes:
        segments: only those that score at least the threshold.
        done: of the only tile, or of the first one.
    """

    words: str
    marks: tuple[MarkAnswer, ...]
    segments: tuple[Segment, ...]
    done: Done


class Inquiry:
    """Asks one engine about one scene."""

    def __init__(self, engine: Engine, scene: Scene, area: Window) -> None:
        self._engine = engine
        self._scene = scene
        self._area = area
        self._tile_size = engine.card.tile_size
        self._reduction = scene.reduction(engine.card.resolutions)
        self._window_size = round(self._tile_size * self._reduction)  # in the raster's pixels
        self._request_ids = itertools.count(1)

    def ask_once(
        self, question: Question, places: list[Place], say: Callable[[str], None]
    ) -> SceneAnswer:
        """One request: about the whole area, or about the surroundings of what is marked.

        Args:
            say: called with each piece of text as it comes.

        Raises:
            BackendError: it cannot be answered.
        """
        window = self._area
        if places:
            corners = [corner for place in places for corner in _corners(place)]
            window = window_around(corners, self._area, self._window_size)
        tile = self._scene.read(window, self._tile_size, self._reduction)
        if tile is None:
            raise self._no_data()
        marks = marks_on(window, tile.geobox, places)
        if len(marks) < len(places):
            raise BadRequest(
                f"A mark lies outside of {self._scene.path}.",
                "Give coordinates in the raster's CRS, within its extent.",
            )
        return self._answer(question, tile, marks, say)

    def find_everywhere(self, question: Question, watch: Watch) -> SceneAnswer:
        """Instances in the whole area at full detail, each once.

        Raises:
            BackendError: it cannot be answered.
        """
        answers: list[tuple[Window, SceneAnswer]] = []
        for window in watch(self._windows()):
            tile = self._scene.read(window, self._tile_size, self._reduction)
            if tile is not None:
                # Joined first and judged afterwards: a piece cut off by a seam scores low.
                every = replace(question, minimum_score=0.0)
                asked = question if window == self._area else every
                answers.append((window, self._answer(asked, tile, (), _nothing)))
        if not answers:
            raise self._no_data()
        if answers[0][0] == self._area:
            return answers[0][1]
        return self._joined(question, answers)

    def classify(self, places: list[Place], watch: Watch) -> dict[int, MarkAnswer]:
        """The class of each place by its row; places without data around them are left out.

        Raises:
            BackendError: it cannot be answered.
        """
        found: dict[int, MarkAnswer] = {}
        question = Question(Task.CLASSIFY_MARKS)
        by_window = self._by_window(places)
        for window in watch(list(by_window)):
            tile = self._scene.read(window, self._tile_size, self._reduction)
            if tile is None:
                continue
            marks = marks_on(window, tile.geobox, by_window[window])
            for start in range(0, len(marks), MARKS_PER_REQUEST):
                batch = marks[start : start + MARKS_PER_REQUEST]
                rows = {mark.number: mark.feature_id for mark in batch}
                for answer in self._answer(question, tile, batch, _nothing).marks:
                    row = rows[answer.mark]
                    if row is not None:
                        found[row] = answer
        return found

    def _windows(self) -> list[Window]:
        return overlapping_windows(self._area, self._window_size, self._window_size // _OVERLAP)

    def _by_window(self, places: list[Place]) -> dict[Window, list[Place]]:
        """Each place with the window in which it lies most in the middle, or with its own."""
        windows = self._windows()
        boxes = [shapely.box(*place.geometry.bounds) for place in places]
        tree = shapely.STRtree([shapely.box(*window.bounds) for window in windows])
        found = tree.query(boxes, predicate="covered_by").tolist()
        whole_in: defaultdict[int, list[Window]] = defaultdict(list)
        for place_index, window_index in zip(*found, strict=True):
            whole_in[place_index].append(windows[window_index])
        grouped: defaultdict[Window, list[Place]] = defaultdict(list)
        for index, place in enumerate(places):
            window = min(
                whole_in[index],
                key=lambda window: boxes[index].centroid.distance(shapely.Point(window.centre)),
                default=None,
            )
            if window is None:
                window = window_around(_corners(place), self._area, self._window_size)
            grouped[window].append(place)
        return grouped

    def _answer(
        self,
        question: Question,
        tile: Tile,
        marks: tuple[Mark, ...],
        say: Callable[[str], None],
    ) -> SceneAnswer:
        ask = Ask(
            next(self._request_ids),
            tile,
            question.task,
            question.words,
            marks,
            question.minimum_score,
        )
        words: list[str] = []
        said: list[MarkAnswer] = []
        segments: list[Segment] = []
        done: Done | None = None
        for piece in self._engine.answer(ask):
            if isinstance(piece, Text):
                words.append(piece.text)
                say(piece.text)
            elif isinstance(piece, MarkAnswer):
                said.append(piece)
            elif isinstance(piece, Segment):
                segments.append(piece)
            elif isinstance(piece, Done):
                done = piece
        if done is None:
            raise RuntimeError("the engine ended its answer without Done")
        kept = tuple(segment for segment in segments if segment.score >= done.threshold)
        return SceneAnswer("".join(words), tuple(said), kept, done)

    def _joined(self, question: Question, answers: list[tuple[Window, SceneAnswer]]) -> SceneAnswer:
        threshold = question.minimum_score
        if threshold is None:
            threshold = self._engine.card.minimum_score
        sightings = [
            Sighting(segment, window) for window, answer in answers for segment in answer.segments
        ]
        every = join_across_seams(sightings, self._scene.geobox) if sightings else []
        kept = tuple(segment for segment in every if segment.score >= threshold)
        words = f"{len(kept)} found: {question.words}."
        done = replace(answers[0][1].done, threshold=threshold)
        return SceneAnswer(words, (), kept, done)

    def _no_data(self) -> RasterError:
        return RasterError(
            f"{self._scene.path} has no data in this area.", "Choose an area that has some."
        )


def _corners(place: Place) -> list[tuple[float, float]]:
    x_min, y_min, x_max, y_max = place.geometry.bounds
    return [(x_min, y_min), (x_max, y_max)]


def _nothing(_: str) -> None:
    pass
