"""A layer's provider may be anybody's code, Python included: whatever it raises names the layer."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import Iterator, Optional

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import EarthGPTXError, TileError

translate = QCoreApplication.translate

_log = logging.getLogger(__name__)


def check_source(layer: QgsRasterLayer) -> None:
    """Whether there is anything behind the layer that could be read.

    Raises:
        TileError: there is not; the layer is named.
    """
    if not layer.isValid() or layer.dataProvider() is None:
        raise TileError(
            translate("Canvas", "“{}” cannot be read: its source is missing or broken.").format(
                layer.name()
            ),
            translate("Canvas", "Repair the layer's source in the layer tree."),
        )


def unreadable(layer_name: str, error: Exception) -> TileError:
    """What to tell of an error nobody foresaw; for an except clause, as its traceback is logged."""
    _log.exception("reading “%s”", layer_name)
    text = translate("Canvas", "“{layer}” could not be read: {error}.")
    return TileError(
        text.format(layer=layer_name, error=str(error).rstrip(".") or type(error).__name__),
        translate("Canvas", "See the log messages."),
    )


@contextmanager
def named_if_unreadable(layer_name: str) -> Iterator[None]:
    """Where a layer is looked at on the main thread.

    Raises:
        TileError: something else than one of our own errors was raised within.
    """
    problem: Optional[TileError] = None
    try:
        yield
    except EarthGPTXError:
        raise
    except Exception as error:  # noqa: BLE001 (see above)
        problem = unreadable(layer_name, error)
    if problem is not None:  # raised here, it does not hold what the other one's frames do
        raise problem
