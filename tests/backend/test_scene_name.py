"""A scene is named by several looks at it."""

import numpy as np
import pytest
import torch

from backend.language.scene_name import most_probable, name_scene
from backend.loaded_model import LoadedModel, Sight
from backend.picture.image_processor import prepare_picture
from tests.backend.test_image_processor import tile_of
from tests.backend.tiny_model import tiny_model, tiny_tokenizer

QUESTION = "what kind of scene is this"


@pytest.fixture(scope="module")
def loaded():
    tokenizer = tiny_tokenizer()
    return LoadedModel.prepared(tiny_model(tokenizer), tokenizer, torch.device("cpu"))


def test_two_looks_that_agree_outvote_a_surer_one():
    name, probability = most_probable([("harbor", 0.9), ("beach", 0.5), ("beach", 0.55)])
    assert name == "beach"
    assert probability == pytest.approx(0.35)


def test_one_sure_look_outvotes_two_that_hardly_know():
    assert most_probable([("harbor", 0.9), ("beach", 0.2), ("beach", 0.3)])[0] == "harbor"


def test_a_tile_that_was_seen_is_looked_at_twice_more_both_times_smaller(loaded):
    picture = prepare_picture(tile_of(np.full((256, 256, 3), 90, np.uint8)))
    sight = Sight(loaded, picture, loaded.see(picture))
    asked: list[tuple[int, ...]] = []
    see = LoadedModel.see

    def seen(self, picture):
        asked.append(picture.pixels.shape)
        return see(self, picture)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LoadedModel, "see", seen)
        name, probability = name_scene(sight, QUESTION, 4)
    assert asked == [(3, 224, 224), (3, 224, 224)]
    assert 0.0 <= probability <= 1.0
    assert isinstance(name, str)
