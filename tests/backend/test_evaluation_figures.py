"""From what was observed to figures, tables and goals."""

import math

import pytest

from backend.evaluation.captions import CaptionMeasures, Said
from backend.evaluation.figures import WordMeasures, figures_of
from backend.evaluation.findings import (
    BOXES,
    MASKS,
    ORIENTED_BOXES,
    Area,
    Counted,
    Facts,
    Findings,
    Located,
    NamedMark,
    Outline,
    Search,
)
from backend.evaluation.goals import GOALS, mean_of, scores
from backend.evaluation.measures import Figure, Matches, Overlap
from backend.evaluation.report import goals_table, markdown_table, read_report, write_report

WORDLESS = WordMeasures(encoder=None, captions=None)


def figures(findings, words=WORDLESS):
    return figures_of(findings, 0.3, words)


def values(findings):
    return {name: figure.value for name, figure in figures(findings).items()}


def test_figures_of_nothing_are_none():
    assert figures(Findings()) == {}


def test_a_missing_answer_counts_nothing():
    findings = Findings()
    findings.named["box"] = [
        NamedMark("storage tank", "storage tank", 0.9),
        NamedMark("", "ship", 0),
    ]
    made = figures(findings)
    assert made["mark class, box: S-IoU"].value == 50.0
    assert made["mark class, box: S-IoU"].count == 2
    assert "mark class, box: SS" not in made


def test_outlines_are_compared_upright_and_oriented():
    findings = Findings()
    findings.outlines["point"] = [Outline(0.8, 0.6), Outline(0.4, None)]
    made = values(findings)
    assert made["outline, point: mean IoU"] == pytest.approx(0.6)
    assert made["outline, point: oriented box mean IoU"] == pytest.approx(0.6)


def test_areas_are_averaged_summed_and_told_apart_by_category():
    findings = Findings(
        areas=[
            Area("water", Overlap(30, 30)),
            Area("water", Overlap(0, 10)),
            Area("road", Overlap(1, 2)),
        ]
    )
    made = values(findings)
    assert made["find: gIoU"] == 0.5
    assert made["find: cIoU"] == pytest.approx(31 / 42)
    assert made["find, water: cIoU"] == 0.75
    assert made["find, road: cIoU"] == 0.5


def test_instances_are_counted_for_all_for_each_category_and_where_they_touch():
    right, wrong = Matches((True,), (0.9,), 1), Matches((False,), (0.9,), 1)
    findings = Findings(
        searches=[
            Search("car", {BOXES: wrong, MASKS: right}, touching=True),
            Search("person", {BOXES: wrong}),
        ]
    )
    made = values(findings)
    assert made["find: F1@0.5"] == 0.5
    assert made["find, car: F1@0.5"] == made["find, car: AP@0.5"] == 1.0
    assert made["find, person: F1@0.5"] == 0.0
    assert made["find: F1@0.5 where objects touch"] == 1.0


def test_ships_are_compared_in_every_way_their_labels_allow():
    right, wrong = Matches((True,), (0.9,), 1), Matches((False,), (0.9,), 1)
    ships = Search("ship", {BOXES: right, ORIENTED_BOXES: wrong, MASKS: right})
    made = values(Findings(searches=[ships]))
    assert made["ships: F1@0.5 by boxes"] == made["ships: F1@0.5 by masks"] == 1.0
    assert made["ships: AP@0.5 by oriented boxes"] == 0.0
    assert not any(
        name.startswith("ships")
        for name in values(Findings(searches=[Search("car", {BOXES: right})]))
    )


def test_what_is_found_of_nothing_is_an_alarm_from_the_threshold_on():
    alarms = [Matches((False,), (0.31,), 0), Matches((False,), (0.29,), 0)]
    findings = Findings(absent=[Search("ship", {BOXES: alarm}) for alarm in alarms])
    assert values(findings)["find: false alarms on absent phrases"] == 0.5


def test_superlatives_are_averaged_over_all_and_each():
    findings = Findings(
        located=[
            Located("largest", 0.9, 0.7),
            Located("largest", 0.2, 0.1),
            Located("left-most", 0.5, None),
        ]
    )
    made = values(findings)
    assert made["locate: Acc@0.5"] == pytest.approx(2 / 3)
    assert made["locate, largest: Acc@0.5"] == 0.5
    assert made["locate, left-most: Acc@0.5"] == 1.0
    assert made["locate: oriented box mean IoU"] == pytest.approx(0.4)


def test_counts_are_right_or_off_by_so_many():
    made = values(Findings(counted=[Counted(3, 3), Counted(1, 4), Counted(5, 4)]))
    assert made["count: accuracy"] == pytest.approx(1 / 3)
    assert made["count: mean absolute error"] == pytest.approx(4 / 3)


def test_facts_are_counted_one_by_one_and_as_a_whole():
    made = figures(
        Findings(relations=[Facts(5, 5), Facts(2, 5)], summaries=[Facts(2, 2), Facts(0, 1)])
    )
    assert made["relate marks: facts right"].value == 0.7
    assert made["relate marks: facts right"].count == 10
    assert made["relate marks: all facts right"].value == 0.5
    assert made["summarise marks: all facts right"].value == 0.5


def test_what_is_described_is_shared_out_by_phrases_and_by_categories():
    made = values(Findings(grounded=[True, False], named_in_description=[True, True, False]))
    assert made["grounded description: phrases with IoU 0.5"] == 0.5
    assert made["grounded description: categories named"] == pytest.approx(2 / 3)


def test_taught_and_held_out_wordings_stand_side_by_side():
    findings = Findings()
    findings.wordings["taught"] = [True, True]
    findings.wordings["held-out"] = [True, False]
    findings.wording_searches["held-out"] = [Matches((True,), (0.9,), 1)]
    made = values(findings)
    assert made["wording, taught: task understood"] == 1.0
    assert made["wording, held-out: task understood"] == 0.5
    assert made["wording, held-out: find F1@0.5"] == 1.0


def test_scores_of_what_is_found_of_absent_things_are_judged_too():
    right = Search("car", {BOXES: Matches((True,), (0.95,), 1)})
    alarm = Search("ship", {BOXES: Matches((False,), (0.95,), 0)})
    findings = Findings(searches=[right], absent=[alarm])
    made = figures(findings)
    assert made["instance scores: right at 0.9-1.0"].value == 0.5
    assert made["instance scores: calibration error"].value == pytest.approx(0.45)


def test_captions_are_measured_by_their_task():
    pytest.importorskip("pycocoevalcap", reason="the caption measures are not installed")
    words = WordMeasures(None, CaptionMeasures(java=False, spice=False))
    said = [Said("a b c d", ("a b c d",))]
    made = figures(Findings(captions=said, regions=said), words)
    assert made["describe: BLEU-4"].value == pytest.approx(1.0)
    assert made["describe marks (self-made references): ROUGE-L"].value == 1.0


def test_a_goal_is_reached_by_the_value():
    results = {
        "optical/ucm": {"scene: accuracy": Figure(0.96, 210, 0.93, 0.98)},
        "optical/vhr10": {
            "find: F1@0.5": Figure(0.8, 428, 0.7, 0.9),
            "find: false alarms on absent phrases": Figure(0.09, 453, 0.06, 0.12),
        },
    }
    assert {(score.goal.part, score.goal.value): score.reached for score in scores(results)} == {
        ("optical/ucm", 0.97): False,
        ("optical/vhr10", 0.8): True,
        ("optical/vhr10", 0.08): False,
    }
    table = goals_table(results)
    assert "| optical/ucm | scene: accuracy | 0.96 | 0.97 | no | 0.93 to 0.98 | 210 |" in table
    assert "| 0.09 | at most 0.08 | no |" in table


def test_a_goal_of_several_figures_is_held_against_their_mean():
    one, other = Figure(0.4, 5, 0.1, 0.8), Figure(0.8, 3, 0.4, 1.1)
    mean = mean_of([one, other])
    assert mean.value == pytest.approx(0.6)
    assert mean.count == 8
    # Half-widths 0.3 and 0.4 below, 0.4 and 0.3 above, in quadrature, halved.
    assert (mean.low, mean.high) == (pytest.approx(0.35), pytest.approx(0.85))
    dubai = {f"find, {name}: cIoU": one for name in ("building", "road", "vegetation")}
    assert scores({"optical/dubai": dubai}) == []
    assert len(scores({"optical/dubai": {**dubai, "find, water: cIoU": one}})) == 1


def test_no_goal_stands_twice():
    assert len({(goal.part, goal.figures) for goal in GOALS}) == len(GOALS)


def test_a_table_has_a_row_for_each_part_and_variant_and_a_column_for_each_measure():
    results = {
        "optical/a": {
            "find: F1@0.5": Figure(0.5, 4, 0.25, 0.75),
            "find, ship: F1@0.5": Figure(1.0, 2, 1.0, 1.0),
        },
        "sar/b": {"find: AP@0.5": Figure(0.25, 3, math.nan, math.nan)},
    }
    assert markdown_table(results).splitlines() == [
        "### Find",
        "",
        "| part | F1@0.5 | AP@0.5 |",
        "|---|---|---|",
        "| optical/a | 0.5 (0.25 to 0.75; 4) |  |",
        "| optical/a, ship | 1 (1 to 1; 2) |  |",
        "| sar/b |  | 0.25 (3) |",
    ]
    assert "ship" not in markdown_table(results, brief=True)


def test_a_report_is_read_back_as_it_was_written(tmp_path):
    results = {
        "optical/a": {"find: F1@0.5": Figure(0.5, 4, 0.25, 0.75)},
        "sar/b": {"find: AP@0.5": Figure(0.25, 3, math.nan, math.nan)},
    }
    write_report(tmp_path, results)
    again = read_report(tmp_path)
    assert again["optical/a"] == results["optical/a"]
    assert again["sar/b"]["find: AP@0.5"].value == 0.25
    assert math.isnan(again["sar/b"]["find: AP@0.5"].low)
    assert read_report(tmp_path / "nowhere") == {}
