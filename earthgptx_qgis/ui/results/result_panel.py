"""What to do with the polygons: how sure they must be, and where they go."""

from __future__ import annotations

from typing import Dict, Optional, Tuple

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAction,
    QGridLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from ...results.feature_fields import ANSWER_FIELD, LABEL_FIELD, REPLY_FIELD, SCORE_FIELD
from ...settings import MINIMUM_SCORE
from .. import object_names
from ..widgets.numbers import score_text
from ..widgets.themed_button import ThemedButton
from .saving_line import SavingLine

_LOWEST, _HIGHEST = 5, 100
"""The slider's ends in hundredths: the backend sends nothing below 0.05."""


class ResultPanel(QWidget):
    """Minimum score, counts, Save, Write to features."""

    minimum_score_changed = pyqtSignal(float)
    save_wanted = pyqtSignal()
    write_back_wanted = pyqtSignal(bool)
    """True: into the layer itself, False: into a copy."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._before_peek: Optional[int] = None
        self._chosen = False
        self._fields_to_write: Dict[str, QAction] = {}
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName(object_names.MINIMUM_SCORE)
        self._slider.setRange(_LOWEST, _HIGHEST)
        self._slider.setToolTip(
            self.tr("Polygons scored lower are hidden, not deleted; nothing is asked anew.")
        )
        self._value = QLabel(self)
        self._value.setObjectName(object_names.MINIMUM_SCORE_VALUE)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._count = QLabel(self)
        self._count.setObjectName(object_names.RESULT_COUNT)
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._save = self._button(
            object_names.SAVE,
            "save",
            self.tr("Save"),
            self.tr("Save the result layer to a file"),
        )
        self._write_back = self._button(
            object_names.WRITE_BACK,
            "write_back",
            self.tr("Write to features"),
            self.tr("Write what was said of the selected features into fields of their layer"),
        )
        self._write_back.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._write_back.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._write_back.setMenu(self._write_back_menu())
        self.saving = SavingLine(self)
        self._lay_out()

        self._slider.valueChanged.connect(self._on_slider_moved)
        self._save.clicked.connect(lambda _: self.save_wanted.emit())
        self.set_minimum_score(MINIMUM_SCORE.get())
        self.set_counts(0, 0)
        self.set_features_answered(0)

    @property
    def minimum_score(self) -> float:
        """The slider as a score."""
        return self._slider.value() / 100

    @property
    def chosen_minimum_score(self) -> Optional[float]:
        """The score the user set the slider to; None as long as it is left to the model."""
        return self.minimum_score if self._chosen else None

    @property
    def fields_to_write(self) -> Tuple[str, ...]:
        """Names of the fields that answers about features are to be written into."""
        return tuple(name for name, choice in self._fields_to_write.items() if choice.isChecked())

    def set_minimum_score(self, score: float) -> None:
        """Move the slider to the model's own score; what the user has chosen stays."""
        if not self._chosen:
            self._slider.setValue(round(score * 100))
            self._chosen = False

    def peek(self, score: float) -> None:
        """Lower the slider so far that a rejected candidate is shown, for a look."""
        before, chosen = self._slider.value(), self._chosen
        self._slider.setValue(min(before, int(score * 100)))
        self._before_peek, self._chosen = before, chosen

    def end_peek(self) -> None:
        """Back to the score of before the look, unless the user has moved the slider since."""
        if self._before_peek is not None:
            chosen = self._chosen
            self._slider.setValue(self._before_peek)
            self._chosen = chosen

    def set_counts(self, shown: int, hidden: int, to_come: int = 0) -> None:
        """Say how many polygons the map shows, and how many the minimum score hides.

        Args:
            to_come: how many are on their way; who saves waits for them.
        """
        self._save.setEnabled(shown + hidden + to_come > 0)
        if shown + hidden == 0:
            self._count.setText(self.tr("No polygons yet"))
        elif hidden == 0:
            self._count.setText(self.tr("Polygons: {}").format(shown))
        else:
            self._count.setText(self.tr("Polygons: {}, hidden: {}").format(shown, hidden))

    def set_features_answered(self, count: int) -> None:
        """Offer to write to features once some have answers."""
        self._write_back.setVisible(count > 0)

    def _on_slider_moved(self) -> None:
        self._before_peek = None
        self._chosen = True
        self._value.setText(score_text(self.minimum_score))
        self.minimum_score_changed.emit(self.minimum_score)

    def _write_back_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addSection(self.tr("What"))
        texts = {
            LABEL_FIELD: self.tr("Label"),
            SCORE_FIELD: self.tr("Score"),
            ANSWER_FIELD: self.tr("Description"),
            REPLY_FIELD: self.tr("Answer to the question"),
        }
        for field, text in texts.items():
            choice = menu.addAction(text)
            choice.setObjectName(f"{object_names.WRITE_FIELD}_{field}")
            choice.setCheckable(True)
            choice.setChecked(True)
            choice.setToolTip(self.tr("Into the field {}").format(field))
            self._fields_to_write[field] = choice
        menu.addSection(self.tr("Where"))
        to_copy = menu.addAction(self.tr("Into a copy of the layer"))
        to_copy.setObjectName(object_names.WRITE_TO_COPY)
        to_copy.triggered.connect(lambda _: self.write_back_wanted.emit(False))
        to_layer = menu.addAction(self.tr("Into the layer itself"))
        to_layer.setObjectName(object_names.WRITE_TO_LAYER)
        to_layer.setToolTip(self.tr("Adds fields in the layer's edit buffer, as one undo step"))
        to_layer.triggered.connect(lambda _: self.write_back_wanted.emit(True))
        return menu

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel(self.tr("Minimum score"), self), 0, 0)
        layout.addWidget(self._slider, 0, 1)
        layout.addWidget(self._value, 0, 2)
        layout.addWidget(self._count, 1, 0, 1, 2)
        layout.addWidget(self._save, 1, 2)
        layout.addWidget(self.saving, 2, 0, 1, 3)
        layout.addWidget(self._write_back, 3, 0, 1, 3)

    def _button(self, name: str, icon: str, text: str, tooltip: str) -> ThemedButton:
        button = ThemedButton(name, icon, tooltip, self)
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(16, 16))
        return button
