"""The plugin object: nothing opens unasked, and unloading leaves nothing behind."""

from __future__ import annotations

import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from qgis.gui import QgsMapCanvasItem, QgsMapToolPan
from qgis.PyQt import sip
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QToolButton

from earthgptx_qgis import classFactory
from earthgptx_qgis.runtime.process import BackendState
from earthgptx_qgis.settings import BACKEND_COMMAND
from earthgptx_qgis.ui import object_names
from earthgptx_qgis.ui.dock import EarthGPTXDock

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def plugin(qgis_iface, qgis_parent, qgis_new_project):
    python = Path(sys.base_prefix) / "bin" / "python3"
    child = ROOT / "tests" / "fake_child.py"
    BACKEND_COMMAND.set(shlex.join([str(python), "-I", "-u", str(child), "answer"]))
    qgis_parent.show()
    plugin = classFactory(qgis_iface)
    plugin.initGui()
    yield plugin
    plugin.unload()
    BACKEND_COMMAND.reset()


def docks(window):
    return window.findChildren(EarthGPTXDock)


def test_the_dock_is_not_even_made_before_it_is_asked_for(plugin, qgis_parent):
    assert docks(qgis_parent) == []


def test_the_action_opens_the_dock_and_starts_the_backend(plugin, qtbot):
    plugin.action.trigger()
    assert plugin.dock.isVisible()
    assert plugin.action.isChecked()
    qtbot.waitUntil(lambda: plugin.session.state is BackendState.READY, timeout=10_000)


def test_asking_for_the_dock_object_does_not_open_it(plugin):
    assert not plugin.dock.isVisible()
    assert plugin.session.state is BackendState.STOPPED
    assert plugin.result_layer is None
    assert plugin.prompt_set.marks == ()


def test_the_action_closes_the_dock_again(plugin):
    plugin.action.trigger()
    plugin.action.trigger()
    assert not plugin.dock.isVisible()
    assert not plugin.action.isChecked()


def test_unloading_leaves_no_dock_no_tool_no_mark_and_no_process(
    qgis_iface, qgis_parent, qgis_canvas, plugin, qtbot
):
    pan = QgsMapToolPan(qgis_canvas)
    qgis_canvas.setMapTool(pan)
    items = {item for item in qgis_canvas.items() if isinstance(item, QgsMapCanvasItem)}
    plugin.action.trigger()
    qtbot.waitUntil(lambda: plugin.session.state is BackendState.READY, timeout=10_000)
    session, dock = plugin.session, plugin.dock
    dock.findChild(QToolButton, object_names.POINT_TOOL).click()
    plugin.unload()
    assert qgis_canvas.mapTool() is pan
    assert session.state is BackendState.STOPPED
    QTest.qWait(1)
    assert sip.isdeleted(dock)
    assert docks(qgis_parent) == []
    left = {item for item in qgis_canvas.items() if isinstance(item, QgsMapCanvasItem)}
    assert left == items
    qgis_canvas.unsetMapTool(pan)
    plugin.initGui()


def test_loading_imports_no_part_of_the_dock_and_nothing_heavy():
    code = """
        import sys
        import qgis.core, qgis.gui  # newer releases of QGIS load numpy themselves
        before = set(sys.modules)
        import earthgptx_qgis
        import earthgptx_qgis.plugin
        heavy = {"numpy", "torch", "transformers", "rasterio", "processing"}
        ours = {"canvas", "runtime", "results", "ui.dock", "ui.workbench"}
        loaded = heavy | {f"earthgptx_qgis.{name}" for name in ours}
        print(sorted(loaded & (set(sys.modules) - before)))
    """
    python = str(Path(sys.base_prefix) / "bin" / "python3")
    done = subprocess.run(
        [python, "-c", textwrap.dedent(code)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
