"""Which of a layer's recipes is run again, and on which raster."""

from __future__ import annotations

from typing import Optional, Sequence

from qgis.core import QgsMapLayerProxyModel, QgsRasterLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ...results.recipe import Recipe
from .. import object_names
from ..widgets.numbers import score_text
from ..widgets.task_texts import source_kind_texts, task_label

_LONGEST_QUESTION = 60


class RecipeDialog(QDialog):
    """The user chooses recipe, raster and area; accepted, the recipe is run there."""

    def __init__(
        self, layer_name: str, recipes: Sequence[Recipe], parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_names.RECIPE_DIALOG)
        self.setWindowTitle(self.tr("Run a recipe of “{}”").format(layer_name))
        self._recipes = QComboBox(self)
        self._recipes.setObjectName(object_names.RECIPE)
        for recipe in recipes:
            self._recipes.addItem(short_text(recipe), recipe)
        self._raster = QgsMapLayerComboBox(self)
        self._raster.setObjectName(object_names.RECIPE_RASTER)
        self._raster.setFilters(QgsMapLayerProxyModel.Filter.RasterLayer)
        self._details = _plain_label(self)
        self._area = QComboBox(self)
        self._area.setObjectName(object_names.RECIPE_AREA)
        self._area.addItem(self.tr("What the map shows of it"), False)
        self._area.addItem(self.tr("All of it"), True)
        self._area.setToolTip(
            self.tr("For large layers, use “Find a phrase in a raster” of the Processing toolbox.")
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._run = buttons.addButton(self.tr("Run"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(self.tr("Recipe"), self._recipes)
        form.addRow("", self._details)
        form.addRow(self.tr("Raster layer"), self._raster)
        form.addRow(self.tr("Area"), self._area)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(460)
        self._recipes.currentIndexChanged.connect(lambda _: self._tell())
        self._raster.layerChanged.connect(lambda _: self._tell())
        self._tell()

    @property
    def recipe(self) -> Recipe:
        """The chosen recipe."""
        return self._recipes.currentData()

    @property
    def raster(self) -> Optional[QgsRasterLayer]:
        """The chosen layer."""
        return self._raster.currentLayer()

    @property
    def is_whole_layer(self) -> bool:
        """Whether more is asked about than what the map shows of the layer."""
        return self._area.currentData()

    def _tell(self) -> None:
        self._details.setText(details_of(self.recipe))
        self._run.setEnabled(self.raster is not None)


def short_text(recipe: Recipe) -> str:
    """Such as: Find everything: ships."""
    task = task_label(recipe.task)
    words = " ".join(recipe.question.split())
    if len(words) > _LONGEST_QUESTION:
        words = words[:_LONGEST_QUESTION] + "…"
    return f"{task}: {words}" if words else task


def details_of(recipe: Recipe) -> str:
    """Sensor, score, tile and model in two lines."""
    text = QCoreApplication.translate(
        "RecipeDialog",
        "Sensor: {sensor}, minimum score {score}, tiles of {tile} pixels\nAnswered then by {model}",
    )
    return text.format(
        sensor=source_kind_texts()[recipe.source_kind][0],
        score=score_text(recipe.minimum_score),
        tile=recipe.tile_size,
        model=recipe.model,
    )


def _plain_label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
