"""Whom nothing covers is counted and listed at every station, live, until it is settled."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import Affected, Attention, HouseChange
from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.house.affected_list import AffectedList, row_of
from resv_desktop.qt.house.attention_dialog import AttentionDialog
from resv_desktop.qt.house.attention_reader import AttentionReader
from resv_desktop.qt.house.home_choices import HomeChoices
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.sheet.call_acts import CallLists
from resv_desktop.settings import Settings
from tests.qt.days import SATURDAY, house, reservation, slot
from tests.qt.sheet.sheets import page_count
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, dialog_of, is_live, is_told_silent

LIVE_MS = 15_000
USUAL = ("slot", "reservation", "reserved", "cancelled")


def leave(stand: Stand, table: str, phone: str, name: str = "") -> Reservation:
    """Reserve a table at 20:00 and take it out of the house, at another station."""
    at_eight = stand.slot(table, 20)
    made = stand.rival.reserve(at_eight.slot_id, table, phone, 2, name=name)
    found = next(each for each in stand.restaurant.tables if each.id == table)
    change = HouseChange(tables=(replace(found, retired_from=stand.day),))
    preview = stand.rival.preview(stand.restaurant.id, change)
    stand.rival.edit_restaurant(stand.restaurant.id, change, preview=preview, homes={made.id: None})
    return made


@pytest.fixture
def left(qtbot: QtBot, window: MainWindow, stand: Stand) -> Reservation:
    """A party whose table was retired at another station; its home at 20:00 is table 1."""
    qtbot.waitUntil(lambda: is_live(window))
    assert not window.bottom.attention.isVisible()
    made = leave(stand, "2", PHONE, "Okafor")
    qtbot.waitUntil(lambda: window.bottom.attention.text() == "1 needs attention", timeout=LIVE_MS)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, left: Reservation) -> AttentionDialog:
    """The dialog that the chip opens, which shows that party."""
    del left
    window.bottom.attention.click()
    found = dialog_of(window, AttentionDialog)
    qtbot.waitUntil(lambda: found.isActiveWindow() and bool(found.choices.affected))
    return found


def settled(qtbot: QtBot, window: MainWindow, dialog: AttentionDialog) -> None:
    """Wait until nobody is left and every part of the window says so."""
    qtbot.waitUntil(lambda: not window.attention.reader.now and not dialog.is_busy)
    assert not window.bottom.attention.isVisible()
    assert dialog.box.empty_words().startswith("Nothing needs attention")


def test_a_party_is_moved_to_the_home_that_is_offered_by_one_key(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand, left: Reservation
) -> None:
    assert dialog.act_button.text() == "Move to table 1, 20:00"
    assert dialog.box.said().startswith("Table 2 is no longer there on ")
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Return)
    settled(qtbot, window, dialog)
    assert [(each.id, each.table_id) for each in stand.booked()] == [(left.id, "1")]
    assert dialog.message.text().startswith("Moved: table 1, ")


def test_a_party_is_moved_to_another_home_that_the_host_picks(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand
) -> None:
    dialog.box.choice.setCurrentIndex(2)
    dialog.box.choice.activated.emit(2)
    says = dialog.act_button.text()
    assert says.startswith("Move to table ")
    assert says != "Move to table 1, 20:00"
    dialog.act_button.click()
    settled(qtbot, window, dialog)
    (held,) = stand.booked()
    assert says.startswith(f"Move to table {held.table_id}, {held.starts_at:%H:00}")


def test_the_home_of_a_party_is_shown_also_where_it_was_read_anew(dialog: AttentionDialog) -> None:
    homes = dialog.choices.open_to(dialog.choices.affected[0])
    dialog.box.show_homes(homes, replace(homes[1]))
    assert dialog.box.choice.currentIndex() == 2
    dialog.box.show_homes(homes, None)
    assert dialog.box.choice.currentIndex() == 0


def test_a_reservation_is_cancelled_from_the_list(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand
) -> None:
    dialog.cancel_button.click()
    assert stand.booked() != []  # it cannot be taken back, so it is asked first
    assert dialog.message.text().startswith("Cancel Okafor, ")
    dialog.message.action_button.click()
    settled(qtbot, window, dialog)
    assert stand.booked() == []
    assert dialog.message.text().startswith("Cancelled: table 2, ")


def test_the_list_follows_what_others_do_and_says_when_nothing_can_be_done(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand, station: Station
) -> None:
    second = leave(stand, "3", OTHER_PHONE)
    qtbot.waitUntil(lambda: len(dialog.choices.affected) == 2, timeout=LIVE_MS)
    assert window.bottom.attention.text() == "2 need attention"
    rows = dialog.box.list.rows.rows
    assert [row.mark for row in rows] == ["", "New"]
    assert dialog.box.list.picked_row == rows[0]
    stand.rival.cancel(second.id)
    qtbot.waitUntil(lambda: len(dialog.choices.affected) == 1, timeout=LIVE_MS)
    station.is_silent = True
    window.read_again()
    qtbot.waitUntil(lambda: is_told_silent(window), timeout=LIVE_MS)
    assert dialog.message.text() == "The database does not answer, so nothing can be settled now."
    assert not dialog.act_button.isEnabled()
    assert not dialog.cancel_button.isEnabled()
    station.is_silent = False


def test_a_house_that_is_changed_elsewhere_meanwhile_dials_as_it_does_now(
    qtbot: QtBot, dialog: AttentionDialog, stand: Stand
) -> None:
    (row,) = dialog.box.list.rows.rows
    assert row.phone == PHONE
    abroad = HouseChange(phone="+33142685300")
    preview = stand.rival.preview(stand.restaurant.id, abroad)
    stand.rival.edit_restaurant(stand.restaurant.id, abroad, preview=preview, homes={})
    qtbot.waitUntil(
        lambda: [row.phone for row in dialog.box.list.rows.rows] == [f"+44 {PHONE[1:]}"],
        timeout=LIVE_MS,
    )
    assert dialog.box.list.picked_row is not None


def test_homes_that_are_folded_out_stay_those_of_the_party_that_they_were_opened_for(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand, left: Reservation
) -> None:
    second = leave(stand, "3", OTHER_PHONE, "Dahl")
    qtbot.waitUntil(lambda: len(dialog.choices.affected) == 2, timeout=LIVE_MS)
    choice, rows = dialog.box.choice, dialog.box.list.rows
    choice.showPopup()
    qtbot.waitUntil(choice.view().isVisible)
    offered = [choice.itemText(number) for number in range(choice.count())]
    stand.rival.cancel(left.id)
    qtbot.waitUntil(lambda: len(window.attention.reader.now) == 1, timeout=LIVE_MS)
    assert [row.who for row in rows.rows] == ["Okafor", "Dahl"]
    assert [choice.itemText(number) for number in range(choice.count())] == offered
    QTest.keyClick(choice.view(), Qt.Key.Key_Down)
    QTest.keyClick(choice.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.who for row in rows.rows] == ["Dahl"])
    assert dialog.choices.home(second.id) == dialog.choices.affected[0].home


def test_enter_moves_nobody_to_a_home_that_has_only_just_come_in_the_place_of_another(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand, left: Reservation
) -> None:
    free = stand.slot("1", 20)
    stand.rival.reserve(free.slot_id, "1", OTHER_PHONE, 2)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Move to table 3, 20:00", timeout=LIVE_MS)
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Return)
    assert not dialog.is_busy
    qtbot.waitUntil(lambda: _is_moved(dialog, stand, left))
    settled(qtbot, window, dialog)
    assert {each.id: each.table_id for each in stand.booked()}[left.id] == "3"


def _is_moved(dialog: AttentionDialog, stand: Stand, left: Reservation) -> bool:
    """Press, as a host does who has read where they go; return whether that was done."""
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Return)
    return {each.id: each.table_id for each in stand.booked()}[left.id] != "2"


def test_a_home_that_was_taken_meanwhile_is_refused_in_the_dialog(
    qtbot: QtBot, dialog: AttentionDialog, stand: Stand
) -> None:
    free = stand.slot("1", 20)
    stand.rival.reserve(free.slot_id, "1", OTHER_PHONE, 2)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert "Table 1 at 20:00" in dialog.message.text()
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Move to table 3, 20:00", timeout=LIVE_MS)


def test_a_party_that_another_station_has_just_settled_keeps_the_home_that_it_was_promised(
    qtbot: QtBot, dialog: AttentionDialog, stand: Stand, left: Reservation
) -> None:
    stand.rival.move(left.id, stand.slot("4", 22).slot_id, "4")  # which nobody has heard of yet
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert dialog.message.text().startswith("Meanwhile Okafor has been moved to table 4 at 22:00")
    assert [(each.id, each.table_id) for each in stand.booked()] == [(left.id, "4")]


def test_a_party_that_another_station_has_just_settled_is_not_cancelled_as_one_without_a_place(
    qtbot: QtBot, dialog: AttentionDialog, stand: Stand, left: Reservation
) -> None:
    dialog.cancel_button.click()
    stand.rival.move(left.id, stand.slot("4", 22).slot_id, "4")  # which nobody has heard of yet
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert dialog.message.text().startswith("Meanwhile Okafor has been moved to table 4 at 22:00")
    assert [(each.id, each.table_id) for each in stand.booked()] == [(left.id, "4")]


def test_enter_while_an_earlier_act_is_being_written_moves_the_party_after_it(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station, left: Reservation
) -> None:
    other = stand.reserve(stand.slot("3", 19), OTHER_PHONE)
    station.gate.clear()
    window.seat.step(other)
    window.bottom.attention.click()
    dialog = dialog_of(window, AttentionDialog)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and bool(dialog.choices.affected))
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Return)
    station.gate.set()
    qtbot.waitUntil(lambda: not window.seat.is_busy and not dialog.is_busy)
    assert dialog.message.text().startswith("Moved: table 1, ")
    assert {each.id: each.table_id for each in stand.booked()}[left.id] == "1"
    window.seat.step(replace(other, status="arrived"))
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 3, "))
    assert dialog.message.text().startswith("Moved: table 1, ")  # what was asked for here


def test_who_is_to_be_called_is_put_on_paper(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand, tmp_path: Path
) -> None:
    choices = Choices(stand.tasks, Settings(), tmp_path / "settings.json", window)
    window.attention.call_lists = CallLists(stand.tasks, choices, tmp_path / "sheets", window)
    (call,) = dialog.calls
    assert call.says == "The table is no longer there. Free instead: table 1, 20:00."
    dialog.list_button.click()
    qtbot.waitUntil(lambda: dialog.message.text().startswith("Call list saved in "))
    (path,) = (tmp_path / "sheets").iterdir()
    assert page_count(path.read_bytes()) == 1


def test_after_the_call_list_the_party_is_moved_nowhere_as_before_while_no_home_is_chosen(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand, tmp_path: Path
) -> None:
    choices = Choices(stand.tasks, Settings(), tmp_path / "settings.json", window)
    window.attention.call_lists = CallLists(stand.tasks, choices, tmp_path / "sheets", window)
    dialog.choices.choose(dialog.choices.affected[0], None)
    dialog.box.decided.emit()
    assert not dialog.act_button.isEnabled()
    dialog.list_button.click()
    qtbot.waitUntil(lambda: dialog.message.text().startswith("Call list saved in "))
    assert not dialog.act_button.isEnabled()
    assert dialog.cancel_button.isEnabled()


def test_who_has_been_called_is_said_at_every_station_stands_last_and_is_taken_back(
    qtbot: QtBot, window: MainWindow, dialog: AttentionDialog, stand: Stand, left: Reservation
) -> None:
    second = leave(stand, "3", OTHER_PHONE, "Heron")
    qtbot.waitUntil(lambda: len(dialog.choices.affected) == 2, timeout=LIVE_MS)
    stand.rival.host = "CD"
    stand.rival.mark_called(left.id)
    rows = dialog.box.list.rows
    qtbot.waitUntil(lambda: bool(rows.rows[-1].called), timeout=LIVE_MS)
    assert rows.rows[-1].called.endswith(f", CD at {stand.rival.station}")
    assert rows.rows[-1].called in str(rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    dialog.box.list.pick(0)
    assert dialog.called_button.text() == "F4  Mark as called"
    qtbot.waitUntil(lambda: not dialog.is_busy and stand.tasks.is_idle)
    QTest.keyClick(dialog.box.list, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: all(row.called for row in rows.rows) and not dialog.is_busy)
    assert dialog.message.text().startswith("Called: table 3, ")
    assert dialog.called_button.text() == "F4  Not called"
    dialog.box.list.pick(rows.index_of(second.id).row())
    assert [call.reservation.called is not None for call in dialog.calls] == [True, True]
    dialog.called_button.click()
    qtbot.waitUntil(lambda: [row.key for row in rows.rows if not row.called] == [second.id])
    assert [row.key for row in rows.rows] == [second.id, left.id]
    qtbot.waitUntil(lambda: not dialog.is_busy and stand.tasks.is_idle)
    window.seat.undo()
    qtbot.waitUntil(lambda: all(row.called for row in rows.rows))


def test_after_a_call_the_next_party_that_is_still_to_be_called_is_picked(
    qtbot: QtBot, dialog: AttentionDialog, stand: Stand
) -> None:
    leave(stand, "3", OTHER_PHONE, "Heron")
    leave(stand, "4", "07400 123999", "Dahl")
    shown = dialog.box.list
    qtbot.waitUntil(lambda: shown.rows.rowCount() == 3, timeout=LIVE_MS)
    first, second, third = (row.key for row in shown.rows.rows)
    shown.pick(1)

    def call(then: str) -> None:
        """Press, as a host does who has read whom; then somebody is picked."""
        qtbot.waitUntil(lambda: not dialog.is_busy and not dialog._unseen.isActive())
        qtbot.waitUntil(lambda: stand.tasks.is_idle)
        QTest.keyClick(shown, Qt.Key.Key_F4)
        qtbot.waitUntil(lambda: _picked(dialog) == then and not dialog.is_busy)

    call(then=third)
    assert [row.key for row in shown.rows.rows if row.called] == [second]
    call(then=first)  # nobody is left below
    assert dialog.message.text().startswith("Called: table ")
    call(then=first)
    qtbot.waitUntil(lambda: all(row.called for row in shown.rows.rows))
    assert _picked(dialog) == first


def _picked(dialog: AttentionDialog) -> str:
    row = dialog.box.list.picked_row
    return "" if row is None else row.key


def test_enter_on_a_button_that_has_the_keys_presses_it_and_moves_nobody(
    qtbot: QtBot, dialog: AttentionDialog
) -> None:
    dialog.calls_wanted.disconnect()  # it is only looked at who is asked
    dialog.list_button.setFocus()
    with qtbot.assertNotEmitted(dialog.moved), qtbot.waitSignal(dialog.calls_wanted):
        QTest.keyClick(dialog.list_button, Qt.Key.Key_Return)
    dialog.cancel_button.setFocus()
    with qtbot.assertNotEmitted(dialog.moved):
        QTest.keyClick(dialog.cancel_button, Qt.Key.Key_Return)
    assert dialog.message.text().startswith("Cancel Okafor, ")
    # A press with the pointer leaves the keys, and with them Enter, to the list.
    dialog.box.list.setFocus()
    qtbot.mouseClick(dialog.list_button, Qt.MouseButton.LeftButton)
    assert dialog.box.list.hasFocus()


def test_the_menu_opens_it_also_where_nothing_needs_attention(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: window.attention.reader.is_known)
    window.menu.attention_wanted.emit()
    dialog = dialog_of(window, AttentionDialog)
    assert dialog.box.empty_words().startswith("Nothing needs attention")
    assert dialog.act_button.isHidden()


def test_what_is_done_in_the_usual_way_is_no_reason_to_look_through_every_hour(
    stand: Stand, station: Station
) -> None:
    reader = AttentionReader(stand.tasks, station, stand.restaurant, stand.tasks)
    usual = [Change(kind=kind, slot_id="hour", reservation_id="new") for kind in USUAL]
    reader.hear([Change(kind="presence"), Change(kind="waiting")])
    assert not reader._late.isActive()
    reader.hear(usual)
    assert not reader._soon.isActive()
    assert reader._late.isActive()  # another program may have written it
    for kind in ("restaurant", "all", "resumed"):
        reader._soon.stop()
        reader.hear([*usual, Change(kind=kind)])
        assert reader._soon.isActive()


def test_what_is_done_with_one_who_is_left_is_a_reason_to_read_at_once(
    stand: Stand, station: Station
) -> None:
    left = affected("7", 20, ())
    reader = AttentionReader(stand.tasks, station, stand.restaurant, stand.tasks)
    reader.now = [Attention(reservation=left.reservation, why="closed", day=SATURDAY)]
    reader.hear([Change(kind="cancelled", reservation_id="another")])
    assert not reader._soon.isActive()
    reader.hear([Change(kind="cancelled", reservation_id=left.reservation.id)])
    assert reader._soon.isActive()


# --- without a book


def affected(table: str, hour: int, homes: tuple[Slot, ...], name: str = "") -> Affected:
    held = reservation(table, hour, name or table)
    is_same_day = bool(homes) and homes[0].starts_at.date() == SATURDAY
    home_day = SATURDAY if is_same_day else None
    return Affected(reservation=held, why="closed", homes=homes, day=SATURDAY, home_day=home_day)


def test_no_two_parties_are_given_one_home_and_what_the_host_chose_stays() -> None:
    one, two, three = slot("7", 21, 4), slot("10", 21, 4), slot("20", 21, 6)
    first = affected("1", 20, (one, two, three))
    second = affected("2", 20, (two, one, three))
    choices = HomeChoices()
    choices.show([first, second])
    assert choices.homes() == {
        first.reservation.id: (one.slot_id, "7"),
        second.reservation.id: (two.slot_id, "10"),
    }
    assert two not in choices.open_to(first)
    choices.choose(first, three)
    assert choices.open_to(second) == [two, one]
    choices.choose(second, one)
    late = affected("23", 20, (one, two, three))
    choices.show([first, second, late])
    assert choices.home(first.reservation.id) == three
    assert choices.home(second.reservation.id) == one
    assert choices.home(late.reservation.id) == two  # its best is taken: the next of the day
    assert choices.new == {late.reservation.id}
    gone = replace(first, homes=(one, two))
    choices.show([gone, second, late])  # what was chosen is no longer free
    assert choices.home(first.reservation.id) == two  # the next of the day that nobody has
    assert len(set(choices.homes().values())) == 3
    assert choices.moved_on == {first.reservation.id, late.reservation.id}
    choices.choose(gone, one)  # what the host has seen to is no news
    assert choices.moved_on == {late.reservation.id}


def test_a_list_of_two_hundred_is_walked_by_key_and_keeps_what_is_picked(
    qtbot: QtBot, look: Look
) -> None:
    parties = [affected("1", 18, (), f"Guest {n}") for n in range(200)]
    shown = AffectedList(look)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_rows([row_of(each, None, house()) for each in parties])
    for _ in range(5):
        QTest.keyClick(shown, Qt.Key.Key_PageDown)
    picked = shown.picked_row
    assert picked is not None
    assert picked.who != "Guest 0"
    again = [row_of(each, None, house()) for each in parties[1:]]
    shown.show_rows(again)
    assert shown.picked_row == picked
    QTest.keyClick(shown, Qt.Key.Key_End)
    assert shown.picked_row == again[-1]
    shown.show_rows(again[:-1])
    assert shown.picked_row == again[-2]  # the keys go on where the row was
