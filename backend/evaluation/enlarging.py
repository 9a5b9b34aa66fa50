"""A sample at another scale, with all its labels: objects come in more sizes than a part shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PIL import Image

from backend.data.sample import Sample


def enlarged(sample: Sample, scale: float) -> Sample:
    """The sample resampled with all its labels."""
    if scale == 1.0:
        return sample
    height, width = (round(side * scale) for side in sample.image.shape[:2])
    picture = Image.fromarray(sample.image).resize((width, height), Image.Resampling.BICUBIC)
    return replace(
        sample,
        image=np.asarray(picture),
        gsd=None if sample.gsd is None else sample.gsd / scale,
        instances=tuple(replace(item, box=_scaled(item.box, scale)) for item in sample.instances),
        instance_map=_resized(sample.instance_map, width, height),
        cover_map=_resized(sample.cover_map, width, height),
    )


def _scaled(
    box: tuple[float, float, float, float], scale: float
) -> tuple[float, float, float, float]:
    left, top, right, bottom = (edge * scale for edge in box)
    return (left, top, right, bottom)


def _resized(labels: np.ndarray | None, width: int, height: int) -> np.ndarray | None:
    if labels is None:
        return None
    picture = Image.fromarray(labels.astype(np.int32)).resize(
        (width, height), Image.Resampling.NEAREST
    )
    return np.asarray(picture).astype(labels.dtype)
