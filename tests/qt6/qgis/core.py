"""Stand-ins for what the plugin's widgets use of qgis.core."""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from PyQt6.QtCore import QByteArray, QObject, QSettings, pyqtSignal
from PyQt6.QtNetwork import QNetworkAccessManager, QNetworkProxy
from PyQt6.QtWidgets import QApplication

from .absent import AbsentType, absent
from .map_canvas import (  # noqa: F401
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)


def __getattr__(name):
    if not name.startswith("Qgs") and name != "Qgis":
        raise AttributeError(name)
    return absent(name)


class Qgis(metaclass=AbsentType):
    """The release, and the enums that widgets name."""

    QGIS_VERSION_INT = 40000

    class MessageLevel(IntEnum):
        Info = 0
        Warning = 1
        Critical = 2
        Success = 3


class QgsMessageLog(QObject):
    """The log."""

    messageReceived = pyqtSignal(str, str, object)

    @staticmethod
    def logMessage(message, tag="", level=Qgis.MessageLevel.Warning, notifyUser=True):
        assert isinstance(level, Qgis.MessageLevel)
        QgsApplication.messageLog().messageReceived.emit(message, tag, level)


class QgsAuthManager:
    """Trusts nobody beyond the system's authorities."""

    def trustedCaCertsPemText(self):
        return QByteArray()


class QgsNetworkAccessManager(QNetworkAccessManager):
    """No proxy is set."""

    @classmethod
    @cache
    def instance(cls):
        return cls()

    def useSystemProxy(self):
        return False

    def fallbackProxy(self):
        return QNetworkProxy()


class QgsApplication(QApplication):
    """QGIS in English."""

    @staticmethod
    def locale():
        return "en"

    @staticmethod
    def authManager():
        return QgsAuthManager()

    @staticmethod
    @cache
    def messageLog():
        return QgsMessageLog()


class QgsSettings(QSettings):
    """Settings of a profile; the tests choose its folder."""


class QgsCommandLineUtils:
    """What `qgis --version` says."""

    @staticmethod
    def allVersions():
        return "QGIS 4, stood in for"


class QgsCsException(Exception):
    """A projection that does not reach there."""


class QgsProject(QObject):
    """A project without layers and without a file, but with entries."""

    cleared = pyqtSignal()
    readProject = pyqtSignal(object)

    def __init__(self):
        super().__init__()
        self._entries = {}

    @classmethod
    @cache
    def instance(cls):
        return cls()

    def clear(self):
        self._entries.clear()
        self.cleared.emit()

    def readEntry(self, scope, key, default=""):
        return self._entries.get((scope, key), default), (scope, key) in self._entries

    def writeEntry(self, scope, key, value):
        self._entries[scope, key] = value
        return True

    def removeEntry(self, scope, key):
        return self._entries.pop((scope, key), None) is not None

    def mapLayer(self, layer_id):
        return None

    def absolutePath(self):
        return ""

    def baseName(self):
        return ""

    def transformContext(self):
        return None


class QgsFields(list):
    """Fields of a table."""
