"""After a run that did not end well the host is where they were, and is told what happened."""

import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from resv_desktop.controller import Controller
from resv_desktop.left_off import HalfTyped, LeftOff, Work
from resv_desktop.logs import take_crash
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.crash_dialog import CrashDialog
from resv_desktop.qt.going_on import GoingOn
from resv_desktop.qt.in_turn import tell_in_turn
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.stand import PHONE, Stand, fill, focused
from tests.qt.station import Clock, OpenWindow, Station, dialog_of, shown

ENDED = (
    "The program ended unexpectedly. You are back where you were. Tab leads to the report, Escape "
    "puts this away."
)


class Run:
    """One run of the program, as far as it notes where the host is."""

    def __init__(self, look: Look, stand: Stand, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.tasks = Tasks()
        self.file = folder / "left-off.json"
        self.going_on = GoingOn(look, self.tasks, self.file, folder / "logs", self.tasks)
        self.going_on.load()
        self.going_on.follow(window, stand.restaurant)

    def noted(self) -> Work:
        left = LeftOff(self.file).begin() if self.file.exists() else None
        return Work() if left is None else left.work

    def has_noted(self, text: str) -> bool:
        return self.file.exists() and text in self.file.read_text(encoding="utf-8")

    def break_off(self) -> None:
        """Note nothing more and clear nothing up, as a killed program does."""
        if isValid(self.going_on):
            self.tasks.close()
            delete(self.going_on)


@pytest.fixture
def start(
    look: Look, stand: Stand, open_window: OpenWindow, tmp_path: Path
) -> Iterator[Callable[[], Run]]:
    """Start a run; what the one before left lies where it left it."""
    runs: list[Run] = []

    def start_one() -> Run:
        runs.append(Run(look, stand, open_window(), tmp_path))
        return runs[-1]

    yield start_one
    for run in runs:
        run.break_off()


def left_behind(stand: Stand, tmp_path: Path, **more: object) -> None:
    """Leave what a run leaves that was killed on tomorrow's day."""
    work = Work(rest_id=stand.restaurant.id, on=stand.day, **more)  # type: ignore[arg-type]  # the tests know the fields
    LeftOff(tmp_path / "left-off.json").keep(work)


def test_the_day_the_party_and_what_was_picked_are_back(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand
) -> None:
    first = start()
    later = stand.day + timedelta(days=2)
    first.window.set_party_size(5)
    first.window.go_to(later)
    qtbot.waitUntil(lambda: first.window.is_settled)
    picked = shown(first.window, "4", 20).key
    first.window.view.pick(picked)
    qtbot.waitUntil(lambda: first.has_noted(picked[0]))
    first.break_off()
    again = start().window
    qtbot.waitUntil(lambda: again.view.picked is not None)
    assert again.view.picked is not None
    assert again.view.picked.key == picked
    assert (again.live.on, again.view.party_size, again.top.party.value) == (later, 5, 5)
    assert again.notice == ENDED


def test_what_was_typed_in_the_line_is_back(qtbot: QtBot, start: Callable[[], Run]) -> None:
    first = start()
    first.window.desk.begin("4 20 074")
    qtbot.waitUntil(lambda: first.has_noted("4 20 074"))
    first.break_off()
    again = start().window
    qtbot.waitUntil(lambda: again.desk.line.text() == "4 20 074")
    assert again.desk.line.hasFocus()
    assert again.desk.is_open


def test_a_half_typed_form_is_back_and_can_be_finished(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand
) -> None:
    first = start()
    first.window.view.opened.emit(shown(first.window, "3", 20))
    dialog = dialog_of(first.window, SlotDialog)
    fill(dialog, "07400 12")
    QTest.keyClicks(dialog.reserve_form.name.edit, "Wren")
    QTest.keyClicks(dialog.reserve_form.note.edit, "Nuts")
    dialog.reserve_form.allergy.click()
    dialog.reserve_form.party.press(4)
    qtbot.waitUntil(lambda: first.has_noted('"note":"Nuts","allergy":true'))
    first.break_off()
    again = start().window
    qtbot.waitUntil(lambda: again.acts.is_open)
    back = dialog_of(again, SlotDialog)
    form = back.reserve_form
    assert back.message.text() == "The program ended. What was typed here is back."
    assert again.notice == ENDED
    assert form.phone.edit.text() == "07400 12"
    back.activateWindow()  # beside that of the first run, which is still there in this process
    qtbot.waitUntil(back.isActiveWindow)
    assert form.note.edit.hasFocus()  # what was filled last
    QTest.keyClicks(form.phone.edit, "3456")
    QTest.keyClick(form.phone.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not again.acts.is_open)
    (made,) = stand.booked()
    assert (made.table_id, made.party_size, made.name) == ("3", 4, "Wren")
    assert (made.note, made.allergy) == ("Nuts", True)


def test_what_this_station_was_about_to_take_is_no_other_stations(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, clock: Clock
) -> None:
    first = start()
    signs = first.window.signs
    first.window.view.opened.emit(shown(first.window, "3", 20))
    fill(dialog_of(first.window, SlotDialog), "07400 12")
    qtbot.waitUntil(lambda: first.has_noted("07400 12"))
    first.break_off()
    own, other = stand.slot("3", 20), stand.slot("2", 20)
    broken_off = Controller(stand.rival_store, station="Bar", clock=clock)
    another = Controller(stand.rival_store, station="Bar", clock=clock)
    broken_off.announce(stand.restaurant.id, own.slot_id, "3", lease_id=signs.lease_id)
    another.announce(stand.restaurant.id, other.slot_id, "2", lease_id=another.new_id())

    again = start().window
    qtbot.waitUntil(lambda: again.acts.is_open)
    back = dialog_of(again, SlotDialog)
    qtbot.waitUntil(lambda: again.signs.takers == {(other.slot_id, "2"): ("Bar",)})
    qtbot.waitUntil(lambda: "is being taken" not in back.message.text())
    seen = another.presences(stand.restaurant.id)
    assert [(p.table_id, p.station) for p in seen] == [("3", "Stand 1")]


def test_an_attempt_on_its_way_is_noted_with_its_id(
    qtbot: QtBot, start: Callable[[], Run], station: Station, stand: Stand
) -> None:
    first = start()
    first.window.view.opened.emit(shown(first.window, "3", 20))
    dialog = dialog_of(first.window, SlotDialog)
    fill(dialog)
    station.gate.clear()
    QTest.keyClick(dialog.reserve_form.phone.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.is_busy)
    asked_for = first.window.acts.half_typed
    assert asked_for is not None
    qtbot.waitUntil(lambda: first.noted().form == asked_for)
    station.gate.set()
    qtbot.waitUntil(lambda: not first.window.acts.is_open)
    assert [made.id for made in stand.booked()] == [asked_for.attempt_id]


def test_a_form_in_which_nothing_was_typed_is_not_opened(
    qtbot: QtBot, start: Callable[[], Run]
) -> None:
    first = start()
    first.window.view.pick(shown(first.window, "3", 20).key)
    first.window.view.opened.emit(shown(first.window, "3", 20))
    qtbot.waitUntil(lambda: first.has_noted('"picked":["'))
    first.break_off()
    assert '"form":null' in first.file.read_text(encoding="utf-8")
    again = start().window
    qtbot.waitUntil(lambda: again.notice == ENDED)
    assert not again.acts.is_open


def test_a_table_that_went_meanwhile_is_said_and_what_was_typed_stays(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, tmp_path: Path
) -> None:
    slot = stand.slot("3", 20)
    stand.reserve(slot, "07400 999999", by=stand.rival)
    left_behind(stand, tmp_path, form=HalfTyped(slot=slot, wanted=2, size=2, phone="07400 1"))
    again = start().window
    qtbot.waitUntil(lambda: again.acts.is_open)
    back = dialog_of(again, SlotDialog)
    qtbot.waitUntil(lambda: "Stand 2" in back.message.text())
    assert back.reserve_form.phone.edit.text() == "07400 1"
    assert back.reserving.others.isVisible()


@pytest.mark.parametrize("was_saved", [True, False])
def test_an_attempt_without_an_answer_is_settled_by_the_same_attempt(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, tmp_path: Path, was_saved: bool
) -> None:
    slot, attempt_id = stand.slot("3", 20), stand.controller.new_id()
    if was_saved:
        stand.controller.reserve(slot.slot_id, "3", PHONE, 2, reservation_id=attempt_id)
    form = HalfTyped(slot=slot, wanted=2, size=2, phone=PHONE, attempt_id=attempt_id)
    left_behind(stand, tmp_path, form=form)
    again = start().window
    if not was_saved:
        qtbot.waitUntil(lambda: again.acts.is_open and again.is_settled)
        back = dialog_of(again, SlotDialog)
        assert back.message.text().startswith("It is still not known whether table 3 at 20:00")
        assert stand.booked() == []
        back.message.action_button.click()
    qtbot.waitUntil(lambda: again.notice.startswith("Reserved: table 3"))
    (made,) = stand.booked()
    assert made.id == attempt_id


def test_an_hour_that_is_over_and_a_day_that_is_past_are_left_alone(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, tmp_path: Path
) -> None:
    slot = stand.slot("3", 18)  # the window's clock says 19:08
    form = HalfTyped(slot=slot, wanted=2, phone="07400 1")
    work = Work(rest_id=stand.restaurant.id, on=stand.day - timedelta(days=1), form=form)
    LeftOff(tmp_path / "left-off.json").keep(work)
    again = start().window
    qtbot.waitUntil(lambda: again.notice == ENDED)
    assert not again.acts.is_open
    assert again.live.on == again.clock.today


def test_another_restaurant_gets_nothing_of_it(
    qtbot: QtBot, start: Callable[[], Run], tmp_path: Path
) -> None:
    LeftOff(tmp_path / "left-off.json").keep(Work(rest_id="0" * 24, line="4 20"))
    again = start().window
    qtbot.waitUntil(lambda: again.notice == ENDED)
    assert again.desk.line.text() == ""


def test_a_good_end_leaves_nothing_and_nothing_is_said(
    qtbot: QtBot, start: Callable[[], Run]
) -> None:
    first = start()
    first.window.desk.begin("07400 123456")
    qtbot.waitUntil(lambda: first.has_noted("07400 123456"))
    first.tasks.close()
    first.going_on.end()
    assert not first.file.exists()
    second = start()
    qtbot.waitUntil(second.file.exists)
    qtbot.waitUntil(lambda: second.has_noted('"party_size":2'))
    assert second.window.notice == ""
    assert second.window.desk.line.text() == ""


def test_an_answer_that_is_on_its_way_at_the_end_begins_nothing(
    stand: Stand, tmp_path: Path, start: Callable[[], Run], qapp: QApplication
) -> None:
    left_behind(stand, tmp_path)
    run = start()
    run.tasks.close()
    run.going_on.end()
    qapp.processEvents()
    assert not [timer for timer in run.going_on.findChildren(QTimer) if timer.isActive()]


def test_what_is_half_typed_when_the_session_ends_is_back_without_a_word_of_a_crash(
    qtbot: QtBot, start: Callable[[], Run]
) -> None:
    first = start()
    first.window.view.opened.emit(shown(first.window, "3", 20))
    dialog = dialog_of(first.window, SlotDialog)
    fill(dialog, "07400 12")
    qtbot.waitUntil(lambda: first.has_noted('"phone":"07400 12"'))
    first.going_on.expect_end()
    dialog.reject()  # Qt closes dialogs first
    first.going_on.leave(is_asked=True)
    first.tasks.close()
    first.going_on.end()
    assert first.has_noted('"phone":"07400 12"')
    again = start().window
    qtbot.waitUntil(lambda: again.acts.is_open)
    assert dialog_of(again, SlotDialog).reserve_form.phone.edit.text() == "07400 12"
    assert again.notice == "The program was ended. What was half typed is back."
    assert not again.bottom.notice.action_button.isVisible()


def test_what_was_finished_after_a_session_that_went_on_is_not_kept(
    qtbot: QtBot, start: Callable[[], Run]
) -> None:
    first = start()
    first.window.desk.begin("4 20 074")
    qtbot.waitUntil(lambda: first.has_noted("4 20 074"))
    first.going_on.expect_end()
    first.window.desk.begin("")
    qtbot.waitUntil(lambda: first.has_noted('"line":""'))
    first.going_on.leave(is_asked=True)
    first.tasks.close()
    first.going_on.end()
    assert not first.file.exists()


def test_a_computer_that_was_switched_off_is_no_crash(
    qtbot: QtBot,
    start: Callable[[], Run],
    stand: Stand,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left_behind(stand, tmp_path, line="4 20")
    later = (tmp_path / "left-off.json").stat().st_mtime + 60
    monkeypatch.setattr(psutil, "boot_time", lambda: later)
    again = start().window
    qtbot.waitUntil(lambda: again.desk.line.text() == "4 20")
    assert again.notice == "This computer was switched off. What was half typed is back."
    assert not again.bottom.notice.action_button.isVisible()


def test_the_report_is_offered_until_it_was_seen(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, tmp_path: Path
) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "crash.log").write_text("Fatal Python error: Segmentation fault\n", encoding="utf-8")
    (logs / "resv-desktop.log").write_text("a bug at +44 7400 123456\n", encoding="utf-8")
    left_behind(
        stand, tmp_path, form=HalfTyped(slot=stand.slot("3", 20), wanted=2, phone="07400 1")
    )
    again = start().window
    qtbot.waitUntil(lambda: again.acts.is_open)
    dialog_of(again, SlotDialog).reject()
    qtbot.waitUntil(lambda: not again.acts.is_open)
    assert again.notice == ENDED
    again.bottom.notice.action_button.click()
    dialog = dialog_of(again, CrashDialog)
    assert dialog.windowTitle() == "The program ended unexpectedly"
    report = dialog.findChild(QPlainTextEdit, "report")
    assert isinstance(report, QPlainTextEdit)
    assert "Segmentation fault" in report.toPlainText()
    assert "…3456" in report.toPlainText()
    assert "123456" not in report.toPlainText()
    dialog.reject()
    qtbot.waitUntil(lambda: not again.acts.is_open)
    assert again.notice == ""


def crashed(stand: Stand, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "crash.log").write_text("Fatal Python error: Aborted\n", encoding="utf-8")
    left_behind(stand, tmp_path)


def test_keys_reach_the_report_and_none_but_escape_takes_the_offer_away(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, tmp_path: Path
) -> None:
    crashed(stand, tmp_path)
    window = start().window
    qtbot.waitUntil(lambda: window.notice == ENDED and window.is_settled)
    button = window.bottom.notice.action_button
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    for _ in range(80):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert window.notice == ENDED
        if button.hasFocus():
            break
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    dialog_of(window, CrashDialog).reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert window.notice == ""


def test_the_offer_of_the_report_goes_with_the_next_news_or_with_escape(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, tmp_path: Path
) -> None:
    crashed(stand, tmp_path)
    window = start().window
    qtbot.waitUntil(lambda: window.notice == ENDED and window.is_settled)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert window.notice == ENDED
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert window.notice == ""


def test_the_offer_of_the_report_keeps_no_warning_from_being_told_and_comes_after_it(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, tmp_path: Path
) -> None:
    crashed(stand, tmp_path)
    run = start()
    window = run.window
    qtbot.waitUntil(lambda: window.notice == ENDED and window.is_settled)
    tell_in_turn(run.going_on, lambda: window, "Today's backup was not made.")
    assert window.notice == "Today's backup was not made."
    QTest.keyClick(focused(), Qt.Key.Key_Escape)  # puts only that away
    assert window.notice == ENDED
    tell_in_turn(run.going_on, lambda: window, "Today's backup was not made.")
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert window.notice == ENDED
    window.bottom.notice.action_button.click()
    dialog_of(window, CrashDialog).reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert window.notice == ""


def test_an_escape_that_is_still_held_down_does_not_put_the_report_away(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, tmp_path: Path
) -> None:
    crashed(stand, tmp_path)
    window = start().window
    qtbot.waitUntil(lambda: window.notice == ENDED and window.is_settled)
    plain, kind = Qt.KeyboardModifier.NoModifier, QEvent.Type.KeyPress
    held = QKeyEvent(kind, Qt.Key.Key_Escape, plain, "\x1b", autorep=True)
    QApplication.sendEvent(focused(), held)
    assert window.notice == ENDED
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert window.notice == ""


def test_where_the_program_was_when_it_crashed_is_written_down_once(
    tmp_path: Path,
) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from resv_desktop.logs import write_crashes_to\n"
        "write_crashes_to(Path(sys.argv[1]))\n"
        "def at_the_stand(): os.kill(os.getpid(), signal.SIGSEGV)\n"
        "at_the_stand()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=60)
    assert done.returncode == -signal.SIGSEGV
    file = tmp_path / "crash.log"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    written = take_crash(tmp_path)
    assert "Segmentation fault" in written
    assert "in at_the_stand" in written
    assert take_crash(tmp_path) == ""
