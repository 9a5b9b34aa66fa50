"""Where results come from, kept with the layer: its metadata and custom properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..wire.messages import Stretch, Task

PROPERTY_PREFIX = "earthgptx/"


@dataclass(frozen=True)
class AnswerContext:
    """What all segments of one answer have in common.

    Attributes:
        answer: its words; of a stopped answer, those that came.
        source_layer: name of the raster layer.
        source_kind: a value of SourceKind.
        crs_wkt: of the tile, so of its segments; empty where the raster has none.
        created: ISO 8601.
        stretch: how raw values became the picture the model saw, None where they did not have to.
        minimum_score: what the words of the answer rest on.
        tile_size: longest side in pixels of what was sent with the question.
    """

    task: Task
    question: str
    answer: str
    source_layer: str
    source_kind: str
    model: str
    weights_sha256: str
    crs_wkt: str
    created: str
    stretch: Optional[Stretch] = None
    minimum_score: float = 0.0
    tile_size: int = 0


def record(layer: QgsVectorLayer, context: AnswerContext) -> None:
    """Note one more answer in the layer: a line of history, and the properties of the last one."""
    metadata = layer.metadata()
    metadata.setType("dataset")
    metadata.setTitle(metadata.title() or layer.name())
    metadata.setAbstract(
        metadata.abstract() or _translate("Polygons a model drew on rasters, see the history.")
    )
    metadata.addHistoryItem(history_line(context))
    layer.setMetadata(metadata)
    for name, value in (
        ("model", context.model),
        ("weights_sha256", context.weights_sha256),
        ("task", context.task.value),
        ("question", context.question),
        ("source_layer", context.source_layer),
        ("source_kind", context.source_kind),
        ("created", context.created),
        ("stretch", _stretch_text(context.stretch)),
    ):
        layer.setCustomProperty(PROPERTY_PREFIX + name, value)


def history_line(context: AnswerContext) -> str:
    """One answer in one line."""
    line = _translate(
        "{created}: {task} “{question}” on {source_layer} ({source_kind}), "
        "model {model}, weights sha256 {weights_sha256}"
    ).format(
        created=context.created,
        task=context.task.value,
        question=context.question,
        source_layer=context.source_layer,
        source_kind=context.source_kind,
        model=context.model,
        weights_sha256=context.weights_sha256 or _translate("none (untrained)"),
    )
    stretch = _stretch_text(context.stretch)
    return line + _translate(", stretch {stretch}").format(stretch=stretch) if stretch else line


def _stretch_text(stretch: Optional[Stretch]) -> str:
    """Such as "112.5..2048, 90..1800 DN"; empty where nothing was stretched."""
    if stretch is None:
        return ""
    bands = ", ".join(f"{low:g}..{high:g}" for low, high in zip(stretch.low, stretch.high))
    return f"{bands} {stretch.unit}".strip()


def _translate(text: str) -> str:
    return QCoreApplication.translate("Provenance", text)
