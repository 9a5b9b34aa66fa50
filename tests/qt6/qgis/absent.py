"""Names of QGIS that nothing stands in for: importing one is fine, using it is an error."""

from __future__ import annotations

from functools import cache


class AbsentType(type):
    """Lets enums be named when a module is loaded: `QgsWkbTypes.GeometryType.PolygonGeometry`."""

    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return absent(f"{cls.__name__}.{name}")


@cache
def absent(name):
    """A class of that name; making one of it fails with the name."""

    def fail(self, *arguments, **named):
        raise NotImplementedError(f"{name} is QGIS's own: nothing stands in for it in these tests")

    return AbsentType(name, (), {"__init__": fail})
