"""Ask a raster without QGIS.

    python -m backend.cli ask scene.tif --find "airplane" -o airplanes.gpkg
    python -m backend.cli ask scene.tif --classify features.gpkg -o classified.gpkg
    python -m backend.cli ask scene.tif --outline 426600.5,4651230 -o outline.geojson
    python -m backend.cli ask scene.tif --describe

The answer's words go to stdout, everything else to stderr. Coordinates are in the raster's CRS.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas
import shapely
from tqdm import tqdm

from backend.engine import Engine
from backend.errors import BadRequest
from backend.polygons.geodesy import geodesic_perimeter
from backend.scenes.features import (
    Place,
    check_output,
    places_of,
    read_features,
    write_features,
)
from backend.scenes.inquiry import Inquiry, Question, SceneAnswer
from backend.scenes.scene import Scene
from backend.server import failure_of
from earthgptx_qgis.wire.messages import MarkAnswer, SourceKind, Task
from earthgptx_qgis.wire.windows import Window, window_of_bounds

EXIT_OK = 0
EXIT_FAILED = 1
LABEL_FIELD = "egx_label"
SCORE_FIELD = "egx_score"
UNREVIEWED = "new"
"""What the field `status` says until a person accepts or rejects a polygon in QGIS."""
_WHOLE_SCENE_TASKS = (Task.FIND, Task.COUNT, Task.LOCATE)
_COORDINATES = re.compile(r"-[\d.].*,.*")


def main(
    arguments: list[str] | None = None, load_engine: Callable[[Path | None], Engine] | None = None
) -> int:
    """Run a command line; returns the exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(_with_joined_coordinates(words))
    try:
        _ask(options, load_engine or _load_engine)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return EXIT_FAILED
    except Exception as error:  # noqa: BLE001 (the edge of the process: whatever it is, say it)
        failure = failure_of(error, request_id=None)
        print(f"{failure.message} {failure.hint}".strip(), file=sys.stderr)
        return EXIT_FAILED
    return EXIT_OK


def _load_engine(weights: Path | None) -> Engine:
    from backend.earthgptx_engine import load_engine

    return load_engine(weights)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m backend.cli",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask = parser.add_subparsers(required=True, metavar="ask").add_parser(
        "ask", help="ask one raster", description="Ask one raster. Coordinates are in its CRS."
    )
    ask.add_argument("raster", type=Path)
    tasks = ask.add_mutually_exclusive_group(required=True)
    tasks.add_argument("--find", metavar="PHRASE", help="outline everything the phrase names")
    tasks.add_argument("--count", metavar="PHRASE", help="how many there are, outlined")
    tasks.add_argument("--locate", metavar="PHRASE", help="boxes around what the phrase names")
    tasks.add_argument("--question", metavar="WORDS", help="the model chooses what to do")
    tasks.add_argument("--describe", action="store_true", help="the raster, or what is marked")
    tasks.add_argument("--scene", action="store_true", help="what kind of place it is")
    tasks.add_argument("--classify", metavar="FILE", type=Path, help="name each feature of a file")
    tasks.add_argument("--outline", metavar="X,Y", type=_numbers(2), help="the thing at a place")
    tasks.add_argument("--similar", metavar="X,Y", type=_numbers(2), help="everything like it")
    marks = ask.add_argument_group("marks", "what --describe or --question are about")
    marks.add_argument("--point", metavar="X,Y", type=_numbers(2), action="append", default=[])
    marks.add_argument("--box", metavar="X,Y,X,Y", type=_numbers(4), action="append", default=[])
    ask.add_argument("-o", "--output", metavar="FILE", type=Path, help=".gpkg or .geojson")
    ask.add_argument("--overwrite", action="store_true", help="replace the output if it exists")
    ask.add_argument("--bbox", metavar="X,Y,X,Y", type=_numbers(4), help="only this part")
    ask.add_argument("--min-score", type=float, help="0..1; without it the model card's")
    kinds = [kind.value for kind in SourceKind]
    ask.add_argument("--source", choices=kinds, default="auto", help="the sensor")
    ask.add_argument("--weights", metavar="FOLDER", type=Path, help="another model")
    return parser


def _numbers(count: int) -> Callable[[str], tuple[float, ...]]:
    def numbers(text: str) -> tuple[float, ...]:
        values = tuple(float(part) for part in text.split(","))
        if len(values) != count:
            raise argparse.ArgumentTypeError(f"{count} numbers with commas between, not {text!r}")
        return values

    return numbers


def _with_joined_coordinates(words: list[str]) -> list[str]:
    """`--outline -122.4,37.8` as `--outline=-122.4,37.8`: argparse takes it for an option else."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].startswith("--") and _COORDINATES.fullmatch(word):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _ask(options: argparse.Namespace, load_engine: Callable[[Path | None], Engine]) -> None:
    if options.output is not None:
        check_output(options.output, options.overwrite)
    with Scene(options.raster, SourceKind(options.source)) as scene:
        area = _area_of(options, scene)
        if not scene.geobox.crs_wkt:
            print(f"{options.raster} has no CRS: the polygons have none either.", file=sys.stderr)
        engine = load_engine(options.weights)
        inquiry = Inquiry(engine, scene, area)
        if options.classify is not None:
            _classify(options, inquiry, scene)
            return
        question, places = _question_of(options, scene)
        if question.task in _WHOLE_SCENE_TASKS:
            answer = inquiry.find_everywhere(question, _progress_bar)
            print(answer.words)
        else:
            answer = inquiry.ask_once(question, places, _say)
            print()
        for mark in answer.marks:
            print(f"{mark.mark}: {mark.text} ({mark.score:.2f})")
        for note in answer.done.notes:
            print(note, file=sys.stderr)
        if options.output is not None:
            write_features(_polygons_of(answer, question, scene, engine), options.output)
            print(f"{len(answer.segments)} polygons in {options.output}", file=sys.stderr)


def _area_of(options: argparse.Namespace, scene: Scene) -> Window:
    """The part of the raster to look at, in its pixels; all of it without --bbox."""
    if options.bbox is None:
        return scene.window
    area = window_of_bounds(scene.geobox, options.bbox)
    if area is None:
        raise BadRequest(
            f"--bbox lies outside of {options.raster}.",
            "Give x_min,y_min,x_max,y_max in the raster's CRS.",
        )
    return area


def _question_of(options: argparse.Namespace, scene: Scene) -> tuple[Question, list[Place]]:
    """The task that the options choose, and the marks it is about."""
    points = [*options.point, *(place for place in (options.outline, options.similar) if place)]
    places = [_point_place(point, scene) for point in points]
    places += [_box_place(box, scene) for box in options.box]
    tasks: tuple[tuple[Any, Task], ...] = (
        (options.find, Task.FIND),
        (options.count, Task.COUNT),
        (options.locate, Task.LOCATE),
        (options.question, Task.AUTO),
        (options.outline, Task.OUTLINE),
        (options.similar, Task.FIND_SIMILAR),
        (options.scene, Task.CLASSIFY_SCENE),
        (options.describe, Task.DESCRIBE_MARKS if places else Task.DESCRIBE),
    )
    value, task = next((value, task) for value, task in tasks if value not in (None, False))
    if places and task in (*_WHOLE_SCENE_TASKS, Task.CLASSIFY_SCENE):
        raise BadRequest(
            f'Marks make no sense with "{task.value}".', "Leave --point and --box out."
        )
    words = value if isinstance(value, str) else ""
    return Question(task, words, options.min_score), places


def _point_place(point: tuple[float, float], scene: Scene) -> Place:
    return Place(0, shapely.Point(scene.geobox.to_pixel(*point)))


def _box_place(box: tuple[float, float, float, float], scene: Scene) -> Place:
    x_min, y_min, x_max, y_max = box
    corners = ((x_min, y_min), (x_max, y_min), (x_max, y_max), (x_min, y_max))
    along_grid = scene.geobox.affine.b == scene.geobox.affine.d == 0
    in_pixels = shapely.Polygon([scene.geobox.to_pixel(*corner) for corner in corners])
    return Place(0, in_pixels, is_box=along_grid)


def _classify(options: argparse.Namespace, inquiry: Inquiry, scene: Scene) -> None:
    frame = read_features(options.classify)
    places = places_of(frame, scene.geobox)
    if not places:
        raise BadRequest(
            f"No feature of {options.classify} lies on {options.raster}.",
            "Check the CRS of both files.",
        )
    found = inquiry.classify(places, _progress_bar)
    if len(found) < len(frame):
        left_out = len(frame) - len(found)
        print(
            f"{left_out} of {len(frame)} features have no geometry on the raster's data: "
            "they get no label.",
            file=sys.stderr,
        )
    if options.output is None:
        for row, answer in sorted(found.items()):
            print(f"{row + 1}: {answer.text} ({answer.score:.2f})")
        return
    write_features(_classified(frame, found), options.output)
    print(f"{len(found)} features classified in {options.output}", file=sys.stderr)


def _classified(
    frame: geopandas.GeoDataFrame, found: dict[int, MarkAnswer]
) -> geopandas.GeoDataFrame:
    """A copy of all features, with the label and its score where there is one."""
    answers = [found.get(row) for row in range(len(frame))]
    classified = frame.copy()
    classified[LABEL_FIELD] = [answer and answer.text for answer in answers]
    classified[SCORE_FIELD] = [answer and answer.score for answer in answers]
    return classified


def _polygons_of(
    answer: SceneAnswer, question: Question, scene: Scene, engine: Engine
) -> geopandas.GeoDataFrame:
    """The segments with the same attributes as the plugin's result layer."""
    created = datetime.now(UTC).isoformat(timespec="seconds")
    crs_wkt = scene.geobox.crs_wkt
    polygons = [shapely.from_wkb(segment.wkb) for segment in answer.segments]
    frame = geopandas.GeoDataFrame(
        {
            "label": [segment.label for segment in answer.segments],
            "phrase": [segment.phrase for segment in answer.segments],
            "score": [segment.score for segment in answer.segments],
            "answer": answer.words,
            "task": answer.done.task.value,
            "mark": [segment.mark for segment in answer.segments],
            "source_layer": scene.name,
            "source_kind": answer.done.source_kind.value,
            "model": engine.card.name,
            "weights_sha256": engine.card.weights_sha256,
            "area_m2": [segment.area_m2 for segment in answer.segments],
            "created": created,
            "perimeter_m": [geodesic_perimeter(polygon, crs_wkt) for polygon in polygons],
            "status": UNREVIEWED,
        },
        geometry=polygons,
        crs=crs_wkt or None,
    )
    measures = {"score": float, "area_m2": float, "perimeter_m": float}
    return frame.astype({**measures, "mark": "Int64"})


def _progress_bar(windows: Iterable[Window]) -> Iterable[Window]:
    # disable=None: no bar where stderr is not a terminal.
    return tqdm(list(windows), unit="tile", disable=None)


def _say(text: str) -> None:
    print(text, end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
