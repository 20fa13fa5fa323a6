"""Reservations as a calendar (iCalendar, RFC 5545) that any calendar program reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from resv_desktop import __version__
from resv_desktop.controller.house import region_of_house
from resv_desktop.domain.phone import format_phone, last_four
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS
from resv_desktop.domain.words import one_line, showing

if TYPE_CHECKING:
    from icalendar import Timezone

    from resv_desktop.controller import Controller

_MAKER = f"-//resv-desktop//resv-desktop {__version__}//EN"
_AGAIN = timedelta(minutes=15)  # how often a calendar that subscribes may look again
_WEEK = timedelta(days=7)
_AT_A_TIME = 2_000
_KEPT = 10_000  # events: what a large house has ahead
_END, _NEW_LINE = b"END:VCALENDAR", b"\r\n"
_CONTROL = dict.fromkeys((*range(32), 127), " ")


@dataclass(frozen=True, slots=True)
class EventWords:
    """How an event is said; the windows say it in the host's language."""

    summary: str = "{name}, {party}, table {table}"
    unknown: str = "No name"
    phone: str = "Phone: {phone}"
    ends_in: str = "Phone ends in {digits}"
    note: str = "Note: {note}"
    allergy: str = "Allergy"


@dataclass(frozen=True, slots=True)
class Mark:
    """How often a reservation was changed since it was made, and when (UTC) last."""

    times: int
    at: datetime


@dataclass(frozen=True, slots=True)
class _House:
    """What an event says of its restaurant; region is where its national numbers are dialled."""

    zone: ZoneInfo
    name: str
    region: str | None


@dataclass(frozen=True, slots=True)
class _Span:
    """What one observance of a zone is about: from which offset to which, under which name."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def marks_of(controller: "Controller", reservations: Sequence[Reservation]) -> dict[str, Mark]:
    """Return what the journal tells of these reservations, by their ids."""
    marks: dict[str, Mark] = {}
    ids = [held.id for held in reservations]
    for start in range(0, len(ids), _AT_A_TIME):
        for found, (lines, at) in controller.revisions(ids[start : start + _AT_A_TIME]).items():
            marks[found] = Mark(lines - 1, at)
    return marks


def calendar_of(
    restaurant: Restaurant,
    reservations: Sequence[Reservation],
    marks: Mapping[str, Mark],
    *,
    words: EventWords | None = None,
    with_details: bool = True,
) -> bytes:
    """Return the file. Without details no note is in it, and of a number the last four digits.

    It depends on nothing else than what is given: what has not changed gives the same bytes.
    """
    from icalendar import Calendar  # takes a while: for who saves a calendar only

    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", restaurant.name)
    calendar.add("x-wr-calname", restaurant.name)
    calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _AGAIN, parameters={"VALUE": "DURATION"})
    if reservations:
        starts = [held.starts_at.astimezone(UTC) for held in reservations]
        calendar.add_component(timezone_of(restaurant.zone, min(starts), max(starts) + LASTS))
    house = _House(restaurant.zone, restaurant.name, region_of_house(restaurant))
    said = words or EventWords()
    head = bytes(calendar.to_ical()).removesuffix(_NEW_LINE).removesuffix(_END)
    events = [_event(house, held, marks.get(held.id), said, with_details) for held in reservations]
    return b"".join((head, *events, _END, _NEW_LINE))


@lru_cache(maxsize=_KEPT)
def _event(
    house: _House, held: Reservation, mark: Mark | None, words: EventWords, with_details: bool
) -> bytes:
    """Return the lines of one reservation. Of a file that is kept most stay as they were."""
    from icalendar import Event

    start = held.starts_at.astimezone(house.zone)
    changed = mark.at if mark else held.created_at or start
    event = Event()
    event.add("uid", held.id)
    # RFC 5545, 3.8.7.2: in a published calendar this is when it was last revised.
    event.add("dtstamp", changed.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", changed.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", mark.times if mark else 0)
    if held.created_at is not None:
        event.add("created", held.created_at.astimezone(UTC).replace(microsecond=0))
    # The second showing of a repeated hour has no name in a zone (3.3.5), only in UTC.
    event.add("dtstart", start.astimezone(UTC) if showing(start) == 2 else start)  # noqa: PLR2004 - the second
    event.add("duration", LASTS)
    event.add("summary", _summary(held, words))
    event.add("location", _clean(house.name))
    event.add("status", "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    lines = _description(house, held, words, with_details=with_details)
    if lines:
        event.add("description", "\n".join(lines))
    return bytes(event.to_ical()).removesuffix(_NEW_LINE) + _NEW_LINE


def _summary(held: Reservation, words: EventWords) -> str:
    party = "?" if held.party_size is None else str(held.party_size)
    name = _clean(held.name) or words.unknown
    return words.summary.format(name=name, party=party, table=_clean(held.table_id))


def _description(
    house: _House, held: Reservation, words: EventWords, *, with_details: bool
) -> list[str]:
    lines = []
    if held.reserved_by and with_details:
        shown = format_phone(held.reserved_by, house.region)
        lines.append(words.phone.format(phone=_clean(shown)))
    elif last_four(held.reserved_by):
        lines.append(words.ends_in.format(digits=last_four(held.reserved_by)))
    if held.allergy and with_details:
        lines.append(words.allergy)
    if held.note and with_details:
        lines.append(words.note.format(note=_clean(held.note)))
    return lines


def _clean(text: str) -> str:
    """Return a text on one line, without what no calendar may hold."""
    return one_line(text.translate(_CONTROL))


def timezone_of(zone: ZoneInfo, first: datetime, last: datetime) -> "Timezone":
    """Return what a calendar has to know of a zone between two instants (UTC).

    Written here, since icalendar (7.3) lets a change that skips an hour begin that hour too late.
    Where two offsets of one zone have no rule in common (Casablanca), each change is listed.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    changes: dict[_Span, list[datetime]] = defaultdict(list)
    begin = (first - _WEEK).replace(minute=0, second=0, microsecond=0)
    at = _offset(zone, begin)
    changes[_span(zone, begin, at)].append((begin + at).replace(tzinfo=None))
    for instant in _changes(zone, begin, last + _WEEK):
        before = _offset(zone, instant - timedelta(seconds=1))
        # An observance begins at the time that the clock showed before it was changed (3.6.5).
        changes[_span(zone, instant, before)].append((instant + before).replace(tzinfo=None))
    made = Timezone()
    made.add("tzid", zone.key)
    for span, onsets in changes.items():
        part = TimezoneDaylight() if span.is_summer else TimezoneStandard()
        part.add("dtstart", onsets[0])
        part.add("tzoffsetfrom", span.before)
        part.add("tzoffsetto", span.after)
        part.add("tzname", span.name)
        if onsets[1:]:
            part.add("rdate", onsets[1:])
        made.add_component(part)
    return made


def _span(zone: ZoneInfo, instant: datetime, before: timedelta) -> _Span:
    local = instant.astimezone(zone)
    after = _offset(zone, instant)
    return _Span(before, after, str(local.tzname()), bool(local.dst()))


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterable[datetime]:
    """Yield each instant at which the clocks of a zone are changed, found to the second."""
    at = begin
    while at < end:
        following = at + timedelta(days=1)
        if _face(zone, following) != _face(zone, at):
            low, high = at, following
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                if _face(zone, middle) == _face(zone, at):
                    low = middle
                else:
                    high = middle
            yield high
        at = following


def _face(zone: ZoneInfo, instant: datetime) -> tuple[timedelta, str | None]:
    return _offset(zone, instant), instant.astimezone(zone).tzname()


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
