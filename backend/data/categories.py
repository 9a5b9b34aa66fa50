"""categories.json: the words of a person's own categories, beside their data.

`{"pv panel": {"plural": "pv panels", "synonyms": ["solar panel", "solar module"], "area": false}}`;
each of the three may be left out. A synonym whose plural no rule makes is written "mouse/mice".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from backend.errors import RasterError
from backend.whole_files import write_whole

from .vocabulary import NOUNS, OWN_NOUNS, Noun, category_named, plural_of

CATEGORIES = "categories.json"
_KEYS = {"plural", "synonyms", "area"}


def read_categories(folder: Path) -> list[Noun]:
    """The nouns a folder's categories.json describes; none where there is no such file.

    Raises:
        RasterError: the file is not as described above; the message names the entry.
    """
    path = folder / CATEGORIES
    if not path.is_file():
        return []
    described = read_json(path)
    if not isinstance(described, dict):
        raise _wrong(path, "the whole", described)
    return [_noun(path, name, entry) for name, entry in described.items()]


def read_json(path: Path) -> Any:
    """The content of a JSON file.

    Raises:
        RasterError: it is not JSON; the message says where.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise RasterError(f"{path} is not JSON: {error}", "Correct it at that place.") from error


def write_categories(folder: Path, categories: Iterable[str]) -> None:
    """Describe categories that are not the project's own, to be corrected by a person.

    Entries that are there already stay as they are.
    """
    path = folder / CATEGORIES
    kept = {noun.singular for noun in read_categories(folder)}
    new = sorted(name for name in categories if NOUNS[name] != OWN_NOUNS.get(name))
    added = {name: _entry(NOUNS[name]) for name in new if name not in kept}
    if added:
        there = json.loads(path.read_text(encoding="utf-8")) if kept else {}
        write_whole(path, json.dumps({**there, **added}, indent=2, ensure_ascii=False) + "\n")


def _noun(path: Path, name: str, entry: Any) -> Noun:
    if not isinstance(entry, dict) or not set(entry) <= _KEYS:
        raise _wrong(path, name, entry)
    category = category_named(name)
    known = NOUNS.get(category, Noun(category, plural_of(category)))
    synonyms = entry.get("synonyms", [])
    plural = entry.get("plural", known.plural)
    area = entry.get("area", known.is_area)
    texts = isinstance(synonyms, list) and all(isinstance(text, str) for text in synonyms)
    if not (texts and isinstance(plural, str) and isinstance(area, bool)):
        raise _wrong(path, name, entry)
    pairs = dict.fromkeys((*known.synonyms, *(_synonym(text.lower()) for text in synonyms)))
    return Noun(category, plural.lower(), tuple(pairs), area)


def _synonym(text: str) -> tuple[str, str]:
    one, _, many = text.partition("/")
    return (one, many or plural_of(one))


def _entry(noun: Noun) -> dict[str, Any]:
    synonyms = ["/".join(pair) for pair in noun.synonyms]
    return {"plural": noun.plural, "synonyms": synonyms, "area": noun.is_area}


def _wrong(path: Path, name: str, entry: Any) -> RasterError:
    return RasterError(
        f"{path}, {name}: {json.dumps(entry)} does not describe a category.",
        'Write {"plural": "pv panels", "synonyms": ["solar panel"], "area": false}.',
    )
