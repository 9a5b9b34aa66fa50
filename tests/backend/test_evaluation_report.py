"""Tables go where people read them."""

import pytest

from backend.evaluation.card import write_goals
from backend.evaluation.measures import Figure


def test_the_table_of_goals_takes_its_place_in_a_document(tmp_path):
    document = tmp_path / "README.md"
    document.write_text("Above.\n<!-- measured:begin -->\nold\n<!-- measured:end -->\nBelow.\n")
    figure = Figure(0.971, 210, 0.95, 0.99)
    write_goals(document, {"optical/ucm": {"scene: accuracy": figure}})
    text = document.read_text()
    assert text.startswith("Above.\n<!-- measured:begin -->\n| part | what |")
    assert "| optical/ucm | scene: accuracy | 0.971 | 0.97 | yes | 0.95 to 0.99 | 210 |" in text
    assert "old" not in text
    assert text.endswith("|\n<!-- measured:end -->\nBelow.\n")


def test_a_document_without_a_place_for_the_table_is_left_alone(tmp_path):
    document = tmp_path / "README.md"
    document.write_text("No place.")
    with pytest.raises(ValueError, match=r"README\.md has no lines"):
        write_goals(document, {})
    assert document.read_text() == "No place."
