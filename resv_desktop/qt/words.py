"""How the windows say hours, days, numbers, names and bad news: the one place for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt

from resv_desktop.domain.errors import CannotStart, Outage, Refusal
from resv_desktop.domain.words import Sentence, showing

if TYPE_CHECKING:
    from resv_desktop.domain.reservation import Reservation
    from resv_desktop.domain.slot import Slot

translate = QCoreApplication.translate

_CONTEXT = "Refusal"
_NOON = 12
_DAY_END = 24
_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ISOLATE, _POP = "\u2068", "\u2069"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"  # signs that nobody sees
_LONGEST_LABEL = 60
_SET_OFF = re.compile("ו-(\u2068?[\u05d0-\u05ea])")


@dataclass(frozen=True, slots=True)
class _Speech:
    """How it is spoken here: names of days and months, their order, the clock, the direction."""

    locale: QLocale
    is_half_day: bool  # 7:00 pm rather than 19:00
    is_month_first: bool
    is_to_left: bool


def _speech(locale: QLocale, clock: str) -> _Speech:
    short = QLocale.FormatType.ShortFormat
    days = locale.dateFormat(QLocale.FormatType.LongFormat).replace("dddd", "")
    is_usual = "a" in locale.timeFormat(short).lower()
    return _Speech(
        locale=locale,
        is_half_day=clock == "12" or (clock != "24" and is_usual),
        is_month_first=days.index("M") < days.index("d"),
        is_to_left=locale.textDirection() == Qt.LayoutDirection.RightToLeft,
    )


_now = _speech(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), "")


def speak(locale: QLocale, clock: str = "") -> None:
    """Say days and hours from now on as a locale does; clock is "24", "12" or "" for its own."""
    global _now  # noqa: PLW0603 - as Qt's own language, it is one for the whole program
    _now = _speech(locale, clock)
    _hour.cache_clear()


def locale() -> QLocale:
    """Return how days and numbers are written here."""
    return _now.locale


def is_half_day() -> bool:
    """Whether hours are said as "7:00 pm" here, and not as "19:00"."""
    return _now.is_half_day


def between_cells() -> str:
    """Return what stands between the cells of a CSV file, so that spreadsheets here read it.

    Where a comma divides whole from part of a number, they want a semicolon.
    """
    from resv_desktop.exchange.cells import COMMA, SEMICOLON  # for who saves a file only

    return SEMICOLON if locale().decimalPoint() == "," else COMMA


def hour(at: datetime) -> str:
    """Say the hour of an aware local time: "19:00"; a repeated hour says which of the two."""
    # Every row says its hour each time it is painted. Two instants of a repeated hour are equal
    # in their zone, so what tells them apart is part of the key.
    return _hour(at.replace(tzinfo=None), at.fold, at.tzinfo)


@lru_cache(maxsize=4096)
def _hour(naive: datetime, fold: int, zone: tzinfo | None) -> str:
    says = ("{time}", translate("Words", "{time} (1st)"), translate("Words", "{time} (2nd)"))
    which = showing(naive.replace(tzinfo=zone, fold=fold)) if zone else 0
    return says[which].format(time=clock(naive))


def clock(at: datetime) -> str:
    """Say a time of the day: "19:08"."""
    if not _now.is_half_day:
        return f"{at:%H:%M}"
    return apart(f"{_half(at.hour)}:{at:%M} {_noon(at.hour)}")


def clock_with_seconds(at: datetime) -> str:
    """Say a time of the day to the second: "19:04:12"."""
    if not _now.is_half_day:
        return f"{at:%H:%M:%S}"
    return apart(f"{_half(at.hour)}:{at:%M:%S} {_noon(at.hour)}")


def hour_of_day(number: int) -> str:
    """Say a full hour of the wall clock, 0 to 24: "09:00"; 24 is the end of the day, "24:00"."""
    if not _now.is_half_day:
        return f"{number:02d}:00"
    return apart(f"{_half(number)}:00 {_noon(number % _DAY_END)}")


def _half(number: int) -> int:
    return number % _NOON or _NOON


def _noon(number: int) -> str:
    text = _now.locale.amText() if number < _NOON else _now.locale.pmText()
    return text.lower()


def day(on: date) -> str:
    """Say a day: "Sat 14 March"."""
    return _day(on, _now.locale.dayName(on.isoweekday(), QLocale.FormatType.ShortFormat))


def long_day(on: date) -> str:
    """Say a day in full: "Saturday 14 March"."""
    return _day(on, _now.locale.dayName(on.isoweekday(), QLocale.FormatType.LongFormat))


def day_and_year(on: date) -> str:
    """Say a day in full, with its year: "Saturday 14 March 2026"."""
    return translate("Words", "{day} {year}").format(day=long_day(on), year=on.year)


def short_day(on: date) -> str:
    """Say a day where there is little room: "14 Mar"."""
    says = (
        translate("Words", "{month} {number}")
        if _now.is_month_first
        else translate("Words", "{number} {month}")
    )
    name = _now.locale.monthName(on.month, QLocale.FormatType.ShortFormat)
    return says.format(number=on.day, month=name)


def weekday(on: date) -> str:
    """Say a day of the week: "Fri"."""
    return _now.locale.standaloneDayName(on.isoweekday(), QLocale.FormatType.ShortFormat)


def month(number: int, year: int) -> str:
    """Say a month of a year: "March 2026"."""
    name = _now.locale.standaloneMonthName(number, QLocale.FormatType.LongFormat)
    return translate("Words", "{month} {year}").format(month=name, year=year)


def _day(on: date, weekday: str) -> str:
    says = (
        translate("Words", "{weekday} {month} {number}")
        if _now.is_month_first
        else translate("Words", "{weekday} {number} {month}")
    )
    name = _now.locale.monthName(on.month, QLocale.FormatType.LongFormat)
    return says.format(weekday=weekday, number=on.day, month=name)


def size(count: int) -> str:
    """Say a number of bytes: "800 MB"."""
    return apart(_now.locale.formattedDataSize(count, 0, QLocale.DataSizeFormat.DataSizeSIFormat))


def listed(names: Sequence[str]) -> str:
    """Say names one after the other: "Bar, Stand 1 and Stand 2"."""
    names = [apart(name) for name in names]
    if len(names) <= 1:
        return "".join(names)
    template = translate("Words", "{names} and {last}")
    # In Hebrew "and" is a part of the word; only before a number or another alphabet it is set off.
    return _SET_OFF.sub(r"ו\1", template.format(names=", ".join(names[:-1]), last=names[-1]))


def phone(number: str, region: str | None) -> str:
    """Show a stored phone number the way this house dials it."""
    from resv_desktop.domain.phone import format_phone  # takes a while: after the first painting

    return apart(format_phone(number, region))


def apart(text: str) -> str:
    """Return a name or number that stays whole among words written in the other direction.

    Without it a number and the words beside a name of the other alphabet change places.
    """
    is_mixed = _now.is_to_left or _TO_LEFT.search(text)
    if not text or not is_mixed or text.startswith(_ISOLATE):
        return text
    return f"{_ISOLATE}{text}{_POP}"


def table(label: str) -> str:
    """Return the label of a table, or how it begins where nobody would read it to its end."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def named(template: str, subject: "Slot | Reservation") -> str:
    """Put the table and the hour of a slot or a reservation into a sentence."""
    return template.format(table=table(subject.table_id), hour=hour(subject.starts_at))


def line_apart(text: str) -> str:
    """Return one line of a longer text; in another alphabet alone it keeps its own direction.

    Without it the mark at such a line's end, as of a name that goes on, stands at its beginning.
    """
    has_letters = any(letter.isalpha() for letter in text)
    return apart(text) if has_letters and not _TO_LEFT.search(text) else text


def going_on(text: str) -> str:
    """Return a text that ends in dots so that they stand where it goes on.

    Behind words of the other direction they would stand where its last line begins.
    """
    last = next((letter for letter in reversed(text) if letter.isalpha()), "")
    is_to_left = _TO_LEFT.match(last) is not None
    if not last or is_to_left is _now.is_to_left:
        return text
    return text + (_RIGHT_TO_LEFT if is_to_left else _LEFT_TO_RIGHT)


def sentence(error: Exception) -> str:
    """Say bad news in the host's language; the English sentence where none is known."""
    if isinstance(error, Refusal):
        return said(Sentence(error.template, **error.arguments))
    if isinstance(error, Outage):
        return " ".join(filter(None, (said(error.sentence), said(error.why))))
    return said(error.sentence) if isinstance(error, CannotStart) else said(str(error))


def said(what: str) -> str:
    """Say what a rule has to say in the host's language; in English where none is known."""
    if not isinstance(what, Sentence):
        return translate(_CONTEXT, what) if what else ""
    template = translate(_CONTEXT, what.template)
    return template.format(**{name: _say(value) for name, value in what.arguments.items()})


def _say(value: object) -> str:
    if isinstance(value, datetime):
        return hour(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Sentence):
        return said(value)
    return apart(str(value)) if isinstance(value, str | PurePath) else str(value)
