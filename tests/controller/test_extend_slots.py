"""The hours of a year are made in steps that can be stopped, killed, repeated and shared."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import SlotTaken
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.book import Book
from resv_desktop.store.mongod import ManagedServer
from tests.controller.conftest import FindSlot, write_elsewhere

Raw = Database[dict[str, Any]]
Record = Callable[[str, object], None]
MakeHouse = Callable[..., Restaurant]
HOUSE = [2] * 6 + [4] * 10 + [6] * 5 + [8] * 3
YEAR = 366 * 11  # hours of today and 365 days, 12 to 23
TABLES_AT_A_TIME = 18_000  # tables times hours, between two questions whether to stop
KILLED = Path(__file__).with_name("killed.py")


@pytest.fixture
def empty_year(make_house: MakeHouse, raw: Raw) -> Restaurant:
    """A house of 24 tables that looks a year ahead and has no hour yet."""
    made = make_house((), days_ahead=365)
    tables = [{"id": str(n), "capacity": c} for n, c in enumerate(HOUSE, start=1)]
    raw.restaurants.update_one({}, {"$set": {"tables": tables}})
    return made


def demand_every_hour_whole(raw: Raw, hours: int, tables: int) -> None:
    """Every hour is there once and has every table exactly once."""
    seen: Counter[datetime] = Counter()
    labels = sorted(str(n) for n in range(1, tables + 1))
    for hour in raw.slots.find():
        seen[hour["time"]] += 1
        assert sorted(table["tableId"] for table in hour["tables"]) == labels, hour["time"]
        assert all(table["isAvailable"] for table in hour["tables"])
    assert set(seen.values()) == {1}
    assert len(seen) == hours


def test_a_year_of_hours_is_made_in_at_least_twenty_told_steps(
    controller: Controller, empty_year: Restaurant, raw: Raw
) -> None:
    told: list[tuple[int, int]] = []
    written = controller.extend_slots(empty_year.id, progress=lambda *step: told.append(step))
    assert written == YEAR
    assert told[0] == (0, 366)
    assert told[-1] == (366, 366)
    assert told == sorted(set(told))
    assert len(told) - 1 >= 20
    demand_every_hour_whole(raw, YEAR, 24)
    assert controller.extend_slots(empty_year.id) == 0


def test_two_weeks_are_told_day_by_day(controller: Controller, make_house: MakeHouse) -> None:
    made = make_house((), days_ahead=14)
    told: list[tuple[int, int]] = []
    controller.add_tables(made.id, [2], progress=lambda *step: told.append(step))
    assert told == [(n, 15) for n in range(16)]


def test_a_stop_is_obeyed_within_a_third_of_a_second_and_the_rest_is_made_later(
    controller: Controller, empty_year: Restaurant, raw: Raw, record_property: Record
) -> None:
    asked: list[float] = []
    there: list[int] = []

    def stop() -> bool:
        asked.append(time.monotonic())
        there.append(raw.slots.count_documents({}))
        return len(asked) > 4

    first = controller.extend_slots(empty_year.id, stop=stop)
    answered = time.monotonic()
    gaps = [later - earlier for earlier, later in pairwise([*asked, answered])]
    record_property("measured", f"a stop is asked for every {max(gaps) * 1000:.0f} ms at most")
    assert len(asked) == 5
    # So many hours take a few hundredths of a second, whatever else a machine does meanwhile.
    assert max(later - earlier for earlier, later in pairwise(there)) * 24 <= TABLES_AT_A_TIME
    assert there[-1] == first
    assert 0 < first < YEAR
    assert raw.slots.count_documents({}) == first
    assert controller.extend_slots(empty_year.id) == YEAR - first
    demand_every_hour_whole(raw, YEAR, 24)


def test_tables_that_were_stopped_on_their_way_are_finished_by_the_next_extension(
    controller: Controller, empty_year: Restaurant, raw: Raw
) -> None:
    controller.extend_slots(empty_year.id)
    steps = iter([False, False, True])
    larger = controller.add_tables(empty_year.id, [4], stop=lambda: next(steps))
    assert len(larger.tables) == 25
    assert 0 < raw.slots.count_documents({"tables.tableId": "25"}) < YEAR
    assert controller.extend_slots(empty_year.id) > 0
    demand_every_hour_whole(raw, YEAR, 25)


@pytest.mark.parametrize("step", [1, 7, 20])
def test_a_station_killed_at_any_step_leaves_no_hour_half_done(
    controller: Controller, empty_year: Restaurant, raw: Raw, mongod: ManagedServer, step: int
) -> None:
    # The step is counted in the other process, which then kills itself while it writes the next.
    done = subprocess.run(
        [sys.executable, str(KILLED), mongod.uri, raw.name, empty_year.id, str(step)], check=False
    )
    assert done.returncode == -9
    found = raw.slots.count_documents({})
    assert 0 < found < YEAR
    controller.extend_slots(empty_year.id)
    demand_every_hour_whole(raw, YEAR, 24)


def test_two_stations_at_once_make_no_hour_twice(
    open_station: Callable[..., Controller], empty_year: Restaurant, raw: Raw
) -> None:
    together, written = Barrier(2), []

    def extend(station: Controller) -> None:
        together.wait()
        written.append(station.extend_slots(empty_year.id))

    threads = [Thread(target=extend, args=(open_station(name),)) for name in ("Bar", "Door")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(written) == YEAR
    demand_every_hour_whole(raw, YEAR, 24)


def test_tables_added_at_another_station_meanwhile_are_in_every_hour(
    controller: Controller,
    open_station: Callable[..., Controller],
    empty_year: Restaurant,
    raw: Raw,
) -> None:
    other = open_station("Bar")
    added: list[Restaurant] = []

    def progress(done: int, total: int) -> None:
        if done > total / 2 and not added:
            added.append(other.add_tables(empty_year.id, [4, 4], stop=lambda: True))

    controller.extend_slots(empty_year.id, progress=progress)
    assert len(added[0].tables) == 26
    demand_every_hour_whole(raw, YEAR, 26)


def test_tables_added_at_two_stations_at_once_get_numbers_of_their_own(
    open_station: Callable[..., Controller], house: Restaurant, raw: Raw
) -> None:
    together = Barrier(2)

    def add(station: Controller) -> None:
        together.wait()
        station.add_tables(house.id, [4, 6])

    threads = [Thread(target=add, args=(open_station(name),)) for name in ("Bar", "Door")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = raw.restaurants.find_one()
    assert stored is not None
    assert [table["id"] for table in stored["tables"]] == [str(n) for n in range(1, 11)]
    demand_every_hour_whole(raw, 8 * 11, 10)


def test_reservations_outlive_every_extension(
    controller: Controller, house: Restaurant, slot: Callable[..., Any], raw: Raw
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", "07400 123456", 4)
    raw.restaurants.update_one({}, {"$set": {"daysAhead": 20}})
    assert controller.extend_slots(house.id) == 13 * 11
    assert slot("3").is_available is False
    assert controller.reservations_on(house.id, date(2026, 3, 14)) == [made]


def test_a_house_without_tables_has_no_hours(
    controller: Controller, make_house: MakeHouse, raw: Raw
) -> None:
    made = make_house(())
    assert controller.extend_slots(made.id) == 0
    assert raw.slots.count_documents({}) == 0


def test_a_large_house_is_stopped_as_fast(
    controller: Controller, make_house: MakeHouse, raw: Raw
) -> None:
    made = make_house((), opening_hours="00:24", days_ahead=7)
    tables = [{"id": str(n), "capacity": 4} for n in range(1, 501)]
    raw.restaurants.update_one({}, {"$set": {"tables": tables}})
    there: list[int] = []

    def stop() -> bool:
        there.append(raw.slots.count_documents({}))
        return len(there) > 3

    controller.extend_slots(made.id, stop=stop)
    assert raw.slots.count_documents({}) == there[-1]
    assert max(later - earlier for earlier, later in pairwise(there)) * 500 <= TABLES_AT_A_TIME
    first_hour = raw.slots.find_one(sort=[("time", 1)])
    assert first_hour is not None
    assert first_hour["time"] == datetime(2026, 3, 10, 9, tzinfo=UTC)
    assert len(first_hour["tables"]) == 500


def test_the_running_hour_is_made_too_and_no_hour_that_is_over(
    controller: Controller, make_house: MakeHouse, clock: Any
) -> None:
    clock.now += timedelta(hours=5, minutes=30)  # 14:30
    made = make_house((2,))
    hours = [s.starts_at.hour for s in controller.slots(made.id, date(2026, 3, 10))]
    assert hours == list(range(14, 23))


def test_an_hour_that_a_web_site_took_out_is_made_again_with_what_was_promised_in_it(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held = slot("3")
    own = controller.reserve(held.slot_id, "3", "07400 123456", 4)
    theirs = write_elsewhere(raw, slot("4"), reservedBy="07400 123457")
    raw.slots.delete_one({"time": held.starts_at})
    lost = controller.attention(house.id)
    assert {(one.reservation.id, one.why) for one in lost} == {(own.id, "lost"), (theirs, "lost")}
    assert controller.extend_slots(house.id) == 1
    assert slot("3").slot_id == held.slot_id
    with pytest.raises(SlotTaken):
        controller.reserve(slot("3").slot_id, "3", "07400 123458", 4)
    assert [slot(table).is_available for table in "123456"] == [
        True,
        True,
        False,
        False,
        True,
        True,
    ]
    assert controller.attention(house.id) == []
    assert controller.check() == []
    assert controller.extend_slots(house.id) == 0


@pytest.mark.parametrize("is_of_house", [True, False])
def test_a_table_that_a_web_site_took_out_while_it_was_promised_comes_back_taken(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, is_of_house: bool
) -> None:
    held = slot("6")
    own = controller.reserve(held.slot_id, "6", "07400 123456", 4)
    raw.slots.update_many({}, {"$pull": {"tables": {"tableId": "6"}}})
    if is_of_house:
        assert controller.extend_slots(house.id) > 0
        assert not slot("6").is_available
        assert slot("6", hour=20).is_available
        assert controller.check() == []
        return
    raw.restaurants.update_one({}, {"$pull": {"tables": {"id": "6"}}})
    others = ["1", "2", "3", "4", "5"]
    added = controller.add_tables(house.id, [2])  # it is another table than the promised one
    assert [table.id for table in added.tables] == [*others, "7"]
    assert slot("7").is_available
    raw.restaurants.update_one({}, {"$pull": {"tables": {"id": "7"}}})
    change = HouseChange(new_tables=(2,))
    seen = controller.preview(house.id, change)
    changed = controller.edit_restaurant(house.id, change, preview=seen)
    assert [table.id for table in changed.tables] == [*others, "7"]
    assert seen.after.tables == changed.tables
    controller.cancel(own.id)
    raw.restaurants.update_one({}, {"$pull": {"tables": {"id": "7"}}})
    added = controller.add_tables(house.id, [2])  # the old one is promised to nobody any more
    assert added.tables[-1].id == "6"


def test_a_table_that_comes_back_while_its_party_cancels_is_free(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    raw: Raw,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = slot("6")
    own = controller.reserve(held.slot_id, "6", "07400 123456", 4)
    raw.slots.update_many({}, {"$pull": {"tables": {"tableId": "6"}}})
    bring, cancelled = Book.bring_in_line, list[str]()

    def late(book: Book, *changes: Any) -> int:
        if not cancelled:
            cancelled.append(controller.cancel(own.id).id)
        return bring(book, *changes)

    monkeypatch.setattr(Book, "bring_in_line", late)
    controller.extend_slots(house.id)
    assert cancelled == [own.id]
    assert slot("6").is_available
    assert controller.check() == []


def test_a_table_that_a_web_site_promised_in_an_hour_that_went_is_not_made_anew(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held = slot("6")
    write_elsewhere(raw, held)
    raw.slots.delete_one({"time": held.starts_at.astimezone(UTC)})
    raw.restaurants.update_one({}, {"$pull": {"tables": {"id": "6"}}})
    added = controller.add_tables(house.id, [2])
    assert added.tables[-1].id == "7"


def test_of_two_houses_none_is_promised_an_hour_that_may_be_the_other_ones(
    controller: Controller, house: Restaurant, make_house: MakeHouse, slot: FindSlot, raw: Raw
) -> None:
    other = make_house(name="Mill House")
    write_elsewhere(raw, slot("4"))
    raw.slots.delete_many({"time": slot("4").starts_at})
    assert controller.extend_slots(other.id) == controller.extend_slots(house.id) == 1
    assert controller.attention(other.id) == controller.attention(house.id) == []
    assert all(table["isAvailable"] for hour in raw.slots.find() for table in hour["tables"])
