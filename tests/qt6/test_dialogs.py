"""Every window of the plugin, opened and used with mouse and keys."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
)

from earthgptx_qgis.results.geopackage import SaveMode
from earthgptx_qgis.results.recipe import Recipe
from earthgptx_qgis.settings import FEATURE_MARGIN, RESULT_FOLDER
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.asking.recipe_dialog import RecipeDialog
from earthgptx_qgis.ui.conversation.history_controller import HistoryController
from earthgptx_qgis.ui.dock import EarthGPTXDock
from earthgptx_qgis.ui.help.diagnostics_dialog import DiagnosticsDialog
from earthgptx_qgis.ui.options_page import OptionsPageFactory
from earthgptx_qgis.ui.results.append_dialog import AppendDialog
from earthgptx_qgis.ui.results.save_dialog import SaveDialog
from earthgptx_qgis.wire.messages import SourceKind, Task

LEFT = Qt.MouseButton.LeftButton


class Layer(QObject):
    """A layer with a name, of which nothing is selected."""

    def name(self):
        return "ships"

    def selectedFeatureCount(self):
        return 0


@pytest.fixture
def save_dialog(qtbot, tmp_path):
    dialog = SaveDialog(Layer(), str(tmp_path / "ships"), "ships", hidden=3)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_new_file_is_saved_as_a_geopackage_with_return(save_dialog, qtbot, tmp_path):
    with qtbot.waitSignal(save_dialog.accepted):
        QTest.keyClick(save_dialog, Qt.Key.Key_Return)
    assert save_dialog.path == str(tmp_path / "ships.gpkg")
    assert save_dialog.mode is SaveMode.NEW


def test_without_a_table_there_is_nothing_to_save(save_dialog):
    table = save_dialog.findChild(QLineEdit, object_names.SAVE_TABLE)
    save = save_dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert not save.isEnabled()
    QTest.keyClicks(table, "boats")
    assert save.isEnabled()
    assert save_dialog.table == "boats"


def test_a_table_that_goes_on_takes_the_hidden_polygons_along(save_dialog):
    hidden = save_dialog.findChild(QCheckBox, object_names.SAVE_HIDDEN)
    assert hidden.text() == "Hidden polygons, too: 3"
    assert not save_dialog.include_hidden
    QTest.keyClick(save_dialog.findChild(QCheckBox, object_names.SAVE_GOES_ON), Qt.Key.Key_Space)
    assert save_dialog.goes_on
    assert save_dialog.include_hidden
    assert not hidden.isEnabled()


def test_an_existing_file_is_replaced_only_when_that_is_chosen(save_dialog, tmp_path, monkeypatch):
    monkeypatch.setattr("earthgptx_qgis.ui.results.save_dialog.limits_of", lambda *_: [])
    (tmp_path / "ships.geojson").write_text("{}")
    path = save_dialog.findChild(QgsFileWidget, object_names.SAVE_PATH)
    path.setFilePath(str(tmp_path / "ships.geojson"))
    save = save_dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    assert not save.isEnabled()
    save_dialog.findChild(QRadioButton, object_names.SAVE_REPLACE).click()
    assert save.isEnabled()
    assert save_dialog.mode is SaveMode.OVERWRITE


def test_without_another_layer_nothing_is_appended_and_escape_closes(qtbot):
    dialog = AppendDialog(Layer())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.windowTitle() == "Append “ships” to another layer"
    (append,) = (b for b in dialog.findChildren(QPushButton) if b.text() == "Append")
    assert not append.isEnabled()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_recipe_says_what_it_asks(qtbot):
    recipes = [
        Recipe(Task.FIND, "ships", SourceKind.SAR, "nano", "", minimum_score=0.4, tile_size=1024),
        Recipe(Task.DESCRIBE, "", SourceKind.AUTO, "nano", "", minimum_score=0.3, tile_size=512),
    ]
    dialog = RecipeDialog("<b>ships</b>", recipes)
    qtbot.addWidget(dialog)
    dialog.show()
    box = dialog.findChild(QComboBox, object_names.RECIPE)
    assert [box.itemText(row) for row in range(2)] == [
        "Find everything: ships",
        "Describe the view",
    ]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert dialog.recipe is recipes[1]
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Sensor: Auto, minimum score 0.30, tiles of 512 pixels\nAnswered then by nano" in labels


def test_the_options_are_typed_in_and_kept(qtbot):
    page = OptionsPageFactory().createWidget()
    qtbot.addWidget(page)
    page.show()
    margin = page.findChild(QSpinBox, object_names.OPTION_FEATURE_MARGIN)
    assert margin.text() == "25 % of its size"
    QTest.keyClick(margin, Qt.Key.Key_Up)
    page.findChild(QgsFileWidget).setFilePath("/somewhere")
    page.apply()
    assert FEATURE_MARGIN.get() == 26
    assert RESULT_FOLDER.get() == "/somewhere"
    assert QgsSettings().value("earthgptx_qgis/feature_margin", 0, int) == 26
    FEATURE_MARGIN.reset()
    RESULT_FOLDER.reset()


def test_the_installation_opens_after_the_options_have_closed(qtbot):
    options = QDialog()
    qtbot.addWidget(options)
    factory = OptionsPageFactory()
    QVBoxLayout(options).addWidget(factory.createWidget(options))
    options.open()
    with qtbot.waitSignals([options.accepted, factory.install_wanted], order="strict"):
        QTest.mouseClick(options.findChild(QPushButton, object_names.OPTION_INSTALL), LEFT)


def test_the_diagnostics_are_copied_and_escape_closes_for_good(qtbot):
    dialog = DiagnosticsDialog("# report\n<b>text</b>")
    dialog.show()
    QTest.mouseClick(dialog.findChild(QPushButton, object_names.DIAGNOSTICS_COPY), LEFT)
    assert QApplication.clipboard().text() == "# report\n<b>text</b>"
    assert dialog.findChild(QPlainTextEdit).isReadOnly()
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_export_asks_for_a_file_and_follows_the_kind_that_is_chosen(qtbot, tmp_path):
    dock = EarthGPTXDock()
    qtbot.addWidget(dock)
    history = HistoryController(dock)
    RESULT_FOLDER.set(str(tmp_path))
    dock.conversation_header.set_empty(False)
    dock.findChild(QAction, object_names.EXPORT_CONVERSATION).trigger()
    dialog = dock.findChild(QFileDialog, object_names.EXPORT_DIALOG)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.selectedFiles() == [str(tmp_path / "earthgptx_conversation.html")]
    dialog.filterSelected.emit("Markdown (*.md)")
    assert dialog.defaultSuffix() == "md"
    dialog.selectFile(str(tmp_path / "talk.md"))
    dialog.accept()
    assert (tmp_path / "talk.md").is_file()
    history.release()
    RESULT_FOLDER.reset()
