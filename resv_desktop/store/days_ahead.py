"""The days ahead: hours that are made long before somebody reserves in them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from bson import ObjectId, encode
from bson.raw_bson import DEFAULT_RAW_BSON_OPTIONS, RawBSONDocument
from pymongo import DeleteOne, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.cursor import Cursor
from pymongo.database import Database
from pymongo.errors import BulkWriteError
from pymongo.write_concern import WriteConcern

from resv_desktop.pace import breathe
from resv_desktop.store.documents import SLOTS, Document, both_forms

Election = ObjectId | None
InLine = tuple[object, Any, list[Any] | None]  # an hour's id, its tables as read, and as wanted

DUPLICATE = 11000
_ONE = WriteConcern(w=1)
_A_FEW_HOURS = 20  # that the driver reads in about a millisecond in a large house


def a_few_at_a_time(found: Cursor[Document], few: int) -> Iterator[Document]:
    """Yield what is found; unhurried work breathes after so many documents.

    While the driver reads what came in one go it lets go of Python for nobody.
    """
    while documents := found.to_list(few):
        yield from documents
        breathe()


class Collections(dict[str, Collection[Document]]):
    """The collections of one database, each made once.

    The driver makes one anew whenever it is asked for, which is a tenth of what a write costs it.
    """

    def __init__(self, database: Database[Document]) -> None:
        super().__init__()
        self.database = database
        self._without_zones: dict[str, Collection[Document]] = {}
        self._raw: dict[str, Collection[RawBSONDocument]] = {}

    def __missing__(self, name: str) -> Collection[Document]:
        made = self[name] = self.database[name]
        return made

    def without_zones(self, name: str) -> Collection[Document]:
        """Return a collection whose times come in UTC without saying so."""
        if name not in self._without_zones:
            plain = self.database.codec_options.with_options(tz_aware=False, tzinfo=None)
            self._without_zones[name] = self[name].with_options(codec_options=plain)
        return self._without_zones[name]

    def raw(self, name: str) -> Collection[RawBSONDocument]:
        """Return a collection whose documents come as the bytes that are stored."""
        if name not in self._raw:
            self._raw[name] = self[name].with_options(codec_options=DEFAULT_RAW_BSON_OPTIONS)
        return self._raw[name]


class DaysAhead:
    """Steps that are whole by themselves, outside of transactions.

    A transaction over a year of hours would outlive the server's limit.
    """

    def __init__(self, collections: Collections, session: ClientSession | None) -> None:
        self._collections = collections
        self._session = session

    def _collection(self, name: str) -> Collection[Document]:
        return self._collections[name]

    def election(self) -> Election:
        """Return by which election the server leads, None where it does not say.

        As long as that stays the same, a write that a majority has means that a majority has every
        write before it.
        """
        told: object = self._collections.database.client.admin.command("hello").get("electionId")
        return told if isinstance(told, ObjectId) else None

    def _slots_ahead(self, election: Election) -> Collection[Document]:
        """Return the hours, written without waiting for a majority where the election is known."""
        slots = self._collection(SLOTS)
        return slots if election is None else slots.with_options(write_concern=_ONE)

    def known_hours(self, rest_id: str, start: datetime, end: datetime) -> Iterator[Document]:
        """Yield the hours that exist between two instants, without who has which table."""
        found = self._collection(SLOTS).find(
            {"restId": {"$in": both_forms([rest_id])}, "time": {"$gte": start, "$lt": end}},
            ("time", "tables.tableId", "tables.capacity", "tables.leaving"),
            batch_size=_A_FEW_HOURS,
        )
        return a_few_at_a_time(found, _A_FEW_HOURS)

    def whole_hours(self, slot_ids: Sequence[object]) -> list[Document]:
        """Return hours as they are stored."""
        return self._collection(SLOTS).find({"_id": {"$in": list(slot_ids)}}).to_list()

    def bring_in_line(self, changes: Iterable[InLine], election: Election = None) -> int:
        """Write hours, or take them out, that are still as they were read; return how many were.

        Each by itself, atomically and repeatably. An election means the same as for `add_hours`.
        """
        ops: list[UpdateOne | DeleteOne] = []
        for slot_id, read, tables in changes:
            as_read = {"_id": slot_id, "tables": read}
            change = {"$set": {"tables": tables}}
            ops.append(DeleteOne(as_read) if tables is None else UpdateOne(as_read, change))
        if not ops:
            return 0
        result = self._slots_ahead(election).bulk_write(ops, ordered=False)
        return result.matched_count + result.deleted_count

    def add_hours(
        self,
        rest_id: object,
        times: Sequence[datetime],
        tables: list[Document],
        election: Election = None,
    ) -> list[datetime]:
        """Insert hours; return the times of those that another station has made meanwhile.

        With an election, the caller has to wait for the majority and to look at it again.
        """
        return self._insert_hours(_hours_alike(rest_id, times, tables), times, election)

    def add_hours_again(
        self, hours: Sequence[Document], election: Election = None
    ) -> list[datetime]:
        """Insert hours that were there before, under the ids they had; otherwise as `add_hours`."""
        return self._insert_hours(hours, [hour["time"] for hour in hours], election)

    def _insert_hours(
        self,
        hours: Iterable[Document | RawBSONDocument],
        times: Sequence[datetime],
        election: Election,
    ) -> list[datetime]:
        if not times:
            return []
        try:
            self._slots_ahead(election).insert_many(hours, ordered=False)
        except BulkWriteError as error:
            details = error.details or {}
            errors = details.get("writeErrors", [])
            if details.get("writeConcernErrors") or any(e["code"] != DUPLICATE for e in errors):
                raise
            return [times[e["index"]] for e in errors]
        return []

    def add_tables_to_hours(
        self,
        rest_id: str,
        times: Sequence[datetime],
        tables: list[Document],
        election: Election = None,
    ) -> int:
        """Give each of these hours the tables it lacks, atomically and repeatably.

        Returns how many hours lacked any. An election means the same as for `add_hours`.
        """
        labels = [table["tableId"] for table in tables]
        there = {"$cond": [{"$isArray": "$tables"}, "$tables", []]}
        missing = {
            "$filter": {
                "input": {"$literal": tables},
                "as": "wanted",
                "cond": {"$not": [{"$in": ["$$wanted.tableId", "$$there.tableId"]}]},
            }
        }
        all_of_them = {"$concatArrays": ["$$there", missing]}
        result = self._slots_ahead(election).update_many(
            {
                "restId": {"$in": both_forms([rest_id])},
                "time": {"$in": list(times)},
                "tables.tableId": {"$not": {"$all": labels}},
            },
            [{"$set": {"tables": {"$let": {"vars": {"there": there}, "in": all_of_them}}}}],
        )
        return result.modified_count


def _hours_alike(
    rest_id: object, times: Iterable[datetime], tables: list[Document]
) -> Iterator[RawBSONDocument]:
    """Yield new hours that have the same tables, which are put into BSON once for all of them."""
    same = encode({"tables": tables})[4:-1]  # without the length before and the zero behind
    for at in times:
        own = encode({"_id": ObjectId(), "restId": rest_id, "time": at})[4:-1]
        size = (len(own) + len(same) + 5).to_bytes(4, "little")
        yield RawBSONDocument(size + own + same + b"\0")
