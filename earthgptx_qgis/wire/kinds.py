"""The few words both sides use for sensors, tasks, shapes and verdicts."""

from __future__ import annotations

from enum import Enum


class SourceKind(Enum):
    """The sensor a tile comes from."""

    AUTO = "auto"
    OPTICAL = "optical"
    SAR = "sar"
    INFRARED = "infrared"


class Task(Enum):
    """What is asked of the model; AUTO lets the model choose from the question."""

    AUTO = "auto"
    DESCRIBE = "describe"
    CLASSIFY_SCENE = "classify scene"
    ANSWER = "answer"
    COUNT = "count"
    CLASSIFY_MARKS = "classify marks"
    DESCRIBE_MARKS = "describe marks"
    DESCRIBE_MARKS_IN_DETAIL = "describe marks in detail"
    RELATE_MARKS = "relate marks"
    SUMMARISE_MARKS = "summarise marks"
    FIND = "find"
    OUTLINE = "outline"
    FIND_SIMILAR = "find similar"
    LOCATE = "locate"
    GROUNDED_DESCRIPTION = "grounded description"
    COMPARE_DATES = "compare dates"

    @property
    def needs_marks(self) -> bool:
        """Whether the task makes no sense without a mark."""
        return self in _MARK_TASKS

    @property
    def needs_question(self) -> bool:
        """Whether the task makes no sense without words."""
        return self in _QUESTION_TASKS

    @property
    def gives_polygons(self) -> bool:
        """Whether the answer may carry segments."""
        return self in _POLYGON_TASKS


_MARK_TASKS = frozenset(
    {
        Task.CLASSIFY_MARKS,
        Task.DESCRIBE_MARKS,
        Task.DESCRIBE_MARKS_IN_DETAIL,
        Task.RELATE_MARKS,
        Task.SUMMARISE_MARKS,
        Task.OUTLINE,
        Task.FIND_SIMILAR,
    }
)
_QUESTION_TASKS = frozenset(
    {Task.AUTO, Task.ANSWER, Task.COUNT, Task.FIND, Task.LOCATE, Task.COMPARE_DATES}
)
_POLYGON_TASKS = frozenset(
    {
        Task.AUTO,
        Task.COUNT,
        Task.FIND,
        Task.OUTLINE,
        Task.FIND_SIMILAR,
        Task.LOCATE,
        Task.GROUNDED_DESCRIPTION,
        Task.COMPARE_DATES,
    }
)


class PromptShape(Enum):
    """How a person marked a place."""

    POINT = "point"
    BOX = "box"
    POLYGON = "polygon"
    SCRIBBLE = "scribble"


class Verdict(Enum):
    """How sure an answer is; the last two look different from an answer on the screen."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing found"
    NOT_SURE = "not sure"
