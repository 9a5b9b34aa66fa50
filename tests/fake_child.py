"""A scripted backend of plain Python: `python -I -u tests/fake_child.py BEHAVIOUR`.

It answers every question the same way, so that the plugin can be tested and shown without a model,
or misbehaves in one named way. It needs the standard library and the wire only.
"""

from __future__ import annotations

import json
import os
import random
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from earthgptx_qgis.wire.codec import decode, encode
from earthgptx_qgis.wire.framing import Frame, FrameReader, pack
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import (
    SCHEMA_VERSION,
    Array,
    Ask,
    Cancel,
    Done,
    Echo,
    Echoed,
    Failed,
    Heartbeat,
    MarkAnswer,
    ModelCard,
    Progress,
    Ready,
    Segment,
    SourceKind,
    Task,
    Text,
    Timing,
    Verdict,
)

CARD = ModelCard(
    name="fake-nano",
    weights_sha256="0" * 64,
    tasks=tuple(task for task in Task if task is not Task.COMPARE_DATES),
    categories=("ship", "airplane", "storage tank"),
    ground_resolution=(0.1, 10.0),
    tile_size=1024,
    minimum_score=0.3,
)
READY = Ready(SCHEMA_VERSION, "0.0.0", "cpu", "scripted", CARD)
SCORES = (0.9, 0.6, 0.12)
"""Of the instances every answer with polygons finds, from left to right."""


class Child:
    """Reads requests on the main thread and answers each on a thread of its own."""

    def __init__(
        self, answer: Callable[[Ask], Iterator[Any]], confirms_cancel: bool = True
    ) -> None:
        self._answer = answer
        self._confirms_cancel = confirms_cancel
        self._writing = threading.Lock()
        self._cancelled: dict[int, threading.Event] = {}

    def write(self, data: bytes) -> None:
        with self._writing:
            view = memoryview(data)
            while view:
                view = view[os.write(1, view) :]

    def send(self, message: Any) -> None:
        self.write(pack(encode(message)))

    def beat(self) -> None:
        """Send heartbeats from now on, more often than the real child, so that tests are short."""
        threading.Thread(target=self._beat, daemon=True).start()

    def serve(self) -> None:
        """Answer until end-of-file."""
        reader = FrameReader()
        while data := os.read(0, 1 << 20):
            for frame in reader.feed(data):
                self._take(decode(frame))

    def _take(self, message: Any) -> None:
        if isinstance(message, Echo):
            self.send(Echoed(message.request_id, first_plane(message.array)))
        elif isinstance(message, Ask):
            self._cancelled[message.request_id] = threading.Event()
            threading.Thread(target=self._answer_one, args=(message,), daemon=True).start()
        elif isinstance(message, Cancel) and self._confirms_cancel:
            self._cancelled.get(message.request_id, threading.Event()).set()
            self.send(Failed(message.request_id, "cancelled", "Stopped."))

    def _answer_one(self, ask: Ask) -> None:
        for message in self._answer(ask):
            if self._cancelled[ask.request_id].is_set():
                return
            if isinstance(message, bytes):
                self.write(message)
            else:
                self.send(message)

    def _beat(self) -> None:
        start = time.monotonic()
        while True:
            time.sleep(0.5)
            self.send(Heartbeat(time.monotonic() - start))


def first_plane(array: Array) -> Array:
    """Channel 0 of (H, W, C) uint8, or the array itself where it has no channels."""
    if len(array.shape) < 3:
        return array
    return Array(array.dtype, array.shape[:2], array.data[:: array.shape[2]])


# Answers.


def answer(ask: Ask) -> Iterator[Any]:
    """Three ships side by side across the middle of the tile; a class for every mark."""
    yield Progress(ask.request_id, 0.2, "looking at the tile")
    yield Text(ask.request_id, "There are ")
    yield Text(ask.request_id, "2 ships", phrase="ships")
    yield Text(ask.request_id, " here.")
    for mark in ask.marks:
        yield MarkAnswer(ask.request_id, mark.number, "ship", 0.8)
    yield Progress(ask.request_id, 0.8, "outlining")
    for index, box in enumerate(boxes(ask.tile.geobox)):
        wkb = multipolygon([ask.tile.geobox.to_world(x, y) for x, y in corners(box)])
        yield Segment(ask.request_id, index, "ship", "ships", SCORES[index], wkb, box, 100.0)
    yield done(ask, Verdict.ANSWERED, 0.9)


def thousands(ask: Ask) -> Iterator[Any]:
    """10,000 squares row by row over the tile; their areas count them."""
    yield Text(ask.request_id, "10000 found: ")
    yield Text(ask.request_id, "things", phrase="things")
    width, height = ask.tile.geobox.width / 100, ask.tile.geobox.height / 100
    for index in range(10_000):
        left, top = width * (index % 100), height * (index // 100)
        box = (left, top, left + width / 2, top + height / 2)
        wkb = multipolygon([ask.tile.geobox.to_world(x, y) for x, y in corners(box)])
        yield Segment(ask.request_id, index, "thing", "things", 0.9, wkb, box, float(index))
    yield done(ask, Verdict.ANSWERED, 0.9)


def nothing_found(ask: Ask) -> Iterator[Any]:
    """One candidate, scored below the threshold."""
    yield Text(ask.request_id, "There is none.")
    box = boxes(ask.tile.geobox)[0]
    wkb = multipolygon([ask.tile.geobox.to_world(x, y) for x, y in corners(box)])
    yield Segment(ask.request_id, 0, "ship", "ships", 0.12, wkb, box, 100.0)
    yield done(ask, Verdict.NOTHING_FOUND, 0.12)


def not_sure(ask: Ask) -> Iterator[Any]:
    """Words the model does not stand for."""
    yield Text(ask.request_id, "Perhaps a harbour.")
    yield done(ask, Verdict.NOT_SURE, 0.2)


def yes_or_no(ask: Ask) -> Iterator[Any]:
    """In words and without marks, as questions are answered: only the first mark is one."""
    yield Text(ask.request_id, "Yes, it is." if ask.marks[0].number == 1 else "No.")
    yield done(ask, Verdict.ANSWERED, 0.7)


def measure(ask: Ask) -> Iterator[Any]:
    """Of every mark, how wide the tile is that it lies on."""
    for mark in ask.marks:
        yield MarkAnswer(ask.request_id, mark.number, str(ask.tile.geobox.width), 0.8)
    yield done(ask, Verdict.ANSWERED, 0.8)


def refuse(ask: Ask) -> Iterator[Any]:
    """A request that cannot be answered as it is."""
    yield Failed(ask.request_id, "bad_request", "The question is empty.", "Type a question.")


def slowly(ask: Ask) -> Iterator[Any]:
    """Twenty words, ten a second."""
    for number in range(20):
        time.sleep(0.1)
        yield Text(ask.request_id, f"word{number} ")
    yield done(ask, Verdict.ANSWERED, 0.9)


def never(ask: Ask) -> Iterator[Any]:
    """Some progress, and then nothing any more."""
    yield Progress(ask.request_id, 0.5, "thinking")
    threading.Event().wait()


def die(ask: Ask) -> Iterator[Any]:
    """A word, and then the end."""
    yield Text(ask.request_id, "There are ")
    say("Killed by a question")
    os._exit(7)


def die_in_a_frame(ask: Ask) -> Iterator[Any]:
    """Half a message, and then the end."""
    data = pack(encode(Text(ask.request_id, "a text that is never finished")))
    yield data[: len(data) // 2]
    os._exit(0)


def print_noise(ask: Ask) -> Iterator[Any]:
    """What a library does that prints to stdout."""
    yield b"Downloading weights: 100%\n"
    yield from answer(ask)


def unknown_message(ask: Ask) -> Iterator[Any]:
    """A message of some other protocol."""
    header = {"message": "Greeting", "fields": {"text": "hello"}, "parts": []}
    yield pack(Frame(json.dumps(header).encode(), b""))


def random_bytes(ask: Ask) -> Iterator[Any]:
    """Bytes without any meaning, the same every time."""
    yield random.Random(1).randbytes(100_000)


def done(ask: Ask, verdict: Verdict, score: float) -> Done:
    """The end of an answer."""
    task = Task.FIND if ask.task is Task.AUTO else ask.task
    kind = ask.tile.source_kind
    return Done(
        ask.request_id,
        task,
        verdict,
        score,
        SourceKind.OPTICAL if kind is SourceKind.AUTO else kind,
        threshold=0.3 if ask.minimum_score is None else ask.minimum_score,
        timings=(Timing("vision", 0.1), Timing("words", 0.2)),
    )


Box = tuple[float, float, float, float]


def boxes(geobox: GeoBox) -> list[Box]:
    """Three boxes, (x_min, y_min, x_max, y_max) in pixels, a fifth of the tile wide and high."""
    width, height = geobox.width, geobox.height
    return [
        (width * left, height * 0.4, width * (left + 0.2), height * 0.6) for left in (0.1, 0.4, 0.7)
    ]


def corners(box: Box) -> list[tuple[float, float]]:
    """The closed ring of a box."""
    x_min, y_min, x_max, y_max = box
    return [(x_min, y_min), (x_min, y_max), (x_max, y_max), (x_max, y_min), (x_min, y_min)]


def multipolygon(ring: list[tuple[float, float]]) -> bytes:
    """Little-endian well-known binary of a MultiPolygon with one closed ring."""
    coordinates = [number for point in ring for number in point]
    polygon = struct.pack("<BIII", 1, 3, 1, len(ring)) + struct.pack(
        f"<{len(coordinates)}d", *coordinates
    )
    return struct.pack("<BII", 1, 6, 1) + polygon


# Beginnings and whole lives.


def say(text: str) -> None:
    """A line on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def live(answer_with: Callable[[Ask], Iterator[Any]], confirms_cancel: bool = True) -> None:
    """A child as it should be, but for its answers."""
    child = Child(answer_with, confirms_cancel)
    child.send(READY)
    child.beat()
    child.serve()


def live_without_heartbeat() -> None:
    child = Child(never, confirms_cancel=False)
    child.send(READY)
    child.serve()


def live_chattering() -> None:
    for number in range(1, 31):
        say(f"warning {number}")
    live(answer)


def live_beyond_end_of_file() -> None:
    live(answer)
    threading.Event().wait()


def never_get_ready() -> None:
    say("loading something very large")
    threading.Event().wait()


def die_at_start() -> None:
    say("ModuleNotFoundError: No module named 'torch'")
    sys.exit(3)


def die_after_ready() -> None:
    child = Child(answer)
    child.send(READY)
    say("out of luck")
    sys.exit(4)


def fail_at_start() -> None:
    Child(answer).send(
        Failed(None, "weights", "model.safetensors is truncated.", "Install the weights again.")
    )


def print_at_start() -> None:
    Child(answer).write(b"Welcome to the library!\n")
    live(answer)


def speak_another_schema() -> None:
    fields = {"schema_version": 999, "mood": "new"}
    header = {"message": "Ready", "fields": fields, "parts": []}
    child = Child(answer)
    child.write(pack(Frame(json.dumps(header).encode(), b"")))
    child.serve()


def speak_before_ready() -> None:
    child = Child(answer)
    child.send(Heartbeat(0.0))
    child.serve()


BEHAVIOURS: dict[str, Callable[[], None]] = {
    "answer": lambda: live(answer),
    "thousands": lambda: live(thousands),
    "nothing-found": lambda: live(nothing_found),
    "not-sure": lambda: live(not_sure),
    "yes-or-no": lambda: live(yes_or_no),
    "measure": lambda: live(measure),
    "refuse": lambda: live(refuse),
    "slow": lambda: live(slowly),
    "stall": lambda: live(never),
    "ignore-cancel": lambda: live(never, confirms_cancel=False),
    "die-when-asked": lambda: live(die),
    "die-in-a-frame": lambda: live(die_in_a_frame),
    "print-when-asked": lambda: live(print_noise),
    "unknown-message": lambda: live(unknown_message),
    "random-bytes": lambda: live(random_bytes),
    "no-heartbeat": live_without_heartbeat,
    "chatter": live_chattering,
    "ignore-end-of-file": live_beyond_end_of_file,
    "never-ready": never_get_ready,
    "die-at-start": die_at_start,
    "die-after-ready": die_after_ready,
    "fail-at-start": fail_at_start,
    "print-at-start": print_at_start,
    "other-schema": speak_another_schema,
    "speak-before-ready": speak_before_ready,
}

if __name__ == "__main__":
    BEHAVIOURS[sys.argv[1] if len(sys.argv) > 1 else "answer"]()
