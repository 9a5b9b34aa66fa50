"""Draws filtered results in several threads while layers come into the project and go.

A script for a process of its own: what it looks for is a crash of QGIS. Its last word is "drawn".
"""

from __future__ import annotations

import sys

from qgis.core import (
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from results_samples import RD_NEW, context, segment

from earthgptx_qgis.results.segment_layer import SegmentLayer

ROUNDS = 30
JOBS = 6
VARIABLES = 20_000
"""Whoever asks the project for its variables takes long to get them, and so is mostly found at it
when they go."""


def draw() -> None:
    project = QgsProject.instance()
    project.setCustomVariables({f"variable {number}": number for number in range(VARIABLES)})
    segments = SegmentLayer.in_project(project, RD_NEW)
    segments.set_minimum_score(0.5)
    segments.add(context(), [segment(index=index) for index in range(20)])
    settings = QgsMapSettings()
    settings.setLayers([segments.layer])
    settings.setDestinationCrs(segments.layer.crs())
    settings.setExtent(segments.layer.extent())
    settings.setOutputSize(QSize(60, 60))
    for _ in range(ROUNDS):
        jobs = [QgsMapRendererParallelJob(settings) for _ in range(JOBS)]
        for job in jobs:
            job.start()
        while any(job.isActive() for job in jobs):
            other = QgsVectorLayer("Point", "other", "memory")
            project.addMapLayer(other, False)
            project.removeMapLayer(other.id())
            QgsApplication.processEvents()
    assert segments.layer.featureCount() == 20
    project.clear()


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    draw()
    sys.stdout.write("drawn\n")
    sys.stdout.flush()
    application.exitQgis()
