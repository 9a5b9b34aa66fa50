"""Rasters end somewhere: a slanted edge beyond which there is no data, black or white."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from backend.data.synthetic.materials import COVERS
from backend.data.synthetic.picture import UNKNOWN_COVER, Picture

_MOST = 0.4
"""Largest share of a picture's side that lies beyond the edge, in its middle."""


def cut_by_an_edge(picture: Picture, rng: np.random.Generator) -> Picture:
    """The picture with nothing beyond one or two straight edges.

    What lies there is no ground of any kind. Black areas are otherwise easily taken for water.
    """
    height, width = picture.instances.shape
    y, x = np.mgrid[-0.5 : 0.5 : height * 1j, -0.5 : 0.5 : width * 1j]
    angle = rng.uniform(0.0, 2 * math.pi)
    beyond = np.zeros((height, width), bool)
    for turn in (0.0, rng.uniform(1.0, 2.0))[: int(rng.integers(1, 3))]:
        distance = x * math.cos(angle + turn) + y * math.sin(angle + turn)
        beyond |= distance > 0.5 - rng.uniform(0.05, _MOST)
    fill = 255 if rng.random() < 0.15 else 0
    no_ground = len(COVERS)
    known = picture.covers != UNKNOWN_COVER
    return replace(
        picture,
        image=np.where(beyond[..., None], np.uint8(fill), picture.image),
        instances=np.where(beyond, 0, picture.instances).astype(np.int32),
        covers=np.where(beyond & known, no_ground, picture.covers).astype(np.uint8),
    )
