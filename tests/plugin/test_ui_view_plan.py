"""How a view is cut into tiles, without a dock."""

from __future__ import annotations

import pytest
from qgis.core import QgsRasterLayer

from earthgptx_qgis.ui.source.view_plan import plan_view, view_text
from earthgptx_qgis.wire.messages import SourceKind, Task
from earthgptx_qgis.wire.resolution import SourceResolution

ONLINE = "type=xyz&url=http://127.0.0.1:9/{z}/{x}/{y}.png&zmin=0&zmax=19"


@pytest.mark.parametrize("task", [Task.FIND, Task.DESCRIBE])
def test_an_online_map_of_the_world_is_planned_at_once_and_read_in_one_piece(qgis_app, task):
    layer = QgsRasterLayer(ONLINE, "world", "wms")
    half_a_metre = SourceResolution(SourceKind.OPTICAL, 0.1, 10.0, 0.5)
    view = plan_view(layer, layer.extent(), task, half_a_metre, 1024)
    assert len(view.windows) == 1
    assert view.needed > 1_000_000_000
    assert view.is_overview
    assert "overview" in view_text(view, task)
