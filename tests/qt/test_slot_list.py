"""A list of tables under keys and mouse, and while it changes."""

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.available_list import AvailablePanel
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.look import Look
from resv_desktop.qt.slot_list import SlotList
from tests.qt.days import NOW, day, find, reservation
from tests.qt.hands import held_enter

EVERYTHING = HourFilter()


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> AvailablePanel:
    made = AvailablePanel(look)
    qtbot.addWidget(made)
    made.resize(304, 400)
    made.show()
    made.show_day(day(), 4, EVERYTHING, NOW)
    made.list.setFocus()
    qtbot.waitUntil(made.list.hasFocus)
    return made


@pytest.fixture
def tables(panel: AvailablePanel) -> SlotList:
    return panel.list


def place(tables: SlotList, table: str, hour: int) -> QPoint:
    index = tables.rows.index_of(find(day(), table, hour).key)
    return tables.visualRect(index).center()


def test_the_keys_skip_headings(tables: SlotList) -> None:
    picked: list[object] = []
    tables.picked.connect(picked.append)
    for _ in range(5):
        QTest.keyClick(tables, Qt.Key.Key_Down)
    QTest.keyClick(tables, Qt.Key.Key_Up)
    keys = [find(day(), *where).key for where in [("7", 19), ("10", 19), ("20", 19), ("23", 19)]]
    assert picked == [*keys, find(day(), "7", 20).key, find(day(), "23", 19).key]


def test_an_enter_that_is_still_held_down_opens_nothing(tables: SlotList) -> None:
    opened: list[object] = []
    tables.opened.connect(opened.append)
    QTest.keyClick(tables, Qt.Key.Key_Down)
    QApplication.sendEvent(tables, held_enter())
    assert opened == []
    QTest.keyClick(tables, Qt.Key.Key_Return)
    assert len(opened) == 1


def test_at_the_edge_the_next_row_is_seen_too(tables: SlotList) -> None:
    inside = tables.viewport().rect()
    for key in (*[Qt.Key.Key_Down] * 12, *[Qt.Key.Key_Up] * 12):
        QTest.keyClick(tables, key)
        assert tables.marked is not None
        row = tables.rows.index_of(tables.marked).row()
        around = [n for n in (row - 1, row, row + 1) if 0 <= n < tables.rows.rowCount()]
        seen = [inside.contains(tables.visualRect(tables.rows.index(n))) for n in around]
        assert seen == [True] * len(around)


def test_the_first_key_picks_what_is_in_sight_and_not_where_the_keys_once_were(
    tables: SlotList,
) -> None:
    tables.mark(find(day(), "23", 22).key)
    tables.mark(None)
    tables.go_to_top()
    assert not tables.has_picked_row
    QTest.keyClick(tables, Qt.Key.Key_Down)
    assert tables.marked == find(day(), "7", 19).key
    assert tables.viewport().rect().contains(place(tables, "7", 19))


def test_what_is_picked_comes_in_sight_when_tab_brings_the_keys(tables: SlotList) -> None:
    tables.clearFocus()
    tables.mark(find(day(), "23", 22).key)
    tables.go_to_top()
    assert not tables.viewport().rect().contains(place(tables, "23", 22))
    tables.setFocus(Qt.FocusReason.TabFocusReason)
    assert tables.viewport().rect().contains(place(tables, "23", 22))


def test_home_and_end_and_pages_reach_rows(tables: SlotList) -> None:
    QTest.keyClick(tables, Qt.Key.Key_End)
    assert tables.marked == find(day(), "23", 22).key
    QTest.keyClick(tables, Qt.Key.Key_Home)
    assert tables.marked == find(day(), "7", 19).key
    QTest.keyClick(tables, Qt.Key.Key_PageDown)
    QTest.keyClick(tables, Qt.Key.Key_PageDown)
    below = tables.marked
    QTest.keyClick(tables, Qt.Key.Key_PageUp)
    assert below is not None
    assert tables.marked is not None
    assert tables.marked < below
    QTest.keyClick(tables, Qt.Key.Key_Home)
    QTest.keyClick(tables, Qt.Key.Key_Up)
    assert tables.marked == find(day(), "7", 19).key


def test_enter_and_a_double_click_open_what_is_picked(qtbot: QtBot, tables: SlotList) -> None:
    with qtbot.assertNotEmitted(tables.opened), qtbot.waitSignal(tables.picked):
        QTest.keyClick(tables, Qt.Key.Key_Return)
    with qtbot.waitSignal(tables.opened) as told:
        QTest.keyClick(tables, Qt.Key.Key_Return)
    assert told.args == [find(day(), "7", 19).key]
    point = place(tables, "20", 19)
    with qtbot.waitSignal(tables.opened) as told:
        QTest.mouseClick(tables.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QTest.mouseDClick(tables.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert told.args == [find(day(), "20", 19).key]


def test_a_heading_can_neither_be_picked_nor_opened(qtbot: QtBot, tables: SlotList) -> None:
    point = QPoint(50, 10)
    with qtbot.assertNotEmitted(tables.picked), qtbot.assertNotEmitted(tables.opened):
        QTest.mouseClick(tables.viewport(), Qt.MouseButton.LeftButton, pos=point)
        QTest.mouseDClick(tables.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert tables.marked is None


def test_arrows_to_the_sides_are_days(qtbot: QtBot, tables: SlotList) -> None:
    with qtbot.waitSignal(tables.stepped) as told:
        QTest.keyClick(tables, Qt.Key.Key_Right)
    assert told.args == [1]
    tables.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with qtbot.waitSignal(tables.stepped) as told:
        QTest.keyClick(tables, Qt.Key.Key_Right)
    assert told.args == [-1]


def test_what_is_picked_stays_while_rows_come_and_go(panel: AvailablePanel) -> None:
    tables = panel.list
    QTest.mouseClick(tables.viewport(), Qt.MouseButton.LeftButton, pos=place(tables, "20", 19))
    panel.show_day(day(reservation("7", 19), reservation("10", 19)), 4, EVERYTHING, NOW)
    (chosen,) = tables.selectionModel().selectedIndexes()
    row = tables.rows.row(chosen)
    assert row is not None
    assert row.key == tables.marked == find(day(), "20", 19).key
    QTest.keyClick(tables, Qt.Key.Key_Down)
    assert tables.marked == find(day(), "23", 19).key


def test_nothing_else_is_picked_when_its_row_is_gone(qtbot: QtBot, panel: AvailablePanel) -> None:
    tables = panel.list
    QTest.mouseClick(tables.viewport(), Qt.MouseButton.LeftButton, pos=place(tables, "7", 19))
    with qtbot.assertNotEmitted(tables.picked):
        panel.show_day(day(reservation("7", 19)), 4, EVERYTHING, NOW)
    assert tables.selectionModel().selectedIndexes() == []
    with qtbot.assertNotEmitted(tables.opened):
        QTest.keyClick(tables, Qt.Key.Key_Return)
    panel.show_day(day(), 4, EVERYTHING, NOW)
    assert len(tables.selectionModel().selectedIndexes()) == 1


def test_the_row_at_the_top_stays_there_while_rows_above_it_go(panel: AvailablePanel) -> None:
    tables = panel.list
    tables.verticalScrollBar().setValue(5 * tables.row_height + 10)
    top = tables.rows.row(tables.indexAt(QPoint(5, 0)))
    panel.show_day(day(reservation("7", 19), reservation("10", 19)), 4, EVERYTHING, NOW)
    assert tables.rows.row(tables.indexAt(QPoint(5, 0))) == top
    assert tables.verticalScrollBar().value() == 3 * tables.row_height + 10


def test_a_mark_does_not_scroll(tables: SlotList) -> None:
    tables.mark(find(day(), "23", 22).key)
    assert tables.verticalScrollBar().value() == 0
    tables.go_to(find(day(), "23", 22).key)
    assert tables.verticalScrollBar().value() > 0
    tables.go_to("nothing")
    tables.mark(None)
    assert tables.selectionModel().selectedIndexes() == []
    tables.go_to_top()
    assert tables.verticalScrollBar().value() == 0


def test_a_cleared_selection_comes_back(tables: SlotList) -> None:
    QTest.keyClick(tables, Qt.Key.Key_Down)
    tables.selectionModel().select(
        tables.selectionModel().selection(), QItemSelectionModel.SelectionFlag.Deselect
    )
    assert len(tables.selectionModel().selectedIndexes()) == 1


def test_the_heading_of_the_hour_in_view_stays_at_the_top(panel: AvailablePanel) -> None:
    tables, top = panel.list, panel.list.top_heading

    def hour() -> int | None:
        return top.row.starts_at.hour if top.row is not None else None

    assert not top.isVisible()
    tables.verticalScrollBar().setValue(2 * tables.row_height)
    assert top.isVisible()
    assert (top.y(), hour()) == (0, 19)
    tables.verticalScrollBar().setValue(4 * tables.row_height + 20)
    assert (top.y(), hour()) == (-20, 19)
    tables.verticalScrollBar().setValue(5 * tables.row_height)
    assert hour() == 20
    assert not panel.grab().isNull()


class _Painted(QObject):
    """Knows what of a list was painted since everything was."""

    def __init__(self, tables: SlotList) -> None:
        super().__init__(tables)
        self.where = QRect()
        tables.viewport().repaint()
        tables.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.where |= event.rect()
        return False


def test_where_the_keys_go_or_come_only_what_is_picked_is_painted_again(
    qtbot: QtBot, tables: SlotList
) -> None:
    QTest.keyClick(tables, Qt.Key.Key_Down)
    row = tables.visualRect(tables.rows.index_of(tables.marked))
    with_ring = tables.viewport().grab(row).toImage()
    painted = _Painted(tables)
    tables.clearFocus()
    qtbot.waitUntil(lambda: not painted.where.isEmpty())
    assert painted.where == row
    assert tables.viewport().grab(row).toImage() != with_ring
    painted.where = QRect()
    tables.setFocus()
    qtbot.waitUntil(lambda: not painted.where.isEmpty())
    assert painted.where == row
    assert tables.viewport().grab(row).toImage() == with_ring


def test_a_window_that_goes_behind_a_dialog_does_not_paint_its_lists_again(
    qtbot: QtBot, tables: SlotList
) -> None:
    QTest.keyClick(tables, Qt.Key.Key_Down)
    row = tables.visualRect(tables.rows.index_of(tables.marked))
    painted = _Painted(tables)
    for kind in (QEvent.Type.WindowDeactivate, QEvent.Type.WindowActivate):
        QApplication.sendEvent(tables.viewport(), QEvent(kind))
    tables.clearFocus()  # whatever was to be painted is, with this
    qtbot.waitUntil(lambda: not painted.where.isEmpty())
    assert painted.where == row
