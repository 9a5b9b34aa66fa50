"""PyQt6.QtCore."""

from PyQt6.QtCore import *  # noqa: F403
from PyQt6.QtCore import pyqtBoundSignal  # noqa: F401
