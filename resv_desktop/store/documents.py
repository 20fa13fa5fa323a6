"""What the book is stored as in MongoDB: its collections, and documents to what they stand for."""

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, tzinfo
from operator import attrgetter, itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from bson import ObjectId, encode
from bson.codec_options import CodecOptions, DatetimeConversion
from bson.errors import InvalidId

from resv_desktop.domain.clock_change import ZoneOffset
from resv_desktop.domain.hours import USUAL_HOURS, clock_time
from resv_desktop.domain.quick import quick
from resv_desktop.domain.reservation import STATUSES, Called, Reservation
from resv_desktop.domain.restaurant import (
    FEWEST_DAYS_AHEAD,
    FIRST_DAY,
    LAST_DAY,
    MOST_DAYS_AHEAD,
    SMALLEST_TABLE,
    USUAL_DAYS_AHEAD,
    USUAL_RETENTION,
    WEEKDAYS,
    Closure,
    Restaurant,
    Table,
)

Document = dict[str, Any]
CODEC: CodecOptions[Document] = CodecOptions(
    tz_aware=True,
    tzinfo=UTC,
    # JavaScript stores dates beyond the year 9999, and no list may fall over one.
    datetime_conversion=DatetimeConversion.DATETIME_AUTO,
    unicode_decode_error_handler="replace",
)
WriteId = ObjectId  # of a line in the journal, and of the reservation that it made

_reservations = quick(Reservation)

SCHEMA_VERSION = 1
SCHEMA_REVISION = 3  # what was added since, which stations of the same version do without
RESTAURANTS, SLOTS, RESERVATIONS, JOURNAL = "restaurants", "slots", "reservations", "journal"
WAITING = "waiting"
REFUSED = "refused"  # parties for whom nothing was found
MANAGERS = "managers"  # by restaurant: what is asked of who changes the house
HEARTBEATS, PRESENCE = "heartbeats", "presence"  # signs of life, no part of the book (signs.py)
SCHEMA = "schema"  # one document {_id: VERSION_ID, version: int}, and whose turn it is
VERSION_ID = "version"


def object_id(text: object) -> ObjectId | None:
    """Return the ObjectId that a text spells, or None for nonsense."""
    try:
        return ObjectId(str(text)) if isinstance(text, (str, ObjectId)) else None
    except InvalidId:
        return None


def made_at(id_: object) -> datetime | None:
    """Return when an id was made, as the clock of its maker told; None for a text."""
    oid = object_id(id_)
    return None if oid is None else oid.generation_time


def new_id() -> ObjectId:
    """Return an id for a write that has not been tried yet."""
    return ObjectId()


def both_forms(ids: Iterable[object]) -> list[object]:
    """Return each id as ObjectId and as text, since a foreign writer may have stored either."""
    forms: list[object] = []
    for given in ids:
        oid = object_id(given)
        forms += [oid, str(oid)] if oid is not None else [_as_stored(given)]
    return forms


def _as_stored(given: object) -> object:
    """Return what can be asked for: half a character, as a command line can bring, is "?"."""
    return given.encode("utf-8", "replace").decode() if isinstance(given, str) else given


def same(one: Document | None, other: Document | None) -> bool:
    """Tell whether two documents are stored with the same bytes, in whatever order of fields.

    An upsert stores them in another order than the journal does.
    """
    if one is None or other is None:
        return one is other
    return encode(dict(sorted(one.items()))) == encode(dict(sorted(other.items())))


_USUAL = (
    *("_id", "tableId", "reservedBy", "partySize", "name", "note"),
    *("status", "station", "createdAt"),
)
_usual = itemgetter(*_USUAL)
_EPOCH, _EPOCH_UNTOLD = datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1)  # noqa: DTZ001


def reservation_from(
    document: Mapping[str, Any], zone: ZoneInfo, *, rest_id: str = ""
) -> Reservation:
    """Read a reservation document, whoever wrote it; rest_id helps where it lacks that."""
    at = document.get("time")
    if not isinstance(at, datetime):
        at = datetime.fromtimestamp(0, UTC)
    (reservation,) = reservations_at(
        [document],
        clock_time(zone, at),
        slot_id=str(document.get("slotId", "")),
        rest_id=str(document.get("restId") or rest_id),
    )
    return reservation


def reservations_at(
    documents: Iterable[Mapping[str, Any]], starts_at: datetime, *, slot_id: str, rest_id: str
) -> list[Reservation]:
    """Read the reservation documents of one hour, whose id, local time and house are known.

    A time that does not say its zone is in UTC.
    """
    rows = []
    for document in documents:
        get = document.get
        # What nearly all of them hold is looked at here, and not in a call for each field.
        try:
            own, table, phone, party, name, note, status, station, made = _usual(document)
        except KeyError:
            own, table, phone, party, name, note, status, station, made = map(get, _USUAL)
        made = get("movedAt") or made
        if type(made) is datetime:
            # An eighth of what `replace` takes, which for a whole day is much.
            made = made if made.tzinfo else _EPOCH + (made - _EPOCH_UNTOLD)
        else:
            made = None
        rows.append(
            (
                str(own),
                slot_id,
                table if type(table) is str else "" if table is None else str(table),
                starts_at,
                phone if type(phone) is str else "",
                party if type(party) is int else whole(party),
                name if type(name) is str else "",
                note if type(note) is str else "",
                status if status in STATUSES else "booked",
                rest_id,
                station if type(station) is str else "",
                get("allergy") is True,
                made,
                get("erased") is True,
                None if (called := get("called")) is None else _called(called, starts_at.tzinfo),
                None if (left := get("movedFrom")) is None else _instant(left, starts_at.tzinfo),
            )
        )
    return _reservations(rows)


def _called(stored: object, zone: tzinfo | None) -> Called | None:
    """Read who has called a guest; what makes no sense is no call."""
    if not isinstance(stored, Mapping) or (at := _instant(stored.get("at"), zone)) is None:
        return None
    return Called(at=at, station=text(stored.get("station")), host=text(stored.get("host")))


def _instant(stored: object, zone: tzinfo | None) -> datetime | None:
    """Read an instant as the clock of a house shows it; what makes no sense is None."""
    if not isinstance(stored, datetime):
        return None
    try:
        return (stored if stored.tzinfo else stored.replace(tzinfo=UTC)).astimezone(zone)
    except OverflowError:  # a day that the calendar of the house has not got
        return None


def restaurant_from(document: Mapping[str, Any]) -> Restaurant:
    """Read a restaurant document, whoever wrote it; what is missing takes its usual value."""
    weeks = document.get("weekHours")
    days_ahead, retention = whole(document.get("daysAhead")), whole(document.get("retentionMonths"))
    return Restaurant(
        id=str(document["_id"]),
        name=text(document.get("name")),
        phone=text(document.get("phone")),
        opening_hours=text(document.get("openingHours")) or USUAL_HOURS,
        tables=_tables(document.get("tables")),
        timezone=text(document.get("timezone")) or None,
        week_hours={day: _hours(own) for day, own in weeks.items() if day in WEEKDAYS}
        if isinstance(weeks, dict)
        else {},
        closures=tuple(_closures(entries(document.get("closures")))),
        days_ahead=min(max(days_ahead or USUAL_DAYS_AHEAD, FEWEST_DAYS_AHEAD), MOST_DAYS_AHEAD),
        zone_offsets=_offsets(entries(document.get("zoneOffsets"))),
        retention_months=USUAL_RETENTION if retention is None else max(retention, 0),
    )


def _offsets(stored: Iterable[Document]) -> tuple[ZoneOffset, ...]:
    """Read offsets; such as make no sense are none, as where nobody wrote them down."""
    read = [
        ZoneOffset(entry["from"], minutes)
        for entry in stored
        if isinstance(entry.get("from"), datetime)
        and (minutes := whole(entry.get("minutes"))) is not None
    ]
    return tuple(sorted(read, key=attrgetter("from_at")))


def offset_documents(offsets: Iterable[ZoneOffset]) -> list[Document]:
    """Return offsets as they are stored."""
    return [{"from": each.from_at, "minutes": each.minutes} for each in offsets]


def _tables(stored: object) -> tuple[Table, ...]:
    """Read tables; of one that is listed twice the smaller entry counts."""
    tables: dict[str, Table] = {}
    for entry in entries(stored):
        if "id" in entry:
            label, seats = str(entry["id"]), whole(entry.get("capacity")) or SMALLEST_TABLE
            known = tables.get(label)
            seats = min(seats, known.capacity) if known else seats
            retired = _day(entry.get("retiredFrom"))
            tables[label] = Table(id=label, capacity=seats, retired_from=retired)
    return tuple(tables.values())


def _closures(raw: Iterable[Document]) -> Iterable[Closure]:
    for entry in raw:
        try:
            yield Closure(
                from_on=_date(entry["from"]),
                to_on=_date(entry["to"]),
                hours=_hours(entry.get("hours")),
                reason=text(entry.get("reason")),
                closed_hours=text(entry.get("closedHours")) or None,
            )
        except (KeyError, TypeError, ValueError):
            continue  # `check` names it; the rest of the house stays readable


def _hours(stored: object) -> str | None:
    """Read opening hours; what is no text is refused by who cuts hours from it."""
    return None if stored is None else str(stored)


def _day(stored: object) -> date | None:
    try:
        return _date(stored) if isinstance(stored, str) else None
    except ValueError:
        return None


def _date(stored: str) -> date:
    """Read a day; "for ever" is one that leaves room for those before and after it."""
    return min(max(date.fromisoformat(stored), FIRST_DAY), LAST_DAY)


def table_documents(tables: Mapping[str, int]) -> list[Document]:
    """Return the tables of a new hour, all free, from how many each seats."""
    return [
        {"tableId": label, "capacity": seats, "isAvailable": True}
        for label, seats in tables.items()
    ]


def entries(value: object) -> list[Document]:
    """Return the subdocuments of a stored array; whatever else stands there is left out."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    return value if isinstance(value, str) else ""


def whole(value: object) -> int | None:
    """Return a stored number as int (JavaScript may store 4 as 4.0), or None."""
    if type(value) is int:
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if math.isfinite(value) else None
