"""Numbers as they travel."""

from __future__ import annotations

import numpy as np

from ..wire.messages import Array


def array_of(values: np.ndarray) -> Array:
    """The same shape and dtype, little-endian, in C order."""
    ordered = np.ascontiguousarray(values, values.dtype.newbyteorder("<"))
    return Array(values.dtype.name, values.shape, ordered.tobytes())
