"""A backend process as a host sees it: messages in, messages out."""

import os
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path

from earthgptx_qgis.wire.codec import decode, encode
from earthgptx_qgis.wire.framing import FrameReader, pack
from earthgptx_qgis.wire.messages import Failed, Heartbeat

REPOSITORY = Path(__file__).parents[2]


class ChildProcess:
    """Speaks the wire with a real child; heartbeats are kept apart from the other messages."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            [sys.executable, "-u", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        self.heartbeats = []
        self._frames = FrameReader()
        self._received = deque()
        self._errors = []
        # Read all the time, or a child that logs a lot would wait for a reader.
        self._error_reader = threading.Thread(target=self._read_errors, daemon=True)
        self._error_reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.end()

    def send(self, message):
        self.send_bytes(pack(encode(message)))

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def receive(self, with_heartbeats=False):
        """The next message; EOFError where the child has closed its end."""
        while True:
            while not self._received:
                data = os.read(self.process.stdout.fileno(), 1 << 20)
                if not data:
                    raise EOFError(self.errors)
                self._received.extend(decode(frame) for frame in self._frames.feed(data))
            message = self._received.popleft()
            if with_heartbeats or not isinstance(message, Heartbeat):
                return message

    def receive_until(self, kind):
        """All messages up to and with the first of the kind; nothing comes after a failure."""
        messages = [self.receive()]
        while not isinstance(messages[-1], kind):
            assert not isinstance(messages[-1], Failed), messages[-1]
            messages.append(self.receive())
        return messages

    def end(self):
        """Close the child's stdin and give its exit status."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        status = self.process.wait(timeout=30)
        self._error_reader.join()
        self.process.stdout.close()
        return status

    @property
    def errors(self):
        return b"".join(self._errors).decode()

    def _read_errors(self):
        with self.process.stderr as stream:
            for line in stream:
                self._errors.append(line)
