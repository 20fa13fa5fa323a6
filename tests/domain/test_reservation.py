"""Names and notes fit on one row."""

import pytest

from resv_desktop.domain.reservation import LONGEST_TEXT, TextTooLong, check_text


def test_a_note_is_kept_on_one_line() -> None:
    assert check_text("note", "  window\nseat ") == "window seat"


def test_the_longest_note_is_kept_whole() -> None:
    assert check_text("note", "x" * LONGEST_TEXT) == "x" * LONGEST_TEXT


def test_a_longer_note_is_refused_with_its_length() -> None:
    with pytest.raises(TextTooLong) as refused:
        check_text("note", "x" * 501)
    assert str(refused.value) == "The note has at most 500 letters; this one has 501."
