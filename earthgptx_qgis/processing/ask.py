"""A question about a raster, answered in words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Dict, Optional, Sequence, Tuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..errors import AskRefused, SaveError
from ..ui.widgets.task_texts import task_label
from ..wire.messages import Task
from .raster_algorithm import Parameters, RasterAlgorithm, Results
from .texts import tr

if TYPE_CHECKING:
    from .inquiry import RasterInquiry

QUESTION = "QUESTION"
TASK = "TASK"
FILE = "FILE"
ANSWER = "ANSWER"
VERDICT = "VERDICT"
SCORE = "SCORE"

_TASKS = (Task.AUTO, Task.ANSWER, Task.DESCRIBE, Task.CLASSIFY_SCENE, Task.COUNT)


class AskRaster(RasterAlgorithm):
    """Words about an area, for people, models and scripts."""

    NAME = "ask"
    ICON = "ask"
    TAGS = ("ask", "question", "answer", "describe", "description", "caption", "chat", "text")

    def title(self) -> str:
        return tr("Ask about a raster")

    def about(self) -> str:
        return tr(
            "Answers a question about a raster layer, or an area of it, in words.\n\n"
            "The area is looked at as one picture, reduced where it is large. The answer is the "
            "text output ANSWER, with SCORE (how sure it is, from 0 to 1) and VERDICT (answered, "
            "nothing found or not sure), for models and scripts to go on with; a text file can be "
            "written as well."
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_raster()
        self.add(
            QgsProcessingParameterString(QUESTION, tr("Question"), optional=True),
            tr("Such as: Is there a bridge? Describing and classifying need no question."),
        )
        labels = [task_label(task) for task in _TASKS]
        self.add(
            QgsProcessingParameterEnum(TASK, tr("Task"), labels, defaultValue=0),
            tr("Auto lets the model choose by the question."),
        )
        self.add_extent()
        self.add_source()
        self.add(
            QgsProcessingParameterFileDestination(
                FILE,
                tr("Answer as a text file"),
                tr("Text files") + " (*.txt)",
                optional=True,
                createByDefault=False,
            ),
            tr("Question, answer, score, layer and model, in lines."),
        )
        self.addOutput(QgsProcessingOutputString(ANSWER, tr("Answer")))
        self.addOutput(QgsProcessingOutputString(VERDICT, tr("Verdict")))
        self.addOutput(QgsProcessingOutputNumber(SCORE, tr("Score")))

    def answer(
        self,
        inquiry: RasterInquiry,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Results:
        from ..canvas.area import area_grid, extent_of, window_of

        question, task = self._asked(parameters, context)
        grid = area_grid(inquiry.layer, self.extent_for(inquiry.layer, parameters, context))
        tile = inquiry.read(
            extent_of(grid, window_of(grid)), inquiry.model.tile_size, inquiry.resolution
        )
        answer = inquiry.ask(tile, task, question)
        verdict, score = answer.done.verdict.value, answer.done.score
        feedback.pushInfo(f"{answer.words} ({verdict}, {score:.2f})")
        results: Results = {ANSWER: answer.words, VERDICT: verdict, SCORE: score}
        path = self.parameterAsFileOutput(parameters, FILE, context)
        if path:
            _write(
                path,
                [
                    (tr("Question"), question or task_label(task)),
                    (tr("Answer"), answer.words),
                    (tr("Verdict"), verdict),
                    (tr("Score"), f"{score:.2f}"),
                    (tr("Layer"), inquiry.layer.name()),
                    (tr("Model"), f"{inquiry.model.name} {inquiry.model.weights_sha256}".strip()),
                ],
            )
            results[FILE] = path
        return results

    def _asked(self, parameters: Parameters, context: QgsProcessingContext) -> Tuple[str, Task]:
        question = self.parameterAsString(parameters, QUESTION, context).strip()
        task = _TASKS[self.parameterAsEnum(parameters, TASK, context)]
        if task.needs_question and not question:
            raise AskRefused(
                tr("The question is empty."),
                tr("Type one, or choose a task that needs none, such as “{}”.").format(
                    task_label(Task.DESCRIBE)
                ),
            )
        return question, task


def _write(path: str, lines: Sequence[Tuple[str, str]]) -> None:
    unfinished = path + ".part"
    try:
        with open(unfinished, "w", encoding="utf-8") as file:
            file.writelines(f"{name}: {value}\n" for name, value in lines)
        os.replace(unfinished, path)
    except OSError as error:
        raise SaveError(
            tr("{path} cannot be written: {reason}").format(path=path, reason=error.strerror),
            tr("Choose a folder you may write to."),
        ) from error
