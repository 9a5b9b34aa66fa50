"""The probes before one who knows every label: full marks; before one who errs: what that costs.

What a model says is measured elsewhere; here the answers are known, and so are the figures.
"""

import random
from dataclasses import replace

import numpy as np
import pytest

from backend.data.facts import Facts as KnownFacts
from backend.data.reference_texts import mark_wordings
from backend.data.sample import Instance, Sample
from backend.evaluation.findings import Counted, Facts, Findings
from backend.evaluation.mark_probes import (
    probe_classes,
    probe_descriptions,
    probe_outlines,
    probe_relations,
    probe_summaries,
)
from backend.evaluation.observer import MarkReply
from backend.evaluation.search_probes import (
    probe_count,
    probe_covers,
    probe_find,
    probe_grounded_description,
    probe_locate,
)
from backend.evaluation.subject import Subject
from backend.evaluation.word_probes import probe_caption, probe_presence, probe_scene
from backend.language.dialogue import GroundedPhrase
from backend.masks.grounding import MaskedInstance

SHIPS = [(8.0, 8.0, 24.0, 16.0), (40.0, 8.0, 60.0, 16.0)]
TANK = (10.0, 40.0, 30.0, 60.0)


def sample(**changed):
    """Two ships above a storage tank, of which the lower half lies on water."""
    instance_map, cover_map = np.zeros((64, 80), np.int16), np.zeros((64, 80), np.uint8)
    boxes = [*SHIPS, TANK]
    for number, (left, top, right, bottom) in enumerate(boxes, start=1):
        instance_map[int(top) : int(bottom), int(left) : int(right)] = number
    cover_map[:32] = 1
    names = ("ship", "ship", "storage tank")
    made = Sample(
        name="harbour",
        part="optical/harbour",
        source="optical",
        split="val",
        image=np.zeros((64, 80, 3), np.uint8),
        instances=tuple(Instance(name, box, True) for name, box in zip(names, boxes, strict=True)),
        instance_map=instance_map,
        cover_map=cover_map,
        covers=("unlabeled", "water"),
        complete=frozenset({"ship", "storage tank", "airplane"}),
        scene="harbor",
        labels=("ship",),
        known_labels=("airplane", "ship"),
        captions=("two ships beside a tank",),
    )
    return replace(made, **changed)


class Knowing:
    """Answers from the labels."""

    def __init__(self, known):
        self.known = known

    def instance(self, mask, score=0.9):
        return MaskedInstance(mask, 0, 0, score)

    def all_of(self, name):
        wanted = [k for k, item in enumerate(self.known.instances) if item.category == name]
        if name in self.known.covers:
            return [self.instance(self.known.cover_map == self.known.covers.index(name))]
        return [self.instance(self.known.instance_map == k + 1) for k in wanted]

    def under(self, mark):
        xs, ys = zip(*mark.prompts[0].points, strict=True)
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        return int(self.known.instance_map[int(y), int(x)]) - 1

    def each_mark(self, task, marks):
        names = [self.known.instances[self.under(mark)].category for mark in marks]
        return [MarkReply(name, 0.9) for name in names]

    def describe_marks(self, marks, threshold):
        known = self.known
        facts = KnownFacts(known.source, (80, 64), known.instances, known.complete)
        return [mark_wordings(facts, self.under(mark)).taught for mark in marks]

    def boxes(self, marks):
        return [self.known.instances[self.under(mark)].box for mark in marks]

    def outline(self, marks):
        return [self.instance(self.known.instance_map == self.under(mark) + 1) for mark in marks]

    def full_mask(self, instance):
        return instance.mask

    def ground(self, question, task):
        nouns = {"ship": "ship", "tank": "storage tank", "water": "water"}
        name = next((full for noun, full in nouns.items() if noun in question), "airplane")
        selector = question.split()[2] if task == "locate" else ""
        return GroundedPhrase(name, (selector,), None), self.all_of(name)

    def describe_with_masks(self, question):
        return {name: self.all_of(name) for name in ("ship", "storage tank", "water")}

    def is_there(self, question, threshold):
        return self.say(question, "answer")[1] == "yes"

    def say(self, question, task=""):
        if "scene" in question:
            return "classify scene", "harbor", 0.9
        if "describe" in question:
            return "describe", "two ships beside a tank", 0.9
        return "answer", "yes" if "ship" in question else "no", 0.9


class Mistaken(Knowing):
    """Takes everything for a ship and finds one ship everywhere."""

    def each_mark(self, task, marks):
        return [MarkReply("ship", 0.8) for _ in marks]

    def all_of(self, name):
        return [self.instance(self.known.instance_map == 1)]

    def describe_with_masks(self, question):
        return {"airplane": self.all_of("airplane"), "ship": self.all_of("ship"), "bridge": []}


def observed(probe, observer=Knowing, about=None):
    about = about or sample()
    findings = Findings()
    probe(Subject(observer(about), about, 0.3, True, random.Random(0)), findings)
    return findings


def test_polygons_follow_the_object():
    instance_map = np.zeros((64, 80), np.int16)
    instance_map[10:20, 30:34] = instance_map[14:16, 22:42] = 3
    about = sample(instance_map=instance_map)
    subject = Subject(Knowing(about), about, 0.3, True, random.Random(0))
    xs, ys = np.array(subject.mark(2, "polygon", 1).prompts[0].points).T
    assert (xs.min(), ys.min(), xs.max(), ys.max()) == (22, 10, 42, 20)
    area = abs(np.dot(xs, np.roll(ys, -1)) - np.dot(ys, np.roll(xs, -1))) / 2
    assert area == 4 * 10 + 2 * 16


def test_marks_are_named_by_every_shape():
    named = observed(probe_classes).named
    assert sorted(named) == ["box", "point", "polygon", "scribble"]
    assert all(mark.answer == mark.truth for marks in named.values() for mark in marks)
    mistaken = observed(probe_classes, Mistaken).named["box"]
    assert sorted((mark.answer, mark.truth) for mark in mistaken) == [
        ("ship", "ship"),
        ("ship", "ship"),
        ("ship", "storage tank"),
    ]


def test_outlines_are_those_of_the_marked_objects():
    outlines = observed(probe_outlines).outlines
    assert [len(outlines[shape]) for shape in ("box", "point", "polygon", "scribble")] == [3] * 4
    assert all(item.overlap == 1.0 for item in outlines["point"])
    assert all(item.oriented == pytest.approx(1.0) for item in outlines["point"])


def test_boxes_without_masks_have_no_outline():
    boxes = tuple(replace(item, has_mask=False) for item in sample().instances)
    findings = observed(probe_outlines, about=sample(instances=boxes))
    assert not any(findings.outlines.values())


def test_descriptions_are_held_against_taught_and_other_wordings():
    regions = observed(probe_descriptions).regions
    references = {text for said in regions for text in said.references}
    assert "a storage tank in the lower left of the image" in references
    assert "a ship in the upper left of the image, with one ship more" in references
    assert all(len(said.references) == 4 for said in regions)


def test_relations_have_five_facts():
    assert observed(probe_relations).relations == [Facts(5, 5)] * 4
    mistaken = observed(probe_relations, Mistaken).relations
    # Of a pair with the tank one name is wrong, of the ships none.
    assert set(mistaken) <= {Facts(5, 5), Facts(4, 5)}
    assert Facts(4, 5) in mistaken


def test_a_summary_is_counted_by_category():
    assert observed(probe_summaries).summaries == [Facts(2, 2)]
    # Three ships instead of two, and no storage tank instead of one.
    assert observed(probe_summaries, Mistaken).summaries == [Facts(0, 2)]


def test_all_that_is_there_is_found_and_nothing_that_is_not():
    findings = observed(probe_find)
    assert [item.category for item in findings.searches] == ["ship", "storage tank"]
    assert [item.best_known.correct for item in findings.searches] == [(True, True), (True,)]
    assert all(len(item.matches) == 3 for item in findings.searches)
    assert [item.overlap.share for item in findings.areas] == [1.0, 1.0]
    # Only the airplane is surely absent.
    assert [item.best_known.scores for item in findings.absent] == [()]
    assert len(findings.cases) == 2


def test_what_is_found_in_the_wrong_place_counts_against():
    findings = observed(probe_find, Mistaken)
    ship, tank = (item.best_known for item in findings.searches)
    assert (ship.correct, ship.truths) == ((True,), 2)
    assert (tank.correct, tank.truths) == ((False,), 1)
    # One ship of 128 pixels of two with 288; the same pixels for a tank of 400.
    assert [item.overlap.share for item in findings.areas] == [pytest.approx(128 / 288), 0.0]
    assert [item.best_known.scores for item in findings.absent] == [(0.9,)]


def test_what_is_labelled_incompletely_is_never_a_false_alarm():
    findings = observed(probe_find, Mistaken, sample(complete=frozenset({"ship"})))
    assert findings.absent == []
    assert observed(probe_count, about=sample(complete=frozenset())).counted == []


def test_covers_are_found_by_their_pixels():
    findings = observed(probe_covers)
    assert [(item.category, item.overlap.share) for item in findings.areas] == [("water", 1.0)]


def test_what_is_counted_is_what_is_found():
    assert observed(probe_count).counted == [Counted(2, 2), Counted(1, 1)]
    assert observed(probe_count, Mistaken).counted == [Counted(1, 2), Counted(1, 1)]


def test_superlatives_name_the_right_one():
    located = observed(probe_locate).located
    assert len(located) == 4
    assert all(item.overlap == 1.0 for item in located)
    assert all(item.oriented == pytest.approx(1.0) for item in located)
    ships = observed(probe_locate, about=sample(complete=frozenset({"ship"})))
    assert len(ships.located) == 2


def test_phrases_of_a_description_are_right_where_their_pixels_are():
    findings = observed(probe_grounded_description)
    assert findings.grounded == [True, True, True]
    assert findings.named_in_description == [True, True, True]
    # An airplane that is not there, and half of the ships; of bridges nothing is known.
    mistaken = observed(probe_grounded_description, Mistaken)
    assert mistaken.grounded == [False, False]
    assert mistaken.named_in_description == [True, False, False]


def test_words_are_right_or_wrong():
    assert observed(probe_scene).scenes == [True]
    assert observed(probe_scene, about=sample(scene="forest")).scenes == [False]
    # Two labels of the image, and the storage tank that is known by its outline only.
    assert observed(probe_presence).presence == [True, True, False]
    empty = sample(instances=(), labels=("airplane",), complete=frozenset())
    assert observed(probe_presence, about=empty).presence == [False, False]
    (said,) = observed(probe_caption).captions
    assert said.answer == said.references[0]


def test_what_nobody_labelled_is_not_asked_for():
    bare = sample(scene="", captions=(), known_labels=(), complete=frozenset())
    for probe in (probe_scene, probe_caption, probe_presence):
        assert observed(probe, about=bare) == Findings()
