"""What the plugin and the backend say to each other: one frozen dataclass a message.

Everything a request needs is inside the request. Coordinates are tile pixels (x right, y down,
corner origin); only the well-known binary of a Segment is in the tile's CRS. Pixels travel as
`Array`, so neither side needs numpy to read a message.

Host to child: Ask, Cancel, Echo. Child to host: Ready, Progress, Text, MarkAnswer, Segment, Done,
Failed, Heartbeat, Echoed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Dict, Optional, Tuple

from .geobox import GeoBox
from .kinds import PromptShape, SourceKind, Task, Verdict
from .resolution import SourceResolution

__all__ = [
    "CHILD_MESSAGES", "HOST_MESSAGES", "SCHEMA_VERSION", "Array", "Ask", "Cancel", "Done", "Echo",
    "Echoed", "Failed", "GeoBox", "Heartbeat", "Mark", "MarkAnswer", "ModelCard", "Progress",
    "PromptShape", "Ready", "Segment", "SourceKind", "SourceResolution", "Stretch", "Task", "Text",
    "Tile", "Timing", "Verdict", "VisualPrompt",
]  # fmt: skip

SCHEMA_VERSION = 1
"""Raised whenever a message changes; the host refuses a child of another version."""


@dataclass(frozen=True)
class Array:
    """Raw numbers in C order, little-endian. dtype is numpy's short name without byte order.

    Raises:
        ValueError: the data do not fill the shape.
    """

    dtype: str
    shape: Tuple[int, ...]
    data: bytes

    ITEM_SIZES: ClassVar[Dict[str, int]] = {
        "uint8": 1, "uint16": 2, "int16": 2, "uint32": 4, "int32": 4, "float32": 4,
    }  # fmt: skip

    def __post_init__(self) -> None:
        if self.dtype not in self.ITEM_SIZES:
            raise ValueError(f"arrays of {self.dtype} do not travel")
        size = self.ITEM_SIZES[self.dtype]
        for length in self.shape:
            if length < 0:
                raise ValueError(f"negative length in shape {self.shape}")
            size *= length
        if size != len(self.data):
            raise ValueError(
                f"{len(self.data)} bytes do not fill {self.dtype} of shape {self.shape}"
            )


@dataclass(frozen=True)
class Tile:
    """Pixels that never travel without their place.

    Attributes:
        pixels: (H, W, C), the raw values of the chosen bands; uint8 is shown as it is, any other
            dtype is stretched by the backend, which records the stretch in Done.
        geobox: the same H and W.
        valid: (H, W) uint8, 0 where there is no data; None where every pixel counts.
        source_kind: AUTO lets the backend guess from bands and statistics.
        band_names: one per channel, may be empty.
        rendered: the pixels are a picture QGIS drew, not the provider's values.
        layer_name: for messages and provenance.

    Raises:
        ValueError: the shapes disagree.
    """

    pixels: Array
    geobox: GeoBox
    valid: Optional[Array] = None
    source_kind: SourceKind = SourceKind.AUTO
    band_names: Tuple[str, ...] = ()
    rendered: bool = False
    layer_name: str = ""

    def __post_init__(self) -> None:
        grid = (self.geobox.height, self.geobox.width)
        if len(self.pixels.shape) != 3 or self.pixels.shape[:2] != grid:
            raise ValueError(f"pixels of shape {self.pixels.shape} do not fit a grid of {grid}")
        if self.valid is not None and (self.valid.shape != grid or self.valid.dtype != "uint8"):
            raise ValueError(f"a mask of shape {self.valid.shape} does not fit a grid of {grid}")


@dataclass(frozen=True)
class VisualPrompt:
    """One thing a person drew, in tile pixels.

    Attributes:
        points: a point has one, a box two opposite corners, a polygon its ring (open or closed),
            a scribble the line in drawing order.
        positive: False subtracts (Shift-click).
    """

    shape: PromptShape
    points: Tuple[Tuple[float, float], ...]
    positive: bool = True


@dataclass(frozen=True)
class Mark:
    """One marked place: what was drawn there, later strokes refining the first.

    Attributes:
        number: as shown on the map, from 1, unique within a request.
        prompts: at least one; the first is positive.
        feature_id: the id of the selected feature the mark stands for, None where it was drawn.
    """

    number: int
    prompts: Tuple[VisualPrompt, ...]
    feature_id: Optional[int] = None


@dataclass(frozen=True)
class Ask:
    """One question about one tile.

    Attributes:
        request_id: chosen by the host, unique while the child lives; every reply names it.
        minimum_score: instances below it do not count in the words of the answer; segments are
            sent from 0.05 on all the same. None means the model card's own threshold.
        maximum_words: the answer stops there.
    """

    request_id: int
    tile: Tile
    task: Task = Task.AUTO
    question: str = ""
    marks: Tuple[Mark, ...] = ()
    minimum_score: Optional[float] = None
    maximum_words: int = 120


@dataclass(frozen=True)
class Cancel:
    """Stop the named request; answered by Failed of kind "cancelled", also when it is unknown."""

    request_id: int


@dataclass(frozen=True)
class Echo:
    """Send an array there and back: a health check, and the transport's benchmark."""

    request_id: int
    array: Array


@dataclass(frozen=True)
class Echoed:
    """The first plane, (H, W), of the array that came."""

    request_id: int
    array: Array


@dataclass(frozen=True)
class ModelCard:
    """What the loaded model is and may be asked; taken from the card beside the weights.

    Attributes:
        weights_sha256: hash of the weights file as checked at start, empty for untrained weights.
        tasks: those it is trained for; the others are refused.
        categories: the words it knows for things, for completion in the question line.
        ground_resolution: (finest, coarsest) metres per pixel it was trained on.
        tile_size: longest side in pixels it reads at full detail.
        minimum_score: score from which an instance counts unless the request says otherwise.
        resolutions: at which rasters are read; empty where the card says nothing of it.
    """

    name: str
    weights_sha256: str
    tasks: Tuple[Task, ...]
    categories: Tuple[str, ...]
    ground_resolution: Tuple[float, float]
    tile_size: int
    minimum_score: float
    resolutions: Tuple[SourceResolution, ...] = ()


@dataclass(frozen=True)
class Ready:
    """First message of a child, sent before heavy imports.

    Attributes:
        schema_version: the child's SCHEMA_VERSION.
        device: "cpu", "cuda:0", ... and device_reason, why it was chosen.
    """

    schema_version: int
    backend_version: str
    device: str
    device_reason: str
    model: ModelCard


@dataclass(frozen=True)
class Progress:
    """How far a request is: fraction in 0..1 and what is being done."""

    request_id: int
    fraction: float
    doing: str


@dataclass(frozen=True)
class Text:
    """A piece of the answer, as it is generated; the pieces in order are the whole answer.

    Attributes:
        phrase: not empty where the piece is a phrase that may have segments, which name it.
    """

    request_id: int
    text: str
    phrase: str = ""


@dataclass(frozen=True)
class MarkAnswer:
    """What is said of one mark: its class or its description, and how sure that is (0..1)."""

    request_id: int
    mark: int
    text: str
    score: float


@dataclass(frozen=True)
class Segment:
    """One instance with its outline, sent for every score of 0.05 or more.

    Attributes:
        index: from 0, unique within the request.
        label: the category in the model's words.
        phrase: the words of the answer it belongs to, see Text.phrase.
        score: 0..1.
        wkb: MultiPolygon as well-known binary in the tile's CRS.
        box: (x_min, y_min, x_max, y_max) in tile pixels.
        area_m2: geodesic, None without a CRS.
        mark: number of the mark it outlines, None where it was found by words.
    """

    request_id: int
    index: int
    label: str
    phrase: str
    score: float
    wkb: bytes
    box: Tuple[float, float, float, float]
    area_m2: Optional[float] = None
    mark: Optional[int] = None


@dataclass(frozen=True)
class Stretch:
    """How raw values became the picture the model saw: low -> black, high -> white, a band each."""

    low: Tuple[float, ...]
    high: Tuple[float, ...]
    unit: str = ""


@dataclass(frozen=True)
class Timing:
    """Seconds one stage of a request took."""

    stage: str
    seconds: float


@dataclass(frozen=True)
class Done:
    """The end of an answer.

    Attributes:
        task: the one that was done, chosen by the model where AUTO was asked.
        verdict: whether it is an answer, or an honest "nothing found" or "not sure".
        score: of the answer as a whole; with NOTHING_FOUND that of the best rejected candidate.
        source_kind: as asked, or as guessed.
        threshold: the minimum score the words of the answer rest on.
        notes: lines the user should read (coarser than the model was trained on, no CRS, ...).
        cached_tile: the vision experts were skipped because the tile was known.
    """

    request_id: int
    task: Task
    verdict: Verdict
    score: float
    source_kind: SourceKind
    threshold: float
    stretch: Optional[Stretch] = None
    notes: Tuple[str, ...] = ()
    timings: Tuple[Timing, ...] = ()
    cached_tile: bool = False


@dataclass(frozen=True)
class Failed:
    """A request, or with request_id None the child itself, came to nothing.

    Attributes:
        kind: a stable word for code ("cancelled", "bad_request", "out_of_memory", "weights", ...).
        message: what happened, to which layer or file.
        hint: what to do next.
    """

    request_id: Optional[int]
    kind: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Heartbeat:
    """Every two seconds from a thread of its own: the child lives, however long a step takes."""

    uptime_seconds: float


HOST_MESSAGES = (Ask, Cancel, Echo)
CHILD_MESSAGES = (
    Ready, Progress, Text, MarkAnswer, Segment, Done, Failed, Heartbeat, Echoed,
)  # fmt: skip
