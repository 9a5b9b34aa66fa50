"""Results to GeoPackage: a new file, a new table, more rows for a table, or a table replaced.

Nothing that exists is replaced unless OVERWRITE asks for it, and then only once the new one is
whole. Style and layer metadata are saved along. The layer itself is never changed.
"""

from __future__ import annotations

import logging
import os
import tempfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Iterator, List, Optional, Set, Tuple

from qgis.core import (
    QgsAbstractDatabaseProviderConnection,
    QgsCoordinateTransformContext,
    QgsException,
    QgsFeedback,
    QgsProject,
    QgsProviderConnectionException,
    QgsProviderMetadata,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtXml import QDomDocument

from ..errors import EarthGPTXError, SaveError, TableExists, TableUnsuitable
from . import style, table_crs
from .recipe import add_recipes, recipes_of
from .saved_copy import (
    check_folder,
    copy_to_be_saved,
    in_this_thread,
    let_go,
    move_if_free,
    not_writable,
    saving_cancelled,
)
from .table_append import append_features

_log = logging.getLogger(__name__)

_RESERVED_PREFIXES = ("gpkg_", "rtree_", "sqlite_", "layer_styles", "ogr_empty_table")


class SaveMode(Enum):
    """What may become of what is there."""

    NEW = "new"
    """A table of that name must not exist; the file may, and keeps its other tables."""
    APPEND = "append"
    """The table must exist and gets more rows, fields mapped by name."""
    OVERWRITE = "overwrite"
    """The table is replaced where it exists; other tables of the file stay."""


@dataclass(frozen=True)
class Saved:
    """Where results are now.

    Attributes:
        path, table: of the GeoPackage; path ends with .gpkg.
        feature_count: how many were written.
        fields_left_out: names of fields the table to append to does not have.
    """

    path: str
    table: str
    feature_count: int
    fields_left_out: Tuple[str, ...] = ()

    @property
    def uri(self) -> str:
        """The source string of a QgsVectorLayer of provider "ogr"."""
        return _uri(self.path, self.table)


def save(
    layer: QgsVectorLayer,
    path: str,
    table: str,
    mode: SaveMode = SaveMode.NEW,
    include_hidden: bool = False,
) -> Saved:
    """Save what a layer shows, unsaved edits included; see `prepare` and `TableToSave.write`."""
    return prepare(layer, path, table, mode, include_hidden).write()


def prepare(
    layer: QgsVectorLayer,
    path: str,
    table: str,
    mode: SaveMode = SaveMode.NEW,
    include_hidden: bool = False,
    selected_only: bool = False,
) -> TableToSave:
    """Take what a layer shows, unsaved edits included, to be written in whatever thread.

    Args:
        layer: of results, or any other.
        path: the GeoPackage; ".gpkg" is added where it is missing.
        include_hidden: also what the layer's filter (the minimum score) hides.
        selected_only: nothing but what is selected.

    Raises:
        TableUnsuitable: the name cannot be a table's.
        LayerBeingEdited: hidden features cannot be reached while the layer is edited.
        SaveError: the folder does not exist.
    """
    path = _with_suffix(os.path.abspath(path))
    _check_name(table)
    check_folder(path)
    source = copy_to_be_saved(layer, include_hidden, selected_only)
    source.setCrs(table_crs.to_table(layer.crs()))
    qml = _style_of(source)
    let_go(source)
    context = QgsProject.instance().transformContext()
    return TableToSave(source, qml, path, table, mode, context)


@dataclass(frozen=True)
class TableToSave:
    """All that is needed to write a table without looking at the layer again.

    Attributes:
        source: a copy of the layer; qml: its look.
    """

    source: QgsVectorLayer
    qml: str
    path: str
    table: str
    mode: SaveMode
    transform_context: QgsCoordinateTransformContext

    def write(self, feedback: Optional[QgsFeedback] = None) -> Saved:
        """Write it; once only.

        Args:
            feedback: is told of the progress, and may cancel.

        Raises:
            TableExists: mode NEW, and the table is there.
            TableUnsuitable: mode APPEND, and the table is missing or does not take the features.
            SaveError: the file cannot be written.
            Stopped: cancelled; the file is as before.
        """
        with in_this_thread(self.source):
            if self.mode is SaveMode.APPEND:
                return _append(self, feedback)
            if not os.path.exists(self.path):
                _write_file(self, feedback)
            else:
                _write_into_file(self, feedback)
            return Saved(self.path, self.table, self.source.featureCount())


def load(saved: Saved, name: str = "") -> QgsVectorLayer:
    """The saved table as a layer with its saved style, without a CRS where it has none."""
    layer = QgsVectorLayer(saved.uri, name or saved.table, "ogr")
    layer.setCrs(table_crs.from_table(layer.crs()))
    return layer


def tables(path: str) -> List[str]:
    """Names of the tables of features in a GeoPackage, for a person to choose from.

    Raises:
        SaveError: the file cannot be opened as a GeoPackage.
    """
    found = _names(path, "ogr")
    if not found:
        _check_file(path)
    return sorted(found - {"layer_styles"})


def _with_suffix(path: str) -> str:
    return path if path.lower().endswith(".gpkg") else path + ".gpkg"


def _uri(path: str, table: str) -> str:
    return f"{path}|layername={table}"


def _check_name(table: str) -> None:
    reserved = table.lower().startswith(_RESERVED_PREFIXES)
    if reserved or not table.strip() or set(table) & set("|\"'"):
        raise TableUnsuitable(
            _translate("“{table}” cannot be the name of a table.").format(table=table),
            _translate("Choose a name of letters, digits and underscores."),
        )


def _write_file(wanted: TableToSave, feedback: Optional[QgsFeedback]) -> None:
    """A new file, moved to its place when it is whole."""
    path = wanted.path
    try:
        with tempfile.TemporaryDirectory(dir=os.path.dirname(path), prefix=".earthgptx-") as folder:
            unfinished = os.path.join(folder, os.path.basename(path))
            _write_table(wanted, unfinished, wanted.table, feedback)
            _save_style(wanted.qml, unfinished, wanted.table)
            is_first = move_if_free(unfinished, path)
    except SaveError:
        raise
    except OSError as error:
        raise not_writable(path, error.strerror or str(error)) from error
    if not is_first:  # another window of QGIS has made it meanwhile
        _write_into_file(wanted, feedback)


def _write_into_file(wanted: TableToSave, feedback: Optional[QgsFeedback]) -> None:
    """A table of an existing file, under another name until it is whole."""
    path, table = wanted.path, wanted.table
    _check_file(path)
    existing = _existing_name(path, table)
    if existing and wanted.mode is not SaveMode.OVERWRITE:
        raise TableExists(
            _translate("{path} already has a table “{table}”.").format(path=path, table=existing),
            _translate("Choose another name, or choose to append to it or to replace it."),
        )
    unfinished = f"{table}_{uuid.uuid4().hex[:8]}"
    try:
        _write_table(wanted, path, unfinished, feedback)
    except EarthGPTXError:
        _drop_if_there(path, unfinished)
        raise
    with _sql_errors(path):
        connection = _connection(path)
        if existing:
            connection.dropVectorTable("", existing)
        connection.renameVectorTable("", unfinished, table)
    _save_style(wanted.qml, path, table)


def _append(wanted: TableToSave, feedback: Optional[QgsFeedback]) -> Saved:
    source, path, table = wanted.source, wanted.path, wanted.table
    if not os.path.exists(path):
        raise TableUnsuitable(
            _translate("{path} does not exist, so nothing can be appended to it.").format(
                path=path
            ),
            _translate("Save the results as a new file."),
        )
    _check_file(path)
    existing = _existing_name(path, table)
    target = QgsVectorLayer(_uri(path, existing or table), existing or table, "ogr")
    if not existing or not target.isValid():
        raise TableUnsuitable(
            _translate("{path} has no table “{table}” to append to.").format(
                path=path, table=table
            ),
            _translate("Save the results as a new table."),
        )
    left_out = append_features(source, target, wanted.transform_context, feedback)
    _append_metadata(source, target)
    styled = style.add_categories(target, style.categories_of(source))
    recipes = recipes_of(source)
    if recipes:
        add_recipes(target, recipes)
    qml = _style_of(target)
    del target  # the file has to be closed before its style is saved
    if styled or recipes:
        _save_style(qml, path, existing)
    return Saved(path, existing, source.featureCount(), left_out)


def _write_table(
    wanted: TableToSave, path: str, table: str, feedback: Optional[QgsFeedback]
) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = table
    options.saveMetadata = True
    options.layerMetadata = wanted.source.metadata()
    options.feedback = feedback
    if os.path.exists(path):
        options.actionOnExistingFile = (
            QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        )
    error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        wanted.source, path, wanted.transform_context, options
    )
    if error == QgsVectorFileWriter.WriterError.Canceled:
        raise saving_cancelled()
    if error != QgsVectorFileWriter.WriterError.NoError:
        raise _not_written(path, message)


def _check_file(path: str) -> None:
    """Find out in a moment whether the file takes changes, before any is tried."""
    with _sql_errors(path):
        # The transaction ends with the connection; a lock held by another program shows here.
        _connection(path).executeSql("BEGIN IMMEDIATE")


def _existing_name(path: str, table: str) -> str:
    """The name as the file spells it, of whatever has it; empty where nothing does."""
    names = {name.lower(): name for name in _names(path, "ogr") | _names(path, "gdal")}
    return names.get(table.lower(), "")


def _names(path: str, provider: str) -> Set[str]:
    """Names of the tables that a provider can open.

    Neither `tables` nor a SELECT of the connection: in QGIS 3.22 both leave the file open.
    """
    found = QgsProviderRegistry.instance().querySublayers(path)
    return {sublayer.name() for sublayer in found if sublayer.providerKey() == provider}


def _drop_if_there(path: str, table: str) -> None:
    try:
        if _existing_name(path, table):
            _connection(path).dropVectorTable("", table)
    except (SaveError, QgsException, QgsProviderConnectionException):
        _log.exception("the unfinished table %s stays in %s", table, path)


def _style_of(layer: QgsVectorLayer) -> str:
    """A layer's look and custom properties as QML."""
    document = QDomDocument()
    layer.exportNamedStyle(document)
    return document.toString()


def _save_style(qml: str, path: str, table: str) -> None:
    """Make a look the default one of a table, under the table's name."""
    _delete_style(path, table)
    # Not the layer's own method: that leaves the file in the mode for being open.
    saved = _provider().saveStyle(
        _uri(path, table), qml, "", table, _translate("Result of EarthGPT-X"), "", True, ""
    )
    if not saved:
        _log.warning("the style of table %s was not saved in %s", table, path)


def _delete_style(path: str, table: str) -> None:
    """Delete the style of the table's name, else QGIS would ask in a dialog about replacing it."""
    layer = QgsVectorLayer(_uri(path, table), table, "ogr")
    # The table's own styles come first, then those of all others.
    own_count, ids, names, *_ = layer.listStylesInDatabase()
    for style_id, name in list(zip(ids, names))[:own_count]:
        if name == table:
            layer.deleteStyleFromDatabase(style_id)


def _append_metadata(source: QgsVectorLayer, target: QgsVectorLayer) -> None:
    metadata = target.metadata()
    known = set(metadata.history())
    for item in source.metadata().history():
        if item not in known:
            metadata.addHistoryItem(item)
    registry = QgsProviderRegistry.instance()
    saved, message = registry.saveLayerMetadata("ogr", target.source(), metadata)
    if not saved:
        _log.warning("the metadata of %s was not saved: %s", target.source(), message)


def _provider() -> QgsProviderMetadata:
    return QgsProviderRegistry.instance().providerMetadata("ogr")


def _connection(path: str) -> QgsAbstractDatabaseProviderConnection:
    return _provider().createConnection(path, {})


@contextmanager
def _sql_errors(path: str) -> Iterator[None]:
    try:
        yield
    # 3.22 raises the one, later releases the other.
    except (QgsException, QgsProviderConnectionException) as error:
        raise _not_written(path, str(error)) from error


def _not_written(path: str, reason: str) -> SaveError:
    if "locked" in reason:
        return SaveError(
            _translate("{path} is locked by another program.").format(path=path),
            _translate("Close it there, or save to another file."),
        )
    return SaveError(
        _translate("{path} cannot be written as a GeoPackage: {reason}").format(
            path=path, reason=reason
        ),
        _translate("Close the file in other programs, or save to another one."),
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("GeoPackage", text)
