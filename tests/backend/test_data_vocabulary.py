"""Any category has words: a person's own are learnt without touching the code."""

import json

import pytest

from backend.data.categories import read_categories, write_categories
from backend.data.vocabulary import (
    NOUNS,
    UNKNOWN_NOUNS,
    Noun,
    category_named,
    counted,
    is_area,
    noun_of,
    register,
    register_unknown,
)
from backend.errors import RasterError


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("greenhouse", "greenhouses"),
        ("solar panel", "solar panels"),
        ("water factory", "water factories"),
        ("subway", "subways"),
        ("glass roof", "glass roofs"),
        ("bus", "buses"),
        ("church", "churches"),
        ("salt works", "salt works"),
    ],
)
def test_a_plural_is_made_by_rule(singular, plural):
    assert noun_of(singular) == Noun(singular, plural)


def test_a_noun_of_ours_keeps_its_own_plural():
    assert noun_of("vegetation").plural == "vegetation"
    assert counted("person", 2) == "two persons"
    assert counted("greenhouse", 3) == "three greenhouses"


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Solar_Panel", "solar panel"),
        ("small-vehicle", "small vehicle"),
        ("AnnualCrop", "annual crop"),
        ("  STORAGE   tanks ", "storage tank"),
        ("ships", "ship"),
        ("Tree", "tree"),
    ],
)
def test_a_name_is_read_as_a_person_would_say_it(name, category):
    assert category_named(name) == category


def test_a_category_that_is_taught_is_no_longer_refused():
    assert {"solar", "panels", "castles"} <= set(UNKNOWN_NOUNS)
    assert register_unknown(["solar panel", "ship"]) == ["solar panel"]
    assert not {"solar", "panels"} & set(UNKNOWN_NOUNS)
    assert "castles" in UNKNOWN_NOUNS
    assert NOUNS["solar panel"].plural == "solar panels"


def test_a_word_belongs_to_one_category_only():
    assert ("boat", "boats") in NOUNS["ship"].synonyms
    register([Noun("boat", "boats")])
    assert ("boat", "boats") not in NOUNS["ship"].synonyms
    assert ("vessel", "vessels") in NOUNS["ship"].synonyms


def test_areas_are_told_from_objects():
    assert is_area("water")
    assert not is_area("ship")
    assert not is_area("greenhouse")
    register_unknown(["wheat", "greenhouse"], areas=["wheat"])
    assert is_area("wheat")
    assert not is_area("greenhouse")


def test_a_file_beside_the_data_gives_plurals_and_synonyms(tmp_path):
    described = {
        "pv panel": {"plural": "PV panels", "synonyms": ["solar module", "mouse/mice"]},
        "wheat": {"plural": "wheat", "area": True},
        "ship": {"synonyms": ["tanker"]},
    }
    (tmp_path / "categories.json").write_text(json.dumps(described))
    panel, wheat, ship = read_categories(tmp_path)
    assert panel.forms == (
        ("pv panel", "pv panels"),
        ("solar module", "solar modules"),
        ("mouse", "mice"),
    )
    assert (wheat.plural, wheat.is_area) == ("wheat", True)
    assert ship.plural == "ships"
    assert {("boat", "boats"), ("tanker", "tankers")} <= set(ship.synonyms)
    assert read_categories(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", r"categories\.json is not JSON"),
        ("[]", r"categories\.json, the whole"),
        ('{"kiln": {"plurals": "kilns"}}', r"categories\.json, kiln: "),
        ('{"kiln": {"synonyms": "oven"}}', r"categories\.json, kiln: "),
        ('{"kiln": {"area": "yes"}}', r"categories\.json, kiln: "),
    ],
)
def test_an_entry_that_is_none_is_named(tmp_path, text, named):
    (tmp_path / "categories.json").write_text(text)
    with pytest.raises(RasterError, match=named):
        read_categories(tmp_path)


def test_what_a_person_wrote_stays_when_categories_are_added(tmp_path):
    path = tmp_path / "categories.json"
    path.write_text('{"kiln": {"plural": "kilnen"}}')
    register_unknown(["kiln", "quarry"])
    write_categories(tmp_path, ["kiln", "quarry"])
    assert json.loads(path.read_text()) == {
        "kiln": {"plural": "kilnen"},
        "quarry": {"plural": "quarries", "synonyms": [], "area": False},
    }
