"""A backend process as a host sees it: messages in, messages out."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path
from typing import Any

from earthgptx_qgis.wire.codec import decode, encode
from earthgptx_qgis.wire.framing import FrameReader, pack
from earthgptx_qgis.wire.messages import Failed, Heartbeat

REPOSITORY = Path(__file__).parents[1]


class ChildProcess:
    """Speaks the wire with a real child; a context manager that leaves no process behind.

    Attributes:
        process: the child, for its process id and its pipes.
    """

    def __init__(self, *command: str | Path) -> None:
        """Start this Python with a command line, in the repository's folder."""
        self.process = subprocess.Popen(
            [sys.executable, "-u", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        assert self.process.stdin
        assert self.process.stdout
        self._stdin, self._stdout = self.process.stdin, self.process.stdout
        self._frames = FrameReader()
        self._received: deque[Any] = deque()
        self._errors: list[bytes] = []
        # Read all the time, or a child that logs a lot would wait for a reader.
        self._error_reader = threading.Thread(target=self._read_errors, daemon=True)
        self._error_reader.start()

    def __enter__(self) -> ChildProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.end()

    def send(self, message: Any) -> None:
        """Send one of the messages."""
        self.send_bytes(pack(encode(message)))

    def send_bytes(self, data: bytes) -> None:
        """Send anything, also what is no message."""
        self._stdin.write(data)
        self._stdin.flush()

    def receive(self, with_heartbeats: bool = False) -> Any:
        """The next message.

        Raises:
            EOFError: the child has closed its end; what it wrote to stderr is in the message.
        """
        while True:
            while not self._received:
                data = os.read(self._stdout.fileno(), 1 << 20)
                if not data:
                    raise EOFError(self.errors)
                self._received.extend(decode(frame) for frame in self._frames.feed(data))
            message = self._received.popleft()
            if with_heartbeats or not isinstance(message, Heartbeat):
                return message

    def receive_until(self, *kinds: type) -> list[Any]:
        """All messages up to and with the first of the kinds; nothing comes after a failure."""
        messages = [self.receive()]
        while not isinstance(messages[-1], kinds):
            assert not isinstance(messages[-1], Failed), messages[-1]
            messages.append(self.receive())
        return messages

    def end(self) -> int:
        """Close the child's stdin and give its exit status."""
        if not self._stdin.closed:
            self._stdin.close()
        status = self.process.wait(timeout=30)
        self._error_reader.join()
        self._stdout.close()
        return status

    @property
    def errors(self) -> str:
        """What the child has written to stderr so far."""
        return b"".join(self._errors).decode()

    def _read_errors(self) -> None:
        assert self.process.stderr
        with self.process.stderr as stream:
            for line in stream:
                self._errors.append(line)
