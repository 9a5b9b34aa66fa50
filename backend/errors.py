"""All the backend can tell a user went wrong. Each says what happened and what to do next."""

from __future__ import annotations


class BackendError(Exception):
    """Base of all. `kind` is the stable word that travels in Failed."""

    kind = "internal"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Cancelled(BackendError):
    """The user pressed Stop."""

    kind = "cancelled"


class BadRequest(BackendError, ValueError):
    """The question, the marks or the tile cannot be answered as they are."""

    kind = "bad_request"


class TaskUnavailable(BackendError):
    """The loaded weights were not trained for this task."""

    kind = "task_unavailable"


class WeightsError(BackendError, OSError):
    """Weights are missing, truncated, altered, or do not fit their configuration."""

    kind = "weights"


class OutOfMemory(BackendError, MemoryError):
    """The tile and the model do not fit the memory of the device."""

    kind = "out_of_memory"


class RasterError(BackendError, OSError):
    """A raster file cannot be read."""

    kind = "raster"


class VectorFileError(BackendError, OSError):
    """A vector file cannot be read, or must not be written."""

    kind = "vector_file"


class TrainingOptionsError(BackendError, ValueError):
    """A training run is told something it cannot do."""

    kind = "training_options"
