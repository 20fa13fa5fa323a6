"""Moves and undos at one instant: every table has one party, and nobody is lost or doubled."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import Raw
from tests.controller.test_races import PHONES, Call, demand_agreement

ROUNDS = 20
Told = list[dict[str, str]]
Record = Callable[[str, object], None]


def hours(controller: Controller, house: Restaurant, raw: Raw) -> list[dict[str, Slot]]:
    """Return the tables of many hours, each as slots by their labels."""
    found: dict[str, dict[str, Slot]] = {}
    for day in sorted({hour["time"].date() for hour in raw.slots.find()}):
        for slot in controller.slots(house.id, day):
            found.setdefault(slot.slot_id, {})[slot.table_id] = slot
    return list(found.values())


def take(controller: Controller, slot: Slot, guest: int) -> str:
    return controller.reserve(slot.slot_id, slot.table_id, PHONES[guest], 2).id


def to(own_id: str, slot: Slot) -> Call:
    return "move", [own_id, slot.slot_id, slot.table_id], {}


def done(told: Told) -> list[int]:
    return [n for n, answer in enumerate(told) if "done" in answer]


def kinds(told: Told) -> list[str]:
    return [answer["kind"] for answer in told if "done" not in answer]


def test_of_four_that_move_to_one_table_one_does_and_three_stay(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw, record_property: Record
) -> None:
    winners: Counter[int] = Counter()
    here, *others = hours(controller, house, raw)[: ROUNDS + 1]
    own = [take(controller, here[table], n) for n, table in enumerate("3456")]
    for there in others:
        told = rivals.race(*(to(own_id, there["3"]) for own_id in own))
        assert len(done(told)) == 1, told
        assert kinds(told) == ["SlotTaken"] * 3, told
        won = done(told)[0]
        winners[won] += 1
        held = raw.reservations.find_one({"slotId": ObjectId(there["3"].slot_id)})
        assert held is not None
        assert (str(held["_id"]), held["tableId"]) == (own[won], "3")
        assert raw.reservations.count_documents({}) == 4
        demand_agreement(raw)
        controller.move(own[won], here["3456"[won]].slot_id, "3456"[won])
    assert raw.journal.count_documents({"act": "move"}) == 2 * ROUNDS
    record_property(
        "measured", f"four moves to one table, {ROUNDS} times: won by {sorted(winners.values())}"
    )


def test_a_move_and_three_reserves_at_one_instant_give_the_table_to_one_of_them(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw, record_property: Record
) -> None:
    here, *others = hours(controller, house, raw)[: ROUNDS + 1]
    own_id, moves = take(controller, here["3"], 0), 0
    for there in others:
        calls: list[Call] = [
            ("reserve", [there["3"].slot_id, "3", phone, 2], {}) for phone in PHONES[1:]
        ]
        told = rivals.race(to(own_id, there["3"]), *calls)
        assert len(done(told)) == 1, told
        assert kinds(told) == ["SlotTaken"] * 3, told
        demand_agreement(raw)
        if done(told) == [0]:
            moves += 1
            controller.move(own_id, here["3"].slot_id, "3")
    record_property("measured", f"move against reserve: {moves} of {ROUNDS} won by the move")


def test_a_move_and_a_cancel_at_one_instant_leave_no_table_taken(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw, record_property: Record
) -> None:
    here, there = hours(controller, house, raw)[:2]
    came_first: Counter[str] = Counter()
    for _ in range(ROUNDS):
        own_id = take(controller, here["3"], 0)
        told = rivals.race(
            to(own_id, there["4"]),
            ("cancel", [own_id], {}),
            ("set_status", [own_id, "arrived"], {}),
            to(own_id, here["5"]),
        )
        assert told[1] == {"done": own_id}, told
        assert set(kinds(told)) <= {"ReservationNotFound"}, told
        assert raw.reservations.count_documents({}) == 0
        demand_agreement(raw)
        came_first["before" if len(done(told)) > 1 else "never"] += 1
    record_property("measured", f"moves and a status against a cancel: {dict(came_first)}")


def test_two_that_cross_each_others_way_between_two_hours_both_arrive(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    one, other = hours(controller, house, raw)[:2]
    pairs = [(one["3"], other["4"]), (other["3"], one["4"])] * 2
    pairs[2:] = [(one["5"], other["6"]), (other["5"], one["6"])]
    own = [take(controller, start, n) for n, (start, _) in enumerate(pairs)]
    for turn in range(ROUNDS):
        told = rivals.race(
            *(to(own_id, pair[1 - turn % 2]) for own_id, pair in zip(own, pairs, strict=True))
        )
        assert len(done(told)) == 4, told
        demand_agreement(raw)


def test_one_reservation_that_is_moved_to_four_tables_at_once_has_one_of_them(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    here, there = hours(controller, house, raw)[:2]
    own_id = take(controller, here["3"], 0)
    for turn in range(ROUNDS):
        wanted = (here, there)[turn % 2]
        told = rivals.race(*(to(own_id, wanted[table]) for table in "3456"))
        assert len(done(told)) == 4, told
        assert raw.reservations.count_documents({}) == 1
        demand_agreement(raw)
    lines = list(raw.journal.find({"act": "move"}))
    assert len(lines) == 4 * ROUNDS
    places = Counter(
        (line[side]["slotId"], line[side]["tableId"]) for line in lines for side in ("before",)
    )
    reached = Counter((line["after"]["slotId"], line["after"]["tableId"]) for line in lines)
    held = raw.reservations.find_one() or {}
    reached[ObjectId(here["3"].slot_id), "3"] += 1
    reached[held["slotId"], held["tableId"]] -= 1
    assert +reached == places  # each move began where another one had ended


def test_an_undo_and_three_reserves_at_one_instant_give_the_table_to_one_of_them(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw, record_property: Record
) -> None:
    undone = 0
    for there in hours(controller, house, raw)[:ROUNDS]:
        own_id, request = take(controller, there["3"], 0), controller.new_id()
        before = raw.reservations.find_one({"_id": ObjectId(own_id)})
        controller.cancel(own_id, request_id=request)
        calls: list[Call] = [
            ("reserve", [there["3"].slot_id, "3", phone, 2], {}) for phone in PHONES[1:]
        ]
        told = rivals.race(("undo", [request], {}), *calls)
        assert len(done(told)) == 1, told
        assert kinds(told) == ["SlotTaken"] * 3, told
        if done(told) == [0]:
            undone += 1
            assert raw.reservations.find_one({"_id": ObjectId(own_id)}) == before
        demand_agreement(raw)
    record_property("measured", f"undo against reserve: {undone} of {ROUNDS} won by the undo")


def test_of_four_that_undo_one_cancel_one_does_and_three_are_told(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    for there in hours(controller, house, raw)[:ROUNDS]:
        own_id, request = take(controller, there["3"], 0), controller.new_id()
        controller.cancel(own_id, request_id=request)
        told = rivals.race(*[("undo", [request], {})] * 4)
        assert len(done(told)) == 1, told
        assert kinds(told) == ["ChangedSince"] * 3, told
        demand_agreement(raw)
    assert raw.reservations.count_documents({}) == ROUNDS


def test_a_guest_is_not_doubled_by_an_undo_and_a_reserve_at_one_instant(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    for there in hours(controller, house, raw)[:ROUNDS]:
        own_id, request = take(controller, there["3"], 0), controller.new_id()
        controller.cancel(own_id, request_id=request)
        calls: list[Call] = [
            ("reserve", [there[table].slot_id, table, PHONES[0], 2], {}) for table in "456"
        ]
        told = rivals.race(("undo", [request], {}), *calls)
        assert len(done(told)) == 1, told
        assert kinds(told) == ["AlreadyReserved"] * 3, told
        demand_agreement(raw)


def test_four_moves_with_one_id_are_one_move(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    here, there = hours(controller, house, raw)[:2]
    own_id, request = take(controller, here["3"], 0), controller.new_id()
    call: Call = ("move", [own_id, there["4"].slot_id, "4"], {"request_id": request})
    for _ in range(5):
        assert rivals.race(*[call] * 4) == [{"done": own_id}] * 4
    assert raw.journal.count_documents({"act": "move"}) == 1
    demand_agreement(raw)
