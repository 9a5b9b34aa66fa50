"""The types of our fields, named the way this QGIS wants them."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.PyQt.QtCore import QMetaType, QVariant

# QgsField takes QMetaType from 3.38 on and nothing but QVariant before.
if Qgis.QGIS_VERSION_INT >= 33800:
    TEXT = QMetaType.Type.QString
    WHOLE_NUMBER = QMetaType.Type.LongLong
    REAL_NUMBER = QMetaType.Type.Double
    YES_OR_NO = QMetaType.Type.Bool
else:
    TEXT = QVariant.Type.String
    WHOLE_NUMBER = QVariant.Type.LongLong
    REAL_NUMBER = QVariant.Type.Double
    YES_OR_NO = QVariant.Type.Bool
