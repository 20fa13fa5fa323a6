"""Reservations into files and out of them at the terminal."""

import csv
import io
import stat
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from pymongo import MongoClient

from resv_desktop.cli import main
from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer

# A sheet or report makes an application without widgets where there is none, which Qt keeps.
pytestmark = pytest.mark.usefixtures("qapp")


class Book:
    """A small house and its commands."""

    def __init__(self, server: ManagedServer, database: str, home: Path) -> None:
        self.opened = partial(open_controller, uri=server.uri, database=database)
        self._places = ["--home", str(home), "--uri", server.uri, "--database", database]
        with self.opened() as controller:
            self.house = controller.create_restaurant("Harbour House", "+442079460123", "18:02")
            self.house = controller.add_tables(self.house.id, [2, 4, 6])
            self.today = self.house.business_day(controller.now())
            self._fill(controller, self.house)

    def _fill(self, controller: Controller, house: Restaurant) -> None:
        self.made: list[Reservation] = []
        for days in (1, 2, 9):
            slots = controller.slots(house.id, self.today + timedelta(days=days))
            evening = [slot for slot in slots if slot.starts_at.hour == 1]
            self.made.append(
                controller.reserve(
                    evening[1].slot_id, "2", "07400 123456", 3, name="=Cohen", note="By the window"
                )
            )
        controller.edit_reservation(self.made[0].id, party_size=4)

    def __call__(self, *command: str) -> int:
        return main([*self._places, *command])

    def day(self, days: int) -> str:
        return str(self.today + timedelta(days=days))


@pytest.fixture
def book(mongod: ManagedServer, database_name: str, tmp_path: Path) -> Book:
    return Book(mongod, database_name, tmp_path / "home")


def test_export_saves_the_days_that_are_asked_for_as_csv(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "evenings.csv"
    assert book("export", "--from", book.day(1), "--to", book.day(2), str(file)) == 0
    assert f"2 reservations in {file}" in capsys.readouterr().out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["id"] for row in rows] == [held.id for held in book.made[:2]]
    assert [row["business_day"] for row in rows] == [book.day(1), book.day(2)]
    assert rows[0]["name"] == "'=Cohen"
    assert date.fromisoformat(rows[0]["date"]) == book.today + timedelta(days=2)


def test_export_saves_a_calendar_with_all_that_is_ahead(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "ahead.ics"
    assert book("export", str(file)) == 0
    events = list(Calendar.from_ical(file.read_bytes()).walk("VEVENT"))
    assert [event["UID"] for event in events] == [held.id for held in book.made]
    assert [event["SEQUENCE"] for event in events] == [1, 0, 0]
    assert all(event.decoded("DTSTART").hour == 1 for event in events)


def test_export_replaces_no_file_unasked_and_makes_no_other_kind(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("mine", encoding="ascii")
    assert book("export", str(file)) == 2
    assert "--overwrite replaces it" in capsys.readouterr().err
    assert file.read_text(encoding="ascii") == "mine"
    assert book("export", "--overwrite", str(file)) == 0
    assert book("export", str(tmp_path / "mine.xlsx")) == 2
    assert "ends neither in .csv nor in .ics" in capsys.readouterr().err
    assert book("export", "--from", book.day(2), "--to", book.day(1), str(tmp_path / "a.csv")) == 2
    told = capsys.readouterr().err
    assert f"The first day, {book.day(2)}, comes after the last, {book.day(1)}." in told
    assert not (tmp_path / "a.csv").exists()


def test_a_name_that_no_file_can_have_is_a_sentence(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    longer = "x" * 300
    assert book("export", str(tmp_path / f"{longer}.csv")) == 2
    assert "could not be saved: File name too long" in capsys.readouterr().err
    command = ("import", "--column", "phone=Kontakt", "--yes", "--result", str(tmp_path / longer))
    assert book(*command, str(_file(tmp_path, f"{book.day(3)},20:00,4,07400123457"))) == 2
    assert "could not be saved: File name too long" in capsys.readouterr().err


def test_who_does_not_answer_whether_to_import_imports_nothing(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("resv_desktop.inout.is_terminal", lambda *_: True)
    monkeypatch.setattr("builtins.input", ended)
    file = _file(tmp_path, f"{book.day(3)},20:00,4,07400123457")
    assert book("import", "--column", "phone=Kontakt", str(file)) == 0
    assert "1 row: 1 would be reserved." in capsys.readouterr().out
    with book.opened() as controller:
        assert controller.reservations_for("07400123457", rest_id=book.house.id) == []


def _file(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "theirs.csv"
    file.write_text("Tag,Uhrzeit,Personen,Kontakt,Name\n" + "\n".join(rows), encoding="utf-8")
    return file


def test_import_says_first_what_would_happen_and_writes_once_it_may(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, result = tmp_path / "theirs.csv", tmp_path / "result.csv"
    _file(tmp_path, f"{book.day(3)},20:00,4,07400 123499,Okafor", "31.2.2026,20:00,4,1,Dahl")
    assert book("import", str(file)) == 2
    assert "No column of the file is known as phone" in capsys.readouterr().err
    known, kept = ("--column", "phone=Kontakt"), ("--result", str(result))
    assert book("import", "--dry-run", *known, str(file)) == 1
    said = capsys.readouterr().out
    assert "Row 2: would be reserved, table 2 at 20:00 on " in said
    assert ", Okafor, party of 4.\n" in said
    assert 'Row 3: refused. "31.2.2026" is no day that can be read.' in said
    assert "2 rows: 1 would be reserved, 1 refused.\n" in said
    assert book("import", *known, str(file)) == 1
    assert "Nothing was written: say --yes" in capsys.readouterr().err
    for said in ("1 reserved, 1 refused", "1 in the book already, 1 refused"):
        assert book("import", "--yes", "--overwrite", *known, *kept, str(file)) == 1
        assert f"2 rows: {said}.\n" in capsys.readouterr().out
    assert "in the book already,2," in result.read_text(encoding="utf-8-sig")


def test_import_reserves_nothing_where_its_result_would_take_the_place_of_a_file(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, f"{book.day(3)},20:00,4,07400 123499,Okafor")
    theirs = file.read_text(encoding="utf-8")
    command = ("import", "--column", "phone=Kontakt", "--result")
    for only_look in ("--dry-run", "--yes"):
        assert book(*command, str(file), only_look, str(file)) == 2
        told = capsys.readouterr()
        assert (told.out, f"{file} is there already" in told.err) == ("", True)
    assert book(*command, str(tmp_path), "--overwrite", "--yes", str(file)) == 2
    assert f"{tmp_path} is no regular file" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == theirs
    assert book(*command, str(tmp_path / "result.csv"), "--dry-run", str(file)) == 0
    assert "1 would be reserved" in capsys.readouterr().out


def test_import_reserves_nothing_where_its_result_cannot_be_saved(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, f"{book.day(3)},20:00,4,07400 123499,Okafor")
    nowhere = tmp_path / "theirs.csv" / "result.csv"  # where rights do not bind the tests' user
    command = ("import", "--column", "phone=Kontakt")
    assert book(*command, "--yes", "--result", str(nowhere), str(file)) == 2
    assert f"{nowhere} could not be saved" in capsys.readouterr().err
    assert book(*command, "--dry-run", str(file)) == 0
    assert "1 would be reserved" in capsys.readouterr().out


def test_import_of_what_never_ends_says_so(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert book("import", "--yes", "/dev/zero") == 2
    assert "zero is larger than 64 MB" in capsys.readouterr().err


def test_the_result_of_an_import_never_takes_the_place_of_what_is_imported(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, f"{book.day(3)},20:00,4,07400 123499,Okafor")
    theirs = file.read_text(encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    for result in (file, link):
        command = ("import", "--yes", "--column", "phone=Kontakt", "--overwrite", "--result")
        assert book(*command, str(result), str(file)) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert f"{result} is what is imported, so the result is not saved there." in told.err
    assert file.read_text(encoding="utf-8") == theirs


def test_a_result_that_is_imported_reserves_nothing_anew(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phones = ("07400 123499", "+447400123498")
    file = _file(tmp_path, *(f"{book.day(3)},20:00,2,{phone},Okafor" for phone in phones))
    result, known = tmp_path / "result.csv", ("--column", "phone=Kontakt")
    assert book("import", "--yes", *known, "--result", str(result), str(file)) == 0
    with book.opened() as controller:
        held = controller.reservations_for(phones[0], rest_id=book.house.id)[0]
        controller.cancel(held.id)
    capsys.readouterr()
    assert book("import", "--yes", *known, str(result)) == 1
    said = capsys.readouterr().out
    assert "Row 2: refused. " in said
    assert " was cancelled" in said
    assert "2 rows: 1 in the book already, 1 refused.\n" in said


def test_what_stdout_cannot_say_is_a_question_mark_there(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.BytesIO()
    file = tmp_path / "Tür.csv"
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", io.TextIOWrapper(said, encoding="ascii"))
        assert book("export", str(file)) == 0
        assert said.getvalue().endswith(b"T?r.csv\n")
    assert file.exists()


def test_import_asks_which_of_day_and_month_is_first_where_the_file_leaves_it_open(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, "3/4/2024,20:00,4,07400 123499,Okafor")
    known = ("--dry-run", "--column", "phone=Kontakt")
    assert book("import", *known, str(file)) == 2
    assert "--day-first or --month-first" in capsys.readouterr().err
    assert book("import", *known, "--month-first", str(file)) == 1
    assert "on 2024-03-04 is over" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        "import --yes --column phone=Kontakt theirs.csv",
        "export a.csv",
        "report a.csv",
        "sheet a.pdf",
    ],
)
def test_nothing_goes_by_a_clock_that_was_never_said(
    book: Book,
    mongod: ManagedServer,
    database_name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    _file(tmp_path, f"{book.day(3)},20:00,4,07400 123499,Okafor")
    with MongoClient[dict[str, Any]](mongod.uri) as client:
        raw = client[database_name]
        raw.restaurants.update_one({}, {"$unset": {"timezone": ""}})
        assert book(*command.split()) == 2
        assert raw.reservations.count_documents({}) == len(book.made)
    assert "time zone of Harbour House is not known yet" in capsys.readouterr().err
    assert [file.name for file in tmp_path.glob("*.*")] == ["theirs.csv"]


def test_a_sheet_is_saved_under_no_name_that_hides_what_it_is(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("sheet.txt", "sheet", ".pdf"):
        assert book("sheet", str(tmp_path / name)) == 2
        assert f'"{name}" does not end in .pdf.' in capsys.readouterr().err
        assert not (tmp_path / name).exists()
    assert book("sheet", str(tmp_path / "Sheet.PDF")) == 0


def test_what_was_exported_is_in_the_book_already(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.csv"
    assert book("export", str(file)) == 0
    assert book("import", "--yes", str(file)) == 0
    assert "3 rows: 3 in the book already.\n" in capsys.readouterr().out
