"""Fetches one file through QGIS: its proxies, certificates and authentication apply."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Optional

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...errors import InstallFailed
from .plan import Download
from .runs import Run

_PARTIAL_CONTENT = 206
_RANGE_REFUSED = 416


class DownloadRun(Run):
    """Writes beside the file, goes on where an earlier try was cut, and renames once checked."""

    def __init__(self, step: Download) -> None:
        super().__init__()
        self._step = step
        self._part = step.file.with_name(step.file.name + ".part")
        self._reply: Optional[QNetworkReply] = None
        self._failure: Optional[InstallFailed] = None
        self._begun = False

    def start(self) -> None:
        if self._step.file.is_file() and _sha256(self._step.file) == self._step.sha256:
            self.ended.emit(None)
            return
        self.line.emit(self._step.url)
        request = QNetworkRequest(QUrl(self._step.url))
        attributes = QNetworkRequest.Attribute
        request.setAttribute(
            attributes.RedirectPolicyAttribute,
            QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy,
        )
        request.setAttribute(attributes.CacheSaveControlAttribute, False)
        present = self._part.stat().st_size if self._part.is_file() else 0
        if present:
            request.setRawHeader(b"Range", b"bytes=%d-" % present)
        self._reply = QgsNetworkAccessManager.instance().get(request)
        self._reply.readyRead.connect(self._read)
        self._reply.downloadProgress.connect(self._on_progress)
        self._reply.finished.connect(self._on_finished)

    def cancel(self) -> None:
        if self._reply is not None:
            self._reply.abort()

    def _status(self) -> int:
        status = self._reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        return int(status or 0)

    def _read(self) -> None:
        if self._failure is not None or self._status() >= 300:
            return  # the text of a redirection or of a refusal
        # A server that does not know ranges begins anew.
        mode = "ab" if self._begun or self._status() == _PARTIAL_CONTENT else "wb"
        self._begun = True
        try:
            with self._part.open(mode) as file:
                file.write(bytes(self._reply.readAll()))
        except OSError as error:
            self._failure = InstallFailed(
                self.tr("{} cannot be written: {}.").format(self._part, error.strerror or error),
                self.tr("Free space on that disk and press Install to go on from here."),
            )
            self._reply.abort()

    def _on_progress(self, received: int, total: int) -> None:
        if total > 0:
            self.progressed.emit(received / total)

    def _on_finished(self) -> None:
        reply, failed = self._reply, self._reply.error() != QNetworkReply.NetworkError.NoError
        refused = self._status() == _RANGE_REFUSED
        if not failed:
            self._read()
        reply.deleteLater()
        if refused:  # what is there is the whole file, or no part of this one
            failed = _sha256(self._part) != self._step.sha256
            if failed:
                self._part.unlink(missing_ok=True)
        if self._failure is not None:
            self.ended.emit(self._failure)
        elif failed:
            self.ended.emit(self._unreachable(reply.errorString()))
        else:
            self.ended.emit(self._checked())

    def _checked(self) -> Optional[InstallFailed]:
        if _sha256(self._part) != self._step.sha256:
            self._part.unlink(missing_ok=True)
            return InstallFailed(
                self.tr("What {} gave is not the expected file.").format(self._step.url),
                self.tr("Try another network, or install uv yourself."),
            )
        os.replace(self._part, self._step.file)
        return None

    def _unreachable(self, reason: str) -> InstallFailed:
        return InstallFailed(
            self.tr("{} could not be downloaded: {}.").format(self._step.url, reason.rstrip(".")),
            self.tr(
                "What has arrived stays: press Install to go on from here. Or check QGIS's proxy,"
                " install uv yourself, or install from a folder."
            ),
        )


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
