"""A review is exported by the plugin and read as labels by the backend that trains on them."""

from __future__ import annotations

import json
import struct
import subprocess
from pathlib import Path

from qgis.core import QgsProject

from earthgptx_qgis.crs import wkt_of
from earthgptx_qgis.results.provenance import AnswerContext
from earthgptx_qgis.results.review import Review
from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.results.segment_rows import Status
from earthgptx_qgis.results.training_export import export_training_data, proposed_path
from earthgptx_qgis.wire.messages import Segment, Task

ROOT = Path(__file__).resolve().parent.parent.parent
READ = """
import json, sys
from pathlib import Path
from backend.data.formats import parts_in, read_part
path = Path(sys.argv[1])
(part,) = parts_in(path)
samples = read_part(path, part, ("train", "validation"))
pixels = [
    [instance.category, int((sample.instance_map == number).sum())]
    for sample in samples
    for number, instance in enumerate(sample.instances, 1)
]
complete = [sorted(sample.complete) for sample in samples]
print(json.dumps({"complete": complete, "pixels": pixels}))
"""


def box(index, x, y, size, label):
    """A square with its corner at a place of the scene, in metres."""
    ring = [(x, y), (x, y + size), (x + size, y + size), (x + size, y), (x, y)]
    wkb = struct.pack("<BIIBIII", 1, 6, 1, 1, 3, 1, 5) + b"".join(
        struct.pack("<dd", *corner) for corner in ring
    )
    return Segment(1, index, label, f"the {label}", 0.9, wkb, (0.0, 0.0, 1.0, 1.0))


def test_what_a_review_accepted_is_what_training_reads(person, scene, backend_python):
    segments = SegmentLayer.create(wkt_of(scene.crs()))
    asked = AnswerContext(
        Task.FIND,
        "find ships",
        "Ships.",
        "harbour",
        "optical",
        "nano",
        "",
        wkt_of(scene.crs()),
        "now",
    )
    found = [
        box(0, 500010.0, 5000010.0, 10.0, "ship"),
        box(1, 500040.0, 5000010.0, 10.0, "ship"),
        box(2, 500070.0, 5000010.0, 5.0, "storage tank"),
        box(3, 500080.0, 5000040.0, 5.0, "ship"),
    ]
    segments.add(asked, found)
    review = Review(segments.layer)
    review.decide(1, Status.ACCEPTED)
    review.decide(2, Status.REJECTED)
    review.decide(3, Status.ACCEPTED)
    review.end()
    path = proposed_path(segments.layer, QgsProject.instance(), Path("/nowhere"))
    exported = export_training_data(segments.layer, QgsProject.instance(), path)
    assert (path.name, exported.accepted, exported.rejected) == ("harbour_reviewed.gpkg", 2, 1)

    read = subprocess.run(
        [backend_python, "-c", READ, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert read.returncode == 0, read.stderr
    labels = json.loads(read.stdout)
    # Metres of the squares in pixels of 0.5 m; a review says nothing of what it did not show.
    assert sorted(labels["pixels"]) == [["ship", 400], ["storage tank", 100]]
    assert labels["complete"] == [[]] * len(labels["complete"])
