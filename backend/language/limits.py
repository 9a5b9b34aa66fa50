"""What a question says beyond what can be acted upon, and whether it says anything beyond at all.

What restricts or asks for something that is neither found nor measured must not be passed over:
"tanks larger than 30 m" are not all tanks, and "how large are the tanks" asks for no count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from backend.data import question_templates as templates
from backend.data.colours import COLOUR_WORDS
from backend.data.vocabulary import NUMBER_WORDS

from .things import ARTICLES, ORDINAL_WORDS, any_of

_UNITS = (
    *("mm", "cm", "m", "km", "m2", "m²", "km2", "km²", "sqm", "sq", "ha", "hectares?", "acres?"),
    *("(?:centi|kilo)?met(?:er|re)s?", "ft", "feet", "foot", "yards?", "miles?", "square"),
    *("px", "pixels?", "%", "percent", "degrees?"),
)
_MEASURES = (
    *("size", "area", "length", "width", "height", "depth", "diameter", "radius", "perimeter"),
    *("distance", "volume", "colou?r", "temperature", "speed", "price", "value", "age", "name"),
    *("address", "owner", "percentage", "share", "proportion", "density", "difference"),
)
_IN_UNITS = rf"\d\s*(?:{'|'.join(_UNITS)})(?!\w)|[<>≤≥]\s*=?\s*\d"
_SIZED = re.compile(
    rf"{_IN_UNITS}|\bhow (?:large|big|small|long|wide|much (?:area|space|ground))\b"
    r"|\b(?:area|size|length|perimeter|footprint)s?\b"
)
"""Sizes on the ground, in words that a measure or a unit stands among."""
_BEYOND = re.compile(
    "|".join(
        (
            _IN_UNITS,
            r"\bhow\s+(?!(?:many|about|are|is|can|do|does|did|could|would|should|to)\b)\w+",
            r"\b(?:what|which|calculate|compute|measure|estimate|total|average|mean)"
            rf"(?:\s+(?:is|are|the|total|average|mean))*\s+(?:{'|'.join(_MEASURES)})s?\b",
            r"\b(?:half|most|majority|percentage|proportion|part) of\b",
            r"^(?:who|when|why)\b",
            r"\bchang(?:e[sd]?|ing)\b|\bsince\b|\bago\b|\blast (?:year|month|week)\b",
        )
    )
)
"""Sizes in metres, questions for a measure, shares of a whole, owners and reasons, other times."""
_NEGATED = re.compile(
    r"\b(?:not|non|never|none|neither|nor|except|excluding|without|besides|all but)\b|n['’]t\b"
    r"|\b(?:exclude|ignore|ignoring|skip|omit|leave out|apart from|other than|instead of)\b"
)
_MORE_THAN = re.compile(r"\b(?:more|fewer|less)\b[^,;]*\bthan\b")
_AMOUNT = re.compile(
    rf"{_MORE_THAN.pattern}|\bat (?:least|most)\b|\bexactly\b|(?<!or )\bno\b"
    rf"|\b(?:{any_of(NUMBER_WORDS[2:])}|several|many|lots of|few|\d+)\b"
    r"|\b(?:only|just) (?:one|an?)\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?:last|medium|medium-sized)\b|\b(?!(?:near|clos|for|inter|requ|harv)est\b|(?:north|south)west\b"
    r"|f[ua]rthest (?:to the )?(?:left|right|top|bottom|north|south|west|east)\b)[a-z]{3,}est\b"
    r"|(?<!\bat )\b(?:most|least)\b"
    r"(?! (?:to the )?(?:north|south|west|east|left|right|upper|lower))"
)
_KNOWN_SUPERLATIVE = re.compile(
    rf"\b(?:{any_of(word for words in templates.SELECTOR_WORDS.values() for word in words)})\b"
)
_UNKNOWN_PLACE = re.compile(
    r"\b(?:in|at|on|near|from|along)\s+(?:the\s+)?(?:very\s+)?"
    r"(?:middle|cent(?:er|re)|edge|border|margin|corner)s?\b"
)
_BELONGING = re.compile(
    r"\s*(?:(?:that|which|who)\s+)?(?:with|has|have|had|having|containing|whose)\b"
)
_OTHERS_COUNTED = re.compile(
    r"\b(?:how many|number of)\b.*\b(?:do|does|did|is|has|have|per|with|kinds?|types?|sorts?)\b"
)


def is_beyond(text: str) -> bool:
    """Whether a measure, a share of a whole or another time is asked for, or decides."""
    return bool(_BEYOND.search(text))


def is_about_size(text: str) -> bool:
    """Whether what is beyond is a size on the ground, which polygons have."""
    return is_beyond(text) and bool(_SIZED.search(text))


def is_left_open(text: str) -> bool:
    """Whether something is left out, compared, the first in an order or at a place not known."""
    compared = "than" in text.split() and not _MORE_THAN.search(text)
    unread = _SUPERLATIVE.search(_KNOWN_SUPERLATIVE.sub("", text))
    placed = _UNKNOWN_PLACE.search(text)
    return bool(_NEGATED.search(text) or compared or unread or placed)


def is_part_of_name(text: str, singulars: Iterable[str], nouns: Iterable[str]) -> bool:
    """Whether one of the nouns only tells which hangar or tank farm is meant: "airplane hangars".

    Args:
        singulars: words for one of a known kind; of them and all others `nouns`.
    """
    one = rf"(?<![\w-])(?:{any_of(singulars)})"
    named = re.finditer(rf"{one}\s+(?!(?:{any_of(nouns)})\b)(?P<behind>[a-z]+)", text)
    return any(_is_foreign(found["behind"]) for found in named)


def _is_foreign(word: str) -> bool:
    return word not in _PLAIN | _LINKS and not word.endswith(("ed", "ing"))


def is_of_another(before: str, behind: str) -> bool:
    """Whether it is about what a thing has, or counts something else: floors of a building.

    Args:
        before: the words before the first thing.
        behind: those after the last one.
    """
    return bool(_OTHERS_COUNTED.search(before) or _BELONGING.match(behind))


def asks_amount(text: str) -> bool:
    """Whether a number decides between yes and no, or that of other things."""
    return bool(_AMOUNT.search(text))


def without_flourish(text: str) -> str:
    """ "Isn't there a ship" asks whether there is one, "where's" is "where is"."""
    text = re.sub(r"^(is|are|was|were|do|does)n['’]?t\b", r"\1", text)
    return re.sub(r"\b(what|where|who|that|there|it|here)['’]s\b", r"\1 is", text)


def is_plain(words: str) -> bool:
    """Whether the words around the nouns are all of those that questions are taught with, or
    polite.
    """
    return all(word in _PLAIN for word in re.findall(r"[^\W\d]+", words))


def _words_of(*texts: object) -> set[str]:
    """All words of texts, however they are nested."""
    found: set[str] = set()
    for text in texts:
        if isinstance(text, str):
            found |= set(re.findall(r"[^\W\d]+", re.sub(r"\{\w+\}", " ", text)))
        elif isinstance(text, dict):
            found |= _words_of(*text.values())
        else:
            found |= _words_of(*text)  # type: ignore[misc]
    return found


_PLAIN = _words_of(
    templates.FIND,
    templates.COUNT,
    templates.PRESENCE,
    templates.LOCATE,
    templates.LOCATE_ONE,
    templates.SELECTOR_WORDS,
    templates.PLACE_WORDS,
    templates.SIZE_WORDS,
    COLOUR_WORDS,
    ORDINAL_WORDS,
    NUMBER_WORDS[1:],
    ARTICLES.split("|"),
    "please pls plz thanks thank you hi hello hey just only also both either really possibly ok",
    "could would can will might we us my like want know check whether spot identify look total",
    "altogether overall visible seen shown aerial satellite photo photograph picture scene layer",
    "raster map tile view was were be which whole entire and for very much quick quickly question",
    "grateful identify export extract as vector footprint footprints shapefile geojson geopackage",
    "coordinates location locations located position positions bounding boxes bbox exact several",
    "many few lots lot couple pair vs versus corner part area more than fewer less least most no",
    "detection segmentation counting mapping extraction network then",
    "exactly it they them mark marks marked object objects any both same so",
)
_LINKS = _words_of(
    "near next close beside alongside by around inside within at along over across far away from",
    "outside nearest closest left right west east above north below south between behind under",
    "beneath through to with without not but except has have had must may does did where when what",
    "lie lies stand stands sit sits appear appears end ends begin begins",
    "who whose how why because here there too again plus as so asap since during",
)
"""Words that may stand behind a noun without being a part of what it names."""
