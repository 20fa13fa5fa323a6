"""Days and hours as people and other programs write them, read as the restaurant's clock."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from resv_desktop.domain.hours import instants
from resv_desktop.domain.typed_dates import MONTHS
from resv_desktop.domain.words import Sentence

Order = Literal["day", "month"]  # which of the two comes first where both are numbers
_ORDERS: Final[tuple[Order, ...]] = ("day", "month")
_TWO_DIGITS: Final = 100
_MONTHS_OF_A_YEAR: Final = 12
_NOON: Final = 12
_DAY_END: Final = 24
_YEARS: Final = range(2, 9999)  # so that the days beside every day that is read exist as well
_SHORT_HEBREW: Final = "ינו פבר מרץ אפר מאי יונ יול אוג ספט אוק נוב דצמ"
_MONTHS: Final = {  # those of the line, and what tables shorten them to
    **{
        f"{at}{word}": number
        for number, word in enumerate(_SHORT_HEBREW.split(), 1)
        for at in ("", "ב", "ל")  # Hebrew says "in March"
    },
    **{word: number for months in MONTHS.values() for word, number in months.items()},
}
_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_NAMED: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er)?\s+(?:of\s+|de\s+)?([^\W\d_]+)\.?,?\s+(\d{4})"
)
_MONTH_FIRST: Final = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_HOUR: Final = re.compile(
    r"(\d{1,2})\s*(?:[:.h]\s*(\d{2})(?::(\d{2})(?:\.\d+)?)?|h)?\s*"
    r"(a\.?m\.?|p\.?m\.?|uhr|heures?|h)?\s*(?:\((1|2)(?:st|nd)\))?",
    re.IGNORECASE,
)


class Unreadable(Exception):  # noqa: N818 - what a cell says is no time; the sentence says why
    """What stands in a cell is no day or hour that can be reserved."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ReadTime:
    """An instant (UTC); remark says what was assumed, or is None."""

    at: datetime
    remark: Sentence | None = None


def orders_of(texts: Iterable[str]) -> tuple[bool, bool, bool]:
    """Return whether days are written as numbers that may be either, surely day or month first."""
    either = is_day = is_month = False
    for text in texts:
        match = None if _ISO.search(text) else _NUMBERS.search(text)
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        if first > _MONTHS_OF_A_YEAR:
            is_day = True
        elif second > _MONTHS_OF_A_YEAR:
            is_month = True
        elif first != second:
            either = True
    return either, is_day, is_month


def order_of(texts: Iterable[str]) -> Order | None:
    """Return what comes first in the days of a file; None where only the host can say it.

    One day that can only be read one way decides for those that could be either; where there is
    nothing to decide, the day comes first.
    """
    either, is_day, is_month = orders_of(texts)
    if is_day and is_month:
        return None
    if is_month:
        return "month"
    return None if either and not is_day else "day"


def kind_of(text: str) -> Literal["starts_at", "date", "time"] | None:
    """Return whether a cell says a day, an hour or both; None where that cannot be read."""
    if _exact(text) is not None:
        return "starts_at"
    for order in _ORDERS:
        try:
            return "starts_at" if _day_in(text, order)[1].strip() else "date"
        except Unreadable:
            continue
    return "time" if _HOUR.fullmatch(text.strip()) else None


def read_time(when: str, day: str, hour: str, zone: ZoneInfo, order: Order | None) -> ReadTime:
    """Read the instant at which a reservation starts, from one cell or from two.

    Without an offset it is as the restaurant's clock shows it. Raises Unreadable.
    """
    if when:
        exact = _exact(when)
        if exact is not None:
            if exact.year not in _YEARS:  # some programs write such for no time at all
                raise _no_day(when)
            return _full_hour(exact, zone, when)
        on, hour = _day_in(when, order)
        if not hour.strip():
            raise Unreadable(Sentence('"{text}" says no hour.', text=_short(when)))
    elif day:
        on, behind = _day_in(day, order)
        # "2026-03-14 00:00:00" is how some programs write a day.
        if not hour.strip():
            hour = behind
        if not hour.strip():
            raise Unreadable(Sentence("The row says no hour."))
    else:
        raise Unreadable(Sentence("The row says no day."))
    return _on_the_clock(on, hour, zone)


def _exact(text: str) -> datetime | None:
    """Return the instant of a time that names its offset, else None."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _full_hour(at: datetime, zone: ZoneInfo, text: str) -> ReadTime:
    local = at.astimezone(zone)
    if local.minute or local.second or local.microsecond:
        raise _no_full_hour(text)
    return ReadTime(at.astimezone(UTC))


def _no_full_hour(text: str) -> Unreadable:
    return Unreadable(
        Sentence(
            '"{text}" is no full hour. Reservations start at full hours, such as 19:00.',
            text=_short(text),
        )
    )


def _day_in(text: str, order: Order | None) -> tuple[date, str]:
    """Return the day that a text says, and what stands behind it."""
    for form, read in _FORMS:
        match = form.search(text)
        if match is not None:
            numbers = read(match, order)
            if numbers is None:
                continue
            year, month, day = numbers
            year += 2000 if year < _TWO_DIGITS else 0
            if year not in _YEARS:
                break
            try:
                return date(year, month, day), text[match.end() :].lstrip(" T,")
            except ValueError:
                break
    raise _no_day(text)


def _no_day(text: str) -> Unreadable:
    return Unreadable(Sentence('"{text}" is no day that can be read.', text=_short(text)))


def _iso(match: re.Match[str], _order: Order | None) -> tuple[int, int, int]:
    return int(match[1]), int(match[3]), int(match[4])


def _numbers(match: re.Match[str], order: Order | None) -> tuple[int, int, int]:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    is_month_first = order == "month" and match[2] != "."
    return (year, first, second) if is_month_first else (year, second, first)


def _named(match: re.Match[str], _order: Order | None) -> tuple[int, int, int] | None:
    month = _month(match[2])
    return (int(match[3]), month, int(match[1])) if month else None


def _month_first(match: re.Match[str], _order: Order | None) -> tuple[int, int, int] | None:
    month = _month(match[1])
    return (int(match[3]), month, int(match[2])) if month else None


def _month(word: str) -> int | None:
    return _MONTHS.get(word.casefold())


_FORMS: Final = ((_ISO, _iso), (_NUMBERS, _numbers), (_NAMED, _named), (_MONTH_FIRST, _month_first))


def _on_the_clock(day: date, text: str, zone: ZoneInfo) -> ReadTime:
    """Return when the clock of a house shows an hour of a calendar day."""
    match = _HOUR.fullmatch(text.strip())
    if match is None:
        raise Unreadable(Sentence('"{text}" is no hour that can be read.', text=_short(text)))
    number = int(match[1])
    half = (match[4] or "").casefold()[:1]
    if half in ("a", "p"):
        if not 1 <= number <= _NOON:
            raise Unreadable(Sentence('"{text}" is no hour that can be read.', text=_short(text)))
        number = number % _NOON + (_NOON if half == "p" else 0)
    if number > _DAY_END:
        raise Unreadable(Sentence('"{text}" is no hour that can be read.', text=_short(text)))
    if int(match[2] or 0) or int(match[3] or 0):
        raise _no_full_hour(text)
    found = instants(zone, day, number)
    if not found:
        raise Unreadable(
            Sentence(
                "There is no {hour} on {day}: the clock is put forward over it.",
                hour=f"{number:02d}:00",
                day=day,
            )
        )
    if len(found) == 1:
        return ReadTime(found[0])
    which = int(match[5] or 1)
    at = found[which - 1]
    remark = Sentence(
        "{hour} comes twice on {day}, since the clock is put back; the first is meant here.",
        hour=f"{number % _DAY_END:02d}:00",
        day=day,
    )
    return ReadTime(at, None if match[5] else remark)


def _short(text: str) -> str:
    return " ".join(text.split())[:40]
