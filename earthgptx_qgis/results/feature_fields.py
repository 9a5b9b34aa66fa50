"""What the model says of selected features, as fields: of a copy, or of the layer itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsFields,
    QgsMemoryProviderUtils,
    QgsVectorDataProvider,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtXml import QDomDocument

from ..errors import FieldConflict, LayerNotEditable
from .field_types import REAL_NUMBER, TEXT, WHOLE_NUMBER

LABEL_FIELD = "egx_label"
SCORE_FIELD = "egx_score"
ANSWER_FIELD = "egx_answer"
REPLY_FIELD = "egx_reply"
SOURCE_FIELD = "source_fid"

_TYPES = {
    LABEL_FIELD: TEXT,
    SCORE_FIELD: REAL_NUMBER,
    ANSWER_FIELD: TEXT,
    REPLY_FIELD: TEXT,
    SOURCE_FIELD: WHOLE_NUMBER,
}
ANSWER_FIELDS = (LABEL_FIELD, SCORE_FIELD, ANSWER_FIELD, REPLY_FIELD)
"""What can be written of an answer, in the order of the fields."""


@dataclass(frozen=True)
class FeatureAnswer:
    """What is said of one feature.

    Attributes:
        label: its class; empty where it was described instead.
        score: 0..1.
        answer: its description; empty where it was classified only.
        reply: what was answered to a question about it: "yes", "no", or other words.
    """

    feature_id: int
    label: str
    score: float
    answer: str = ""
    reply: str = ""


def copy_with_answers(
    layer: QgsVectorLayer,
    answers: Sequence[FeatureAnswer],
    name: str = "",
    what: Sequence[str] = ANSWER_FIELDS,
) -> QgsVectorLayer:
    """A temporary layer of the answered features with the answers as further fields.

    It has the CRS, the fields and the style of the layer; `source_fid` keeps the feature's id.
    Features without an answer (a batch was stopped) are not in it.

    Args:
        what: of ANSWER_FIELDS; those that no answer fills are left out all the same.

    Raises:
        FieldConflict: a field of an answer's name holds something else.
    """
    wanted = [*_wanted_fields(answers, what), SOURCE_FIELD]
    fields = fields_of_copy(layer.fields(), layer.name(), wanted)
    crs = layer.crs()
    copied = QgsMemoryProviderUtils.createMemoryLayer(
        name or _translate("{layer}, classified").format(layer=layer.name()),
        fields,
        layer.wkbType(),
        crs,
    )
    copied.setCrs(crs)
    by_id = {answer.feature_id: answer for answer in answers}
    request = QgsFeatureRequest().setFilterFids(list(by_id))
    found = {row.id(): row for row in layer.getFeatures(request)}
    rows = [
        copied_feature(found[feature_id], fields, answer)
        for feature_id, answer in by_id.items()
        if feature_id in found
    ]
    copied.dataProvider().addFeatures(rows)
    copied.updateExtents()
    document = QDomDocument()
    layer.exportNamedStyle(document)
    copied.importNamedStyle(document)
    return copied


def fields_of_copy(fields: QgsFields, layer_name: str, wanted: Sequence[str]) -> QgsFields:
    """The fields of a layer and, behind them, those of the wanted ones it does not have.

    Args:
        wanted: of the names above.

    Raises:
        FieldConflict: a field of an answer's name holds something else.
    """
    extended = QgsFields(fields)
    for name in _missing_fields(fields, layer_name, wanted):
        extended.append(QgsField(name, _TYPES[name]))
    return extended


def copied_feature(
    row: QgsFeature, fields: QgsFields, answer: Optional[FeatureAnswer]
) -> QgsFeature:
    """A feature with the answer in its further fields; without one they stay empty.

    Args:
        fields: as of `fields_of_copy`; answers without a field there are left out.
    """
    feature = QgsFeature(fields)
    feature.setGeometry(row.geometry())
    added = len(fields) - len(row.attributes())
    feature.setAttributes(row.attributes() + [None] * added)
    values = {} if answer is None else _values(answer)
    for name, value in {**values, SOURCE_FIELD: row.id()}.items():
        index = fields.lookupField(name)
        if index >= 0:
            feature.setAttribute(index, value)
    return feature


def write_answers(
    layer: QgsVectorLayer,
    answers: Sequence[FeatureAnswer],
    what: Sequence[str] = ANSWER_FIELDS,
) -> int:
    """Write the answers into the layer itself: one step to undo in its edit session.

    The session is started where there is none and left open: the person saves or discards it.
    Fields that are missing are added; nothing but the fields of an answer is touched.

    Args:
        what: of ANSWER_FIELDS; those that no answer fills are left out all the same.

    Returns:
        How many features got their answer: one that was deleted meanwhile, or that the layer's
        filter hides, gets none.

    Raises:
        FieldConflict: a field of an answer's name holds something else.
        LayerNotEditable: the layer or its format does not take them; it is as before.
    """
    wanted = _wanted_fields(answers, what)
    missing = _missing_fields(layer.fields(), layer.name(), wanted)
    _check_editable(layer, bool(missing))
    answers = _of_present_features(layer, answers)
    if not answers:
        return 0
    was_editable = layer.isEditable()
    if not was_editable and not layer.startEditing():
        raise _not_editable(layer, _translate("it cannot be edited"))
    layer.beginEditCommand(_translate("Write answers into fields"))
    if _add_fields(layer, missing) and _change_values(layer, answers, wanted):
        layer.endEditCommand()
        layer.triggerRepaint()
        return len(answers)
    layer.destroyEditCommand()
    if not was_editable:
        layer.rollBack()
    raise _not_editable(layer, _translate("it refused a field or a value"))


def _wanted_fields(answers: Sequence[FeatureAnswer], what: Sequence[str]) -> List[str]:
    """Names of the fields that are to be written and that some answer fills.

    Label and score are there also where no feature got one: that says that it was asked.
    """
    filled = {name for answer in answers for name, value in _values(answer).items() if value}
    if filled <= {SCORE_FIELD}:
        filled.add(LABEL_FIELD)
    filled.add(SCORE_FIELD)
    return [name for name in ANSWER_FIELDS if name in what and name in filled]


def _missing_fields(fields: QgsFields, layer_name: str, wanted: Sequence[str]) -> List[str]:
    """Those of the wanted fields that a layer does not have; those it has must be of our type."""
    missing = []
    for name in wanted:
        index = fields.lookupField(name)
        if index < 0:
            missing.append(name)
        elif not _holds(fields.at(index), name):
            raise FieldConflict(
                _translate("“{layer}” has a field “{field}” of type {type} already.").format(
                    layer=layer_name,
                    field=fields.at(index).name(),
                    type=fields.at(index).typeName(),
                ),
                _translate("Rename or remove that field, then write the answers again."),
            )
    return missing


def _holds(field: QgsField, name: str) -> bool:
    """Whether a field takes the values we keep under that name."""
    if _TYPES[name] == WHOLE_NUMBER:
        return field.isNumeric()
    return field.type() == _TYPES[name]


def _check_editable(layer: QgsVectorLayer, adds_fields: bool) -> None:
    capabilities = layer.dataProvider().capabilities()
    if layer.readOnly() or not layer.supportsEditing():
        raise _not_editable(layer, _translate("it is read-only"))
    if not capabilities & QgsVectorDataProvider.Capability.ChangeAttributeValues:
        raise _not_editable(layer, _translate("its format does not let values be changed"))
    if adds_fields and not capabilities & QgsVectorDataProvider.Capability.AddAttributes:
        raise _not_editable(layer, _translate("its format does not let fields be added"))


def _not_editable(layer: QgsVectorLayer, reason: str) -> LayerNotEditable:
    return LayerNotEditable(
        _translate("The answers cannot be written into “{layer}”: {reason}.").format(
            layer=layer.name(), reason=reason
        ),
        _translate("Write them into a copy instead."),
    )


def _of_present_features(
    layer: QgsVectorLayer, answers: Sequence[FeatureAnswer]
) -> List[FeatureAnswer]:
    request = QgsFeatureRequest().setFilterFids([answer.feature_id for answer in answers])
    request.setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    present = {feature.id() for feature in layer.getFeatures(request)}
    return [answer for answer in answers if answer.feature_id in present]


def _add_fields(layer: QgsVectorLayer, names: Sequence[str]) -> bool:
    added = all(layer.addAttribute(QgsField(name, _TYPES[name])) for name in names)
    layer.updateFields()
    return added


def _change_values(
    layer: QgsVectorLayer, answers: Sequence[FeatureAnswer], wanted: Sequence[str]
) -> bool:
    indices = {name: layer.fields().lookupField(name) for name in wanted}
    return all(
        layer.changeAttributeValue(answer.feature_id, indices[name], value)
        for answer in answers
        for name, value in _values(answer).items()
        if name in indices
    )


def _values(answer: FeatureAnswer) -> Dict[str, object]:
    return {
        LABEL_FIELD: answer.label or None,
        SCORE_FIELD: answer.score,
        ANSWER_FIELD: answer.answer or None,
        REPLY_FIELD: answer.reply or None,
    }


def _translate(text: str) -> str:
    return QCoreApplication.translate("FeatureFields", text)
