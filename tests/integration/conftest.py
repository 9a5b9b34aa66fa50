"""Nothing is written beside a test's rasters; a person and a scene; backends of several kinds."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from bright_things import write_bright_things
from osgeo import gdal, osr
from person import Person
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer
from qgis.PyQt.QtTest import QTest

from earthgptx_qgis.runtime.environment import command_of_checkout
from earthgptx_qgis.settings import BACKEND_COMMAND, TILE_SIZE

# QGIS writes statistics as *.aux.xml files otherwise.
os.environ["GDAL_PAM_ENABLED"] = "NO"

ROOT = Path(__file__).resolve().parent.parent.parent
FAKE_CHILD = ROOT / "tests" / "fake_child.py"
PYTHON = ROOT / ".venv-backend" / "bin" / "python"
WRITE_TINY_MODEL = (
    "import sys; from pathlib import Path; from tests.backend.tiny_model import write_tiny_model; "
    "write_tiny_model(Path(sys.argv[1]))"
)


@pytest.fixture(scope="session")
def backend_python() -> str:
    """The interpreter of the backend's environment."""
    if not PYTHON.is_file():
        pytest.skip("no .venv-backend: run `make environments`")
    return str(PYTHON)


@pytest.fixture(scope="session")
def tank_farm(tmp_path_factory, backend_python) -> Path:
    """A folder with a drawn tank farm and the outlines of its tanks; not to be changed."""
    folder = tmp_path_factory.mktemp("scene")
    arguments = ["-m", "backend.data.synthetic", "tank farm", "-o", str(folder), "--size", "512"]
    subprocess.run([backend_python, *arguments], check=True, capture_output=True, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def at_the_dock(qgis_iface, qgis_canvas, qgis_parent):
    """One person with the real backend for all tests of a file: the model is loaded once."""
    command = command_of_checkout()
    if command is None:
        pytest.skip("no .venv-backend: run `make environments`")
    BACKEND_COMMAND.set(command.line)
    qgis_parent.show()
    qgis_canvas.show()
    QTest.qWaitForWindowExposed(qgis_parent)
    qgis_canvas.resize(500, 400)
    person = Person(qgis_iface)
    yield person
    person.bench.release()
    BACKEND_COMMAND.reset()


@pytest.fixture
def at_an_empty_dock(at_the_dock, qgis_new_project) -> Person:
    """That person, in a new project and with nothing said yet."""
    at_the_dock.clear_conversation()
    return at_the_dock


@pytest.fixture
def tank_farm_layer(tank_farm, qgis_canvas, at_an_empty_dock) -> QgsRasterLayer:
    """The drawn tank farm in the project, all of it in view of that person."""
    (path,) = tank_farm.glob("*.tif")
    layer = QgsRasterLayer(str(path), "tank farm")
    QgsProject.instance().addMapLayer(layer)
    qgis_canvas.setDestinationCrs(layer.crs())
    qgis_canvas.setLayers([layer])
    qgis_canvas.setExtent(layer.extent())
    at_an_empty_dock.open_dock()
    return layer


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory, backend_python) -> Path:
    """The folder of a complete model that knows nothing; not to be changed."""
    folder = tmp_path_factory.mktemp("tiny") / "weights"
    subprocess.run([backend_python, "-c", WRITE_TINY_MODEL, str(folder)], check=True, cwd=ROOT)
    return folder


@pytest.fixture(scope="session")
def with_weights(backend_python):
    """A function: the command line of the real backend with a folder of weights."""
    return lambda weights: shlex.join(
        [backend_python, "-I", "-u", "-m", "backend", "--weights", str(weights)]
    )


@pytest.fixture(scope="session")
def bright_finder(backend_python) -> str:
    """The command line of the real server around an engine that finds what is bright."""
    script = ROOT / "tests" / "backend" / "fake_engine.py"
    return shlex.join([backend_python, "-I", "-u", str(script)])


@pytest.fixture
def backend():
    """A function that makes the fake child with a behaviour the backend of the settings."""

    def use(behaviour):
        python = Path(sys.base_prefix) / "bin" / "python3"
        BACKEND_COMMAND.set(shlex.join([str(python), "-I", "-u", str(FAKE_CHILD), behaviour]))

    use("answer")
    yield use
    BACKEND_COMMAND.reset()
    TILE_SIZE.reset()


@pytest.fixture
def person(qgis_iface, qgis_canvas, qgis_parent, qgis_new_project, backend):
    qgis_parent.show()
    qgis_canvas.show()
    QTest.qWaitForWindowExposed(qgis_parent)
    qgis_canvas.resize(500, 400)
    qgis_canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    person = Person(qgis_iface)
    yield person
    person.bench.release()


@pytest.fixture
def scene(tmp_path, qgis_canvas, person):
    """A picture of 100 x 80 m at 0.5 m, all of it in view."""
    path = str(tmp_path / "harbour.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 200, 160, 3)
    dataset.SetGeoTransform((500000.0, 0.5, 0.0, 5000080.0, 0.0, -0.5))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32632)
    dataset.SetProjection(reference.ExportToWkt())
    pixels = np.random.default_rng(1).integers(0, 255, (3, 160, 200), np.uint8)
    dataset.WriteArray(pixels)
    del dataset  # flushed only, but still open for writing, the map would at times read black
    layer = QgsRasterLayer(path, "harbour")
    QgsProject.instance().addMapLayer(layer)
    qgis_canvas.setLayers([layer])
    qgis_canvas.setExtent(layer.extent())
    return layer


@pytest.fixture
def bright_layer(tmp_path, person, bright_finder) -> QgsRasterLayer:
    """300 x 200 m at 0.5 m, all in view: 600 x 400 pixels, for tiles of 256."""
    BACKEND_COMMAND.set(bright_finder)
    TILE_SIZE.set(256)
    layer = QgsRasterLayer(write_bright_things(tmp_path / "bright.tif"), "bright")
    QgsProject.instance().addMapLayer(layer)
    person.canvas.setLayers([layer])
    person.canvas.setExtent(layer.extent())
    person.open_dock()
    person.wait_for(lambda: person.bench.session.ready is not None)
    return layer
