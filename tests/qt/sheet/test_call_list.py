"""The call list: everybody who is to be called, with the number to dial and what to say."""

import re
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageSize
from pytestqt.qtbot import QtBot

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.house.affected_words import is_told_apart, to_say, why_in_short
from resv_desktop.qt.look import Look
from resv_desktop.qt.sheet.call_acts import CallLists, CallsMade
from resv_desktop.qt.sheet.call_list import Call, CallList, call_list_of, lay_out_calls
from resv_desktop.qt.sheet.page_writer import MM
from resv_desktop.qt.sheet.paper import (
    Printed,
    Printers,
    call_list_path,
    pages_of,
    pdf_of,
    remove_old,
)
from resv_desktop.settings import Settings
from tests.qt.days import NOW, SATURDAY, house, reservation, slot
from tests.qt.sheet.sheets import HEBREW, page_count, texts
from tests.qt.stand import end_tasks

A4 = QSizeF(210, 297)


@pytest.fixture(autouse=True)
def _in_the_house(look: Look) -> None:
    """The application has the house's font."""
    del look


def call(table: str, hour: int, name: str = "Okafor", **facts: object) -> Call:
    held = reservation(table, hour, name, **facts)
    return Call(reservation=held, says=to_say("closed", None, held, is_moved=False))


def made(*calls: Call) -> CallList:
    return call_list_of(house(), calls, NOW, "Stand 1")


def test_each_call_has_its_hour_table_party_name_number_and_what_to_say() -> None:
    (day,) = made(call("7", 20, note="by the window", allergy=True)).days
    (row,) = day.rows
    assert (day.title, day.count) == ("Saturday 14 March 2026", "1 party to call")
    assert (row.hour, row.table, row.party, row.name) == ("20:00", "7", "2", "Okafor")
    assert row.phone == "07400 123456"
    assert row.says == ("The house is closed then. Allergy. Note: by the window")


def test_calls_go_by_day_hour_and_table_and_are_counted() -> None:
    later = reservation("1", 19, "Sunday")
    later = replace(later, starts_at=later.starts_at + timedelta(days=1))
    calls = [call("10", 20), Call(reservation=later, says=""), call("2", 20), call("7", 19)]
    first, second = made(*calls).days
    assert [(row.hour, row.table) for row in first.rows] == [
        ("19:00", "7"),
        ("20:00", "2"),
        ("20:00", "10"),
    ]
    assert first.count == "3 parties to call"
    assert second.title == "Sunday 15 March 2026"
    assert made(*calls).count == "4 parties to call"


def test_what_to_say_names_the_other_hour_and_another_table_alone_is_no_call() -> None:
    held = reservation("7", 20)
    same, other = slot("10", 20, 4), slot("10", 21, 4)
    sunday = slot("10", 20, 4, on=SATURDAY + timedelta(days=1))
    assert not is_told_apart(same, held)
    assert is_told_apart(other, held)
    assert is_told_apart(None, held)
    assert to_say("retired", other, held, is_moved=True) == (
        "The table is no longer there. They have table 10, 21:00 instead."
    )
    assert to_say("too_small", sunday, held, is_moved=False) == (
        "The table seats too few. Free instead: table 10, Sun 15 March, 20:00."
    )
    assert to_say("lost", None, held, is_moved=False) == ("The hour is no longer in the book.")


def test_who_was_moved_is_told_from_which_hour_and_of_another_day_from_which_day() -> None:
    held = reservation("7", 20, moved_from=slot("7", 18, 4).starts_at)
    assert to_say("moved", None, held, is_moved=False) == ("They were moved from 18:00 to 20:00.")
    held = replace(held, moved_from=held.starts_at - timedelta(days=1))
    says = to_say("moved", None, held, is_moved=False)
    assert says == "They were moved from Fri 13 March, 20:00 to Sat 14 March, 20:00."


def test_who_had_an_hour_that_the_clock_skips_is_told_of_none_that_nobody_was_promised() -> None:
    skipped = slot("7", 18, 4).starts_at + timedelta(milliseconds=1)
    held = reservation("7", 20, moved_from=skipped)
    says = to_say("moved", None, held, is_moved=False)
    assert says == "The clock skips the hour that they had; they were moved to 20:00."
    assert why_in_short("moved", held) == "moved by the clock"


def test_who_left_no_number_is_on_the_list_all_the_same() -> None:
    (day,) = made(call("7", 20, "", reserved_by="")).days
    assert (day.rows[0].name, day.rows[0].phone) == ("Walk-in", "no number")


@pytest.mark.parametrize("is_rtl", [False, True])
def test_nothing_leaves_the_paper_and_each_row_has_room_for_the_answer(is_rtl: bool) -> None:
    hard = call("7", 20, "W" * 500, note="w " * 250)
    calls = [hard, call("10", 20, HEBREW), *(call("1", 19, f"Guest {n}") for n in range(200))]
    pages = lay_out_calls(made(*calls), A4, is_rtl=is_rtl)
    inside = QRectF(9 * MM, 9 * MM, 192 * MM, 279 * MM)
    for page in pages:
        places = [words.layout.boundingRect().translated(words.at) for words in page.words]
        assert all(inside.contains(place) for place in places)
        assert any(re.search(r"Page \d+ of \d+", text) for text in page.texts())
    said = " ".join(texts(pages)).split()
    assert [said.count("Guest"), said.count("123456")] == [200, 202]
    answer = next(words for words in pages[0].words if words.text == "Answer")
    x = answer.at.x() + (0 if is_rtl else 24 * MM)
    beside = [w for w in pages[-1].words if "07400 123456" in w.text]
    column = QRectF(min(x, answer.at.x()), 60 * MM, 20 * MM, 1)
    assert beside
    assert not any(
        words.layout.boundingRect().translated(words.at).intersects(column)
        for words in pages[-1].words
    )


class Shelf(Printers):
    """A printer beside the test; what it prints is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.printed: list[tuple[str, Printed]] = []

    def names(self) -> list[str]:
        return ["Office"]

    def print_sheet(self, sheet: Printed, name: str) -> None:
        self.printed.append((name, sheet))


def make(qtbot: QtBot, folder: Path, sheet_to: str, shelf: Shelf) -> CallsMade:
    tasks = Tasks()
    told: list[CallsMade] = []
    choices = Choices(tasks, Settings(sheet_to=sheet_to), folder / "settings.json", tasks)
    lists = CallLists(tasks, choices, folder / "sheets", tasks, printers=shelf)
    lists.make(tasks, house(), [call("7", 20)], NOW, told.append)
    qtbot.waitUntil(lambda: bool(told))
    end_tasks(tasks)
    return told[0]


def test_it_goes_where_the_day_sheet_goes(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = Shelf()
    printed = make(qtbot, tmp_path, "printer:Office", shelf)
    assert printed == CallsMade("The call list has gone to the printer Office.")
    assert [name for name, _ in shelf.printed] == ["Office"]
    for sheet_to in ("", "pdf", "printer:Gone"):
        saved = make(qtbot, tmp_path, sheet_to, shelf)
        assert saved.says.startswith("Call list saved in ")
        assert saved.path is not None
        assert page_count(saved.path.read_bytes()) == 1
        assert stat.S_IMODE(saved.path.stat().st_mode) == 0o600
    assert len(shelf.printed) == 1


def test_where_it_cannot_be_saved_it_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "sheets").write_text("in the way")
    told = make(qtbot, tmp_path, "pdf", Shelf())
    assert not told.is_made
    assert told.says.startswith("The call list could not be saved in ")


def test_a_list_goes_with_the_sheets_of_its_day(tmp_path: Path) -> None:
    path = call_list_path(tmp_path, house(), NOW)
    path.write_bytes(pdf_of(made(call("7", 20)), QPageSize(QPageSize.PageSizeId.A4)))
    assert len(pages_of(made(call("7", 20)), QPageSize(QPageSize.PageSizeId.A4))) == 1
    remove_old(tmp_path, SATURDAY + timedelta(days=14))
    assert path.exists()
    remove_old(tmp_path, SATURDAY + timedelta(days=15))
    assert not path.exists()
