"""Pictures of the dialogs over the host stand, in every state that a host may see."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.left_off import HalfTyped
from resv_desktop.qt import words
from resv_desktop.qt.about_dialog import AboutDialog
from resv_desktop.qt.backup_dialog import BackupDialog
from resv_desktop.qt.cancel_dialog import CancelDialog
from resv_desktop.qt.crash_dialog import CrashDialog, report_of, report_of_the_end
from resv_desktop.qt.day import Day
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.report_dialog import ReportDialog
from resv_desktop.qt.restaurant_chooser import RestaurantChooser
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.timezone_dialog import TimezoneDialog
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from tests.screenshot_house import LONG_GUEST, LONG_NOTE
from tests.screenshot_stage import Stage

_VALID_NUMBER = "07400123457"  # the drama numbers are kept out of use, and the form says so
_UNUSED_NUMBER = "07700900998"
_REPORT = """resv-desktop 0.1.0, report of 2026-03-14 19:08:00 UTC

What needs a look:
  - This machine's clock is 12 s fast.

Program
  resv-desktop: 0.1.0, the package
  Python: 3.11.7
  Qt (PySide6): 6.11.3
  PyMongo: 4.20.0

This machine
  system: Debian GNU/Linux 12 (bookworm), Linux 6.1.0
  processor: x86_64, 2 cores, fit for MongoDB
  memory: 2.9 GB of 7.8 GB available

Folders
  data: ~/.local/share/resv-desktop: 0.4 GB in it, 68.0 GB of 256.1 GB free
  logs: ~/.local/state/resv-desktop/log: 3 MB in it, 68.0 GB of 256.1 GB free

Database
  where: the program's own server
  answers within: 0.6 ms
  clock of this machine: +12.03 s beside that of the database

Last lines of the log
  2026-03-14 18:41:12,402 | WARNING resv_desktop.store.store: a read failed: AutoReconnect
"""


def take_all(stage: Stage) -> None:
    """Take every picture of a dialog."""
    window = stage.open_main_window()
    _reserve(stage, window)
    _refusals(stage, window)
    _meanwhile(stage, window)
    _silence(stage, window)
    _held(stage, window)
    _cancel(stage, window)
    _cancel_refused(stage, window)
    _seldom(stage, window)
    stage.close(window)


def open_slot(
    stage: Stage,
    window: MainWindow,
    slot: Slot,
    held: Reservation | None,
    left: HalfTyped | None = None,
) -> SlotDialog:
    """Open the dialog of a table that was picked for a party of four."""
    dialog = SlotDialog(
        window,
        stage.look,
        stage.keys,
        stage.tasks,
        stage.controller,
        stage.memory,
        stage.house.restaurant,
        window.acts.slot_dialogs.left_changes,
    )
    dialog.show_table(slot, held, 4, left=left)
    _show(stage, dialog)
    return dialog


def _show(stage: Stage, dialog: DialogFrame) -> None:
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.wait("nothing is under way", lambda: stage.tasks.is_idle)


def _fill(stage: Stage, dialog: SlotDialog, phone: str = _VALID_NUMBER) -> None:
    form = dialog.reserve_form
    stage.type(form.phone.edit, phone)
    stage.type(form.name.edit, "Sandpiper")
    stage.type(form.note.edit, "Window table")


def _act(stage: Stage, dialog: SlotDialog | CancelDialog, *, until: str = "error") -> None:
    dialog.act_button.setFocus()

    def is_said() -> bool:
        if dialog.message.kind != until and not dialog.is_busy:
            dialog.act_button.click()  # again where the number is unusual, which was to be read
        return dialog.message.kind == until

    stage.wait("it is said", is_said)


def _reserve(stage: Stage, window: MainWindow) -> None:
    dialog = open_slot(stage, window, stage.house.slot(20, 20), None)
    stage.take("slot-free", dialog)
    stage.type(dialog.reserve_form.phone.edit, _UNUSED_NUMBER)
    stage.take("slot-number-not-in-use", dialog)
    dialog.reserve_form.phone.edit.clear()
    stage.type(dialog.reserve_form.phone.edit, _VALID_NUMBER[:4])
    stage.take("slot-number-under-way", dialog)
    stage.type(dialog.reserve_form.phone.edit, _VALID_NUMBER[4:])
    stage.type(dialog.reserve_form.name.edit, "Sandpiper")
    stage.take("slot-valid-number", dialog)
    stage.take_screen("slot-over-window", window, dialog)
    left = dialog.half_typed
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(20, 22), None, left)
    stage.take("slot-guest-left-before", dialog)
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(20, 22), None)
    _type_known(stage, dialog, stage.house.reservation(9, 20).reserved_by)
    stage.take("slot-known-guest", dialog)
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(14, 20), None)
    stage.type(dialog.reserve_form.phone.edit, "+4915112345678")
    stage.type(dialog.reserve_form.name.edit, LONG_GUEST)
    stage.type(dialog.reserve_form.note.edit, LONG_NOTE)
    stage.take("slot-long-texts", dialog)
    left = dialog.half_typed
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(14, 22), None, left)
    stage.take("slot-long-guest-left-before", dialog)
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(5, 19), None)
    stage.take("slot-too-small-and-begun", dialog)
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(20, 16), None)
    stage.take("slot-over", dialog)
    dialog.reject()


def _type_known(stage: Stage, dialog: SlotDialog, number: str) -> None:
    phone = dialog.reserve_form.phone
    usual = phone.helper()
    stage.type(phone.edit, number)
    stage.wait("the guest is known", lambda: phone.helper() != usual)


def _refusals(stage: Stage, window: MainWindow) -> None:
    dialog = open_slot(stage, window, stage.house.slot(20, 20), None)
    stage.type(dialog.reserve_form.phone.edit, "050 123 456a")
    _act(stage, dialog)
    stage.take("slot-refused-letter", dialog)
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(20, 20), None)
    _type_known(stage, dialog, stage.house.reservation(9, 20).reserved_by)
    _act(stage, dialog)
    stage.take("slot-refused-second-table", dialog)
    dialog.reject()


def _meanwhile(stage: Stage, window: MainWindow) -> None:
    slot = stage.house.slot(8, 20)
    dialog = open_slot(stage, window, slot, None)
    dialog.show_day(_day(window))
    _fill(stage, dialog)
    dialog.show_takers({(slot.slot_id, "8"): ("Stand 2",)})
    stage.take("slot-being-taken-elsewhere", dialog)
    rival = stage.house.reserve_elsewhere(8, 20)
    stage.wait("the day shows it", lambda: _is_taken(window, 8, 20))
    dialog.show_day(_day(window))
    stage.take("slot-taken-meanwhile", dialog)
    stage.take_screen("slot-taken-over-window", window, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_F2)
    stage.take("slot-moved-to-another-table", dialog)
    dialog.reject()
    dialog = open_slot(stage, window, slot, None)
    dialog.show_day(_day(window))
    dialog.reserve_form.party.press(1)
    stage.take("slot-opened-just-taken", dialog)
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(24, 20), None)
    dialog.reserve_form.set_slot(stage.house.slot(24, 20))
    dialog.reserve_form.party.press(8)
    held = [stage.house.reserve_elsewhere(24, hour) for hour in (20, 22)]
    stage.wait("the day shows it", lambda: _is_taken(window, 24, 22))
    dialog.show_day(_day(window))
    stage.take("slot-taken-few-left", dialog)
    dialog.reject()
    for reservation in (rival, *held):
        stage.house.cancel_elsewhere(reservation)
    stage.wait("the day shows it", lambda: not _is_taken(window, 24, 22))
    stage.rest(window)


def _day(window: MainWindow) -> Day:
    day = window.view.day
    assert day is not None
    return day


def _is_taken(window: MainWindow, table: int, hour: int) -> bool:
    shown = (t for h in _day(window).hours if h.starts_at.hour == hour for t in h.by_table)
    return any(t.table_id == str(table) and not t.is_free for t in shown)


def _silence(stage: Stage, window: MainWindow) -> None:
    dialog = open_slot(stage, window, stage.house.slot(24, 20), None)
    _fill(stage, dialog)
    with stage.frozen_database():
        _act(stage, dialog, until="progress")
        stage.take("slot-reserving", dialog)
        stage.wait("it is told", lambda: dialog.message.kind == "error")
        stage.take("slot-outage", dialog)
    stage.wait("the banner is gone", lambda: not window.banner.isVisible())
    dialog.reserving._on_failed(Outage("The database does not answer.", may_be_saved=True))
    stage.take("slot-not-known-whether-saved", dialog)
    dialog.reject()
    stage.take("slot-not-known-leaving", dialog)
    dialog.reject()
    stage.rest(window)


def _held(stage: Stage, window: MainWindow) -> None:
    dialog = open_slot(stage, window, stage.house.slot(10, 20), stage.house.reservation(10, 20))
    stage.take("slot-held", dialog)
    dialog.show_silence(is_silent=True)
    stage.take("slot-held-silent", dialog)
    dialog.show_silence(is_silent=False)
    dialog.show_edit()
    stage.take("slot-change", dialog)
    dialog.editing.form.note.set_text("Window table")
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(10, 20), stage.house.reservation(10, 20))
    dialog.show_edit()
    stage.take("slot-change-left-before", dialog)
    dialog.reject()
    dialog = open_slot(stage, window, stage.house.slot(2, 19), stage.house.reservation(2, 19))
    stage.take("slot-held-seated", dialog)
    dialog.reject()
    gone = stage.house.reserve_here(14, 20, name=LONG_GUEST, note=LONG_NOTE)
    dialog = open_slot(stage, window, stage.house.slot(14, 20), stage.house.reservation(14, 20))
    stage.take("slot-held-long-texts", dialog)
    stage.wait("the day shows it", lambda: _is_taken(window, 14, 20))
    stage.house.cancel_elsewhere(gone)
    stage.wait("the day shows it", lambda: not _is_taken(window, 14, 20))
    dialog.show_day(_day(window))
    stage.take("slot-held-gone", dialog)
    dialog.reject()


def _open_cancel(stage: Stage, window: MainWindow, here: Restaurant) -> CancelDialog:
    dialog = CancelDialog(
        window,
        stage.look,
        stage.tasks,
        stage.controller,
        stage.memory,
        stage.controller.restaurants(),
        here,
    )
    _show(stage, dialog)
    return dialog


def _cancel(stage: Stage, window: MainWindow) -> None:
    here = stage.house.restaurant
    dialog = _open_cancel(stage, window, here)
    stage.take("cancel-list", dialog)
    dialog.list.pick(0)
    dialog.list.setFocus()
    stage.take("cancel-picked", dialog)
    stage.take_screen("cancel-over-window", window, dialog)
    dialog.reject()
    dialog = _open_cancel(stage, window, here)
    stage.type(dialog.phone.edit, "07700900999")
    stage.wait("it was looked for", lambda: "07700 900999" in dialog._heading.text())
    stage.take("cancel-nothing-found", dialog)
    dialog.phone.edit.clear()
    found = stage.house.reservation(9, 20)
    stage.type(dialog.phone.edit, found.reserved_by)
    stage.wait("it was found", lambda: dialog.picked() is not None)
    stage.take("cancel-found-by-phone", dialog)
    dialog.reject()
    made = [
        stage.house.reserve_here(table, 21, name=LONG_GUEST, note=LONG_NOTE)
        for table in (11, 13, 15, 16)
    ]
    dialog = _open_cancel(stage, window, here)
    stage.wait("they are listed", lambda: dialog.model.rowCount() >= len(made))
    stage.take("cancel-long-names", dialog)
    dialog.reject()
    for reservation in made:
        stage.house.cancel_elsewhere(reservation)
        stage.memory.forget(reservation.id)


def _cancel_refused(stage: Stage, window: MainWindow) -> None:
    gone = stage.house.reserve_here(17, 22)
    dialog = _open_cancel(stage, window, stage.house.restaurant)
    row = dialog.model.row_of(gone.id)
    assert row is not None
    dialog.list.pick(row)
    dialog.list.setFocus()
    stage.house.cancel_elsewhere(gone)
    _act(stage, dialog)
    stage.take("cancel-refused", dialog)
    dialog.phone.edit.setFocus()
    QTest.keyClicks(dialog.phone.edit, "12")
    QTest.keyClick(dialog.phone.edit, Qt.Key.Key_Return)
    stage.take("cancel-number-too-short", dialog)
    dialog.reject()
    for reservation in stage.memory.reservations(stage.controller.now()):
        stage.memory.forget(reservation.id)
    dialog = _open_cancel(stage, window, stage.house.restaurant)
    stage.take("cancel-empty", dialog)
    dialog.reject()


def _seldom(stage: Stage, window: MainWindow) -> None:
    foreign = stage.controller.create_restaurant(
        "Albatross Inn", "+1 212 555 0142", "18:02", timezone="America/New_York"
    )
    foreign = stage.house.forget_zone(foreign)
    zone = TimezoneDialog(window, stage.look, stage.tasks, stage.controller, foreign)
    _show(stage, zone)
    stage.take("timezone", zone)
    zone.reject()
    chooser = RestaurantChooser(
        window, stage.look, stage.controller.restaurants(), stage.controller.now()
    )
    _show(stage, chooser)
    stage.take("restaurants", chooser)
    chooser.reject()
    try:
        int("7946a of +44 7700 900123")
    except ValueError as bug:
        crash = CrashDialog(stage.look, report_of(bug), window)
    _show(stage, crash)
    stage.take("crash", crash)
    crash.reject()
    ended = CrashDialog(stage.look, report_of_the_end("", "a log"), window, has_ended=True)
    _show(stage, ended)
    stage.take("crash-ended", ended)
    ended.reject()
    _after_a_crash(stage, window)
    window.acts.open_about()
    about = window.acts._dialog
    assert isinstance(about, AboutDialog)
    stage.wait("the dialog is in front", about.isActiveWindow)
    stage.wait("all that is inside is listed", lambda: about.list.model().rowCount() > 0)
    stage.take("about", about)
    QTest.keyClick(about.list, Qt.Key.Key_Down)
    stage.take("about-qt", about)
    about.reject()
    _backup(stage, window)
    _report(stage, window)


def _backup(stage: Stage, window: MainWindow) -> None:
    backup = BackupDialog(window, stage.look, words.apart("~/Documents"))
    _show(stage, backup)
    backup.say_last(
        "Every day the program saves one by itself; the last on Saturday 14 March 2026 at 05:01."
    )
    stage.take("backup", backup)
    backup.say_saved(words.apart("~/Documents/resv-desktop-2026-03-14-190800.resvbackup"), "4 MB")
    stage.take("backup-saved", backup)
    backup.reject()


def _report(stage: Stage, window: MainWindow) -> None:
    report = ReportDialog(window, stage.look)
    _show(stage, report)
    stage.take("report-on-its-way", report)
    report.show_report(_REPORT, is_fine=False)
    stage.take("report", report, may_scroll=True)
    report.say_saved(words.apart("~/Documents/resv-desktop-report-2026-03-14-190800.txt"))
    stage.take("report-saved", report, may_scroll=True)
    report.reject()
    window.bottom.show_disk(words.size(800_000_000))
    window.bottom.notice.clear()
    stage.rest(window)
    stage.take("disk-nearly-full", window)
    window.bottom.show_disk("")


def _after_a_crash(stage: Stage, window: MainWindow) -> None:
    late = _day(window).hours[-1]
    free = next(table for table in late.by_table if table.is_free)
    window.acts.go_on(
        stage.house.restaurant,
        HalfTyped(slot=free.as_slot(), wanted=2, size=2, phone="07400 12", name="Heron"),
    )
    dialog = window.acts._dialog
    assert isinstance(dialog, SlotDialog)
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.take("slot-after-a-crash", dialog)
    dialog.reject()
