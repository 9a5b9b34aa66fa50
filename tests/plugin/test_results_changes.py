"""What two dates show is matched by its outlines; all numbers in metres."""

from __future__ import annotations

import pytest
from qgis.core import QgsGeometry, QgsRectangle

from earthgptx_qgis.results.changes import Dates, Sighting, changed_ground, changed_things
from earthgptx_qgis.wire.messages import Segment


def seen(*things):
    """Sightings of rectangles: left, bottom, right, top, score."""
    found = []
    for left, bottom, right, top, score in things:
        outline = QgsGeometry.fromRect(QgsRectangle(left, bottom, right, top))
        segment = Segment(1, len(found), "ship", "ships", score, b"", (0.0, 0.0, 1.0, 1.0))
        found.append(Sighting(segment, outline))
    return found


def things(earlier, later, smallest=0.3):
    dates = Dates(seen(*earlier), seen(*later), 0.4)
    return told(changed_things(dates, smallest))


def ground(earlier, later, narrowest=2.0):
    dates = Dates(seen(*earlier), seen(*later), 0.4)
    return told(changed_ground(dates, narrowest, lambda part: part.area()))


def told(changes):
    return [
        (one.change.value, one.sure, one.sighting.outline.boundingBox().toString(0))
        for one in changes
    ]


def test_what_overlaps_enough_stayed_and_has_its_later_outline(qgis_app):
    # Moved by 4 of 10: 6 shared of 14.
    assert things([(0, 0, 10, 10, 0.9)], [(4, 0, 14, 10, 0.5)], smallest=0.42) == [
        ("stayed", True, "4,0 : 14,10")
    ]
    assert things([(0, 0, 10, 10, 0.9)], [(4, 0, 14, 10, 0.5)], smallest=0.43) == [
        ("appeared", True, "4,0 : 14,10"),
        ("disappeared", True, "0,0 : 10,10"),
    ]


def test_nothing_at_one_date(qgis_app):
    assert things([], [(0, 0, 10, 10, 0.9)]) == [("appeared", True, "0,0 : 10,10")]
    assert things([(0, 0, 10, 10, 0.9)], []) == [("disappeared", True, "0,0 : 10,10")]
    assert things([], []) == []


def test_of_two_that_overlap_with_one_the_better_is_the_same(qgis_app):
    later = [(5, 0, 15, 10, 0.9), (1, 0, 11, 10, 0.5)]
    assert things([(0, 0, 10, 10, 0.9)], later) == [
        ("appeared", True, "5,0 : 15,10"),
        ("stayed", True, "1,0 : 11,10"),
    ]


def test_a_change_is_not_sure_where_the_other_date_shows_it_with_a_low_score(qgis_app):
    assert things([(0, 0, 10, 10, 0.39)], [(0, 0, 10, 10, 0.41)]) == [
        ("appeared", False, "0,0 : 10,10")
    ]
    assert things([(0, 0, 10, 10, 0.41)], [(0, 0, 10, 10, 0.39)]) == [
        ("disappeared", False, "0,0 : 10,10")
    ]


def test_what_both_dates_doubt_is_left_out(qgis_app):
    assert things([(0, 0, 10, 10, 0.39)], [(0, 0, 10, 10, 0.39)]) == []


def test_a_score_that_is_the_minimum_counts(qgis_app):
    assert things([(0, 0, 10, 10, 0.4)], [(0, 0, 10, 10, 0.4)]) == [("stayed", True, "0,0 : 10,10")]


def test_ground_is_divided_into_what_came_went_and_stayed(qgis_app):
    assert ground([(0, 0, 100, 50, 0.9)], [(20, 0, 130, 50, 0.9)]) == [
        ("appeared", True, "100,0 : 130,50"),
        ("stayed", True, "20,0 : 100,50"),
        ("disappeared", True, "0,0 : 20,50"),
    ]


def test_ground_that_the_other_date_doubts_is_not_sure(qgis_app):
    earlier = [(0, 0, 100, 50, 0.9), (100, 0, 120, 50, 0.1)]
    assert ground(earlier, [(0, 0, 130, 50, 0.9)]) == [
        ("appeared", True, "120,0 : 130,50"),
        ("appeared", False, "100,0 : 120,50"),
        ("stayed", True, "0,0 : 100,50"),
    ]


@pytest.mark.parametrize(("width", "count"), [(1.9, 0), (2.1, 1)])
def test_a_bank_that_is_drawn_a_pixel_further_out_is_no_change(qgis_app, width, count):
    found = ground([(0, 0, 100, 50, 0.9)], [(0, 0, 100 + width, 50, 0.9)])
    assert sum(change == "appeared" for change, _, _ in found) == count


def test_each_part_of_the_ground_has_its_own_area(qgis_app):
    dates = Dates(seen((40, 0, 60, 50, 0.9)), seen((0, 0, 100, 50, 0.9)), 0.4)
    changes = changed_ground(dates, 2.0, lambda part: part.area())
    assert [(one.change.value, one.segment().area_m2) for one in changes] == [
        ("appeared", 2000.0),
        ("appeared", 2000.0),
        ("stayed", 1000.0),
    ]
