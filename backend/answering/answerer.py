"""One request, answered: task by task, the pieces in the order a person should see them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from backend.engine import Answer
from backend.errors import BadRequest
from backend.language.dialogue import Dialogue, Opening
from backend.language.marked import is_of_picture
from backend.language.question import has_words, read_question
from backend.language.scene_name import name_scene
from backend.language.words import DEFAULT_QUESTIONS
from backend.loaded_model import LoadedModel, Sight, TileMemory
from backend.picture.image_processor import place_marks, prepare_picture
from backend.polygons.geodesy import ground_resolution
from backend.spare_memory import SpareMemory
from earthgptx_qgis.wire.messages import Ask, Done, Mark, ModelCard, Progress, Task, Text, Timing

from .marks_compared import by_marks
from .phrases import describe, ground
from .request import Reply, Request
from .several_marks import RELATED, SEVERAL_MARKS_TASKS, relate, summarise
from .single_marks import SINGLE_MARK_TASKS, each_mark
from .yes_or_no import answer

_MENTIONED_MARKS = re.compile(r"\bmarks?\s+\d+(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)\d+\b)*")
_PHRASE_TASKS = frozenset({Task.FIND, Task.COUNT, Task.FIND_SIMILAR, Task.LOCATE})


class Answerer:
    """Answers requests with a loaded model."""

    def __init__(self, loaded: LoadedModel, card: ModelCard) -> None:
        self._loaded = loaded
        self._card = card
        self._memory = TileMemory()
        self._spare = SpareMemory()

    def forget_tiles(self) -> None:
        """Give back the memory of the tiles seen so far."""
        self._memory.forget()

    def answer(self, ask: Ask) -> Iterator[Answer]:
        """See Engine.answer."""
        marks = marks_asked_of(ask)
        started = time.perf_counter()
        picture = prepare_picture(ask.tile)
        question = read_question(ask.question, self._card.categories, picture.source)
        if ask.task is Task.AUTO and is_of_picture(question):
            marks = ()
        grid_marks = place_marks(marks, picture, self._loaded.model.stride)
        yield Progress(ask.request_id, 0.1, "looking at the tile")
        seen, known = self._memory.recall(picture, self._loaded.see)
        reply = Reply(ask.task)
        reply.spend("vision", started)
        prompts = self._loaded.prompts(grid_marks)
        sight = Sight(self._loaded, picture, seen)
        request = Request(self._card, ask, question, marks, prompts, sight, reply)
        yield Progress(ask.request_id, 0.5, "answering")
        yield from _pieces(request)
        yield Done(
            request_id=ask.request_id,
            task=reply.task,
            verdict=reply.verdict,
            score=min(1.0, reply.score),
            source_kind=type(ask.tile.source_kind)(picture.source),
            threshold=request.threshold,
            stretch=picture.stretch,
            notes=_notes(ask, self._card),
            timings=tuple(Timing(stage, spent) for stage, spent in reply.timings.items()),
            cached_tile=known,
        )
        if not known:  # the answer is out: the next question is the first to wait for this
            self._spare.after_tile()


def marks_asked_of(ask: Ask) -> tuple[Mark, ...]:
    """The marks a question is about: those it names ("mark 2", "marks 1 and 3"), else all.

    Raises:
        BadRequest: the task needs marks or words that are not there, or a mark it names is not.
    """
    mentions = " ".join(_MENTIONED_MARKS.findall(ask.question.lower()))
    named = {int(number) for number in re.findall(r"\d+", mentions)}
    missing = named - {mark.number for mark in ask.marks}
    if missing and ask.marks and ask.task is Task.AUTO:
        raise BadRequest(
            f"There is no mark {min(missing)}.", "The numbers stand beside the marks on the map."
        )
    marks = tuple(mark for mark in ask.marks if mark.number in named) or ask.marks
    if ask.task.needs_marks and not marks:
        raise BadRequest(
            f'"{ask.task.value}" needs a mark.',
            "Mark an object with the point, box, polygon or scribble tool, or select features.",
        )
    marks_say_enough = marks and ask.task in (Task.AUTO, *DEFAULT_QUESTIONS)
    if not has_words(ask.question) and ask.task.needs_question and not marks_say_enough:
        raise BadRequest(
            "The question is empty.",
            'Ask for example "find all airplanes", or mark an object and ask what it is.',
        )
    return marks


def _notes(ask: Ask, card: ModelCard) -> tuple[str, ...]:
    if not ask.tile.geobox.crs_wkt:
        return ("The layer has no CRS: the result has none either, and areas stay empty.",)
    resolution = ground_resolution(ask.tile.geobox)
    finest, coarsest = card.ground_resolution
    # Nominal metres differ a little from geodesic ones.
    if resolution is None or 0.9 * finest <= resolution <= 1.1 * coarsest:
        return ()
    word = "coarser" if resolution > coarsest else "finer"
    return (
        f"{resolution:.2g} m per pixel is {word} than the model was trained on "
        f"({finest:g} to {coarsest:g} m): expect mistakes.",
    )


def _pieces(request: Request) -> Iterator[Answer]:
    """Everything between the first Progress and Done."""
    task, question = request.ask.task, request.question.text
    if task is Task.AUTO and not question:
        task = Task.CLASSIFY_MARKS
    if task in SINGLE_MARK_TASKS or task in SEVERAL_MARKS_TASKS:
        yield from _about_marks(request, task, question)
        return
    if request.question.declined:
        yield from request.refuse(probability=1.0)
        return
    if task is Task.AUTO and request.marks:
        said = by_marks(request)
        if said is not None:
            yield from said
            return
    started = time.perf_counter()
    dialogue = request.dialogue(request.prompts)
    may_refuse = (task is Task.AUTO or task.needs_question) and not request.question.plain
    question = question or DEFAULT_QUESTIONS[task]
    opening = dialogue.begin(question, _possible_tasks(request), may_refuse)
    request.reply.spend("words", started)
    if opening.refused:
        yield from request.refuse(opening.probability)
        return
    request.reply.task = Task(opening.task)
    if request.reply.task in _PHRASE_TASKS:
        yield from ground(request, dialogue, opening)
    elif request.reply.task is Task.GROUNDED_DESCRIPTION:
        yield from describe(request, dialogue, opening)
    elif request.reply.task is Task.ANSWER:
        yield from answer(request, dialogue, opening)
    elif request.reply.task is Task.CLASSIFY_SCENE:
        yield from _name_scene(request, question)
    elif request.reply.task is Task.DESCRIBE:
        yield from _speak(request, dialogue, opening)
    else:
        # The marks are several, this sequence held one: ask anew.
        yield from _about_marks(request, request.reply.task, question)


def _about_marks(request: Request, task: Task, question: str) -> Iterator[Answer]:
    request.reply.task = task
    if task is Task.RELATE_MARKS:
        yield from relate(request)
    elif task is Task.SUMMARISE_MARKS:
        yield from summarise(request)
    else:
        yield from each_mark(request, question)


def _possible_tasks(request: Request) -> list[str]:
    """Tasks the model may choose: of its card, those that the marks and the words allow."""
    if request.ask.task is not Task.AUTO:
        return [request.ask.task.value]
    count = len(request.marks)
    impossible = {task for task in request.card.tasks if task.needs_marks and not count}
    impossible |= {Task.RELATE_MARKS} if count != RELATED else set()
    impossible |= {Task.SUMMARISE_MARKS} if count < RELATED else set()
    tasks = [task.value for task in request.card.tasks if task not in impossible]
    return request.question.possible(tasks, marked=bool(count))


def _speak(request: Request, dialogue: Dialogue, opening: Opening) -> Iterator[Answer]:
    """Sentences as they are generated."""
    started, score = time.perf_counter(), 0.0
    for spoken in dialogue.text(opening.steps):
        yield Text(request.ask.request_id, spoken.piece)
        score = spoken.sureness
    request.reply.spend("words", started)
    request.reply.judge(score)


def _name_scene(request: Request, question: str) -> Iterator[Answer]:
    started = time.perf_counter()
    name, probability = name_scene(request.sight, question, request.ask.maximum_words)
    yield Text(request.ask.request_id, name)
    request.reply.spend("words", started)
    request.reply.judge(probability)
