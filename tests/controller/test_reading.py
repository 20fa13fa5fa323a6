"""The lists show every table of every hour, and every reservation of a guest."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import InvalidPhone, ReservationNotFound
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import FindSlot

Raw = Database[dict[str, Any]]
GUEST = "07400 123456"
SATURDAY = date(2026, 3, 14)


def test_a_day_lists_every_table_of_every_hour_by_time_capacity_and_table(
    controller: Controller, make_house: Callable[..., Restaurant]
) -> None:
    house = make_house((4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 8))
    slots = controller.slots(house.id, SATURDAY)
    assert len(slots) == 11 * 12
    assert [s.starts_at.hour for s in slots[::12]] == list(range(12, 23))
    hour = slots[:12]
    assert [s.table_id for s in hour] == [*map(str, range(2, 12)), "1", "12"]
    assert len({s.slot_id for s in hour}) == 1
    for s in slots:
        assert s.starts_at.tzinfo == ZoneInfo("Europe/London")
        assert s.ends_at - s.starts_at == timedelta(hours=1)
        assert s.is_available


def test_a_day_without_slots_is_empty(controller: Controller, house: Restaurant) -> None:
    for day in (date(2025, 1, 1), SATURDAY + timedelta(days=60), date(1, 1, 2), date(9999, 12, 30)):
        assert controller.slots(house.id, day) == []
        assert controller.reservations_on(house.id, day) == []


def test_hours_past_midnight_are_listed_with_the_evening_before(
    controller: Controller, make_house: Callable[..., Restaurant]
) -> None:
    bar = make_house((2,), opening_hours="18:02")
    evening = controller.slots(bar.id, SATURDAY)
    assert [s.starts_at.hour for s in evening] == [*range(18, 24), 0, 1]
    assert [s.starts_at.date() for s in evening[-2:]] == [SATURDAY + timedelta(days=1)] * 2
    late = controller.reserve(evening[-1].slot_id, "1", GUEST, 2)
    assert controller.reservations_on(bar.id, SATURDAY) == [late]
    assert controller.reservations_on(bar.id, SATURDAY + timedelta(days=1)) == []


@pytest.mark.parametrize("hours", ["18:02", "00:24", "12:23"])
def test_the_days_of_a_week_share_no_slot_and_lose_none(
    controller: Controller, make_house: Callable[..., Restaurant], raw: Raw, clock: Any, hours: str
) -> None:
    clock.now = datetime(2026, 10, 22, 9, tzinfo=UTC)  # the clock goes back on Sunday
    made = make_house((2,), opening_hours=hours)
    days = [controller.slots(made.id, date(2026, 10, 20) + timedelta(days=n)) for n in range(12)]
    seen = [s.slot_id for day in days for s in day]
    assert sorted(seen) == sorted(str(hour["_id"]) for hour in raw.slots.find())
    starts = [s.starts_at.astimezone(UTC) for day in days for s in day]
    assert all(earlier < later for earlier, later in pairwise(starts))


def test_a_day_around_the_clock_has_the_hours_of_its_neighbours_beside_it(
    controller: Controller, make_house: Callable[..., Restaurant]
) -> None:
    diner = make_house((2, 4), opening_hours="00:24")
    friday, sunday = (SATURDAY + timedelta(days=n) for n in (-1, 1))
    before = controller.slots(diner.id, friday)[-2:]
    after = controller.slots(diner.id, sunday)[:2]
    held = controller.reserve(after[0].slot_id, "1", GUEST, 2)
    slots, reservations = controller.hours_beside(diner.id, SATURDAY)
    assert [(s.slot_id, s.table_id) for s in slots] == [
        (s.slot_id, s.table_id) for s in [*before, *after]
    ]
    assert [s.is_available for s in slots] == [True, True, False, True]
    assert reservations == [held]
    assert controller.hours_beside(make_house((2,)).id, SATURDAY) == ([], [])


def test_reservations_are_listed_by_time_and_table(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    for n, (table, hour) in enumerate([("5", 20), ("2", 20), ("6", 19), ("1", 21)]):
        s = slot(table, hour=hour)
        controller.reserve(s.slot_id, table, f"+4474001234{n:02d}", 1)
    listed = [
        (r.starts_at.hour, r.table_id) for r in controller.reservations_on(house.id, SATURDAY)
    ]
    assert listed == [(19, "6"), (20, "2"), (20, "5"), (21, "1")]


def test_a_guests_reservations_come_upcoming_first_and_the_past_backwards(
    controller: Controller, slot: FindSlot, clock: Any
) -> None:
    for days, hour in ((4, 19), (2, 19), (1, 20), (1, 13), (0, 12)):
        controller.reserve(slot("3", hour=hour, days=days).slot_id, "3", GUEST, 4)
    clock.now = datetime(2026, 3, 11, 20, 30, tzinfo=UTC)
    when = [(r.starts_at.day, r.starts_at.hour) for r in controller.reservations_for(GUEST)]
    assert when == [(11, 20), (12, 19), (14, 19), (11, 13), (10, 12)]


def test_a_guest_is_found_in_whichever_form_the_number_is_typed(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    for typed in ("+447400123456", "0044 7400 123456", "(07400) 123-456", " 07400123456"):
        assert controller.reservations_for(typed) == [made]
        assert controller.reservations_for(typed, rest_id=house.id) == [made]
    assert controller.reservations_for("07400 123457") == []


def test_guests_are_shared_by_the_restaurants_of_a_database(
    controller: Controller, slot: FindSlot, house: Restaurant, make_house: Callable[..., Restaurant]
) -> None:
    here = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    paris = make_house((2,), name="Chez Nous", phone="+33142685300", timezone="Europe/Paris")
    there = controller.slots(paris.id, SATURDAY)[0]
    abroad = controller.reserve(there.slot_id, "1", "+44 7400 123456", 2)
    assert controller.reservations_for("+447400123456") == [abroad, here]
    assert controller.reservations_for(GUEST, rest_id=house.id) == [here]
    assert controller.reservations_for("+447400123456", rest_id=paris.id) == [abroad]
    assert abroad.starts_at.tzinfo == ZoneInfo("Europe/Paris")


def test_the_same_digits_in_another_country_are_another_guest(
    controller: Controller, make_house: Callable[..., Restaurant], raw: Raw
) -> None:
    jaffa = make_house((2, 2), name="Jaffa", phone="+97235550123", timezone="Asia/Jerusalem")
    first, second = controller.slots(jaffa.id, SATURDAY)[:2]
    made = controller.reserve(first.slot_id, first.table_id, "053 123 4567", 2)
    raw.reservations.update_one({}, {"$set": {"reservedBy": "0531234567"}})  # as a web site does
    french = "+33 5 31 23 45 67"
    assert controller.reservations_for(french) == []
    assert [r.id for r in controller.reservations_for("+972 53 123 4567")] == [made.id]
    with pytest.raises(ReservationNotFound, match="is not held by"):
        controller.cancel(made.id, phone=french)
    controller.reserve(second.slot_id, second.table_id, french, 2)
    assert len(controller.reservations_for(french)) == 1


def test_before_there_is_a_restaurant_nobody_has_reserved(controller: Controller) -> None:
    assert controller.restaurants() == []
    assert controller.reservations_for("+447400123456") == []
    with pytest.raises(InvalidPhone, match="has no country code"):
        controller.reservations_for("07400 123456")


@pytest.mark.parametrize(("hour", "hours"), [(13, "18:23"), (13, "14:23"), (22, "12:21")])
def test_reservations_in_hours_that_are_closed_by_now_are_still_listed_on_their_day(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, hour: int, hours: str
) -> None:
    made = controller.reserve(slot("3", hour=hour).slot_id, "3", GUEST, 4)
    raw.restaurants.update_one({}, {"$set": {"openingHours": hours}})
    for days in (-1, 1):
        assert controller.reservations_on(house.id, SATURDAY + timedelta(days=days)) == []
    assert controller.reservations_on(house.id, SATURDAY) == [made]


def test_two_documents_of_one_hour_show_each_table_once_and_free_only_if_both_are(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    s = slot("3")
    controller.reserve(s.slot_id, "3", GUEST, 4)
    twin = raw.slots.find_one({"_id": ObjectId(s.slot_id)})
    assert twin is not None
    twin.update(_id=ObjectId(), restId=house.id)
    for table in twin["tables"]:
        table["isAvailable"] = table["tableId"] != "4"
    raw.slots.insert_one(twin)
    hour = [t for t in controller.slots(house.id, SATURDAY) if t.starts_at.hour == 19]
    assert sorted(t.table_id for t in hour) == ["1", "2", "3", "4", "5", "6"]
    assert {t.table_id for t in hour if not t.is_available} == {"3", "4"}


def test_a_full_day_is_listed_in_three_questions(
    controller: Controller, make_house: Callable[..., Restaurant], raw: Raw
) -> None:
    house = make_house((2,) * 15)
    slots = controller.slots(house.id, SATURDAY)
    raw.reservations.insert_many(
        {
            "slotId": ObjectId(s.slot_id),
            "tableId": s.table_id,
            "time": s.starts_at,
            "reservedBy": f"+4474001234{n % 100:02d}",
        }
        for n, s in enumerate(slots)
    )
    before = _reads(raw)
    assert controller.slots(house.id, SATURDAY) == slots
    listed = controller.reservations_on(house.id, SATURDAY)
    assert _reads(raw) - before == 3
    assert [(r.starts_at, r.table_id) for r in listed] == [(s.starts_at, s.table_id) for s in slots]
    assert len(listed) == 11 * 15


def _reads(raw: Raw) -> int:
    counts = raw.client.admin.command("serverStatus")["metrics"]["commands"]
    return sum(int(counts[name]["total"]) for name in ("find", "aggregate", "getMore"))
