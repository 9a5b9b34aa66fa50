"""What a test teaches the vocabulary is forgotten after it."""

import pytest

from backend.data.vocabulary import NOUNS, UNKNOWN_NOUNS


@pytest.fixture(autouse=True)
def forgotten_words():
    nouns, unknown = dict(NOUNS), list(UNKNOWN_NOUNS)
    yield
    NOUNS.clear()
    NOUNS.update(nouns)
    UNKNOWN_NOUNS[:] = unknown
