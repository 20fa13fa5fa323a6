"""Signs of life between stations: heartbeats that come back, and who is about to take a table."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import Clock, FindSlot, Raw

Stations = Callable[..., Controller]


def heard(
    controller: Controller, rest_id: str, count: int, act: Callable[[], None]
) -> list[Change]:
    """Return what one station hears of something that is done once it listens."""
    stop, told = Event(), []
    for change in controller.changes(rest_id, stop.is_set):
        told.append(change)
        if len(told) == 1:
            act()
        if len(told) > count:
            break
    return told[1:]


def test_a_heartbeat_comes_back_to_the_station_that_wrote_it_and_to_no_other(
    controller: Controller, open_station: Stations, house: Restaurant
) -> None:
    bar = open_station("Bar")

    def act() -> None:
        bar.beat(1)
        controller.beat(1)
        controller.beat(2)

    told = heard(controller, house.id, 2, act)
    assert told == [Change(kind="heartbeat", beat=1), Change(kind="heartbeat", beat=2)]


def test_heartbeats_of_runs_long_gone_are_removed(
    controller: Controller, open_station: Stations, raw: Raw
) -> None:
    open_station("Bar").beat(1)
    raw["heartbeats"].update_many({}, {"$set": {"at": datetime.now(UTC) - timedelta(days=61)}})
    controller.beat(1)
    assert [kept["station"] for kept in raw["heartbeats"].find()] == [controller.station]


def test_who_is_about_to_take_a_table_is_seen_at_the_other_stations_until_it_is_left(
    controller: Controller, open_station: Stations, house: Restaurant, slot: FindSlot
) -> None:
    bar, s, lease = open_station("Bar"), slot("3"), controller.new_id()
    bar.announce(house.id, s.slot_id, "3", lease_id=lease)
    [seen] = controller.presences(house.id)
    assert (seen.slot_id, seen.table_id, seen.station) == (s.slot_id, "3", "Bar")
    assert bar.presences(house.id) == []
    bar.withdraw(lease)
    assert controller.presences(house.id) == []


def test_a_station_that_crashed_is_about_to_take_nothing_half_a_minute_later(
    controller: Controller,
    open_station: Stations,
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
) -> None:
    bar, lease = open_station("Bar"), controller.new_id()
    bar.announce(house.id, slot("3").slot_id, "3", lease_id=lease)
    clock.now += timedelta(seconds=15)
    bar.announce(house.id, slot("3").slot_id, "3", lease_id=lease)
    clock.now += timedelta(seconds=15)
    assert len(controller.presences(house.id)) == 1
    clock.now += timedelta(seconds=15)
    assert controller.presences(house.id) == []
    clock.now += timedelta(minutes=2)
    controller.announce(house.id, slot("2").slot_id, "2", lease_id=controller.new_id())
    assert raw["presence"].count_documents({}) == 1


def test_what_another_station_is_about_to_take_is_told_as_it_changes(
    controller: Controller, open_station: Stations, house: Restaurant, slot: FindSlot
) -> None:
    bar, s, lease = open_station("Bar"), slot("3"), controller.new_id()

    def act() -> None:
        bar.announce(house.id, s.slot_id, "3", lease_id=lease)
        bar.withdraw(lease)

    came, went = heard(controller, house.id, 2, act)
    assert came.kind == "presence"
    assert went == Change(kind="presence")


def test_an_hour_is_read_again_by_itself(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    s = slot("3")
    made = controller.reserve(s.slot_id, "3", "07400 123456", 4)
    slots, reservations = controller.hours(house.id, [s.slot_id, controller.new_id()])
    day = controller.slots(house.id, s.starts_at.date())
    assert slots == [other for other in day if other.slot_id == s.slot_id]
    assert reservations == controller.reservations_on(house.id, s.starts_at.date()) == [made]
