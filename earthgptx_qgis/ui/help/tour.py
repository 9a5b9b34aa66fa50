"""A short tour of the dock: one sentence at a time, and a frame around what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from qgis.PyQt.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPalette, QPen
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .. import object_names
from ..widgets.tints import Tint, tint_of

_LINE_WIDTH = 2
_ROUNDING = 3


@dataclass(frozen=True)
class TourStep:
    """A sentence, and the part of the dock it is about."""

    text: str
    part: QWidget


class Tour(QFrame):
    """Hidden until it is begun. It takes no focus and stops nobody from working."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.TOUR)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._steps: Sequence[TourStep] = ()
        self._position = 0
        self._frame = _Frame(parent)
        self._text = QLabel(self)
        self._text.setObjectName(object_names.TOUR_TEXT)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._count = QLabel(self)
        self._close = self._button(object_names.TOUR_CLOSE, self.tr("Skip"))
        self._next = self._button(object_names.TOUR_NEXT, self.tr("Next"))
        self._close.clicked.connect(lambda _: self.end())
        self._next.clicked.connect(lambda _: self._show_step(self._position + 1))
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def begin(self, steps: Sequence[TourStep]) -> None:
        """Show the first step."""
        self._steps = steps
        palette = self.palette()
        palette.setColor(self.backgroundRole(), tint_of(Tint.INFORMATION, palette))
        self.setPalette(palette)
        self.show()
        self._show_step(0)

    def end(self) -> None:
        """Hide it."""
        self._frame.hide()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the frame around its part whenever the dock is laid out anew."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and self.isVisible():
            self._place_frame()
        return False

    def _show_step(self, position: int) -> None:
        if position >= len(self._steps):
            self.end()
            return
        self._position = position
        last = position == len(self._steps) - 1
        self._text.setText(self._steps[position].text)
        self._count.setText(f"{position + 1}/{len(self._steps)}")
        self._close.setVisible(not last)
        self._next.setText(self.tr("Done") if last else self.tr("Next"))
        self._place_frame()

    def _place_frame(self) -> None:
        part = self._steps[self._position].part
        if not part.isVisible():
            self._frame.hide()
            return
        corner = part.mapTo(self.parentWidget(), QPoint(0, 0))
        self._frame.setGeometry(QRect(corner, part.size()).adjusted(-3, -3, 3, 3))
        self._frame.show()
        self._frame.raise_()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self._next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(self._text)
        layout.addLayout(row)

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button


class _Frame(QWidget):
    """A line around a part of the dock; clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), _LINE_WIDTH))
        middle = _LINE_WIDTH / 2
        inside = QRectF(self.rect()).adjusted(middle, middle, -middle, -middle)
        painter.drawRoundedRect(inside, _ROUNDING, _ROUNDING)
        painter.end()
