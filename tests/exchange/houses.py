"""Reservations of a house as they are read from its book."""

from datetime import UTC, datetime

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, Table


def house(zone: str = "Europe/London", hours: str = "12:23") -> Restaurant:
    return Restaurant(
        id="65f000000000000000000001",
        name="Harbour House",
        phone="+442079460123",
        opening_hours=hours,
        tables=(Table(id="1", capacity=2), Table(id="2", capacity=4)),
        timezone=zone,
    )


def held(at: datetime, **more: object) -> Reservation:
    facts: dict[str, object] = {
        "id": "65f0000000000000000000a1",
        "slot_id": "65f0000000000000000000b1",
        "table_id": "2",
        "reserved_by": "+447400123456",
        "party_size": 4,
        "name": "Cohen",
        "created_at": datetime(2026, 3, 1, 9, 30, 5, tzinfo=UTC),
    }
    return Reservation(starts_at=at, **(facts | more))  # type: ignore[arg-type] # the caller's facts
