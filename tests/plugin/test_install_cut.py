"""A package index on loopback whose downloads end in the middle, as over a bad line."""

from __future__ import annotations

import hashlib
import http.server
import shutil
import sys
import threading
from pathlib import Path

import pytest
from tiny_backend import locked, write_sources, write_wheel

from earthgptx_qgis.runtime.environment import command_of_environment
from earthgptx_qgis.runtime.installation.installer import Installer
from earthgptx_qgis.runtime.installation.places import Places
from earthgptx_qgis.runtime.installation.plan import (
    Choice,
    Interpreter,
    plan_installation,
    torch_builds,
)
from earthgptx_qgis.settings import PACKAGE_INDEX, TORCH_INDEX

PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")
WAYS = [
    Choice(Interpreter.OF_USER, torch_builds()[0], PYTHON),
    pytest.param(
        Choice(Interpreter.OF_UV, torch_builds()[0]),
        marks=pytest.mark.skipif(shutil.which("uv") is None, reason="no uv on PATH"),
    ),
]


class Index(http.server.ThreadingHTTPServer):
    """Serves a folder of wheels; the one named `cut` ends after its first 20,000 bytes."""

    def __init__(self, wheels):
        super().__init__(("127.0.0.1", 0), Handler)
        self.wheels, self.cut, self.given = wheels, "", []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/simple"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.rstrip("/").rsplit("/", 1)[-1]
        if self.path.startswith("/simple/"):
            self.answer("text/html", self.page(name).encode())
        else:
            self.server.given.append(name.split("-")[0])
            self.answer("application/zip", (self.server.wheels / name).read_bytes())

    def do_HEAD(self):
        self.do_GET()

    def page(self, project):
        return "".join(
            f'<a href="/files/{path.name}#sha256={hashlib.sha256(path.read_bytes()).hexdigest()}">'
            f"{path.name}</a>"
            for path in sorted(self.server.wheels.glob(f"{project.replace('-', '_')}-*.whl"))
        )

    def answer(self, kind, content):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if kind == "application/zip":  # as the large indexes do: a wheel never changes
            self.send_header("Cache-Control", "public, max-age=86400")
        self.end_headers()
        if self.command == "GET":
            cut = self.server.cut and self.path.rsplit("/", 1)[-1].startswith(self.server.cut)
            self.wfile.write(content[:20_000] if cut else content)

    def log_message(self, *_):
        pass


@pytest.fixture
def sources(tmp_path):
    """With a transformers large enough to be cut."""
    sources = write_sources(tmp_path / "sources")
    wheels = sources.lock.parent / "wheels"
    large = write_wheel(wheels, "transformers", text="# " + "x" * 300_000)
    (wheels / "PIL-1.0-py3-none-any.whl").rename(wheels / "pil-1.0-py3-none-any.whl")
    lines = [line for line in sources.lock.read_text().splitlines() if "transformers" not in line]
    sources.lock.write_text("\n".join([*lines, locked(large)]))
    return sources


@pytest.fixture
def index(sources):
    index = Index(sources.lock.parent / "wheels")
    PACKAGE_INDEX.set(index.url)
    TORCH_INDEX.set(index.url)
    yield index
    PACKAGE_INDEX.reset()
    TORCH_INDEX.reset()
    index.shutdown()
    index.server_close()


def run(qtbot, installer, plan):
    with qtbot.waitSignal(installer.ended, timeout=120_000) as ended:
        installer.start(plan)
    return ended.args[0]


@pytest.mark.parametrize("choice", WAYS, ids=["pip", "uv"])
def test_after_a_wheel_was_cut_in_the_middle_what_had_arrived_is_not_fetched_again(
    qtbot, qgis_app, sources, index, tmp_path, monkeypatch, choice
):
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    monkeypatch.setenv("PIP_RETRIES", "0")
    # pip keeps nothing from where it does not trust, which here is for want of https.
    monkeypatch.setenv("PIP_TRUSTED_HOST", f"127.0.0.1:{index.server_port}")
    places = Places(tmp_path / "earthgptx")
    installer = Installer(places)
    plan = plan_installation(choice, sources, places)
    index.cut = "transformers"
    error = run(qtbot, installer, plan)
    assert "Installing the packages failed" in str(error)
    assert "to go on from here" in error.hint
    assert not places.environment.exists()
    before = set(index.given)
    index.cut, index.given[:] = "", []
    error = run(qtbot, installer, plan)
    assert error is None, error
    assert "transformers" in index.given
    # Others may have been on their way, too, when this one broke off; what had arrived stays.
    assert before - set(index.given)
    assert command_of_environment(places.environment, "0.1.0") is not None
