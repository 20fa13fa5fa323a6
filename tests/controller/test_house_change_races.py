"""The house changes at the instant at which others reserve, move and cancel: nobody is stranded."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Closure, Restaurant
from tests.controller.conftest import MORNING, FindSlot, Raw
from tests.controller.rival import wanted
from tests.controller.test_races import PHONES, Call, demand_agreement
from tests.controller.test_races_of_moves import hours

Record = Callable[[str, object], None]
DAY = MORNING.date() + timedelta(days=4)
# What whoever comes too late is told; a busy hour says that it is.
REFUSED = {"SlotNotFound", "TableNotFound", "SlotTaken", "SlotBusy"}


def demand_nobody_stranded(controller: Controller, house: Restaurant, raw: Raw) -> None:
    """Everybody who was told of a table has one that the house offers, and the book is right."""
    assert {each.why for each in controller.attention(house.id)} <= {"moved"}
    assert controller.check() == []
    demand_agreement(raw)


def look(house: Restaurant, *what: object) -> Call:
    return "look_at_house", [house.id, *what], {}


def change(house: Restaurant, *what: object) -> Call:
    return "change_house", [house.id, *what], {}


IDLE: Call = ("new_id", [], {})


def test_an_hour_closes_while_its_tables_are_reserved(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw, record_property: Record
) -> None:
    told_all: Counter[str] = Counter()
    for n, at in enumerate(hours(controller, house, raw)[5:53:6]):
        start = at["3"].starts_at
        held = controller.reserve(at["6"].slot_id, "6", "+447400999999", 2).id
        what = ("close", start.date().isoformat(), f"{start.hour}:{start.hour + 1}")
        rivals.race(look(house, *what), IDLE, IDLE, IDLE)
        told = rivals.race(
            change(house, *what),
            *(("reserve", [at[t].slot_id, t, PHONES[i], 2], {}) for i, t in enumerate("34")),
            ("cancel" if n % 2 else "release", [held], {}),
        )
        assert "done" in told[0], told
        assert "done" in told[3], told
        made = [answer["done"] for answer in told[1:3] if "done" in answer]
        assert {answer["kind"] for answer in told[1:3] if "kind" in answer} <= REFUSED, told
        assert raw.reservations.count_documents({"_id": {"$in": [*map(ObjectId, made)]}}) == len(
            made
        )
        assert raw.slots.count_documents({"_id": ObjectId(at["3"].slot_id)}) == 0
        told_all.update("reserved" if "done" in answer else "refused" for answer in told[1:3])
        told_all["looked again"] += int(told[0]["done"]) - 1
    demand_nobody_stranded(controller, house, raw)
    record_property("measured", f"hours closed while they were reserved: {dict(told_all)}")


def test_a_table_is_retired_and_another_seats_fewer_while_they_are_reserved(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    of_day = [at for at in hours(controller, house, raw) if at["3"].starts_at.date() == DAY]
    parties = [controller.reserve(at["4"].slot_id, "4", PHONES[3], 2).id for at in of_day[:3]]
    retire, fewer = ("retire", "3", DAY.isoformat()), ("fewer", "4", 2)
    rivals.race(look(house, *retire), look(house, *fewer), IDLE, IDLE)
    told = rivals.race(
        change(house, *retire),
        change(house, *fewer),
        ("edit_reservation", [parties[0]], {"party_size": 4}),
        ("reserve", [of_day[1]["3"].slot_id, "3", PHONES[1], 4], {}),
    )
    assert "done" in told[0], told
    assert "done" in told[1], told
    assert {answer["kind"] for answer in told if "kind" in answer} <= {*REFUSED, "TableTooSmall"}
    stored = controller.restaurant(house.id)
    assert (stored.tables[2].retired_from, stored.tables[3].capacity) == (DAY, 2)
    assert raw.reservations.count_documents({}) == 3 + ("done" in told[3])
    demand_nobody_stranded(controller, house, raw)


def test_four_stations_that_change_the_house_at_once_all_do_and_no_change_is_lost(
    rivals: Any, controller: Controller, house: Restaurant, raw: Raw
) -> None:
    of_day = [at for at in hours(controller, house, raw) if at["3"].starts_at.date() == DAY]
    for n, at in enumerate(of_day[1::3]):
        controller.reserve(at["3"].slot_id, "3", PHONES[n], 2)
    changes = (
        ("close", DAY.isoformat(), "13:14"),
        ("close", DAY.isoformat(), "16:17"),
        ("retire", "3", DAY.isoformat()),
        ("retire", "6", (DAY + timedelta(days=1)).isoformat()),
    )
    rivals.race(*(look(house, *what) for what in changes))
    told = rivals.race(*(change(house, *what) for what in changes))
    assert all("done" in answer for answer in told), told
    stored = controller.restaurant(house.id)
    assert sorted(c.closed_hours or "" for c in stored.closures) == ["13:14", "16:17"]
    assert [table.id for table in stored.tables if table.retired_from] == ["3", "6"]
    assert raw.journal.count_documents({"act": "edit_restaurant"}) == 4
    assert raw.reservations.count_documents({}) == 4
    demand_nobody_stranded(controller, house, raw)


def test_a_station_that_makes_the_days_ahead_with_the_old_house_in_hand_puts_it_right(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    raw: Raw,
) -> None:
    other = open_station("Bar")
    done: list[object] = []
    held = controller.reserve(slot("3").slot_id, "3", PHONES[0], 4).id
    raw.slots.delete_many({"time": {"$gt": slot("3").starts_at}})

    def progress(_done: int, _total: int) -> None:
        if not done:
            for what in (("close", DAY.isoformat(), None), ("retire", "5", "2026-03-15")):
                change = wanted(other.restaurant(house.id), *what)
                preview = other.preview(house.id, change)
                other.edit_restaurant(house.id, change, preview=preview, stop=lambda: True)
                done.append(what)

    controller.extend_slots(house.id, progress=progress)
    assert len(done) == 2
    assert [r.id for r in controller.reservations_on(house.id, DAY)] == [held]
    assert [(s.starts_at.hour, s.table_id) for s in controller.slots(house.id, DAY)] == [(19, "3")]
    assert raw.slots.count_documents({"tables.tableId": "5"}) == 4 * 11
    assert controller.check() == []
    assert controller.extend_slots(house.id) == 0


def test_what_opens_at_one_station_while_another_prunes_is_there_in_the_end(
    controller: Controller, open_station: Callable[..., Controller], house: Restaurant, raw: Raw
) -> None:
    other = open_station("Bar")
    closed = Closure(from_on=DAY, to_on=DAY, hours=None, reason="Wedding")
    raw.restaurants.update_one(
        {},
        {"$set": {"closures": [{"from": str(DAY), "to": str(DAY), "hours": None, "reason": ""}]}},
    )

    def progress(done: int, total: int) -> None:
        if done == total - 1:
            other.edit_restaurant(house.id, HouseChange(closures=()), stop=lambda: True)

    controller.extend_slots(house.id, progress=progress)
    assert closed not in controller.restaurant(house.id).closures
    assert raw.slots.count_documents({}) == 8 * 11
    assert controller.check() == []
