"""Books of a week and of years, written straight into the database as this program would have."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bson import ObjectId
from pymongo.write_concern import WriteConcern

from resv_desktop.store.documents import JOURNAL, RESERVATIONS, RESTAURANTS, SLOTS, Document
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store

OPENING = (12, 23)  # in a zone without clock changes, so every day is alike
_DAYS_AT_ONCE = 20
_QUICK = WriteConcern(w=1)


def write_book(
    store: Store,
    *,
    days: int,
    tables: int,
    reservations_a_year: int,
    last_day: datetime,
    is_journalled: bool,
    opening: tuple[int, int] = OPENING,
) -> ObjectId:
    """Write a restaurant, its hours and their reservations up to a day; return its id.

    The lines of the journal, which only the check reads, can be left out. Indexes
    are built at the end, which is faster; the result is that of any prepared book.
    """
    rest_id = ObjectId()
    database = store.database.client.get_database(store.database.name, write_concern=_QUICK)
    database[RESTAURANTS].insert_one(
        {
            "_id": rest_id,
            "name": "Bench House",
            "phone": "+442079460123",
            "openingHours": "{:02}:{:02}".format(*opening),
            "tables": [{"id": str(n + 1), "capacity": 4} for n in range(tables)],
            "timezone": "Africa/Abidjan",
            "daysAhead": 7,
        }
    )
    a_day = min(reservations_a_year / 365, tables * (opening[1] - opening[0]) * 0.75)
    owed = 0.0
    for first in range(0, days, _DAYS_AT_ONCE):
        hours: list[Document] = []
        reservations: list[Document] = []
        for ago in range(first, min(first + _DAYS_AT_ONCE, days)):
            todays = list(_hours_of(rest_id, last_day - timedelta(days=ago), tables, opening))
            held, owed = int(owed + a_day), (owed + a_day) % 1
            reservations += [_reserve(todays, number) for number in range(held)]
            hours += todays
        database[SLOTS].insert_many(hours, ordered=False)
        database[RESERVATIONS].insert_many(reservations, ordered=False)
    if is_journalled:
        database[RESERVATIONS].aggregate(_LINES)
    prepare(store)
    return rest_id


def _hours_of(
    rest_id: ObjectId, day: datetime, tables: int, opening: tuple[int, int]
) -> Iterator[Document]:
    for hour in range(*opening):
        yield {
            "_id": ObjectId(),
            "restId": rest_id,
            "time": day + timedelta(hours=hour),
            "tables": [
                {"tableId": str(n + 1), "capacity": 4, "isAvailable": True} for n in range(tables)
            ],
        }


def _reserve(hours: list[Document], number: int) -> Document:
    hour = hours[number % len(hours)]
    table = hour["tables"][number // len(hours)]
    table["isAvailable"] = False
    phone = f"+447400{number:06d}"
    return {
        "_id": ObjectId(),
        "time": hour["time"],
        "tableId": table["tableId"],
        "reservedBy": phone,
        "slotId": hour["_id"],
        "restId": hour["restId"],
        "partySize": 2,
        "name": "Ada Okafor",
        "note": "",
        "status": "booked",
        "createdAt": hour["time"] - timedelta(days=2),
        "station": "Stand 1",
        "phoneLast4": phone[-4:],
    }


# The line of each reservation in the journal, which the server writes by itself.
_LINES: list[Document] = [
    {
        "$project": {
            "at": "$createdAt",
            "restId": 1,
            "act": "reserve",
            "station": 1,
            "host": {"$literal": None},
            "reservationId": "$_id",
            "slotId": 1,
            "tableId": 1,
            "time": 1,
            "before": {"$literal": None},
            "after": "$$ROOT",
        }
    },
    {"$out": JOURNAL},
]


def midnight(days: int = 0) -> datetime:
    """Return the beginning of today, or of a day so many days later (UTC)."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days)
