"""No two parties ever get the same table in the same hour, however many ask at one instant."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot

Raw = Database[dict[str, Any]]
ROUNDS = 50
PHONES = [f"+44740012345{n}" for n in range(4)]
Call = tuple[str, list[Any], dict[str, Any]]


def demand_agreement(raw: Raw) -> None:
    """Every flag that says taken has exactly one reservation, and every other none."""
    taken = {
        (hour["_id"], table["tableId"])
        for hour in raw.slots.find()
        for table in hour["tables"]
        if not table["isAvailable"]
    }
    held = [(r["slotId"], r["tableId"]) for r in raw.reservations.find()]
    assert sorted(held) == sorted(taken)


def fifty_slots(controller: Controller, house: Restaurant, raw: Raw) -> list[Slot]:
    """Return table 3 in fifty different hours."""
    days = sorted({hour["time"].date() for hour in raw.slots.find()})
    slots = [slot for day in days for slot in controller.slots(house.id, day)]
    return [slot for slot in slots if slot.table_id == "3"][:ROUNDS]


def test_of_four_who_want_one_slot_one_gets_it_and_three_are_told_it_is_taken(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    slots = fifty_slots(controller, house, raw)
    winners: Counter[int] = Counter()
    for slot in slots:
        calls: list[Call] = [
            ("reserve", [slot.slot_id, slot.table_id, phone, 2], {}) for phone in PHONES
        ]
        told = rivals.race(*calls)
        won = [n for n, answer in enumerate(told) if "done" in answer]
        assert len(won) == 1, told
        winners[won[0]] += 1
        for answer in told:
            if "done" not in answer:
                assert answer["kind"] == "SlotTaken", answer
                assert f"Table {slot.table_id} at {slot.starts_at:%H:%M} on " in answer["sentence"]
                assert "taken" in answer["sentence"]
        held = raw.reservations.find_one({"_id": ObjectId(told[won[0]]["done"])})
        assert held is not None
        assert held["reservedBy"] == PHONES[won[0]]
    assert len(slots) == ROUNDS
    assert raw.reservations.count_documents({}) == ROUNDS
    assert raw.journal.count_documents({"act": "reserve"}) == ROUNDS
    demand_agreement(raw)
    print("who won how often:", dict(winners))


def test_of_four_who_cancel_one_reservation_one_does_and_three_are_told_it_is_gone(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    for slot in fifty_slots(controller, house, raw):
        made = controller.reserve(slot.slot_id, slot.table_id, PHONES[0], 2)
        call: Call = ("cancel", [made.id], {})
        told = rivals.race(*[call] * 4)
        assert [answer["done"] for answer in told if "done" in answer] == [made.id], told
        bad_news = [answer for answer in told if "done" not in answer]
        for answer in bad_news:
            assert answer["kind"] == "ReservationNotFound", answer
            assert f"table {slot.table_id} at {slot.starts_at:%H:%M}" in answer["sentence"], answer
            assert "was cancelled at Rival " in answer["sentence"]
    assert raw.reservations.count_documents({}) == 0
    assert raw.journal.count_documents({"act": "cancel"}) == ROUNDS
    demand_agreement(raw)


def test_of_four_stations_that_set_up_an_empty_book_one_does_and_three_are_told(
    rivals: Any, raw: Raw, record_property: Callable[[str, object], None]
) -> None:
    call: Call = ("create_restaurant", ["House", "+442079460123"], {"beside": []})
    for _ in range(ROUNDS):
        raw.restaurants.delete_many({})
        told = rivals.race(*[call] * 4)
        assert raw.restaurants.count_documents({}) == 1, told
        bad_news = [answer for answer in told if "done" not in answer]
        assert [answer["kind"] for answer in bad_news] == ["AnotherRestaurant"] * 3, told
    record_property("measured", f"{ROUNDS} empty books, 4 stations each: {ROUNDS} restaurants")


def test_one_phone_gets_one_table_of_an_hour_even_when_it_asks_for_four_at_once(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    hours: dict[str, list[Slot]] = {}
    for day in sorted({hour["time"].date() for hour in raw.slots.find()}):
        for slot in controller.slots(house.id, day):
            hours.setdefault(slot.slot_id, []).append(slot)
    for slot_id, slots in list(hours.items())[:20]:
        calls: list[Call] = [
            ("reserve", [slot_id, slot.table_id, PHONES[0], 2], {}) for slot in slots[:4]
        ]
        told = rivals.race(*calls)
        assert sum("done" in answer for answer in told) == 1, told
        kinds = [answer["kind"] for answer in told if "done" not in answer]
        assert kinds == ["AlreadyReserved"] * 3, told
    assert raw.reservations.count_documents({}) == 20
    demand_agreement(raw)


def test_four_who_want_four_tables_of_one_hour_all_get_them(
    rivals: Any, house: Restaurant, raw: Raw
) -> None:
    hour_ids = [str(hour["_id"]) for hour in raw.slots.find(limit=10)]
    for slot_id in hour_ids:
        calls: list[Call] = [
            ("reserve", [slot_id, table, phone, 2], {})
            for table, phone in zip("1234", PHONES, strict=True)
        ]
        told = rivals.race(*calls)
        assert all("done" in answer for answer in told), told
    assert raw.reservations.count_documents({}) == 40
    demand_agreement(raw)
    assert house.tables


def test_four_attempts_with_one_id_make_one_reservation(
    rivals: Any, slot: Callable[..., Slot], raw: Raw
) -> None:
    s, own_id = slot("3"), Controller.new_id()
    call: Call = ("reserve", [s.slot_id, "3", PHONES[0], 2], {"reservation_id": own_id})
    for _ in range(5):
        assert rivals.race(*[call] * 4) == [{"done": own_id}] * 4
    assert raw.reservations.count_documents({}) == 1
    demand_agreement(raw)


def test_a_reserve_and_a_cancel_at_one_instant_leave_flags_and_reservations_agreed(
    rivals: Any, controller: Controller, slot: Callable[..., Slot], raw: Raw
) -> None:
    s = slot("3")
    for _ in range(15):
        held = raw.reservations.find_one()
        own = str(held["_id"]) if held else controller.reserve(s.slot_id, "3", PHONES[3], 2).id
        calls: list[Call] = [("cancel", [own], {})]
        calls += [("reserve", [s.slot_id, "3", phone, 2], {}) for phone in PHONES[:3]]
        told = rivals.race(*calls)
        assert told[0] == {"done": own}
        assert sum("done" in answer for answer in told[1:]) <= 1, told
        demand_agreement(raw)
