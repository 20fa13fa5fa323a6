"""An allergy and a note are seen in every row of a reservation, and spoken with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import Slot
from resv_desktop.qt import command_words
from resv_desktop.qt.command_rows import FoundRow
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import AllRow
from resv_desktop.qt.day_words import hint, spoken
from resv_desktop.qt.details_panel import DetailsPanel
from resv_desktop.qt.due import Due, due
from resv_desktop.qt.due_row import DueRow
from resv_desktop.qt.holder_view import HolderView
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import DIALOG_PADDING, DIALOG_WIDTH, Look
from resv_desktop.qt.reservation_list import ReservationsModel
from resv_desktop.qt.widgets.label import Label
from tests.qt.days import NOW, SATURDAY, day, find, house, reservation

DIALOG_INSIDE = DIALOG_WIDTH - 2 * DIALOG_PADDING
MARKED = reservation("7", 19, "Okafor", note="No nuts", allergy=True)
PLAIN = reservation("7", 19, "Okafor")
MARKS = "allergy, Note: No nuts"


def test_the_lists_and_the_timeline_say_both() -> None:
    table = find(day(MARKED), "7", 19)
    row = AllRow(table.key, table, is_first_of_hour=True, is_past=False)
    assert spoken(row).endswith(MARKS)
    assert hint(row).endswith(MARKS)


def test_who_is_left_without_a_place_is_said_in_every_row_until_they_sit() -> None:
    known = day(PLAIN)
    left = [replace(each, is_leaving=each.table_id == "7") for each in known.slots]
    uncovered = "needs attention: the house does not offer this place"

    def marked(held: Reservation, *, is_past: bool = False, slots: Sequence[Slot] = left) -> bool:
        shown = day(held)
        shown = Day.of(shown.restaurant, shown.on, slots, [held], NOW)
        table = find(shown, "7", 19)
        row = AllRow(table.key, table, is_first_of_hour=True, is_past=is_past)
        assert (uncovered in spoken(row)) is (uncovered in hint(row)) is row.is_uncovered
        return row.is_uncovered

    assert marked(PLAIN)
    assert marked(replace(PLAIN, status="arrived"))
    assert marked(PLAIN, slots=())  # the book has no such hour at all
    assert not marked(PLAIN, slots=known.slots)
    assert not marked(PLAIN, is_past=True)
    assert not marked(replace(PLAIN, status="seated"))


def test_what_is_found_or_can_be_cancelled_says_both() -> None:
    says = command_words.spoken(FoundRow(MARKED), SATURDAY, "GB")
    assert "allergy" in says
    assert "No nuts" in says
    assert "allergy" not in command_words.spoken(FoundRow(PLAIN), SATURDAY, "GB")
    model = ReservationsModel([house()])
    model.show_reservations([MARKED])
    assert MARKS in str(model.index(0).data())


def test_who_is_due_says_both_and_shows_their_signs(qtbot: QtBot, look: Look) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def row(held: object) -> DueRow:
        (each,) = due(day(held), NOW)  # type: ignore[arg-type]  # a Reservation
        made = DueRow(look, each, parent)
        made.resize(294, made.sizeHint().height())
        return made

    marked, plain = row(MARKED), row(PLAIN)
    assert marked.accessibleName().endswith(MARKS)
    assert plain.accessibleName().endswith("8 min late")
    assert marked.grab().toImage() != plain.grab().toImage()


def warned(name: str) -> Due:
    """Return the warning that table 7 is still taken a little before somebody's hour there."""
    held = reservation("7", 19, status="seated"), reservation("7", 20, name)
    found = due(day(*held), NOW + timedelta(minutes=45))
    (each,) = (each for each in found if each.kind == "overrun")
    return each


def test_of_a_number_that_does_not_fit_beside_the_clock_the_end_is_seen(
    qtbot: QtBot, look: Look
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    (each,) = due(day(reservation("7", 19, "")), NOW)
    row = DueRow(look, each, parent)
    assert row.shown_words(200, 200) == ("07400 123456", "Table 7, for 2")
    just_enough = look.metrics("row name").horizontalAdvance("07400 123456")
    assert row.shown_words(just_enough, 200)[0] == "07400 123456"
    assert row.shown_words(just_enough - 1, 200)[0] == "…3456"
    assert row.shown_words(60, 60)[0] == "…3456"
    assert row.accessibleName().startswith("07400 123456")
    row.show_due(warned(""), is_last=True)
    assert row.shown_words(60, 300)[1] == "Move 07400 123456 to table 10"
    assert row.shown_words(60, 165)[1] == "Move …3456 to table 10"


def test_to_which_table_somebody_is_to_be_moved_is_said_whole(qtbot: QtBot, look: Look) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    row = DueRow(look, warned("Okonkwo-Hollingsworth"), parent)
    said = row.shown_words(150, 180)[1]
    assert said.startswith("Move Okon")
    assert said.endswith("… to table 10")
    assert look.metrics("secondary").horizontalAdvance(said) <= 180


def test_the_minutes_until_then_leave_the_lower_line_to_the_move(
    qtbot: QtBot, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    row = DueRow(look, warned("Jackdaw"), parent)
    row.resize(280, 58)
    words: list[str] = []
    monkeypatch.setattr(row, "_words", lambda _painter, _place, text, *_: words.append(text))
    row.grab()
    assert {"in 7 min", "Move Jackdaw to table 10"} < {*words}


@pytest.mark.parametrize(
    ("note", "allergy", "said"),
    [("No nuts", True, "Allergy. No nuts"), ("", True, "Allergy"), ("No nuts", False, "No nuts")],
)
def test_the_details_say_both(
    qtbot: QtBot, look: Look, note: str, allergy: bool, said: str
) -> None:
    panel = DetailsPanel(look, Keys())
    qtbot.addWidget(panel)
    held = reservation("7", 19, "Okafor", note=note, allergy=allergy)
    shown = day(held)
    panel.show_table(shown, find(shown, "7", 19), 2, NOW)
    assert f"Note: {said}" in panel.text()


def test_the_dialog_of_a_taken_table_says_both(qtbot: QtBot, look: Look) -> None:
    view = HolderView(look, "GB", lambda: "Stand 1")
    qtbot.addWidget(view)
    view.show_reservation(MARKED)
    assert "Yes, as the note says\nNo nuts" in view.text()
    view.show_reservation(reservation("7", 19, allergy=True))
    assert "Yes, but no note says what" in view.text()
    view.show_reservation(PLAIN)
    assert "Yes" not in view.text()


@pytest.mark.parametrize("note", ["w" * 500, "with a pram " * 41])
def test_a_note_of_one_long_word_leaves_change_in_the_dialog(
    qtbot: QtBot, look: Look, note: str
) -> None:
    view = HolderView(look, "GB", lambda: "Stand 1")
    qtbot.addWidget(view)
    view.show_reservation(reservation("7", 19, "W" * 70, note=note, allergy=True))
    assert view.minimumSizeHint().width() <= DIALOG_INSIDE
    view.setFixedWidth(DIALOG_INSIDE)
    view.show()
    assert view.edit_button.geometry().right() < DIALOG_INSIDE
    for label in view.findChildren(Label):
        assert label.geometry().right() < DIALOG_INSIDE
        assert label.minimumSizeHint().width() <= label.width(), label.text()
