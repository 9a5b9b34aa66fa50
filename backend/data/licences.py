"""Licences of the collections a part may come from; they bind weights trained on it."""

from __future__ import annotations

LICENCES = {
    "optical/vhr10": "NWPU VHR-10: annotations MIT, imagery for research only",
    "optical/ucm": "UC Merced and its captions and labels: imagery public domain (USGS), cite",
    "optical/dubai": "Aerial imagery of Dubai, Humans in the Loop: open, commonly given as CC0",
    "sar/hrsid": "HRSID: GPL-3.0 repository",
    "sar/sarship": "SAR-Ship-Dataset: research",
    "sar/opensarship": "OpenSARShip: Copernicus imagery, research",
    "sar/s1flood": "Sentinel-1 flood masks: Copernicus imagery",
    "infrared/hituav": "HIT-UAV: CC BY 4.0",
    "infrared/sirst": "SIRST: research",
    "optical/synthetic": "drawn by this project",
    "sar/synthetic": "drawn by this project",
    "infrared/synthetic": "drawn by this project",
}

NOT_PERMISSIVE = frozenset(
    {"optical/vhr10", "sar/hrsid", "sar/sarship", "sar/opensarship", "infrared/sirst"}
)
"""Parts for research only, or under a licence that asks the same of what is made from them."""


def is_permissive(part: str) -> bool:
    """Whether weights trained on a part may be passed on freely; a user's own parts count so."""
    return part not in NOT_PERMISSIVE


def licence_of(part: str) -> str:
    """The licence of a part, or that it is not known here."""
    return LICENCES.get(part, "not known to this project: ask the one who made it")
