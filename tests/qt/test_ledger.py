"""Every act of a shift from a freshly opened window: by keys and by finger, each one counted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.sheet.sheet_acts import SheetActs
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.settings import Settings
from tests.qt.hands import DEL, ENTER, Hands, rows
from tests.qt.ledger import LEDGER
from tests.qt.stand import PHONE, Stand
from tests.qt.station import dialog_of, shown

CONTROL = Qt.KeyboardModifier.ControlModifier
M, RIGHT, W, Z = Qt.Key.Key_M, Qt.Key.Key_Right, Qt.Key.Key_W, Qt.Key.Key_Z
README = Path(__file__).parents[2] / "README.md"
Record = Callable[[str, object], None]


class Shift:
    """A host at a freshly opened window, who does all by keys, or all by finger."""

    def __init__(
        self, qtbot: QtBot, window: MainWindow, stand: Stand, by: str, record: Record
    ) -> None:
        self.qtbot, self.window, self.stand = qtbot, window, stand
        self.by, self._record = by, record
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

    def do(self, keys: Callable[[], object], fingers: Callable[[], object]) -> None:
        """Do something as this host does it."""
        (keys if self.by == "keys" else fingers)()

    def press_or_tap(self, name: str, *keys: Qt.Key, within: QWidget | None = None) -> None:
        """Press keys, or the button that is spoken so."""
        press = partial(self.hands.press, *keys)
        self.do(press, lambda: self.hands.tap(self.button(name, within)))

    def type_in_line(self, text: str) -> None:
        """Type into the line, to which a key goes by itself and a finger has to."""
        self.do(lambda: None, lambda: self.hands.tap(self.window.top.line))
        self.hands.type(text)
        self.qtbot.waitUntil(self.window.desk.panel.isVisible)  # what was typed is painted first

    def count(self, act: int) -> None:
        """Compare what was counted with the ledger, and print it."""
        entry = next(entry for entry in LEDGER if entry.act == act)
        if self.by == "keys":
            assert (len(self.hands.keys), self.hands.taps) == (entry.keys, 0), self.hands.keys
            told = f"act {act:2}: {entry.keys} keys: {entry.what} ({entry.how})"
        else:
            assert (len(self.hands.keys), self.hands.taps) == (0, entry.taps), self.hands.keys
            told = f"act {act:2}: {entry.taps} taps: {entry.what}"
        self._record("measured", told)


@pytest.fixture(params=["keys", "fingers"])
def shift(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    record_property: Record,
) -> Shift:
    return Shift(qtbot, window, stand, request.param, record_property)


by_keys = pytest.mark.parametrize("shift", ["keys"], indirect=True)


def test_act_1_reserve_a_free_table_that_is_picked(shift: Shift) -> None:
    shift.pick("2", 20)
    shift.press_or_tap("Reserve table 2", ENTER)
    dialog = dialog_of(shift.window, SlotDialog)
    shift.qtbot.waitUntil(dialog.isActiveWindow)
    shift.hands.type(PHONE)
    shift.press_or_tap("Reserve table 2", ENTER, within=dialog)
    shift.said("Reserved: table 2, ")
    assert shift.places() == [("2", 20, "booked")]
    shift.count(1)


def test_act_2_reserve_from_anywhere(shift: Shift) -> None:
    shift.type_in_line("4 20 07400123456 Cohen")
    shift.press_or_tap("Reserve table 2", ENTER, ENTER, within=shift.window.desk.panel)
    shift.said("Reserved: table 2, ")
    assert shift.places() == [("2", 20, "booked")]
    shift.count(2)


def test_act_3_what_is_free_for_four_around_twenty(shift: Shift) -> None:
    shift.type_in_line("4 20")
    told = rows(shift.window)
    assert told[0].startswith("20:00, table 2, best fit")
    assert {row[:5] for row in told} == {"19:00", "20:00", "21:00", "22:00"}
    shift.count(3)


def test_act_4_find_a_reservation(shift: Shift) -> None:
    shift.reserved("2", 20)
    shift.type_in_line("3456")
    assert rows(shift.window)[0].startswith("20:00, table 2, ")
    shift.count(4)


def test_act_5_a_party_arrives(shift: Shift) -> None:
    shift.reserved("2", 19)
    due = shift.window.view.due
    shift.qtbot.waitUntil(lambda: len(due.rows) == 1)
    if shift.by == "keys":
        shift.hands.type("3456")
        shift.hands.press(ENTER)
    else:
        shift.hands.tap(due.rows[0])
    shift.said("Arrived: table 2, ")
    assert shift.places() == [("2", 19, "arrived")]
    shift.count(5)


@by_keys
def test_act_5_each_further_step_of_the_same_party_is_one_more_enter(shift: Shift) -> None:
    shift.reserved("2", 19)
    shift.hands.type("3456")
    for status, says in (("arrived", "Arrived"), ("seated", "Seated"), ("done", "Done")):
        shift.hands.press(ENTER)
        shift.said(f"{says}: table 2, ")
        assert shift.places() == [("2", 19, status)]
        shift.qtbot.waitUntil(partial(shift.shows, "2", 19, status), timeout=10_000)
        shift.qtbot.waitUntil(lambda: not shift.window.desk.acting.is_unseen)
    assert len(shift.hands.keys) == 3


def test_act_6_seat_a_walk_in(shift: Shift) -> None:
    shift.type_in_line("4")
    assert rows(shift.window)[0].startswith("Seat now: table 2, 52 minutes left")
    shift.press_or_tap("Seat at table 2", W)
    shift.said("Seated: table 2, ")
    assert shift.places() == [("2", 19, "seated")]
    shift.count(6)


def test_act_7_cancel_on_the_phone(shift: Shift) -> None:
    shift.reserved("2", 20)
    if shift.by == "keys":
        shift.hands.type("3456")
        shift.hands.press(DEL)
    else:
        shift.pick("2", 20)
        shift.more("cancel")
    shift.said("Cancelled: table 2, ")
    assert shift.places() == []
    shift.count(7)


def test_act_8_move_to_the_next_hour(shift: Shift) -> None:
    shift.reserved("2", 20)
    shift.pick("2", 20)
    shift.do(partial(shift.hands.press, M, beside=CONTROL), partial(shift.more, "move"))
    shift.qtbot.waitUntil(lambda: shift.window.view.all.timeline.carry.row is not None)
    shift.do(partial(shift.hands.press, RIGHT, ENTER), partial(shift.tap_cell, "2", 21))
    shift.said("Moved: table 2, ")
    assert shift.places() == [("2", 21, "booked")]
    shift.count(8)


@pytest.mark.parametrize(
    ("key", "act", "state", "says"),
    [
        (Qt.Key.Key_N, "no_show", "booked", "No-show"),
        (Qt.Key.Key_R, "release", "seated", "Left early"),
    ],
)
def test_act_9_no_show_or_left_early(
    shift: Shift, key: Qt.Key, act: str, state: str, says: str
) -> None:
    shift.reserved("2", 19)
    shift.pick("2", 19)
    if state == "seated":
        (held,) = shift.stand.booked()
        shift.stand.rival.set_status(held.id, "seated")
        shift.qtbot.waitUntil(partial(shift.shows, "2", 19, "seated"), timeout=10_000)
    shift.do(partial(shift.hands.press, key, beside=CONTROL), partial(shift.more, act))
    shift.said(f"{says}, the table is free: table 2, ")
    assert shift.places() == []
    shift.count(9)


def test_act_10_take_it_back(shift: Shift) -> None:
    shift.hands.type("4")
    shift.hands.press(W)
    shift.said("Seated: table 2, ")
    shift.hands.keys.clear()
    shift.do(
        partial(shift.hands.press, Z, beside=CONTROL),
        lambda: shift.hands.tap(shift.button("Undo")),
    )
    shift.said("The seating is undone: ")
    assert shift.places() == []
    shift.count(10)


def test_act_11_put_a_party_on_the_waitlist(shift: Shift) -> None:
    shift.reserved("4", 20)
    shift.type_in_line("8 20")
    shift.do(partial(shift.hands.press, W), partial(shift.hands.type, " w "))
    shift.hands.type("07400123457")
    shift.press_or_tap("Put on the waitlist", ENTER)
    shift.said("On the waitlist: ")
    (entry,) = shift.stand.rival.waitlist(shift.stand.restaurant.id).entries
    assert (entry.party_size, entry.starts_at.hour) == (8, 20)
    shift.count(11)


@by_keys
def test_act_12_save_the_day_sheet(shift: Shift, look: Look, tmp_path: Path) -> None:
    choices = Choices(
        shift.stand.tasks, Settings(sheet_to="pdf"), tmp_path / "settings.json", shift.window
    )
    sheets = SheetActs(look, shift.stand.tasks, choices, tmp_path / "sheets", shift.window)
    sheets.attach(shift.window)
    shift.hands.press(Qt.Key.Key_P, beside=CONTROL)
    shift.said("Day sheet of ")
    (path,) = (tmp_path / "sheets").iterdir()
    assert path.read_bytes().startswith(b"%PDF")
    shift.count(12)


def test_the_readme_shows_the_ledger() -> None:
    text = README.read_text(encoding="utf-8")
    missing = [entry.line() for entry in LEDGER if entry.line() not in text]
    assert missing == []
