"""The zip in the real QGIS desktop, through the installer behind "Install from ZIP"."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr

from scripts.desktop import run_in_desktop
from scripts.package_plugin import make_zip

TESTS = Path(__file__).resolve().parent.parent
TIME_LIMIT_SECONDS = 300

pytestmark = pytest.mark.skipif(
    shutil.which("qgis") is None or shutil.which("xvfb-run") is None,
    reason="the QGIS desktop and Xvfb are not installed: run `make environments`",
)


@pytest.fixture
def raster(tmp_path):
    path = str(tmp_path / "harbour.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 64, 64, 3)
    dataset.SetGeoTransform((500000.0, 0.5, 0.0, 5000080.0, 0.0, -0.5))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32632)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.WriteArray(np.random.default_rng(1).integers(0, 255, (3, 64, 64), np.uint8))
    dataset.FlushCache()
    return path


def test_the_zip_installs_through_qgis_its_dock_opens_and_answers(tmp_path, raster):
    python = Path(sys.base_prefix) / "bin" / "python3"
    job = {
        "zip": str(make_zip(tmp_path)),
        "raster": raster,
        "backend": f"{python} -I -u {TESTS / 'fake_child.py'} answer",
        "seen": str(tmp_path / "seen.json"),
    }
    log = tmp_path / "qgis.log"
    run_in_desktop(
        Path(__file__).parent / "installing_inside_qgis.py",
        log,
        TIME_LIMIT_SECONDS,
        plugin_linked=False,
        EARTHGPTX_INSTALLING=json.dumps(job),
    )
    assert Path(job["seen"]).is_file(), log.read_text()
    seen = json.loads(Path(job["seen"]).read_text())
    assert seen["there_before"] is False
    assert seen["active"] is True
    assert seen["enabled"] is True
    assert seen["package"].endswith("/profiles/default/python/plugins/earthgptx_qgis/__init__.py")
    assert seen["dock_visible"] is True
    assert "There are 2 ships here." in seen["conversation"]
    assert "Python error" not in log.read_text()
