"""The bar of a review, at the lower edge of the map."""

from __future__ import annotations

from typing import List, Sequence

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QObject, QSize, Qt, pyqtBoundSignal, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from ...results.review import Tally
from .. import object_names
from ..widgets.themed_button import ThemedButton

_DISTANCE_FROM_EDGE = 12


class ReviewBar(QFrame):
    """Says how far the review is and what stands next; hidden while there is none."""

    accept_wanted = pyqtSignal()
    reject_wanted = pyqtSignal()
    next_wanted = pyqtSignal()
    undo_wanted = pyqtSignal()
    export_wanted = pyqtSignal()
    close_wanted = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setObjectName(object_names.REVIEW_BAR)
        self.setFrameStyle(QFrame.Shape.StyledPanel | QFrame.Shadow.Raised)
        self.setAutoFillBackground(True)
        self._canvas = canvas
        self._decisions: List[QToolButton] = []
        self._progress = self._label(object_names.REVIEW_PROGRESS)
        self._what = self._label(object_names.REVIEW_POLYGON)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.addWidget(self._what)
        layout.addSpacing(12)
        layout.addWidget(self._progress)
        layout.addSpacing(12)
        for button in self._buttons():
            # The map keeps the keys: A, R and N are meant for its tool.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRaise(True)
            layout.addWidget(button)
        canvas.installEventFilter(self)
        self.hide()

    def show_state(self, tally: Tally, what: str, can_decide: bool) -> None:
        """Tell the counts, and label and score of the polygon that is shown."""
        for button in self._decisions:
            button.setEnabled(can_decide)
        self._what.setText(what)
        self._what.setVisible(bool(what))
        self._progress.setText(
            self.tr("{reviewed} of {total} reviewed").format(
                reviewed=tally.reviewed, total=tally.total
            )
        )
        self._progress.setToolTip(
            self.tr("Accepted: {accepted}, rejected: {rejected}").format(
                accepted=tally.accepted, rejected=tally.rejected
            )
        )
        self.show()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge when the map changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        left = max(0, (self._canvas.width() - self.width()) // 2)
        self.move(left, self._canvas.height() - self.height() - _DISTANCE_FROM_EDGE)
        self.raise_()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return label

    def _buttons(self) -> Sequence[QToolButton]:
        accept = self._button(object_names.REVIEW_ACCEPT, "accept", self.accept_wanted)
        accept.setText(self.tr("Accept"))
        accept.setToolTip(self.tr("Accept this polygon (A)"))
        reject = self._button(object_names.REVIEW_REJECT, "reject", self.reject_wanted)
        reject.setText(self.tr("Reject"))
        reject.setToolTip(self.tr("Reject this polygon (R)"))
        go_on = self._button(object_names.REVIEW_NEXT, "next", self.next_wanted)
        go_on.setText(self.tr("Next"))
        go_on.setToolTip(self.tr("Show the next polygon without a decision (N)"))
        undo = self._button(object_names.REVIEW_UNDO, "undo", self.undo_wanted)
        undo.setToolTip(self.tr("Take the last decision back"))
        export = self._button(object_names.REVIEW_EXPORT, "save", self.export_wanted)
        export.setToolTip(self.tr("Export the decisions as training data…"))
        done = self._button(object_names.REVIEW_CLOSE, "close", self.close_wanted)
        done.setToolTip(self.tr("Save the decisions and end the review (Esc)"))
        self._decisions = [accept, reject, go_on]
        return accept, reject, go_on, undo, export, done

    def _button(self, name: str, icon: str, wanted: pyqtBoundSignal) -> ThemedButton:
        button = ThemedButton(name, icon, "", self)
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _: wanted.emit())
        return button
