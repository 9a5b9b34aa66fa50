"""What QGIS people expect beside the dock: locator, layer menu, help, tour, diagnostics."""

from __future__ import annotations

import pytest
from processing.gui.AlgorithmDialog import AlgorithmDialog
from qgis.core import (
    QgsApplication,
    QgsLocator,
    QgsLocatorContext,
    QgsLocatorResult,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsBrowserGuiModel
from qgis.PyQt.QtCore import QThread, QTimer
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QDialog,
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
)

from earthgptx_qgis.manual import MANUAL
from earthgptx_qgis.processing.provider import EarthGPTXProvider
from earthgptx_qgis.settings import BACKEND_COMMAND, TILE_SIZE, TOUR_SHOWN
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.help.diagnostics import without_secrets
from earthgptx_qgis.ui.locator_filter import LocatorFilter, propose_short_prefix
from earthgptx_qgis.ui.source.layer_menu import LayerMenu
from earthgptx_qgis.wire.messages import Task


@pytest.fixture
def locator(qtbot):
    """A function: QGIS's own locator, with our filter under the prefix, and what it offers."""
    kept = []

    def search(text, layer_name, ask=lambda question: None):
        locator = QgsLocator()
        ours = LocatorFilter(layer_name, ask)
        propose_short_prefix()
        locator.registerFilter(ours)
        assert ours.activePrefix() == "eg"
        found = []
        # The result itself does not outlive the signal.
        locator.foundResult.connect(
            lambda result: found.append(
                QgsLocatorResult(ours, result.displayString, result.userData)
            )
        )
        kept.append((locator, ours))
        with qtbot.waitSignal(locator.finished, timeout=10_000):
            locator.fetchResults(text, QgsLocatorContext())
        return ours, found

    yield search
    for locator, ours in kept:
        locator.deregisterFilter(ours)


def test_the_locator_offers_to_ask_the_layer_and_asks_when_chosen(locator):
    asked = []
    ours, found = locator("eg ships in the harbour", lambda: "port.tif", asked.append)
    assert [result.displayString for result in found] == ["Ask “port.tif”: ships in the harbour"]
    ours.triggerResult(found[0])
    assert asked == ["ships in the harbour"]


def test_without_prefix_or_layer_the_locator_offers_nothing(locator):
    assert locator("ships in the harbour", lambda: "port.tif")[1] == []
    assert locator("eg ships in the harbour", lambda: "")[1] == []
    assert locator("eg s", lambda: "port.tif")[1] == []


def test_the_layer_is_looked_up_in_the_main_thread(locator):
    threads = []

    def layer_name():
        threads.append(QThread.currentThread() is QApplication.instance().thread())
        return "port.tif"

    locator("eg ships", layer_name)
    assert threads == [True]


def test_a_question_from_the_locator_opens_the_dock_and_is_answered(person, scene):
    person.bench.ask(scene, "ships in the harbour")
    person.wait_for(lambda: not person.bench.conversation.busy)
    assert person.dock.isVisible()
    assert person.dock.source.layer is scene
    assert person.dock.source.task is Task.AUTO
    assert "ships in the harbour" in "\n".join(person.said)


@pytest.fixture
def layer_menu(qgis_iface):
    """The entries of a raster layer's menu: a function that presses one, and what was chosen."""
    chosen = []
    menu = LayerMenu(qgis_iface, chosen.append)

    def press(name):
        qgis_iface.mainWindow().findChild(QAction, name).trigger()
        return chosen

    yield press
    menu.release()


def test_the_entry_of_a_raster_layer_chooses_it_and_that_of_a_vector_layer_does_nothing(
    layer_menu, qgis_iface, person, scene
):
    qgis_iface.setActiveLayer(scene)
    layer_menu("earthgptx_ask_about_layer")
    points = QgsVectorLayer("Point", "points", "memory")
    QgsProject.instance().addMapLayer(points)
    qgis_iface.setActiveLayer(points)
    assert layer_menu("earthgptx_ask_about_layer") == [scene]


def test_a_raster_is_compared_with_an_earlier_one_from_its_menu(
    layer_menu, qgis_iface, qgis_processing, person, scene, monkeypatch
):
    browser = QgsBrowserGuiModel()
    monkeypatch.setattr(qgis_iface, "browserModel", lambda: browser)  # pytest-qgis has none
    provider = EarthGPTXProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    seen = []

    def look():
        windows = QApplication.topLevelWidgets()
        (dialog,) = (window for window in windows if isinstance(window, AlgorithmDialog))
        later = dialog.mainWidget().wrappers["LATER"].parameterValue()
        title = dialog.windowTitle().split(" - ")[-1]  # newer QGIS names the group before it
        seen.append((title, later))
        dialog.close()

    qgis_iface.setActiveLayer(scene)
    QTimer.singleShot(0, look)
    layer_menu("earthgptx_compare_layer")
    QgsApplication.processingRegistry().removeProvider(provider)
    assert seen == [("Compare two dates", scene.id())]


@pytest.fixture
def first_use():
    TOUR_SHOWN.reset()
    yield
    TOUR_SHOWN.reset()


def tour_text(person):
    return person.dock.findChild(QLabel, object_names.TOUR_TEXT).text()


def test_the_tour_comes_once_in_five_steps_and_leaves_the_focus_alone(first_use, person):
    tour = person.dock.findChild(QFrame, object_names.TOUR)
    following = person.dock.findChild(QPushButton, object_names.TOUR_NEXT)
    person.open_dock()
    person.wait_for(tour.isVisible)
    assert not tour.isModal()
    steps = []
    while tour.isVisible():
        steps.append(tour_text(person))
        assert not tour.isAncestorOf(QApplication.focusWidget() or person.canvas)
        following.click()
    assert len(steps) == 5
    assert steps[0] == ("Choose the raster layer to ask about, and zoom the map to what matters.")
    person.dock.hide()
    person.dock.show()
    assert not tour.isVisible()


def test_a_skipped_tour_does_not_come_again_until_it_is_asked_for(first_use, person):
    tour = person.dock.findChild(QFrame, object_names.TOUR)
    person.open_dock()
    person.wait_for(tour.isVisible)
    person.dock.findChild(QPushButton, object_names.TOUR_CLOSE).click()
    assert not tour.isVisible()
    assert TOUR_SHOWN.get() is True
    person.dock.findChild(QAction, object_names.START_TOUR).trigger()
    assert tour.isVisible()


def test_the_report_has_versions_state_and_log_but_no_word_of_the_command(person, scene):
    TILE_SIZE.set(512)
    person.open_dock()
    person.ask_and_wait("ships")
    person.dock.findChild(QAction, object_names.OPEN_DIAGNOSTICS).trigger()
    dialog = person.dock.findChild(QDialog, object_names.DIAGNOSTICS)
    assert not dialog.isModal()
    dialog.findChild(QPushButton, object_names.DIAGNOSTICS_COPY).click()
    copied = QApplication.clipboard().text()
    assert copied == dialog.findChild(QPlainTextEdit).toPlainText()
    assert "- EarthGPT-X 0." in copied
    assert "- QGIS 3." in copied
    assert "- state: ready" in copied
    assert "- tile_size: 512" in copied
    assert "- backend_command: python3 and 4 more words" in copied
    assert "fake_child" not in copied


def test_secrets_are_taken_out_of_the_report():
    BACKEND_COMMAND.set("ssh -p 2222 -o ProxyCommand=hop anna@gpu.example start --token=s3cr3t")
    try:
        assert without_secrets("started ssh -p 2222 anna@gpu.example") == "started ssh -p *** ***"
    finally:
        BACKEND_COMMAND.reset()
    assert (
        without_secrets("GET https://anna:pw@mirror.example/simple?key=1 failed")
        == "GET https://***@mirror.example/simple?*** failed"
    )
    assert without_secrets("password=hunter2 next") == "password=*** next"
    assert without_secrets("Authorization: Bearer abc.def") == "Authorization: ***"
    assert without_secrets("nothing found in 3 tiles") == "nothing found in 3 tiles"


def test_the_manual_is_there_with_all_its_pictures():
    page = MANUAL.read_text(encoding="utf-8")
    pictures = [part.split('"')[0] for part in page.split('src="')[1:]]
    assert len(pictures) >= 3
    for picture in pictures:
        assert (MANUAL.parent / picture).stat().st_size < 150_000


def test_every_link_of_the_manual_leads_to_a_chapter():
    page = MANUAL.read_text(encoding="utf-8")
    links = {part.split('"')[0] for part in page.split('href="#')[1:]}
    chapters = {part.split('"')[0] for part in page.split('id="')[1:]}
    assert len(links) >= 15
    assert links <= chapters
