"""What tasks, source kinds and prompt shapes are called on the screen."""

from __future__ import annotations

from typing import Dict, Tuple

from qgis.PyQt.QtCore import QCoreApplication

from ...wire.messages import PromptShape, SourceKind, Task


def _tr(text: str) -> str:
    return QCoreApplication.translate("TaskTexts", text)


def task_texts() -> Dict[Task, Tuple[str, str]]:
    """Label and tooltip of every task, in the order of the task box."""
    return {
        Task.AUTO: (
            _tr("Auto"),
            _tr("The model reads the question and chooses the task."),
        ),
        Task.DESCRIBE: (
            _tr("Describe the view"),
            _tr("A sentence or two about what the view shows."),
        ),
        Task.CLASSIFY_SCENE: (
            _tr("Classify the scene"),
            _tr("One word for the whole view: airport, harbour, farmland, …"),
        ),
        Task.ANSWER: (
            _tr("Answer a question"),
            _tr("Answers a question about the view in words."),
        ),
        Task.COUNT: (
            _tr("Count"),
            _tr("Counts what the question names, by finding each one."),
        ),
        Task.CLASSIFY_MARKS: (
            _tr("Classify marks"),
            _tr("Says what each mark or selected feature is."),
        ),
        Task.DESCRIBE_MARKS: (
            _tr("Describe marks"),
            _tr("A short sentence for each mark."),
        ),
        Task.DESCRIBE_MARKS_IN_DETAIL: (
            _tr("Describe marks in detail"),
            _tr("Several sentences for each mark: what it is, how it looks, where it lies."),
        ),
        Task.RELATE_MARKS: (
            _tr("Relate marks"),
            _tr("How the marks stand to each other; needs two or more."),
        ),
        Task.SUMMARISE_MARKS: (
            _tr("Summarise marks"),
            _tr("One sentence about all marks together."),
        ),
        Task.FIND: (
            _tr("Find everything"),
            _tr("Polygons of everything in the view that the question names."),
        ),
        Task.OUTLINE: (
            _tr("Outline marks"),
            _tr("The exact polygon of each marked object; a Shift-click subtracts from it."),
        ),
        Task.FIND_SIMILAR: (
            _tr("Find similar"),
            _tr("Polygons of everything in the view that looks like the marked object."),
        ),
        Task.LOCATE: (
            _tr("Locate"),
            _tr("Finds the one object a description means: the left-most ship, …"),
        ),
        Task.GROUNDED_DESCRIPTION: (
            _tr("Describe with polygons"),
            _tr("A description whose phrases are linked to polygons."),
        ),
        Task.COMPARE_DATES: (
            _tr("Compare dates"),
            _tr("What changed between two rasters of the same place."),
        ),
    }


def task_label(task: Task) -> str:
    """What a task is called on the screen."""
    return task_texts()[task][0]


def question_hint(task: Task) -> str:
    """What the empty question line says."""
    if task in (Task.FIND, Task.COUNT, Task.LOCATE):
        return _tr("What to look for, such as: ships")
    if task.needs_question:
        return _tr("Ask about the view or the marks")
    return _tr("Press Ask; no question is needed")


def source_kind_texts() -> Dict[SourceKind, Tuple[str, str]]:
    """Label and tooltip of every source kind."""
    return {
        SourceKind.AUTO: (_tr("Auto"), _tr("Guessed from bands, data type and statistics.")),
        SourceKind.OPTICAL: (_tr("Optical"), _tr("Aerial or satellite photograph.")),
        SourceKind.SAR: (_tr("SAR"), _tr("Radar: amplitude or backscatter.")),
        SourceKind.INFRARED: (_tr("Infrared"), _tr("Thermal infrared: bright is warm.")),
    }


def shape_label(shape: PromptShape) -> str:
    """What a drawn mark is called in the list of marks."""
    return {
        PromptShape.POINT: _tr("Point"),
        PromptShape.BOX: _tr("Box"),
        PromptShape.POLYGON: _tr("Polygon"),
        PromptShape.SCRIBBLE: _tr("Scribble"),
    }[shape]
