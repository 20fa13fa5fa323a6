"""What the lists say, word for word."""

import pytest
from PySide6.QtWidgets import QApplication

from resv_desktop.qt.day_rows import HourFilter, Sort, all_rows, available_rows
from resv_desktop.qt.day_words import count, facts, filter_words, hint, spoken
from tests.qt.days import NOW, SATURDAY, day, find, house, reservation

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_row_of_free_tables_is_one_sentence(qapp: QApplication) -> None:
    del qapp
    rows = available_rows(day(), 4, HourFilter(), NOW)
    assert [spoken(row) for row in rows[:4]] == [
        "19:00, 4 free, 52 min left",
        "19:00, table 7, 4 seats, free, best fit",
        "19:00, table 10, 4 seats, free, fits",
        "19:00, table 20, 6 seats, free, 2 spare",
    ]


def test_a_row_of_all_tables_is_one_sentence() -> None:
    shown = day(
        reservation("7", 20, party_size=4, note="Nut allergy"),
        reservation("10", 20, name="", reserved_by="", party_size=None, status="done"),
    )
    said = {
        (row.key[1], row.key[0][-2:]): spoken(row)  # type: ignore[index]  # rows of tables only
        for row in all_rows(shown, HourFilter(), NOW, Sort())
    }
    assert (
        said["7", "20"]
        == "20:00, table 7, 4 seats, reserved, Okafor, party of 4, Note: Nut allergy"
    )
    assert said["10", "20"] == "20:00, table 10, 4 seats, done, Walk-in"
    assert said["1", "20"] == "20:00, table 1, 2 seats, free"
    assert said["1", "18"] == "18:00, table 1, 2 seats, was free"


def test_a_full_hour_says_so() -> None:
    rows = available_rows(day(reservation("23", 20, party_size=7)), 8, HourFilter(), NOW)
    assert spoken(rows[2]) == "20:00, full, waitlist"


def test_a_full_hour_in_which_moving_others_frees_a_table_says_that() -> None:
    rows = available_rows(day(reservation("23", 20)), 8, HourFilter(), NOW)
    assert spoken(rows[2]) == "20:00, full, others can move"
    running = available_rows(day(reservation("23", 19)), 8, HourFilter(), NOW)
    assert spoken(running[0]) == "19:00, full, others can move"
    come = reservation("23", 20, status="arrived")
    rows = available_rows(day(come), 8, HourFilter(), NOW)
    assert spoken(rows[2]) == "20:00, full, waitlist"


def test_the_pointer_is_told_what_may_be_cut() -> None:
    shown = day(reservation("7", 20, note="Window"))
    rows = all_rows(shown, HourFilter(), NOW, Sort())
    assert [hint(row) for row in rows if hint(row)] == ["Okafor, party of 2, Note: Window"]


def test_counts_say_when() -> None:
    shown, tomorrow = day(), day(on=SATURDAY.replace(day=15))
    at = find(shown, "1", 20).at
    evening = HourFilter()
    assert count(shown, 4, evening, NOW, 29) == "29 free for 4 this evening"
    assert count(shown, 4, HourFilter(at, is_only=True), NOW, 7) == "7 free for 4 at 20:00"
    assert count(tomorrow, 4, evening, NOW, 3) == "3 free for 4 on Sun 15 March"
    noon = day(hours=(12, 13, 20), restaurant=house(opening_hours="12:23"))
    early = NOW.replace(hour=12)
    assert count(noon, 2, evening, early, 9) == "9 free for 2 today"


def test_filters_have_words() -> None:
    shown = day()
    at = find(shown, "1", 20).at
    said = [
        filter_words(each, shown.restaurant)
        for each in (HourFilter(), HourFilter(at), HourFilter(at, is_only=True))
    ]
    assert said == ["All hours", "From 20:00", "Only 20:00"]


def test_a_reservation_is_named_by_table_day_hour_and_guest() -> None:
    made = reservation("9", 20, party_size=4)
    assert facts(made, "Okafor") == "table 9, Sat 14 March, 20:00, Okafor, party of 4"
    assert facts(made, "") == "table 9, Sat 14 March, 20:00, party of 4"


def test_a_label_that_nobody_would_read_to_its_end_makes_no_sentence_endless() -> None:
    endless = "7" * 5_000
    shown = day(reservation(endless, 19), restaurant=house({"1": 2, endless: 4}))
    said = [facts(reservation(endless, 19), "Rossi")]
    said += [spoken(row) for row in all_rows(shown, HourFilter(), NOW, Sort())]
    assert max(len(text) for text in said) < 200
