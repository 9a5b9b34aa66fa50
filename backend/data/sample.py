"""One type for every labelled image, whatever it was read from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Instance:
    """One labelled object.

    Attributes:
        category: singular, in plain words.
        box: x_min, y_min, x_max, y_max in pixels, corner origin.
        has_mask: whether its pixels are known, not only its box.
    """

    category: str
    box: tuple[float, float, float, float]
    has_mask: bool


@dataclass(frozen=True)
class Sample:
    """One image and all that is known of it.

    Attributes:
        part: folder and name of the collection, "optical/vhr10".
        source: "optical", "sar" or "infrared".
        image: (H, W, 3) uint8.
        instance_map: (H, W) int16, k where instance k (from 1) lies, 0 elsewhere; None without
            masks.
        cover_map: (H, W) uint8, index into covers, 255 where nothing is known; None without.
        gsd: metres on the ground from pixel to pixel, None where nobody knows.
        complete: categories of which every instance is labelled: only there absence is a fact.
        scene: class of the whole image, empty where unknown.
        labels: everything said to be present in the image, instances or not; of known_labels, which
            is all that was looked for.
    """

    name: str
    part: str
    source: str
    split: str
    image: np.ndarray
    instances: tuple[Instance, ...] = ()
    instance_map: np.ndarray | None = None
    cover_map: np.ndarray | None = None
    covers: tuple[str, ...] = ()
    complete: frozenset[str] = frozenset()
    scene: str = ""
    labels: tuple[str, ...] = ()
    known_labels: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    gsd: float | None = None
