"""QGIS's locator bar: "eg ships in the harbour" asks the current raster layer."""

from __future__ import annotations

from typing import Callable

from qgis.core import (
    Qgis,
    QgsFeedback,
    QgsLocatorContext,
    QgsLocatorFilter,
    QgsLocatorResult,
    QgsSettings,
)
from qgis.PyQt.QtCore import QCoreApplication

from .widgets.icons import plugin_icon

_SHORT_PREFIX = "eg"
_OWN_PREFIX = "egx"
"""QGIS takes no prefix of fewer than three letters from a plugin, but does so from its settings."""
_NAME = "earthgptx"
_SHORTEST_QUESTION = 2


class LocatorFilter(QgsLocatorFilter):
    """Offers to ask what was typed. QGIS searches with a clone in a thread of its own, so whatever
    belongs to the project is looked up before, in `prepare`.
    """

    def __init__(self, layer_name: Callable[[], str], ask: Callable[[str], None]) -> None:
        """Make a filter.

        Args:
            layer_name: of the layer a question would be about, empty where there is none.
            ask: asks a question. Both are called in QGIS's main thread only.
        """
        super().__init__()
        self._layer_name = layer_name
        self._ask = ask
        self._about = ""
        self.setUseWithoutPrefix(False)

    def clone(self) -> LocatorFilter:
        """A filter for one search."""
        return LocatorFilter(self._layer_name, self._ask)

    def name(self) -> str:
        """What QGIS keeps the filter's settings under."""
        return _NAME

    def displayName(self) -> str:
        """What the list of filters calls it."""
        return _tr("Ask EarthGPT-X about a raster layer")

    def prefix(self) -> str:
        """What a question begins with."""
        return _OWN_PREFIX

    def prepare(self, string: str, context: QgsLocatorContext) -> list[str]:
        """Note the layer's name; called in the main thread."""
        self._about = self._layer_name()
        return []

    def fetchResults(self, string: str, context: QgsLocatorContext, feedback: QgsFeedback) -> None:
        """Offer the question, if there is a layer to ask about; called in another thread."""
        question = string.strip()
        if len(question) < _SHORTEST_QUESTION or not self._about:
            return
        result = QgsLocatorResult()
        result.displayString = _tr("Ask “{layer}”: {question}").format(
            layer=self._about, question=question
        )
        result.description = _tr("As far as the map shows the layer")
        result.userData = question
        result.icon = plugin_icon()
        self.resultFetched.emit(result)

    def triggerResult(self, result: QgsLocatorResult) -> None:
        """Ask; called in the main thread."""
        self._ask(str(result.userData))


def propose_short_prefix() -> None:
    """Have QGIS use the short prefix, unless the user has chosen one; before registering."""
    key = f"gui/locator_filters/prefix_{_NAME}"
    if Qgis.QGIS_VERSION_INT >= 33000:
        key = f"locator-filters/items/{_NAME}/prefix"
    if not QgsSettings().value(key, "", str):
        QgsSettings().setValue(key, _SHORT_PREFIX)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LocatorFilter", text)
