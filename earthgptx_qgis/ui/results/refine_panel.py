"""How the polygons of one answer are to be tidied; hidden until an answer's "Refine" is clicked."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...results.refinement import Outlines, Parts, Refinement
from .. import object_names
from ..widgets.themed_button import ThemedButton

_LARGEST_AREA = 1e7


class RefinePanel(QFrame):
    """Outlines, parts and smallest area; the minimum score is the slider above it."""

    refinement_changed = pyqtSignal(object)
    """The Refinement."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.REFINE)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._outlines = self._outlines_box()
        self._parts = self._parts_box()
        self._area = QDoubleSpinBox(self)
        self._area.setObjectName(object_names.REFINE_AREA)
        self._area.setRange(0.0, _LARGEST_AREA)
        self._area.setDecimals(1)
        self._area.setKeyboardTracking(False)
        self._area.setSpecialValueText(self.tr("Any size"))
        self._area.setToolTip(self.tr("Smaller polygons are dropped; lower it to get them back."))
        self._reset = QPushButton(self.tr("Reset"), self)
        self._reset.setObjectName(object_names.REFINE_RESET)
        self._reset.setToolTip(self.tr("Back to the polygons as they were found"))
        self._close = ThemedButton(
            object_names.REFINE_CLOSE,
            "clear",
            self.tr("Close; the polygons stay as they are"),
            self,
        )
        self._close.setAutoRaise(True)
        self._close.setIconSize(QSize(14, 14))
        self._lay_out()
        self._outlines.currentIndexChanged.connect(lambda _: self._tell())
        self._parts.currentIndexChanged.connect(lambda _: self._tell())
        self._area.valueChanged.connect(lambda _: self._tell())
        self._reset.clicked.connect(lambda _: self._on_reset())
        self._close.clicked.connect(lambda _: self.hide())
        self.hide()

    @property
    def refinement(self) -> Refinement:
        """What the fields say."""
        return Refinement(
            self._outlines.currentData(), self._parts.currentData(), self._area.value()
        )

    def show_for(self, title: str, refinement: Refinement, has_crs: bool) -> None:
        """Show how the polygons of an answer are refined now."""
        self._title.setText(title)
        self._area.setSuffix(" m\N{SUPERSCRIPT TWO}" if has_crs else self.tr(" square units"))
        self.set_refinement(refinement)
        self.show()

    def set_refinement(self, refinement: Refinement) -> None:
        """Fill the fields without telling."""
        self.blockSignals(True)
        self._outlines.setCurrentIndex(self._outlines.findData(refinement.outlines))
        self._parts.setCurrentIndex(self._parts.findData(refinement.parts))
        self._area.setValue(refinement.smallest_area)
        self.blockSignals(False)
        self._reset.setEnabled(refinement != Refinement())

    def _tell(self) -> None:
        self._reset.setEnabled(self.refinement != Refinement())
        self.refinement_changed.emit(self.refinement)

    def _on_reset(self) -> None:
        self.set_refinement(Refinement())
        self._tell()

    def _outlines_box(self) -> QComboBox:
        box = self._box(object_names.REFINE_OUTLINES)
        box.addItem(self.tr("As found"), Outlines.AS_FOUND)
        box.addItem(self.tr("Smooth"), Outlines.SMOOTH)
        box.addItem(self.tr("Right angles (buildings)"), Outlines.RIGHT_ANGLES)
        return box

    def _parts_box(self) -> QComboBox:
        box = self._box(object_names.REFINE_PARTS)
        box.addItem(self.tr("As found"), Parts.AS_FOUND)
        box.addItem(self.tr("Merge those that touch"), Parts.MERGE_TOUCHING)
        box.addItem(self.tr("Split into single parts"), Parts.SPLIT)
        return box

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._close)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Outlines"), self._outlines)
        form.addRow(self.tr("Polygons"), self._parts)
        size = QHBoxLayout()
        size.addWidget(self._area, 1)
        size.addWidget(self._reset)
        form.addRow(self.tr("At least"), size)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 6)
        layout.addLayout(top)
        layout.addLayout(form)
