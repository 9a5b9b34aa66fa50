"""The script inside the QGIS desktop: has one module measure, writes its figures, closes QGIS.

EARTHGPTX_BENCHMARK holds the job as JSON: the repository's folder, the name of the module, and the
path that the figures go to.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import logging
import os
import sys
from pathlib import Path

from qgis import utils
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer

JOB = json.loads(os.environ["EARTHGPTX_BENCHMARK"])
SETTLING_MILLISECONDS = 2000


def run() -> None:
    """Measure, write and close QGIS."""
    logging.basicConfig(level=logging.INFO)
    sys.path.insert(0, JOB["repository"])
    try:
        measurements = importlib.import_module(JOB["module"]).measure()
        rows = [dataclasses.asdict(measurement) for measurement in measurements]
        Path(JOB["figures"]).write_text(json.dumps(rows))
    except Exception:
        logging.exception("the benchmark stopped")
    QgsProject.instance().clear()
    utils.iface.actionExit().trigger()


QTimer.singleShot(SETTLING_MILLISECONDS, run)
