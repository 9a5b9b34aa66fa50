"""Outlines: (N, 2) arrays of metres, x right and y down, not closed, centred on the origin."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Outline = npt.NDArray[np.float64]
"""(N, 2) corners in metres, x right, y down; the last corner joins the first."""


def polygon(points: Sequence[tuple[float, float]]) -> Outline:
    """The outline through the points (x, y)."""
    return np.asarray(points, dtype=np.float64)


def box(x_min: float, y_min: float, x_max: float, y_max: float) -> Outline:
    """An upright rectangle."""
    return polygon([(x_min, y_min), (x_max, y_min), (x_max, y_max), (x_min, y_max)])


def rectangle(length: float, width: float) -> Outline:
    """A rectangle of `length` along x and `width` along y around the origin."""
    return box(-length / 2, -width / 2, length / 2, width / 2)


def rounded_rectangle(length: float, width: float, radius: float) -> Outline:
    """A rectangle with round corners."""
    x, y = length / 2 - radius, width / 2 - radius
    quarter = np.linspace(0.0, math.pi / 2, 5)
    corners = [(x, y, 0.0), (-x, y, 0.5), (-x, -y, 1.0), (x, -y, 1.5)]
    return np.concatenate(
        [
            np.stack(
                [
                    centre_x + radius * np.cos(quarter + turn * math.pi),
                    centre_y + radius * np.sin(quarter + turn * math.pi),
                ],
                axis=1,
            )
            for centre_x, centre_y, turn in corners
        ]
    )


def disc(radius: float, corners: int = 40) -> Outline:
    """A circle as a regular polygon."""
    return ellipse(radius, radius, corners)


def ellipse(radius_x: float, radius_y: float, corners: int = 40) -> Outline:
    """An ellipse with its axes along x and y."""
    angles = np.linspace(0.0, 2 * math.pi, corners, endpoint=False)
    return np.stack([radius_x * np.cos(angles), radius_y * np.sin(angles)], axis=1)


def sector(radius: float, start: float, end: float, corners: int = 24) -> Outline:
    """A slice of a circle between two angles in radians, its tip at the origin."""
    angles = np.linspace(start, end, corners)
    arc = np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1)
    return np.concatenate([np.zeros((1, 2)), arc])


def blob(rng: np.random.Generator, radius: float, roughness: float = 0.2) -> Outline:
    """A round outline with a few random lobes, such as a tree crown or a pond."""
    angles = np.linspace(0.0, 2 * math.pi, 28, endpoint=False)
    radii = np.ones_like(angles)
    for lobes in range(2, 8):
        phase = rng.uniform(0.0, 2 * math.pi)
        radii += roughness / lobes**0.5 * rng.normal(0.0, 0.6) * np.cos(lobes * angles + phase)
    radii = radius * np.clip(radii, 0.45, 1.6)
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1)


def mirrored(points: Sequence[tuple[float, float]]) -> Outline:
    """The outline symmetric about the x axis whose half with y >= 0 runs through the points."""
    half = polygon(points)
    other = half[::-1] * (1.0, -1.0)
    return np.concatenate([half, other])


def strip(line: npt.ArrayLike, width: float) -> Outline:
    """The band of a width along a line of at least two points (x, y)."""
    points = np.asarray(line, dtype=np.float64)
    tangent = np.gradient(points, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    return np.concatenate([points + normal * width / 2, (points - normal * width / 2)[::-1]])


def dashes(
    start: tuple[float, float], end: tuple[float, float], width: float, dash: float, gap: float
) -> list[Outline]:
    """A dashed straight line as one outline a dash."""
    first, last = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    length = float(np.linalg.norm(last - first))
    along = (last - first) / max(length, 1e-9)
    return [
        strip([first + along * at, first + along * min(at + dash, length)], width)
        for at in np.arange(0.0, length, dash + gap)
    ]


def moved(outline: Outline, x: float, y: float, heading: float = 0.0) -> Outline:
    """The outline turned by `heading` radians (from x towards y) and then shifted."""
    place = np.array([x, y])
    if heading == 0.0:
        return outline + place
    cosine, sine = math.cos(heading), math.sin(heading)
    return outline @ np.array([[cosine, sine], [-sine, cosine]]) + place


def scaled(outline: Outline, factor: float) -> Outline:
    """The outline drawn larger or smaller about the origin."""
    return outline * factor


def smooth_line(
    rng: np.random.Generator, length: float, sway: float, bends: float = 3.0
) -> npt.NDArray[np.float64]:
    """A gently winding line along x from -length/2 to length/2, (N, 2), swaying by about `sway`."""
    along = np.linspace(-length / 2, length / 2, 80)
    across = np.zeros_like(along)
    for harmonic in range(1, 4):
        phase = rng.uniform(0.0, 2 * math.pi)
        wave = 2 * math.pi * along / length * bends / 2 * harmonic + phase
        across += sway / harmonic**1.5 * rng.uniform(0.5, 1.0) * np.sin(wave)
    return np.stack([along, across], axis=1)
