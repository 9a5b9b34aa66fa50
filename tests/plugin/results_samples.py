"""Segments, contexts and result layers for the tests of results, and a look into what was saved."""

from __future__ import annotations

import resource
import signal
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

from earthgptx_qgis.results.provenance import AnswerContext
from earthgptx_qgis.results.segment_layer import SegmentLayer
from earthgptx_qgis.results.single_files import prepare_file
from earthgptx_qgis.wire.messages import Segment, Stretch, Task

RD_NEW = QgsCoordinateReferenceSystem("EPSG:28992").toWkt(
    QgsCoordinateReferenceSystem.WktVariant.WKT2_2019
)
WGS_84 = QgsCoordinateReferenceSystem("EPSG:4326").toWkt(
    QgsCoordinateReferenceSystem.WktVariant.WKT2_2019
)
IN_NO_DATABASE = QgsCoordinateReferenceSystem(
    "PROJ:+proj=tmerc +lat_0=10 +lon_0=20 +k=0.9999 +x_0=5 +ellps=bessel +units=m"
).toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT2_2019)


def square(x: float, y: float, size: float = 8.0) -> bytes:
    """A square with a square hole as MultiPolygon WKB; the hole's coordinates are not round."""
    outer = _ring(x, y, size)
    inner = _ring(x + size / 3, y + size / 3, size / 3)
    polygon = struct.pack("<BII", 1, 3, 2) + outer + inner
    return struct.pack("<BII", 1, 6, 1) + polygon


def segment(
    label: str = "ship",
    score: float = 0.9,
    index: int = 0,
    wkb: bytes | None = None,
    area_m2: float | None = 64.5,
    mark: int | None = None,
) -> Segment:
    """One segment, an 8 m square unless told otherwise."""
    return Segment(
        request_id=1,
        index=index,
        label=label,
        phrase=f"the {label}",
        score=score,
        wkb=wkb if wkb is not None else square(121000.0 + 10.0 * index, 487000.0),
        box=(0.0, 0.0, 8.0, 8.0),
        area_m2=area_m2,
        mark=mark,
    )


def context(crs_wkt: str = RD_NEW, question: str = "find all ships") -> AnswerContext:
    """What an answer about a harbour would come with."""
    return AnswerContext(
        task=Task.FIND,
        question=question,
        answer="I found the ships.",
        source_layer="harbour",
        source_kind="optical",
        model="earthgptx-nano",
        weights_sha256="ab" * 32,
        crs_wkt=crs_wkt,
        created="2026-11-23T15:30:00+00:00",
        stretch=Stretch((112.5, 90.0), (2048.0, 1800.0), "DN"),
    )


def answered(
    crs_wkt: str = RD_NEW, scores: tuple[float, ...] = (0.9, 0.2), label: str = "ship"
) -> SegmentLayer:
    """A result layer with one segment for each score."""
    segments = SegmentLayer.create(crs_wkt)
    segments.add(
        context(crs_wkt),
        [segment(label, score=score, index=index) for index, score in enumerate(scores)],
    )
    return segments


def save_single_file(
    layer: QgsVectorLayer, path: str, include_hidden: bool = False, replace: bool = False
) -> int:
    """Save at once, in this thread; how many features were written."""
    return prepare_file(layer, path, include_hidden, replace).write()


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file grows beyond so many bytes, as on a disk that is full; needs no privileges."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def rows(path: str | Path, table: str) -> list[list]:
    """The attributes of every row, without its key, as OGR reads them."""
    source = ogr.Open(str(path))
    layer = source.GetLayerByName(table)
    return [list(feature.items().values()) for feature in layer]


def looks(layer: QgsVectorLayer) -> list[tuple[str, str]]:
    """Text and colour of every legend entry."""
    return [
        (category.label(), category.symbol().color().name())
        for category in layer.renderer().categories()
    ]


def _ring(x: float, y: float, size: float) -> bytes:
    corners = ((x, y), (x, y + size), (x + size, y + size), (x + size, y), (x, y))
    return struct.pack("<I", 5) + b"".join(struct.pack("<dd", *corner) for corner in corners)
