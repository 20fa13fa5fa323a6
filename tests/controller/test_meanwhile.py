"""What changes between the look and the write is noticed inside the transaction."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ReservationNotFound, SlotNotFound, SlotTaken
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.book import Book
from tests.controller.conftest import FindSlot

Raw = Database[dict[str, Any]]
GUEST, OTHER = "07400 123456", "07400 123457"


@pytest.fixture
def meanwhile(controller: Controller, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let something happen once, after all that a call reads and before it writes."""

    def arrange(happens: Callable[[], Any]) -> None:
        store = controller._house.store
        write = store.write

        def then_write(work: Callable[..., Any]) -> Any:
            monkeypatch.undo()
            happens()
            return write(work)

        monkeypatch.setattr(store, "write", then_write)

    return arrange


def test_a_table_that_another_station_takes_meanwhile_is_taken(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    meanwhile: Callable[..., None],
) -> None:
    s, bar = slot("3"), open_station("Bar")
    meanwhile(lambda: bar.reserve(s.slot_id, "3", OTHER, 4))
    with pytest.raises(SlotTaken, match="Table 3 at 19:00 on Sat 14 March has just been taken"):
        controller.reserve(s.slot_id, "3", GUEST, 4)


def test_an_hour_that_is_removed_meanwhile_is_not_there(
    controller: Controller, slot: FindSlot, meanwhile: Callable[..., None], raw: Raw
) -> None:
    s = slot("3")
    meanwhile(lambda: raw.slots.delete_one({"_id": ObjectId(s.slot_id)}))
    with pytest.raises(SlotNotFound):
        controller.reserve(s.slot_id, "3", GUEST, 4)
    assert raw.reservations.count_documents({}) == 0


def test_an_hour_that_is_moved_meanwhile_is_not_reserved(
    controller: Controller, slot: FindSlot, meanwhile: Callable[..., None], raw: Raw
) -> None:
    s = slot("3")
    later = s.starts_at + timedelta(days=90)
    meanwhile(lambda: raw.slots.update_one({"_id": ObjectId(s.slot_id)}, {"$set": {"time": later}}))
    with pytest.raises(SlotTaken):
        controller.reserve(s.slot_id, "3", GUEST, 4)
    assert raw.reservations.count_documents({}) == 0


def test_the_unique_index_is_taken_and_never_a_traceback(
    controller: Controller, slot: FindSlot, raw: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    s = slot("3")
    controller.reserve(s.slot_id, "3", GUEST, 4)
    other = controller.reserve(s.slot_id, "4", OTHER, 4)
    raw.slots.update_one(
        {"_id": ObjectId(s.slot_id), "tables.tableId": "3"},
        {"$set": {"tables.$.isAvailable": True}},
    )
    # Were the first line of defence to forget both the flag and the reservations:
    monkeypatch.setattr(Book, "rivals", lambda *_: [])
    with pytest.raises(SlotTaken, match="Table 3 at 19:00 on Sat 14 March is already taken"):
        controller.reserve(s.slot_id, "3", "07400 123458", 4)
    with pytest.raises(SlotTaken, match="Table 3 at 19:00 on Sat 14 March is already taken"):
        controller.move(other.id, s.slot_id, "3")
    assert [r["tableId"] for r in raw.reservations.find().sort("tableId", 1)] == ["3", "4"]


def test_an_hour_that_gets_a_twin_is_not_reserved_while_its_index_is_missing(
    controller: Controller, slot: FindSlot, meanwhile: Callable[..., None], raw: Raw
) -> None:
    s = slot("3")
    twin = raw.slots.find_one({"_id": ObjectId(s.slot_id)})
    assert twin is not None
    twin.update(_id=ObjectId(), restId=str(twin["restId"]))
    controller._house.store.unbuilt_indexes = ("slots.restId_1_time_1",)
    meanwhile(lambda: raw.slots.insert_one(twin))
    with pytest.raises(SlotTaken, match="that hour is stored twice"):
        controller.reserve(s.slot_id, "3", GUEST, 4)
    with pytest.raises(SlotTaken, match="that hour is stored twice"):
        controller.reserve(s.slot_id, "3", GUEST, 4)
    assert raw.reservations.count_documents({}) == 0


def test_a_reservation_that_another_station_cancels_meanwhile_is_gone(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    meanwhile: Callable[..., None],
) -> None:
    made, bar = controller.reserve(slot("3").slot_id, "3", GUEST, 4), open_station("Bar")
    meanwhile(lambda: bar.cancel(made.id))
    with pytest.raises(ReservationNotFound, match="was cancelled at Bar"):
        controller.cancel(made.id)


def test_the_same_cancel_that_gets_through_twice_is_done_once(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    meanwhile: Callable[..., None],
    raw: Raw,
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    again = open_station()
    meanwhile(lambda: again.cancel(made.id, request_id=request))
    assert controller.cancel(made.id, request_id=request) == made
    assert raw.journal.count_documents({"act": "cancel"}) == 1


def test_tables_that_another_station_adds_meanwhile_keep_their_numbers(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    meanwhile: Callable[..., None],
) -> None:
    bar = open_station("Bar")
    meanwhile(lambda: bar.add_tables(house.id, [8]))
    tables = controller.add_tables(house.id, [2]).tables
    assert [(table.id, table.capacity) for table in tables[-2:]] == [("7", 8), ("8", 2)]
