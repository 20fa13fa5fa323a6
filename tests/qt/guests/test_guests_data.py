"""Guests' data in the window: looked at first, erased on the manager's word, told by a receipt."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.guests_data import Erasure
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt import words
from resv_desktop.qt.book_opening import BookOpening
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.guests.forgetting_row import ForgettingRow
from resv_desktop.qt.guests.guests_acts import GuestsActs
from resv_desktop.qt.guests.guests_dialog import GuestsDialog
from resv_desktop.qt.house.pin_dialog import PinDialog
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.settings import Folders, load_settings
from tests.qt.hands import Hands, message
from tests.qt.stand import PHONE, Stand, fill, press_enter
from tests.qt.station import Clock, Station, dialog_of, is_live, shown

OTHER_PHONE, OTHER_TYPED = "+442079460999", "020 7946 0999"
Open = Callable[[], GuestsDialog]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders.under(tmp_path / "home")


@pytest.fixture
def start(
    look: Look, stand: Stand, station: Station, window: MainWindow, folders: Folders, tmp_path: Path
) -> Callable[[], GuestsActs]:
    """Serve the window, with the choices of the runs before."""

    def start_() -> GuestsActs:
        path = tmp_path / "settings.json"
        choices = Choices(stand.tasks, load_settings(path)[0], path, stand.tasks)
        opening = BookOpening(stand.tasks, choices, folders, None, "resv", stand.tasks)
        documents = tmp_path / "documents"
        made = GuestsActs(
            look, stand.tasks, choices, folders, opening, stand.tasks, folder=documents
        )
        made.attach(window, station, is_offline=False)
        return made

    return start_


@pytest.fixture
def acts(start: Callable[[], GuestsActs]) -> GuestsActs:
    return start()


@pytest.fixture
def visited(stand: Stand, clock: Clock) -> Reservation:
    """A reservation of the guest whose hour is over."""
    held = stand.reserve(stand.slot("2", 19))
    clock.at = stand.slot("2", 20).ends_at.astimezone(UTC)
    return held


@pytest.fixture
def open_dialog(qtbot: QtBot, stand: Stand, window: MainWindow, acts: GuestsActs) -> Open:
    del acts

    def open_() -> GuestsDialog:
        stand.controller.set_pin(stand.restaurant.id, None)
        window.menu.guests_wanted.emit()
        qtbot.waitUntil(lambda: bool(window.findChildren(GuestsDialog)))
        dialog = dialog_of(window, GuestsDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_


def look_for(qtbot: QtBot, dialog: GuestsDialog, phone: str = PHONE) -> None:
    """Type a number and press Enter; return once it is said what there is."""
    QTest.keyClicks(dialog.phone.edit, phone)
    QTest.keyClick(dialog.phone.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.is_busy and bool(dialog.found.text()))


@pytest.fixture
def erase_elsewhere(stand: Stand, clock: Clock, visited: Reservation) -> Callable[[], Erasure]:
    """Erase that guest, whose name was Zebrano, at another station."""
    stand.rival.edit_reservation(visited.id, name="Zebrano")
    elsewhere = Controller(stand.rival_store, station="Stand 2", clock=clock)
    return lambda: elsewhere.erase_guest(PHONE, stand.restaurant.id)


def test_who_is_erased_elsewhere_is_named_no_longer_under_a_number_that_stands_in_a_dialog(
    qtbot: QtBot, stand: Stand, window: MainWindow, erase_elsewhere: Callable[[], Erasure]
) -> None:
    qtbot.waitUntil(lambda: is_live(window))
    window.acts.open_slot(stand.restaurant, shown(window, "3", 22), 2)
    dialog = dialog_of(window, SlotDialog)
    fill(dialog, PHONE)
    phone = dialog.reserve_form.phone
    qtbot.waitUntil(lambda: phone.helper().startswith("Known guest: Zebrano."))
    erase_elsewhere()
    qtbot.waitUntil(lambda: "Zebrano" not in phone.helper(), timeout=15_000)
    assert "Zebrano" not in phone.edit.accessibleDescription()
    # What stays counted under a code is told again, without a name.
    qtbot.waitUntil(lambda: phone.helper().startswith("Known guest. "))


def test_who_is_erased_elsewhere_is_named_no_longer_by_the_line_that_has_their_number(
    qtbot: QtBot, window: MainWindow, erase_elsewhere: Callable[[], Erasure]
) -> None:
    qtbot.waitUntil(lambda: is_live(window))
    Hands(window).type("2 22 07400123456")
    qtbot.waitUntil(lambda: message(window).startswith("Known guest: Zebrano."))
    erase_elsewhere()
    qtbot.waitUntil(lambda: "Zebrano" not in message(window), timeout=15_000)
    qtbot.waitUntil(lambda: message(window).startswith("Known guest. "))


def test_what_was_said_of_the_last_act_is_not_said_any_more_once_a_guest_is_erased(
    qtbot: QtBot, window: MainWindow, open_dialog: Open, visited: Reservation
) -> None:
    del visited
    dialog = open_dialog()
    window.bottom.notice.say("Cancelled: table 2, 19:00, Zebrano.", "Undo")
    look_for(qtbot, dialog)
    press_enter()
    QTest.keyClick(dialog.leave_button, Qt.Key.Key_Backtab)
    press_enter()
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Save the receipt")
    assert window.notice == ""


def test_by_keys_a_guest_is_looked_for_erased_and_a_receipt_without_the_number_is_saved(
    qtbot: QtBot,
    stand: Stand,
    open_dialog: Open,
    visited: Reservation,
    folders: Folders,
    tmp_path: Path,
) -> None:
    folders.logs.mkdir(parents=True, exist_ok=True)
    (folders.logs / "other.log").write_text("refused for …3456, then for …9871\n", encoding="utf-8")
    dialog = open_dialog()
    look_for(qtbot, dialog)
    assert "Reservations with number, name and note: 1" in dialog.found.text()
    assert stand.controller.reservations_for(PHONE) == [visited], "nothing is erased by looking"
    press_enter()
    assert dialog.message.text().startswith("Erase all that is known of this guest, in every")
    QTest.keyClick(dialog.leave_button, Qt.Key.Key_Backtab)
    press_enter()
    qtbot.waitUntil(lambda: dialog.act_button.text() == "Save the receipt")
    assert stand.controller.reservations_for(PHONE) == []
    assert stand.remembered() == []
    assert PHONE not in dialog.phone.text()
    press_enter()
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    (file,) = (tmp_path / "documents").iterdir()
    text = file.read_text(encoding="utf-8")
    assert "3456" not in text
    assert "…56" in text
    assert "Lines of the history: 1" in text
    assert "Backups that were made before hold it" in text
    (logs,) = [line for line in text.splitlines() if "in the logs: " in line]
    assert logs.endswith("whose they are, so those of all guests were crossed out.")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def erase(qtbot: QtBot, dialog: GuestsDialog) -> bool:
    """Erase who was looked for; return whether there is a receipt now."""
    dialog.act_button.click()
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog.act_button.text() == "Save the receipt"


@pytest.mark.parametrize("lost", ["the answer", "the files of this station"])
def test_who_is_erased_after_an_unclear_answer_about_another_guest_is_erased_themselves(
    qtbot: QtBot,
    stand: Stand,
    station: Station,
    acts: GuestsActs,
    visited: Reservation,
    open_dialog: Open,
    monkeypatch: pytest.MonkeyPatch,
    lost: str,
) -> None:
    stand.reserve(stand.slot("3", 19), OTHER_PHONE)
    whose = {"the answer": (station, "erase_guest")}
    owner, name = whose.get(lost, (acts.keeper, "catch_up"))
    answer, asked = getattr(owner, name), []

    def unclear(*given: Any, **more: Any) -> Any:
        asked.append(given)
        found = answer(*given, **more)
        if len(asked) == 1:
            raise Outage("The database did not answer in time.", may_be_saved=True)
        return found

    monkeypatch.setattr(owner, name, unclear)
    dialog = open_dialog()
    look_for(qtbot, dialog, visited.reserved_by)
    assert not erase(qtbot, dialog)
    assert dialog.message.kind == "error"
    dialog.phone.edit.clear()
    dialog.phone.edit.setFocus()
    look_for(qtbot, dialog, OTHER_TYPED)
    assert erase(qtbot, dialog)
    assert "Number: …99 " in dialog.found.text()
    assert stand.controller.reservations_for(OTHER_PHONE) == []
    assert stand.controller.reservations_for(PHONE) == []


def test_the_same_guest_asked_for_again_after_an_unclear_answer_has_the_same_receipt(
    qtbot: QtBot,
    station: Station,
    visited: Reservation,
    open_dialog: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del visited
    erase_guest, receipts = station.erase_guest, list[Erasure]()

    def unclear(*asked: Any, **more: Any) -> Erasure:
        receipts.append(erase_guest(*asked, **more))
        if len(receipts) == 1:
            raise Outage("The database did not answer in time.", may_be_saved=True)
        return receipts[-1]

    monkeypatch.setattr(station, "erase_guest", unclear)
    dialog = open_dialog()
    look_for(qtbot, dialog, PHONE)
    assert not erase(qtbot, dialog)
    assert erase(qtbot, dialog)
    assert receipts[0] == receipts[1]
    assert receipts[0].reservations == 1


def test_no_chain_of_enters_erases_a_guest(
    qtbot: QtBot, stand: Stand, open_dialog: Open, visited: Reservation
) -> None:
    dialog = open_dialog()
    asked: list[str] = []
    dialog.erase_wanted.connect(asked.append)
    look_for(qtbot, dialog)
    press_enter()
    assert dialog.focusWidget() is dialog.leave_button
    assert dialog.message.action_button.text() == "Erase it for good"
    dialog.phone.edit.setFocus()
    press_enter()  # from the number, too, it leaves
    assert not dialog.isVisible()
    assert asked == []
    assert stand.controller.reservations_for(PHONE) == [visited]


def test_while_it_is_asked_once_more_the_answer_is_what_can_be_pressed_and_it_looks_like_that(
    qtbot: QtBot, open_dialog: Open, visited: Reservation
) -> None:
    del visited
    dialog = open_dialog()
    act, answer = dialog.act_button, dialog.message.action_button
    look_for(qtbot, dialog)
    press_enter()
    assert (act.isEnabled(), answer.kind) == (False, "destructive")
    QTest.keyClick(dialog.stays, Qt.Key.Key_Home)  # another question stands there now
    assert (act.isEnabled(), answer.kind) == (True, "plain")
    act.click()
    assert not act.isEnabled()
    QTest.keyClick(dialog.phone.edit, Qt.Key.Key_Backspace)
    assert (act.isEnabled(), act.text()) == (True, "Look for it")
    QTest.keyClicks(dialog.phone.edit, PHONE[-1])
    QTest.keyClick(dialog.phone.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: act.text() == "Erase this guest")


def test_who_is_still_expected_is_named_and_another_number_begins_anew(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    stand.reserve(stand.slot("2", 19))
    dialog = open_dialog()
    QTest.keyClicks(dialog.phone.edit, PHONE)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert dialog.act_button.text() == "Look for it"
    assert "This guest has table 2 at 19:00" in dialog.message.text()
    assert len(stand.booked()) == 1
    QTest.keyClick(dialog.phone.edit, Qt.Key.Key_Backspace)
    assert dialog.act_button.text() == "Look for it"
    assert dialog.found.text() == ""
    dialog.phone.edit.clear()
    dialog.act_button.click()
    assert dialog.message.text() == "Type the whole phone number of the guest."


def test_for_how_long_it_stays_is_changed_at_once_and_for_less_after_a_word_of_warning(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    def kept() -> int:
        return stand.controller.restaurant(stand.restaurant.id).retention_months

    dialog = open_dialog()
    assert dialog.stays.currentText() == "12 months"
    dialog.stays.setFocus()
    QTest.keyClick(dialog.stays, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    assert kept() == 24
    QTest.keyClick(dialog.stays, Qt.Key.Key_Home)
    assert dialog.message.kind == "warn"
    assert "older than 3 months goes for good" in dialog.message.text()
    assert kept() == 24
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    assert kept() == 3


def test_only_the_manager_comes_in(
    qtbot: QtBot, stand: Stand, window: MainWindow, acts: GuestsActs
) -> None:
    del acts
    stand.controller.set_pin(stand.restaurant.id, "2468")
    window.menu.guests_wanted.emit()
    qtbot.waitUntil(lambda: bool(window.findChildren(PinDialog)))
    assert window.findChildren(GuestsDialog) == []


def keep(qtbot: QtBot, acts: GuestsActs) -> None:
    """Let what is due be kept to, and wait for it."""
    keeper = acts.keeper
    qtbot.waitUntil(lambda: not keeper._is_busy)  # with what was due before
    with qtbot.waitSignal(keeper.kept):
        keeper.soon()
    qtbot.waitUntil(lambda: not (keeper._is_busy or keeper._timer.isActive()))  # it goes in parts


def test_what_was_erased_at_another_station_goes_here_once_it_is_heard_of(
    qtbot: QtBot,
    stand: Stand,
    window: MainWindow,
    acts: GuestsActs,
    visited: Reservation,
    clock: Clock,
) -> None:
    assert stand.memory.reservations(visited.starts_at)
    window.tick()  # the hour has begun, which is a reason of its own
    qtbot.waitUntil(lambda: window.is_settled)
    keep(qtbot, acts)
    rival = Station(stand.rival_store, clock)
    with qtbot.waitSignal(acts.keeper.kept):
        rival.erase_guest(PHONE, stand.restaurant.id)
    qtbot.waitUntil(lambda: not stand.memory.reservations(visited.starts_at))


def work(stand: Stand, at: datetime) -> None:
    """Let something have been done in the book at an instant."""
    line = {"act": "check", "at": at, "restId": stand.restaurant.id, "station": "Bar"}
    stand.controller._house.store.database["journal"].insert_one(line)


def test_by_a_clock_that_is_a_year_ahead_nobody_is_forgotten_and_nothing_is_said(
    qtbot: QtBot,
    stand: Stand,
    window: MainWindow,
    acts: GuestsActs,
    visited: Reservation,
    clock: Clock,
) -> None:
    stand.controller.set_retention(stand.restaurant.id, 3)  # a choice: it is not said a week before
    clock.at += timedelta(days=400)
    work(stand, clock.at - timedelta(hours=1))  # a host has not seen it yet
    keep(qtbot, acts)
    assert window.findChild(ForgettingRow) is None
    assert stand.controller.reservations_for(PHONE) == [visited]
    work(stand, clock.at - timedelta(days=2))  # it was right
    keep(qtbot, acts)
    assert stand.controller.reservations_for(PHONE) == []


def test_before_the_first_of_an_older_book_goes_it_is_said_over_the_day_and_nothing_goes(
    qtbot: QtBot,
    stand: Stand,
    window: MainWindow,
    acts: GuestsActs,
    visited: Reservation,
    clock: Clock,
) -> None:
    clock.at += timedelta(days=400)
    work(stand, clock.at - timedelta(days=2))
    keep(qtbot, acts)
    row = window.findChild(ForgettingRow)
    assert row is not None
    assert row.isVisible()
    goes = words.long_day(window.clock.local(clock.at + timedelta(days=7)).date())
    assert row.text().startswith(
        f"Old data of guests is erased on {goes}. Numbers, names and notes from"
    )
    assert "(2 entries of the book) go for good then" in row.text()
    assert stand.controller.reservations_for(PHONE)[0].id == visited.id
    with qtbot.waitSignal(window.menu.guests_wanted):
        row.guests_button.click()
    row.read_button.click()
    assert not row.isVisible()
    clock.at += timedelta(days=7)
    keep(qtbot, acts)
    assert not row.isVisible()
    assert stand.controller.reservations_for(PHONE) == []


def test_what_goes_and_was_read_is_said_at_no_later_start_until_it_is_something_else(
    qtbot: QtBot,
    stand: Stand,
    station: Station,
    window: MainWindow,
    start: Callable[[], GuestsActs],
    visited: Reservation,
    clock: Clock,
) -> None:
    stand.reserve(stand.slot("4", 21), OTHER_PHONE)
    clock.at += timedelta(days=400)
    work(stand, clock.at - timedelta(days=2))

    def said_by(acts: GuestsActs) -> list[ForgettingRow]:
        keep(qtbot, acts)
        return [row for row in window.findChildren(ForgettingRow) if row.isVisible()]

    first = start()
    (row,) = said_by(first)
    assert "(4 entries of the book)" in row.text()
    row.read_button.click()
    assert said_by(first) == []
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    first.end()
    first.keeper.detach()
    later = start()
    assert said_by(later) == []
    station.erase_guest(OTHER_PHONE, stand.restaurant.id)
    (row,) = said_by(later)
    assert "(2 entries of the book)" in row.text()
    assert stand.controller.reservations_for(PHONE)[0].id == visited.id
