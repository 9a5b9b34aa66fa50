"""PyQt6.QtWidgets; QGIS keeps the two classes that Qt 6 has moved to QtGui where Qt 5 had them."""

from PyQt6.QtGui import QAction, QShortcut  # noqa: F401
from PyQt6.QtWidgets import *  # noqa: F403
