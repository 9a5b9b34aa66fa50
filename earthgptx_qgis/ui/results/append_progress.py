"""How far appending to a layer is, and a way out."""

from __future__ import annotations

from typing import Iterator, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from ...errors import EarthGPTXError
from ...results.portions import PortionedWork
from ...results.table_append import LayerAppend
from .. import object_names


class AppendProgress(QDialog):
    """Appends to a layer in portions, and stands before QGIS's window until that is done.

    So nobody edits the layer meanwhile: that would become part of the same step to undo. Who saves
    the edits from a script, or removes the layer, finds it done or as it was.
    """

    appended = pyqtSignal()
    failed = pyqtSignal(object)
    """Carries the EarthGPTXError; the layer is as before."""

    def __init__(self, append: LayerAppend, count: int, parent: Optional[QWidget] = None) -> None:
        """See `start`.

        Args:
            count: of the polygons to come.
        """
        super().__init__(parent)
        self.setObjectName(object_names.APPEND_PROGRESS)
        self.setWindowTitle(self.tr("Appending to “{}”").format(append.target.name()))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._append = append
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 2 * count)  # each is handled twice
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._bar)
        layout.addWidget(buttons)
        self._work = PortionedWork(self)
        append.target.beforeCommitChanges.connect(self._work.finish)
        QgsProject.instance().layersWillBeRemoved.connect(self.cancel)
        self.rejected.connect(self.cancel)

    def start(self) -> None:
        """Begin; few polygons are appended at once, without a window."""
        self._work.add(self._steps(), self._on_done, self._on_failed)
        if self._work.is_busy:
            self.open()

    def cancel(self) -> None:
        """Leave the layer as it was."""
        self._append.cancel()
        self._work.finish()

    def _steps(self) -> Iterator[int]:
        for count in self._append.steps():
            self._bar.setValue(self._bar.value() + count)
            yield count

    def _on_done(self) -> None:
        self._end()
        self.appended.emit()

    def _on_failed(self, error: EarthGPTXError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._append.target.beforeCommitChanges.disconnect(self._work.finish)
        QgsProject.instance().layersWillBeRemoved.disconnect(self.cancel)
        self.rejected.disconnect(self.cancel)
        self.close()
