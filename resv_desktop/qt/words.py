"""How the windows say hours, days, numbers and bad news."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.phone import format_phone
from resv_desktop.domain.words import Sentence, day_label, hour_label

_CONTEXT = "Refusal"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hour(at: datetime) -> str:
    """Say the hour of an aware local time: "19:00"; a repeated hour says which of the two."""
    # Every row says its hour each time it is painted. Two instants of a repeated hour are equal
    # in their zone, so what tells them apart is part of the key.
    return _hour(at.replace(tzinfo=None), at.fold, at.tzinfo)


@lru_cache(maxsize=4096)
def _hour(naive: datetime, fold: int, zone: tzinfo | None) -> str:
    return hour_label(naive.replace(tzinfo=zone, fold=fold))


def day(on: date) -> str:
    """Say a day: "Sat 14 March"."""
    return day_label(on)


def long_day(on: date) -> str:
    """Say a day in full: "Saturday 14 March"."""
    return f"{_WEEKDAYS[on.weekday()]} {day_label(on).partition(' ')[2]}"


def weekday(on: date) -> str:
    """Say a day of the week: "Fri"."""
    return day_label(on).partition(" ")[0]


def listed(names: Sequence[str]) -> str:
    """Say names one after the other: "Bar, Stand 1 and Stand 2"."""
    if len(names) <= 1:
        return "".join(names)
    template = QCoreApplication.translate("Words", "{names} and {last}")
    return template.format(names=", ".join(names[:-1]), last=names[-1])


def phone(number: str, region: str | None) -> str:
    """Show a stored phone number the way this house dials it."""
    return format_phone(number, region)


def sentence(error: Exception) -> str:
    """Say bad news in the host's language; the English sentence where none is known."""
    if isinstance(error, Refusal):
        template = QCoreApplication.translate(_CONTEXT, error.template)
        return str(Refusal(template, **error.arguments))
    return QCoreApplication.translate(_CONTEXT, str(error))


def said(what: Sentence) -> str:
    """Say what a rule has to say in the host's language; in English where none is known."""
    return str(Sentence(QCoreApplication.translate(_CONTEXT, what.template), what.arguments))
