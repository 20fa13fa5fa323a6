"""The panels of a day share the room: in columns where it is wide, else under each other."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.day_view import DayView
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from tests.qt.days import NOW, day, find, reservation
from tests.qt.touches import Finger, at_rest, heard


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> DayView:
    return view_of(qtbot, look, 1280, 672)


def view_of(qtbot: QtBot, look: Look, width: int, height: int) -> DayView:
    """Return a view of such a size, shown with no day yet."""
    made = DayView(look, Keys(), lambda: NOW)
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    return made


def test_a_wide_window_gives_the_centre_first_and_then_the_free_tables(view: DayView) -> None:
    view.show_day(day())
    assert (view.available.width(), view.all.width(), view.details.width()) == (304, 600, 296)
    view.resize(1920, 952)
    assert (view.available.width(), view.details.width()) == (400, 296)
    assert view.all.width() == 1920 - 48 - 32 - 400 - 296
    assert not view.grab().isNull()


def test_the_view_is_mirrored_and_dark_without_harm(qtbot: QtBot, dark_look: Look) -> None:
    view = DayView(dark_look, Keys(), lambda: NOW)
    qtbot.addWidget(view)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.resize(1280, 672)
    view.show()
    view.show_day(day(reservation("7", 20, note="Window")))
    view.pick(find(day(), "7", 20).key)
    view.available.list.verticalScrollBar().setValue(60)
    assert not view.grab().isNull()
    assert view.details.x() < view.available.x()


def test_where_three_columns_have_no_room_the_details_stand_under_the_free_tables(
    view: DayView,
) -> None:
    view.resize(1000, 900)
    below, beside = view.side.geometry(), view.all.geometry()
    assert below.top() > view.available.geometry().bottom()
    assert below.left() == view.available.x()
    assert beside.left() > below.right()
    assert beside.bottom() == below.bottom()
    view.resize(1280, 900)
    assert view.side.y() == view.available.y()
    assert view.side.x() > view.all.geometry().right()


def test_at_twice_the_text_size_all_stands_in_one_column_and_the_keys_are_in_sight(
    qtbot: QtBot, qapp: QApplication
) -> None:
    view = view_of(qtbot, Look(qapp, "light", text_scale=2.0), 1280, 520)
    view.show_day(day())
    qtbot.waitUntil(view.isActiveWindow)
    panels = (view.available, view.all, view.side)
    qtbot.waitUntil(lambda: view.side.y() > view.all.y() > view.available.y())
    bar, room = view.verticalScrollBar(), view.viewport().height()
    qtbot.waitUntil(lambda: bar.maximum() >= view.side.geometry().bottom() - room)
    assert [panel.x() for panel in panels] == [view.available.x()] * 3
    assert all(panel.geometry().right() < view.viewport().width() for panel in panels)
    assert view.horizontalScrollBar().maximum() == 0
    for slots in (view.all.list, view.available.list):
        slots.setFocus()
        qtbot.waitUntil(slots.hasFocus)
        top = slots.mapTo(view.viewport(), QPoint(0, 0)).y()
        assert top >= 0
        assert top + slots.height() <= view.viewport().height()
    view.resize(1920, 952)
    assert view.side.y() == view.available.y() or view.side.x() == view.available.x()


@pytest.fixture
def column(qtbot: QtBot, qapp: QApplication) -> DayView:
    """A day at twice the text size, all of it in one column."""
    view = view_of(qtbot, Look(qapp, "light", text_scale=2.0), 1280, 700)
    view.show_day(day(reservation("7", 22)))
    view.all.set_form("all")
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.waitUntil(lambda: view.is_whole and view.is_folded)
    return view


def place_in(view: DayView, widget: QWidget) -> QRect:
    """Return where a widget stands in what is in sight."""
    return QRect(widget.mapTo(view.viewport(), QPoint(0, 0)), widget.size())


def in_sight(slots: QAbstractItemView) -> list[int]:
    """Return the rows that are seen as a whole, once the list has the keys."""
    slots.setFocus()
    places = range(slots.model().rowCount())
    rects = {n: slots.visualRect(slots.model().index(n, 0)) for n in places}
    return [n for n, rect in rects.items() if slots.viewport().rect().contains(rect)]


def press(slots: QAbstractItemView, row: int) -> None:
    """Press a row as a host does."""
    middle = slots.visualRect(slots.model().index(row, 0)).center()
    QTest.mouseClick(slots.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def test_in_one_column_what_is_pressed_brings_its_act_in_sight_and_stays_there_with_it(
    qtbot: QtBot, column: DayView
) -> None:
    slots = column.all.list
    slots.verticalScrollBar().setValue(6 * slots.row_height)
    row = in_sight(slots)[0]
    press(slots, row)
    seen = column.viewport().rect()
    button, details = column.details.act_button, column.details
    qtbot.waitUntil(lambda: seen.contains(place_in(column, button)))
    assert seen.contains(place_in(column, details))
    picked = slots.visualRect(slots.model().index(row, 0))
    to = slots.viewport().mapTo(column.viewport(), QPoint(0, 0))
    assert seen.contains(picked.translated(to))
    assert slots.hasFocus()


def test_in_one_column_the_act_that_comes_under_the_finger_takes_no_press_at_once(
    qtbot: QtBot, column: DayView
) -> None:
    opened: list[object] = []
    column.opened.connect(opened.append)
    column.details.unseen.setInterval(60_000)  # however slow this machine is
    slots = column.available.list
    press(slots, in_sight(slots)[1])
    button = column.details.act_button
    qtbot.waitUntil(lambda: column.viewport().rect().contains(place_in(column, button)))
    button.click()
    assert opened == []
    column.details.unseen.stop()
    button.click()
    assert len(opened) == 1


def test_in_one_column_neither_keys_nor_a_double_click_move_the_list_away(
    qtbot: QtBot, column: DayView
) -> None:
    slots, bar = column.available.list, column.verticalScrollBar()
    row = in_sight(slots)[1]
    before = bar.value()
    QTest.keyClick(slots, Qt.Key.Key_Down)
    assert column.picked is not None
    assert not column.in_sight.wait.isActive()
    dialog = QDialog(column)
    column.opened.connect(lambda _: dialog.open())
    middle = slots.visualRect(slots.model().index(row, 0)).center()
    press(slots, row)
    QTest.mouseDClick(slots.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseRelease(dialog, Qt.MouseButton.LeftButton)
    assert column.in_sight.wait.isActive()
    assert bar.value() == before
    qtbot.waitUntil(lambda: not column.in_sight.wait.isActive())
    assert dialog.isVisible()
    assert bar.value() == before


@pytest.mark.parametrize("name", ["page", "list"])
def test_in_one_column_what_a_finger_has_scrolled_on_meanwhile_stays_there(
    qtbot: QtBot, qapp: QApplication, column: DayView, name: str
) -> None:
    slots, way = column.all.list, QPoint(0, 60)
    slots.verticalScrollBar().setValue(6 * slots.row_height)
    row = in_sight(slots)[0]
    middle = slots.visualRect(slots.model().index(row, 0)).center()
    swiped = column if name == "page" else slots.viewport()
    column.in_sight.wait.setInterval(60_000)  # however slow this machine is
    with heard(qapp, column) as fingers:
        Finger(slots.viewport()).tap(middle)
        assert column.in_sight.wait.isActive()
        Finger(swiped).swipe(QPoint(4, swiped.height() // 2), way, wait_ms=30)
        qtbot.waitUntil(at_rest(fingers))
        assert not column.in_sight.wait.isActive()


def test_with_the_details_beside_the_lists_a_press_scrolls_nothing(
    qtbot: QtBot, view: DayView
) -> None:
    view.resize(1280, 240)
    view.show_day(day())
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    press(view.available.list, in_sight(view.available.list)[1])
    before = view.verticalScrollBar().value()
    qtbot.waitUntil(lambda: not view.in_sight.wait.isActive())
    assert view.verticalScrollBar().value() == before


@pytest.mark.parametrize("width", [960, 1100, 1280, 1920])
def test_the_first_frame_has_no_scroll_bar_and_nothing_to_choose_from(
    qtbot: QtBot, look: Look, width: int
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    view = DayView(look, Keys(), lambda: NOW)
    window.setCentralWidget(view)
    window.resize(width, 800)
    window.show()
    window.grab()
    assert not view.horizontalScrollBar().isVisible()
    assert not view.all.hours.isVisible()
    view.show_day(day())
    assert view.all.hours.isVisible()


def test_a_window_that_is_scrolled_down_is_not_to_be_scrolled_aside(
    qtbot: QtBot, look: Look
) -> None:
    view = view_of(qtbot, look, 960, 300)
    view.show_day(day())
    qtbot.waitUntil(view.verticalScrollBar().isVisible)
    assert view.available.y() < view.side.y()
    assert view.horizontalScrollBar().maximum() == 0


def test_a_window_with_a_frame_on_a_screen_of_1280_has_all_three_columns(
    qtbot: QtBot, look: Look
) -> None:
    view = view_of(qtbot, look, 1264, 640)
    view.show_day(day())
    assert view.available.y() == view.all.y() == view.side.y()
    assert view.horizontalScrollBar().maximum() == 0
