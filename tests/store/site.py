"""The other program that keeps the book: a web site on Express, Mongoose and Typegoose."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.slot import Slot

Raw = Database[dict[str, Any]]
CAPACITIES = (2, 4, 4, 6)
LONDON = ZoneInfo("Europe/London")  # where the site runs, and its house is
DAYS = 10


class Site:
    """The other program: every document in the shape in which Mongoose writes it.

    It has no transactions, no time zone and no journal, and some of its versions store the ids of
    other documents as text.
    """

    def __init__(self, raw: Raw, as_id: Callable[[ObjectId], object] = ObjectId) -> None:
        self.raw = raw
        self.as_id = as_id

    def add_restaurant(self, name: str = "Blue Bottle", **fields: Any) -> ObjectId:
        document = {"_id": ObjectId(), "name": name, "phone": "020 7946 0123", "tables": []}
        self.raw.restaurants.insert_one(document | fields | _stamps())
        return ObjectId(str(document["_id"]))

    def add_tables(self, rest_id: ObjectId, capacities: tuple[int, ...] = CAPACITIES) -> None:
        tables = [
            {"_id": ObjectId(), "id": str(n), "capacity": c} for n, c in _numbered(capacities)
        ]
        self.raw.restaurants.update_one({"_id": rest_id}, {"$push": {"tables": {"$each": tables}}})

    def add_hours(self, rest_id: ObjectId, capacities: tuple[int, ...] = CAPACITIES) -> None:
        today = datetime.now(UTC).date()
        for day in range(-2, DAYS):
            for hour in range(12, 23):
                at = datetime.combine(today + timedelta(days=day), time(hour), LONDON)
                self.add_hour(rest_id, at.astimezone(UTC), capacities)

    def add_hour(
        self, rest_id: ObjectId, at: datetime, capacities: tuple[int, ...] = CAPACITIES
    ) -> ObjectId:
        tables = [
            {"_id": ObjectId(), "tableId": str(n), "capacity": c, "isAvailable": True}
            for n, c in _numbered(capacities)
        ]
        document = {"restId": self.as_id(rest_id), "time": at, "tables": tables, "__v": 0}
        return ObjectId(str(self.raw.slots.insert_one(document).inserted_id))

    def add_house(self) -> ObjectId:
        """Add a restaurant with its tables, and their hours."""
        rest_id = self.add_restaurant()
        self.add_tables(rest_id)
        self.add_hours(rest_id)
        return rest_id

    def hold(self, slot_id: str, table_id: str) -> bool:
        """Set the flag as the site does: one update that asks whether the table is free."""
        wanted = {"$elemMatch": {"tableId": table_id, "isAvailable": True}}
        found = self.raw.slots.find_one_and_update(
            {"_id": ObjectId(slot_id), "tables": wanted},
            {"$set": {"tables.$.isAvailable": False}},
        )
        return found is not None

    def write_reservation(self, slot: Slot, phone: str) -> str:
        document = {
            "time": slot.starts_at.astimezone(UTC),
            "tableId": slot.table_id,
            "reservedBy": phone,
            "slotId": self.as_id(ObjectId(slot.slot_id)),
        }
        return str(self.raw.reservations.insert_one(document | _stamps()).inserted_id)

    def reserve(self, slot: Slot, phone: str) -> str | None:
        if not self.hold(slot.slot_id, slot.table_id):
            return None
        return self.write_reservation(slot, phone)

    def cancel(self, reservation_id: str) -> None:
        gone = self.raw.reservations.find_one_and_delete({"_id": ObjectId(reservation_id)}) or {}
        self.raw.slots.update_one(
            {"_id": ObjectId(str(gone["slotId"])), "tables.tableId": gone["tableId"]},
            {"$set": {"tables.$.isAvailable": True}},
        )


def _numbered(capacities: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(enumerate(capacities, start=1))


def _stamps() -> dict[str, Any]:
    now = datetime.now(UTC)
    return {"createdAt": now, "updatedAt": now, "__v": 0}


def tomorrow() -> date:
    return (datetime.now(UTC) + timedelta(days=1)).date()


def slot_of(controller: Controller, rest_id: str, hour: int = 19, table: str = "2") -> Slot:
    return next(
        slot
        for slot in controller.slots(rest_id, tomorrow())
        if slot.starts_at.astimezone(LONDON).hour == hour and slot.table_id == table
    )
