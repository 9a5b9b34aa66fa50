"""Words about a scene: several sentences made from what is really there."""

from __future__ import annotations

import numpy as np

from backend.data.synthetic.scene import Layout

_PLACES: dict[Layout, tuple[str, ...]] = {
    Layout.DEMO: ("an airport apron", "a part of an airport"),
    Layout.AIRPORT: ("an airport", "an airport apron"),
    Layout.HARBOUR: ("a harbour", "a port"),
    Layout.TANK_FARM: ("a tank farm", "an industrial site"),
    Layout.CAR_PARK: ("a parking lot", "a large car park"),
    Layout.SPORTS: ("a sports ground", "a public park"),
    Layout.RIVER: ("a river", "a river valley"),
    Layout.HOUSES: ("a residential area", "a neighbourhood along several streets"),
    Layout.SETTLEMENT: ("a densely built settlement", "houses along earth roads"),
    Layout.FIELDS: ("farmland", "an agricultural area"),
}
_PLURALS = {
    "ship": "ships", "airplane": "airplanes", "storage tank": "storage tanks",
    "baseball diamond": "baseball diamonds", "tennis court": "tennis courts",
    "basketball court": "basketball courts", "ground track field": "ground track fields",
    "harbor": "piers", "bridge": "bridges", "vehicle": "vehicles", "building": "buildings",
}  # fmt: skip
_SINGULARS = {"harbor": "pier"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(category: str, count: int) -> str:
    """Number and noun: "three airplanes", "one pier", "many vehicles"."""
    noun = _SINGULARS.get(category, category) if count == 1 else _PLURALS[category]
    return f"{_NUMBERS[count] if count < len(_NUMBERS) else 'many'} {noun}"


def captions_of(
    layout: Layout, scene_class: str, counts: dict[str, int], rng: np.random.Generator
) -> tuple[str, ...]:
    """Five sentences for a place, its most particular objects first."""
    common = ("building", "vehicle")
    order = sorted(counts, key=lambda category: (category in common, -counts[category]))
    phrases = [counted(category, counts[category]) for category in order]
    place = _PLACES[layout][int(rng.integers(len(_PLACES[layout])))]
    if not phrases:
        return (
            f"This is {place}.",
            f"The image shows {place}.",
            f"There is {place} in the image.",
            f"An aerial view of {place}.",
            f"A {scene_class} scene without countable objects.",
        )
    everything = _listed(phrases)
    return (
        f"This is {place} with {everything}.",
        f"The image shows {place}.",
        f"There {'is' if phrases[0].startswith('one ') else 'are'} {phrases[0]} in the image.",
        f"{_capital(everything)} can be seen in this {scene_class} scene.",
        f"An aerial view of {place} with {phrases[0]}.",
    )


def _listed(phrases: list[str]) -> str:
    if len(phrases) == 1:
        return phrases[0]
    return f"{', '.join(phrases[:-1])} and {phrases[-1]}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
