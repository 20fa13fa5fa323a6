"""Days made by hand, for tests that need no database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, Table
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import Waiting
from resv_desktop.qt.day import Day
from resv_desktop.qt.hour import TableHour

SATURDAY = date(2026, 3, 14)
TABLES = {"1": 2, "2": 2, "7": 4, "10": 4, "20": 6, "23": 8}
HOURS = (18, 19, 20, 21, 22)
NOW = datetime(2026, 3, 14, 19, 8, tzinfo=UTC)


def house(tables: Mapping[str, int] = TABLES, **facts: Any) -> Restaurant:
    """Return Harbour House, open from 18 to 23 in a zone whose clock is UTC in March."""
    known: dict[str, Any] = {
        "id": "house",
        "name": "Harbour House",
        "phone": "+442079460123",
        "opening_hours": "18:23",
        "tables": tuple(Table(id=label, capacity=seats) for label, seats in tables.items()),
        "timezone": "Europe/London",
    }
    return Restaurant(**(known | facts))


def slot(table: str, hour: int, seats: int, *, is_free: bool = True, on: date = SATURDAY) -> Slot:
    """Return a table in an hour of a day; its document is named after day and hour."""
    zone = house().zone
    start = datetime(on.year, on.month, on.day, tzinfo=zone) + timedelta(hours=hour)
    return Slot(
        slot_id=f"{on}-{hour}",
        table_id=table,
        capacity=seats,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        is_available=is_free,
    )


def reservation(table: str, hour: int, name: str = "Okafor", **facts: Any) -> Reservation:
    """Return a reservation of Saturday."""
    start = slot(table, hour, 4).starts_at
    known: dict[str, Any] = {
        "id": f"{table}-{hour}-{name}",
        "slot_id": f"{SATURDAY}-{hour}",
        "table_id": table,
        "starts_at": start,
        "reserved_by": "+447400123456",
        "party_size": 2,
        "name": name,
        "rest_id": "house",
    }
    return Reservation(**(known | facts))


def waiting(hour: int, name: str = "Heron", **facts: Any) -> Waiting:
    """Return a party of four that waits for an hour of Saturday since 18:40."""
    known: dict[str, Any] = {
        "id": f"{hour}-{name}",
        "rest_id": "house",
        "slot_id": f"{SATURDAY}-{hour}",
        "starts_at": slot("1", hour, 4).starts_at,
        "party_size": 4,
        "phone": "+972501112222",
        "name": name,
        "since_at": datetime(2026, 3, 14, 18, 40, tzinfo=UTC),
    }
    return Waiting(**(known | facts))


def day(
    *held: Reservation,
    restaurant: Restaurant | None = None,
    hours: Sequence[int] = HOURS,
    on: date = SATURDAY,
) -> Day:
    """Return a day on which these reservations hold their tables and all else is free."""
    restaurant = restaurant or house()
    taken = {(r.slot_id, r.table_id) for r in held}
    slots = [
        slot(table.id, hour, table.capacity, is_free=(f"{on}-{hour}", table.id) not in taken, on=on)
        for hour in hours
        for table in restaurant.tables
    ]
    return Day.of(restaurant, on, slots, held, NOW)


def find(day: Day, table: str, hour: int) -> TableHour:
    """Return a table in an hour of a day."""
    found = day.find_slot(f"{day.on}-{hour}", table)
    assert found is not None
    return found
