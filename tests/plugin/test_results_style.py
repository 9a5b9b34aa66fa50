"""Colours of labels are stable, low scores look uncertain, and a person's style is left alone."""

from __future__ import annotations

import dataclasses

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRenderContext,
    QgsSingleSymbolRenderer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor
from results_samples import RD_NEW, context, segment, square

from earthgptx_qgis.results import style
from earthgptx_qgis.results.segment_layer import SegmentLayer


def answered(*labels, score=0.9):
    """A result layer with one large square for each label, side by side."""
    segments = SegmentLayer.create(RD_NEW)
    segments.add(
        context(),
        [
            segment(label, score=score, index=index, wkb=square(40.0 * index, 0.0, 30.0))
            for index, label in enumerate(labels)
        ],
    )
    return segments


def colours(layer):
    """Colour of each legend entry by its label."""
    return {
        category.value(): category.symbol().color().name()
        for category in layer.renderer().categories()
    }


def drawn(layer, width=400, height=400):
    """The layer as QGIS draws it."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent().buffered(5))
    settings.setOutputSize(QSize(width, height))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def outline_pixels(image):
    """How many pixels are much darker than the fill."""
    return sum(
        image.pixelColor(x, y).lightness() < 170
        for x in range(image.width())
        for y in range(image.height())
    )


def test_a_label_has_its_colour_in_every_layer(qgis_app):
    ship = colours(answered("ship").layer)["ship"]
    assert colours(answered("ship", "dock").layer)["ship"] == ship
    assert ship in style.PALETTE


def test_new_labels_get_entries_and_the_old_ones_keep_their_colours(qgis_app):
    segments = answered("ship", "crane")
    before = colours(segments.layer)
    segments.add(context(), [segment("storage tank"), segment("ship")])
    after = colours(segments.layer)
    assert set(after) == {"ship", "crane", "storage tank", ""}
    assert {label: after[label] for label in before} == before


def test_as_many_labels_as_there_are_colours_all_look_different(qgis_app):
    labels = [f"class {number}" for number in range(len(style.PALETTE))]
    found = colours(answered(*labels).layer)
    assert len({found[label] for label in labels}) == len(style.PALETTE)


def test_colours_repeat_when_there_are_more_labels(qgis_app):
    assert style.colour_of("ship", style.PALETTE) == style.colour_of("ship")


def test_the_entry_for_all_other_labels_stays_the_last(qgis_app):
    segments = answered("ship")
    segments.add(context(), [segment("anchor")])
    entries = segments.layer.renderer().categories()
    assert [category.value() for category in entries] == ["ship", "anchor", ""]


def test_a_colour_a_person_chose_for_a_label_stays(qgis_app):
    segments = answered("ship")
    renderer = segments.layer.renderer().clone()
    symbol = QgsFillSymbol.createSimple({"color": "1,2,3"})
    renderer.updateCategorySymbol(0, symbol)
    segments.layer.setRenderer(renderer)
    segments.add(context(), [segment("crane"), segment("ship")])
    assert colours(segments.layer)["ship"] == "#010203"
    assert "crane" in colours(segments.layer)


def test_a_renderer_a_person_chose_is_left_alone(qgis_app):
    segments = answered("ship")
    symbol = QgsFillSymbol.createSimple({"color": "1,2,3"})
    segments.layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    segments.add(context(), [segment("crane")])
    assert segments.layer.renderer().symbol().color().name() == "#010203"


def test_the_outline_of_a_low_score_is_dashed(qgis_app):
    solid = outline_pixels(drawn(answered("ship", score=0.9).layer))
    dashed = outline_pixels(drawn(answered("ship", score=0.3).layer))
    assert solid > 3000
    assert 0.4 * solid < dashed < 0.8 * solid


def test_low_scores_have_an_entry_of_their_own_beside_the_label_in_its_colour(qgis_app):
    segments = answered("anchor", "ship")
    segments.add(context(), [segment("anchor", 0.3), segment("crane", 0.3)])
    segments.add(context(), [segment("crane", 0.9)])
    entries = [
        (category.label(), category.symbol().color().name())
        for category in segments.layer.renderer().categories()
    ]
    labels = ["anchor", "anchor, low score", "ship", "crane", "crane, low score", "other"]
    assert [label for label, _ in entries] == labels
    colour = dict(entries)
    assert colour["anchor, low score"] == colour["anchor"]
    assert colour["crane"] == colour["crane, low score"] != colour["anchor"]


def test_no_symbol_holds_an_expression(qgis_app):
    segments = answered("ship")
    segments.add(context(), [segment("ship", 0.3)])
    categories = segments.layer.renderer().categories()
    assert len(categories) == 3
    assert not any(category.symbol().hasDataDefinedProperties() for category in categories)


def test_a_low_score_without_a_label_is_among_the_others(qgis_app):
    assert list(colours(answered("", score=0.3).layer)) == [""]


def test_a_low_score_leaves_the_outlines_of_the_others_solid(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(
        context(),
        [
            segment("ship", score, wkb=square(40.0 * index, 0.0, 30.0))
            for index, score in enumerate((0.9, 0.3, 0.9))
        ],
    )
    image = drawn(segments.layer, 1200, 400)
    left, middle, right = (outline_pixels(image.copy(x, 0, 400, 400)) for x in (0, 400, 800))
    assert 0.4 * left < middle < 0.8 * left
    assert 0.4 * right < middle < 0.8 * right


def test_the_fill_lets_the_imagery_through(qgis_app):
    image = drawn(answered("ship").layer)
    inside = image.pixelColor(image.width() // 4, image.height() // 2)
    assert 170 < inside.lightness() < 255


def test_a_label_typed_by_a_person_is_still_drawn(qgis_app):
    segments = answered("ship")
    segments.layer.startEditing()
    segments.layer.changeAttributeValue(1, 0, "boat")
    image = drawn(segments.layer)
    assert image.pixelColor(image.width() // 4, image.height() // 2) != QColor("white")


def test_labels_are_off_until_asked_for(qgis_app):
    layer = answered("ship").layer
    assert not layer.labelsEnabled()
    layer.setLabelsEnabled(True)
    assert layer.labelsEnabled()
    with_labels = drawn(layer)
    layer.setLabelsEnabled(False)
    assert with_labels != drawn(layer)


@pytest.mark.parametrize("label", ["", "a 'quoted' label", "Brücke", "x" * 300])
def test_any_word_of_a_model_can_be_a_label(qgis_app, label):
    segments = answered(label)
    assert label in colours(segments.layer)
    assert segments.layer.featureCount() == 1


def test_what_a_person_rejected_steps_back_and_what_was_accepted_is_no_longer_doubted(qgis_app):
    segments = answered("ship", "crane", "quay", score=0.3)
    layer = segments.layer
    index = layer.fields().lookupField("status")
    layer.dataProvider().changeAttributeValues({1: {index: "rejected"}, 2: {index: "accepted"}})
    style.add_categories(layer, style.categories_of(layer))
    renderer = layer.renderer()
    scope = QgsRenderContext.fromMapSettings(QgsMapSettings())
    scope.expressionContext().appendScope(QgsExpressionContextUtils.layerScope(layer))
    renderer.startRender(scope, layer.fields())
    labels = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    looks = {}
    for feature in layer.getFeatures():
        scope.expressionContext().setFeature(feature)
        (key,) = renderer.legendKeysForFeature(feature, scope)
        looks[feature["label"]] = labels[key]
    renderer.stopRender(scope)
    assert looks == {"ship": "rejected", "crane": "crane", "quay": "quay, low score"}


def test_a_map_tip_shows_the_answer_and_no_html_of_the_model(qgis_app):
    segments = SegmentLayer.create(RD_NEW)
    segments.add(dataclasses.replace(context(), answer="a <b>ship</b> & more"), [segment()])
    (feature,) = segments.layer.getFeatures()
    scope = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(segments.layer))
    scope.setFeature(feature)
    shown = QgsExpression.replaceExpressionText(segments.layer.mapTipTemplate(), scope)
    assert shown == ("<b>ship</b> 90 %<br>the ship<br><i>a &lt;b>ship&lt;/b> &amp; more</i>")


def test_the_attribute_table_begins_with_what_a_person_reviews_by(qgis_app):
    columns = answered("ship").layer.attributeTableConfig().columns()
    assert [column.name for column in columns][:5] == [
        "label", "score", "status", "area_m2", "perimeter_m",
    ]  # fmt: skip
    shown = [column.name for column in columns if column.name and not column.hidden]
    assert len(shown) == 14
    assert "fid" not in shown
