"""A table is promised once, under one number, and the journal says by whom."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Refusal, ReservationNotFound, SlotTaken, TableTooSmall
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.steady import steady_s
from tests.controller.conftest import FindSlot

Raw = Database[dict[str, Any]]
GUEST, OTHER = "07400 123456", "07400 123457"
E164 = "+447400123456"


def test_a_reservation_is_what_the_host_was_told(controller: Controller, slot: FindSlot) -> None:
    s = slot("3")
    made = controller.reserve(s.slot_id, "3", GUEST, 4, name=" Ada\nOkafor ", note="window")
    assert (made.slot_id, made.table_id, made.reserved_by) == (s.slot_id, "3", E164)
    assert (made.party_size, made.name, made.note, made.status) == (
        *(4, "Ada Okafor", "window", "booked"),
    )
    assert made.starts_at == s.starts_at
    assert made.starts_at.tzinfo == ZoneInfo("Europe/London")
    assert controller.reservations_on(made.rest_id, s.starts_at.date()) == [made]
    assert slot("3").is_available is False


def test_the_documents_are_those_of_the_contract(
    controller: Controller, slot: FindSlot, house: Restaurant, raw: Raw, clock: Any
) -> None:
    s = slot("3")
    made = controller.reserve(s.slot_id, "3", GUEST, 3, name="Ada", note="window")
    document = raw.reservations.find_one()
    assert document == {
        "_id": ObjectId(made.id),
        "time": s.starts_at,
        "tableId": "3",
        "reservedBy": E164,
        "slotId": ObjectId(s.slot_id),
        "restId": ObjectId(house.id),
        "partySize": 3,
        "name": "Ada",
        "note": "window",
        "status": "booked",
        "createdAt": clock.now,
        "station": "Stand 1",
        "phoneLast4": "3456",
    }
    line = raw.journal.find_one({"_id": ObjectId(made.id)})
    assert line == {
        "_id": ObjectId(made.id),
        "at": clock.now,
        "restId": ObjectId(house.id),
        "act": "reserve",
        "station": "Stand 1",
        "host": None,
        "reservationId": ObjectId(made.id),
        "slotId": ObjectId(s.slot_id),
        "tableId": "3",
        "time": s.starts_at,
        "before": None,
        "after": document,
    }
    stored = raw.slots.find_one({"_id": ObjectId(s.slot_id)})
    assert stored is not None
    free = {table["tableId"] for table in stored["tables"] if table["isAvailable"]}
    assert free == {"1", "2", "4", "5", "6"}


def test_any_party_that_fits_takes_the_table(controller: Controller, slot: FindSlot) -> None:
    for days, party in enumerate(range(1, 9), start=-1):
        hour = slot("6", days=max(days, 0) % 7, hour=12 + party)
        made = controller.reserve(hour.slot_id, "6", GUEST, party)
        assert made.party_size == party


def test_a_running_hour_can_be_reserved_until_it_ends(
    controller: Controller, slot: FindSlot, clock: Any
) -> None:
    s = slot("3")
    clock.now = datetime(2026, 3, 14, 19, 59, 59, tzinfo=UTC)
    assert controller.reserve(s.slot_id, "3", GUEST, 4).table_id == "3"


def test_the_servers_clock_decides_and_not_this_machines(
    open_station: Callable[..., Controller], house: Restaurant, raw: Raw
) -> None:
    station = open_station(clock=None)
    server = raw.client.admin.command("hello")["localTime"].replace(tzinfo=UTC)
    assert abs(station.now() - server) < timedelta(seconds=30)
    store = station._house.store
    store._measured = (datetime(2031, 5, 1, 12, 30, tzinfo=UTC), steady_s())
    assert abs(station.now() - datetime(2031, 5, 1, 12, 30, tzinfo=UTC)) < timedelta(seconds=30)
    assert station.upkeep(house.id)  # looks at the server's clock again
    assert abs(station.now() - server) < timedelta(seconds=30)


def test_the_same_call_with_the_same_id_reserves_once(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    s, own_id = slot("3"), controller.new_id()
    first = controller.reserve(s.slot_id, "3", GUEST, 4, reservation_id=own_id)
    before = contents()
    for _ in range(3):
        assert controller.reserve(s.slot_id, "3", GUEST, 4, reservation_id=own_id) == first
    assert contents() == before


def test_the_first_attempt_stands_when_a_repeat_asks_for_another_table(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    s, own_id = slot("3"), controller.new_id()
    first = controller.reserve(s.slot_id, "3", GUEST, 4, reservation_id=own_id)
    before = contents()
    other_hour = slot("4", hour=21)
    again = controller.reserve(other_hour.slot_id, "4", GUEST, 4, reservation_id=own_id)
    assert again == first
    assert contents() == before


def test_a_repeat_is_answered_even_when_the_hour_is_over(
    controller: Controller, slot: FindSlot, clock: Any
) -> None:
    s, own_id = slot("3"), controller.new_id()
    first = controller.reserve(s.slot_id, "3", GUEST, 4, reservation_id=own_id)
    clock.now += timedelta(days=30)
    assert controller.reserve(s.slot_id, "3", GUEST, 4, reservation_id=own_id) == first


def test_a_repeat_after_a_cancel_tells_who_cancelled_and_when(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    clock: Any,
    contents: Callable[[], Any],
) -> None:
    s, own_id = slot("3"), controller.new_id()
    controller.reserve(s.slot_id, "3", GUEST, 4, reservation_id=own_id)
    clock.now += timedelta(days=1, hours=3)
    open_station("Bar").cancel(own_id)
    before = contents()
    with pytest.raises(ReservationNotFound) as refused:
        controller.reserve(s.slot_id, "3", GUEST, 4, reservation_id=own_id)
    assert str(refused.value) == (
        "The reservation of table 3 at 19:00 on Sat 14 March was cancelled at Bar, "
        "Wed 11 March 12:00."
    )
    assert contents() == before


def test_an_id_that_was_refused_can_be_used_for_the_next_attempt(
    controller: Controller, slot: FindSlot
) -> None:
    s, own_id = slot("3"), controller.new_id()
    with pytest.raises(TableTooSmall):
        controller.reserve(s.slot_id, "3", GUEST, 8, reservation_id=own_id)
    made = controller.reserve(s.slot_id, "6", GUEST, 8, reservation_id=own_id)
    assert (made.id, made.table_id) == (own_id, "6")


def test_what_the_host_saw_is_not_relied_on(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    s = slot("3")
    # Another program shrinks the table after the list was read.
    raw.slots.update_one(
        {"_id": ObjectId(s.slot_id), "tables.tableId": "3"}, {"$set": {"tables.$.capacity": 2}}
    )
    with pytest.raises(TableTooSmall, match="seats 2"):
        controller.reserve(s.slot_id, "3", GUEST, 4)


def test_a_reservation_without_its_flag_still_keeps_the_table(
    controller: Controller, slot: FindSlot, raw: Raw, contents: Callable[[], Any]
) -> None:
    s = slot("3")
    controller.reserve(s.slot_id, "3", GUEST, 4)
    # The unique index cannot help where another program spells the hour's id as text.
    raw.reservations.update_one({}, {"$set": {"slotId": s.slot_id}})
    raw.slots.update_one(
        {"_id": ObjectId(s.slot_id), "tables.tableId": "3"},
        {"$set": {"tables.$.isAvailable": True}},
    )
    before = contents()
    with pytest.raises(SlotTaken):
        controller.reserve(s.slot_id, "3", OTHER, 4)
    assert contents() == before


def test_a_table_that_stands_twice_in_an_hour_is_as_small_and_as_taken_as_either(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    s, other = slot("5"), slot("5", hour=20)
    twin = {"tableId": "5", "capacity": 2, "isAvailable": True}
    raw.slots.update_one({"_id": ObjectId(s.slot_id)}, {"$push": {"tables": twin}})
    with pytest.raises(TableTooSmall, match="seats 2"):
        controller.reserve(s.slot_id, "5", GUEST, 6)
    made = controller.reserve(s.slot_id, "5", GUEST, 2)
    assert slot("5").is_available is False
    controller.cancel(made.id)
    assert slot("5").is_available is True
    taken = {"tableId": "5", "capacity": 6, "isAvailable": False}
    raw.slots.update_one({"_id": ObjectId(other.slot_id)}, {"$push": {"tables": taken}})
    with pytest.raises(SlotTaken):
        controller.reserve(other.slot_id, "5", GUEST, 2)


def test_threads_of_one_station_may_reserve_at_once(controller: Controller, slot: FindSlot) -> None:
    s = slot("3")

    def attempt(n: int) -> str:
        try:
            return controller.reserve(s.slot_id, "3", f"+4474001200{n:02d}", 4).id
        except Refusal as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(attempt, range(8)))
    assert told.count("SlotTaken") == 7
    assert slot("3").is_available is False


def test_the_two_showings_of_a_repeated_hour_are_two_slots(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Any
) -> None:
    clock.now = datetime(2026, 10, 23, 9, tzinfo=UTC)
    bar = make_house((2,), opening_hours="18:03")
    first, second = (
        s for s in controller.slots(bar.id, date(2026, 10, 24)) if s.starts_at.hour == 1
    )
    assert second.starts_at.astimezone(UTC) - first.starts_at.astimezone(UTC) == timedelta(hours=1)
    controller.reserve(first.slot_id, "1", GUEST, 2)
    made = controller.reserve(second.slot_id, "1", GUEST, 2)
    with pytest.raises(SlotTaken, match=r"Table 1 at 01:00 \(2nd\) on Sun 25 October"):
        controller.reserve(made.slot_id, "1", OTHER, 2)
    with pytest.raises(SlotTaken, match=r"Table 1 at 01:00 \(1st\) on Sun 25 October"):
        controller.reserve(first.slot_id, "1", OTHER, 2)
