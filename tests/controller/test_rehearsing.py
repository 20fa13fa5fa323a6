"""A rehearsal: a copy of tonight that is practised with, and of which nothing is left."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from resv_desktop.controller import Controller
from resv_desktop.controller.rehearsing import Rehearsal
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.rehearsal import CannotRehearse
from resv_desktop.domain.restaurant import Closure, Restaurant
from resv_desktop.startup import closed_book
from resv_desktop.store.mongod import ManagedServer
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw, write_elsewhere
from tests.store.guest import guest_of

Begin = Callable[[], tuple[Controller, Rehearsal]]


@pytest.fixture
def rehearse(controller: Controller, house: Restaurant) -> Iterator[Begin]:
    """Begin rehearsals that are ended after the test."""
    begun: list[tuple[Controller, Rehearsal]] = []

    def begin() -> tuple[Controller, Rehearsal]:
        begun.append(controller.rehearse(house.id, controller.new_rehearsal()))
        return begun[-1]

    yield begin
    for _, rehearsal in begun:
        rehearsal.end()


def _scratch(raw: Raw) -> list[str]:
    return [n for n in raw.client.list_database_names() if n.startswith("resv_rehearsal_")]


def test_a_day_that_is_closed_is_not_practised_for_a_party_that_is_left_in_it(
    controller: Controller, slot: FindSlot, rehearse: Begin
) -> None:
    held, today = slot("3", days=0), MORNING.date()
    made = controller.reserve(held.slot_id, "3", "07700 900001", 4)
    closed = Closure(from_on=today, to_on=today, hours=None, reason="")
    change = HouseChange(closures=(closed,))
    preview = controller.preview(made.rest_id, change)
    controller.edit_restaurant(made.rest_id, change, preview=preview, homes={})
    assert [r.id for r in controller.reservations_on(made.rest_id, today)] == [made.id]
    _, rehearsal = rehearse()
    assert rehearsal.on == today + timedelta(days=1)


def test_whatever_is_practised_the_real_book_keeps_every_byte(
    controller: Controller,
    open_station: Callable[..., Controller],
    slot: FindSlot,
    raw: Raw,
    rehearse: Begin,
    nothing_written: Callable[[], AbstractContextManager[None]],
) -> None:
    held = slot("3", hour=19, days=0)
    made = controller.reserve(held.slot_id, "3", "07700 900001", 4, name="Heron", note="window")
    foreign = write_elsewhere(raw, slot("4", hour=20, days=0), partySize=2)
    later = slot("3", hour=19, days=1)
    controller.reserve(later.slot_id, "3", "07700 900001", 4)
    other = open_station("Bar")
    changes = other.changes(made.rest_id, lambda: False)
    assert next(changes).kind == "all"
    with nothing_written():
        practised, rehearsal = rehearse()
        on = MORNING.date()
        assert rehearsal.on == on
        book = practised.reservations_on(made.rest_id, on)
        assert [(r.id, r.table_id) for r in book] == [(made.id, "3"), (foreign, "4")]
        assert book[0].name == "Heron"
        assert practised.history(made.rest_id, reservation_id=made.id)[0].id == made.id
        assert practised.reservations_on(made.rest_id, later.starts_at.date()) == []
        free = next(s for s in practised.slots(made.rest_id, on) if s.is_available)
        new = practised.walk_in(free.slot_id, free.table_id, 2)
        practised.cancel(made.id)
        undo = practised.new_id()
        practised.cancel(foreign, request_id=undo)
        assert practised.undo(undo).after is not None
        practised.edit_reservation(new.id, name="Wren")
        practised.upkeep(made.rest_id)
        assert practised.check() == []
        rehearsal.end()
    other.beat(1)
    assert next(changes).kind == "heartbeat"  # and nothing was to be heard before it
    assert not _scratch(raw)


def test_its_clock_begins_with_the_first_hour_and_is_set_forward_only(
    rehearse: Begin,
) -> None:
    practised, rehearsal = rehearse()
    noon = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    assert timedelta() <= practised.now() - noon < timedelta(minutes=5)
    rehearsal.clock.skip_to(noon + timedelta(hours=3))
    assert practised.now() >= noon + timedelta(hours=3)
    rehearsal.clock.skip_to(noon)
    assert practised.now() >= noon + timedelta(hours=3)
    assert {cue.at for cue in rehearsal.cues} == {noon + timedelta(hours=n) for n in range(11)}


def test_a_running_hour_goes_on_and_after_closing_tomorrow_is_practised(
    clock: Clock, rehearse: Begin
) -> None:
    clock.now = MORNING.replace(hour=19, minute=20)
    practised, rehearsal = rehearse()
    assert timedelta() <= practised.now() - clock.now < timedelta(minutes=5)
    assert min(cue.at for cue in rehearsal.cues) == clock.now.replace(minute=0)
    clock.now = MORNING.replace(hour=23, minute=30)
    _, rehearsal = rehearse()
    assert rehearsal.on == MORNING.date() + timedelta(days=1)


def test_what_a_killed_station_left_is_removed_and_nothing_else_ever_is(
    controller: Controller, house: Restaurant, raw: Raw, mongod: ManagedServer
) -> None:
    name = controller.new_rehearsal()
    program = Path(__file__).with_name("killed_rehearsing.py")
    command = [sys.executable, str(program), mongod.uri, raw.name, house.id, name]
    assert subprocess.run(command, timeout=60, check=False).returncode == -9
    assert _scratch(raw) == [name]
    controller.remove_rehearsal(name)
    assert not _scratch(raw)
    controller.remove_rehearsal(name)
    for another in (raw.name, "admin"):
        with pytest.raises(CannotRehearse):
            controller.remove_rehearsal(another)
    unmarked = controller.new_rehearsal()
    raw.client[unmarked].kept.insert_one({})  # whoever made it
    controller.remove_rehearsal(unmarked)
    assert _scratch(raw) == [unmarked]
    raw.client.drop_database(unmarked)


def test_a_house_that_is_closed_for_long_has_no_evening(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    raw.slots.delete_many({})
    with pytest.raises(CannotRehearse):
        controller.rehearse(house.id, controller.new_rehearsal())
    assert not _scratch(raw)


def test_a_station_without_the_right_is_told_so(
    open_station: Callable[..., Controller], house: Restaurant, raw: Raw, mongod: ManagedServer
) -> None:
    with guest_of(mongod, raw.name) as uri:
        station = open_station("Bar", uri=uri)
        with pytest.raises(CannotRehearse, match="owner"):
            station.rehearse(house.id, station.new_rehearsal())
    assert not _scratch(raw)


def test_a_silent_database_is_an_outage() -> None:
    closed = closed_book("Stand 1", "")
    with pytest.raises(Outage):
        closed.rehearse(closed.new_id(), closed.new_rehearsal())
    with pytest.raises(Outage):
        closed.remove_rehearsal(closed.new_rehearsal())
