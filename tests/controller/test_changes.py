"""What happens in the book is told to every station that looks at it."""

import queue
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from threading import Event, Thread
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import FindSlot

Raw = Database[dict[str, Any]]
GUEST = "07400 123456"


class Listener:
    """A thread that listens to the changes of one restaurant until it is stopped."""

    def __init__(self, controller: Controller, rest_id: str) -> None:
        self._heard: queue.Queue[Change] = queue.Queue()
        self._stop = Event()
        self.thread = Thread(target=self._listen, args=(controller, rest_id))
        self.thread.start()
        assert self.next() == Change(kind="all")  # from now on nothing is missed

    def _listen(self, controller: Controller, rest_id: str) -> None:
        for change in controller.changes(rest_id, self._stop.is_set):
            self._heard.put(change)

    def next(self) -> Change:
        return self._heard.get(timeout=60)

    def kinds(self, count: int) -> dict[str, Change]:
        return {change.kind: change for change in (self.next() for _ in range(count))}

    def is_silent(self) -> bool:
        return self._heard.empty()

    def stop(self) -> None:
        self._stop.set()
        self.thread.join(timeout=60)
        assert not self.thread.is_alive()


Listen = Callable[[str], AbstractContextManager[Listener]]


@pytest.fixture
def listening(open_station: Callable[..., Controller]) -> Listen:
    @contextmanager
    def listen(rest_id: str) -> Iterator[Listener]:
        listener = Listener(open_station("Bar"), rest_id)
        try:
            yield listener
        finally:
            listener.stop()

    return listen


def test_an_act_says_that_it_has_more_until_its_line_comes(
    controller: Controller, house: Restaurant, slot: FindSlot, listening: Listen
) -> None:
    with listening(house.id) as bar:
        controller.reserve(slot("3").slot_id, "3", GUEST, 4)
        told = [bar.next() for _ in range(3)]
    assert [change.has_more for change in told] == [True, True, False]
    assert told[-1].kind == "reserved"


def test_what_another_program_changes_by_itself_has_no_more(
    house: Restaurant, slot: FindSlot, listening: Listen, raw: Raw
) -> None:
    with listening(house.id) as bar:
        raw["slots"].update_one({"_id": ObjectId(slot("3").slot_id)}, {"$set": {"__v": 1}})
        assert not bar.next().has_more


def test_a_reservation_and_its_cancel_at_another_station_are_told(
    controller: Controller, house: Restaurant, slot: FindSlot, listening: Listen
) -> None:
    s = slot("3")
    with listening(house.id) as bar:
        made = controller.reserve(s.slot_id, "3", GUEST, 4)
        told = bar.kinds(3)
        assert told["reserved"] == Change(
            kind="reserved",
            rest_id=house.id,
            slot_id=s.slot_id,
            reservation_id=made.id,
            station="Stand 1",
        )
        assert told["slot"].slot_id == s.slot_id
        assert told["reservation"].reservation_id == made.id
        controller.cancel(made.id)
        told = bar.kinds(3)
        assert told["cancelled"].reservation_id == made.id
        assert told["cancelled"].slot_id == s.slot_id
        assert told["slot"].slot_id == s.slot_id


def test_what_another_program_writes_is_told(
    house: Restaurant, slot: FindSlot, listening: Listen, raw: Raw
) -> None:
    s, reservation_id = slot("3"), ObjectId()
    with listening(house.id) as bar:
        raw.slots.update_one(
            {"_id": ObjectId(s.slot_id), "tables.tableId": "3"},
            {"$set": {"tables.$.isAvailable": False}},
        )
        assert bar.next() == Change(kind="slot", rest_id=house.id, slot_id=s.slot_id)
        raw.reservations.insert_one(
            {
                "_id": reservation_id,
                "time": s.starts_at,
                "tableId": "3",
                "reservedBy": "x",
                "slotId": s.slot_id,
            }
        )
        assert bar.next() == Change(
            kind="reservation", slot_id=s.slot_id, reservation_id=str(reservation_id)
        )
        raw.reservations.delete_one({"_id": reservation_id})
        assert bar.next() == Change(kind="reservation", reservation_id=str(reservation_id))
        raw.restaurants.update_one({}, {"$set": {"name": "Old Harbour"}})
        assert bar.next() == Change(kind="restaurant", rest_id=house.id)


def test_tables_that_are_added_are_told(
    controller: Controller, house: Restaurant, listening: Listen
) -> None:
    with listening(house.id) as bar:
        controller.add_tables(house.id, [4])
        assert {bar.next().kind, bar.next().kind} == {"restaurant"}
        assert bar.next().kind == "slot"


def test_another_restaurant_is_none_of_this_ones_business(
    controller: Controller,
    house: Restaurant,
    make_house: Callable[..., Restaurant],
    slot: FindSlot,
    listening: Listen,
) -> None:
    other = make_house((2,), name="Other")
    s = slot("3")
    with listening(house.id) as bar:
        theirs = controller.slots(other.id, date(2026, 3, 14))[0]
        controller.reserve(theirs.slot_id, "1", GUEST, 2)
        made = controller.reserve(s.slot_id, "3", GUEST, 4)
        told = bar.kinds(3)
        assert told["reserved"].reservation_id == made.id
        assert {change.rest_id for change in told.values()} == {house.id}
        assert bar.is_silent()


def test_a_stop_is_obeyed_while_nothing_happens(house: Restaurant, listening: Listen) -> None:
    with listening(house.id) as bar:
        assert bar.is_silent()
    assert not bar.thread.is_alive()


def test_a_database_that_is_dropped_makes_everything_new(
    controller: Controller, house: Restaurant, listening: Listen, raw: Raw
) -> None:
    with listening(house.id) as bar:
        raw["journal"].rename("journal_kept", dropTarget=True)
        assert bar.next().kind == "all"
        raw["journal_kept"].rename("journal")
        assert bar.next().kind == "all"
        controller.add_tables(house.id, [4])
        assert bar.next().kind == "restaurant"
