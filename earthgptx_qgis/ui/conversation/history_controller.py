"""The conversation as a whole: kept with the project, brought back, copied, exported, cleared."""

from __future__ import annotations

import dataclasses
import re
from typing import List, Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QApplication, QFileDialog

from ...errors import EarthGPTXError
from .. import object_names
from ..asking.exchange import Exchange
from ..dock import EarthGPTXDock
from ..widgets.folders import result_folder
from . import conversation_export, project_history
from .conversation_export import IllustratedTurn


class HistoryController(QObject):
    """Holds the turns of the open project, with pictures of those of this session."""

    def __init__(self, dock: EarthGPTXDock, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._dock = dock
        self._turns: List[IllustratedTurn] = []
        header = dock.conversation_header
        header.copy_wanted.connect(self.copy)
        header.export_wanted.connect(self.ask_where_to_export)
        header.clear_wanted.connect(self.clear)
        QgsProject.instance().cleared.connect(self._forget)
        QgsProject.instance().readProject.connect(self._restore)
        self._restore()

    def add(self, exchange: Exchange) -> None:
        """Keep what was asked and answered."""
        bare = IllustratedTurn(exchange.turn)
        self._turns.append(bare)
        exchange.illustrated.connect(lambda picture: self._illustrate(bare, picture))
        self._keep()

    def copy(self) -> None:
        """Put the conversation on the clipboard, as plain text."""
        turns = [illustrated.turn for illustrated in self._turns]
        QApplication.clipboard().setText(conversation_export.plain_text(turns))
        self._dock.message.tell(self.tr("The conversation was copied."))

    def clear(self) -> None:
        """Forget the conversation, in the project too."""
        self._forget()
        self._keep()

    def ask_where_to_export(self) -> None:
        """Open the file dialog; it stands beside QGIS's event loop, nothing waits for it."""
        dialog = QFileDialog(self._dock, self.tr("Export the conversation"), str(result_folder()))
        dialog.setObjectName(object_names.EXPORT_DIALOG)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        html, markdown = self.tr("Web page (*.html)"), self.tr("Markdown (*.md)")
        dialog.setNameFilters([html, markdown])
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("md" if chosen == markdown else "html")
        )
        name = re.sub(r"\W+", "_", QgsProject.instance().baseName()).strip("_")
        dialog.selectFile(f"{name or 'earthgptx'}_conversation.html")
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, path: str) -> None:
        """Write the conversation to a file; outcomes are told in the dock."""
        title = self.tr("Conversation with EarthGPT-X")
        try:
            conversation_export.save(self._turns, title, path)
        except EarthGPTXError as error:
            self._dock.message.warn(error.message, error.hint)
            return
        self._dock.message.tell(self.tr("Exported the conversation to {}.").format(path))

    def release(self) -> None:
        """Let go of the project; for unloading."""
        QgsProject.instance().cleared.disconnect(self._forget)
        QgsProject.instance().readProject.disconnect(self._restore)

    def _illustrate(self, bare: IllustratedTurn, picture: bytes) -> None:
        illustrated = dataclasses.replace(bare, picture=picture)
        self._turns = [illustrated if turn is bare else turn for turn in self._turns]

    def _keep(self) -> None:
        turns = tuple(illustrated.turn for illustrated in self._turns)
        project_history.write(QgsProject.instance(), turns)
        self._dock.conversation_header.set_empty(not turns)

    def _forget(self) -> None:
        self._turns.clear()
        self._dock.conversation.forget_all()
        self._dock.conversation_header.set_empty(True)

    def _restore(self) -> None:
        self._forget()
        for turn in project_history.read(QgsProject.instance()):
            self._turns.append(IllustratedTurn(turn))
            self._dock.conversation.restore(turn)
        self._dock.conversation_header.set_empty(not self._turns)
