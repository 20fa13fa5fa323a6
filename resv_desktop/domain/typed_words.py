"""One word of a typed line, and what it is taken for."""

import re
from dataclasses import dataclass
from typing import Literal

from resv_desktop.domain.slot import LARGEST_PARTY, SMALLEST_PARTY

Part = Literal["party", "hour", "day", "phone", "name", "sign", "unclear"]
Counted = Literal["party", "hour"]
Doubt = Literal["", "time", "size", "unread"]

NOON, HOURS = 12, 24
HALVES = {"am": 0, "a.m.": 0, "pm": NOON, "p.m.": NOON}
CLOCK = re.compile(r"(\d{1,2})(?:[:h](\d{2})?h?)?(am|pm|a\.m\.|p\.m\.)?")
QUOTES = "\"'“”„«»"


@dataclass(eq=False, slots=True)
class Word:
    """One word of the line; bare is without the signs around it, part what it is taken for.

    size is how many guests were said where no party has so many, minutes how many past the hour.
    is_settled tells that what else stands in the line leaves one half of the day for its hour,
    doubt what it may be without being said clearly, may_be_size that its hour may be meant for
    guests ("à quatre"). What stands in the line twice is two words.
    """

    text: str
    bare: str
    part: Part | None = None
    hour: int | None = None
    size: int | None = None
    minutes: int = 0
    is_settled: bool = False
    doubt: Doubt = ""
    may_be_size: bool = False

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
    def is_sure(self) -> bool:
        """Whether an hour is said so that it cannot be meant for twelve hours later."""
        clock = CLOCK.fullmatch(self.bare.casefold())
        is_in_half = clock is not None and clock[3] is not None
        is_of_24 = self.small is None and self.bare.startswith("0")
        return self.is_settled or is_in_half or is_of_24 or (self.hour or 0) > NOON

    @property
    def is_quoted(self) -> bool:
        """Whether a quote stands before it, so that it is meant for no day."""
        return self.text.strip(",;")[:1] in QUOTES

    @property
    def begins_number(self) -> bool:
        """Whether it begins as the numbers do that are dialled from here or from abroad."""
        return self.bare[0] in "0+("


def take_count(word: Word, counted: Counted | None) -> Word:
    """Take a number for what it was said to count; "20:00" is read as an hour in any case."""
    if counted is None or word.small is None:
        return word
    number = word.small
    if counted == "hour":
        word.part, word.hour = ("hour" if number <= HOURS else "unclear"), number
    elif SMALLEST_PARTY <= number <= LARGEST_PARTY:
        word.part, word.bare = "party", str(number)
    else:
        word.part, word.size = "unclear", number
    return word
