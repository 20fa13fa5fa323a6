"""Both lists and the details are about one day, one party and one table."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import AllRow, HourFilter, Sort
from resv_desktop.qt.day_view import DayView
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from tests.qt.days import NOW, SATURDAY, day, find, house, reservation


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def view(qtbot: QtBot, look: Look, clock: Clock) -> DayView:
    made = DayView(look, Keys(), clock)
    qtbot.addWidget(made)
    made.resize(1280, 672)
    made.show()
    return made


def tables_of(view: DayView) -> list[tuple[str, int]]:
    rows = [row for row in view.all.list.rows.rows if isinstance(row, AllRow)]
    return [(row.table.table_id, row.table.starts_at.hour) for row in rows]


def test_hours_that_have_ended_are_left_out_until_they_are_asked_for(view: DayView) -> None:
    view.show_day(day())
    assert view.all.hours.currentText() == "From 19:00"
    assert tables_of(view)[0] == ("1", 19)
    view.all.hours.setCurrentIndex(0)
    view.all.hours.activated.emit(0)
    assert tables_of(view)[0] == ("1", 18)
    view.set_hours(None)
    assert tables_of(view)[0] == ("1", 19)


def test_the_hours_move_on_with_the_clock(view: DayView, clock: Clock) -> None:
    view.show_day(day())
    clock.now += timedelta(hours=1)
    view.refresh()
    assert view.all.hours.currentText() == "From 20:00"


def test_one_hour_can_be_picked(view: DayView) -> None:
    view.show_day(day())
    place = view.all.hours.findText("Only 21:00")
    view.all.hours.activated.emit(place)
    assert {hour for _, hour in tables_of(view)} == {21}
    assert view.available.head.explanation() == "6 free for 2 at 21:00"


def test_of_the_tables_those_are_counted_that_the_day_offers(view: DayView) -> None:
    one, other, *more = house().tables
    gone = [replace(table, retired_from=SATURDAY) for table in (one, other)]
    view.show_day(day(restaurant=replace(house(), tables=(*gone, *more))))
    assert view.all.head.explanation() == "4 tables"


def test_chosen_hours_are_kept_on_another_day_that_has_them(view: DayView) -> None:
    view.show_day(day())
    view.set_hours(HourFilter(find(day(), "1", 21).at, is_only=True))
    sunday = day(on=SATURDAY + timedelta(days=1))
    view.show_day(sunday)
    assert view.all.hours.currentText() == "Only 21:00"
    view.show_day(day(on=date(2026, 3, 16), hours=(18, 19)))
    assert view.all.hours.currentText() == "All hours"


def test_another_party_shows_other_tables_without_a_question(view: DayView) -> None:
    view.show_day(day())
    view.set_party_size(8)
    assert view.available.head.explanation() == "4 free for 8 this evening"
    view.set_party_size(4)
    assert view.available.head.explanation() == "16 free for 4 this evening"


def test_one_table_is_picked_in_both_lists_and_in_the_details(view: DayView) -> None:
    shown = day(reservation("7", 19, "Eriksen"), reservation("7", 22, "Gallo"))
    view.show_day(shown)
    view.set_party_size(4)
    assert view.details.text().startswith("Pick a table, or just type ")
    view.pick(find(shown, "7", 20).key)
    assert view.available.list.marked == view.all.list.marked == find(shown, "7", 20).key
    assert view.details.text().splitlines() == [
        "Table 7",
        "Sat 14 March, 20:00 to 21:00",
        "Seats: 4, no spare seat",
        "Before: Eriksen, until 20:00",
        "After: free until 22:00",
    ]
    assert view.details.act_button.text() == "Reserve table 7"


def test_the_details_of_a_taken_table_name_its_guest(view: DayView) -> None:
    shown = day(
        reservation("7", 20, party_size=4, note="Nut allergy"), reservation("7", 21, "Gallo")
    )
    view.show_day(shown)
    view.pick(find(shown, "7", 20).key)
    assert view.details.text().splitlines() == [
        "Okafor",
        "20:00, table 7, party of 4",
        "Phone: 07400 123456",
        "Before: free since 18:00",
        "After: Gallo at 21:00",
        "Note: Nut allergy",
    ]
    assert view.details.act_button.text() == "Has arrived"
    assert view.details.more_button.isVisibleTo(view)


@pytest.mark.parametrize(
    ("party", "words"),
    [(8, "6, too few for 8"), (5, "6, 1 spare seat"), (2, "6, 4 spare seats")],
)
def test_the_details_count_the_seats(view: DayView, party: int, words: str) -> None:
    shown = day()
    view.show_day(shown)
    view.set_party_size(party)
    view.pick(find(shown, "20", 22).key)
    assert f"Seats: {words}" in view.details.text()
    assert "After: closes at 23:00" in view.details.text()


def test_a_table_that_is_taken_meanwhile_stays_picked_and_shows_its_guest(view: DayView) -> None:
    view.show_day(day())
    view.pick(find(day(), "7", 20).key)
    view.show_day(day(reservation("7", 20)))
    assert view.details.text().startswith("Okafor")
    assert view.available.list.selectionModel().selectedIndexes() == []
    assert len(view.all.list.selectionModel().selectedIndexes()) == 1


def test_an_hour_that_is_over_can_be_looked_at_but_not_reserved(
    qtbot: QtBot, view: DayView
) -> None:
    shown = day(reservation("1", 18))
    view.show_day(shown)
    view.pick(find(shown, "7", 18).key)
    assert "Before: opens at 18:00" in view.details.text()
    assert view.details.act_button.isHidden()
    with qtbot.assertNotEmitted(view.opened):
        view.all.list.opened.emit(find(shown, "7", 18).key)
    with qtbot.waitSignal(view.opened) as told:
        view.all.list.opened.emit(find(shown, "1", 18).key)
    assert told.args == [find(shown, "1", 18)]


def test_the_button_opens_what_is_picked(qtbot: QtBot, view: DayView) -> None:
    view.show_day(day())
    with qtbot.assertNotEmitted(view.opened):
        view.details.opened.emit()
    view.pick(find(day(), "7", 20).key)
    with qtbot.waitSignal(view.opened) as told:
        view.details.act_button.click()
    assert told.args == [find(day(), "7", 20)]


def test_a_table_whose_reservation_is_not_known_has_no_button(view: DayView) -> None:
    plain = day()
    slots = [s for s in plain.slots if (s.table_id, s.starts_at.hour) != ("7", 20)]
    held = find(plain, "7", 20).as_slot()
    taken = type(held)(
        slot_id=held.slot_id,
        table_id="7",
        capacity=4,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        is_available=False,
    )
    shown = Day.of(house(), SATURDAY, [*slots, taken], [], NOW)
    view.show_day(shown)
    view.pick(find(shown, "7", 20).key)
    assert view.details.text().startswith("Taken, no name is known\n20:00, table 7")
    assert view.details.act_button.isHidden()


def test_the_way_out_of_a_full_hour_picks_the_table_it_names(qtbot: QtBot, view: DayView) -> None:
    shown = day(reservation("23", 20, party_size=8))
    view.show_day(shown)
    view.set_party_size(8)
    view.set_hours(HourFilter(find(shown, "1", 20).at, is_only=True))
    assert view.available.empty.text().startswith("Full for 8 at 20:00")
    view.available.empty.buttons[1].click()
    assert view.all.hours.currentText() == "Only 21:00"
    assert view.picked == find(shown, "23", 21)
    qtbot.waitUntil(view.available.list.hasFocus)


def test_the_way_out_of_a_closed_day_is_another_day(qtbot: QtBot, view: DayView) -> None:
    view.show_day(day(restaurant=house(week_hours={"sat": None}), hours=()))
    assert view.all.empty.text() == "No hours on Sat 14 March"
    with qtbot.waitSignal(view.day_wanted) as told:
        view.available.empty.buttons[0].click()
    assert told.args == [date(2026, 3, 15)]


def test_the_heads_sort_by_mouse_and_by_keys(qtbot: QtBot, view: DayView) -> None:
    view.show_day(day(reservation("7", 20, "Okafor"), reservation("1", 22, "Abe")))
    heads = view.all.heads
    heads.head("guest").click()
    assert tables_of(view)[:2] == [("1", 22), ("7", 20)]
    heads.head("guest").setFocus()
    QTest.keyClick(heads.head("guest"), Qt.Key.Key_Return)
    assert tables_of(view)[:2] == [("7", 20), ("1", 22)]
    assert heads.head("guest").accessibleName() == "Guest, sorted downwards"
    assert not view.grab().isNull()
    QTest.keyClick(heads.head("guest"), Qt.Key.Key_Left)
    qtbot.waitUntil(heads.head("state").hasFocus)
    QTest.keyClick(heads.head("state"), Qt.Key.Key_Space)
    assert view.all.sort == Sort("state")
    heads.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(heads.head("state"), Qt.Key.Key_Left)
    qtbot.waitUntil(heads.head("guest").hasFocus)
    assert not view.grab().isNull()


def test_while_a_day_is_read_both_lists_say_so(view: DayView) -> None:
    view.show_day(day())
    view.pick(find(day(), "7", 20).key)
    view.show_reading("Reading Sun 15 March …")
    assert view.available.reading.text() == view.all.reading.text() == "Reading Sun 15 March …"
    assert (view.picked, view.day) == (None, None)
    view.refresh()
    view.set_party_size(3)
    view.show_day(day(reservation("7", 20)))
    assert view.available.list.isVisible()


def two_and_four() -> Day:
    return day(restaurant=house({"1": 2, "7": 4}))


def test_the_keys_come_back_when_a_party_that_no_table_seats_is_given_up(
    qtbot: QtBot, view: DayView
) -> None:
    view.show_day(two_and_four())
    view.available.list.setFocus()
    qtbot.waitUntil(view.available.list.hasFocus)
    view.set_party_size(8)
    assert view.all.list.hasFocus()
    view.set_party_size(2)
    assert view.available.list.hasFocus()
    QTest.keyClick(view.available.list, Qt.Key.Key_Down)
    assert view.picked is not None


def test_the_keys_stay_where_the_host_took_them_meanwhile(qtbot: QtBot, view: DayView) -> None:
    view.show_day(two_and_four())
    view.available.list.setFocus()
    qtbot.waitUntil(view.available.list.hasFocus)
    view.set_party_size(8)
    QTest.keyClick(view.all.list, Qt.Key.Key_Down)
    view.set_party_size(2)
    assert view.all.list.hasFocus()
    view.all.heads.head("guest").setFocus()
    view.set_party_size(8)
    view.set_party_size(2)
    assert view.all.heads.head("guest").hasFocus()


def test_the_keys_of_a_button_that_goes_are_the_lists(qtbot: QtBot, view: DayView) -> None:
    view.show_day(day())
    view.pick(find(day(), "7", 20).key)
    view.details.act_button.setFocus()
    qtbot.waitUntil(view.details.act_button.hasFocus)
    view.show_day(day(on=SATURDAY + timedelta(days=1)))
    assert view.available.list.hasFocus()


def test_the_keys_are_back_after_nothing_could_be_shown(qtbot: QtBot, view: DayView) -> None:
    view.show_day(day())
    view.all.list.setFocus()
    qtbot.waitUntil(view.all.list.hasFocus)
    view.show_reading("Sun 15 March cannot be read now.", is_waiting=False)
    assert view.hasFocus()
    with qtbot.waitSignal(view.stepped) as told:
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert told.args == [-1]
    view.show_reading("Sat 14 March cannot be read now.", is_waiting=False)
    view.show_day(day())
    assert view.all.list.hasFocus()


def test_hours_chosen_before_nothing_was_shown_are_those_of_the_next_day(view: DayView) -> None:
    view.show_day(day())
    view.set_hours(HourFilter(find(day(), "1", 21).at, is_only=True))
    view.show_reading("Reading Sun 15 March …")
    view.show_day(day(on=SATURDAY + timedelta(days=1)))
    assert view.all.hours.currentText() == "Only 21:00"


def test_a_day_read_again_as_it_is_shown_is_not_shown_again(view: DayView, clock: Clock) -> None:
    view.show_day(day(reservation("7", 20)))
    rows = list(view.all.list.rows.rows)
    view.show_day(day(reservation("7", 20)))
    assert all(new is old for new, old in zip(view.all.list.rows.rows, rows, strict=True))
    clock.now += timedelta(minutes=1)  # words may be others in the next minute
    view.show_day(day(reservation("7", 20)))
    assert not any(new is old for new, old in zip(view.all.list.rows.rows, rows, strict=True))


def test_a_change_of_the_same_day_is_shown_in_turns_and_stays_where_it_is(
    qtbot: QtBot, view: DayView
) -> None:
    view.show_day(day(), in_turns=True)
    qtbot.waitUntil(lambda: view.is_whole)
    bar, place = view.all.list.verticalScrollBar(), view.all.list.row_height * 3
    qtbot.waitUntil(lambda: bar.maximum() > place)  # once its rows have their places
    bar.setValue(place)
    view.show_day(day(reservation("7", 20)), in_turns=True)
    assert not view.is_whole
    qtbot.waitUntil(lambda: view.is_whole)
    held = next(r for r in view.all.list.rows.rows if r.key == find(day(), "7", 20).key)
    assert isinstance(held, AllRow)
    assert held.table.state == "reserved"
    assert bar.value() == place


def test_a_day_that_was_brought_up_to_date_before_its_turn_stays_where_it_is_later(
    qtbot: QtBot, view: DayView
) -> None:
    view.show_day(day(), in_turns=True)
    view.refresh()  # as a minute that begins does, or the window of another language
    bar, place = view.all.list.verticalScrollBar(), view.all.list.row_height * 3
    qtbot.waitUntil(lambda: bar.maximum() > place)
    bar.setValue(place)
    view.show_day(day(reservation("7", 20)), in_turns=True)
    qtbot.waitUntil(lambda: view.is_whole)
    assert bar.value() == place


def test_the_form_that_is_not_in_sight_is_in_line_before_it_is_turned_to(
    qtbot: QtBot, view: DayView
) -> None:
    view.show_day(day())
    view.set_hours(HourFilter())
    grid = view.all.timeline.cells
    assert not grid.grid.hours  # nobody has looked at it yet
    for form in ("timeline", "all"):
        view.all.set_form(form)
    assert len(grid.grid.hours) == len(day().hours)
    view.set_hours(HourFilter(day().hours[-1].at))
    qtbot.waitUntil(lambda: len(grid.grid.hours) == 1)
    assert view.all.form == "all"
    view.all.set_form("timeline")
    view.set_hours(HourFilter(day().hours[-1].at, is_only=True))
    view.set_hours(HourFilter())
    view.all.set_form("all")  # sooner than that it is in line all the same
    assert {hour for _, hour in tables_of(view)} == {h.starts_at.hour for h in day().hours}
