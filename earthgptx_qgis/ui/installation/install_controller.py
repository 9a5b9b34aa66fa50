"""Opens the installation dialog and has the session follow what it does."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QWidget

from ...runtime.installation.places import Places
from ...runtime.installation.plan import shipped_sources
from ...runtime.session import Session
from .install_dialog import InstallDialog


class InstallController(QObject):
    """Keeps one dialog: an installation goes on while its window is closed."""

    def __init__(self, session: Session, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._window = window
        self.dialog: Optional[InstallDialog] = None

    def open(self) -> None:
        """Show the dialog, in front of everything."""
        if self.dialog is None:
            self.dialog = InstallDialog(Places.of_user(), shipped_sources(), self._window)
            self.dialog.about_to_replace.connect(self._session.stop)
            self.dialog.changed.connect(self._session.restart)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def release(self) -> None:
        """Stop an installation: QGIS ends, or the plugin is unloaded."""
        if self.dialog is not None:
            self.dialog.installer.shut_down()
            self.dialog.deleteLater()
            self.dialog = None
