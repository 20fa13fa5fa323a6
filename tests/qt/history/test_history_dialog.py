"""Who did what, in a window on a real book: read in pages, followed, and taken back by anyone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Undone
from resv_desktop.qt.history.history_dialog import HistoryDialog
from resv_desktop.qt.history.history_list import HistoryRow
from resv_desktop.qt.history.history_reader import PAGE
from resv_desktop.qt.main_window import MainWindow
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Station, dialog_of, press, shown

CTRL = Qt.KeyboardModifier.ControlModifier
OpenHistory = Callable[..., HistoryDialog]


@pytest.fixture
def open_history(qtbot: QtBot, window: MainWindow, stand: Stand) -> OpenHistory:
    """Open the history by its key, of a table that is picked first if one is given."""

    def open_(table: str = "", hour: int = 20) -> HistoryDialog:
        window.activateWindow()  # a desktop does this by itself, the offscreen one does not
        qtbot.waitUntil(window.isActiveWindow)
        if table:
            window.view.pick(shown(window, table, hour).key)
        press(window, Qt.Key.Key_H, CTRL)
        dialog = dialog_of(window, HistoryDialog)
        qtbot.waitUntil(lambda: dialog.reader.is_read and stand.tasks.is_idle)
        return dialog

    return open_


def sentences(dialog: HistoryDialog) -> list[str]:
    return [row.sentence for row in dialog.list.rows.rows]


def picked(dialog: HistoryDialog) -> HistoryRow:
    row = dialog.list.picked_row
    assert row is not None
    return row


def row_of(dialog: HistoryDialog, words: str) -> int:
    return next(n for n, says in enumerate(sentences(dialog)) if words in says)


def test_a_line_says_who_did_what_where_and_when_before_and_after(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_history: OpenHistory
) -> None:
    stand.rival.host = "AB"
    made = stand.rival.reserve(stand.slot("2", 20).slot_id, "2", PHONE, 3, name="Heron")
    stand.rival.move(made.id, stand.slot("3", 20).slot_id, "3")
    qtbot.waitUntil(lambda: not shown(window, "3", 20).is_free, timeout=10_000)
    dialog = open_history("3")
    assert dialog.objectName() == "history"
    assert dialog.windowTitle() == "History of this reservation"
    assert sentences(dialog) == [
        "AB at Stand 2 moved Heron, party of 3, from table 2 to table 3 at 20:00",
        "AB at Stand 2 reserved table 2 at 20:00 for Heron, party of 3",
    ]
    model = dialog.list.rows
    at = dialog.reader.lines[0].at
    assert str(model.data(model.index(0))).endswith(f"{at:%H:%M}: {sentences(dialog)[0]}.")
    dialog.list.pick(0)
    assert dialog.sides() == ["Before: Table 2", "After: Table 3"]
    dialog.list.pick(1)
    assert dialog.sides()[0] == "Before: Not in the book"
    assert dialog.sides()[1].startswith("After: Table 2, ")


def test_the_switch_goes_from_the_party_to_its_hour_its_table_and_the_day(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_history: OpenHistory
) -> None:
    for table, hour, phone in (("2", 20, PHONE), ("2", 21, PHONE), ("3", 20, OTHER_PHONE)):
        stand.reserve(stand.slot(table, hour), phone)
    stand.controller.cancel(stand.reserve(stand.slot("4", 20), "07400 123458").id)
    moved = stand.controller.reserve(stand.slot("1", 20).slot_id, "1", "07400 123459", 2)
    stand.controller.move(moved.id, stand.slot("4", 20).slot_id, "4")
    qtbot.waitUntil(lambda: not shown(window, "4", 20).is_free, timeout=10_000)
    dialog = open_history("4")
    told = [len(sentences(dialog))]
    for _ in range(3):
        QTest.keyClick(dialog, Qt.Key.Key_H, CTRL)
        qtbot.waitUntil(lambda: dialog.reader.is_read and stand.tasks.is_idle)
        told.append(len(sentences(dialog)))
    # Its reservation and move; beside them the one that was cancelled; and all that was done.
    assert told == [2, 3, 3, 7]
    assert dialog.windowTitle().startswith("History of ")
    dialog.switch.segment(3).click()
    qtbot.waitUntil(lambda: dialog.reader.is_read and stand.tasks.is_idle)
    assert len(sentences(dialog)) == 2


def test_any_line_of_any_station_is_taken_back_by_one_key_and_that_by_another(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_history: OpenHistory
) -> None:
    made = stand.reserve(stand.slot("2", 20), by=stand.rival)
    stand.miss(made)
    dialog = open_history("2")
    assert dialog.list.picked_row is None
    assert not dialog.act_button.isEnabled()
    qtbot.waitUntil(dialog.list.hasFocus)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert "as a no-show" in picked(dialog).sentence
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert window.notice.startswith("Undone: Stand 2 marked 07400 123456, party of 2, table 2")
    assert [r.id for r in stand.booked()] == [made.id]
    qtbot.waitUntil(lambda: not window.acts.is_open and stand.tasks.is_idle)
    window.bottom.notice.action_button.click()
    qtbot.waitUntil(lambda: stand.booked() == [])
    qtbot.waitUntil(lambda: not shown(window, "2", 20).reservation, timeout=10_000)
    dialog = open_history("2")
    assert [row.undone.split(" by ")[-1] for row in dialog.list.rows.rows if row.undone] == [
        "Stand 1"
    ]


def test_a_move_that_made_room_is_taken_back_with_all_of_its_act_and_that_is_said(
    qtbot: QtBot, stand: Stand, window: MainWindow, open_history: OpenHistory
) -> None:
    at = stand.slot("4", 20)
    moved = stand.reserve(at, OTHER_PHONE, by=stand.rival)
    offered = stand.rival.reshuffle(at.slot_id, 8)
    assert offered is not None
    stand.rival.reserve(at.slot_id, "4", PHONE, 8, moving=offered)
    qtbot.waitUntil(lambda: not shown(window, "1", 20).is_free, timeout=10_000)
    dialog = open_history("1")
    qtbot.waitUntil(dialog.list.hasFocus)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert "from table 4 to table 1" in picked(dialog).sentence
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.notice))
    assert window.notice.startswith("Undone, and 1 party is at its table again: table 4, ")
    assert [(r.id, r.table_id) for r in stand.booked()] == [(moved.id, "4")]


def test_what_was_given_away_since_is_refused_with_the_reason_and_stays_picked(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_history: OpenHistory
) -> None:
    gone = stand.reserve(stand.slot("2", 20))
    stand.controller.cancel(gone.id)
    stand.rival.reserve(stand.slot("2", 20).slot_id, "2", OTHER_PHONE, 2, name="Wren")
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=10_000)
    dialog = open_history("2")
    dialog.show_scope(2)
    qtbot.waitUntil(lambda: dialog.reader.is_read and stand.tasks.is_idle)
    dialog.list.pick(row_of(dialog, "cancelled"))
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert "has been given to Wren since, at Stand 2." in dialog.message.text()
    assert dialog.isVisible()
    assert "cancelled" in picked(dialog).sentence
    assert len(stand.booked()) == 1
    dialog.list.pick(row_of(dialog, "for Wren"))
    assert dialog.message.text() == ""


def test_who_has_got_another_table_since_can_have_both(
    qtbot: QtBot, window: MainWindow, stand: Stand, open_history: OpenHistory
) -> None:
    gone = stand.reserve(stand.slot("2", 20))
    stand.controller.cancel(gone.id)
    stand.reserve(stand.slot("3", 20))
    dialog = open_history("2")
    dialog.list.pick(row_of(dialog, "cancelled"))
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert dialog.message.action_button.text() == "Undo it all the same"
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: len(stand.booked()) == 2)
    qtbot.waitUntil(lambda: bool(window.notice))


def test_what_is_done_elsewhere_comes_to_the_top_and_what_is_picked_stays(
    qtbot: QtBot, stand: Stand, open_history: OpenHistory
) -> None:
    made = stand.reserve(stand.slot("2", 20))
    arrived = stand.controller.new_id()
    stand.controller.set_status(made.id, "arrived", request_id=arrived)
    dialog = open_history()
    assert dialog.windowTitle().startswith("History of ")
    dialog.list.pick(row_of(dialog, "as arrived"))
    stand.rival.undo(arrived)
    qtbot.waitUntil(lambda: len(sentences(dialog)) == 3, timeout=10_000)
    assert "as arrived" in picked(dialog).sentence
    assert picked(dialog).undone.endswith(" by Stand 2")
    assert dialog.sides()[2] == picked(dialog).undone
    assert not dialog.act_button.isEnabled()


def test_a_long_history_is_read_page_by_page_as_the_end_comes_near(
    qtbot: QtBot, stand: Stand, open_history: OpenHistory
) -> None:
    made = stand.reserve(stand.slot("2", 20))
    for n in range(PAGE):
        stand.controller.edit_reservation(made.id, note=f"note {n}")
    dialog = open_history()
    assert len(sentences(dialog)) == PAGE
    assert not dialog.reader.is_whole
    dialog.list.pick(3)
    dialog.list.verticalScrollBar().setValue(dialog.list.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: dialog.reader.is_whole and len(sentences(dialog)) == PAGE + 1)
    assert sentences(dialog)[-1].startswith("Stand 1 reserved table 2")
    assert dialog.list.picked().row() == 3
    at_top = dialog.list.indexAt(dialog.list.viewport().rect().topLeft()).row()
    shown_there = dialog.list.rows.rows[at_top].key
    stand.controller.edit_reservation(made.id, note="the latest")
    qtbot.waitUntil(lambda: len(sentences(dialog)) == PAGE + 2, timeout=10_000)
    at_top = dialog.list.indexAt(dialog.list.viewport().rect().topLeft()).row()
    assert dialog.list.rows.rows[at_top].key == shown_there
    assert dialog.list.picked().row() == 4


def test_a_row_that_was_taken_back_says_so_and_by_whom(
    stand: Stand, open_history: OpenHistory
) -> None:
    made = stand.reserve(stand.slot("2", 20), by=stand.rival)
    stand.controller.host = "AB"
    stand.controller.undo(made.id)
    dialog = open_history()
    (row,) = [row for row in dialog.list.rows.rows if row.undone]
    assert row.key == made.id
    assert row.undone.endswith(" by AB at Stand 1")
    says = dialog.list.rows.index_of(row.key).data(Qt.ItemDataRole.AccessibleTextRole)
    assert says.endswith(f"{row.sentence}. {row.undone}.")


def test_an_outage_is_said_and_asked_again_with_the_same_id(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
    open_history: OpenHistory,
) -> None:
    made = stand.reserve(stand.slot("2", 20))
    dialog = open_history()
    real, ids = station.undo, []

    def undo(write_id: str, *, second_table: bool = False, request_id: str | None = None) -> Undone:
        ids.append(request_id)
        done = real(write_id, second_table=second_table, request_id=request_id)
        if len(ids) == 1:
            raise Outage("The database does not answer.", may_be_saved=True)
        return done

    monkeypatch.setattr(station, "undo", undo)
    dialog.list.pick(0)
    dialog.act_button.click()
    # The undo itself is heard, and read, meanwhile: what is said of it stays.
    qtbot.waitUntil(lambda: dialog.list.model().rowCount() == 2)
    qtbot.waitUntil(lambda: not dialog.is_busy and stand.tasks.is_idle)
    assert dialog.message.kind == "error"
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: bool(window.notice))
    assert len(set(ids)) == 1
    assert stand.booked() == []
    lines = stand.controller.history(stand.restaurant.id, reservation_id=made.id)
    assert [line.act for line in lines] == ["undo", "reserve"]


def test_a_history_that_cannot_be_read_says_so_and_is_read_once_it_can(
    qtbot: QtBot,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
    window: MainWindow,
) -> None:
    stand.reserve(stand.slot("2", 20))
    real = station.history
    silences = [Outage("The database does not answer.")]

    def history(*asked: object, **more: object) -> object:
        for silence in silences:
            raise silence
        return real(*asked, **more)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(station, "history", history)
    press(window, Qt.Key.Key_H, CTRL)
    dialog = dialog_of(window, HistoryDialog)
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    silences.clear()
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: len(sentences(dialog)) == 1)
    assert dialog.message.text() == ""


def test_a_silence_that_is_known_is_said_at_once_and_read_behind(
    qtbot: QtBot, stand: Stand, station: Station, window: MainWindow
) -> None:
    stand.reserve(stand.slot("2", 20))
    station.is_silent = True
    window.acts.show_silence(is_silent=True)
    press(window, Qt.Key.Key_H, CTRL)
    dialog = dialog_of(window, HistoryDialog)
    assert dialog.message.text().startswith("The database does not answer.")
    assert dialog.empty_words() == "The history could not be read"
    assert not dialog.act_button.isEnabled()
    station.is_silent = False
    window.acts.show_silence(is_silent=False)
    qtbot.waitUntil(lambda: len(sentences(dialog)) == 1)
    qtbot.waitUntil(lambda: dialog.message.text() == "")
    dialog.list.pick(0)
    assert dialog.act_button.isEnabled()


def test_where_nothing_was_done_that_is_said_and_escape_leaves(
    window: MainWindow, open_history: OpenHistory
) -> None:
    dialog = open_history("2")
    assert dialog.scope.label == "Hour"
    assert "Nothing has been done with this table in this hour" in dialog.empty_words()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not window.acts.is_open
    window.view.details.more.acts["history"].trigger()
    assert dialog_of(window, HistoryDialog).scope.label == "Hour"
