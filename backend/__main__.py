"""The backend process: `python -I -u -m backend [--weights FOLDER]`.

Reads frames from stdin, writes frames to stdout, logs to stderr, and ends when stdin ends.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import BinaryIO

PIPE_BYTES = 1024 * 1024


def reserve_standard_output() -> BinaryIO:
    """Keep stdout for frames: from now on what anybody else prints goes to stderr.

    Works on the file descriptor, so libraries that print from C are caught too.
    """
    frames = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return frames


def widen_pipes() -> None:
    """Let a whole megabyte wait in each pipe: a tile then needs fewer turns of both processes.

    Linux only, and a wish: elsewhere, or where the system's limit is lower, pipes stay as they are.
    """
    if sys.platform != "linux":
        return
    import fcntl

    for descriptor in (0, 1):
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def main() -> int:
    """Serve the engine whose weights are named on the command line."""
    widen_pipes()
    frames = reserve_standard_output()

    import argparse
    import logging
    from pathlib import Path

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    parser = argparse.ArgumentParser(prog="python -m backend", description=__doc__)
    parser.add_argument("--weights", type=Path, help="folder of the model (default: the shipped)")
    weights = parser.parse_args().weights

    from backend import server
    from backend.engine import Engine

    def load() -> Engine:
        from backend.earthgptx_engine import load_engine

        return load_engine(weights)

    return server.start(load, os.fdopen(0, "rb"), frames)


if __name__ == "__main__":
    status = main()
    sys.stderr.flush()
    # A step of the model may still run in a thread; waiting for it would outlive the host.
    os._exit(status)
