"""What can be said of a phone number while it is still being typed."""

from dataclasses import dataclass
from typing import Literal

from resv_desktop.domain.errors import InvalidPhone
from resv_desktop.domain.phone import parse_phone

_MOST_DIGITS_MORE = 15  # E.164 has no longer numbers


@dataclass(frozen=True, slots=True)
class TypedPhone:
    """What is known of a number so far.

    "incomplete" may become right with more digits, "wrong" cannot (refusal says why), "unused"
    can be dialled but lies in no range that is in use. is_complete: more digits are too many.
    """

    kind: Literal["empty", "incomplete", "valid", "unused", "wrong"]
    e164: str = ""
    is_complete: bool = False
    refusal: InvalidPhone | None = None


def read_while_typing(text: str, region: str | None) -> TypedPhone:
    """Judge what was typed so far; national numbers belong to `region` (ISO 3166)."""
    if not text.strip():
        return TypedPhone("empty")
    try:
        phone = parse_phone(text, region)
    except InvalidPhone as refusal:
        if _can_grow(text, region):
            return TypedPhone("incomplete")
        return TypedPhone("wrong", is_complete=True, refusal=refusal)
    return TypedPhone(
        "valid" if phone.is_valid else "unused",
        e164=phone.e164,
        is_complete=not _can_grow(text, region, digits="0"),
    )


def _can_grow(text: str, region: str | None, *, digits: str = "0123456789") -> bool:
    """Return whether some digits more would make a number.

    Only their count decides, and the first of them where a country code is not typed to its end.
    """
    return any(
        _is_possible(text.rstrip() + digit * count, region)
        for digit in digits
        for count in range(1, _MOST_DIGITS_MORE)
    )


def _is_possible(text: str, region: str | None) -> bool:
    try:
        parse_phone(text, region)
    except InvalidPhone:
        return False
    return True
