"""The losses of a run as a picture."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from backend.whole_files import moved_into_place

logger = logging.getLogger(__name__)


def draw_curves(lines: list[dict[str, Any]], path: Path) -> None:
    """One panel a loss and one for the rate, over steps; nothing where matplotlib is missing."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        logger.info("matplotlib is not installed: %s is not drawn", path.name)
        return
    names = sorted({name for line in lines for name in line["losses"]})
    figure = Figure(figsize=(12, 2.2 * ((len(names) + 4) // 4)), layout="constrained")
    panels = figure.subplots((len(names) + 4) // 4, 4, squeeze=False).flat
    for panel, name in zip(panels, [*names, "rate"], strict=False):
        known = [line for line in lines if name == "rate" or name in line["losses"]]
        values = [line["rate"] if name == "rate" else line["losses"][name] for line in known]
        panel.plot([line["step"] for line in known], values, linewidth=1)
        panel.set_title(name, fontsize=9)
        panel.tick_params(labelsize=7)
    for panel in panels:
        panel.set_axis_off()
    with moved_into_place(path) as fresh:
        figure.savefig(fresh, format="png", dpi=110)
