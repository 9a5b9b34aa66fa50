"""Frames in, answers out: one request at a time, in the order they came.

Three threads. The calling one reads frames, so a Cancel, an Echo or the end of the stream is seen
at once whatever the model is doing; a worker asks the engine; a third sends heartbeats. The server
knows the wire and the engine protocol, neither Qt nor PyTorch.
"""

from __future__ import annotations

import importlib.metadata
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from io import BufferedReader
from typing import Any, BinaryIO, cast

import numpy as np

from backend.engine import Answer, Engine
from backend.errors import BackendError, Cancelled, OutOfMemory
from earthgptx_qgis.wire.codec import decode, encode
from earthgptx_qgis.wire.errors import MalformedMessage, WireError
from earthgptx_qgis.wire.framing import FrameReader, pack
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
    Ready,
)

HEARTBEAT_SECONDS = 2.0
EXIT_OK = 0
EXIT_FAILED_START = 1
EXIT_PROTOCOL = 2
_READ_BYTES = 1024 * 1024
_LAST_STEP_SECONDS = 1.0
_OUT_OF_MEMORY_WORDS = ("out of memory", "can't allocate memory", "not enough memory")

logger = logging.getLogger(__name__)


def start(load_engine: Callable[[], Engine], reader: BufferedReader, writer: BinaryIO) -> int:
    """Load an engine and serve it; a failure to load is told to the host.

    Returns:
        The exit status of the process.
    """
    try:
        engine = load_engine()
    except Exception as error:  # noqa: BLE001 (the edge of the process: whatever it is, tell the host)
        _Outbox(writer).send(failure_of(error, request_id=None))
        return EXIT_FAILED_START
    return serve(engine, reader, writer)


def serve(engine: Engine, reader: BufferedReader, writer: BinaryIO) -> int:
    """Answer requests until the stream ends.

    Returns:
        The exit status of the process. A step of the model may still be running in a daemon thread.
    """
    outbox = _Outbox(writer)
    ended = threading.Event()
    worker = _Worker(engine, outbox)
    outbox.send(_ready(engine))
    threading.Thread(target=_beat, args=(outbox, ended), name="heartbeat", daemon=True).start()
    worker.start()
    try:
        _read_messages(reader, worker, outbox)
    except WireError as error:
        logger.error("the host sent something that is not a message: %s", error)
        hint = "The plugin and its backend may be of different versions: install the backend anew."
        outbox.send(Failed(None, "protocol", str(error), hint))
        return EXIT_PROTOCOL
    finally:
        ended.set()
        worker.stop()
    return EXIT_OK


def failure_of(error: Exception, request_id: int | None) -> Failed:
    """What the host is told about an exception; the unexpected ones are also logged in full."""
    if isinstance(error, BackendError):
        return Failed(request_id, error.kind, error.message, error.hint)
    if _is_out_of_memory(error):
        logger.error("out of memory: %s", error)
        return Failed(
            request_id,
            OutOfMemory.kind,
            "There was not enough memory for this request.",
            "Ask about a smaller area, close other programs, or choose a smaller model.",
        )
    logger.error("unexpected failure", exc_info=error)
    return Failed(
        request_id,
        BackendError.kind,
        f"The backend failed unexpectedly: {type(error).__name__}: {error}",
        "The log of the backend has the details; please report them.",
    )


def _is_out_of_memory(error: Exception) -> bool:
    # PyTorch raises RuntimeError or a child of it; its words are known without importing it.
    if isinstance(error, RuntimeError):
        return any(words in str(error).lower() for words in _OUT_OF_MEMORY_WORDS)
    return isinstance(error, MemoryError)


def _ready(engine: Engine) -> Ready:
    try:
        version = importlib.metadata.version("earthgptx-qgis")
    except importlib.metadata.PackageNotFoundError:  # run from its sources
        version = "unknown"
    device, reason = engine.device
    return Ready(SCHEMA_VERSION, version, device, reason, engine.card)


def _read_messages(reader: BufferedReader, worker: _Worker, outbox: _Outbox) -> None:
    frames = FrameReader()
    while data := reader.read1(_READ_BYTES):
        for frame in frames.feed(data):
            message = decode(frame)
            if isinstance(message, Ask):
                worker.ask(message)
            elif isinstance(message, Cancel):
                worker.cancel(message.request_id)
            elif isinstance(message, Echo):
                outbox.send(Echoed(message.request_id, _first_plane(message.array)))
            else:
                raise MalformedMessage(f"a {type(message).__name__} is not for the backend")
    if frames.bytes_held:
        logger.warning("the stream ended within a message")


def _first_plane(array: Array) -> Array:
    """(H, W) of (H, W, C); an array of fewer dimensions as it is."""
    if len(array.shape) < 3:
        return array
    plane = np.frombuffer(array.data, array.dtype).reshape(array.shape)[:, :, 0]
    return Array(array.dtype, plane.shape, plane.tobytes())


def _beat(outbox: _Outbox, ended: threading.Event) -> None:
    started = time.monotonic()
    while not ended.wait(HEARTBEAT_SECONDS):
        outbox.send(Heartbeat(time.monotonic() - started))


class _Outbox:
    """Writes whole frames from any thread."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, message: Any) -> None:
        """Write a message; when the host is gone there is nobody to tell, so it is only logged."""
        data = pack(encode(message))
        try:
            with self._lock:
                self._stream.write(data)
                self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            logger.warning("the host does not read any more: %s", error)


@dataclass
class _Job:
    ask: Ask
    stopped: threading.Event = field(default_factory=threading.Event)


class _Worker:
    """Asks the engine in a thread of its own; every request ends in one Done or one Failed."""

    def __init__(self, engine: Engine, outbox: _Outbox) -> None:
        self._engine = engine
        self._outbox = outbox
        self._changed = threading.Condition()
        self._waiting: deque[_Job] = deque()
        self._current: _Job | None = None
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask(self, ask: Ask) -> None:
        """Queue a request."""
        with self._changed:
            self._waiting.append(_Job(ask))
            self._changed.notify()

    def cancel(self, request_id: int) -> None:
        """Stop the request between two pieces of its answer; at once where it is not running."""
        with self._changed:
            if self._current is not None and self._current.ask.request_id == request_id:
                self._current.stopped.set()
                return
            self._waiting = deque(job for job in self._waiting if job.ask.request_id != request_id)
        self._outbox.send(failure_of(_stopped(), request_id))

    def stop(self) -> None:
        """Drop everything, and give the step that is running a moment to end."""
        with self._changed:
            self._ended = True
            self._waiting.clear()
            if self._current is not None:
                self._current.stopped.set()
            self._changed.notify()
        self._thread.join(_LAST_STEP_SECONDS)

    def _run(self) -> None:
        self._warm_up()
        while (job := self._next()) is not None:
            try:
                self._answer(job)
            except Exception as error:  # noqa: BLE001 (the edge of the process: the host is told)
                self._outbox.send(failure_of(error, job.ask.request_id))

    def _warm_up(self) -> None:
        """Let the engine load what its first answer needs, unless a request is there already."""
        warm_up = getattr(self._engine, "warm_up", None)
        if warm_up is None or self._waiting:
            return
        try:
            warm_up()
        except Exception:  # the first answer meets the same failure and tells it
            logger.warning("the warm-up failed", exc_info=True)

    def _next(self) -> _Job | None:
        with self._changed:
            self._current = None
            self._changed.wait_for(lambda: self._waiting or self._ended)
            self._current = self._waiting.popleft() if self._waiting else None
            return self._current

    def _answer(self, job: _Job) -> None:
        pieces = cast(Generator[Answer], self._engine.answer(job.ask))
        piece = None
        try:
            for piece in pieces:
                if job.stopped.is_set():
                    raise _stopped()
                self._outbox.send(piece)
        finally:
            pieces.close()
        if not isinstance(piece, Done):
            raise RuntimeError("the engine ended its answer without Done")


def _stopped() -> Cancelled:
    return Cancelled("The request was stopped.")
