"""The check of the plugin's sources: what only another QGIS would stumble over."""

from __future__ import annotations

import pytest

from scripts.check_plugin_source import ROOT, problems_of


@pytest.fixture
def problems(tmp_path, qgis_app):
    """A function: what is wrong with a piece of source, without the file's name."""

    def found_in(source):
        path = tmp_path / "a.py"
        path.write_text(source)
        return [problem.removeprefix(f"{path}:") for problem in problems_of(path)]

    return found_in


def test_the_plugin_has_no_problem(qgis_app):
    files = sorted((ROOT / "earthgptx_qgis").rglob("*.py"))
    assert len(files) > 100
    assert [problem for path in files for problem in problems_of(path)] == []


def test_an_enum_member_without_its_enum_is_found_in_qt_and_in_qgis(problems):
    assert problems("from qgis.PyQt.QtCore import Qt\nx = Qt.LeftButton\n") == [
        "2: Qt.LeftButton lacks its enum's name"
    ]
    assert problems("from qgis.core import Qgis\nx = Qgis.Warning\n") == [
        "2: Qgis.Warning lacks its enum's name"
    ]
    assert problems("from qgis.PyQt.QtCore import Qt\nx = Qt.MouseButton.LeftButton\n") == []


def test_what_qt_6_has_removed_is_found(problems):
    assert problems("dialog.exec_()\n") == ["1: exec_ is not in Qt 6: use exec()"]
    assert problems("from qgis.PyQt.QtCore import QRegExp\n") == [
        "1: QRegExp is not in Qt 6: use QRegularExpression"
    ]


def test_syntax_newer_than_python_3_9_is_found(problems):
    (problem,) = problems("match 1:\n    case 1:\n        pass\n")
    assert problem.startswith("3: not Python 3.9")
