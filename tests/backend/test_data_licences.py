"""Which parts bind the weights that are trained on them."""

import pytest

from backend.data.licences import is_permissive, licence_of


@pytest.mark.parametrize(
    "part", ["optical/vhr10", "sar/hrsid", "sar/sarship", "sar/opensarship", "infrared/sirst"]
)
def test_parts_for_research_are_not_permissive(part):
    assert not is_permissive(part)


@pytest.mark.parametrize("part", ["optical/ucm", "sar/s1flood", "sar/synthetic", "optical/mine"])
def test_open_parts_and_a_persons_own_are_permissive(part):
    assert is_permissive(part)


def test_a_licence_that_is_not_known_is_said_to_be_so():
    assert licence_of("infrared/hituav") == "HIT-UAV: CC BY 4.0"
    assert licence_of("optical/mine").startswith("not known")
