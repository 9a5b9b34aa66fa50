"""Settings keep their type and their limits, whatever the profile's file holds."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings

from earthgptx_qgis import settings


@pytest.fixture(autouse=True)
def _reset():
    yield
    for setting in (settings.BACKEND_COMMAND, settings.MINIMUM_SCORE, settings.TILE_SIZE):
        setting.reset()


def test_a_setting_that_was_never_stored_has_its_default(qgis_app):
    assert settings.BACKEND_COMMAND.get() == ""
    assert settings.TILE_SIZE.get() == 1024


def test_a_stored_number_comes_back_as_a_number(qgis_app):
    settings.TILE_SIZE.set(512)
    settings.MINIMUM_SCORE.set(0.45)
    assert settings.TILE_SIZE.get() == 512
    assert type(settings.TILE_SIZE.get()) is int
    assert settings.MINIMUM_SCORE.get() == 0.45


def test_reset_brings_the_default_back(qgis_app):
    settings.BACKEND_COMMAND.set("ssh gpu-box python -m backend")
    settings.BACKEND_COMMAND.reset()
    assert settings.BACKEND_COMMAND.get() == ""


def test_numbers_beyond_the_limits_are_drawn_back_to_them(qgis_app):
    settings.TILE_SIZE.set(1_000_000)
    assert settings.TILE_SIZE.get() == 4096
    QgsSettings().setValue("earthgptx_qgis/minimum_score", -3.0)
    assert settings.MINIMUM_SCORE.get() == 0.0


def test_a_value_of_another_type_in_the_profile_gives_the_default(qgis_app):
    QgsSettings().setValue("earthgptx_qgis/tile_size", "as large as possible")
    assert settings.TILE_SIZE.get() == 1024


def test_a_number_written_as_text_in_the_profile_is_read(qgis_app):
    QgsSettings().setValue("earthgptx_qgis/tile_size", "768")
    assert settings.TILE_SIZE.get() == 768
