"""What is read of a day: its hours, and who has reserved in them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.documents import RESERVATIONS, RESTAURANTS, SLOTS, Document, both_forms
from resv_desktop.store.hour import Hour, hour_from, hour_or_restaurant
from resv_desktop.store.house_hours import HouseHours

_LISTED = (
    *("slotId", "tableId", "reservedBy", "partySize", "name", "note", "status", "station"),
    *("allergy", "createdAt", "movedAt", "erased"),
)
_A_DAY = 2_000  # reservations that come in one go; the driver would ask again after 101
# What is stored as an hour's time may be no date, or one that no calendar here has.
_ANY_TIME = {"$gte": datetime(1, 1, 2, tzinfo=UTC), "$lt": datetime(9999, 12, 1, tzinfo=UTC)}


class DayRead(HouseHours):
    """Questions about hours, by their ids or by when they begin."""

    def hour(self, slot_id: str) -> Hour | None:
        """Return one hour with all its tables, or None."""
        document = self._collection(SLOTS).find_one(
            {"_id": {"$in": both_forms([slot_id])}, "time": _ANY_TIME}, session=self._session
        )
        return hour_from(document) if document else None

    def hours(self, rest_id: str, start: datetime, end: datetime) -> list[Hour]:
        """Return the hours that start between two instants (end excluded), by time."""
        found = self._collection(SLOTS).find(
            {"restId": {"$in": both_forms([rest_id])}, "time": {"$gte": start, "$lt": end}},
            session=self._session,
        )
        return sorted((hour_from(d) for d in found), key=lambda h: (h.starts_at, h.slot_id))

    def hours_at(self, rest_id: str, starts: Iterable[datetime]) -> list[Hour]:
        """Return the hours that start at some instants, in any order."""
        found = self._collection(SLOTS).find(
            {"restId": {"$in": both_forms([rest_id])}, "time": {"$in": list(starts)}},
            session=self._session,
        )
        return [hour_from(document) for document in found]

    def hours_with_restaurant(
        self, rest_id: str, start: datetime, end: datetime, *, with_tables: bool
    ) -> tuple[Restaurant | None, list[Hour]]:
        """Return a restaurant and its hours that start between two instants, in one question.

        The hours are in order; without tables only their ids and times are read. The restaurant
        is read without its tables either way.
        """
        own = both_forms([rest_id])
        # An hour is known by its time, which another program may have given a restaurant as well.
        without: Document = {"$project": {"tables": 0, "time": 0}}
        house: list[Document] = [{"$match": {"_id": {"$in": own}}}, without]
        found = self._collections.raw(SLOTS).aggregate(
            [
                {"$match": {"restId": {"$in": own}, "time": {"$gte": start, "$lt": end}}},
                {"$project": dict.fromkeys(("restId", "time", *["tables"] * with_tables), 1)},
                {"$unionWith": {"coll": RESTAURANTS, "pipeline": house}},
            ],
            session=self._session,
        )
        hours: list[Hour] = []
        restaurant = None
        for document in found:
            read = hour_or_restaurant(bytes(document.raw))
            if isinstance(read, Hour):
                hours.append(read)
            elif restaurant is None:
                restaurant = read
        return restaurant, sorted(hours, key=lambda h: (h.starts_at, h.slot_id))

    def hours_by_id(self, slot_ids: Iterable[str]) -> dict[str, Hour]:
        """Return the hours that exist among these ids."""
        found = self._collection(SLOTS).find(
            {"_id": {"$in": both_forms(set(slot_ids))}, "time": _ANY_TIME},
            session=self._session,
        )
        return {str(d["_id"]): hour_from(d) for d in found}

    def homes_of(self, documents: Iterable[Document]) -> dict[str, str]:
        """Return the restaurant of each hour that is named by what names no restaurant itself."""
        slot_ids = {str(d.get("slotId")) for d in documents if not d.get("restId")}
        if not slot_ids:
            return {}
        hours = self._collection(SLOTS).find(
            {"_id": {"$in": both_forms(slot_ids)}}, {"restId": 1}, session=self._session
        )
        return {str(hour["_id"]): str(hour.get("restId", "")) for hour in hours}

    def labels_ahead(self, rest_id: str, start: datetime) -> set[str]:
        """Return the tables that are promised from an instant on, whether they are offered or not.

        No new table gets one of these labels: it would be another one than the guest was promised.
        Also what names no restaurant counts, where its hour is gone.
        """
        claims = list(self.claims_ahead(rest_id, start))
        homes = self.homes_of(claims)
        return {
            str(claim.get("tableId"))
            for claim in claims
            if str(claim.get("restId") or homes.get(str(claim.get("slotId")), rest_id)) == rest_id
        }

    def has_twin(self, hour: Hour) -> bool:
        """Tell whether another document stands for the same hour, which is a fault."""
        found = self._collection(SLOTS).find(
            {"restId": {"$in": both_forms([hour.rest_id])}, "time": hour.starts_at},
            {"_id": 1},
            session=self._session,
        )
        return len(list(found.limit(2))) > 1

    def has_text_ids(self) -> bool:
        """Tell whether another program has spelled the restaurant or hour of any document as text.

        Then two documents for one thing can pass the unique indexes.
        """
        first: list[Document] = [{"$limit": 1}, {"$project": {"_id": 1}}]
        hours: Document = {"$match": {"restId": {"$type": "string"}}}
        reservations = {"$match": {"slotId": {"$type": "string"}}}
        union = {"coll": RESERVATIONS, "pipeline": [reservations, *first]}
        found = self._collection(SLOTS).aggregate(
            [hours, *first, {"$unionWith": union}], session=self._session
        )
        return any(True for _ in found)

    def reservations_at(self, slot_ids: Iterable[str]) -> list[Document]:
        """Return the reservations of these hours, whichever way their slotId is stored."""
        found = self._collection(RESERVATIONS).find(
            {"slotId": {"$in": both_forms(slot_ids)}}, session=self._session
        )
        return list(found)

    def listed_at(self, slot_ids: Iterable[str]) -> list[Document]:
        """Return what a list shows of these hours' reservations, without what the hour tells.

        Times are in UTC and do not say so: the driver takes longer to say it than for all the rest.
        """
        found = self._collections.without_zones(RESERVATIONS).find(
            {"slotId": {"$in": both_forms(slot_ids)}},
            _LISTED,
            batch_size=_A_DAY,
            session=self._session,
        )
        return found.to_list()
