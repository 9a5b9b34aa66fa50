"""The backend's stderr arrives in pieces and is kept in lines."""

from __future__ import annotations

from earthgptx_qgis.runtime.error_output import ErrorOutput


def test_lines_are_given_once_they_are_whole():
    output = ErrorOutput()
    assert output.feed(b"first li") == []
    assert output.feed(b"ne\nsecond\nthi") == ["first line", "second"]
    assert output.feed(b"rd\n") == ["third"]


def test_a_letter_that_arrives_in_two_pieces_stays_one_letter():
    output = ErrorOutput()
    encoded = "Größe\n".encode()
    assert output.feed(encoded[:3]) == []
    assert output.feed(encoded[3:]) == ["Größe"]


def test_a_progress_bar_gives_lines_too():
    assert ErrorOutput().feed(b" 10%\r 20%\r\n") == [" 10%", " 20%"]


def test_the_last_twenty_lines_are_quoted():
    output = ErrorOutput()
    output.feed("".join(f"line {number}\n" for number in range(100)).encode())
    assert output.quoted() == "".join(f"\nline {number}" for number in range(80, 100))


def test_an_unfinished_last_line_is_quoted_too():
    output = ErrorOutput()
    output.feed(b"Traceback\nKilled")
    assert output.quoted() == "\nTraceback\nKilled"


def test_nothing_is_quoted_where_nothing_was_written():
    assert ErrorOutput().quoted() == ""


def test_a_line_without_end_does_not_fill_the_memory():
    output = ErrorOutput()
    for _ in range(100):
        output.feed(b"x" * 10_000)
    assert output.quoted() == "\n" + "x" * 2000
