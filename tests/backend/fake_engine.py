"""An engine without a model: bright pixels are objects, and some questions ask for trouble.

Run as a script it is a whole backend process around that engine, started as the real one is.
"""

import os
import sys
import time
from collections.abc import Iterator

import numpy as np
from scipy import ndimage

from backend.engine import Answer
from backend.errors import BadRequest, WeightsError
from backend.polygons.vectorize import vectorize_instance
from earthgptx_qgis.wire.messages import (
    Ask,
    Done,
    MarkAnswer,
    ModelCard,
    Progress,
    Segment,
    SourceKind,
    Task,
    Text,
    Verdict,
)

CARD = ModelCard(
    name="fake",
    weights_sha256="0123abcd",
    tasks=tuple(Task),
    categories=("airplane", "ship"),
    ground_resolution=(0.1, 10.0),
    tile_size=256,
    minimum_score=0.5,
)
BRIGHT = 128


class FakeEngine:
    """Finds connected bright pixels of the first band; marks are "bright" or "dark"."""

    card = CARD
    device = ("cpu", "there is no other")

    def __init__(self) -> None:
        self.asked: list[Ask] = []
        self.closed = 0

    def answer(self, ask: Ask) -> Iterator[Answer]:
        self.asked.append(ask)
        try:
            yield Progress(ask.request_id, 0.5, "looking")
            yield from self._trouble(ask)
            yield from self._words(ask)
            yield from self._segments(ask)
            yield _done(ask)
        except GeneratorExit:
            self.closed += 1
            sys.stderr.write("the answer was closed\n")
            raise

    def _trouble(self, ask: Ask) -> Iterator[Answer]:
        if ask.question == "talk forever":
            while True:
                time.sleep(0.01)
                yield Text(ask.request_id, "and ")
        elif ask.question == "memory":
            raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory")
        elif ask.question == "array":
            np.empty(2**60, dtype=np.uint8)
        elif ask.question == "crash":
            raise ZeroDivisionError("division by zero")
        elif ask.question == "":
            if ask.task.needs_question:
                raise BadRequest("The question is empty.", "Type what you want to know.")
        elif ask.question == "print":
            print("a library prints")  # noqa: T201
            os.write(1, b"C prints\n")
        elif ask.question == "sleep":
            time.sleep(3600)

    def _words(self, ask: Ask) -> Iterator[Answer]:
        pixels = _first_band(ask)
        if ask.task is Task.CLASSIFY_MARKS:
            for mark in ask.marks:
                xs, ys = zip(*mark.prompts[0].points, strict=True)
                bright = pixels[int(np.mean(ys)), int(np.mean(xs))] >= BRIGHT
                yield MarkAnswer(ask.request_id, mark.number, "bright" if bright else "dark", 0.75)
        yield Text(ask.request_id, "I see ")
        yield Text(ask.request_id, f"{pixels.shape[1]} by {pixels.shape[0]} pixels.")

    def _segments(self, ask: Ask) -> Iterator[Answer]:
        if not ask.task.gives_polygons:
            return
        labels, count = ndimage.label(_first_band(ask) >= BRIGHT)
        for index in range(count):
            mask = labels == index + 1
            rows, columns = (places.tolist() for places in np.nonzero(mask))
            if ask.marks and not _marked(ask, mask):
                continue
            instance = vectorize_instance(mask, ask.tile.geobox)
            yield Segment(
                ask.request_id,
                index,
                ask.question or "thing",
                ask.question,
                # Large things are surer, so that a score can be chosen by a size. None is below
                # 0.05, as with the real engine.
                min(0.99, max(0.05, int(mask.sum()) / 100)),
                instance.wkb,
                (min(columns), min(rows), max(columns) + 1.0, max(rows) + 1.0),
                instance.area_m2,
                ask.marks[0].number if ask.marks else None,
            )


def _first_band(ask: Ask) -> np.ndarray:
    array = ask.tile.pixels
    pixels = np.frombuffer(array.data, array.dtype).reshape(array.shape)[:, :, 0]
    if ask.tile.valid is None:
        return pixels
    valid = np.frombuffer(ask.tile.valid.data, np.uint8).reshape(pixels.shape)
    return np.where(valid > 0, pixels, 0)


def _marked(ask: Ask, mask: np.ndarray) -> bool:
    xs, ys = zip(*ask.marks[0].prompts[0].points, strict=True)
    return bool(mask[int(np.mean(ys)), int(np.mean(xs))])


def _done(ask: Ask) -> Done:
    return Done(
        ask.request_id,
        Task.FIND if ask.task is Task.AUTO else ask.task,
        Verdict.ANSWERED,
        score=0.9,
        source_kind=SourceKind.OPTICAL,
        threshold=CARD.minimum_score if ask.minimum_score is None else ask.minimum_score,
    )


def load_fake_engine() -> FakeEngine:
    """As the real loader: fails where the folder of weights, the first argument, is missing."""
    if len(sys.argv) > 1 and not os.path.isdir(sys.argv[1]):
        raise WeightsError(f"There are no weights in {sys.argv[1]}.", "Install them again.")
    return FakeEngine()


if __name__ == "__main__":
    from backend.__main__ import reserve_standard_output

    frames = reserve_standard_output()

    from backend import server

    status = server.start(load_fake_engine, os.fdopen(0, "rb"), frames)
    sys.stderr.flush()
    os._exit(status)
