"""Each row of the strip belongs to its party: keys and pointer stay with it when others go."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QScrollBar
from pytestqt.qtbot import QtBot

from resv_desktop.qt.due_strip import DueRow, DueStrip
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from tests.qt.days import NOW, TABLES, day, reservation
from tests.qt.hands import Hands
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import press, shown

THIRD_PHONE = "07400 123459"
LEFT = Qt.MouseButton.LeftButton


def row_of(window: MainWindow, table: str) -> DueRow:
    """Return the row of a table's party."""
    return next(row for row in window.view.due.rows if row.due.table.table_id == table)


def until_due(qtbot: QtBot, window: MainWindow, *tables: str) -> None:
    """Wait until these tables' parties are due, in this order."""
    qtbot.waitUntil(
        lambda: [row.due.table.table_id for row in window.view.due.rows] == [*tables],
        timeout=10_000,
    )
    qtbot.waitUntil(lambda: window.is_settled, timeout=10_000)
    qtbot.waitUntil(lambda: all(row.isVisible() for row in window.view.due.rows))


def seat_elsewhere(stand: Stand, reservation_id: str) -> None:
    """Let another station say that a party has come and sits."""
    stand.rival.set_status(reservation_id, "arrived")
    stand.rival.set_status(reservation_id, "seated")


def test_the_keys_stay_with_a_party_when_the_one_before_it_is_seated_elsewhere(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    first = stand.reserve(stand.slot("1", 19), PHONE)
    stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    until_due(qtbot, window, "1", "2")
    row_of(window, "2").setFocus()
    seat_elsewhere(stand, first.id)
    until_due(qtbot, window, "2")
    assert window.focusWidget() is row_of(window, "2")


def test_the_keys_of_a_party_that_goes_come_to_the_one_in_its_place(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("1", 19), PHONE)
    second = stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    last = stand.reserve(stand.slot("4", 19), THIRD_PHONE)
    until_due(qtbot, window, "1", "2", "4")
    row_of(window, "2").setFocus()
    seat_elsewhere(stand, second.id)
    until_due(qtbot, window, "1", "4")
    assert window.focusWidget() is row_of(window, "4")
    seat_elsewhere(stand, last.id)
    until_due(qtbot, window, "1")
    assert window.focusWidget() is row_of(window, "1")


def test_tab_goes_through_the_parties_as_they_stand(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("4", 19), PHONE)
    stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    until_due(qtbot, window, "2", "4")
    row_of(window, "2").setFocus()
    stand.reserve(stand.slot("1", 19), THIRD_PHONE)
    until_due(qtbot, window, "1", "2", "4")
    QTest.keyClick(row_of(window, "2"), Qt.Key.Key_Tab)
    assert window.focusWidget() is row_of(window, "4")
    for table in ("2", "1"):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
        assert window.focusWidget() is row_of(window, table)


def test_a_press_is_for_the_party_it_began_at_although_another_one_stands_there_at_its_end(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    first = stand.reserve(stand.slot("1", 19), PHONE)
    second = stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    until_due(qtbot, window, "1", "2")
    under = row_of(window, "1")
    where = under.mapTo(window, QPoint(20, under.height() // 2))
    QTest.mousePress(under, LEFT, pos=QPoint(20, under.height() // 2))
    seat_elsewhere(stand, first.id)
    until_due(qtbot, window, "2")
    qtbot.waitUntil(lambda: window.childAt(where) is row_of(window, "2"))
    QTest.mouseRelease(row_of(window, "2"), LEFT)
    QTest.qWait(50)
    assert not window.seat.is_busy
    assert {r.id: r.status for r in stand.booked()}[second.id] == "booked"


def test_the_line_gives_the_keys_to_a_list_when_the_party_it_was_begun_at_has_gone(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("1", 19), PHONE)
    second = stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    until_due(qtbot, window, "1", "2")
    row_of(window, "2").setFocus()
    hands = Hands(window)
    hands.type("4 20")
    assert window.focusWidget() is window.top.line
    seat_elsewhere(stand, second.id)
    until_due(qtbot, window, "1")
    QTest.qWait(20)  # what is to be deleted is
    hands.press(Qt.Key.Key_Escape)
    assert window.top.line.text() == ""
    assert window.focusWidget() is window.view.available.list


def test_while_all_is_grey_the_keys_stay_at_a_party_and_no_press_is_taken(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("1", 19), PHONE)
    stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    until_due(qtbot, window, "1", "2")
    window.view.pick(shown(window, "2", 19).key)
    row = row_of(window, "1")
    row.setFocus()
    window.view.set_grey(True)
    assert window.focusWidget() is row
    QTest.keyClick(row, Qt.Key.Key_Return)
    QTest.mouseClick(row, LEFT)
    assert not window.seat.is_busy
    window.view.set_grey(False)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 1, "), timeout=10_000)


def test_who_becomes_due_while_all_is_grey_is_grey_too(qtbot: QtBot, look: Look) -> None:
    strip = DueStrip(look)
    qtbot.addWidget(strip)
    strip.set_grey(True)
    strip.show_day(day(reservation("1", 19)), NOW)
    (row,) = strip.rows
    with qtbot.assertNotEmitted(strip.pressed):
        row.click()
    strip.set_grey(False)
    with qtbot.waitSignal(strip.pressed):
        row.click()


def test_the_keys_of_acts_mean_the_party_that_has_the_keys_which_is_picked_by_that(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("1", 19), PHONE)
    other = stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    until_due(qtbot, window, "1", "2")
    window.view.pick(shown(window, "2", 19).key)
    row_of(window, "2").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row_of(window, "2"), Qt.Key.Key_Up)
    assert window.focusWidget() is row_of(window, "1")
    assert window.view.picked == shown(window, "1", 19)
    window.view.pick(shown(window, "2", 19).key)  # as a press on it in a list does
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.notice.startswith("No-show, the table is free: table 1, "))
    assert [r.id for r in stand.booked()] == [other.id]


def test_a_second_enter_at_once_is_not_for_the_party_that_comes_in_the_place_of_the_first(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    first = stand.reserve(stand.slot("1", 19), PHONE)
    second = stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    stand.rival.set_status(first.id, "arrived")
    stand.rival.set_status(second.id, "arrived")
    until_due(qtbot, window, "1", "2")
    qtbot.waitUntil(lambda: {row.when() for row in window.view.due.rows} == {"Arrived"})
    row_of(window, "1").setFocus()
    QTest.keyClick(row_of(window, "1"), Qt.Key.Key_Return)
    until_due(qtbot, window, "2")
    assert window.focusWidget() is row_of(window, "2")
    QTest.keyClick(row_of(window, "2"), Qt.Key.Key_Return)
    assert not window.seat.is_busy
    qtbot.waitUntil(lambda: _is_taken(row_of(window, "2"), window), timeout=10_000)
    qtbot.waitUntil(lambda: window.notice.startswith("Seated: table 2, "), timeout=10_000)


def _is_taken(row: DueRow, window: MainWindow) -> bool:
    """Press, as a host does who has read whose row it is; return whether that was heard."""
    QTest.keyClick(row, Qt.Key.Key_Return)
    return window.seat.is_busy


def bar_of(strip: DueStrip) -> QScrollBar:
    """Return what scrolls the rows."""
    area = strip.findChild(QScrollArea)
    assert area is not None
    return area.verticalScrollBar()


@pytest.fixture
def low_strip(qtbot: QtBot, look: Look) -> DueStrip:
    """A strip of six parties of which some are in sight, the first of these cut in two."""
    strip = DueStrip(look)
    qtbot.addWidget(strip)
    strip.show_day(day(*(reservation(table, 19) for table in TABLES)), NOW)
    strip.setFixedSize(320, strip.minimumSizeHint().height())
    strip.show()
    qtbot.waitUntil(strip.isActiveWindow)
    qtbot.waitUntil(lambda: bar_of(strip).maximum() > strip.rows[1].height())
    bar_of(strip).setValue(strip.rows[0].height() * 3 // 2)
    assert in_sight(strip.rows[1]).height() == strip.rows[1].height() // 2
    return strip


def in_sight(row: DueRow) -> QRect:
    """Return which part of a row is in sight."""
    return row.visibleRegion().boundingRect()


def press_on(row: DueRow) -> None:
    """Press and let go at the part of a row that is in sight, whatever stands there then."""
    window = row.window()
    where = row.mapTo(window, in_sight(row).center())
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, where)


def test_a_press_on_a_row_that_is_cut_is_for_its_party_and_moves_nothing(
    qtbot: QtBot, low_strip: DueStrip
) -> None:
    before = bar_of(low_strip).value()
    with qtbot.waitSignal(low_strip.pressed) as told:
        press_on(low_strip.rows[1])
    assert told.args is not None
    assert told.args[0].table.table_id == "2"
    assert bar_of(low_strip).value() == before


def test_after_a_press_the_parties_go_to_their_places_and_nothing_is_scrolled(
    qtbot: QtBot, low_strip: DueStrip
) -> None:
    before, pressed = bar_of(low_strip).value(), low_strip.rows[1]
    press_on(pressed)
    come = [reservation(t, 19, status="arrived" if t == "2" else "booked") for t in TABLES]
    low_strip.show_day(day(*come), NOW)
    assert low_strip.rows[-1] is pressed
    qtbot.waitUntil(lambda: pressed.y() == 5 * pressed.height())
    QTest.qWait(20)  # what is to be scrolled is
    assert (bar_of(low_strip).value(), pressed.hasFocus()) == (before, True)
    seated = [held for held in come if held.table_id != "2"]
    low_strip.show_day(day(*seated), NOW)
    assert low_strip.rows[-1].hasFocus()
    assert bar_of(low_strip).value() == min(before, bar_of(low_strip).maximum())


def test_who_has_the_keys_by_a_key_is_brought_in_sight_and_stays_there(
    qtbot: QtBot, low_strip: DueStrip
) -> None:
    row = low_strip.rows[1]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    assert in_sight(row) == row.rect()
    come = [reservation(t, 19, status="arrived" if t == "2" else "booked") for t in TABLES]
    low_strip.show_day(day(*come), NOW)
    assert low_strip.rows[-1] is row
    qtbot.waitUntil(lambda: row.y() == 5 * row.height())
    qtbot.waitUntil(lambda: in_sight(row) == row.rect())
