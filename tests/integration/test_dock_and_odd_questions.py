"""Questions nobody expected, and marks by the hundred, at the dock with the shipped weights."""

from __future__ import annotations

import re

import pytest
from person import PATIENCE
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QListWidget, QTextBrowser

from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.conversation import project_history

HEBREW = "מצא את כל המכלים"
ARABIC = "أين السفن؟"


@pytest.fixture
def person(at_an_empty_dock):
    return at_an_empty_dock


@pytest.fixture
def scene(tank_farm_layer):
    return tank_farm_layer


@pytest.mark.parametrize("question", [HEBREW, ARABIC])
def test_a_question_from_right_to_left_is_shown_so_kept_so_and_declined(person, scene, question):
    person.choose_task("Auto")
    person.ask_and_wait(question)
    assert person.said[0] == question
    assert person.said[2].startswith("I understand English only. Ask what a marked object is, ")
    assert person.said[3].startswith("Not sure. ")
    block = person.dock.findChild(QTextBrowser, object_names.CONVERSATION).document().begin()
    while block.text() != question:
        block = block.next()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    assert block.next().textDirection() == Qt.LayoutDirection.LeftToRight
    (turn,) = project_history.read(QgsProject.instance())
    assert turn.question == question


def test_a_word_of_another_script_in_an_english_question_is_no_other_language(person, scene):
    person.choose_task("Auto")
    person.ask_and_wait("airplanes of גבעתיים that will leave")
    assert not any("English only" in line for line in person.said)


def test_a_question_of_a_hundred_thousand_words_is_refused_and_the_next_one_answered(person, scene):
    question = "storage tank " * 50_000
    person.choose_task("Find everything")
    person.ask_and_wait(question)
    assert person.said[2:4] == [
        "Failed: The question is too long: 100000 tokens, at most 200.",
        "Ask in a sentence or two.",
    ]
    (turn,) = project_history.read(QgsProject.instance())
    assert len(turn.question) == 4000  # what a project keeps of it
    person.ask_and_wait("storage tanks")
    assert any(re.match(r"\d+ storage tanks? found", line) for line in person.said)


def test_five_hundred_marks_are_classified_and_outlined_each(person, scene):
    extent = scene.extent()
    for number in range(500):
        column, row = number % 25, number // 25
        x = extent.xMinimum() + extent.width() * (column + 0.5) / 25
        y = extent.yMaximum() - extent.height() * (row + 0.5) / 20
        person.mark_point(x, y)
    assert person.dock.findChild(QListWidget, object_names.MARKS).count() == 500
    person.choose_task("Classify marks")
    person.ask()
    person.wait_for(lambda: not person.bench.conversation.busy, 5 * PATIENCE)
    assert person.said[1] == "tank farm · 500 marks"
    assert person.said[2].startswith("500 of 500 marks answered. ")
    told = [int(count) for count in re.findall(r": (\d+)", person.said[2])]
    assert sum(told) == 500
    person.clear_conversation()
    person.choose_task("Outline marks")
    person.ask()
    person.wait_for(lambda: not person.bench.conversation.busy, 5 * PATIENCE)
    # As many of each label, not five hundred words.
    told = sum(int(count) for count in re.findall(r"(\d+) [a-z ]+", person.said[2]))
    assert 300 < told <= 500
    person.wait_for(lambda: sum(map(int, re.findall(r"\d+", person.counts))) == told)
    marks = [feature["mark"] for feature in person.bench.results.layer.getFeatures()]
    assert len(set(marks)) == len(marks) > 300
    assert not any("of 500 marks answered" in line for line in person.said)
