"""Each row of the strip belongs to its party: keys and pointer stay with it when others go."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QScrollBar
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.due_row import DueRow
from resv_desktop.qt.due_strip import DueStrip
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.days import NOW, TABLES, day, reservation
from tests.qt.hands import ACT_2, DEL, ENTER, Hands, rows, settled
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import dialog_of, press, shown

THIRD_PHONE = "07400 123459"
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
BY_TAB = Qt.FocusReason.TabFocusReason
Two = tuple[Reservation, Reservation]


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
    qtbot.waitUntil(lambda: not window.view.due._shifted.isActive())


@pytest.fixture
def two(qtbot: QtBot, window: MainWindow, stand: Stand) -> Two:
    """The parties of tables 1 and 2, which stand in the strip in this order."""
    first = stand.reserve(stand.slot("1", 19), PHONE)
    second = stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    until_due(qtbot, window, "1", "2")
    return first, second


def seat_elsewhere(stand: Stand, reservation_id: str) -> None:
    """Let another station say that a party has come and sits."""
    stand.rival.set_status(reservation_id, "arrived")
    stand.rival.set_status(reservation_id, "seated")


def test_the_keys_stay_with_a_party_when_the_one_before_it_is_seated_elsewhere(
    qtbot: QtBot, window: MainWindow, stand: Stand, two: Two
) -> None:
    first, _ = two
    row_of(window, "2").setFocus()
    seat_elsewhere(stand, first.id)
    until_due(qtbot, window, "2")
    assert window.focusWidget() is row_of(window, "2")


def test_the_keys_of_a_party_that_goes_stay_with_it_and_are_no_other_partys(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("1", 19), PHONE)
    second = stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    stand.reserve(stand.slot("4", 19), THIRD_PHONE)
    until_due(qtbot, window, "1", "2", "4")
    row_of(window, "2").setFocus(BY_TAB)
    seat_elsewhere(stand, second.id)
    until_due(qtbot, window, "1", "4")
    QTest.qWait(20)  # what is to be deleted is
    assert window.view.picked == shown(window, "2", 19)
    assert window.focusWidget() is window.view.all.list
    assert window.view.all.list.has_picked_row


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
    qtbot: QtBot, window: MainWindow, stand: Stand, two: Two
) -> None:
    first, second = two
    under = row_of(window, "1")
    where = under.mapTo(window, QPoint(20, under.height() // 2))
    QTest.mousePress(under, LEFT, pos=QPoint(20, under.height() // 2))
    seat_elsewhere(stand, first.id)
    until_due(qtbot, window, "2")
    qtbot.waitUntil(lambda: window.childAt(where) is row_of(window, "2"))
    qtbot.waitUntil(lambda: not window.view.due.surprise.isActive())  # is held that long
    QTest.mouseRelease(row_of(window, "2"), LEFT)
    QTest.qWait(50)
    assert not window.seat.is_busy
    assert {r.id: r.status for r in stand.booked()}[second.id] == "booked"


def test_the_line_gives_the_keys_to_a_list_when_the_party_it_was_begun_at_has_gone(
    qtbot: QtBot, window: MainWindow, stand: Stand, two: Two
) -> None:
    _, second = two
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


@pytest.mark.usefixtures("two")
def test_while_all_is_grey_the_keys_stay_at_a_party_and_no_press_is_taken(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.view.pick(shown(window, "2", 19).key)
    row = row_of(window, "1")
    row.setFocus(BY_TAB)
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


def test_who_has_the_keys_in_the_strip_is_who_is_picked(
    qtbot: QtBot, window: MainWindow, stand: Stand, two: Two
) -> None:
    other, _ = two
    window.view.pick(shown(window, "2", 19).key)
    row_of(window, "2").setFocus(BY_TAB)
    QTest.keyClick(row_of(window, "2"), Qt.Key.Key_Up)
    assert window.focusWidget() is row_of(window, "1")
    assert window.view.picked == shown(window, "1", 19)
    window.view.pick(shown(window, "2", 19).key)  # as what was reserved or found is
    assert window.focusWidget() is window.view.all.list
    press(window, Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("No-show, the table is free: table 2, "))
    assert [r.id for r in stand.booked()] == [other.id]


@pytest.mark.usefixtures("two")
def test_a_press_that_ends_beside_its_party_picks_who_has_the_keys_by_it(
    window: MainWindow,
) -> None:
    window.view.pick(shown(window, "2", 19).key)
    row = row_of(window, "1")
    QTest.mousePress(row, LEFT)
    QTest.mouseRelease(row, LEFT, pos=QPoint(-20, -200))
    assert not window.seat.is_busy
    assert window.focusWidget() is row
    assert window.view.picked == shown(window, "1", 19)


def test_who_was_just_reserved_in_the_line_is_meant_and_not_who_had_the_keys_before(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    due = stand.reserve(stand.slot("1", 19), PHONE)
    until_due(qtbot, window, "1")
    row_of(window, "1").setFocus(BY_TAB)
    hands = Hands(window)
    hands.type(ACT_2)
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: table "))
    qtbot.waitUntil(settled(window))
    picked = window.view.picked
    assert picked is not None
    assert picked.guest == "Cohen"
    assert window.view.details.text().startswith("Cohen")
    assert window.focusWidget() is window.view.all.list
    hands.press(DEL)
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: table "))
    assert "Cohen" in window.notice
    assert [r.id for r in stand.booked()] == [due.id]


def test_who_was_cancelled_in_the_line_is_meant_and_not_who_had_the_keys_before(
    qtbot: QtBot, window: MainWindow, stand: Stand, two: Two
) -> None:
    _, found = two
    row_of(window, "1").setFocus(BY_TAB)
    hands = Hands(window)
    hands.type(OTHER_PHONE[-4:])
    qtbot.waitUntil(lambda: len(rows(window)) == 1)
    hands.press(DEL)
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled: table 2, "))
    qtbot.waitUntil(settled(window))
    assert window.view.picked == shown(window, "2", 19)
    assert window.focusWidget() is window.view.all.list
    hands.press(Qt.Key.Key_Z, beside=CONTROL)
    until_due(qtbot, window, "1", "2")
    hands.press(ENTER, beside=CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 2, "))
    assert {r.id: r.status for r in stand.booked()}[found.id] == "arrived"


@pytest.mark.usefixtures("two")
def test_who_was_cancelled_in_the_strip_and_is_back_is_who_comes_in(
    qtbot: QtBot, window: MainWindow
) -> None:
    row_of(window, "1").setFocus(BY_TAB)
    hands = Hands(window)
    hands.press(DEL)
    until_due(qtbot, window, "2")
    assert window.view.details.text().startswith("Table 1")
    hands.press(Qt.Key.Key_Z, beside=CONTROL)
    until_due(qtbot, window, "1", "2")
    hands.press(ENTER, beside=CONTROL)
    qtbot.waitUntil(lambda: window.notice.startswith("Arrived: table 1, "))


def test_an_enter_after_a_party_was_seated_by_a_press_is_not_for_the_next_one(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    first = stand.reserve(stand.slot("1", 19), PHONE)
    second = stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    stand.rival.set_status(first.id, "arrived")
    stand.rival.set_status(second.id, "arrived")
    until_due(qtbot, window, "1", "2")
    qtbot.waitUntil(lambda: {row.when() for row in window.view.due.rows} == {"Arrived"})
    QTest.mouseClick(row_of(window, "1"), LEFT)
    until_due(qtbot, window, "2")
    assert window.view.picked == shown(window, "1", 19)
    press(window, ENTER)
    dialog = dialog_of(window, SlotDialog)
    assert not window.seat.is_busy
    dialog.reject()
    assert {r.id: r.status for r in stand.booked()}[second.id] == "arrived"


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
    strip.let_go.connect(lambda row: row.clearFocus())  # in the window a list has the keys then
    strip.show_day(day(*(reservation(table, 19) for table in TABLES)), NOW)
    strip.setFixedSize(320, strip.minimumSizeHint().height())
    strip.show()
    qtbot.waitUntil(strip.isActiveWindow)
    qtbot.waitUntil(lambda: bar_of(strip).maximum() > strip.rows[1].height())
    bar_of(strip).setValue(strip.rows[0].height() * 3 // 2)
    assert in_sight(strip.rows[1]).height() == strip.rows[1].height() // 2
    return strip


def show_come(strip: DueStrip) -> None:
    """Show that the party of table 2 has come, the last of them then."""
    come = [reservation(t, 19, status="arrived" if t == "2" else "booked") for t in TABLES]
    strip.show_day(day(*come), NOW)


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
    show_come(low_strip)
    assert low_strip.rows[-1] is pressed
    qtbot.waitUntil(lambda: pressed.y() == 5 * pressed.height())
    QTest.qWait(20)  # what is to be scrolled is
    assert (bar_of(low_strip).value(), pressed.hasFocus()) == (before, True)
    low_strip.show_day(day(*(reservation(t, 19) for t in TABLES if t != "2")), NOW)
    assert bar_of(low_strip).value() == min(before, bar_of(low_strip).maximum())


def test_a_second_press_at_once_is_not_for_the_party_that_has_come_to_that_place(
    qtbot: QtBot, low_strip: DueStrip
) -> None:
    told: list[str] = []
    low_strip.pressed.connect(lambda due: told.append(due.table.table_id))
    press_on(low_strip.rows[1])
    show_come(low_strip)
    under = low_strip.rows[1]
    qtbot.waitUntil(lambda: under.y() == under.height())
    press_on(under)
    assert told == ["2"]

    def is_heard() -> bool:
        press_on(under)
        return len(told) > 1

    qtbot.waitUntil(is_heard)
    assert told == ["2", under.due.table.table_id]


def test_who_has_the_keys_by_a_key_is_brought_in_sight_and_stays_there(
    qtbot: QtBot, low_strip: DueStrip
) -> None:
    row = low_strip.rows[1]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    assert in_sight(row) == row.rect()
    show_come(low_strip)
    assert low_strip.rows[-1] is row
    qtbot.waitUntil(lambda: row.y() == 5 * row.height())
    qtbot.waitUntil(lambda: in_sight(row) == row.rect())
