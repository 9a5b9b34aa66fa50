"""Texts made from labels by rules: one set of facts in every wording."""

from backend.data.facts import Facts
from backend.data.reference_texts import (
    Relation,
    detailed_mark_wordings,
    grounded_wordings,
    image_wordings,
    listed,
    mark_wordings,
    relation_between,
    relation_wordings,
    summary_wordings,
)
from backend.data.sample import Instance

AIRPLANE = Instance("airplane", (10, 10, 30, 20), True)
VEHICLE = Instance("vehicle", (32, 10, 36, 14), True)
OTHER_AIRPLANE = Instance("airplane", (80, 60, 110, 80), True)
FACTS = Facts("optical", (120, 90), (AIRPLANE, VEHICLE, OTHER_AIRPLANE))


def all_wordings():
    relation = relation_between(AIRPLANE, VEHICLE)
    boxes = [item.box for item in FACTS.instances]
    return [
        mark_wordings(FACTS, 0),
        detailed_mark_wordings(FACTS, 0),
        image_wordings(FACTS),
        relation_wordings(relation),
        summary_wordings(["airplane", "vehicle", "airplane"], boxes, FACTS.size),
        grounded_wordings("sar", {"ship": 2, "water": 1}),
    ]


def test_every_text_has_at_least_two_wordings_that_are_not_taught():
    for wordings in all_wordings():
        assert len(wordings.held_out) >= 2
        assert len(set(wordings.references)) == 1 + len(wordings.held_out)
        assert not any("{" in text or "  " in text for text in wordings.references)


def test_a_mark_is_described_in_brief_and_in_detail():
    assert mark_wordings(FACTS, 0).taught == (
        "an airplane in the upper left of the image, with one airplane more"
    )
    assert mark_wordings(FACTS, 1).references == (
        "a vehicle in the upper left of the image",
        "a vehicle that lies in the upper left of the picture",
        "there is a vehicle in the upper left",
        "in the upper left of the scene one sees a vehicle",
    )
    assert detailed_mark_wordings(FACTS, 0).taught == (
        "a medium-sized airplane in the upper left of the image, near one vehicle, "
        "one of two airplanes"
    )
    assert detailed_mark_wordings(FACTS, 2).taught == (
        "a large airplane in the lower right of the image, with nothing near it, "
        "one of two airplanes"
    )


def test_an_area_is_described_without_an_article():
    facts = Facts("optical", (90, 90), (Instance("water", (0, 0, 20, 20), False),))
    assert mark_wordings(facts, 0).taught == "water in the upper left of the image"


def test_two_marks_are_related_by_kind_place_distance_and_size():
    relation = relation_between(AIRPLANE, VEHICLE)
    assert relation == Relation("airplane", "vehicle", "left of", True, "larger")
    assert relation_wordings(relation, (2, 5)).taught == (
        "mark 2 is an airplane and mark 5 is a vehicle: mark 2 is left of mark 5, "
        "near it and larger"
    )
    assert relation_between(OTHER_AIRPLANE, AIRPLANE) == Relation(
        "airplane", "airplane", "below and right of", False, "larger"
    )


def test_a_relation_says_what_has_no_name_and_what_is_about_as_large():
    relation = Relation("water", "", "above", False, "about as large")
    assert relation_wordings(relation).taught == (
        "mark 1 is water and mark 2 is something unknown: mark 1 is above mark 2, "
        "away from it and about as large as it"
    )


def test_several_marks_are_summed_up_the_most_frequent_first_the_unknown_last():
    names = ["ship", "", "airplane", "airplane"]
    boxes = [(0, y, 10, y + 5) for y in (0, 10, 80, 90)]
    assert summary_wordings(names, boxes, (100, 100)).taught == (
        "two airplanes, one ship and one i am not sure of, most of them on the left"
    )
    many = summary_wordings(["ship"] * 14, [(50, 50, 50, 50)] * 14, (100, 100)).taught
    assert many == "14 ships"


def test_a_grounded_description_counts_objects_and_names_covers():
    assert grounded_wordings("infrared", {"car": 12, "person": 1, "water": 3}).taught == (
        "a thermal image with 12 cars, one person and water"
    )


def test_lists_end_in_and():
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
