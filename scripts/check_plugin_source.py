"""Check the plugin's sources for what only another QGIS would stumble over.

Syntax newer than Python 3.9; enum members without their enum's name (`Qt.LeftButton` instead of
`Qt.MouseButton.LeftButton`) and names that Qt 6 no longer has. Members are looked up in the real
classes, so it runs in QGIS's own Python.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 9)
SHORT_IN_EVERY_RELEASE = {("QgsSymbolLayer", "PropertyLayerEnabled")}
"""Members whose scoped name QGIS has changed: the short one is the only one all releases know."""

REMOVED_BY_QT6 = {
    "exec_": "exec()",
    "MidButton": "MiddleButton",
    "QDesktopWidget": "QScreen",
    "QRegExp": "QRegularExpression",
    "QRegExpValidator": "QRegularExpressionValidator",
    "QTextCodec": "Python's codecs",
    "qApp": "QApplication.instance()",
}
"""Names, and what takes their place in Qt 5 and 6 alike."""


def imported_classes(tree: ast.Module) -> dict[str, object]:
    """What the module imports from QGIS and Qt, by its name in the module."""
    return {
        alias.asname or alias.name: getattr(importlib.import_module(node.module), alias.name, None)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("qgis.")
        for alias in node.names
    }


def is_unscoped_member(owner: object, name: str) -> bool:
    """Whether owner.name is a member of an enum that is itself an attribute of owner."""
    if not isinstance(owner, type) or issubclass(owner, int):
        return False
    value = getattr(owner, name, None)
    return isinstance(value, int) and type(value) not in (int, bool)


def name_in(node: ast.AST) -> str:
    """The name that a node uses: a variable, an attribute or an import; empty for all others."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.name if isinstance(node, ast.alias) else ""


def problems_of(path: Path) -> Iterator[str]:
    """Lines `file:line: what is wrong`."""
    place = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=OLDEST_PYTHON)
    except SyntaxError as error:
        yield f"{place}:{error.lineno}: not Python 3.9: {error.msg}"
        return
    classes = imported_classes(tree)
    for node in ast.walk(tree):
        name = name_in(node)
        if name in REMOVED_BY_QT6:
            line = getattr(node, "lineno", 0)
            yield f"{place}:{line}: {name} is not in Qt 6: use {REMOVED_BY_QT6[name]}"
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr) not in SHORT_IN_EVERY_RELEASE
            and is_unscoped_member(classes.get(node.value.id), node.attr)
        ):
            yield f"{place}:{node.lineno}: {node.value.id}.{node.attr} lacks its enum's name"


def main() -> int:
    """Print every problem; 0 when there is none."""
    files = sorted((ROOT / "earthgptx_qgis").rglob("*.py"))
    problems = [problem for path in files for problem in problems_of(path)]
    print("\n".join(problems) or f"{len(files)} plugin files: Python 3.9 syntax, ready for Qt 6")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
