"""A layer knows which answers it came from."""

from __future__ import annotations

import dataclasses

from results_samples import RD_NEW, context, segment

from earthgptx_qgis.results.provenance import history_line
from earthgptx_qgis.results.segment_layer import SegmentLayer


def test_a_line_of_history_says_when_what_where_and_by_which_weights(qgis_app):
    assert history_line(context()) == (
        "2026-11-23T15:30:00+00:00: find “find all ships” on harbour (optical), "
        f"model earthgptx-nano, weights sha256 {'ab' * 32}, stretch 112.5..2048, 90..1800 DN"
    )


def test_weights_without_a_hash_and_pixels_without_a_stretch_are_said_as_such(qgis_app):
    line = history_line(dataclasses.replace(context(), weights_sha256="", stretch=None))
    assert line.endswith("weights sha256 none (untrained)")


def test_every_answer_adds_its_line_and_the_properties_are_those_of_the_last(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(context(), [segment()])
    segments.add(context(question="find cranes"), [segment("crane")])
    history = segments.layer.metadata().history()
    assert ["find all ships" in history[0], "find cranes" in history[1]] == [True, True]
    properties = {
        key: segments.layer.customProperty(f"earthgptx/{key}")
        for key in ("model", "weights_sha256", "question", "source_layer", "stretch")
    }
    assert properties == {
        "model": "earthgptx-nano",
        "weights_sha256": "ab" * 32,
        "question": "find cranes",
        "source_layer": "harbour",
        "stretch": "112.5..2048, 90..1800 DN",
    }


def test_a_person_s_own_metadata_stays(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    metadata = segments.layer.metadata()
    metadata.setAbstract("Counted for the harbour master.")
    segments.layer.setMetadata(metadata)
    segments.add(context(), [segment()])
    assert segments.layer.metadata().abstract() == "Counted for the harbour master."
