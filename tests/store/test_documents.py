"""Documents become what the program knows, whoever wrote them and whatever they lack."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bson import ObjectId
from bson.datetime_ms import DatetimeMS
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.restaurant import Restaurant, Table
from resv_desktop.store.documents import (
    both_forms,
    entries,
    object_id,
    reservation_from,
    restaurant_from,
    table_documents,
    whole,
)

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 7, 14, 18, tzinfo=UTC)
RUBBISH = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=4)
    | st.just(AT)
    | st.just(DatetimeMS(10**17))
    | st.just(ObjectId()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)


def document_of(*fields: str) -> st.SearchStrategy[dict[str, Any]]:
    given_fields = st.dictionaries(st.sampled_from(fields), RUBBISH)
    return given_fields.map(lambda document: document | {"_id": ObjectId()})


def _table(label: str, capacity: Any = 4) -> dict[str, Any]:
    return {"_id": ObjectId(), "id": label, "capacity": capacity}


# --- restaurants


def test_a_restaurant_in_the_shape_of_mongoose_is_read() -> None:
    oid = ObjectId()
    read = restaurant_from(
        {
            "_id": oid,
            "name": "Blue Bottle",
            "phone": "020 7946 0123",
            "tables": [_table("1", 2), _table("2", 4.0)],
            "createdAt": AT,
            "__v": 3,
        }
    )
    assert read == Restaurant(
        id=str(oid),
        name="Blue Bottle",
        phone="020 7946 0123",
        opening_hours="12:23",
        tables=(Table(id="1", capacity=2), Table(id="2", capacity=4)),
        timezone=None,
    )


def test_a_table_listed_twice_is_read_once_in_its_first_place_with_its_fewest_seats() -> None:
    stored = [_table("1"), _table("2", 6), _table("3"), _table("2", 2)]
    read = restaurant_from({"_id": 1, "tables": stored})
    assert [(table.id, table.capacity) for table in read.tables] == [("1", 4), ("2", 2), ("3", 4)]


def test_closures_that_name_no_days_are_left_out() -> None:
    good = {"from": "2026-12-24", "to": "2026-12-26", "hours": None, "reason": "Christmas"}
    stored = [good, {"from": "soon", "to": "later"}, {"from": "2026-12-24"}, "closed", None]
    (closure,) = restaurant_from({"_id": 1, "closures": stored}).closures
    assert (closure.from_on.day, closure.to_on.day, closure.reason) == (24, 26, "Christmas")


def test_what_holds_for_ever_leaves_room_for_the_days_before_and_after_it() -> None:
    always = {"from": "0001-01-01", "to": "9999-12-31", "hours": None, "reason": ""}
    retired = {**_table("1"), "retiredFrom": "9999-12-31"}
    read = restaurant_from({"_id": 1, "closures": [always], "tables": [retired]})
    (closure,), (table,) = read.closures, read.tables
    assert (closure.from_on, closure.to_on) == (date(1900, 1, 1), date(2999, 12, 31))
    assert table.retired_from == date(2999, 12, 31)


@pytest.mark.parametrize(
    ("stored", "read"), [(None, 14), (0, 14), (1, 7), (30, 30), (30.0, 30), (9999, 730), ("x", 14)]
)
def test_the_days_ahead_stay_within_their_bounds(stored: object, read: int) -> None:
    assert restaurant_from({"_id": 1, "daysAhead": stored}).days_ahead == read


@given(document_of("name", "phone", "openingHours", "tables", "timezone", "weekHours", "closures"))
def test_no_restaurant_is_too_odd_to_be_read(document: dict[str, Any]) -> None:
    read = restaurant_from(document)
    assert read.id == str(document["_id"])
    assert isinstance(read.name, str)
    assert all(isinstance(table, Table) for table in read.tables)


# --- tables


def test_the_tables_of_a_new_hour_are_free() -> None:
    assert table_documents({"4": 2}) == [{"tableId": "4", "capacity": 2, "isAvailable": True}]


# --- reservations


def test_a_reservation_in_the_shape_of_mongoose_is_read() -> None:
    oid, slot_id = ObjectId(), ObjectId()
    read = reservation_from(
        {
            "_id": oid,
            "time": AT,
            "tableId": "4",
            "reservedBy": "07400 123456",
            "slotId": str(slot_id),
            "createdAt": AT - timedelta(days=1),
            "updatedAt": AT,
            "__v": 0,
        },
        LONDON,
        rest_id="r",
    )
    assert (read.id, read.slot_id, read.rest_id) == (str(oid), str(slot_id), "r")
    assert (read.table_id, read.reserved_by, read.party_size) == ("4", "07400 123456", None)
    assert (read.starts_at, read.starts_at.tzinfo) == (AT, LONDON)
    assert (read.name, read.note, read.status, read.station) == ("", "", "booked", "")
    assert read.created_at == AT - timedelta(days=1)


@pytest.mark.parametrize("made", [None, "2026-07-14", 1784052000000, DatetimeMS(10**17), {}])
def test_when_a_reservation_was_made_is_not_known_where_it_is_no_time(made: object) -> None:
    read = reservation_from({"_id": 1, "time": AT, "createdAt": made}, LONDON)
    assert read.created_at is None
    assert read.awaited_since == AT


@pytest.mark.parametrize(
    ("at", "zone"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), "America/New_York"),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), "Asia/Tokyo"),
    ],
)
def test_a_call_at_no_time_that_the_house_knows_is_none(at: datetime, zone: str) -> None:
    odd = {"_id": 1, "time": AT, "called": {"at": at}, "movedFrom": at}
    read = reservation_from(odd, ZoneInfo(zone))
    assert (read.called, read.moved_from) == (None, None)


def test_a_reservation_without_a_time_is_of_long_ago() -> None:
    assert reservation_from({"_id": 1}, LONDON).starts_at == datetime(1970, 1, 1, tzinfo=UTC)


@given(
    document_of(
        *("time", "tableId", "reservedBy", "slotId", "restId", "partySize", "name", "note"),
        *("status", "createdAt"),
    )
)
def test_no_reservation_is_too_odd_to_be_read(document: dict[str, Any]) -> None:
    read = reservation_from(document, LONDON)
    assert read.party_size is None or isinstance(read.party_size, int)
    assert read.status in ("booked", "arrived", "seated", "done")
    assert read.awaited_since.tzinfo is not None


# --- ids and numbers


def test_an_id_is_looked_for_in_both_its_forms() -> None:
    oid = ObjectId()
    assert both_forms([oid]) == both_forms([str(oid)]) == [oid, str(oid)]
    assert both_forms(["table four", 5]) == ["table four", 5]


@pytest.mark.parametrize("nonsense", ["", "4", "x" * 24, None, 4, b"0" * 12, {}])
def test_nonsense_is_no_id(nonsense: object) -> None:
    assert object_id(nonsense) is None


@pytest.mark.parametrize(
    ("stored", "read"),
    [(4, 4), (4.0, 4), (True, None), ("4", None), (None, None), (float("nan"), None)],
)
def test_a_number_is_whole_however_javascript_stored_it(stored: object, read: int | None) -> None:
    assert whole(stored) == read
    assert whole(float("inf")) is None


@given(RUBBISH)
def test_only_subdocuments_of_an_array_are_entries(value: object) -> None:
    assert all(isinstance(entry, dict) for entry in entries(value))


def test_times_may_come_in_any_zone() -> None:
    athens = timezone(timedelta(hours=3))
    read = reservation_from({"_id": 1, "time": AT.astimezone(athens)}, LONDON)
    assert read.starts_at == AT
