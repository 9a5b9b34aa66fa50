"""One QGIS of two at once: asks a backend of its own, waits for the other, saves beside it.

A script for a process of its own. Arguments: a folder for both, and the name of this one.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from results_samples import RD_NEW, context, segment

from earthgptx_qgis.results.geopackage import save
from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.runtime.environment import BackendCommand
from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.runtime.session import Session

CHILD = Path(__file__).resolve().parent.parent / "fake_child.py"
ROUNDS = 5
PATIENCE_SECONDS = 60.0


def wait_for(condition) -> None:
    """Let Qt work until the condition is true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        QgsApplication.processEvents()
        time.sleep(0.001)


def live(folder: Path, name: str) -> None:
    """From the start of the backend to its end."""
    arguments = ("-I", "-u", str(CHILD), "answer")
    session = Session(lambda: BackendCommand("/usr/bin/python3", arguments, "a test"))
    session.start()
    wait_for(lambda: session.state is BackendState.READY)
    segments = SegmentLayer.in_project(QgsProject.instance(), RD_NEW)
    segments.add(context(), [segment(index=index) for index in range(20)])
    for number in range(ROUNDS):
        (folder / f"{number}.{name}").write_text(str(session.process_id))
        wait_for(lambda: len(list(folder.glob(f"{number}.window*"))) == 2)  # noqa: B023
        save(segments.layer, str(folder / f"{number}.gpkg"), name)
    session.shut_down()
    QgsProject.instance().clear()


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    live(Path(sys.argv[1]), sys.argv[2])
    sys.stdout.write("saved\n")
    sys.stdout.flush()
    application.exitQgis()
