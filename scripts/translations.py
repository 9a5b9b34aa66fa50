"""Collect the plugin's texts into the .ts files, and compile those into the .qm files Qt reads.

    make translations     after texts were changed; `make zip` and `make link` compile by themselves

Written here because Qt's own tools are not on every machine and cannot know the contexts: `self.tr`
looks a text up under the class of the object, a module's function under what it says.
"""

from __future__ import annotations

import argparse
import ast
import os
import struct
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "earthgptx_qgis"
FOLDER = PLUGIN / "i18n"
LANGUAGES = ("de", "zh_CN")

Message = tuple[str, str]
"""Context and text."""


def messages_of(plugin: Path = PLUGIN) -> list[Message]:
    """Every text of the plugin that is to be translated, sorted, each once."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in plugin.rglob("*.py")}
    functions = {path: context_functions(tree) for path, tree in trees.items()}
    found: set[Message] = set()
    for path, tree in trees.items():
        known = functions[path] | {
            alias.asname or alias.name: functions[source][alias.name]
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.level
            for alias in node.names
            for source in [module_file(path, node)]
            if alias.name in functions.get(source, {})
        }
        found |= set(messages_in(tree, known, path))
    return sorted(found)


def context_functions(tree: ast.Module) -> dict[str, str]:
    """Functions of a module that translate their argument, with the context they do it in."""
    return {
        function.name: ast.literal_eval(call.args[0])
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if is_translate(call) and isinstance(call.args[1], ast.Name)
    }


def module_file(path: Path, node: ast.ImportFrom) -> Path:
    """The file that `from .x import y` in another file reads."""
    folder = path.parents[node.level - 1]
    return folder.joinpath(*(node.module or "__init__").split(".")).with_suffix(".py")


def is_translate(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether a node calls QCoreApplication.translate, also under the name `translate`."""
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name == "translate" and len(node.args) == 2


def messages_in(
    tree: ast.AST, functions: dict[str, str], path: Path, owner: str = ""
) -> Iterator[Message]:
    """The messages of a tree; `owner` is the class it stands in.

    Raises:
        ValueError: a text is put together before it is translated, so that it cannot be looked up.
    """
    for node in ast.iter_child_nodes(tree):
        inner = node.name if isinstance(node, ast.ClassDef) else owner
        yield from messages_in(node, functions, path, inner)
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if is_translate(node):
            context, text = ast.literal_eval(node.args[0]), node.args[1]
            if isinstance(text, ast.Name):
                continue  # inside a function of `context_functions`
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            context, text = owner, node.args[0]
        elif isinstance(node.func, ast.Name) and node.func.id in functions:
            context, text = functions[node.func.id], node.args[0]
        else:
            continue
        if not isinstance(text, ast.Constant):
            raise ValueError(f"{path}:{node.lineno}: a text must stand in one piece in tr()")
        yield context, str(text.value)


def read(file: Path) -> dict[Message, str]:
    """The finished translations of a .ts file."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): translation
        for context in ElementTree.parse(file).getroot().iter("context")
        for message in context.iter("message")
        if (translation := message.findtext("translation", ""))
    }


def write(file: Path, language: str, translations: dict[Message, str]) -> None:
    """Write a .ts file; a message without a translation is marked as unfinished."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ElementTree.Element] = {}
    for (context, text), translation in sorted(translations.items()):
        if context not in contexts:
            contexts[context] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[context], "name").text = context
        message = ElementTree.SubElement(contexts[context], "message")
        ElementTree.SubElement(message, "source").text = text
        state = {} if translation else {"type": "unfinished"}
        ElementTree.SubElement(message, "translation", state).text = translation
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    replace(file, f"{head}{body}\n".encode())


def compiled(translations: dict[Message, str]) -> bytes:
    """The contents of a .qm file (format of Qt 4 to 6, see QTranslator's sources)."""
    messages, hashes = b"", []
    for (context, text), translation in sorted(translations.items()):
        hashes.append((elf_hash(text.encode()), len(messages)))
        messages += tagged(3, translation.encode("utf-16-be"))
        messages += tagged(8, b"") + tagged(6, text.encode()) + tagged(7, context.encode())
        messages += b"\x01"
    table = b"".join(struct.pack(">II", *entry) for entry in sorted(hashes))
    return MAGIC + tagged(0x42, table) + tagged(0x69, messages)


MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")


def tagged(tag: int, data: bytes) -> bytes:
    """A tag, a length and the data."""
    return struct.pack(">BI", tag, len(data)) + data


def elf_hash(data: bytes) -> int:
    """The hash Qt looks texts up by."""
    value = 0
    for byte in data:
        value = (value << 4) + byte
        high = value & 0xF0000000
        if high:
            value ^= high >> 24
        value &= ~high & 0xFFFFFFFF
    return value or 1


def collect() -> None:
    """Bring the .ts files up to date; translations of texts that are still there are kept."""
    FOLDER.mkdir(exist_ok=True)
    texts = messages_of()
    for language in LANGUAGES:
        file = source_of(language)
        known = read(file) if file.is_file() else {}
        write(file, language, {message: known.get(message, "") for message in texts})


def compile_all() -> list[Path]:
    """Write every .qm file that is not there yet as it should be, and return them all."""
    files = []
    for language in LANGUAGES:
        file = source_of(language).with_suffix(".qm")
        contents = compiled(read(source_of(language)))
        if not file.is_file() or file.read_bytes() != contents:
            replace(file, contents)
        files.append(file)
    return files


def source_of(language: str) -> Path:
    """The .ts file of a language."""
    return FOLDER / f"earthgptx_{language}.ts"


def replace(file: Path, contents: bytes) -> None:
    """Write a file at once."""
    unfinished = file.with_name(file.name + ".part")
    unfinished.write_bytes(contents)
    os.replace(unfinished, file)


def main() -> int:
    """Collect or compile; 0 when every text has its translation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("collect", "compile"))
    if parser.parse_args().action == "collect":
        collect()
    else:
        compile_all()
    texts = set(messages_of())
    missing = {language: len(texts - set(read(source_of(language)))) for language in LANGUAGES}
    print(f"{len(texts)} texts; without translation: {missing}")
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
