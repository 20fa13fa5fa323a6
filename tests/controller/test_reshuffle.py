"""Parties are moved so that one more fits: on the host's word, all of them or none."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId, encode

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    InvalidPartySize,
    ReservationNotFound,
    SlotBusy,
    SlotInPast,
    SlotNotFound,
)
from resv_desktop.domain.reshuffle import Reshuffle, RoomChanged
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.store.mongod import ManagedServer
from tests.controller.conftest import Clock, FindSlot, Raw, stored, write_elsewhere
from tests.controller.test_races import demand_agreement
from tests.controller.test_races_of_moves import hours

KILLED = Path(__file__).with_name("killed_reshuffling.py")
GUEST = "07400 123450"
ROUNDS = 12
# Tables 1 and 2 seat two, 3 and 4 four, 5 six and 6 eight. A party of 8 gets table 6 once its
# party of 6 has gone to table 5, and the party of 4 that is there to table 3.
EVENING = {"4": 4, "5": 4, "6": 6}


class Hour:
    """One hour whose large tables have small parties."""

    def __init__(self, controller: Controller, at: Slot, raw: Raw) -> None:
        self.id, self._raw, self._controller = at.slot_id, raw, controller
        self.own: dict[str, str] = {}
        for n, (table, party) in enumerate(EVENING.items()):
            phone = f"07400 12345{n + 1}"
            self.own[table] = controller.reserve(at.slot_id, table, phone, party, name=f"P{n}").id

    def tables(self) -> dict[str, str]:
        """Return who sits where: the ids of the reservations by table."""
        found = self._raw.reservations.find({"slotId": ObjectId(self.id)})
        return {r["tableId"]: str(r["_id"]) for r in found}

    def offer(self, party: int = 8) -> Reshuffle:
        """Return the moves that the host is offered."""
        offered = self._controller.reshuffle(self.id, party)
        assert offered is not None
        return offered

    def reserve(self, offered: Reshuffle, phone: str = GUEST, **more: Any) -> str:
        """Take the offer."""
        return self._controller.reserve(
            self.id, offered.slot.table_id, phone, 8, moving=offered, **more
        ).id


@pytest.fixture
def hour(controller: Controller, slot: FindSlot, raw: Raw) -> Hour:
    return Hour(controller, slot("6"), raw)


@pytest.fixture
def book(raw: Raw) -> Callable[[], list[bytes]]:
    """Read the reservations and hours, without the journal, to the byte."""
    return lambda: [
        encode(document)
        for name in ("reservations", "slots")
        for document in raw[name].find().sort("_id", 1)
    ]


def test_the_offer_says_who_goes_where_and_changes_nothing(
    controller: Controller, hour: Hour, nothing_written: Callable[[], Any]
) -> None:
    with nothing_written():
        offered = hour.offer()
    moves = [(m.reservation.name, m.reservation.table_id, m.slot.table_id) for m in offered.moves]
    assert (offered.slot.table_id, moves) == ("6", [("P2", "6", "5"), ("P1", "5", "3")])
    assert controller.reshuffle(hour.id, 8, locked=[hour.own["6"]]) is None
    assert controller.reshuffle(hour.id, 8, locked_tables=["5"]) is None
    assert controller.reshuffle(hour.id, 2) is None, "table 1 is free for two"


def test_what_can_be_no_hour_or_party_is_refused(
    controller: Controller, slot: FindSlot, clock: Clock
) -> None:
    with pytest.raises(InvalidPartySize):
        controller.reshuffle(slot("6").slot_id, 9)
    with pytest.raises(SlotNotFound):
        controller.reshuffle("nonsense", 8)
    clock.now = slot("6").ends_at
    with pytest.raises(SlotInPast, match="The hour of 19:00 on Sat 14 March is over"):
        controller.reshuffle(slot("6").slot_id, 8)


def test_all_moves_and_the_reservation_are_one_write_with_a_line_for_each(
    controller: Controller, hour: Hour, raw: Raw
) -> None:
    before = {own_id: stored(raw, own_id) for own_id in hour.own.values()}
    own_id = hour.reserve(hour.offer(), name="Okafor", note="x")
    own = hour.own
    assert hour.tables() == {"3": own["5"], "4": own["4"], "5": own["6"], "6": own_id}
    demand_agreement(raw)
    assert stored(raw, own["6"]) == before[own["6"]] | {"tableId": "5"}
    line = raw.journal.find_one({"_id": ObjectId(own_id)})
    assert line is not None
    moves = [raw.journal.find_one({"_id": line_id}) for line_id in line["moves"]]
    told = [(m["act"], m["before"]["tableId"], m["after"]["tableId"]) for m in moves if m]
    assert told == [("move", "6", "5"), ("move", "5", "3")]
    assert {m["madeRoomFor"] for m in moves if m} == {ObjectId(own_id)}
    assert [fault.sentence for fault in controller.check()] == []


def test_the_same_offer_with_the_same_id_is_taken_once(
    controller: Controller, hour: Hour, contents: Callable[[], Any]
) -> None:
    offered, own_id = hour.offer(), controller.new_id()
    assert hour.reserve(offered, reservation_id=own_id) == own_id
    before = contents()
    assert hour.reserve(offered, reservation_id=own_id) == own_id
    assert contents() == before
    controller.cancel(own_id)
    before = contents()
    with pytest.raises(ReservationNotFound, match="was cancelled at Stand 1"):
        hour.reserve(offered, reservation_id=own_id)
    assert contents() == before


def test_what_changed_since_the_offer_refuses_it_whole(
    controller: Controller,
    hour: Hour,
    raw: Raw,
    open_station: Callable[..., Controller],
    nothing_written: Callable[[], Any],
) -> None:
    offered, bar = hour.offer(), open_station("Bar")

    def demand_refused(says: str) -> None:
        with nothing_written(), pytest.raises(RoomChanged, match=says):
            hour.reserve(offered)

    bar.set_status(hour.own["6"], "arrived")
    demand_refused("The party of table 6 at 19:00 on Sat 14 March has come by now and keeps")
    bar.set_status(hour.own["6"], "booked")
    taken = bar.reserve(hour.id, "3", "07400 123459", 2).id
    demand_refused("The party can no longer move to table 3 at 19:00 on Sat 14 March")
    bar.cancel(taken)
    bar.edit_reservation(hour.own["5"], party_size=5)
    demand_refused("The party can no longer move to table 3 at 19:00 on Sat 14 March")
    bar.edit_reservation(hour.own["5"], party_size=4)
    own = {"_id": ObjectId(hour.id), "tables.tableId": "5"}
    raw.slots.update_one(own, {"$set": {"tables.$.leaving": True}})
    demand_refused("The party can no longer move to table 5 at 19:00 on Sat 14 March")
    assert controller.reshuffle(hour.id, 8) is None, "table 5 is leaving"
    raw.slots.update_one(own, {"$unset": {"tables.$.leaving": ""}})
    bar.move(hour.own["5"], hour.id, "3")
    demand_refused("Table 5 at 19:00 on Sat 14 March now has another party, or is free")
    bar.move(hour.own["5"], hour.id, "5")
    bar.cancel(hour.own["6"])
    demand_refused("Table 6 at 19:00 on Sat 14 March is free by now and seats 8. Nobody has to")


def test_who_has_a_table_in_that_hour_is_told_so_and_nobody_is_moved(
    hour: Hour, raw: Raw, nothing_written: Callable[[], Any]
) -> None:
    offered = hour.offer()
    with nothing_written(), pytest.raises(AlreadyReserved, match="already holds table 5 at 19:00"):
        hour.reserve(offered, "07400 123452")
    hour.reserve(offered, "07400 123452", second_table=True)
    assert set(hour.tables()) == {"3", "4", "5", "6"}
    demand_agreement(raw)


def test_a_party_at_the_door_and_one_that_waits_get_a_table_by_moving_others(
    controller: Controller, slot: FindSlot, house: Restaurant, raw: Raw, clock: Clock
) -> None:
    clock.now = slot("6").starts_at - timedelta(minutes=5)
    hour = Hour(controller, slot("6"), raw)
    offered = hour.offer()
    seated = controller.walk_in(hour.id, "6", 8, moving=offered)
    assert (seated.status, hour.tables()["5"]) == ("seated", hour.own["6"])
    later = Hour(controller, slot("6", hour=20), raw)
    entry = controller.wait(house.id, later.id, 8, GUEST)
    made = controller.reserve_waiting(entry.id, "6", moving=later.offer())
    assert later.tables() == {
        "3": later.own["5"],
        "4": later.own["4"],
        "5": later.own["6"],
        "6": made.id,
    }
    assert controller.waiting(house.id, clock.now.date()) == []
    controller.undo(made.id)
    assert [each.id for each in controller.waiting(house.id, clock.now.date())] == [entry.id]
    assert later.tables() == {table: later.own[table] for table in EVENING}
    demand_agreement(raw)
    assert [fault.sentence for fault in controller.check()] == []


def test_the_whole_act_is_taken_back_at_once_and_so_is_the_undo(
    controller: Controller, hour: Hour, raw: Raw, book: Callable[[], list[bytes]]
) -> None:
    before = book()
    own_id = hour.reserve(hour.offer())
    after = book()
    undone = controller.undo(own_id)
    assert book() == before
    assert (undone.act, undone.after, undone.moved) == ("reserve", None, 2)
    redone = controller.undo(undone.id)
    assert book() == after
    # Whoever asks for the move of one of them alone takes back all of it.
    line = raw.journal.find_one({"_id": ObjectId(redone.id)})
    assert line is not None
    request = controller.new_id()
    again = controller.undo(str(line["moves"][1]), request_id=request)
    assert book() == before
    assert controller.undo(str(line["moves"][1]), request_id=request).id == again.id
    assert book() == before
    lines = list(raw.journal.find({"act": "undo"}))
    assert len(lines) == 9
    assert len({line["undoes"] for line in lines}) == 9
    assert [fault.sentence for fault in controller.check()] == []


def test_what_happened_to_any_of_them_since_keeps_all_of_it(
    controller: Controller, hour: Hour, nothing_written: Callable[[], Any]
) -> None:
    own_id = hour.reserve(hour.offer())
    controller.set_status(hour.own["5"], "arrived")
    with nothing_written(), pytest.raises(ChangedSince, match=r"table 3 .* another status since"):
        controller.undo(own_id)
    controller.cancel(hour.own["5"])
    with nothing_written(), pytest.raises(ReservationNotFound, match="was cancelled at Stand 1"):
        controller.undo(own_id)


def test_an_undo_finds_no_way_back_to_a_table_that_is_leaving_or_taken(
    controller: Controller, hour: Hour, raw: Raw, nothing_written: Callable[[], Any]
) -> None:
    own_id = hour.reserve(hour.offer())
    undone = controller.undo(own_id)
    taken = controller.reserve(hour.id, "3", "07400 123459", 2)
    with nothing_written(), pytest.raises(Exception, match=r"Table 3 at 19:00 .* already taken"):
        controller.undo(undone.id)
    controller.cancel(taken.id)
    controller.undo(undone.id)
    raw.slots.update_one(
        {"_id": ObjectId(hour.id), "tables.tableId": "5"}, {"$set": {"tables.$.leaving": True}}
    )
    with (
        nothing_written(),
        pytest.raises(Exception, match=r"Table 5 at 19:00 .* no longer offered"),
    ):
        controller.undo(own_id)


def test_a_party_of_another_program_is_moved_in_its_own_spelling_if_its_size_is_known(
    controller: Controller, slot: FindSlot, raw: Raw, book: Callable[[], list[bytes]]
) -> None:
    at, flag = slot("6"), {"$set": {"tables.$.isAvailable": False}}
    raw.slots.update_one({"_id": ObjectId(at.slot_id), "tables.tableId": "6"}, flag)
    theirs = write_elsewhere(raw, at)
    assert controller.reshuffle(at.slot_id, 8) is None
    raw.reservations.update_one({}, {"$set": {"partySize": 2.0}})
    before, all_before = stored(raw, theirs), book()
    offered = controller.reshuffle(at.slot_id, 8)
    assert offered is not None
    made = controller.reserve(at.slot_id, "6", GUEST, 8, moving=offered)
    assert stored(raw, theirs) == before | {"tableId": "1"}
    assert [fault.sentence for fault in controller.check() if fault.kind != "foreign"] == []
    controller.undo(made.id)
    assert book() == all_before


@pytest.mark.parametrize("step", ["moved", "written"])
def test_a_station_that_is_killed_in_the_middle_has_moved_nobody(
    step: str,
    controller: Controller,
    hour: Hour,
    raw: Raw,
    mongod: ManagedServer,
    nothing_written: Callable[[], Any],
) -> None:
    offered, own_id = hour.offer(), controller.new_id()
    with nothing_written():
        command = [sys.executable, str(KILLED), mongod.uri, raw.name, hour.id, own_id, step]
        assert subprocess.run(command, check=False, timeout=60).returncode == -9
    end = time.monotonic() + 30
    while True:  # until the server has let go of what the dead one held
        try:
            assert hour.reserve(offered, "07400 123456", reservation_id=own_id) == own_id
            break
        except SlotBusy:
            assert time.monotonic() < end
    assert hour.tables()["6"] == own_id
    demand_agreement(raw)


def test_moves_that_meet_others_at_one_instant_are_all_made_or_none(
    rivals: Any,
    controller: Controller,
    house: Restaurant,
    raw: Raw,
    record_property: Callable[[str, object], None],
) -> None:
    outcomes: Counter[str] = Counter()
    for n, tables in enumerate(hours(controller, house, raw)[:ROUNDS]):
        hour = Hour(controller, tables["6"], raw)
        before = hour.tables()
        rivals.race(*[("reshuffle", [hour.id, 8], {})] * 4)
        told = rivals.race(
            ("reserve", [hour.id, "6", GUEST, 8], {"moving": True}),
            ("reserve", [hour.id, "13"[n // 2 % 2], "07400 123459", 2], {}),
            ("set_status", [hour.own["46"[n % 2]], "arrived"], {}),
            ("edit_reservation", [hour.own["5"]], {"note": "by the window"}),
        )
        assert ["done" in answer for answer in told[2:]] == [True, True], told
        after = hour.tables()
        after.pop("1", None)
        if "done" in told[0]:
            assert ("done" in told[1]) == (n // 2 % 2 == 0), told
            assert after == {
                "3": hour.own["5"],
                "4": hour.own["4"],
                "5": hour.own["6"],
                "6": told[0]["done"],
            }
            outcomes["moved"] += 1
        else:
            assert told[0]["kind"] == "RoomChanged", told
            assert n % 4, "nothing stood in the way"
            assert {table: after[table] for table in before} == before
            outcomes["refused"] += 1
        demand_agreement(raw)
        assert raw.journal.count_documents({"act": "move"}) == 2 * outcomes["moved"]
    record_property("measured", f"moves that meet others, {ROUNDS} times: {dict(outcomes)}")
