"""How it is said that the house is closed, or has other hours than usual, with its end."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.hours import OpeningHours, opening_instant
from resv_desktop.domain.restaurant import Closure, Restaurant
from resv_desktop.domain.words import one_line
from resv_desktop.qt import words

translate = QCoreApplication.translate
_DAY = 24


@dataclass(frozen=True, slots=True)
class ClosureSaid:
    """What holds, with its end, and the reason; "" where none was given."""

    what: str
    reason: str


def closures_said(restaurant: Restaurant, on: date, now: datetime) -> list[ClosureSaid]:
    """Say what holds today, then what holds on the day that is shown, if that is another one.

    A day that is closed as a whole is said of today alone: another one is seen to be closed.
    Hours that were closed for this day only are no longer said once they are over.
    """
    today = restaurant.business_day(now)
    said = [_of_today(restaurant, closure, today, now) for closure in _of(restaurant, today)]
    if on != today:
        said += [_of_day(closure, on) for closure in _of(restaurant, on)]
    return [each for each in said if each is not None]


def end_and_reason(closure: Closure, on: date) -> str:
    """Say until when a day is closed, if for longer, and why."""
    until = translate("Closure", "Up to and including {day}.").format(day=words.day(closure.to_on))
    reason = one_line(closure.reason)
    return " ".join(filter(None, (until if closure.to_on > on else "", words.apart(reason))))


def _of(restaurant: Restaurant, day: date) -> list[Closure]:
    """Return the closures that hold on a day: the first that says its hours, and fewer hours."""
    here = [each for each in restaurant.closures if each.from_on <= day <= each.to_on]
    whole = [each for each in here if not each.closed_hours][:1]
    if whole and whole[0].hours is None:
        return whole
    return whole + [each for each in here if each.closed_hours]


def _of_today(
    restaurant: Restaurant, closure: Closure, today: date, now: datetime
) -> ClosureSaid | None:
    until = words.day(closure.to_on)
    is_longer = closure.to_on > today
    if closure.closed_hours:
        closed = _read(closure.closed_hours)
        if closed is None or (not is_longer and _over_at(restaurant, closed, today) <= now):
            return None
        says = (
            translate("Closure", "Closed each day up to and including {day}: {hours}.")
            if is_longer
            else translate("Closure", "Closed today: {hours}.")
        )
        return _said(says.format(day=until, hours=_hours(closed)), closure)
    if closure.hours is None:
        what = (
            translate("Closure", "Closed up to and including {day}.").format(day=until)
            if is_longer
            else translate("Closure", "Closed today.")
        )
        return _said(what, closure)
    hours = _read(closure.hours)
    says = (
        translate("Closure", "Other hours up to and including {day}: {hours}.")
        if is_longer
        else translate("Closure", "Other hours today: {hours}.")
    )
    return _said(says.format(day=until, hours=_hours(hours)), closure) if hours else None


def _over_at(restaurant: Restaurant, closed: OpeningHours, today: date) -> datetime:
    """Return when closed hours are over; "00:02" of an evening past midnight are its night's."""
    try:
        hours = restaurant.hours_on(today)
    except InvalidOpeningHours:
        hours = None
    is_of_night = hours is not None and closed.closes <= hours.opens and hours.closes > _DAY
    closes = closed.closes + (_DAY if is_of_night else 0)
    return opening_instant(restaurant.zone, today, closes)


def _of_day(closure: Closure, on: date) -> ClosureSaid | None:
    hours = _read(closure.closed_hours or closure.hours or "")
    if hours is None:
        return None
    says = (
        translate("Closure", "Closed on {day}: {hours}.")
        if closure.closed_hours
        else translate("Closure", "Other hours on {day}: {hours}.")
    )
    return _said(says.format(day=words.day(on), hours=_hours(hours)), closure)


def _said(what: str, closure: Closure) -> ClosureSaid:
    return ClosureSaid(what, words.apart(one_line(closure.reason)))


def _read(text: str) -> OpeningHours | None:
    """Return hours, or None where what is stored makes no sense."""
    try:
        return OpeningHours.parse(text)
    except InvalidOpeningHours:
        return None


def _hours(hours: OpeningHours) -> str:
    """Say hours: "14:00 to 20:00"."""
    closes = hours.closes if hours.closes <= _DAY else hours.closes - _DAY
    says = translate("Closure", "{opens} to {closes}")
    return says.format(opens=words.hour_of_day(hours.opens), closes=words.hour_of_day(closes))
