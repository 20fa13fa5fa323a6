"""What a change of the house does to many hours and parties at once, inside one transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import ReplaceOne, UpdateOne
from pymongo.errors import BulkWriteError

from resv_desktop.store.days_ahead import DUPLICATE, DaysAhead, a_few_at_a_time
from resv_desktop.store.documents import RESERVATIONS, SLOTS, Document, both_forms

_A_YEAR = 10_000  # documents that come in one go; the driver would ask again after 101
_A_FEW = 200  # claims that the driver reads in about a millisecond
FAR = datetime(9999, 12, 1, tzinfo=UTC)
SHIFTED = ("time", "movedFrom")  # what another clock of the house brings to another instant
_SECOND = timedelta(seconds=1)


class TableHeld(Exception):  # noqa: N818 - the second line of defence spoke
    """The unique index (slotId, tableId) knows another reservation of this table and hour."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A table in an hour, for a party of so many; slot_id is as it is stored."""

    slot_id: object
    table_id: str
    party: int = 1


class HouseHours(DaysAhead):
    """Steps over many documents, a few questions for all of them."""

    def times_ahead(self, rest_id: str, start: datetime) -> list[tuple[object, datetime]]:
        """Return id and time of each hour from an instant on, by time."""
        found = self._collection(SLOTS).find(
            {
                "restId": {"$in": both_forms([rest_id])},
                "time": {"$gte": start, "$lt": FAR},
            },
            {"time": 1},
            batch_size=_A_YEAR,
            session=self._session,
        )
        return sorted(((d["_id"], d["time"]) for d in found), key=lambda hour: hour[1])

    def move_times(
        self, collection: str, field: str, ids: Sequence[object], step: timedelta
    ) -> None:
        """Let the documents that name one of these ids lie later, or earlier, by a step."""
        self._collection(collection).update_many(
            {field: {"$in": list(ids)}, "time": {"$type": "date"}},
            [{"$set": {name: _later(f"${name}", step_of(name, step)) for name in SHIFTED}}],
            session=self._session,
        )

    def promised_at(
        self, slot_ids: Sequence[object], table_ids: Iterable[str] | None = None
    ) -> list[Document]:
        """Return the reservations of some hours, of some tables only where these are named."""
        query: Document = {"slotId": {"$in": both_forms(slot_ids)}}
        if table_ids is not None:
            query["tableId"] = {"$in": sorted(table_ids)}
        found = self._collection(RESERVATIONS).find(
            query, batch_size=_A_YEAR, session=self._session
        )
        return found.to_list() if slot_ids else []

    def claims_ahead(
        self, rest_id: str, start: datetime, end: datetime = FAR
    ) -> Iterator[Document]:
        """Yield what each reservation between two instants claims: hour, table and how many.

        Also those that name no restaurant, whose hour tells it.
        """
        query = {
            "restId": {"$in": [*both_forms([rest_id]), None]},
            "time": {"$gte": start, "$lt": end},
        }
        found = self._collection(RESERVATIONS).find(
            query,
            ("restId", "time", "slotId", "tableId", "partySize", "status", "movedFrom", "called"),
            batch_size=_A_FEW,
            session=self._session,
        )
        return a_few_at_a_time(found, _A_FEW)

    def holders_at(self, slot_ids: Sequence[object]) -> list[tuple[str, str, str]]:
        """Return hour, table and number of each reservation of some hours."""
        found = self._collection(RESERVATIONS).find(
            {"slotId": {"$in": both_forms(slot_ids)}},
            {"_id": 0, "slotId": 1, "tableId": 1, "reservedBy": 1},
            batch_size=_A_YEAR,
            session=self._session,
        )
        if not slot_ids:
            return []
        return [(str(d["slotId"]), str(d.get("tableId")), str(d.get("reservedBy"))) for d in found]

    def close_hours(self, slot_ids: Sequence[object], held: Collection[object]) -> None:
        """Take out hours that are open no longer; of those with promised tables leave these.

        held are those that have a reservation, whatever their flags say.
        """
        slots, empty = self._collection(SLOTS), [own for own in slot_ids if own not in held]
        taken = {"$elemMatch": {"isAvailable": {"$ne": True}}}
        slots.delete_many({"_id": {"$in": empty}, "tables": {"$not": taken}}, session=self._session)
        kept = _filtered({"$ne": ["$$table.isAvailable", True]})
        slots.update_many(
            {"_id": {"$in": list(slot_ids)}},
            [{"$set": {"tables": _mapped(kept, {"leaving": True})}}],
            session=self._session,
        )

    def take_tables(
        self, slot_ids: Sequence[object], gone: Iterable[str], smaller: Mapping[str, int]
    ) -> None:
        """Take tables out of hours, except where they are promised, and let others seat fewer."""
        slots, gone = self._collection(SLOTS), sorted(gone)
        is_gone = {"$in": ["$$table.tableId", gone]}
        is_free = {"$eq": ["$$table.isAvailable", True]}
        kept = _filtered({"$not": [{"$and": [is_gone, is_free]}]})
        branches: list[Document] = [{"case": is_gone, "then": {"leaving": True}}]
        branches += [
            {"case": {"$eq": ["$$table.tableId", table]}, "then": {"capacity": seats}}
            for table, seats in smaller.items()
        ]
        changes = {"$switch": {"branches": branches, "default": {}}}
        touched = {"_id": {"$in": list(slot_ids)}, "tables.tableId": {"$in": [*gone, *smaller]}}
        slots.update_many(
            touched, [{"$set": {"tables": _mapped(kept, changes)}}], session=self._session
        )

    def hold_all(self, seats: Sequence[Seat]) -> bool:
        """Take tables that are free and large enough; return whether all of them were."""
        ops = [
            UpdateOne(
                {"_id": seat.slot_id, **free_for(seat.table_id, seat.party)},
                {"$set": {"tables.$[table].isAvailable": False}},
                array_filters=[{"table.tableId": seat.table_id}],
            )
            for seat in seats
        ]
        return self._write_slots(ops) == len(ops)

    def free_all(self, seats: Sequence[Seat]) -> None:
        """Give tables back."""
        self._set_all(seats, {"isAvailable": True})

    def keep_all(self, seats: Sequence[Seat]) -> None:
        """Let tables stay promised whose house does not offer them any more."""
        self._set_all(seats, {"isAvailable": False, "leaving": True})

    def _set_all(self, seats: Sequence[Seat], fields: Document) -> None:
        change = {f"tables.$[table].{name}": value for name, value in fields.items()}
        self._write_slots(
            [
                UpdateOne(
                    {"_id": seat.slot_id},
                    {"$set": change},
                    array_filters=[{"table.tableId": seat.table_id}],
                )
                for seat in seats
            ]
        )

    def _write_slots(self, ops: Sequence[UpdateOne]) -> int:
        if not ops:
            return 0
        return self._collection(SLOTS).bulk_write(ops, session=self._session).modified_count

    def replace_reservations(self, documents: Sequence[Document]) -> None:
        """Put reservations in the place of what they were; raise TableHeld as for one."""
        ops = [ReplaceOne({"_id": document["_id"]}, document) for document in documents]
        try:
            if ops:
                self._collection(RESERVATIONS).bulk_write(ops, session=self._session)
        except BulkWriteError as error:
            errors = (error.details or {}).get("writeErrors", [])
            if any(each["code"] == DUPLICATE for each in errors):
                raise TableHeld from error
            raise


def step_of(name: str, step: timedelta) -> timedelta:
    """Return by how much what is SHIFTED goes with an hour that is brought to another instant.

    Where the clock skips that hour it lies a thousandth of a second aside; what a guest knows of
    is another hour, and does not.
    """
    return step if name == "time" else round(step / _SECOND) * _SECOND


def free_for(table_id: str, party_size: int) -> Document:
    """Return what an hour is asked before its table is taken: it is offered, free and large enough.

    A table that stands there twice is taken, and small, if either entry says so.
    """
    return {
        "tables.tableId": table_id,
        "tables": {
            "$not": {
                "$elemMatch": {
                    "tableId": table_id,
                    "$or": [
                        {"isAvailable": {"$ne": True}},
                        {"capacity": {"$not": {"$gte": party_size}}},
                        {"leaving": True},
                    ],
                }
            },
        },
    }


def _later(field: str, step: timedelta) -> Document:
    """Return an instant that is later by a step; what is none stays what it is, also not there."""
    later = {"$add": [field, step // timedelta(milliseconds=1)]}
    return {"$cond": [{"$eq": [{"$type": field}, "date"]}, later, field]}


def _filtered(condition: Document) -> Document:
    tables: Any = {"$cond": [{"$isArray": "$tables"}, "$tables", []]}
    return {"$filter": {"input": tables, "as": "table", "cond": condition}}


def _mapped(tables: Document, changes: Document) -> Document:
    return {
        "$map": {
            "input": tables,
            "as": "table",
            "in": {"$mergeObjects": ["$$table", changes]},
        }
    }
