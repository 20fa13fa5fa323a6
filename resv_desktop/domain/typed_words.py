"""A line taken apart into words, each of which is taken for one thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resv_desktop.domain.slot import LARGEST_PARTY, SMALLEST_PARTY

Part = Literal["party", "hour", "day", "phone", "name", "sign", "unclear"]

NOON, HOURS = 12, 24
HALVES = {"am": 0, "a.m.": 0, "pm": NOON, "p.m.": NOON}
QUOTES = "\"'“”„«»"


@dataclass(slots=True)
class Word:
    """One word of the line; bare is without the signs around it, part what it is taken for."""

    text: str
    bare: str
    part: Part | None = None
    hour: int | None = None

    @property
    def digits(self) -> int:
        return sum(character.isdecimal() for character in self.bare)

    @property
    def small(self) -> int | None:
        """Its value where it is one or two digits, and so may be a party or an hour."""
        return int(self.bare) if re.fullmatch(r"\d{1,2}", self.bare) else None

    @property
    def can_be_party(self) -> bool:
        is_one = self.small is not None and len(self.bare) == 1
        return is_one and SMALLEST_PARTY <= int(self.bare) <= LARGEST_PARTY

    @property
    def can_be_hour(self) -> bool:
        is_number = self.small is not None and self.small <= HOURS
        return is_number and not self.can_be_party and self.bare != "0"

    @property
    def begins_number(self) -> bool:
        """Whether it begins as the numbers do that are dialled from here or from abroad."""
        return self.bare[0] in "0+("


def words_of(line: str) -> Iterator[Word]:
    """Take the line apart; "8 pm" and what stands in quotes are one word."""
    opening = f"[{QUOTES}]"
    pattern = rf"{opening}[^{QUOTES}]+{opening}[,;]*(?=\s|$)|\S+"
    texts = re.findall(pattern, line)
    while texts:
        text = texts.pop(0)
        bare = text.strip(",;") or text
        half = texts[0].strip(",;").casefold() if texts else ""
        if half in HALVES and re.fullmatch(r"\d{1,2}(:\d{2})?", bare):
            text = f"{text} {texts.pop(0)}"
            bare += half
        yield Word(text, bare)
