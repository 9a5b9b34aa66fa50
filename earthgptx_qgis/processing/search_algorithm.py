"""What the algorithms have in common that look for a phrase."""

from __future__ import annotations

from typing import Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..errors import AskRefused
from .raster_algorithm import Parameters, RasterAlgorithm
from .texts import tr

PHRASE = "PHRASE"
MINIMUM_SCORE = "MINIMUM_SCORE"


class SearchAlgorithm(RasterAlgorithm):
    """Asks for everything that a phrase names."""

    def add_phrase(self) -> None:
        """The words."""
        self.add(
            QgsProcessingParameterString(PHRASE, tr("What to find")),
            tr("A word or two, such as: ships"),
        )

    def add_minimum_score(self) -> None:
        """How sure the model has to be."""
        self.add(
            QgsProcessingParameterNumber(
                MINIMUM_SCORE,
                tr("Minimum score"),
                QgsProcessingParameterNumber.Type.Double,
                None,
                optional=True,
                minValue=0.0,
                maxValue=1.0,
            ),
            tr("From 0 to 1; lower finds more and errs more. Unset: what suits the model."),
        )

    def phrase(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """The chosen words.

        Raises:
            AskRefused: there are none.
        """
        phrase = self.parameterAsString(parameters, PHRASE, context).strip()
        if not phrase:
            raise AskRefused(tr("There is nothing to find."), tr("Type a phrase, such as: ships"))
        return phrase

    def minimum_score(
        self, parameters: Parameters, context: QgsProcessingContext
    ) -> Optional[float]:
        """The chosen score; None where what suits the model is to count."""
        if parameters.get(MINIMUM_SCORE) is None:
            return None
        return self.parameterAsDouble(parameters, MINIMUM_SCORE, context)
