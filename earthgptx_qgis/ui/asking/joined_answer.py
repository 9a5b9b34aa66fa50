"""What several tiles of one view showed becomes one answer about the view."""

from __future__ import annotations

import dataclasses
from typing import Callable, List, Optional

from qgis.core import QgsGeometry

from ...results.seams import SeamJoiner
from ...wire.geobox import GeoBox
from ...wire.messages import Done, Segment, Verdict
from .ask_plan import AskPlan, TilePlan
from .tile_answer import TileAnswer


class JoinedAnswer(TileAnswer):
    """Takes the answers of tile after tile; `close` makes one of them.

    Attributes:
        phrase: what was found, in the words of the model; empty where it found nothing anywhere.
        count: how many of it score enough.
    """

    def __init__(
        self, plan: AskPlan, grid: GeoBox, area_of: Callable[[QgsGeometry], Optional[float]]
    ) -> None:
        """Nothing has been answered yet.

        Args:
            grid: the pixels of the view that the plan's windows are counted in.
            area_of: the square metres of a joined outline.
        """
        tile = plan.tiles[0]
        super().__init__(TilePlan(tile.extent, tile.maximum_size), grid)
        self.phrase = ""
        self.count = 0
        self._joiner = SeamJoiner(grid, area_of)
        self._verdicts: List[Verdict] = []
        self._closed = False

    def take(self, answer: TileAnswer) -> None:
        """Take what one tile showed, as far as it came."""
        if answer.plan.window is not None:
            self._joiner.add(answer.plan.window, answer.geobox, answer.segments)
        if answer.done is not None:
            self.done = self.done or answer.done
            self._verdicts.append(answer.done.verdict)

    def close(self) -> None:
        """Each object once: joined first and judged afterwards, as a piece cut off scores low.

        A second time it does nothing.
        """
        if self._closed:
            return
        self._closed = True
        joined = self._joiner.settled(None)
        self.segments = [
            dataclasses.replace(segment, index=index) for index, segment in enumerate(joined)
        ]
        if self.done is None:
            return
        enough = [one for one in self.segments if one.score >= self.done.threshold]
        self.count = len(enough)
        if self.segments:
            self.phrase = self.segments[0].phrase
        self.done = dataclasses.replace(
            self.done, verdict=self._verdict(enough), score=self._score(), notes=()
        )

    def _verdict(self, enough: List[Segment]) -> Verdict:
        if enough:
            return Verdict.ANSWERED
        if set(self._verdicts) == {Verdict.NOT_SURE}:
            return Verdict.NOT_SURE
        return Verdict.NOTHING_FOUND

    def _score(self) -> float:
        found: Optional[Done] = self.done
        best = max((segment.score for segment in self.segments), default=0.0)
        return best if self.segments or found is None else found.score
