"""Every act of a shift from a freshly opened window: by keys and by finger, each one counted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.choices import Choices
from resv_desktop.qt.command_panel import CommandPanel
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.sheet.sheet_acts import SheetActs
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.settings import Settings
from tests.qt.hands import Hands, rows
from tests.qt.ledger import LEDGER
from tests.qt.stand import PHONE, Stand
from tests.qt.station import dialog_of, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, DEL, RIGHT, W = Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Right, Qt.Key.Key_W
README = Path(__file__).parents[2] / "README.md"


class Shift:
    """A host at a freshly opened window."""

    def __init__(self, qtbot: QtBot, window: MainWindow, stand: Stand) -> None:
        self.qtbot, self.window, self.stand = qtbot, window, stand
        self.hands = Hands(window)
        assert window.view.available.list.hasFocus()

    def reserved(self, table: str, hour: int, party: int = 2) -> None:
        """Let a party have a table, and its row be picked."""
        self.stand.reserve(self.stand.slot(table, hour), party=party, by=self.stand.rival)
        window = self.window
        self.qtbot.waitUntil(lambda: not shown(window, table, hour).is_free, timeout=10_000)

    def pick(self, table: str, hour: int) -> None:
        """Have a row picked, as the act begins with it."""
        self.window.view.pick(shown(self.window, table, hour).key)

    def said(self, words: str) -> None:
        """Wait until the notice says it."""
        self.qtbot.waitUntil(lambda: self.window.notice.startswith(words), timeout=10_000)

    def shows(self, table: str, hour: int, state: str) -> bool:
        """Whether the window shows a table in a state."""
        return shown(self.window, table, hour).state == state

    def places(self) -> list[tuple[str, int, str]]:
        """Return table, hour and status of each reservation in the book."""
        return [(r.table_id, r.starts_at.hour, r.status) for r in self.stand.booked()]

    def button(self, name: str, within: QWidget | None = None) -> QPushButton:
        """Return the one button in sight that is spoken so."""
        found = [
            button
            for button in (within or self.window).findChildren(QPushButton)
            if button.isVisible() and name in (button.text(), button.accessibleName())
        ]
        assert len(found) == 1, [b.text() for b in self.window.findChildren(QPushButton)]
        return found[0]

    def more(self, act: str) -> None:
        """Press More and one of its lines with a finger."""
        details = self.window.view.details
        self.hands.tap(details.more_button)
        self.hands.tap(details.more, details.more.actionGeometry(details.more.acts[act]).center())

    def tap_cell(self, table: str, hour: int) -> None:
        """Press a table in an hour on the timeline with a finger."""
        timeline = self.window.view.all.timeline
        cell = timeline.cells.index_of(shown(self.window, table, hour).key)
        timeline.scrollTo(cell)
        self.hands.tap(timeline.viewport(), timeline.visualRect(cell).center())

    def tap_row(self, panel: CommandPanel, row: int) -> None:
        """Press a row of the answer with a finger."""
        at = panel.list.visualRect(panel.model.index(row)).center()
        self.hands.tap(panel.list.viewport(), at)

    def is_counted(self, act: int, *, by: str) -> str:
        """Compare what was counted with the ledger; return what there is to print."""
        entry = next(entry for entry in LEDGER if entry.act == act)
        if by == "keys":
            assert (len(self.hands.keys), self.hands.taps) == (entry.keys, 0), self.hands.keys
            return f"act {act:2}: {entry.keys} keys: {entry.what} ({entry.how})"
        assert (len(self.hands.keys), self.hands.taps) == (0, entry.taps), self.hands.keys
        return f"act {act:2}: {entry.taps} taps: {entry.what}"


@pytest.fixture
def shift(qtbot: QtBot, window: MainWindow, stand: Stand) -> Shift:
    return Shift(qtbot, window, stand)


Record = Callable[[str, object], None]


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_1_reserve_a_free_table_that_is_picked(
    shift: Shift, record_property: Record, by: str
) -> None:
    shift.pick("2", 20)
    if by == "keys":
        shift.hands.press(ENTER)
    else:
        shift.hands.tap(shift.button("Reserve table 2"))
    dialog = dialog_of(shift.window, SlotDialog)
    shift.qtbot.waitUntil(dialog.isActiveWindow)
    shift.hands.type(PHONE)
    if by == "keys":
        shift.hands.press(ENTER)
    else:
        shift.hands.tap(shift.button("Reserve table 2", dialog))
    shift.said("Reserved: table 2, ")
    assert shift.places() == [("2", 20, "booked")]
    record_property("measured", shift.is_counted(1, by=by))


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_2_reserve_from_anywhere(shift: Shift, record_property: Record, by: str) -> None:
    if by == "fingers":
        shift.hands.tap(shift.window.top.line)
    shift.hands.type("4 20 07400123456 Cohen")
    if by == "keys":
        shift.hands.press(ENTER, ENTER)
    else:
        shift.hands.tap(shift.window.desk.panel.act_button)
    shift.said("Reserved: table 2, ")
    assert shift.places() == [("2", 20, "booked")]
    record_property("measured", shift.is_counted(2, by=by))


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_3_what_is_free_for_four_around_twenty(
    shift: Shift, record_property: Record, by: str
) -> None:
    if by == "fingers":
        shift.hands.tap(shift.window.top.line)
    shift.hands.type("4 20")
    told = rows(shift.window)
    assert told[0].startswith("20:00, table 2, best fit")
    assert {row[:5] for row in told} == {"19:00", "20:00", "21:00", "22:00"}
    record_property("measured", shift.is_counted(3, by=by))


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_4_find_a_reservation(shift: Shift, record_property: Record, by: str) -> None:
    shift.reserved("2", 20)
    if by == "fingers":
        shift.hands.tap(shift.window.top.line)
    shift.hands.type("3456")
    assert rows(shift.window)[0].startswith("20:00, table 2, ")
    record_property("measured", shift.is_counted(4, by=by))


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_5_a_party_arrives(shift: Shift, record_property: Record, by: str) -> None:
    shift.reserved("2", 19)
    if by == "keys":
        shift.hands.type("3456")
        shift.hands.press(ENTER)
    else:
        due = shift.window.view.due
        shift.qtbot.waitUntil(lambda: len(due.rows) == 1)
        shift.hands.tap(due.rows[0])
    shift.said("Arrived: table 2, ")
    assert shift.places() == [("2", 19, "arrived")]
    record_property("measured", shift.is_counted(5, by=by))


def test_act_5_each_further_step_of_the_same_party_is_one_more_enter(shift: Shift) -> None:
    shift.reserved("2", 19)
    shift.hands.type("3456")
    for status, says in (("arrived", "Arrived"), ("seated", "Seated"), ("done", "Done")):
        shift.hands.press(ENTER)
        shift.said(f"{says}: table 2, ")
        assert shift.places() == [("2", 19, status)]
        shift.qtbot.waitUntil(partial(shift.shows, "2", 19, status), timeout=10_000)
    assert len(shift.hands.keys) == 3


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_6_seat_a_walk_in(shift: Shift, record_property: Record, by: str) -> None:
    if by == "fingers":
        shift.hands.tap(shift.window.top.line)
    shift.hands.type("4")
    assert rows(shift.window)[0].startswith("Seat now: table 2, 52 minutes left")
    if by == "keys":
        shift.hands.press(W)
    else:
        shift.hands.tap(shift.button("Seat at table 2"))
    shift.said("Seated: table 2, ")
    assert shift.places() == [("2", 19, "seated")]
    record_property("measured", shift.is_counted(6, by=by))


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_7_cancel_on_the_phone(shift: Shift, record_property: Record, by: str) -> None:
    shift.reserved("2", 20)
    if by == "keys":
        shift.hands.type("3456")
        shift.hands.press(DEL)
    else:
        shift.pick("2", 20)
        shift.more("cancel")
    shift.said("Cancelled: table 2, ")
    assert shift.places() == []
    record_property("measured", shift.is_counted(7, by=by))


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_8_move_to_the_next_hour(shift: Shift, record_property: Record, by: str) -> None:
    shift.reserved("2", 20)
    shift.pick("2", 20)
    if by == "keys":
        shift.hands.press(Qt.Key.Key_M, beside=CONTROL)
        shift.hands.press(RIGHT, ENTER)
    else:
        shift.more("move")
        shift.qtbot.waitUntil(lambda: shift.window.view.all.timeline.carry.row is not None)
        shift.tap_cell("2", 21)
    shift.said("Moved: table 2, ")
    assert shift.places() == [("2", 21, "booked")]
    record_property("measured", shift.is_counted(8, by=by))


@pytest.mark.parametrize(("key", "says"), [(Qt.Key.Key_N, "No-show"), (Qt.Key.Key_R, "Left early")])
@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_9_no_show_or_left_early(
    shift: Shift, record_property: Record, key: Qt.Key, says: str, by: str
) -> None:
    shift.reserved("2", 19)
    shift.pick("2", 19)
    if by == "keys":
        shift.hands.press(key, beside=CONTROL)
    elif says == "No-show":
        shift.more("no_show")
    else:
        (held,) = shift.stand.booked()
        shift.stand.rival.set_status(held.id, "seated")
        shift.qtbot.waitUntil(partial(shift.shows, "2", 19, "seated"), timeout=10_000)
        shift.more("release")
    shift.said(f"{says}, the table is free: table 2, ")
    assert shift.places() == []
    record_property("measured", shift.is_counted(9, by=by))


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_10_take_it_back(shift: Shift, record_property: Record, by: str) -> None:
    shift.hands.type("4")
    shift.hands.press(W)
    shift.said("Seated: table 2, ")
    shift.hands.keys.clear()
    if by == "keys":
        shift.hands.press(Qt.Key.Key_Z, beside=CONTROL)
    else:
        shift.hands.tap(shift.button("Undo"))
    shift.said("The seating is taken back: ")
    assert shift.places() == []
    record_property("measured", shift.is_counted(10, by=by))


@pytest.mark.parametrize("by", ["keys", "fingers"])
def test_act_11_put_a_party_on_the_waitlist(shift: Shift, record_property: Record, by: str) -> None:
    shift.reserved("4", 20)
    if by == "keys":
        shift.hands.type("8 20")
        shift.hands.press(W)
        shift.hands.type("07400123457")
        shift.hands.press(ENTER)
    else:
        shift.hands.tap(shift.window.top.line)
        shift.hands.type("8 20 w 07400123457")
        shift.hands.tap(shift.button("Put on the waitlist"))
    shift.said("On the waitlist: ")
    (entry,) = shift.stand.rival.waitlist(shift.stand.restaurant.id).entries
    assert (entry.party_size, entry.starts_at.hour) == (8, 20)
    record_property("measured", shift.is_counted(11, by=by))


def test_act_12_save_the_day_sheet(
    shift: Shift, look: Look, tmp_path: Path, record_property: Record
) -> None:
    choices = Choices(
        shift.stand.tasks, Settings(sheet_to="pdf"), tmp_path / "settings.json", shift.window
    )
    sheets = SheetActs(look, shift.stand.tasks, choices, tmp_path / "sheets", shift.window)
    sheets.attach(shift.window)
    shift.hands.press(Qt.Key.Key_P, beside=CONTROL)
    shift.said("Day sheet saved: ")
    (path,) = (tmp_path / "sheets").iterdir()
    assert path.read_bytes().startswith(b"%PDF")
    record_property("measured", shift.is_counted(12, by="keys"))


def test_the_readme_shows_the_ledger() -> None:
    text = README.read_text(encoding="utf-8")
    missing = [entry.line() for entry in LEDGER if entry.line() not in text]
    assert missing == []
