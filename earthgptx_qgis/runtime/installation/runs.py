"""One running step of an installation: a command, a check, or work on files in a thread.

Each run lives once. Nothing here waits: `ended` comes by signal, after `cancel` as well.
"""

from __future__ import annotations

import re
import shlex
import shutil
import tarfile
import threading
import zipfile
from pathlib import Path, PurePosixPath
from typing import Callable, Dict, Optional

from qgis.PyQt.QtCore import QCoreApplication, QObject, QProcess, pyqtSignal

from ...errors import EarthGPTXError, InstallFailed
from ...wire.messages import Ready
from ..error_output import ErrorOutput
from ..process import BackendProcess, BackendState, Deadlines
from ..process_tree import end_tree
from .advice import advice_for
from .network import ToolEnvironment
from .plan import CheckHealth, Command, Unpack

# The first start of a fresh environment writes its byte code, and a virus scanner reads it all.
_FIRST_START = Deadlines(ready=180.0)
_ANNOUNCED = re.compile(r"^\s*Downloading (\S+) \(([\d.]+)\s?(KiB|MiB|GiB|kB|MB|GB)\)")
_ARRIVED = re.compile(r"^\s*Downloaded (\S+)")
_MEGABYTES = {"KiB": 0.001, "kB": 0.001, "MiB": 1.05, "MB": 1.0, "GiB": 1074.0, "GB": 1000.0}


class Run(QObject):
    """Signals:
    line(str): something for the log.
    progressed(float): how far, 0 to 1.
    ended(object): None, or the EarthGPTXError that ended it.
    """

    line = pyqtSignal(str)
    progressed = pyqtSignal(float)
    ended = pyqtSignal(object)

    def start(self) -> None:
        """Begin."""
        raise NotImplementedError

    def cancel(self) -> None:
        """End as soon as possible; `ended` follows."""
        raise NotImplementedError


class CommandRun(Run):
    """A program, whose output goes to the log; a status other than 0 is a failure."""

    def __init__(self, step: Command, environment: ToolEnvironment, folder: Path) -> None:
        super().__init__()
        self._step = step
        self._environment = environment
        self._output = ErrorOutput()
        self._downloads = DownloadCounter(step.megabytes)
        self._process = QProcess(self)
        self._process.setProcessEnvironment(environment.variables)
        self._process.setWorkingDirectory(str(folder))  # not beside a pyproject.toml
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.setStandardInputFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)

    def start(self) -> None:
        words = shlex.join((self._step.program, *self._step.arguments))
        self.line.emit(self._environment.masked(f"$ {words}"))
        self._process.start(self._step.program, list(self._step.arguments))

    def cancel(self) -> None:
        end_tree(int(self._process.processId()))
        self._process.kill()

    def _read(self) -> None:
        for line in self._output.feed(self._process.readAllStandardOutput().data()):
            self.line.emit(self._environment.masked(line))
            if self._downloads.feed(line):
                self.progressed.emit(self._downloads.fraction)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            text = self.tr("{} could not be started: {}.")
            self._fail(text.format(self._step.program, self._process.errorString()))

    def _on_finished(self, status: int, way: QProcess.ExitStatus) -> None:
        self._read()
        if status == 0 and way == QProcess.ExitStatus.NormalExit:
            self.ended.emit(None)
        else:
            self._fail(self.tr("{} failed.").format(self._step.title))

    def _fail(self, text: str) -> None:
        output = self._environment.masked(self._output.quoted())
        self.ended.emit(InstallFailed(text + output, advice_for(output)))


class DownloadCounter:
    """How much of an expected number of megabytes has arrived, from what uv writes."""

    def __init__(self, expected: int) -> None:
        self._expected = expected
        self._announced: Dict[str, float] = {}
        self._arrived = 0.0

    @property
    def fraction(self) -> float:
        """0 to 1; 0 where nothing is to be expected."""
        return min(1.0, self._arrived / self._expected) if self._expected else 0.0

    def feed(self, line: str) -> bool:
        """Read a line; whether something arrived."""
        announced, arrived = _ANNOUNCED.match(line), _ARRIVED.match(line)
        if announced:
            name, size, unit = announced.groups()
            self._announced[name] = float(size) * _MEGABYTES[unit]
        if arrived:
            self._arrived += self._announced.pop(arrived[1], 0.0)
        return arrived is not None


class HealthRun(Run):
    """Starts a backend and ends it once it is ready; `ready` then tells what it is."""

    def __init__(self, step: CheckHealth) -> None:
        super().__init__()
        self.ready: Optional[Ready] = None
        self._failure: Optional[EarthGPTXError] = None
        self._backend = BackendProcess(step.command, _FIRST_START, self)
        self._backend.state_changed.connect(self._on_state)
        self._backend.destroyed.connect(self._on_gone)
        self._line = step.command.line

    def start(self) -> None:
        self.line.emit(f"$ {self._line}")
        self._backend.start()

    def cancel(self) -> None:
        end_tree(self._backend.process_id)
        self._backend.discard()

    def _on_state(self, state: BackendState, text: str) -> None:
        if state is BackendState.READY:
            self.ready = self._backend.ready
            self.line.emit(text)
            self._backend.stop()
        elif state in (BackendState.STOPPED, BackendState.FAILED):
            self._failure = self._backend.failure
            self._backend.discard()

    def _on_gone(self) -> None:
        # Not earlier: Windows moves no folder in which a program runs.
        self.ended.emit(self._failure)


class ThreadRun(Run):
    """Work on files, in a thread; too short to be cancelled."""

    _returned = pyqtSignal(object)

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work
        self._returned.connect(self.ended)

    def start(self) -> None:
        threading.Thread(target=self._do, name="earthgptx-installation").start()

    def cancel(self) -> None:
        """What has begun is brought to its end: half of it would leave nothing that works."""

    def _do(self) -> None:
        error: Optional[EarthGPTXError] = None
        try:
            self._work()
        except EarthGPTXError as failure:
            error = failure
        self._returned.emit(error)


def unpack(step: Unpack) -> None:
    """Take the program out of a zip, a wheel or a tar.gz; whatever else is in there stays there.

    Raises:
        InstallFailed: the archive does not hold it, is damaged, or nothing can be written.
    """
    fresh = step.program.with_name(step.program.name + ".part")
    try:
        _extract(step.archive, step.program.name, fresh)
        fresh.chmod(0o700)
        fresh.replace(step.program)
    except (OSError, KeyError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise InstallFailed(
            QCoreApplication.translate("Installation", "{} could not be unpacked: {}").format(
                step.archive, error
            ),
            QCoreApplication.translate("Installation", "Take it from another place."),
        ) from error


def _extract(archive: Path, name: str, target: Path) -> None:
    if archive.name.endswith((".zip", ".whl")):
        with zipfile.ZipFile(archive) as opened:
            names = [entry for entry in opened.namelist() if PurePosixPath(entry).name == name]
            if not names:
                raise KeyError(name)
            with opened.open(names[0]) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        return
    with tarfile.open(archive) as opened:
        for member in opened:
            source = opened.extractfile(member)
            if source is not None and PurePosixPath(member.name).name == name:
                with target.open("wb") as copy:
                    shutil.copyfileobj(source, copy)
                return
    raise KeyError(name)
