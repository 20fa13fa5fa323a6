"""The house is changed in its dialog, on the real book, and never without being looked at first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from bson import ObjectId
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.house_change import HouseChange, Preview
from resv_desktop.domain.restaurant import Closure
from resv_desktop.qt import words
from resv_desktop.qt.house.house_dialog import HouseDialog
from resv_desktop.qt.house.manager_gate import HOLDS_S
from resv_desktop.qt.house.pin_dialog import PinDialog
from resv_desktop.qt.house.preview_dialog import PreviewDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.widgets.day_picker import DayPicker
from resv_desktop.store.documents import RESTAURANTS
from tests.qt.stand import Stand, focused
from tests.qt.station import Station, dialog_of
from tests.quick_pins import quick_pins as _quick_pins

quick_pins = _quick_pins
OpenHouse = Callable[[], HouseDialog]


@pytest.fixture
def open_house(qtbot: QtBot, window: MainWindow, stand: Stand) -> OpenHouse:
    """Open the dialog from the menu, where no PIN is wanted."""
    stand.rival.set_pin(stand.restaurant.id, None)

    def open_now() -> HouseDialog:
        window.menu.house_wanted.emit()
        qtbot.waitUntil(lambda: window.acts.is_open)
        dialog = dialog_of(window, HouseDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_now


def _save(qtbot: QtBot, window: MainWindow, dialog: HouseDialog) -> None:
    assert dialog.act_button.isEnabled(), dialog.message.text()
    dialog.act_button.click()
    qtbot.waitUntil(lambda: not window.acts.is_open, timeout=60_000)


def _pick_day(picker: DayPicker) -> None:
    """Open the calendar and press the day that it opens at."""
    picker.open_calendar()
    assert picker.popup is not None
    calendar = picker.popup.calendar
    calendar.clicked.emit(calendar.selectedDate())


def _previewed(qtbot: QtBot, dialog: HouseDialog) -> PreviewDialog:
    """Wait for the preview over the dialog, and for whom it shows."""

    def shown() -> list[PreviewDialog]:
        return [each for each in dialog.findChildren(PreviewDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    (preview,) = shown()
    qtbot.waitUntil(lambda: preview.preview is not None and not preview.is_busy)
    return preview


@pytest.mark.usefixtures("quick_pins")
def test_only_the_manager_gets_there(qtbot: QtBot, window: MainWindow, stand: Stand) -> None:
    stand.rival.set_pin(stand.restaurant.id, "4711")
    now = 1000.0
    window.gate._clock = lambda: now
    window.menu.house_wanted.emit()
    qtbot.waitUntil(lambda: window.acts.is_open)
    pin = dialog_of(window, PinDialog)
    QTest.keyClicks(pin.old.edit, "4711")
    QTest.keyClick(pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(HouseDialog)))
    dialog = dialog_of(window, HouseDialog)
    assert [t.id for t in dialog.draft.all_tables()] == ["1", "2", "3", "4"]
    # What is changed while the PIN holds lets it hold on; once it has ended, nothing does.
    dialog.facts.name.set_text("Harbour Inn")
    now += HOLDS_S - 1
    _save(qtbot, window, dialog)
    now += HOLDS_S - 1
    assert window.gate.is_open
    now += 1
    window.gate.renew()
    assert not window.gate.is_open


def test_a_pin_that_is_typed_by_habit_while_it_still_holds_renames_no_house(
    open_house: OpenHouse,
) -> None:
    dialog = open_house()
    QTest.keyClicks(focused(), "1234")
    assert dialog.facts.name.text() == dialog.draft.seen.name
    assert not dialog.draft.changed
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not dialog.is_busy


def test_from_the_name_or_the_phone_enter_goes_to_what_saves_and_the_next_one_saves(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_house: OpenHouse
) -> None:
    dialog = open_house()
    for line, more in ((dialog.facts.phone, ""), (dialog.facts.name, " Inn")):
        line.edit.setFocus()
        line.edit.end(False)
        QTest.keyClicks(focused(), more)
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        assert not dialog.is_busy
        assert (focused() is dialog.act_button) is bool(more)
    assert dialog.message.text() == "To be changed: the name."
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert stand.rival.restaurant(stand.restaurant.id).name.endswith(" Inn")


def test_all_pages_are_one_change_that_is_saved_by_one_press_and_seen_in_the_window(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_house: OpenHouse
) -> None:
    dialog = open_house()
    assert not dialog.act_button.isEnabled()
    dialog.facts.name.set_text("Harbour Inn")
    dialog.show_page(1)
    dialog.week.kinds["mon"].setCurrentIndex(1)
    dialog.week.rows["mon"].set_text("18:22")
    dialog.show_page(2)
    dialog.closures.add_button.click()
    _pick_day(dialog.closures.first)
    for _ in range(4):
        dialog.closures.first.later.click()
    QTest.keyClicks(dialog.closures.reason.edit, "Staff party")
    dialog.show_page(3)
    dialog.tables.line.set_text("2 × 6")
    dialog.tables.list.pick(3)
    dialog.tables.retired.click()
    said = "To be changed: the name, the hours of weekdays, the closures and the tables."
    assert dialog.message.text() == said
    _save(qtbot, window, dialog)
    assert window.notice == "Saved: the name, the hours of weekdays, the closures and the tables."
    house = stand.rival.restaurant(stand.restaurant.id)
    assert (house.name, house.week_hours) == ("Harbour Inn", {"mon": "18:22"})
    today = dialog.draft.today
    (closure,) = house.closures
    assert (closure.from_on, closure.reason) == (today + timedelta(days=5), "Staff party")
    there = [(t.id, t.capacity) for t in house.tables_on(today + timedelta(days=1))]
    assert there == [("1", 2), ("2", 4), ("3", 4), ("5", 6), ("6", 6)]
    qtbot.waitUntil(lambda: window.windowTitle() == "Harbour Inn")


def test_nothing_is_closed_before_somebody_has_picked_the_day(open_house: OpenHouse) -> None:
    dialog = open_house()
    dialog.show_page(2)
    page = dialog.closures
    page.add_button.click()
    assert page.first.text() == "Pick the day"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(page.first.day_button, key)
    assert list(dialog.draft.closures) == []
    assert dialog.message.text() == "Nothing is changed yet."
    assert not page.kind.isVisible()
    page.first.open_calendar()
    assert page.first.popup is not None
    today = dialog.draft.today
    assert page.first.popup.calendar.minimumDate() == QDate(today.year, today.month, today.day)
    _pick_day(page.first)
    assert [(c.from_on, c.to_on) for c in dialog.draft.closures] == [
        (today + timedelta(days=1), today + timedelta(days=1))
    ]
    assert page.kind.isVisible()


def test_an_empty_list_of_closures_takes_no_keys(open_house: OpenHouse) -> None:
    dialog = open_house()
    dialog.show_page(2)
    page = dialog.closures
    dialog.pages.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is page.add_button
    page.add_button.click()
    _pick_day(page.first)
    dialog.pages.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is page.list
    dialog.draft.closures = ()
    page.fill()
    assert focused() is page.add_button


def test_what_is_typed_is_told_at_once_where_it_makes_no_sense(open_house: OpenHouse) -> None:
    dialog = open_house()
    dialog.facts.phone.set_text("020 7946 01a")
    assert "has a letter" in dialog.message.text()
    assert not dialog.act_button.isEnabled()
    dialog.facts.phone.set_text("020 7946 0123")
    assert dialog.message.text() == "Nothing is changed yet."
    dialog.tables.line.set_text("3 × 9")
    assert "2 to 8" in dialog.message.text()
    dialog.tables.line.set_text("3 ×")
    assert not dialog.act_button.isEnabled()
    dialog.tables.line.set_text("3 × 4")
    assert dialog.tables.line.helper() == "Tables 5 to 7 are added."
    assert dialog.act_button.isEnabled()
    dialog.week.usual.set_text("12:11")
    assert "which opens at" not in dialog.message.text()
    dialog.week.kinds["sat"].setCurrentIndex(1)
    dialog.week.rows["sat"].set_text("08:23")
    assert "which opens at 08:00 already" in dialog.message.text()
    dialog.accept()


@pytest.mark.parametrize("is_open_before", [False, True])
def test_a_new_table_is_named_as_it_is_saved_where_one_that_was_taken_out_is_promised(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_house: OpenHouse, is_open_before: bool
) -> None:
    opened = [open_house()] if is_open_before else []
    stand.reserve(stand.slot("4", 20), by=stand.rival)
    own, taken_out = {"_id": ObjectId(stand.restaurant.id)}, {"$pull": {"tables": {"id": "4"}}}
    stand.store.database[RESTAURANTS].update_one(own, taken_out)
    dialog = opened[0] if opened else open_house()
    qtbot.waitUntil(lambda: len(dialog.draft.all_tables()) == 3, timeout=10_000)
    dialog.tables.line.set_text("1 × 6")
    assert dialog.tables.line.helper() == "Table 5 is added."
    _save(qtbot, window, dialog)
    labels = [table.id for table in stand.rival.restaurant(stand.restaurant.id).tables]
    assert labels == ["1", "2", "3", "5"]


def test_a_smaller_number_of_days_ahead_is_said_to_close_none(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station, open_house: OpenHouse
) -> None:
    rest_id, days = stand.restaurant.id, stand.restaurant.days_ahead
    last = stand.day + timedelta(days=days)
    station.extend_slots(rest_id)
    free = len(stand.rival.slots(rest_id, last))
    dialog = open_house()
    assert dialog.facts.days_help.text() == f"Always up to {words.day_and_year(last)} at least."
    dialog.facts.days.setValue(days - 3)
    says = f"What is open already, up to {words.day_and_year(last)}, can still be reserved;"
    assert says in dialog.facts.days_help.text()
    _save(qtbot, window, dialog)
    assert stand.rival.restaurant(rest_id).days_ahead == days - 3
    assert len(stand.rival.slots(rest_id, last)) == free > 0


def test_who_is_hit_is_looked_at_and_until_then_nothing_is_saved(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_house: OpenHouse
) -> None:
    stand.reserve(stand.slot("4", 20), party=6)
    dialog = open_house()
    dialog.show_page(3)
    dialog.tables.list.pick(3)
    dialog.tables.seats.setValue(4)
    dialog.act_button.click()
    preview = _previewed(qtbot, dialog)
    assert [each.reservation.party_size for each in preview.choices.affected] == [6]
    assert stand.rival.restaurant(stand.restaurant.id) == stand.restaurant
    preview.reject()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert dialog.isVisible()
    assert dialog.message.text() == "To be changed: the tables."
    dialog.act_button.click()
    shown = _previewed(qtbot, dialog)
    shown.act_button.click()
    qtbot.waitUntil(lambda: shown.act_button.isHidden() and not shown.is_busy)
    shown.reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert window.notice == "Saved: the tables."
    assert stand.rival.restaurant(stand.restaurant.id).tables[3].capacity == 4
    (left,) = stand.rival.attention(stand.restaurant.id)
    assert left.reservation.party_size == 6


def test_who_reserves_between_the_look_and_the_save_is_shown_and_not_stranded(
    qtbot: QtBot,
    stand: Stand,
    station: Station,
    open_house: OpenHouse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_house()
    dialog.tables.list.pick(0)
    dialog.tables.retired.click()
    slots = stand.rival.slots(stand.restaurant.id, stand.day + timedelta(days=1))
    slot = next(each for each in slots if each.table_id == "1")
    look = station.preview

    def look_and_be_late(rest_id: str, change: HouseChange) -> Preview:
        monkeypatch.setattr(station, "preview", look)
        seen = look(rest_id, change)
        assert seen.affected == ()
        stand.reserve(slot, by=stand.rival)
        return seen

    monkeypatch.setattr(station, "preview", look_and_be_late)
    dialog.act_button.click()
    preview = _previewed(qtbot, dialog)
    assert [each.reservation.table_id for each in preview.choices.affected] == ["1"]
    assert stand.rival.restaurant(stand.restaurant.id) == stand.restaurant
    preview.reject()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)


def test_another_station_s_change_is_told_and_neither_side_is_overwritten(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_house: OpenHouse
) -> None:
    dialog = open_house()
    dialog.facts.name.set_text("Harbour Inn")
    dialog.week.usual.set_text("18:23")
    stand.rival.edit_restaurant(stand.restaurant.id, HouseChange(opening_hours="12:23"))
    qtbot.waitUntil(lambda: "another station" in dialog.message.text())
    assert dialog.message.text() == (
        "Changed at another station meanwhile: the usual hours. It is shown as it is now."
    )
    assert dialog.week.usual.text() == "12:23"
    assert dialog.facts.name.text() == "Harbour Inn"
    _save(qtbot, window, dialog)
    house = stand.rival.restaurant(stand.restaurant.id)
    assert (house.name, house.opening_hours) == ("Harbour Inn", "12:23")


def test_while_the_database_is_silent_nothing_can_be_saved_and_what_is_typed_stays(
    qtbot: QtBot, window: MainWindow, station: Station, open_house: OpenHouse
) -> None:
    dialog = open_house()
    dialog.facts.name.set_text("Harbour Inn")
    station.is_silent = True
    window.live.read_again()
    qtbot.waitUntil(lambda: window.live.trust == "silent")
    assert "does not answer" in dialog.message.text()
    assert not dialog.act_button.isEnabled()
    station.is_silent = False
    qtbot.waitUntil(dialog.act_button.isEnabled)
    assert dialog.facts.name.text() == "Harbour Inn"
    dialog.accept()


def test_a_save_whose_answer_never_came_is_settled_by_asking_once_more_and_done_once(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    open_house: OpenHouse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_house()
    dialog.tables.line.set_text("1 × 2")
    edit = station.edit_restaurant

    def save_and_fall_silent(*asked: object, **more: object) -> None:
        edit(*asked, **more)
        monkeypatch.setattr(station, "edit_restaurant", edit)
        raise Outage("It is not known whether this was saved.", may_be_saved=True)

    monkeypatch.setattr(station, "edit_restaurant", save_and_fall_silent)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: "not known" in dialog.message.text())
    _save(qtbot, window, dialog)
    house = stand.rival.restaurant(stand.restaurant.id)
    assert [t.id for t in house.tables] == ["1", "2", "3", "4", "5"]


def test_who_leaves_with_changes_is_told_and_leaves_by_leaving_once_more(
    window: MainWindow, stand: Stand, open_house: OpenHouse
) -> None:
    dialog = open_house()
    dialog.facts.days.setValue(30)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "is not saved" in dialog.message.text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not window.acts.is_open
    assert stand.rival.restaurant(stand.restaurant.id) == stand.restaurant


def test_a_closure_that_holds_is_ended_and_a_retired_table_comes_back(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_house: OpenHouse
) -> None:
    today = stand.day
    closure = Closure(
        from_on=today - timedelta(days=2),
        to_on=today + timedelta(days=40),
        hours=None,
        reason="Flood",
        closed_hours="12:13",
    )
    retired = replace(stand.restaurant.tables[0], retired_from=today + timedelta(days=9))
    change = HouseChange(closures=(closure,), tables=(retired,))
    stand.rival.edit_restaurant(stand.restaurant.id, change)
    dialog = open_house()
    dialog.show_page(2)
    dialog.closures.list.setFocus()  # which picks the first
    assert dialog.closures.end_button.text() == "End it now"
    dialog.closures.end_button.click()
    dialog.show_page(3)
    dialog.tables.list.pick(0)
    assert dialog.tables.retired.isChecked()
    dialog.tables.retired.click()
    _save(qtbot, window, dialog)
    house = stand.rival.restaurant(stand.restaurant.id)
    assert house.closures == (replace(closure, to_on=today - timedelta(days=1)),)
    assert house.tables == stand.restaurant.tables


def test_all_of_it_is_done_with_the_keyboard_and_every_control_says_what_it_is(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_house: OpenHouse
) -> None:
    dialog = open_house()
    for number in range(4):
        dialog.show_page(number)
        if number == 2:
            dialog.closures.add_button.click()
            _pick_day(dialog.closures.first)
        for widget in dialog.findChildren(QWidget):
            takes_keys = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes_keys and widget.focusProxy() is None:
                said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert said, widget.objectName() or type(widget).__name__
    dialog.show_page(2)
    dialog.closures.reason.edit.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is dialog.closures.end_button
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert dialog.message.text() == "Nothing is changed yet."
    dialog.show_page(3)
    dialog.pages.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert dialog.week.isVisible()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is dialog.week.usual.opens
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert dialog.message.text() == "To be changed: the usual hours."
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert stand.rival.restaurant(stand.restaurant.id).opening_hours == "18:23"
