"""The stand-ins are as strict as PyQt6, and every module of the plugin loads with them."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from qgis.core import QgsRasterLayer
from qgis.PyQt import QtCore, QtGui, QtWidgets

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "earthgptx_qgis").rglob("*.py"))
]


@pytest.mark.parametrize("module", MODULES)
def test_the_module_loads(module):
    importlib.import_module(module)


def test_this_is_qt_6():
    assert QtCore.QT_VERSION >= 0x060000


def test_an_enum_member_without_its_enums_name_is_an_error():
    with pytest.raises(AttributeError):
        _ = QtCore.Qt.LeftButton


def test_a_dialog_has_no_exec_with_an_underscore():
    assert not hasattr(QtWidgets.QDialog, "exec_")


def test_actions_and_shortcuts_are_found_where_qt_5_had_them_too():
    assert QtWidgets.QAction is QtGui.QAction
    assert QtWidgets.QShortcut is QtGui.QShortcut


def test_what_nothing_stands_in_for_says_so_when_it_is_used():
    with pytest.raises(NotImplementedError, match="QgsRasterLayer is QGIS's own"):
        QgsRasterLayer("harbour.tif", "harbour")
