"""Everything the plugin can tell a user went wrong. Each says what happened and what to do next."""

from __future__ import annotations

from typing import Tuple


class EarthGPTXError(Exception):
    """Base of all.

    Attributes:
        message: what happened, to which layer or file.
        hint: what to do next.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        separator = "\n" if "\n" in self.message else " "
        return f"{self.message}{separator}{self.hint}".strip()


class NotInstalled(EarthGPTXError):
    """There is no backend that could be started."""


class InstallFailed(EarthGPTXError):
    """The backend could not be installed or removed; the one in use before is as it was."""


class BackendUnusable(EarthGPTXError):
    """The backend was started and cannot be used as it is; starting it again does not help."""


class BackendDied(EarthGPTXError):
    """The backend worked and then ended or fell silent; starting it again may help."""


class PromptError(EarthGPTXError):
    """A prompt cannot be taken as it is."""


class TileError(EarthGPTXError):
    """A raster layer gives no tile for what was asked."""


class MarkOutsideTile(EarthGPTXError):
    """Marks lie where the tile has no pixels.

    Attributes:
        numbers: of the marks, as shown on the map.
    """

    def __init__(self, numbers: Tuple[int, ...], message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.numbers = numbers


class AskRefused(EarthGPTXError):
    """A question that cannot be asked as it stands: a layer, a mark or a word is missing."""


class AnswerFailed(EarthGPTXError):
    """The backend took a question and could not answer it."""


class Stopped(EarthGPTXError):
    """The person asked to stop; what has been answered counts."""


class ResultLayerError(EarthGPTXError):
    """A layer cannot take results as it is: removed, of another CRS, not made for them."""


class LayerBeingEdited(EarthGPTXError):
    """What was asked of a layer has to wait until its edits are saved or discarded."""


class LayerNotEditable(EarthGPTXError):
    """A layer, or its format, does not take the answers that were to be written into it."""


class FieldConflict(EarthGPTXError):
    """A field of the name an answer needs exists and holds values of another type."""


class SaveError(EarthGPTXError, OSError):
    """Results could not be saved; they are still in their layer."""


class TableExists(SaveError):
    """A table or file of that name is there, and replacing it was not asked for."""


class TableUnsuitable(SaveError):
    """The table to append to is missing, or does not take these features."""
