"""A guest is known by number: visits, no-shows, notes; and the journal tells who did what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import InvalidPhone, RestaurantNotFound
from resv_desktop.domain.guest import Guest
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.journal import taken_back
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Closure, Restaurant
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw

GUEST, OTHER = "07400 123456", "07400 123457"
E164 = "+447400123456"
SATURDAY = date(2026, 3, 14)


def never_came(controller: Controller, clock: Clock, held: Reservation) -> str:
    """Say that a party is missing, once its hour has begun; return the id of the write."""
    clock.now = max(clock.now, held.starts_at)
    line = controller.new_id()
    controller.no_show(held.id, request_id=line)
    return line


def test_a_number_that_nobody_has_used_is_a_guest_of_whom_nothing_is_known(
    controller: Controller, house: Restaurant
) -> None:
    guest = controller.guest(GUEST, rest_id=house.id)
    assert guest == Guest(phone=E164)
    assert not guest.is_known


def test_a_guest_is_known_by_visits_no_shows_and_cancellations(
    controller: Controller, slot: FindSlot, clock: Clock
) -> None:
    def reserve(days: int, hour: int = 19, table: str = "3", **facts: Any) -> Reservation:
        place = slot(table, days=days, hour=hour).slot_id
        return controller.reserve(place, table, GUEST, 4, second_table=True, **facts)

    reserve(0, name="Ada", note="by the window", allergy=True)
    reserve(0, table="4")
    never_came(controller, clock, reserve(1))
    controller.cancel(reserve(1, hour=20).id)
    controller.cancel(reserve(1, hour=21).id)
    controller.release(reserve(2, note="high chair").id)
    ahead = [reserve(5, name="Ada Okafor").id, reserve(4).id]
    controller.reserve(slot("5", days=2).slot_id, "5", OTHER, 2)
    clock.now = MORNING + timedelta(days=3)
    guest = controller.guest(GUEST)
    assert (guest.visits, guest.no_shows, guest.cancellations) == (2, 1, 2)
    assert (guest.last_note, guest.name, guest.has_allergy) == ("high chair", "Ada Okafor", True)
    assert [r.id for r in guest.upcoming] == ahead[::-1]
    assert guest.last_visit == datetime(2026, 3, 12, 19, tzinfo=UTC)
    assert guest.is_known


def test_an_hour_is_a_visit_once_it_is_over_and_not_before(
    controller: Controller, slot: FindSlot, clock: Clock
) -> None:
    made = controller.reserve(slot("3", days=0).slot_id, "3", GUEST, 4)
    clock.now = made.starts_at + timedelta(minutes=59)
    assert (controller.guest(GUEST).visits, controller.guest(GUEST).upcoming) == (0, (made,))
    clock.now = made.starts_at + timedelta(minutes=60)
    assert (controller.guest(GUEST).visits, controller.guest(GUEST).upcoming) == (1, ())


def test_what_was_undone_does_not_count_until_the_undo_is_undone(
    controller: Controller, slot: FindSlot, clock: Clock
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    line = never_came(controller, clock, made)
    assert controller.guest(GUEST).no_shows == 1
    undone = controller.undo(line)
    guest = controller.guest(GUEST)
    assert (guest.no_shows, guest.upcoming) == (0, (made,))
    controller.undo(undone.id)
    guest = controller.guest(GUEST)
    assert (guest.no_shows, guest.upcoming) == (1, ())


def test_a_reservation_that_was_taken_back_is_no_cancellation(
    controller: Controller, slot: FindSlot
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    controller.undo(made.id)
    assert not controller.guest(GUEST).is_known


def test_a_guest_of_another_program_is_known_in_whichever_form_the_number_is_stored(
    controller: Controller, slot: FindSlot, raw: Raw, clock: Clock
) -> None:
    for days, stored in ((2, "07400123456"), (1, "+44 7400 123456")):
        s = slot("3", days=days)
        held = controller.reserve(s.slot_id, "3", GUEST, 4)
        raw.reservations.update_one(
            {"slotId": ObjectId(s.slot_id)}, {"$set": {"reservedBy": stored, "allergy": "nuts"}}
        )
    never_came(controller, clock, held)
    guest = controller.guest("+44 7400 123456")
    assert (guest.no_shows, len(guest.upcoming), guest.has_allergy) == (1, 1, False)


def test_a_guest_of_one_restaurant_or_of_all_of_them(
    controller: Controller,
    slot: FindSlot,
    make_house: Callable[..., Restaurant],
    clock: Clock,
) -> None:
    here = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    paris = make_house((2,), name="Chez Nous", phone="+33142685300", timezone="Europe/Paris")
    there = controller.slots(paris.id, SATURDAY)[0]
    never_came(controller, clock, controller.reserve(there.slot_id, "1", E164, 2))
    assert controller.guest(E164).no_shows == 1
    assert controller.guest(GUEST, rest_id=here.rest_id).no_shows == 0
    assert controller.guest(E164, rest_id=paris.id).upcoming == ()
    with pytest.raises(InvalidPhone, match="needs its country code"):
        controller.guest(GUEST)
    with pytest.raises(RestaurantNotFound):
        controller.guest(E164, rest_id=controller.new_id())


def test_the_same_digits_in_another_country_are_another_guest(
    controller: Controller, make_house: Callable[..., Restaurant], raw: Raw, clock: Clock
) -> None:
    jaffa = make_house((2, 2), name="Jaffa", phone="+97235550123", timezone="Asia/Jerusalem")
    first = controller.slots(jaffa.id, SATURDAY)[0]
    made = controller.reserve(first.slot_id, first.table_id, "053 123 4567", 2)
    raw.reservations.update_one({}, {"$set": {"reservedBy": "0531234567"}})  # as a web site does
    never_came(controller, clock, made)
    assert controller.guest("053 123 4567").no_shows == 1
    assert not controller.guest("+33 5 31 23 45 67").is_known


# --- who did what


def test_initials_stick_and_stand_in_every_line_from_then_on(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    assert controller.host == ""
    first = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    controller.host = " AK\n"
    second = controller.reserve(slot("4").slot_id, "4", OTHER, 4)
    controller.cancel(second.id)
    told = [(line.act, line.host) for line in controller.history(house.id, day=SATURDAY)]
    assert told == [("cancel", "AK"), ("reserve", "AK"), ("reserve", "")]
    assert raw.journal.find_one({"_id": ObjectId(first.id)})["host"] is None  # type: ignore[index]
    controller.host = ""
    controller.cancel(first.id)
    assert controller.history(house.id, limit=1)[0].host == ""


def test_a_line_tells_when_where_and_how_it_was_before_and_after(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, note="nuts", allergy=True)
    clock.now += timedelta(minutes=5)
    request = controller.new_id()
    open_station("Bar").cancel(made.id, request_id=request)
    cancel, reserve = controller.history(house.id, reservation_id=made.id)
    assert (cancel.id, cancel.act, cancel.station) == (request, "cancel", "Bar")
    assert (cancel.before, cancel.after) == (made, None)
    assert (reserve.id, reserve.before, reserve.after) == (made.id, None, made)
    assert cancel.at == clock.now
    assert str(cancel.at.tzinfo) == "Europe/London"


def test_the_history_of_an_evening_an_hour_and_a_table(
    controller: Controller, house: Restaurant, slot: FindSlot, clock: Clock
) -> None:
    made = {}
    for n, (table, hour, days) in enumerate(
        (("3", 19, 4), ("4", 19, 4), ("3", 20, 4), ("3", 19, 0))
    ):
        clock.now += timedelta(minutes=1)
        s = slot(table, hour=hour, days=days)
        made[n] = controller.reserve(s.slot_id, table, f"+4474001234{n:02d}", 2).id
    clock.now += timedelta(minutes=1)
    controller.cancel(made[0])

    def told(**asked: Any) -> list[str]:
        lines = controller.history(house.id, **asked)
        return [line.after.id for line in lines if line.after] + [
            f"-{line.before.id}" for line in lines if line.before
        ]

    gone = f"-{made[0]}"
    assert told(day=SATURDAY) == [made[2], made[1], made[0], gone]
    assert told(slot_id=slot("1").slot_id) == [made[1], made[0], gone]
    assert told(slot_id=slot("1").slot_id, table_id="3") == [made[0], gone]
    assert told(day=SATURDAY, table_id="3") == [made[2], made[0], gone]
    assert told(table_id="3") == [made[3]]  # of the running day
    assert told() == [made[3], made[2], made[1], made[0], gone]
    acts = [line.act for line in controller.history(house.id)]
    assert acts[0] == "cancel"
    assert acts[-2:] == ["add_tables", "create_restaurant"]


def test_what_was_moved_is_told_where_it_came_from_and_where_it_went(
    controller: Controller, house: Restaurant, slot: FindSlot, clock: Clock
) -> None:
    old, new = slot("3"), slot("4", hour=21)
    made = controller.reserve(old.slot_id, "3", GUEST, 4)
    clock.now += timedelta(minutes=1)
    controller.move(made.id, new.slot_id, "4")
    for place, acts in ((old, ["move", "reserve"]), (new, ["move"])):
        lines = controller.history(house.id, slot_id=place.slot_id, table_id=place.table_id)
        assert [told.act for told in lines] == acts
    assert controller.history(house.id, slot_id=new.slot_id, table_id="3") == []


def test_the_history_of_a_day_stays_when_it_is_closed_and_when_it_opens_again(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    held = controller.reserve(slot("3").slot_id, "3", GUEST, 2)
    write = controller.new_id()
    controller.cancel(held.id, request_id=write)
    before = controller.history(house.id, day=SATURDAY)
    assert [line.act for line in before] == ["cancel", "reserve"]
    shut = Closure(from_on=SATURDAY, to_on=SATURDAY, hours=None, reason="A leak")
    controller.edit_restaurant(house.id, HouseChange(closures=(shut,)))
    assert controller.slots(house.id, SATURDAY) == []
    assert controller.history(house.id, day=SATURDAY) == before
    assert controller.history(house.id, day=SATURDAY, table_id="3") == before
    assert controller.history(house.id, day=SATURDAY, table_id="4") == []
    controller.edit_restaurant(house.id, HouseChange(closures=()))
    assert controller.history(house.id, day=SATURDAY) == before
    controller.undo(write)
    after = controller.history(house.id, day=SATURDAY)
    assert [line.act for line in after] == ["undo", "cancel", "reserve"]
    assert controller.history(house.id, day=SATURDAY + timedelta(days=1)) == []


def test_pages_of_the_history_lose_no_line_and_repeat_none(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, clock: Clock
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    line = raw.journal.find_one({"_id": ObjectId(made.id)}) or {}
    raw.journal.insert_many(
        line | {"_id": ObjectId(), "at": clock.now + timedelta(milliseconds=n // 4)}
        for n in range(30)
    )
    for asked in ({}, {"day": SATURDAY}, {"reservation_id": made.id}):
        whole = [told.id for told in controller.history(house.id, **asked)]
        pages: list[str] = []
        while page := controller.history(
            house.id,
            before=pages[-1] if pages else None,
            limit=7,
            **asked,
        ):
            pages += [told.id for told in page]
        assert len(whole) >= 31
        assert pages == whole
    assert controller.history(house.id, before=controller.new_id()) == []


def test_another_restaurants_lines_are_not_told_here(
    controller: Controller, slot: FindSlot, make_house: Callable[..., Restaurant]
) -> None:
    other = make_house((2,), name="Chez Nous")
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    assert {line.act for line in controller.history(other.id)} == {
        "add_tables",
        "create_restaurant",
    }
    assert controller.history(other.id, reservation_id=made.id) == []
    assert controller.history(other.id, slot_id=made.slot_id) == []
    with pytest.raises(RestaurantNotFound):
        controller.history(controller.new_id())


def test_a_line_says_whether_it_can_be_taken_back_and_where_it_was_done(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    s = slot("3")
    made = controller.reserve(s.slot_id, "3", GUEST, 4)
    raw.slots.update_one(
        {"_id": ObjectId(s.slot_id)}, {"$set": {"tables.$[].isAvailable": True}}
    )  # as a broken program would
    controller.repair()
    repair, reserve = controller.history(house.id, day=SATURDAY)
    assert (repair.act, repair.can_undo, repair.before) == ("repair", False, None)
    assert (repair.table_id, repair.starts_at) == ("3", s.starts_at)
    assert (reserve.id, reserve.can_undo) == (made.id, True)
    assert not controller.history(house.id)[-1].can_undo  # the restaurant itself


def test_of_a_history_it_is_known_which_lines_were_taken_back_and_by_which(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
) -> None:
    made, arrived = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    controller.set_status(made.id, "arrived", request_id=arrived)
    bar = open_station("Bar")
    undo = bar.undo(arrived)

    def told() -> dict[str, tuple[str, str]]:
        lines = controller.history(house.id, day=SATURDAY, table_id="3")
        return {own_id: (by.id, by.station) for own_id, by in taken_back(lines).items()}

    assert told() == {arrived: (undo.id, "Bar")}
    again = controller.undo(undo.id)
    assert told() == {undo.id: (again.id, "Stand 1")}
