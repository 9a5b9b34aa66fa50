"""Which sensor a person has chosen for a layer, remembered with it and so in the project."""

from __future__ import annotations

from qgis.core import QgsRasterLayer

from ..wire.messages import SourceKind
from .layer_memory import keep

_CHOSEN = "earthgptx_qgis/source_kind"


def chosen_kind(layer: QgsRasterLayer) -> SourceKind:
    """AUTO where nothing was chosen, or where the project names a kind that there is not."""
    try:
        return SourceKind(layer.customProperty(_CHOSEN, SourceKind.AUTO.value))
    except ValueError:
        return SourceKind.AUTO


def remember_kind(layer: QgsRasterLayer, kind: SourceKind) -> None:
    """Keep what was chosen; AUTO leaves no trace."""
    keep(layer, _CHOSEN, None if kind is SourceKind.AUTO else kind.value)
