"""What a person does at the installation dialog."""

from __future__ import annotations

import shutil

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton, QRadioButton

from earthgptx_qgis.ui import object_names


def find(dialog, kind, name):
    return dialog.findChild(kind, name)


def choose(dialog, way):
    find(dialog, QRadioButton, f"{object_names.INSTALL_WAY}_{way}").click()


def choose_wheels(dialog, wheels, python):
    """Choose a folder of wheels, and the interpreter where there is no uv to bring one."""
    choose(dialog, "folder")
    find(dialog, QgsFileWidget, object_names.INSTALL_FOLDER).setFilePath(str(wheels))
    if shutil.which("uv") is None:
        field = find(dialog, QgsFileWidget, object_names.INSTALL_FOLDER_INTERPRETER)
        field.setFilePath(python)


def press(dialog, name):
    QTest.mouseClick(find(dialog, QPushButton, name), Qt.MouseButton.LeftButton)
