"""A drawn picture with its truth, whichever way it was drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from earthgptx_qgis.wire.messages import SourceKind

UNKNOWN_COVER = 255


@dataclass(frozen=True, eq=False, kw_only=True)
class Picture:
    """What training needs of a drawn scene.

    Attributes:
        image: (H, W, C) uint8, C is 3 for optical, else 1.
        instances: (H, W) int32, 0 = none, k = thing k; only what is visible.
        categories: category of thing k at k - 1; a thing may be hidden and have no pixel.
        covers: (H, W) uint8, index into materials.COVERS, the number after the last of them for
            ground that is none of these, or UNKNOWN_COVER.
        gsd: metres from pixel to pixel, None where the picture has no scale.
    """

    source_kind: SourceKind
    image: npt.NDArray[np.uint8]
    instances: npt.NDArray[np.int32]
    categories: tuple[str, ...]
    covers: npt.NDArray[np.uint8]
    gsd: float | None = None
