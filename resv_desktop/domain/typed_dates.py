"""Dates that a host types: 5.12, 5/12/2026, 2026-12-05, 5 dec, December 5."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from resv_desktop.domain.typed_day_words import DAY_WORDS
from resv_desktop.domain.typed_words import HOURS, Counted, Word, take_count

MONTH_FIRST: Final = frozenset({"US", "PR", "VI", "GU", "AS", "MP", "UM", "FM", "MH", "PW", "PH"})
_LOOKED_BACK: Final = timedelta(days=31)  # a date without a year may be so long ago
_MOST_YEARS: Final = 8  # from one 29 February to the next
_ISO: Final = re.compile(r"(20\d\d)([-/.])(\d{1,2})\2(\d{1,2})")
_FIGURES: Final = re.compile(
    r"(?:[בלה][-־]?)?(?:(\d{1,2})([./])(\d{1,2})(?:\.|\2(20\d\d|\d\d))?|(\d{1,2})-(\d{1,2})-(20\d\d))"
)
_LIKE_A_DATE: Final = re.compile(r"\d{1,2}([./])\d{1,2}(?:\.|\1(?:20\d\d|\d\d))?")
_OF_A_MONTH: Final = re.compile(r"(?:[בלה][-־]?)?(\d{1,2})(?:\.|st|nd|rd|th|er)?")
_ORDINAL: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)|ה[-־]?\d{1,2}")
_PREFIXED: Final = re.compile(r"([בל])[-־]?(\d{1,2}(?::\d{2})?)")
_PREFIXES: Final[Mapping[str, Counted]] = MappingProxyType({"ב": "hour", "ל": "party"})


def _numbered(*words: str) -> dict[str, int]:
    """Number the months from 1; several words for one stand side by side in one string."""
    return {word: number for number, words in enumerate(words, 1) for word in words.split()}


_HEBREW: Final = _numbered(
    *("ינואר", "פברואר", "מרץ מרס", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר"),
    *("אוקטובר", "נובמבר", "דצמבר"),
)
MONTHS: Final[Mapping[str, Mapping[str, int]]] = MappingProxyType(
    {
        "en": _numbered(
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sep sept", "october oct", "november nov"),
            "december dec",
        ),
        "de": _numbered(
            *("januar jänner jan", "februar feb", "märz maerz mär", "april apr", "mai"),
            *("juni jun", "juli jul", "august aug", "september sep sept", "oktober okt"),
            *("november nov", "dezember dez"),
        ),
        "fr": _numbered(
            *("janvier janv", "février fevrier févr fevr fév fev", "mars", "avril avr"),
            *("mai", "juin"),
            *("juillet juil", "août aout", "septembre sept", "octobre oct", "novembre nov"),
            "décembre decembre déc dec",
        ),
        "he": {
            **_HEBREW,
            **{f"{at}{month}": number for at in "בל" for month, number in _HEBREW.items()},
        },
    }
)
# Guests are called so, too: "4 20 Jan" is for Jan at 20:00.
_ALSO_NAMES: Final = frozenset(
    (
        *("jan", "mar", "march", "mars", "april", "avril", "may", "mai", "june", "jun", "juni"),
        *("juli", "august", "אפריל", "מאי", "יוני", "יולי"),
    )
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A month with the day that stands beside it; misfit counts what would then mean nothing."""

    words: tuple[Word, ...]
    on: date
    misfit: int
    is_whole: bool  # a party and an hour are left

    @property
    def is_sure(self) -> bool:
        """Whether it is no guest's name beside an hour or a party."""
        return (self.is_whole and not self.misfit) or self.on.day > HOURS


def find_dates(
    words: Sequence[Word], today: date, region: str | None, language: str
) -> dict[date, str]:
    """Take the dates among the words as such; return each day with how it was typed.

    A "5th" without its month is none, and taken for nothing; so is a "5." or "le 5".
    Figures are day and month, as most of the world writes them; month and day where `region` (ISO
    3166) does. Without a year it is the coming such day, or one of the last month. What can be two
    dates is returned as both.
    """
    found: dict[date, str] = {}
    for word in words:
        on = None if word.is_quoted else _in_figures(word.bare, today, region)
        if on is not None and word.part in (None, "phone", "name"):
            word.part = "day"
            found.setdefault(on, word.bare)
    own = {**MONTHS["en"], **MONTHS.get(language, {})}
    for n, word in enumerate(words):
        month = own.get(_spelled(word))
        if month is None or word.part != "name":
            continue
        readings = list(_readings(words, n, month, today))
        if _spelled(word) in _ALSO_NAMES:
            readings = [each for each in readings if each.is_sure]
        for each in _likeliest(readings, region):
            for part in each.words:
                part.part = "day"
            found.setdefault(each.on, " ".join(part.bare for part in each.words))
    for n, word in enumerate(words):
        if word.part == "name" and _ORDINAL.fullmatch(_spelled(word)):
            word.part = None
        elif word.part is None and _is_of_a_month(words, n, language):
            word.part, word.doubt = "unclear", "unread"
    return found


def _is_of_a_month(words: Sequence[Word], n: int, language: str) -> bool:
    """Whether a number is the day of a month that is not said: "le samedi 5", "am 5."."""
    word, before = words[n], words[max(0, n - 1) : n]
    if language == "de":
        return re.fullmatch(r"[1-9]\d?\.", word.bare) is not None
    weekdays = DAY_WORDS["fr"].weekdays
    if any(_spelled(other) in weekdays for other in before):
        before = words[max(0, n - 2) : n - 1]
    is_led = language == "fr" and any(_spelled(other) == "le" for other in before)
    return is_led and word.small is not None and not word.begins_number


def take_prefixes(words: Sequence[Word], language: str, *, are_dates_read: bool = False) -> None:
    """Take "ב-20" for "at 20" and "ל-4" for "for 4", unless a month makes a day of the number.

    Once dates are read, a month that made none is a guest's name.
    """
    months = MONTHS["he"] if language == "he" else {}
    for n, word in enumerate(words):
        is_free = word.part is None or (are_dates_read and word.part in ("name", "phone"))
        match = (
            _PREFIXED.fullmatch(word.bare) if months and is_free and not word.is_quoted else None
        )
        if match is not None and (are_dates_read or not _is_beside(words, n, months)):
            word.part, word.bare = None, match[2]
            take_count(word, _PREFIXES[match[1]])


def _is_beside(words: Sequence[Word], n: int, months: Mapping[str, int]) -> bool:
    """Whether a month follows a word, or stands before it and has no other day."""
    if any(_spelled(each) in months for each in words[n + 1 : n + 2]):
        return True
    has_day = n > 1 and _OF_A_MONTH.fullmatch(words[n - 2].bare) is not None
    return n > 0 and _spelled(words[n - 1]) in months and not has_day


def looks_like_date(word: Word) -> bool:
    """Whether it is written as a date, although there may be no such day: "31.2", "12/25"."""
    return _LIKE_A_DATE.fullmatch(word.bare) is not None


def is_like_no_phone(word: Word) -> bool:
    """Whether it is written as "2026-12-05", and so can be no number, whatever its digits."""
    return _ISO.fullmatch(word.bare) is not None


def _in_figures(text: str, today: date, region: str | None) -> date | None:
    """Read a date that is written in figures alone."""
    if iso := _ISO.fullmatch(text):
        return _date(int(iso[1]), int(iso[3]), int(iso[4]))
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1] or match[5]), int(match[3] or match[6])
    day, month = (second, first) if region in MONTH_FIRST else (first, second)
    year = match[4] or match[7]
    if year is None:
        return _coming(month, day, today)
    if len(year) == len("26"):
        # Other figures there are of a number in groups: "01.12.68" on its way to "01.12.68.53.00".
        return _of_these_years(2000 + int(year), month, day, today)
    return _date(int(year), month, day)


def _readings(words: Sequence[Word], n: int, month: int, today: date) -> Iterator[_Reading]:
    """Yield what a month may be a date with: the number before it, and the one behind it."""
    before = n - 2 if n > 1 and _spelled(words[n - 1]) == "of" else n - 1
    for at in (before, n + 1):
        day = _day_of_month(words[at]) if 0 <= at < len(words) else None
        if day is None:
            continue
        end, on = max(n, at) + 1, None
        if end < len(words) and re.fullmatch(r"20\d\d", words[end].bare):
            on = _of_these_years(int(words[end].bare), month, day, today)
        if on is not None:
            end += 1
        else:
            on = _coming(month, day, today)
        if on is not None:
            taken = tuple(words[min(n, at) : end])
            yield _Reading(taken, on, *_left(words, taken))


def _day_of_month(word: Word) -> int | None:
    """Return what may be the day of a month: "5", "5.", "5th"."""
    match = _OF_A_MONTH.fullmatch(word.bare.casefold())
    is_free = word.part in (None, "name") and not word.is_quoted
    return int(match[1]) if match is not None and is_free else None


def _left(words: Sequence[Word], taken: Sequence[Word]) -> tuple[int, bool]:
    """Return how many small numbers are neither party nor hour, and whether there are both."""
    parties = hours = count = 0
    is_phone = False
    for word, behind in zip(words, [*words[1:], None], strict=True):
        is_followed = behind is not None and behind.part is None and behind.digits > 0
        is_free = word.part is None and word not in taken
        is_phone = is_free and (is_phone or (word.begins_number and is_followed))
        if is_phone or word in taken:
            continue
        parties += word.part == "party" or (word.part is None and word.can_be_party)
        hours += word.part == "hour" or (word.part is None and word.can_be_hour)
        count += word.part in ("party", "hour") or (word.part is None and word.small is not None)
    return count - min(parties, 1) - min(hours, 1), bool(parties and hours)


def _likeliest(readings: Sequence[_Reading], region: str | None) -> Sequence[_Reading]:
    """Return the reading that leaves the most sense; both where either is as good.

    Where both leave a party and an hour, the day stands before its month as it is written: "5 dec 4
    20" is the fifth, for four. Where months are written first it can be either.
    """
    best = min(((each.misfit, not each.is_whole) for each in readings), default=None)
    likeliest = [each for each in readings if (each.misfit, not each.is_whole) == best]
    if region not in MONTH_FIRST and all(each.is_whole for each in likeliest):
        return likeliest[:1]
    return likeliest


def _coming(month: int, day: int, today: date) -> date | None:
    """Return the next such day, or one that is only just over."""
    for year in range(today.year - 1, today.year + _MOST_YEARS + 1):
        on = _date(year, month, day)
        if on is not None and (today - on) <= _LOOKED_BACK:
            return on
    return None


def _of_these_years(year: int, month: int, day: int, today: date) -> date | None:
    return _date(year, month, day) if 0 <= year - today.year <= 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _spelled(word: Word) -> str:
    return "" if word.is_quoted else word.bare.casefold().rstrip(".")
