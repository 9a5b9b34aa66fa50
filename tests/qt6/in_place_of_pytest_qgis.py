"""The fixtures of pytest-qgis, without a QGIS; settings lie in a temporary folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QSettings

os.environ["PYTHONPATH"] = str(Path(__file__).parent)  # a child of a test finds `qgis` as well


@pytest.fixture(scope="session")
def qapp_cls():
    return QgsApplication


@pytest.fixture(scope="session", autouse=True)
def qgis_app(qapp, tmp_path_factory):
    settings = QSettings.Format.IniFormat
    QSettings.setDefaultFormat(settings)
    profile = str(tmp_path_factory.mktemp("profile"))
    QSettings.setPath(settings, QSettings.Scope.UserScope, profile)
    qapp.setOrganizationName("QGIS")
    qapp.setApplicationName("QGIS4")
    return qapp


@pytest.fixture
def qgis_new_project():
    QgsProject.instance().clear()
