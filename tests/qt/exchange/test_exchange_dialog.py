"""Export and import in the window: by keys, told in sentences, and never half done."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.exchange.dry_run import counted
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.exchange.exchange_acts import ExchangeActs
from resv_desktop.qt.exchange.exchange_dialog import FEED, FORMS, IMPORT, ExchangeDialog
from resv_desktop.qt.exchange.import_dialog import ImportDialog
from resv_desktop.qt.exchange.pages import ExportPage
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.settings import Settings, load_settings
from tests.qt.conftest import Speak
from tests.qt.stand import Stand
from tests.qt.station import Station, dialog_of

HEADS = "Date,Time,Guests,Phone,Name\n"
Open = Callable[[], ExchangeDialog]
Import = Callable[..., ImportDialog]


@pytest.fixture
def choices(stand: Stand, tmp_path: Path) -> Choices:
    return Choices(stand.tasks, Settings(), tmp_path / "settings.json", stand.tasks)


@pytest.fixture
def acts(
    look: Look, stand: Stand, station: Station, window: MainWindow, choices: Choices, tmp_path: Path
) -> ExchangeActs:
    made = ExchangeActs(look, stand.tasks, choices, stand.tasks, folder=tmp_path / "documents")
    made.attach(window, station, is_offline=False)
    return made


@pytest.fixture
def open_dialog(qtbot: QtBot, window: MainWindow, acts: ExchangeActs) -> Open:
    del acts

    def open_() -> ExchangeDialog:
        window.menu.exchange_wanted.emit()
        dialog = dialog_of(window, ExchangeDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_


@pytest.fixture
def bring_in(qtbot: QtBot, window: MainWindow, open_dialog: Open, tmp_path: Path) -> Import:
    """Choose a file of these rows to be imported, and wait until it has been looked at."""

    def open_(*rows: str, heads: str = HEADS) -> ImportDialog:
        file = tmp_path / "theirs.csv"
        file.write_text(heads + "\n".join(rows), encoding="utf-8")
        dialog = open_dialog()
        dialog.show_page(IMPORT)
        dialog.bring_in.file.set_text(str(file))
        qtbot.keyClick(dialog.bring_in.file.edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)))
        found = dialog_of(window, ImportDialog)
        qtbot.waitUntil(lambda: found.stage != "file" and not found.is_busy)
        qtbot.waitUntil(found.isActiveWindow)
        return found

    return open_


def test_days_that_are_picked_stay_in_their_order(look: Look) -> None:
    today, later = date(2026, 3, 14), date(2026, 4, 14)
    page = ExportPage(look, today, 14, FORMS)
    page.first.picked.emit(later)
    assert page.last.day == later
    page.last.picked.emit(today)
    assert page.first.day == today


def test_enter_saves_the_days_that_are_shown_or_why_not_is_said(
    qtbot: QtBot, stand: Stand, open_dialog: Open, tmp_path: Path
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    dialog = open_dialog()
    (tmp_path / "documents").touch()  # a file where the folder should be
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert "could not be saved" in dialog.message.text()
    (tmp_path / "documents").unlink()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    (file,) = (tmp_path / "documents").iterdir()
    assert str(file) in dialog.message.text()
    assert dialog.message.text().startswith("Reservations saved: 1.")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert [row["id"] for row in csv.DictReader(opened)] == [held.id]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("folder", ["", "gone"])
def test_an_export_goes_on_while_the_calendar_file_is_brought_in_line(
    qtbot: QtBot,
    station: Station,
    acts: ExchangeActs,
    open_dialog: Open,
    choices: Choices,
    tmp_path: Path,
    folder: str,
) -> None:
    choices.change(feed_file=str(tmp_path / folder / "calendar.ics"))
    dialog = open_dialog()
    real, exported, gate = station.reservations_between, dialog.export.first.day, Event()

    def slow(rest_id: str, first: date, last: date) -> list[Reservation]:
        assert first != exported or gate.wait(60)
        return real(rest_id, first, last)

    station.reservations_between = slow  # type: ignore[method-assign]  # the export takes a while
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() == "The reservations are being read.")
    with qtbot.waitSignal(acts.keeper.failed if folder else acts.keeper.kept):
        acts.keeper.keep()
    is_under_way = dialog.is_busy and dialog.under_way.isVisible()
    gate.set()  # before anything fails: what waits for it would be waited for
    assert is_under_way
    qtbot.waitUntil(lambda: dialog.message.text().startswith("Reservations saved: 0."))


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [("old.ics", "gone/new.ics", "error"), ("gone/old.ics", "new.ics", "success")],
)
def test_another_calendar_file_is_told_by_its_own_writing_and_not_by_that_of_the_one_before(
    qtbot: QtBot,
    station: Station,
    acts: ExchangeActs,
    open_dialog: Open,
    choices: Choices,
    tmp_path: Path,
    before: str,
    now: str,
    kind: str,
) -> None:
    choices.change(feed_file=str(tmp_path / before))
    real, asked, gate = station.reservations_between, Event(), Event()

    def slow(rest_id: str, first: date, last: date) -> list[Reservation]:
        asked.set()
        assert gate.wait(60)
        return real(rest_id, first, last)

    station.reservations_between = slow  # type: ignore[method-assign]  # the file takes a while
    acts.keeper.keep()
    qtbot.waitUntil(asked.is_set)
    dialog = open_dialog()
    dialog.show_page(FEED)
    dialog.feed.file.set_text(str(tmp_path / now))
    dialog.act_button.click()
    gate.set()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.message.kind == kind
    assert (tmp_path / now).exists() == (kind == "success")


def test_a_german_spreadsheet_gets_semicolons_and_a_calendar_german_words(
    qtbot: QtBot, speak: Speak, stand: Stand, open_dialog: Open, tmp_path: Path
) -> None:
    stand.reserve(stand.slot("2", 19))
    dialog = open_dialog()
    speak("de")
    for form in (0, 1):
        dialog.export.form.set_index(form)
        dialog.act_button.click()
        qtbot.waitUntil(lambda: dialog.message.kind == "success")
        dialog.message.clear()
    saved = (tmp_path / "documents").iterdir()
    files = {file.suffix: file.read_text("utf-8-sig") for file in saved}
    assert files[".csv"].startswith("id;business_day;")
    assert "Tisch 2" in files[".ics"]


def test_rows_are_looked_at_then_reserved_by_enter_and_the_list_is_saved(
    qtbot: QtBot, stand: Stand, bring_in: Import, tmp_path: Path
) -> None:
    dialog = bring_in(
        f"{stand.day},19:00,4,07400 123471,Heron",
        f"{stand.day},19:30,4,07400 123472,Wren",
        f"{stand.day},20:00,2,07400 123473,",
        f"{stand.day},20:00,2,07400 123473,Again",
    )
    assert stand.booked() == []
    assert dialog.act_button.text() == "Reserve 2"
    dialog.second_table.click()  # the rows are looked at again at once
    qtbot.waitUntil(lambda: dialog.stage == "rows" and not dialog.is_busy)
    rows = [dialog.list.rows.row(number) for number in range(4)]
    assert [row.outcome.state for row in rows] == ["would", "refused", "would", "would"]
    assert rows[0].sentence == "Would be reserved at table 2."
    assert rows[1].sentence.startswith('"19:30" is no full hour.')
    assert dialog.act_button.text() == "Reserve 3"
    assert dialog.filter.segment(2).text() == "Not reserved: 1"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.stage == "done" and not dialog.is_busy)
    assert [held.name for held in stand.booked()] == ["Heron", "", "Again"]
    assert dialog.message.text() == "Reserved: 3. Refused: 1; the list says why."
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    (file,) = (tmp_path / "documents").iterdir()
    assert "2,reserved,2,," in file.read_text("utf-8-sig")


def test_the_list_of_what_was_imported_has_semicolons_for_a_german_spreadsheet(
    qtbot: QtBot, speak: Speak, stand: Stand, bring_in: Import, tmp_path: Path
) -> None:
    dialog = bring_in(f"{stand.day},19:00,4,07400 123471,Heron")
    speak("de")
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.stage == "done" and not dialog.is_busy)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "success" and not dialog.is_busy)
    qtbot.waitUntil((tmp_path / "documents").is_dir)
    (file,) = (tmp_path / "documents").iterdir()
    heads, row = file.read_text("utf-8-sig").splitlines()
    assert heads.startswith("row;result;given_table;why;id;")
    assert row.startswith("2;")
    assert len(row.split(";")) == len(heads.split(";"))


def test_a_column_that_is_not_known_and_the_order_of_days_are_asked_for(
    qtbot: QtBot, stand: Stand, bring_in: Import
) -> None:
    on = stand.day.replace(day=min(stand.day.day, 12))
    is_open = on.day != on.month
    dialog = bring_in(
        f"{on.day}/{on.month}/{on.year},19:00,4,07400 123471", heads="D,Time,Guests,Contact\n"
    )
    assert dialog.stage == "ask"
    assert dialog.message.text() == "Say which column holds: Day and Phone."
    assert not dialog.act_button.isEnabled()
    for number, field in ((0, "date"), (3, "phone")):
        choice = dialog.columns._choices[number]
        choice.setCurrentIndex(choice.findData(field))
        choice.activated.emit(choice.currentIndex())
    assert dialog.act_button.isEnabled()
    dialog.act_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    if is_open:
        assert "begin with the day or with the month" in dialog.message.text()
        dialog.order.control.segment(0).click()
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.stage == "rows" and not dialog.is_busy)


def test_a_file_that_is_none_or_holds_nothing_to_reserve_is_told(
    qtbot: QtBot, window: MainWindow, bring_in: Import
) -> None:
    dialog = bring_in(heads="PK\x03\x04")
    assert "is a spreadsheet" in dialog.message.text()
    assert dialog.act_button.isHidden()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    again = bring_in(*(f"1.1.2020,19:00,4,07400 {n:06}" for n in range(300)))
    assert len(again.list.rows.rows) == 300
    assert again.act_button.isHidden()
    assert "nothing in this file that could be reserved" in again.message.text()


def test_it_is_stopped_at_the_next_row_and_goes_on(
    qtbot: QtBot, stand: Stand, station: Station, bring_in: Import
) -> None:
    dialog = bring_in(*(f"{stand.day},{hour}:00,4,07400 1234{hour}" for hour in (19, 20, 21, 22)))
    station.gate.clear()
    dialog.act_button.click()
    assert dialog.is_busy
    dialog.reject()
    assert dialog.isVisible()
    dialog.under_way.stop_button.click()
    station.gate.set()
    qtbot.waitUntil(lambda: dialog.stage == "done" and not dialog.is_busy)
    counts = counted(dialog._outcomes)
    assert counts["left"] >= 3
    assert counts["reserved"] + counts["left"] == 4
    assert dialog.message.text().startswith("Stopped.")
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() == "Reserved: 4.")
    assert len(stand.booked()) == 4


def test_where_the_database_falls_silent_it_says_what_is_reserved_and_goes_on(
    qtbot: QtBot,
    stand: Stand,
    station: Station,
    bring_in: Import,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = bring_in(*(f"{stand.day},{hour}:00,4,07400 1234{hour}" for hour in (19, 20, 21, 22)))
    answers = iter((True, True, False))

    def reserve(*asked: Any, **more: Any) -> Reservation:
        if not next(answers):
            raise Outage("The database does not answer. Nothing was saved.")
        return Station.reserve(station, *asked, **more)

    with monkeypatch.context() as silent:
        silent.setattr(station, "reserve", reserve)
        dialog.act_button.click()
        qtbot.waitUntil(lambda: dialog.stage == "done" and not dialog.is_busy)
    assert dialog.message.text() == (
        "The database does not answer. Stopped. Reserved: 2. Not tried yet: 2."
    )
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() == "Reserved: 4.")


def test_the_calendar_file_is_chosen_here_and_kept(
    qtbot: QtBot, stand: Stand, open_dialog: Open, choices: Choices, tmp_path: Path
) -> None:
    stand.reserve(stand.slot("2", 19))
    dialog = open_dialog()
    dialog.show_page(FEED)
    dialog.feed.is_kept.click()
    dialog.feed.file.set_text("calendar.ics")
    dialog.act_button.click()
    assert dialog.message.text() == "Type the whole path of the file, with its folders."
    file = tmp_path / "calendar.ics"
    dialog.feed.file.set_text(str(file))
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    assert b"UID:" in file.read_bytes()
    assert dialog.feed.state.text().startswith("The file matched the book at ")
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    kept, _ = load_settings(tmp_path / "settings.json")
    assert (kept.feed_file, kept.feed_details) == (str(file), False)
    dialog.feed.is_kept.click()
    dialog.act_button.click()
    assert dialog.message.text() == "No calendar file is kept any more."
    assert choices.settings.feed_file == ""


def test_the_calendar_file_of_another_restaurant_is_told_and_left_alone(
    qtbot: QtBot, stand: Stand, open_dialog: Open, choices: Choices, tmp_path: Path
) -> None:
    theirs = str(tmp_path / "theirs.ics")
    choices.change(feed_file=theirs, feed_details=True, feed_restaurant="b" * 24)
    dialog = open_dialog()
    dialog.show_page(FEED)
    says = "The calendar file of this station is of another restaurant: "
    assert dialog.feed.state.text().startswith(says)
    assert not dialog.feed.is_kept.isChecked()
    dialog.act_button.click()
    assert dialog.message.text().startswith(says)
    assert choices.settings.feed_file == theirs
    own = tmp_path / "own.ics"
    dialog.feed.is_kept.click()
    dialog.feed.file.set_text(str(own))
    dialog.act_button.click()
    qtbot.waitUntil(own.exists)
    assert choices.settings.feed_restaurant == stand.restaurant.id
    assert not Path(theirs).exists()


def test_a_calendar_file_that_is_chosen_without_a_database_is_promised_and_the_dialog_is_left(
    qtbot: QtBot,
    station: Station,
    window: MainWindow,
    acts: ExchangeActs,
    open_dialog: Open,
    tmp_path: Path,
) -> None:
    acts.keeper.detach()  # as it is until the database is there
    dialog = open_dialog()
    dialog.show_page(FEED)
    dialog.feed.is_kept.click()
    file = tmp_path / "calendar.ics"
    dialog.feed.file.set_text(str(file))
    dialog.act_button.click()
    says = "The database does not answer. The file is written as soon as it does."
    qtbot.waitUntil(lambda: dialog.message.text() == says)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    acts.keeper.attach(window, station)
    qtbot.waitUntil(file.exists, timeout=15_000)
