"""Help: the manual, the tour on first use, and the diagnostics report."""

from __future__ import annotations

from typing import List, Optional

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtGui import QDesktopServices

from ...manual import manual_url
from ...runtime.session import Session
from ...settings import TOUR_SHOWN
from ..dock import EarthGPTXDock
from .diagnostics import report
from .diagnostics_dialog import DiagnosticsDialog
from .log_tail import LogTail
from .tour import TourStep


class HelpController(QObject):
    """Does what the help button's menu offers."""

    def __init__(self, dock: EarthGPTXDock, session: Session, parent: Optional[QObject]) -> None:
        super().__init__(parent)
        self._dock = dock
        self._session = session
        self._log = LogTail(self)
        dock.help.manual_wanted.connect(open_manual)
        dock.help.tour_wanted.connect(self.begin_tour)
        dock.help.diagnostics_wanted.connect(self.show_diagnostics)

    def begin_first_tour(self) -> None:
        """Begin the tour, unless this user has been shown it before."""
        if not TOUR_SHOWN.get():
            TOUR_SHOWN.set(True)
            self.begin_tour()

    def begin_tour(self) -> None:
        """Begin the tour."""
        self._dock.tour.begin(self._tour_steps())

    def show_diagnostics(self) -> None:
        """Open the report in a window of its own."""
        DiagnosticsDialog(report(self._session, self._log.lines), self._dock).show()

    def release(self) -> None:
        """Listen to the log no more."""
        self._log.release()

    def _tour_steps(self) -> List[TourStep]:
        dock = self._dock
        return [
            TourStep(
                self.tr("Choose the raster layer to ask about, and zoom the map to what matters."),
                dock.source,
            ),
            TourStep(
                self.tr("Mark objects on the map, or use the selected features of a layer."),
                dock.prompts,
            ),
            TourStep(
                self.tr("Type a question in English and press Enter, such as: find the ships"),
                dock.question,
            ),
            TourStep(
                self.tr("Answers come here. Click a phrase to see its polygons on the map."),
                dock.conversation,
            ),
            TourStep(
                self.tr("Hide doubtful polygons with the slider, then save the others."),
                dock.results,
            ),
        ]


def open_manual() -> None:
    """Open the manual that came with the plugin in the user's browser."""
    QDesktopServices.openUrl(manual_url())
