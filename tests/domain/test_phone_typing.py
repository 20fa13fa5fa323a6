"""A number is judged while it is typed, and never before it is certain."""

import pytest

from resv_desktop.domain.phone_typing import read_while_typing


@pytest.mark.parametrize(
    ("text", "region", "kind", "is_complete"),
    [
        ("", "GB", "empty", False),
        ("  ", "GB", "empty", False),
        ("0", "GB", "incomplete", False),
        ("+", None, "incomplete", False),
        ("+9", "GB", "incomplete", False),
        ("+99", "GB", "incomplete", False),
        ("+21", "GB", "incomplete", False),
        ("+210", "GB", "wrong", True),
        ("+999", "GB", "wrong", True),
        ("020 794", "GB", "unused", False),
        ("212-5550", "US", "unused", False),
        ("020 7946 0123", "GB", "valid", True),
        ("030 123456", "DE", "valid", False),
        ("+49 30 123456", "GB", "valid", False),
        ("(212) 555-0123", "US", "valid", True),
        ("050 123 456a", "GB", "wrong", True),
        ("020 7946 01234567890", "GB", "wrong", True),
        ("0740", None, "wrong", True),
    ],
)
def test_what_is_known_of_a_number_so_far(
    text: str, region: str | None, kind: str, is_complete: bool
) -> None:
    typed = read_while_typing(text, region)
    assert (typed.kind, typed.is_complete) == (kind, is_complete)
    assert (typed.refusal is not None) == (kind == "wrong")
    assert bool(typed.e164) == (kind in ("valid", "unused"))


@pytest.mark.parametrize("text", ["07400 123456", "+49 30 123456", "+1 212-555-0123"])
def test_no_number_is_called_wrong_on_the_way_to_it(text: str) -> None:
    for end in range(1, len(text)):
        assert read_while_typing(text[:end], "GB").kind != "wrong"
