"""A house that never closes: what is due at midnight is seen before, though its day is another."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.typed_line import read_line
from resv_desktop.qt.command_rows import answer
from resv_desktop.qt.command_words import spoken, understood
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_hours import hours_known, hours_of, with_hours
from resv_desktop.qt.day_rows import NOBODY
from resv_desktop.qt.due import due, who_sits_at
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.seat_now import seats_now
from tests.qt.days import NOW, SATURDAY, find, house, reservation, slot
from tests.qt.stand import PHONE, Stand
from tests.qt.station import Clock, OpenWindow, Station, shown

MIDNIGHT = datetime.combine(SATURDAY + timedelta(days=1), time(), UTC)
NIGHT_HOUSE = house({"1": 2, "2": 4, "3": 4}, opening_hours="00:24")
SITTING = reservation("2", 23, "Rossi", status="seated")
NEXT = reservation("2", 24, "Petrov")


def at_the_turn(*held: Reservation, read_at: datetime = NOW) -> Day:
    """Return Saturday with the hours of Friday and Sunday that touch it."""

    def slots(*hours: int) -> list[Slot]:
        places = {(r.table_id, r.starts_at) for r in held}
        made = [slot(t.id, hour, t.capacity) for hour in hours for t in NIGHT_HOUSE.tables]
        return [replace(s, is_available=(s.table_id, s.starts_at) not in places) for s in made]

    own = [r for r in held if r.starts_at.date() == SATURDAY]
    beside = [r for r in held if r not in own]
    return Day.of(NIGHT_HOUSE, SATURDAY, slots(*range(24)), own, read_at, slots(-1, 24), beside)


def told(day: Day, minutes: int) -> list[tuple[str, str, int, str]]:
    """Return who is due so many minutes before midnight."""
    return [
        (each.kind, each.table.guest, each.minutes, each.other.table_id if each.other else "")
        for each in due(day, MIDNIGHT - timedelta(minutes=minutes))
    ]


def test_who_comes_at_midnight_is_due_from_eleven_on() -> None:
    day = at_the_turn(SITTING, NEXT)
    assert told(day, 60) == [("next", "Petrov", 60, "")]
    assert told(day, 11) == [("next", "Petrov", 11, "")]
    assert told(day, 10) == [("overrun", "Petrov", 10, "3")]
    assert told(day, 61) == []


def test_no_list_of_the_day_has_what_lies_beside_it() -> None:
    day = at_the_turn(SITTING, NEXT)
    assert [hour.starts_at.hour for hour in day.hours] == list(range(24))
    assert {s.starts_at.date() for s in day.slots} == {SATURDAY}
    assert day.reservations == (SITTING,)


def test_the_table_at_eleven_knows_its_neighbours_on_both_sides_of_midnight() -> None:
    before = reservation("1", -1, "Heron", status="seated")
    day = at_the_turn(before, SITTING, NEXT)
    after = day.neighbour(find(day, "2", 23), is_later=True)
    assert after is not None
    assert after.guest == "Petrov"
    assert who_sits_at(day, after, MIDNIGHT - timedelta(minutes=5)) == find(day, "2", 23)
    first = day.neighbour(find(day, "1", 0), is_later=False)
    assert first is not None
    assert first.guest == "Heron"


def test_a_table_that_is_always_free_is_said_to_be_so_for_less_than_a_day() -> None:
    day = at_the_turn(SITTING, NEXT)
    assert find(day, "3", 0).free_until == MIDNIGHT
    assert day.free_since(find(day, "3", 0)) == MIDNIGHT - timedelta(hours=25)
    assert day.free_since(find(day, "3", 23)) == MIDNIGHT - timedelta(hours=24)


def test_a_walk_in_shortly_before_midnight_is_offered_the_hour_that_begins_then() -> None:
    seats = seats_now(at_the_turn(SITTING, NEXT), 4, MIDNIGHT - timedelta(minutes=8), NOBODY)
    assert [(s.fit.slot.table_id, s.fit.slot.starts_at.hour, s.minutes) for s in seats] == [
        ("3", 0, 8),
        ("3", 23, 8),
    ]


def test_the_midnight_that_is_typed_is_the_coming_one() -> None:
    day, now = at_the_turn(SITTING, NEXT), MIDNIGHT - timedelta(minutes=40)
    line = read_line("4 00:00", today=SATURDAY, region="GB")
    found = answer(line, day, now, 4, NOBODY, ())
    assert spoken(found.rows[0], SATURDAY, "GB").startswith(
        "Sun 15 March, 00:00, table 3, best fit"
    )
    assert understood(line, day, found, "GB") == "For 4, Sun 15 March, 00:00"
    evening = read_line("4 23", today=SATURDAY, region="GB")
    found = answer(evening, day, now, 4, NOBODY, ())
    assert understood(evening, day, found, "GB") == "For 4, Sat 14 March, 23:00"


def test_an_hour_beside_the_day_is_read_again_alone() -> None:
    known, whole = at_the_turn(SITTING, NEXT), at_the_turn(SITTING, read_at=MIDNIGHT)
    ids = hours_of(known, {NEXT.id})
    assert ids == {NEXT.slot_id}
    assert ids < hours_known(known)
    read = [s for s in whole.slots_beside if s.slot_id in ids]
    new = with_hours(known, ids, read, [], MIDNIGHT)
    assert new is not None
    assert new == whole
    assert (new.hours, new.hours_beside) == (whole.hours, whole.hours_beside)
    assert told(new, 10) == []


def test_the_strip_sees_across_midnight_and_what_is_pressed_there_is_done(
    qtbot: QtBot, open_window: OpenWindow, station: Station, stand: Stand, clock: Clock
) -> None:
    made = stand.controller.create_restaurant(
        "Night House", "020 7946 0124", "00:24", timezone="Europe/London"
    )
    stand.restaurant = stand.controller.add_tables(made.id, [2, 4, 4])
    following = stand.day + timedelta(days=1)
    midnight = datetime.combine(following, time(), stand.restaurant.zone).astimezone(UTC)
    first = next(s for s in stand.controller.slots(made.id, following) if s.table_id == "2")
    stand.rival.reserve(first.slot_id, "2", PHONE, 4, name="Petrov")
    clock.at = midnight - timedelta(minutes=9)
    last = stand.slot("2", 23)
    station.walk_in(last.slot_id, "2", 4)
    window = open_window()
    assert rows(window) == ["Table 2 is still seated, Move Petrov to table 3, in 9 min"]
    window.view.pick(shown(window, "2", 23).key)
    assert "After: Petrov at 00:00" in window.view.details.text()

    qtbot.waitUntil(lambda: not window.view.due._shifted.isActive())
    QTest.mouseClick(window.view.due.rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows(window) == ["Petrov, Table 3, party of 4, in 9 min"])
    assert [r.table_id for r in stand.rival.reservations_on(made.id, following)] == ["3"]

    clock.at = midnight
    window.tick()
    qtbot.waitUntil(lambda: rows(window) == ["Petrov, Table 3, party of 4, now"])
    assert window.top.day.day == following


def rows(window: MainWindow) -> list[str]:
    """Return what the strip says."""
    return [row.accessibleName() for row in window.view.due.rows if row.isVisible()]
