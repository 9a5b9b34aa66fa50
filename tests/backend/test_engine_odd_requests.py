"""Requests drawn by lot: whatever the tile, the marks and the task, an answer or a told error."""

import random

import numpy as np
import pytest

from backend.earthgptx_engine import load_engine
from backend.errors import BackendError
from earthgptx_qgis.wire.geobox import GeoBox
from earthgptx_qgis.wire.messages import (
    Array,
    Ask,
    Done,
    Mark,
    PromptShape,
    Segment,
    SourceKind,
    Task,
    Tile,
    VisualPrompt,
)
from tests.backend.tiny_model import write_tiny_model

QUESTIONS = (
    "",
    "find all ships",
    "how many airplanes are there",
    "is there a bridge",
    "the largest tank",
    "what is mark 1",
    "ships near the dock",
    "outline buildings, water and roads",
    "the two left-most cars",
)
CORNERS = {PromptShape.POINT: 1, PromptShape.BOX: 2}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = load_engine(write_tiny_model(tmp_path_factory.mktemp("weights") / "tiny"), "cpu")
    engine.warm_up()
    return engine


def drawn_tile(chance: random.Random) -> Tile:
    """Blocks of noise of any size, type and number of bands, some of it without data."""
    values = np.random.default_rng(chance.getrandbits(32))
    height, width, bands = chance.randint(1, 200), chance.randint(1, 200), chance.randint(1, 5)
    blocks = values.normal(128, 60, (height // 8 + 1, width // 8 + 1, bands))
    pixels = blocks.repeat(8, 0).repeat(8, 1)[:height, :width].clip(0, 255)
    pixels = pixels.astype(chance.choice(("uint8", "uint16", "int16", "float32")))
    if pixels.dtype.kind == "f" and chance.random() < 0.5:
        pixels[values.random((height, width)) < 0.2] = np.nan
    valid = np.zeros((height, width), np.uint8)
    valid[chance.randrange(height) :, chance.randrange(width) :] = 1
    return Tile(
        Array(pixels.dtype.name, pixels.shape, pixels.tobytes()),
        GeoBox.from_bounds(width, height, (0.0, 0.0, 0.3 * width, 0.5 * height)),
        chance.choice((None, Array("uint8", valid.shape, valid.tobytes()))),
        chance.choice(list(SourceKind)),
    )


def drawn_marks(chance: random.Random, tile: Tile) -> tuple[Mark, ...]:
    """Up to three marks within a tile, of any shape, some with a point that subtracts."""

    def prompt(shape: PromptShape, positive: bool) -> VisualPrompt:
        points = [
            (chance.uniform(0, tile.geobox.width), chance.uniform(0, tile.geobox.height))
            for _ in range(CORNERS.get(shape, 4))
        ]
        return VisualPrompt(shape, tuple(points), positive)

    return tuple(
        Mark(
            number,
            (
                prompt(chance.choice(list(PromptShape)), True),
                *[prompt(PromptShape.POINT, False)] * chance.randint(0, 1),
            ),
        )
        for number in range(1, chance.randint(1, 4))
    )


@pytest.mark.parametrize("task", [task for task in Task if task is not Task.COMPARE_DATES])
def test_whatever_is_asked_ends_in_an_answer_or_in_an_error_that_is_told(engine, task):
    chance = random.Random(task.value)
    ended = {"done": 0, "told": 0}
    for _ in range(16):
        tile = drawn_tile(chance)
        marks = drawn_marks(chance, tile)
        ask = Ask(1, tile, task, chance.choice(QUESTIONS), marks, maximum_words=6)
        try:
            *pieces, last = engine.answer(ask)
        except BackendError as error:
            assert error.hint
            ended["told"] += 1
            continue
        assert isinstance(last, Done)
        for piece in pieces:
            if isinstance(piece, Segment):
                left, top, right, bottom = piece.box
                assert 0 <= left < right <= tile.geobox.width
                assert 0 <= top < bottom <= tile.geobox.height
        ended["done"] += 1
    assert ended["done"] >= 2, ended
