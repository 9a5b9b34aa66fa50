"""What takes a while stands in QGIS's task manager, and so in the status bar."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtTest import QTest

from earthgptx_qgis.ui.widgets import task_entry
from earthgptx_qgis.ui.widgets.task_entry import TaskEntry, thread_pool


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """Entries show after a tenth of a second."""
    monkeypatch.setattr(task_entry, "WORTH_SHOWING_MILLISECONDS", 100)


def entries():
    tasks = QgsApplication.taskManager().activeTasks()
    return [task for task in tasks if task.description().startswith("EarthGPT-X")]


def test_an_answer_on_its_way_has_an_entry_with_its_progress(person, scene, backend):
    backend("stall")  # after half of the way
    person.open_dock()
    person.ask("describe the harbour")
    person.wait_for(lambda: entries() and entries()[0].progress() == 50.0)
    (entry,) = entries()
    assert entry.description() == "EarthGPT-X: describe the harbour (harbour)"
    person.bench.conversation.stop()
    person.wait_for(lambda: not entries())


def test_the_answer_stops_when_its_entry_is_cancelled(person, scene, backend):
    backend("stall")
    person.open_dock()
    person.ask("describe")
    person.wait_for(lambda: bool(entries()))
    (entry,) = entries()
    assert entry.canCancel()
    entry.cancel()
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.said[-1] == "Stopped. Ask again"
    person.wait_for(lambda: not entries())


def test_qgis_ends_without_a_question_about_it(person, scene, backend):
    backend("stall")
    person.open_dock()
    person.ask("describe")
    person.wait_for(lambda: bool(entries()))
    assert entries()[0].flags() & QgsTask.Flag.CancelWithoutPrompt


def test_work_that_ends_before_its_entry_is_shown_leaves_none(qgis_app):
    entry = TaskEntry()
    entry.begin("EarthGPT-X: in no time")
    entry.end()
    QTest.qWait(200)
    assert entries() == []


def test_the_map_and_other_tasks_keep_as_many_threads_as_they_had(qgis_app):
    pool = thread_pool()
    pool.waitForDone(5000)
    active = pool.activeThreadCount()
    entry = TaskEntry()
    entry.begin("EarthGPT-X: asleep")
    while not (entries() and entries()[0].status() == QgsTask.TaskStatus.Running):
        QTest.qWait(10)
    QTest.qWait(50)
    assert pool.activeThreadCount() == active
    entry.end()
    while entries():
        QTest.qWait(10)
    pool.waitForDone(5000)
    assert pool.activeThreadCount() == active
