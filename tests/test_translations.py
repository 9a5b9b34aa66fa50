"""What a user reads can be translated, and is."""

from __future__ import annotations

import ast
from string import Formatter

import pytest

from scripts.translations import (
    LANGUAGES,
    PLUGIN,
    compiled,
    elf_hash,
    messages_of,
    read,
    source_of,
)

SHOWN_BY = {
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton", "QRadioButton", "addAction",
    "addButton", "addItem", "addMenu", "addRow", "setPlaceholderText", "setSpecialValueText",
    "setStatusTip", "setSuffix", "setText", "setTitle", "setToolTip", "setWindowTitle", "tell",
    "warn",
}  # fmt: skip
"""Calls whose texts a person sees."""
NOT_WORDS = {"EarthGPT-X", "ssh gpu-box /opt/earthgptx/bin/python -I -u -m backend"}
"""A name, and a command to be typed as it is."""
LEAST_TRANSLATED = 0.9
"""New texts may wait for their translation, but not many of them."""


def untranslated(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        texts = [a for a in node.args if isinstance(a, (ast.Constant, ast.JoinedStr))]
        for text in texts if name in SHOWN_BY else ():
            literal = text.value if isinstance(text, ast.Constant) else "a sentence in pieces"
            letters = isinstance(literal, str) and any(map(str.isalpha, literal))
            if letters and literal not in NOT_WORDS and isinstance(text, ast.Constant):
                yield node.lineno, literal


def test_every_text_a_person_sees_in_the_dock_and_dialogs_goes_through_tr():
    files = [PLUGIN / "plugin.py", *sorted((PLUGIN / "ui").rglob("*.py"))]
    assert len(files) > 50
    found = {
        f"{file.name}:{line}: {text}"
        for file in files
        for line, text in untranslated(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_a_text_without_tr_would_be_noticed():
    tree = ast.parse("label.setText('Ask')\nlabel.setText(self.tr('Ask'))\nlabel.setText('3/5')")
    assert list(untranslated(tree)) == [(1, "Ask")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_translated_with_their_placeholders(language):
    texts, translations = set(messages_of()), read(source_of(language))
    assert len(texts) > 500
    assert len(texts & set(translations)) >= LEAST_TRANSLATED * len(texts)
    for (_, text), translation in translations.items():
        assert placeholders(translation) == placeholders(text), text


def placeholders(text):
    return sorted((name, form) for _, name, form, _ in Formatter().parse(text) if name is not None)


def test_a_text_is_collected_with_the_context_qt_will_look_under(tmp_path):
    (tmp_path / "texts.py").write_text(
        "def tr(text):\n    return QCoreApplication.translate('Shared', text)\n"
    )
    (tmp_path / "part.py").write_text(
        "from .texts import tr\n"
        "class Line:\n    def f(self): return self.tr('Ask'), tr('Stop')\n"
        "def g(): return translate('Canvas', 'Zoom')\n"
    )
    assert messages_of(tmp_path) == [("Canvas", "Zoom"), ("Line", "Ask"), ("Shared", "Stop")]


def test_a_text_in_pieces_cannot_be_looked_up_and_is_refused(tmp_path):
    (tmp_path / "part.py").write_text("class A:\n    def f(self): return self.tr(f'{n} marks')\n")
    with pytest.raises(ValueError, match="in one piece"):
        messages_of(tmp_path)


def test_a_compiled_file_is_of_qts_form():
    contents = compiled({("Line", "Ask"): "Fragen"})
    assert contents[:4] == b"\x3c\xb8\x64\x18"
    assert elf_hash(b"Ask") == 0x489B  # ((0x41 * 16) + 0x73) * 16 + 0x6B
    assert "Fragen".encode("utf-16-be") in contents
