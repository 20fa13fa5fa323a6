"""A line taken apart into words, each of which is taken for one thing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from resv_desktop.domain.slot import LARGEST_PARTY, SMALLEST_PARTY

Part = Literal["party", "hour", "day", "phone", "name", "sign", "unclear"]
Doubt = Literal["", "time"]

NOON, HOURS = 12, 24
HALVES = {"am": 0, "a.m.": 0, "pm": NOON, "p.m.": NOON}
CLOCK = re.compile(r"(\d{1,2})(?:[:h](\d{2})?)?(am|pm|a\.m\.|p\.m\.)?")
QUOTES = "\"'“”„«»"


@dataclass(eq=False, slots=True)
class Word:
    """One word of the line; bare is without the signs around it, part what it is taken for.

    size is how many guests were said where no party has so many, minutes how many past the hour.
    is_settled tells that what else stands in the line leaves one half of the day for its hour,
    doubt what it may be without being said clearly. What stands in the line twice is two words.
    """

    text: str
    bare: str
    part: Part | None = None
    hour: int | None = None
    size: int | None = None
    minutes: int = 0
    is_settled: bool = False
    doubt: Doubt = ""

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


Counted = Literal["party", "hour"]
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|h)?(?:am|pm)?", re.IGNORECASE)
_ONE_WORD = re.compile(r"(\d{1,2}(?:[:.]\d{2})?)([^\W\d]{2,}\.?|[pP]\.?)")
_GERMAN_DAY = re.compile(
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:abend|morgen|(?:vor|nach)?mittag)\b"
    r"|kommenden|(?:über)?nächsten|\d{1,2}[./]",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(\d{1,2})\.(00|15|30|45)")  # a date or a phone has other figures there


@dataclass(frozen=True, slots=True)
class CountWords:
    """What is said before or behind a number to tell what it counts: "um 20 Uhr", "4 Personen".

    has_dots tells that hours are written as "20.00", table what may stand before it all.
    """

    before: Mapping[str, Counted]
    behind: Mapping[str, Counted]
    has_dots: bool = False
    table: str = ""


_ENGLISH: Final = CountWords(
    {"at": "hour", "for": "party"}, dict.fromkeys(("people", "guests"), "party"), table="table"
)
COUNT_WORDS: Final[Mapping[str, CountWords]] = MappingProxyType(
    {
        "de": CountWords(
            {"um": "hour", "gegen": "hour", "für": "party"},
            {
                "uhr": "hour",
                **dict.fromkeys(("personen", "person", "pers", "p", "gäste", "leute"), "party"),
            },
            has_dots=True,
            table="tisch",
        ),
        "fr": CountWords(
            {"à": "hour", "vers": "hour", "pour": "party"},
            {
                **dict.fromkeys(("h", "heures"), "hour"),
                **dict.fromkeys(("personnes", "personne", "pers", "p", "couverts"), "party"),
            },
            table="table",
        ),
        "he": CountWords(
            {"בשעה": "hour", "לשעה": "hour"},
            dict.fromkeys(("אנשים", "סועדים", "אורחים", "איש"), "party"),
        ),
    }
)


def words_of(line: str, language: str = "en") -> Iterator[Word]:
    """Take the line apart; "8 pm", "um 20 Uhr", what stands in quotes: each is one word."""
    own = COUNT_WORDS.get(language, _ENGLISH)
    opening = f"[{QUOTES}]"
    pattern = rf"{opening}[^{QUOTES}]+{opening}[,;]*(?=\s|$)|\S+"
    texts = re.findall(pattern, line)
    while texts:
        text = before = texts.pop(0)
        if _spelled(text) == own.table and _is_before(texts, own):
            before = texts.pop(0)
            text = f"{text} {before}"
        if _is_before([before, *texts[:1]], own):
            counted, bare = own.before[_spelled(before)], _bare(texts[0])
            text = f"{text} {texts.pop(0)}"
        else:
            counted, bare = None, _bare(text)
        one = _ONE_WORD.fullmatch(bare)
        if one is not None and _spelled(one[2]) in own.behind:
            bare, counted = one[1], own.behind[_spelled(one[2])]
        elif texts and _spelled(texts[0]) in own.behind and _TIME.fullmatch(bare):
            counted = own.behind[_spelled(texts[0])]
            text = f"{text} {texts.pop(0)}"
        half = texts[0].strip(",;").casefold() if texts else ""
        clock = re.fullmatch(r"(\d{1,2})(:\d{2})?", bare) if half in HALVES else None
        is_of_day = language == "de" and half == "am" and _is_day_next(bare, texts)
        if clock is not None and not is_of_day:
            text = f"{text} {texts.pop(0)}"
            bare, counted = bare + half, None
        if own.has_dots and (counted == "hour" or _DOTTED.fullmatch(bare)):
            bare = bare.replace(".", ":")
        yield take_count(Word(text, bare), counted)


def _is_before(texts: Sequence[str], own: CountWords) -> bool:
    """Whether a number comes next, and before it what it counts."""
    is_told = len(texts) > 1 and _spelled(texts[0]) in own.before
    return is_told and _TIME.fullmatch(_bare(texts[1])) is not None


def _is_day_next(bare: str, texts: Sequence[str]) -> bool:
    """Whether a German "am" says on which day: "20 Uhr am 5.12.", "4 am Montag"."""
    hour = bare.partition(":")[0]
    is_late = hour.isdecimal() and int(hour) > NOON
    return is_late or any(_GERMAN_DAY.match(text) for text in texts[1:2])


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


def _bare(text: str) -> str:
    return text.strip(",;") or text


def _spelled(text: str) -> str:
    return _bare(text).casefold().rstrip(".")
