"""Who waits is given a table in a dialog that keeps still meanwhile, and is up to date after it."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.waiting import Waiting, Waitlist
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import OpenWindow, Station, dialog_of, shown


@pytest.fixture
def heron(qtbot: QtBot, window: MainWindow, stand: Stand) -> Waiting:
    """Who waits for the only table for eight at 20:00, which is free again."""
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    entry = wait_elsewhere(stand, "Heron", PHONE)
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: bool(window.waiting.reader.now.offers), timeout=10_000)
    return entry


@pytest.fixture
def gate() -> Iterator[Event]:
    """What a test holds an answer back with."""
    gate = Event()
    yield gate
    gate.set()


def wait_elsewhere(stand: Stand, name: str, phone: str) -> Waiting:
    """Put a party of eight on the waitlist of 20:00 at another station."""
    slot = stand.slot("4", 20)
    return stand.rival.wait(stand.restaurant.id, slot.slot_id, 8, phone, name=name)


def open_waitlist(window: MainWindow, stand: Stand) -> WaitDialog:
    """Return the waitlist of 20:00, open."""
    window.waiting.open(stand.slot("4", 20), 8)
    return dialog_of(window, WaitDialog)


def crowd(qtbot: QtBot, window: MainWindow, stand: Stand) -> tuple[Waiting, Waiting]:
    """Put Heron and Wren on the waitlist of 20:00, where no table is free for them."""
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    heron = wait_elsewhere(stand, "Heron", PHONE)
    wren = wait_elsewhere(stand, "Wren", "07400 123458")
    qtbot.waitUntil(lambda: len(window.waiting.reader.now.entries) == 2, timeout=10_000)
    return heron, wren


def silent(rest_id: str) -> Waitlist:
    """Be a waitlist that cannot be read."""
    del rest_id
    raise Outage("The database does not answer.")


def waits(stand: Stand) -> list[str]:
    """Return who waits, as another station sees it."""
    return [each.name for each in stand.rival.waitlist(stand.restaurant.id).entries]


def with_keys(dialog: WaitDialog) -> QWidget | None:
    """Return what has the keys in the dialog."""
    return dialog.focusWidget()


def test_while_a_table_is_being_given_nothing_is_rebuilt_and_a_refusal_is_said_there(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    heron: Waiting,
    gate: Event,
) -> None:
    real = station.reserve_waiting

    def slow(*asked: Any, **more: Any) -> Reservation:
        assert gate.wait(60)
        return real(*asked, **more)

    station.reserve_waiting = slow  # type: ignore[method-assign]  # it is written late
    dialog = open_waitlist(window, stand)
    dialog.row_buttons("give")[0].setFocus()
    dialog.row_buttons("give")[0].click()
    qtbot.waitUntil(lambda: dialog.is_busy)
    stand.rival.reserve_waiting(heron.id, "4")
    qtbot.waitUntil(lambda: not window.waiting.reader.now.entries, timeout=10_000)
    assert len(dialog.row_buttons("give")) == 1
    gate.set()
    qtbot.waitUntil(lambda: "another station was first" in dialog.message.text())
    assert not dialog.is_busy
    assert dialog.row_buttons("give") == []
    assert with_keys(dialog) is dialog.form_of_guest.phone.edit


@pytest.mark.usefixtures("heron")
def test_a_table_whose_giving_is_seen_before_it_is_answered_closes_the_dialog(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station, gate: Event
) -> None:
    real = station.reserve_waiting

    def slow(*asked: Any, **more: Any) -> Reservation:
        made = real(*asked, **more)
        assert gate.wait(60)
        return made

    station.reserve_waiting = slow  # type: ignore[method-assign]  # the answer is late
    dialog = open_waitlist(window, stand)
    dialog.row_buttons("give")[0].click()
    qtbot.waitUntil(lambda: not window.waiting.reader.now.entries, timeout=10_000)
    gate.set()
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved from the waitlist: table 4, "))
    qtbot.waitUntil(lambda: not window.findChildren(WaitDialog))


def test_the_keys_stay_at_who_they_were_at_when_one_more_waits(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    crowd(qtbot, window, stand)
    dialog = open_waitlist(window, stand)
    dialog.row_buttons("remove")[1].setFocus()
    wait_elsewhere(stand, "Dahl", "07400 123459")
    qtbot.waitUntil(lambda: len(dialog.row_buttons("remove")) == 3, timeout=10_000)
    assert with_keys(dialog) is dialog.row_buttons("remove")[1]


def test_a_press_on_who_has_just_come_in_the_place_of_another_takes_nobody_off(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    heron, _ = crowd(qtbot, window, stand)
    dialog = open_waitlist(window, stand)
    dialog._unseen.setInterval(60_000)  # however slow this machine is
    stand.rival.unwait(heron.id)
    qtbot.waitUntil(lambda: len(dialog.row_buttons("remove")) == 1, timeout=10_000)
    dialog.row_buttons("remove")[0].click()
    assert not window.seat.is_busy
    assert waits(stand) == ["Wren"]
    dialog._unseen.stop()
    dialog.row_buttons("remove")[0].click()
    qtbot.waitUntil(lambda: window.notice.startswith("Taken off the waitlist: "))
    assert waits(stand) == []


def test_a_press_on_a_table_that_has_just_become_another_partys_reserves_nothing(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    heron = wait_elsewhere(stand, "Heron", PHONE)
    wait_elsewhere(stand, "Wren", "07400 123458")
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: bool(window.waiting.reader.now.offers), timeout=10_000)
    dialog = open_waitlist(window, stand)
    dialog._unseen.setInterval(60_000)  # however slow this machine is
    stand.rival.pass_over(heron.id, "4")

    def is_wrens() -> bool:
        return [each.accessibleName() for each in dialog.row_buttons("give")] == [
            "Reserve table 4 for Wren"
        ]

    qtbot.waitUntil(is_wrens, timeout=10_000)
    dialog.row_buttons("give")[0].click()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert not window.seat.is_busy
    dialog._unseen.stop()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved from the waitlist: table 4, "))
    assert waits(stand) == ["Heron"]


def test_a_table_that_is_free_where_none_was_is_reserved_by_the_first_press(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, party=8, by=stand.rival)
    wait_elsewhere(stand, "Heron", PHONE)
    qtbot.waitUntil(lambda: bool(window.waiting.reader.now.entries), timeout=10_000)
    dialog = open_waitlist(window, stand)
    dialog._unseen.setInterval(60_000)  # however slow this machine is
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: bool(dialog.row_buttons("give")), timeout=10_000)
    dialog.row_buttons("give")[0].click()
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved from the waitlist: table 4, "))


def test_a_press_as_a_row_above_gets_higher_is_not_for_who_comes_under_it(
    qtbot: QtBot, qapp: QApplication, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, party=8, by=stand.rival)
    wait_elsewhere(stand, "Heron", PHONE)
    wait_elsewhere(stand, "Wren", "07400 123458")
    look = Look(qapp, "light", text_scale=2.0)
    dialog = WaitDialog(None, look, Keys(), stand.restaurant, stand.slot("4", 20), 8)
    qtbot.addWidget(dialog)
    dialog.show_waitlist(stand.rival.waitlist(stand.restaurant.id))
    dialog.open()
    qtbot.waitUntil(lambda: dialog.scroll_bar.maximum() > 0)
    dialog.scroll_bar.setValue(dialog.scroll_bar.maximum())
    assert not dialog.grab().isNull()
    taken: list[Waiting] = []
    dialog.removed.connect(taken.append)
    above, wren = dialog.row_buttons("remove")
    listed = next(iter(dialog.rows.values())).parentWidget()
    assert listed is not None
    was = wren.mapTo(listed, QPoint(9, 9))
    dialog._unseen.setInterval(60_000)  # however slow this machine is
    stand.rival.cancel(held.id)
    dialog.show_waitlist(stand.rival.waitlist(stand.restaurant.id))
    qtbot.waitUntil(lambda: listed.childAt(was) is above)
    QTest.mouseClick(above, Qt.MouseButton.LeftButton, pos=above.mapFrom(listed, was))
    assert taken == []


@pytest.mark.parametrize("is_refused", [False, True], ids=["done", "refused"])
def test_what_is_pressed_while_an_earlier_act_is_written_is_done_after_it_or_not_without_a_word(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station, is_refused: bool
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    other = stand.reserve(stand.slot("3", 19), "07400 123411")
    station.gate.clear()
    window.seat.step(other)
    if is_refused:
        stand.rival.cancel(other.id)
    window.waiting.open(stand.slot("4", 20), 8, PHONE, "Heron")
    dialog = dialog_of(window, WaitDialog)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Put on the waitlist")
    dialog.act_button.click()
    station.gate.set()
    qtbot.waitUntil(lambda: not window.seat.is_busy and not (isValid(dialog) and dialog.is_busy))
    waits = [entry.name for entry in stand.rival.waitlist(stand.restaurant.id).entries]
    assert (waits, isValid(dialog) and dialog.isVisible()) == (
        ([], True) if is_refused else (["Heron"], False)
    )
    if is_refused:
        assert dialog.message.kind == "error"


def test_what_is_pressed_while_an_act_is_written_is_done_after_it_though_a_move_is_refused(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station, gate: Event
) -> None:
    real = station.set_status

    def slow(*asked: Any, **more: Any) -> Reservation:
        assert gate.wait(60)
        return real(*asked, **more)

    station.set_status = slow  # type: ignore[method-assign]  # its answer comes last
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    other = stand.reserve(stand.slot("3", 19), "07400 123411")
    gone = stand.reserve(stand.slot("2", 19), "07400 123412")
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    station.gate.clear()
    window.acts.move(shown(window, "2", 19), shown(window, "3", 20))
    window.seat.step(other)
    dialog = open_waitlist(window, stand)
    dialog.fill(PHONE, "Heron")
    dialog.act_button.click()
    stand.rival.cancel(gone.id)
    station.gate.set()
    qtbot.waitUntil(lambda: "was cancelled" in window.notice)
    gate.set()
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.is_busy)
    assert waits(stand) == ["Heron"]


@pytest.mark.parametrize(
    ("who", "says"),
    [("", "Nobody waits for this hour yet"), ("Heron", "They wait already")],
    ids=["nobody", "somebody"],
)
def test_until_the_waitlist_has_been_read_nothing_is_said_of_who_waits(
    qtbot: QtBot,
    open_window: OpenWindow,
    stand: Stand,
    station: Station,
    gate: Event,
    who: str,
    says: str,
) -> None:
    real = station.waitlist

    def slow(rest_id: str) -> Waitlist:
        assert gate.wait(60)
        return real(rest_id)

    station.waitlist = slow  # type: ignore[method-assign]  # it is read late
    if who:
        stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
        wait_elsewhere(stand, who, PHONE)
    window = open_window(is_waited_for=False)
    qtbot.waitUntil(lambda: window.made is not None and window.view.day is not None)
    dialog = open_waitlist(window, stand)
    assert dialog.heading.text() == ""
    qtbot.waitUntil(lambda: bool(dialog.heading.text()))
    dialog.show_hour([stand.slot("4", 20)], [])
    assert dialog.heading.text() == "Reading the waitlist"
    gate.set()
    qtbot.waitUntil(lambda: dialog.heading.text() == says)
    assert len(dialog.row_buttons("remove")) == bool(who)


def test_where_the_waitlist_cannot_be_read_that_is_said_until_it_has_been(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, station: Station
) -> None:
    real = station.waitlist
    station.waitlist = silent  # type: ignore[method-assign]  # it cannot be read
    window = open_window()
    dialog = open_waitlist(window, stand)
    qtbot.waitUntil(lambda: dialog.heading.text() == "The waitlist cannot be read now")
    station.waitlist = real  # type: ignore[method-assign]  # it can again
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    wait_elsewhere(stand, "Heron", PHONE)
    qtbot.waitUntil(lambda: dialog.heading.text() == "They wait already", timeout=10_000)
    assert len(dialog.row_buttons("remove")) == 1


def test_a_waitlist_that_could_not_be_read_is_read_when_it_is_opened(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, station: Station
) -> None:
    real = station.waitlist
    station.waitlist = silent  # type: ignore[method-assign]  # it cannot be read
    window = open_window()
    station.waitlist = real  # type: ignore[method-assign]  # it can again
    dialog = open_waitlist(window, stand)
    qtbot.waitUntil(lambda: dialog.heading.text() == "Nobody waits for this hour yet")


def test_who_comes_first_is_said_only_where_somebody_waits_whom_a_table_of_the_hour_takes(
    qtbot: QtBot, look: Look, keys: Keys, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, party=8, by=stand.rival)
    heron = wait_elsewhere(stand, "Heron", PHONE)
    small, large = (replace(stand.slot(table, 20), is_available=False) for table in ("1", "4"))
    dialog = WaitDialog(None, look, keys, stand.restaurant, large, 8)
    qtbot.addWidget(dialog)
    says = "A table that is given back is offered to them first."
    dialog.show_hour([large], [held])
    assert dialog.message.text() == ""  # it is not known who waits
    dialog.show_waitlist(Waitlist())
    assert dialog.message.text() == ""
    dialog.show_waitlist(Waitlist(entries=(heron,)))
    assert dialog.message.text() == says
    dialog.show_hour([small], [])
    assert dialog.message.text() == ""
    dialog.show_hour([small, large], [held])
    assert dialog.message.text() == says
    dialog.show_waitlist(Waitlist(entries=(replace(heron, slot_id=stand.slot("4", 21).slot_id),)))
    assert dialog.message.text() == ""


def test_of_many_who_wait_a_few_rows_are_made_in_a_turn_and_all_stand_in_their_order(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    many = [wait_elsewhere(stand, f"Guest {n}", f"07400 1235{n:02d}") for n in range(9)]
    qtbot.waitUntil(lambda: len(window.waiting.reader.now.entries) == 9, timeout=10_000)
    dialog = open_waitlist(window, stand)
    assert 0 < len(dialog.rows) < 4
    qtbot.waitUntil(lambda: len(dialog.rows) == 9)
    assert list(dialog.rows) == [each.id for each in many]
    qtbot.waitUntil(dialog.row_buttons("remove")[-1].isVisible)
    tops = [button.mapTo(dialog, QPoint()).y() for button in dialog.row_buttons("remove")]
    assert tops == sorted(set(tops))


def test_one_more_who_waits_and_one_who_goes_leave_the_rows_of_the_others_as_they_are(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    heron, wren = crowd(qtbot, window, stand)
    dialog = open_waitlist(window, stand)
    row, button = dialog.rows[wren.id], dialog.row_buttons("remove")[1]
    dahl = wait_elsewhere(stand, "Dahl", "07400 123459")
    stand.rival.unwait(heron.id)
    qtbot.waitUntil(lambda: list(dialog.rows) == [wren.id, dahl.id], timeout=10_000)
    assert dialog.rows[wren.id] is row
    assert dialog.row_buttons("remove")[0] is button


def test_tab_comes_to_a_table_that_is_free_since_before_it_takes_its_party_off(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, party=8, by=stand.rival)
    wait_elsewhere(stand, "Heron", PHONE)
    wait_elsewhere(stand, "Wren", "07400 123458")
    qtbot.waitUntil(lambda: len(window.waiting.reader.now.entries) == 2, timeout=10_000)
    dialog = open_waitlist(window, stand)
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: bool(dialog.row_buttons("give")), timeout=10_000)
    dialog.row_buttons("give")[0].setFocus()
    came_to = []
    for _ in range(2):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        came_to.append(with_keys(dialog))
    assert came_to == dialog.row_buttons("remove")


def test_enter_as_a_table_comes_or_goes_does_nothing_else_than_was_read(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    held = stand.reserve(stand.slot("4", 20), OTHER_PHONE, party=8, by=stand.rival)
    dialog = open_waitlist(window, stand)
    dialog.fill(PHONE, "Heron")
    qtbot.waitUntil(lambda: bool(dialog._slots))
    assert dialog.act_button.text() == "Put on the waitlist"
    dialog._other_act.setInterval(60_000)  # however slow this machine is
    stand.rival.cancel(held.id)
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Reserve table 4", timeout=10_000)
    QTest.keyClick(dialog.form_of_guest.name.edit, Qt.Key.Key_Return)
    assert not dialog.is_busy
    assert stand.booked() == []
    dialog._other_act.stop()
    QTest.keyClick(dialog.form_of_guest.name.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: table 4, "))


def test_enter_as_the_form_is_given_back_with_another_act_does_not_do_that(
    qtbot: QtBot, look: Look, keys: Keys, stand: Stand
) -> None:
    free = stand.slot("4", 20)
    dialog = WaitDialog(None, look, keys, stand.restaurant, free, 8)
    qtbot.addWidget(dialog)
    dialog.fill(PHONE, "Heron")
    dialog.show_waitlist(Waitlist())
    dialog.show_hour([free], [])
    assert dialog.act_button.text() == "Reserve table 4"
    dialog._other_act.setInterval(10)
    dialog.set_busy("Reserving the table.")
    dialog.show_hour([replace(free, is_available=False)], [])
    qtbot.waitUntil(lambda: not dialog._other_act.isActive())
    dialog._other_act.setInterval(60_000)  # however slow this machine is
    dialog.set_ready()
    assert dialog.act_button.text() == "Put on the waitlist"
    with qtbot.assertNotEmitted(dialog.added):
        dialog.act_button.click()
    dialog._other_act.stop()
    with qtbot.waitSignal(dialog.added):
        dialog.act_button.click()


def test_the_waitlist_is_open_once_and_can_be_left_whatever_stood_over_it(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    dialog = open_waitlist(window, stand)
    window.waiting.open(stand.slot("4", 21), 8)
    over = QDialog(window)
    window.acts.open_other(over)
    assert [each for each in window.findChildren(WaitDialog) if each.isVisible()] == [dialog]
    over.reject()
    assert window.acts.is_open
    station.gate.clear()
    dialog.fill(PHONE, "Heron")
    dialog.added.emit(dialog.form_of_guest.filled())
    dialog.reject()
    assert dialog.isVisible()  # its answer is waited for
    station.gate.set()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert window.notice.startswith("On the waitlist: ")
