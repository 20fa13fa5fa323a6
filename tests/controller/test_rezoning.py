"""Another clock: new rules for the zone, or another zone; what was promised keeps its hour."""

import subprocess
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ChangedSince, Refusal, SlotBusy, SlotNotFound
from resv_desktop.domain.house_change import HouseChange, PreviewChanged
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.store.mongod import ManagedServer
from tests.controller.conftest import MORNING, Clock, Raw
from tests.zone_files import Changes, zone_file

ZONE = "Test/Harbour"
NIGHT = datetime(2026, 3, 13, 1, tzinfo=UTC)
EARLIER: Changes = ((NIGHT, 60),)
TWICE: Changes = ((NIGHT, -60),)
Rules = Callable[..., None]


@pytest.fixture
def rules(tmp_path: Path) -> Iterator[Rules]:
    """Install rules of the zone, as a new version of tzdata does; first there are no changes."""
    file = tmp_path / ZONE
    file.parent.mkdir()

    def install(changes: Changes = (), first: int = 0) -> None:
        file.write_bytes(zone_file(changes, first))
        forget()

    def forget() -> None:
        # Threads that ask for it at one moment may put it there as often as they are, and each
        # time only one goes; more than these do not fit.
        ZoneInfo.clear_cache(only_keys=[ZONE] * 8)

    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[str(tmp_path), *before])
    install()
    yield install
    zoneinfo.reset_tzpath(to=before)
    forget()


@pytest.fixture
def harbour(rules: Rules, make_house: Callable[..., Restaurant]) -> Restaurant:
    """A house that is open around the clock by the first rules."""
    del rules
    return make_house(timezone=ZONE, opening_hours="00:24")


def _at(controller: Controller, house: Restaurant, table: str, hour: int, days: int = 3) -> Slot:
    day = MORNING.date() + timedelta(days=days)
    slots = controller.slots(house.id, day)
    return next(s for s in slots if s.table_id == table and s.starts_at.hour == hour)


def _reserve(controller: Controller, slot: Slot, last: int) -> str:
    made = controller.reserve(slot.slot_id, slot.table_id, f"0740012345{last}", 2)
    return made.id


def _wait(controller: Controller, house: Restaurant) -> str:
    """Fill an hour and let one more party wait for it."""
    full = [_at(controller, house, table.id, 20) for table in house.tables]
    for number, slot in enumerate(full):
        controller.reserve(slot.slot_id, slot.table_id, f"0740012346{number}", 2)
    return controller.wait(house.id, full[0].slot_id, 2, "07400 123499").id


def _shown(controller: Controller, house: Restaurant) -> dict[str, str]:
    """Return what the clock shows at each reservation's hour."""
    days = (MORNING.date() + timedelta(days=n) for n in range(-1, 9))
    return {
        r.id: f"{r.starts_at:%d %H:%M}"
        for day in days
        for r in controller.reservations_on(house.id, day)
    }


def _is_whole(raw: Raw) -> bool:
    """Whether each reservation and who waits lie at the instant of their hour."""
    hours = {hour["_id"]: hour["time"] for hour in raw.slots.find()}
    documents = [*raw.reservations.find(), *raw.waiting.find()]
    return all(hours[d["slotId"]] == d["time"] for d in documents)


def test_new_rules_are_noticed_and_shown_before_and_then_each_promise_keeps_its_hour(
    controller: Controller,
    harbour: Restaurant,
    rules: Rules,
    raw: Raw,
    nothing_written: Callable[[], AbstractContextManager[None]],
) -> None:
    before = _reserve(controller, _at(controller, harbour, "1", 19, days=2), 1)
    evening = _reserve(controller, _at(controller, harbour, "2", 19), 2)
    lost = _reserve(controller, _at(controller, harbour, "3", 1), 3)
    waits = _wait(controller, harbour)
    shown = _shown(controller, harbour)
    assert not controller.clock_differs(harbour.id)

    rules(EARLIER)
    change = HouseChange(timezone=ZONE)
    with nothing_written():
        assert controller.clock_differs(harbour.id)
        assert controller.extend_slots(harbour.id) == 0
        preview = controller.preview(harbour.id, change)
    (hit,) = preview.affected
    assert (hit.reservation.id, hit.why) == (lost, "skipped")
    assert hit.homes

    controller.edit_restaurant(harbour.id, change, preview=preview, homes={})
    now = _shown(controller, harbour)
    assert {k: v for k, v in now.items() if k != lost} == {
        k: v for k, v in shown.items() if k != lost
    }
    assert lost in now
    assert now[evening] == "13 19:00"
    assert raw.reservations.find_one({"_id": raw.reservations.find_one()["_id"]})  # type: ignore[index]
    stored = {str(d["_id"]): d["time"] for d in raw.reservations.find()}
    assert stored[before] == datetime(2026, 3, 12, 19, tzinfo=UTC)
    assert stored[evening] == datetime(2026, 3, 13, 18, tzinfo=UTC)
    assert _is_whole(raw)
    (entry,) = controller.waiting(harbour.id, MORNING.date() + timedelta(days=3))
    assert (entry.id, entry.starts_at.hour) == (waits, 20)
    assert [a.reservation.id for a in controller.attention(harbour.id)] == [lost]
    assert not controller.clock_differs(harbour.id)
    assert {line["act"] for line in raw.journal.find({"reservationId": {"$ne": None}})} == {
        "reserve",
        "clock",
    }
    day = MORNING.date() + timedelta(days=3)
    assert len({s.starts_at for s in controller.slots(harbour.id, day) if s.is_available}) == 22
    assert [fault.kind for fault in controller.check()] == []
    assert controller.extend_slots(harbour.id) == 0


def test_who_loses_the_hour_goes_to_the_home_that_was_chosen_in_the_same_write(
    controller: Controller, harbour: Restaurant, rules: Rules, raw: Raw
) -> None:
    lost = _reserve(controller, _at(controller, harbour, "3", 1), 3)
    rules(EARLIER)
    preview = controller.preview(harbour.id, HouseChange(timezone=ZONE))
    controller.edit_restaurant(
        harbour.id, HouseChange(timezone=ZONE), preview=preview, homes=preview.homes()
    )
    assert _shown(controller, harbour)[lost] in ("13 00:00", "13 02:00")
    (calls,) = controller.attention(harbour.id)
    assert (calls.reservation.id, calls.why) == (lost, "moved")
    assert _is_whole(raw)
    assert controller.check() == []


def test_an_hour_that_is_shown_twice_then_keeps_its_party_in_the_first_and_is_told(
    controller: Controller, harbour: Restaurant, rules: Rules, raw: Raw
) -> None:
    night = _reserve(controller, _at(controller, harbour, "3", 0), 3)
    evening = _reserve(controller, _at(controller, harbour, "3", 19), 4)
    rules(TWICE)
    preview = controller.preview(harbour.id, HouseChange(timezone=ZONE))
    assert [(a.reservation.id, a.why, a.home) for a in preview.affected] == [
        (night, "repeated", None)
    ]
    controller.edit_restaurant(
        harbour.id, HouseChange(timezone=ZONE), preview=preview, homes=preview.homes()
    )
    assert _shown(controller, harbour)[evening] == "13 19:00"
    assert controller.attention(harbour.id) == []
    day = MORNING.date() + timedelta(days=3)
    starts = {s.starts_at.astimezone(UTC) for s in controller.slots(harbour.id, day)}
    assert len(starts) == 25
    assert _is_whole(raw)
    assert controller.check() == []


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_manager_hangs_another_clock_and_every_promise_keeps_its_hour(
    controller: Controller, harbour: Restaurant, raw: Raw, zone: str
) -> None:
    for number, hour in enumerate((0, 9, 19, 23)):
        _reserve(controller, _at(controller, harbour, "3", hour, days=1 + number % 3), number)
    shown = _shown(controller, harbour)
    preview = controller.preview(harbour.id, HouseChange(timezone=zone))
    assert preview.after.timezone == zone
    after = controller.edit_restaurant(
        harbour.id, HouseChange(timezone=zone), preview=preview, homes=preview.homes()
    )
    assert after.timezone == zone
    hit = {a.reservation.id for a in preview.affected}
    now = _shown(controller, harbour)
    assert {k: v for k, v in now.items() if k not in hit} == {
        k: v for k, v in shown.items() if k not in hit
    }
    assert _is_whole(raw)
    assert controller.check() == []


def test_whom_other_hours_have_moved_is_told_by_another_clock_which_hour_they_had(
    controller: Controller, harbour: Restaurant
) -> None:
    _reserve(controller, _at(controller, harbour, "3", 23), 3)
    for change in (HouseChange(opening_hours="00:22"), HouseChange(timezone="Asia/Kathmandu")):
        preview = controller.preview(harbour.id, change)
        controller.edit_restaurant(harbour.id, change, preview=preview, homes=preview.homes())
        (calls,) = controller.attention(harbour.id)
        held = calls.reservation
        assert held.moved_from is not None
        assert (held.moved_from.hour, held.starts_at.hour) == (23, 21)
    before = [line for line in controller.history(harbour.id) if line.act == "clock"]
    assert [line.after and line.after.moved_from for line in before] == [held.moved_from]


def test_whose_other_hour_the_clock_skips_is_told_from_the_very_hour_that_they_know(
    controller: Controller, harbour: Restaurant, rules: Rules
) -> None:
    _reserve(controller, _at(controller, harbour, "3", 0), 3)
    change = HouseChange(opening_hours="01:24")
    preview = controller.preview(harbour.id, change)
    controller.edit_restaurant(harbour.id, change, preview=preview, homes=preview.homes())
    rules(EARLIER)
    change = HouseChange(timezone=ZONE)
    preview = controller.preview(harbour.id, change)
    controller.edit_restaurant(harbour.id, change, preview=preview, homes={})
    (calls,) = controller.attention(harbour.id)
    assert calls.reservation.moved_from is not None
    assert calls.reservation.moved_from.astimezone(UTC) == NIGHT - timedelta(hours=1)
    (line,) = [each for each in controller.history(harbour.id) if each.act == "clock"]
    assert line.after is not None
    assert line.after.moved_from == calls.reservation.moved_from


def test_whom_another_clock_found_cancelled_comes_back_with_the_hour_that_they_know(
    controller: Controller, harbour: Restaurant, clock: Clock
) -> None:
    late = _reserve(controller, _at(controller, harbour, "3", 23), 3)
    change = HouseChange(opening_hours="00:22")
    preview = controller.preview(harbour.id, change)
    controller.edit_restaurant(harbour.id, change, preview=preview, homes=preview.homes())
    cancel = controller.new_id()
    controller.cancel(late, request_id=cancel)
    clock.now += timedelta(minutes=1)
    controller.edit_restaurant(harbour.id, HouseChange(timezone="Asia/Kathmandu"))
    controller.undo(cancel)
    (calls,) = controller.attention(harbour.id)
    assert calls.reservation.moved_from is not None
    assert (calls.reservation.moved_from.hour, calls.reservation.starts_at.hour) == (23, 21)


def test_a_party_that_comes_between_is_never_stranded(
    controller: Controller,
    open_station: Callable[..., Controller],
    harbour: Restaurant,
    rules: Rules,
    raw: Raw,
) -> None:
    bar = open_station("Bar")
    slot = _at(bar, harbour, "3", 1)
    stale = _at(bar, harbour, "4", 19)
    rules(EARLIER)
    change = HouseChange(timezone=ZONE)
    preview = controller.preview(harbour.id, change)
    assert preview.affected == ()
    _reserve(bar, slot, 1)
    with pytest.raises(PreviewChanged):
        controller.edit_restaurant(harbour.id, change, preview=preview, homes={})
    again = controller.preview(harbour.id, change)
    controller.edit_restaurant(harbour.id, change, preview=again, homes=again.homes())
    # Another station that knows of the hours from before reserves where they are now, or not.
    try:
        made = _reserve(bar, stale, 2)
    except Refusal:
        made = _reserve(bar, stale, 2)
    assert _shown(controller, harbour)[made] == "13 19:00"
    assert _is_whole(raw)
    assert controller.check() == []


def test_stations_that_reserve_meanwhile_and_the_change_of_the_clock_leave_nothing_half_done(
    controller: Controller,
    open_station: Callable[..., Controller],
    harbour: Restaurant,
    rules: Rules,
    raw: Raw,
) -> None:
    slots = [_at(controller, harbour, t.id, h) for t in harbour.tables for h in (18, 19, 20)]
    stations = [open_station(f"Bar {n}") for n in range(3)]
    rules(EARLIER)

    def reserve(number: int) -> None:
        for place, slot in enumerate(slots[number::3]):
            try:
                stations[number].reserve(
                    slot.slot_id, slot.table_id, f"074001{number}{place:04d}", 2
                )
            except Refusal:
                continue

    def rezone() -> None:
        while True:
            preview = controller.preview(harbour.id, HouseChange(timezone=ZONE))
            try:
                controller.edit_restaurant(
                    harbour.id, HouseChange(timezone=ZONE), preview=preview, homes=preview.homes()
                )
            except (PreviewChanged, SlotBusy):
                continue
            return

    with ThreadPoolExecutor(4) as at_once:
        done = [at_once.submit(reserve, n) for n in range(3)] + [at_once.submit(rezone)]
        for each in done:
            each.result(60)
    assert _is_whole(raw)
    assert not controller.clock_differs(harbour.id)
    assert set(_shown(controller, harbour).values()) <= {"13 18:00", "13 19:00", "13 20:00"}
    assert controller.check() == []


def test_a_station_that_is_killed_in_the_middle_leaves_all_as_it_was(
    controller: Controller,
    harbour: Restaurant,
    raw: Raw,
    mongod: ManagedServer,
    nothing_written: Callable[[], AbstractContextManager[None]],
) -> None:
    raw.restaurants.update_one({}, {"$set": {"timezone": "UTC"}})
    _reserve(controller, _at(controller, harbour, "3", 19), 3)
    program = Path(__file__).with_name("killed_rezoning.py")
    command = [sys.executable, str(program), mongod.uri, raw.name, harbour.id, "Asia/Kathmandu"]
    with nothing_written():
        assert subprocess.run(command, timeout=60, check=False).returncode == -9
        # Its transaction is still open for a moment; nobody waits for it longer than that.
        assert controller.reservations_on(harbour.id, MORNING.date() + timedelta(days=3))
    preview = controller.preview(harbour.id, HouseChange(timezone="Asia/Kathmandu"))
    controller.edit_restaurant(
        harbour.id, HouseChange(timezone="Asia/Kathmandu"), preview=preview, homes=preview.homes()
    )
    assert _is_whole(raw)


def test_what_was_cancelled_before_comes_back_to_its_hour_and_the_past_knows_it(
    controller: Controller, harbour: Restaurant, rules: Rules, raw: Raw, clock: Clock
) -> None:
    gone = _reserve(controller, _at(controller, harbour, "3", 19), 3)
    clock.now += timedelta(minutes=1)
    cancel = controller.new_id()
    controller.cancel(gone, request_id=cancel)
    clock.now += timedelta(minutes=1)
    rules(EARLIER)
    controller.edit_restaurant(harbour.id, HouseChange(timezone=ZONE))
    controller.undo(cancel)
    assert _shown(controller, harbour) == {gone: "13 19:00"}
    assert _is_whole(raw)
    past = controller.past(harbour.id, MORNING.date() + timedelta(days=3))
    (then,) = past.at(MORNING).reservations
    assert f"{then.starts_at:%H:%M}" == "19:00"
    assert past.at(MORNING + timedelta(minutes=1)).reservations == ()


def test_what_was_cancelled_comes_back_to_what_the_clock_showed_also_where_its_hour_was_closed(
    controller: Controller, house: Restaurant, clock: Clock
) -> None:
    gone, cancel = _reserve(controller, _at(controller, house, "3", 22), 3), controller.new_id()
    clock.now += timedelta(minutes=1)
    controller.cancel(gone, request_id=cancel)
    for change in (
        HouseChange(opening_hours="12:22"),
        HouseChange(timezone="Europe/Paris"),
        HouseChange(name="Harbour House Paris"),
    ):
        clock.now += timedelta(minutes=1)
        controller.edit_restaurant(
            house.id, change, preview=controller.preview(house.id, change), homes={}
        )
    with pytest.raises(SlotNotFound) as refusal:
        controller.undo(cancel)
    assert str(refusal.value) == (
        "The hour of 22:00 on Fri 13 March is not offered any more, so nothing was undone. "
        "The nearest free table for a party of 2 is table 1 at 21:00."
    )
    controller.edit_restaurant(house.id, HouseChange(opening_hours="12:23"))
    undone = controller.undo(cancel)
    assert undone.after is not None
    assert _shown(controller, house) == {gone: "13 22:00"}
    assert controller.check() == []


def test_hours_that_nobody_wrote_a_clock_for_are_taken_for_those_of_now(
    controller: Controller, harbour: Restaurant, raw: Raw
) -> None:
    raw.restaurants.update_one({}, {"$unset": {"zoneOffsets": 1}})
    assert not controller.clock_differs(harbour.id)
    controller.extend_slots(harbour.id)
    (stored,) = raw.restaurants.find_one({})["zoneOffsets"]  # type: ignore[index]
    assert stored["minutes"] == 0
    raw.restaurants.update_one({}, {"$set": {"zoneOffsets": ["nonsense", {"from": 1}]}})
    assert not controller.clock_differs(harbour.id)
    controller.extend_slots(harbour.id)
    assert controller.restaurant(harbour.id).zone_offsets


def test_who_waits_goes_with_the_hour_in_the_same_write(
    controller: Controller, harbour: Restaurant, rules: Rules, raw: Raw
) -> None:
    _wait(controller, harbour)
    rules(EARLIER)
    change = HouseChange(timezone=ZONE)
    preview = controller.preview(harbour.id, change)
    controller.edit_restaurant(harbour.id, change, preview=preview, stop=lambda: True)
    assert _is_whole(raw)


def test_who_waits_again_after_another_clock_waits_at_the_instant_of_the_hour(
    controller: Controller, harbour: Restaurant, rules: Rules, raw: Raw
) -> None:
    controller.unwait(_wait(controller, harbour))
    rules(EARLIER)
    change = HouseChange(timezone=ZONE)
    controller.edit_restaurant(harbour.id, change, preview=controller.preview(harbour.id, change))
    line = raw.journal.find_one({"act": "unwait"})
    assert line is not None
    controller.undo(str(line["_id"]))
    assert _is_whole(raw)
    (entry,) = controller.waiting(harbour.id, MORNING.date() + timedelta(days=3))
    assert entry.starts_at.hour == 20


def test_a_reservation_that_moved_with_the_clock_was_not_changed_by_another_program(
    controller: Controller, harbour: Restaurant, rules: Rules
) -> None:
    made = _reserve(controller, _at(controller, harbour, "1", 20), 1)
    rules(EARLIER)
    change = HouseChange(timezone=ZONE)
    controller.edit_restaurant(harbour.id, change, preview=controller.preview(harbour.id, change))
    with pytest.raises(ChangedSince, match="was moved with the clock of the house since, at Stand"):
        controller.undo(made)


def test_the_clock_of_a_house_of_another_program_is_written_down_in_the_place_of_a_null(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    raw.restaurants.update_one({}, {"$set": {"zoneOffsets": None}})
    controller.extend_slots(house.id)
    assert controller.restaurant(house.id).zone_offsets
