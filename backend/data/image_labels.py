"""Words for labels of whole images, and what their absence says about categories."""

from __future__ import annotations

import re

from .vocabulary import NOUNS

LABEL_FORMS = {
    "bare-soil": (("bare soil", "bare soil"), ("bare ground", "bare ground")),
    "cars": (*NOUNS["car"].forms, *NOUNS["vehicle"].forms),
    "chaparral": (("chaparral", "chaparral"), ("shrub", "shrubs")),
    "court": (("court", "courts"), ("sports court", "sports courts")),
    "field": (("field", "fields"), ("farm field", "farm fields")),
    "grass": (("grass", "grass"), ("lawn", "lawns")),
    "mobile-home": (("mobile home", "mobile homes"), ("trailer home", "trailer homes")),
    "pavement": (("pavement", "pavement"), ("paved ground", "paved ground")),
    "sand": (("sand", "sand"),),
    "sea": (("sea", "sea"), ("ocean", "ocean")),
    "trees": (("tree", "trees"),),
}
"""Label -> (singular, plural) of each way to say it; others are categories, or say themselves."""
LABEL_CATEGORIES = {
    "airplane": ("airplane",),
    "buildings": ("building",),
    "cars": ("vehicle",),
    "court": ("tennis court", "basketball court"),
    "dock": ("harbor",),
    "ship": ("ship",),
    "tanks": ("storage tank",),
    "water": ("water",),
}
"""Label -> categories that are surely not in an image without the label."""


def label_forms(label: str) -> tuple[tuple[str, str], ...]:
    """(singular, plural) of every way to say a label, the label itself among them."""
    categories = LABEL_CATEGORIES.get(label, (label,))
    known = tuple(form for name in categories if name in NOUNS for form in NOUNS[name].forms)
    return ((label, label), *LABEL_FORMS.get(label, known))


def names_label(text: str) -> bool:
    """Whether a text has a word for one of the project's own labels, in lower case."""
    return bool(_OWN_LABEL.search(text))


_FORMS = {form for pairs in LABEL_FORMS.values() for pair in pairs for form in pair}
_OWN_LABEL = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_FORMS)))})\b")
