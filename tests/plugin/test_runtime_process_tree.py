"""A program is ended with all that it has started."""

from __future__ import annotations

import subprocess
import time

import pytest
from processes import runs

from earthgptx_qgis.runtime import process_tree
from earthgptx_qgis.runtime.process_tree import _below, end_tree


@pytest.fixture
def family():
    """A shell, a shell below it and a sleep below that; their ids."""
    script = "sh -c 'echo $$; sleep 600 & echo $!; wait' & echo $$; wait"
    shell = subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE, text=True)
    yield [int(shell.stdout.readline()) for _ in range(3)]
    shell.kill()
    shell.wait()


@pytest.mark.parametrize("with_proc", [True, False], ids=["proc", "ps"])
def test_children_and_grandchildren_end_too(qgis_app, family, monkeypatch, with_proc):
    if not with_proc:  # as on macOS
        monkeypatch.setattr(process_tree.Path, "is_dir", lambda path: False)
    assert all(map(runs, family))
    others = {process: set(family) - {process} for process in family}
    (first,) = (process for process in family if others[process] <= set(_below(process)))
    end_tree(first)
    deadline = time.monotonic() + 20
    while any(map(runs, family)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_no_process_means_none(qgis_app):
    end_tree(0)  # to a group of processes 0 would mean this one
