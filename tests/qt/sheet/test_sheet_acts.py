"""Ctrl+P: one key, and the day that is shown is on paper or in a PDF."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from resv_desktop.qt import in_turn, words
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.saved_file import short_place
from resv_desktop.qt.sheet.paper import Printed, Printers
from resv_desktop.qt.sheet.sheet import Sheet, SheetNotMade
from resv_desktop.qt.sheet.sheet_acts import SheetActs
from resv_desktop.qt.sheet.sheet_dialog import SheetDialog
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.widgets.unseen import Unseen
from resv_desktop.settings import Settings, load_settings
from tests.qt.hands import Hands
from tests.qt.sheet.sheets import page_count
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import Station, dialog_of, press, shown

CTRL = Qt.KeyboardModifier.ControlModifier


class Shelf(Printers):
    """Printers that stand beside the test; what they print is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.there: list[str] = []
        self.printed: list[tuple[str, Sheet]] = []
        self.is_jammed = self.is_silent = False
        self.gate = Event()
        self.gate.set()

    def names(self) -> list[str]:
        assert self.gate.wait(60)
        if self.is_silent:
            raise SheetNotMade("The printers of this machine do not answer.")
        return self.there

    def print_sheet(self, sheet: Printed, name: str) -> None:
        if self.is_jammed:
            raise SheetNotMade("The printer {printer} did not take the day sheet.", printer=name)
        assert isinstance(sheet, Sheet)
        self.printed.append((name, sheet))


Attach = Callable[..., SheetActs]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def settings(tmp_path: Path) -> Callable[[], Settings]:
    return lambda: load_settings(tmp_path / "settings.json")[0]


@pytest.fixture
def attach(window: MainWindow, look: Look, stand: Stand, shelf: Shelf, tmp_path: Path) -> Attach:
    """Let the window print; what was chosen before is said."""

    def attach_(sheet_to: str = "", folder: Path = tmp_path / "sheets") -> SheetActs:
        choices = Choices(
            stand.tasks, Settings(sheet_to=sheet_to), tmp_path / "settings.json", window
        )
        made = SheetActs(look, stand.tasks, choices, folder, window, printers=shelf)
        made.attach(window)
        return made

    return attach_


def control_p(window: MainWindow) -> None:
    press(window, Qt.Key.Key_P, CTRL)


def test_without_a_printer_one_key_saves_the_pdf_and_says_where(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    attach: Attach,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    attach()
    control_p(window)
    qtbot.waitUntil(lambda: "saved" in window.notice)
    (path,) = (tmp_path / "sheets").iterdir()
    assert path.name.startswith(f"{stand.day} Harbour House ")
    day = words.long_day(stand.day)
    assert window.notice == f"Day sheet of {day} saved in {short_place(path.parent)}."
    assert page_count(path.read_bytes()) >= 1
    assert not window.findChildren(SheetDialog)
    with qtbot.assertNotEmitted(window.bottom.notice.acted):
        qtbot.mouseClick(window.bottom.notice.action_button, Qt.MouseButton.LeftButton)
    assert opened == [QUrl.fromLocalFile(str(path))]


def test_where_there_is_a_printer_it_is_asked_once_and_then_one_key_prints(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    attach: Attach,
    shelf: Shelf,
    settings: Callable[[], Settings],
) -> None:
    attach()
    shelf.there = ["Office", "Kitchen"]
    control_p(window)
    qtbot.waitUntil(lambda: bool(window.findChildren(SheetDialog)))
    dialog = dialog_of(window, SheetDialog)
    assert [dialog.where.itemText(n) for n in range(3)] == [
        "Office",
        "Kitchen",
        "PDF on this machine",
    ]
    assert dialog.act_button.text() == "Print"
    qtbot.keyClick(dialog.where, Qt.Key.Key_Down)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.notice))
    day = words.long_day(stand.day)
    assert window.notice == f"Day sheet of {day} sent to the printer Kitchen."
    qtbot.waitUntil(lambda: not window.acts.is_open)
    qtbot.waitUntil(lambda: settings().sheet_to == "printer:Kitchen")
    window.activateWindow()  # a desktop does this by itself, the offscreen one does not
    qtbot.waitUntil(window.isActiveWindow)
    control_p(window)
    qtbot.waitUntil(lambda: len(shelf.printed) == 2)
    assert [name for name, _ in shelf.printed] == ["Kitchen", "Kitchen"]
    assert not window.acts.is_open


def test_a_pdf_that_was_chosen_before_asks_no_printer(
    qtbot: QtBot, window: MainWindow, attach: Attach, shelf: Shelf
) -> None:
    attach("pdf")
    shelf.there = ["Office"]
    control_p(window)
    qtbot.waitUntil(lambda: "saved" in window.notice)
    assert not window.acts.is_open
    assert shelf.printed == []


def test_a_printer_that_is_gone_is_said_and_another_can_be_chosen(
    qtbot: QtBot, window: MainWindow, attach: Attach, shelf: Shelf
) -> None:
    attach("printer:Office")
    shelf.there = ["Kitchen"]
    control_p(window)
    qtbot.waitUntil(lambda: window.acts.is_open)
    dialog = dialog_of(window, SheetDialog)
    assert dialog.message.text() == "The printer Office is not there now."
    assert dialog.where.currentText() == "Kitchen"
    dialog.reject()


def test_a_printer_that_takes_nothing_is_said_in_the_dialog_and_nothing_is_remembered(
    qtbot: QtBot,
    window: MainWindow,
    attach: Attach,
    shelf: Shelf,
    settings: Callable[[], Settings],
) -> None:
    attach()
    shelf.there, shelf.is_jammed = ["Office"], True
    window.menu.sheet_choice_wanted.emit()
    qtbot.waitUntil(lambda: window.acts.is_open)
    dialog = dialog_of(window, SheetDialog)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: bool(dialog.message.text()) and not dialog.is_busy)
    assert dialog.message.text() == "The printer Office did not take the day sheet."
    assert dialog.isVisible()
    assert settings().sheet_to == ""
    dialog.where.setCurrentIndex(1)
    assert dialog.act_button.text() == "Save the PDF"
    dialog.act_button.click()
    qtbot.waitUntil(lambda: "saved" in window.notice)
    qtbot.waitUntil(lambda: settings().sheet_to == "pdf")


def test_a_chosen_printer_that_takes_nothing_is_said_and_the_pdf_offered(
    qtbot: QtBot, window: MainWindow, attach: Attach, shelf: Shelf
) -> None:
    attach("printer:Office")
    shelf.there, shelf.is_jammed = ["Office"], True
    control_p(window)
    qtbot.waitUntil(lambda: "did not take" in window.notice)
    assert window.bottom.notice.action_button.text() == "Save the PDF"
    qtbot.mouseClick(window.bottom.notice.action_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved" in window.notice)


def test_printers_that_do_not_answer_are_as_good_as_none(
    qtbot: QtBot, window: MainWindow, attach: Attach, shelf: Shelf
) -> None:
    attach("printer:Office")
    shelf.is_silent = True
    control_p(window)
    qtbot.waitUntil(lambda: "saved" in window.notice)
    window.menu.sheet_choice_wanted.emit()
    qtbot.waitUntil(lambda: window.acts.is_open)
    dialog = dialog_of(window, SheetDialog)
    assert [dialog.where.itemText(n) for n in range(dialog.where.count())] == [
        "PDF on this machine"
    ]
    dialog.reject()


def test_a_pdf_that_cannot_be_saved_is_said(
    qtbot: QtBot, window: MainWindow, attach: Attach, tmp_path: Path
) -> None:
    (tmp_path / "sheets").write_text("not a folder")
    attach()
    control_p(window)
    qtbot.waitUntil(lambda: window.notice.startswith("The day sheet could not be saved in"))
    assert window.bottom.notice.kind == "warn"


def test_the_sheet_is_that_of_the_day_on_the_screen_also_while_the_database_is_silent(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    attach: Attach,
    shelf: Shelf,
) -> None:
    attach("printer:Office")
    shelf.there = ["Office"]
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    day = window.view.day
    assert day is not None
    qtbot.waitUntil(
        lambda: window.view.day is not None and bool(window.view.day.reservations), timeout=10_000
    )
    qtbot.waitUntil(lambda: not window.freshness.is_doubtful)
    control_p(window)
    qtbot.waitUntil(lambda: len(shelf.printed) == 1)
    live = shelf.printed[0][1]
    assert live.warning == ""
    assert [row.digits for hour in live.hours for row in hour.rows] == ["3456"]
    station.is_silent = True
    qtbot.waitUntil(lambda: window.live.trust == "silent", timeout=15_000)
    control_p(window)
    qtbot.waitUntil(lambda: len(shelf.printed) == 2)
    old = shelf.printed[1][1]
    assert old.warning.startswith("Not live since 19:")
    assert old.hours == live.hours


@pytest.mark.parametrize("sheet_to", ["printer:Office", ""])
def test_a_day_that_is_left_while_the_printers_are_looked_for_is_the_one_that_is_printed(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    attach: Attach,
    shelf: Shelf,
    sheet_to: str,
) -> None:
    attach(sheet_to)
    shelf.there = ["Office"]
    shelf.gate.clear()
    control_p(window)
    press(window, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: window.live.on != stand.day and window.is_settled)
    shelf.gate.set()
    if not sheet_to:
        qtbot.waitUntil(lambda: window.acts.is_open)
        dialog_of(window, SheetDialog).act_button.click()
    qtbot.waitUntil(lambda: bool(shelf.printed) and bool(window.notice))
    day = words.long_day(stand.day)
    assert window.notice == f"Day sheet of {day} sent to the printer Office."
    assert shelf.printed[0][1].day == words.day_and_year(stand.day)


def test_printers_that_answer_while_the_host_types_ask_nothing_between_two_digits(
    qtbot: QtBot,
    window: MainWindow,
    attach: Attach,
    shelf: Shelf,
    settings: Callable[[], Settings],
) -> None:
    attach()
    shelf.there = ["Office", "Bar"]
    shelf.gate.clear()
    control_p(window)
    hands = Hands(window)
    hands.type("4 20 0740012345")
    shelf.gate.set()
    qtbot.waitUntil(lambda: "not made yet" in window.notice)
    hands.type("6")
    assert window.top.line.text() == "4 20 07400123456"
    assert (shelf.printed, settings().sheet_to) == ([], "")
    hands.tap(window.bottom.notice.action_button)
    dialog_of(window, SheetDialog).act_button.click()
    qtbot.waitUntil(lambda: [name for name, _ in shelf.printed] == ["Office"])
    assert window.top.line.text() == "4 20 07400123456"


def test_enter_as_the_late_question_comes_prints_nothing(
    qtbot: QtBot, window: MainWindow, attach: Attach, shelf: Shelf
) -> None:
    attach()
    shelf.there = ["Office"]
    shelf.gate.clear()
    control_p(window)
    press(window, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: window.is_settled)
    shelf.gate.set()
    qtbot.waitUntil(lambda: window.acts.is_open)
    dialog = dialog_of(window, SheetDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.where, Qt.Key.Key_Down)
    assert not dialog.is_busy
    assert dialog.where.currentText() == "Office"
    qtbot.waitUntil(lambda: not dialog.findChildren(Unseen))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(shelf.printed))


def test_a_dialog_that_is_opened_meanwhile_comes_first_and_then_the_sheet_is_asked_for(
    qtbot: QtBot, window: MainWindow, stand: Stand, attach: Attach, shelf: Shelf
) -> None:
    attach()
    shelf.there = ["Office", "Bar"]
    shelf.gate.clear()
    control_p(window)
    window.acts.open_slot(stand.restaurant, shown(window, "2", 20), 2)
    shelf.gate.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    dialog = dialog_of(window, SlotDialog)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    dialog.reject()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(SheetDialog)))
    asking = dialog_of(window, SheetDialog)
    qtbot.keyClick(asking, Qt.Key.Key_Return)
    assert not asking.is_busy
    asking.act_button.click()
    qtbot.waitUntil(lambda: [name for name, _ in shelf.printed] == ["Office"])


def test_who_waits_is_on_the_sheet_also_once_the_database_is_silent(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    attach: Attach,
    shelf: Shelf,
) -> None:
    attach("printer:Office")
    shelf.there = ["Office"]
    stand.reserve(stand.slot("4", 20), by=stand.rival)
    entry = stand.rival.wait(
        stand.restaurant.id, stand.slot("4", 20).slot_id, 8, OTHER_PHONE, name="Heron"
    )
    with qtbot.waitSignal(
        window.day_known, timeout=15_000, check_params_cb=lambda day: bool(day.waiting)
    ):
        pass
    station.is_silent = True
    qtbot.waitUntil(lambda: window.live.trust == "silent", timeout=15_000)
    control_p(window)
    qtbot.waitUntil(lambda: len(shelf.printed) == 1)
    waiting = [row for hour in shelf.printed[0][1].hours for row in hour.waiting]
    assert [(row.party, row.name) for row in waiting] == [("8", "Heron")]
    assert waiting[0].digits == entry.phone[-4:]
    assert shelf.printed[0][1].unknown == ""


def test_pressing_twice_makes_one_sheet(
    qtbot: QtBot, window: MainWindow, stand: Stand, attach: Attach, shelf: Shelf
) -> None:
    attach("printer:Office")
    shelf.there = ["Office"]
    control_p(window)
    control_p(window)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert len(shelf.printed) == 1


def test_what_is_wrong_with_the_kept_sheets_waits_for_the_notice_before_it(
    qtbot: QtBot, window: MainWindow, attach: Attach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "AGAIN_MS", 5)
    acts = attach()
    window.bottom.notice.say("Reserved: table 9.")
    acts.warn_in_turn("The disk is full.")
    assert window.notice == "Reserved: table 9."
    window.bottom.notice.clear()
    qtbot.waitUntil(lambda: window.notice == "The disk is full.")


def test_a_long_path_is_said_in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/host")
    assert short_place(Path("/home/host/Sheets")) == "~/Sheets"
    assert short_place(Path("/a" * 40, "data", "sheets")) == "…/data/sheets"
