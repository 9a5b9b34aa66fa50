"""A raster provider written in Python, as plugins bring them, that works or raises."""

from __future__ import annotations

from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsDataProvider,
    QgsProviderMetadata,
    QgsProviderRegistry,
    QgsRasterBlock,
    QgsRasterDataProvider,
    QgsRasterInterface,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QByteArray

KEY = "raising"


class RaisingProvider(QgsRasterDataProvider):
    """100 x 80 m at 0.5 m in three bands; a method that is named in `raises` raises.

    Attributes:
        raises: "block", "clone" or "extent".
    """

    raises: ClassVar[str] = ""

    def __init__(self, source):
        super().__init__(source, QgsDataProvider.ProviderOptions())

    def name(self):
        return KEY

    def description(self):
        return "a provider that raises"

    def isValid(self):
        return True

    def crs(self):
        return QgsCoordinateReferenceSystem("EPSG:32632")

    def extent(self):
        self._raise_in("extent")
        return QgsRectangle(500000, 5000000, 500100, 5000080)

    def clone(self):
        self._raise_in("clone")
        return given_away(RaisingProvider(self.dataSourceUri()))

    def block(self, band, extent, width, height, feedback=None):
        self._raise_in("block")
        block = QgsRasterBlock(Qgis.DataType.Byte, width, height)
        block.setData(QByteArray(bytes([50 * band]) * (width * height)))
        return given_away(block)

    def dataType(self, band):
        return Qgis.DataType.Byte

    def sourceDataType(self, band):
        return Qgis.DataType.Byte

    def bandCount(self):
        return 3

    def xSize(self):
        return 200

    def ySize(self):
        return 160

    def capabilities(self):
        return int(QgsRasterInterface.Capability.Size)

    def generateBandName(self, band):
        return f"Band {band}"

    def htmlMetadata(self):
        return ""

    def lastError(self):
        return ""

    def lastErrorTitle(self):
        return ""

    def _raise_in(self, method):
        if self.raises == method:
            raise RuntimeError("the server said no")


class _Metadata(QgsProviderMetadata):
    def __init__(self):
        super().__init__(KEY, "a provider that raises")

    def createProvider(self, source, *_):
        return given_away(RaisingProvider(source))


_registered: list[QgsProviderMetadata] = []
"""QGIS owns it, but would not find its Python half again."""


def given_away(thing):
    """Owned by QGIS from now on."""
    sip.transferto(thing, None)
    return thing


def layer_of_raising_provider(name: str) -> QgsRasterLayer:
    """A layer whose provider does not raise yet."""
    if KEY not in QgsProviderRegistry.instance().providerList():
        _registered.append(_Metadata())
        QgsProviderRegistry.instance().registerProvider(_registered[-1])
    return QgsRasterLayer("anything", name, KEY)
