"""A host without Qt: starts a child and speaks the wire with it over pipes."""

from __future__ import annotations

import queue
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from earthgptx_qgis.wire.codec import decode, encode
from earthgptx_qgis.wire.errors import WireError
from earthgptx_qgis.wire.framing import FrameReader, pack
from earthgptx_qgis.wire.messages import Ask, Done, Failed, Heartbeat, Ready

_PIPE_BYTES = 1 << 16
_END = object()


class ChildEnded(Exception):
    """The child closed its output before the awaited message came."""


class FakeHost:
    """One child process and what it says; a context manager that leaves no process behind.

    Attributes:
        process: the child, for signals and its process id.
    """

    def __init__(
        self,
        command: Sequence[str],
        folder: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
            bufsize=0,
        )
        self._messages: queue.Queue[Any] = queue.Queue()
        self._stderr: list[bytes] = []
        self._threads = [
            threading.Thread(target=self._read_messages, daemon=True),
            threading.Thread(target=self._read_stderr, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> FakeHost:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()

    def send(self, message: Any) -> None:
        """Send one of the messages."""
        self.send_bytes(pack(encode(message)))

    def send_bytes(self, data: bytes) -> None:
        """Send anything, also what is no message."""
        view = memoryview(data)
        while view:
            view = view[self.process.stdin.write(view) :]

    def receive(self, timeout: float = 30.0) -> Any:
        """The child's next message, heartbeats included.

        Raises:
            TimeoutError: none came in time.
            ChildEnded: the child closed its output; its stderr is in the message.
            WireError: the child wrote something that is no message.
        """
        try:
            message = self._messages.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError(f"no message within {timeout} s; stderr: {self.stderr}") from None
        if message is _END:
            raise ChildEnded(f"the child ended; stderr: {self.stderr}")
        if isinstance(message, WireError):
            raise message
        return message

    def receive_until(self, *kinds: type, timeout: float = 60.0) -> list[Any]:
        """All messages up to and with the first of one of the kinds, without heartbeats."""
        messages: list[Any] = []
        while not messages or not isinstance(messages[-1], kinds):
            message = self.receive(timeout)
            if not isinstance(message, Heartbeat) or Heartbeat in kinds:
                messages.append(message)
        return messages

    def wait_until_ready(self, timeout: float = 60.0) -> Ready:
        """The child's Ready, which must be its first message."""
        ready = self.receive(timeout)
        assert isinstance(ready, Ready), ready
        return ready

    def ask(self, request: Ask, timeout: float = 120.0) -> list[Any]:
        """Ask and return all messages of the answer; the last is Done or Failed."""
        self.send(request)
        return self.receive_until(Done, Failed, timeout=timeout)

    def end_input(self) -> None:
        """Close the child's stdin: it should end now."""
        self.process.stdin.close()

    @property
    def stderr(self) -> str:
        """What the child has written to stderr so far."""
        return b"".join(self._stderr).decode("utf-8", "replace")

    def _read_messages(self) -> None:
        reader = FrameReader()
        try:
            while data := self.process.stdout.read(_PIPE_BYTES):
                for frame in reader.feed(data):
                    self._messages.put(decode(frame))
        except WireError as error:
            self._messages.put(error)
        self._messages.put(_END)

    def _read_stderr(self) -> None:
        while data := self.process.stderr.read(_PIPE_BYTES):
            self._stderr.append(data)
