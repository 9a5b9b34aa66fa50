"""The foot of the dock: what the backend is doing, and what to do when it failed."""

from __future__ import annotations

from html import escape
from typing import Optional

from qgis.PyQt.QtCore import QRectF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from qgis.PyQt.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ..runtime.process import BackendState
from . import object_names
from .help.help_button import HelpButton

_COLOURS = {
    BackendState.STOPPED: "#8a8a8a",
    BackendState.STARTING: "#e0a000",
    BackendState.READY: "#2e9e4f",
    BackendState.BUSY: "#3a7bd5",
    BackendState.FAILED: "#d33a2c",
}

_LAST_LINES_SHOWN = 5
"""Of a failure: what the backend wrote last, and what to do. All of it is in the tooltip."""


class StateLine(QWidget):
    """A coloured dot, one line of text, and buttons to get a backend going."""

    start_wanted = pyqtSignal()
    install_wanted = pyqtSignal()
    settings_wanted = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._dot = _Dot(self)
        self._text = _StateText(self)
        self._text.setObjectName(object_names.STATE)
        self._settings = self._button(
            object_names.STATE_SETTINGS, self.tr("Settings"), self.tr("Choose another backend")
        )
        self._start = self._button(
            object_names.STATE_ACTION, self.tr("Start"), self.tr("Start the backend")
        )
        self._install = self._button(
            object_names.STATE_INSTALL,
            self.tr("Install…"),
            self.tr("Install the backend, or repair it"),
        )
        self.help = HelpButton(self)
        self._install.clicked.connect(lambda _: self.install_wanted.emit())
        self._settings.clicked.connect(lambda _: self.settings_wanted.emit())
        self._start.clicked.connect(lambda _: self.start_wanted.emit())
        self._lay_out()
        self.show_state(BackendState.STOPPED, "")

    def show_state(self, state: BackendState, text: str) -> None:
        """Show a state; a failure with what to do, everything else on one line."""
        label = {
            BackendState.STOPPED: self.tr("The backend is not started"),
            BackendState.STARTING: self.tr("Starting the backend"),
            BackendState.READY: self.tr("Ready"),
            BackendState.BUSY: self.tr("Busy"),
            BackendState.FAILED: self.tr("The backend failed"),
        }[state]
        self._dot.set_colour(_COLOURS[state])
        whole = f"{label}: {text}" if text and text != label else label
        self._text.set_text(whole, wrapped=state is BackendState.FAILED)
        self._install.setVisible(state is BackendState.FAILED)
        self._settings.setVisible(state is BackendState.FAILED)
        self._start.setVisible(state in (BackendState.STOPPED, BackendState.FAILED))

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._dot.setFixedHeight(self.help.sizeHint().height())  # a text of one line is centred
        layout.addWidget(self._dot, 0, 0, top)
        layout.addWidget(self._text, 0, 1)
        layout.addWidget(self.help, 0, 2, top)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._install)
        buttons.addWidget(self._settings)
        buttons.addWidget(self._start)
        layout.addLayout(buttons, 1, 0, 1, 3)

    def _button(self, name: str, text: str, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(tooltip)
        return button


class _Dot(QWidget):
    """A filled circle, as high as the text beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = QColor()
        line = self.fontMetrics().height()
        self.setFixedSize(round(line * 0.7), line)

    def set_colour(self, name: str) -> None:
        self._colour = QColor(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        radius = self.width() / 2 - 1
        painter.drawEllipse(QRectF(self.rect()).center(), radius, radius)
        painter.end()


class _StateText(QLabel):
    """Plain text: one line ended by an ellipsis where the dock is narrow, or wrapped."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_text(self, text: str, wrapped: bool) -> None:
        self._whole = text
        # A tooltip guesses whether its text is HTML; escaped, it never is.
        self.setToolTip(f"<p style='white-space:pre-wrap'>{escape(text)}</p>")
        self.setWordWrap(wrapped)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.wordWrap():
            first, *others = self._whole.split("\n")
            self.setText("\n".join([first, *others[-_LAST_LINES_SHOWN:]]))
        else:
            mode = Qt.TextElideMode.ElideRight
            self.setText(self.fontMetrics().elidedText(self._whole, mode, self.width()))
