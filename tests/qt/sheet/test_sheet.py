"""What the day sheet says, and what it never says."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.day import Day
from resv_desktop.qt.sheet.pages import lay_out
from resv_desktop.qt.sheet.sheet import BLANKS, SheetRow, last_digits
from tests.qt.days import HOURS, NOW, SATURDAY, TABLES, day, house, reservation, waiting
from tests.qt.sheet.sheets import HEBREW, sheet, texts

A4 = QSizeF(210, 297)


def rows(*held: Reservation) -> list[SheetRow]:
    """Return all rows of the sheet of a day."""
    return [row for hour in sheet(day(*held)).hours for row in hour.rows]


def test_a_row_tells_table_party_name_last_digits_note_and_status() -> None:
    (row,) = rows(reservation("7", 19, HEBREW, party_size=4, note="by the window"))
    assert [getattr(row, each.name) for each in fields(SheetRow)] == [
        "7",
        "4",
        HEBREW,
        "3456",
        "by the window",
        "Reserved",
        "",
    ]


def test_an_allergy_stands_in_front_of_the_note() -> None:
    held = (
        reservation("7", 19, note="nuts", allergy=True),
        reservation("10", 19, allergy=True),
        reservation("20", 19, note="by the window"),
    )
    assert [row.note for row in rows(*held)] == ["Allergy: nuts", "Allergy", "by the window"]


@pytest.mark.parametrize(
    ("stored", "told"),
    [("+447400123456", "3456"), ("050-123 4567", "4567"), ("", ""), ("12", "12")],
)
def test_of_a_number_in_any_form_only_the_last_four_digits_are_told(stored: str, told: str) -> None:
    assert last_digits(stored) == told


def test_no_number_stands_on_it_in_full_not_even_in_a_name_or_note() -> None:
    held = (
        reservation("7", 19, "07400 123456", note="call 0501234567 first"),
        reservation("10", 19, ""),
    )
    said = " ".join(texts(lay_out(sheet(day(*held)), A4)))
    for number in ("7400123456", "07400 123456", "0501234567"):
        assert number not in said
    assert "…4567" in said


def test_a_walk_in_without_a_name_is_called_so() -> None:
    (row,) = rows(reservation("2", 20, "", reserved_by="", status="seated"))
    assert (row.name, row.digits, row.status) == ("Walk-in", "", "Seated")


def test_a_table_that_is_taken_without_a_reservation_is_on_it() -> None:
    known = day(reservation("7", 19))
    foreign = type(known).of(known.restaurant, known.on, known.slots, (), known.read_at)
    (row,) = [row for hour in sheet(foreign).hours for row in hour.rows]
    assert (row.table, row.name) == ("7", "Taken, no name is known")


def test_whose_place_is_not_offered_any_more_is_said_on_paper_too() -> None:
    known = day(reservation("7", 19), reservation("10", 19))
    left = [replace(each, is_leaving=each.table_id == "7") for each in known.slots]
    shown = Day.of(known.restaurant, known.on, left, known.reservations, known.read_at)
    found = [row for hour in sheet(shown).hours for row in hour.rows]
    assert [row.status for row in found] == ["Reserved, not offered", "Reserved"]


def test_an_hour_tells_its_free_tables_and_leaves_rows_to_write_in() -> None:
    hour = sheet(day(reservation("7", 20))).hours[2]
    assert hour.title == "20:00"
    assert hour.free == "Free: 1, 2 (2 seats); 10 (4 seats); 20 (6 seats); 23 (8 seats)"
    assert hour.blanks == BLANKS
    full = sheet(day(*(reservation(table, 20) for table in TABLES))).hours[2]
    assert (full.free, full.blanks) == ("No table is free.", 0)


def test_an_hour_that_is_over_needs_no_rows_to_write_in() -> None:
    begun, over = sheet().hours[1], sheet(later=timedelta(hours=1)).hours[1]
    assert (begun.blanks, over.blanks) == (BLANKS, 0)
    assert over.free == ""
    assert over.rows == begun.rows


def test_who_waits_stands_in_their_hour_with_what_paper_may_carry() -> None:
    full = day(*(reservation(table, 20) for table in TABLES))
    known = replace(full, waiting=(waiting(20, "Heron", note="by the window"), waiting(19, "")))
    hours = sheet(known).hours
    (row,) = hours[2].waiting
    assert hours[2].waitlist == "Waitlist: 1 party waits for a table"
    assert (row.table, row.party, row.name, row.digits) == ("", "4", "Heron", "2222")
    assert (row.note, row.status) == ("by the window", "since 18:40")
    assert hours[2].rows == sheet(full).hours[2].rows
    assert [len(hour.waiting) for hour in hours] == [0, 1, 1, 0, 0]
    assert sheet(known).unknown == ""
    assert "0501112222" not in " ".join(texts(lay_out(sheet(known), A4)))


def test_who_waits_since_another_day_has_its_date_in_short() -> None:
    before = waiting(20, "Heron", since_at=NOW - timedelta(days=1))
    (row,) = sheet(replace(day(), waiting=(before,))).hours[2].waiting
    assert row.status == "since 13 Mar, 19:08"


def test_who_waits_longest_stands_first_and_nobody_in_an_hour_that_is_over() -> None:
    late = waiting(20, "Late", since_at=NOW)
    known = replace(day(), waiting=(late, waiting(20, "Early"), waiting(18, "Gone")))
    hours = sheet(known).hours
    assert [row.name for row in hours[2].waiting] == ["Early", "Late"]
    assert hours[2].waitlist == "Waitlist: 2 parties wait for a table"
    assert hours[0].waiting == ()


def test_who_waits_for_an_hour_that_is_gone_stands_behind_all_others() -> None:
    known = replace(
        day(hours=(19, 20)), waiting=(waiting(22, "Late"), waiting(21, "Gone"), waiting(18, "Past"))
    )
    *kept, gone, late = sheet(known).hours
    assert [hour.title for hour in kept] == ["19:00", "20:00"]
    assert (gone.title, gone.free) == ("21:00", "This hour is no longer in the book.")
    assert [[row.name for row in hour.waiting] for hour in (gone, late)] == [["Gone"], ["Late"]]
    assert "Gone" in texts(lay_out(sheet(known), A4))


def test_a_waitlist_that_is_not_known_is_said_and_an_empty_one_is_not() -> None:
    says = "It is not known who waits: the waitlist is not on this sheet."
    unknown, empty = sheet(day()), sheet(replace(day(), waiting=()))
    assert unknown.unknown == says
    assert says in texts(lay_out(unknown, A4))
    assert empty.unknown == ""


def test_hours_past_midnight_say_their_day() -> None:
    late = day(hours=(23, 25), restaurant=house(opening_hours="18:02"))
    assert [hour.title for hour in sheet(late).hours] == ["23:00", "01:00 (Sun 15 March)"]


def test_it_says_since_when_it_may_no_longer_be_true() -> None:
    live = sheet()
    assert (live.house, live.day) == ("Harbour House", "Saturday 14 March 2026")
    assert (live.as_of, live.warning) == ("As of 19:08", "")
    old = sheet(later=timedelta(minutes=87), is_live=False)
    assert old.as_of == "As of 19:08"
    assert old.warning.startswith("Not live since 19:08. What was reserved or cancelled after")
    assert old.foot == "Made Sat 14 March, 20:35, at Stand 1"
    older = sheet(later=timedelta(days=1), is_live=False)
    assert older.as_of == "As of Sat 14 March, 19:08"
    assert "since Sat 14 March, 19:08." in older.warning


def test_a_sheet_of_another_day_says_of_which_day_what_it_tells_is() -> None:
    coming = day(on=SATURDAY + timedelta(days=1))
    assert sheet(coming).as_of == "As of Sat 14 March, 19:08"
    past = sheet(day(on=SATURDAY - timedelta(days=1)), is_live=False)
    assert past.warning.startswith("Not live since Sat 14 March, 19:08.")
    late = replace(day(restaurant=house(opening_hours="18:02")), read_at=NOW + timedelta(hours=6))
    assert sheet(late, later=timedelta(hours=6)).as_of == "As of 01:08"  # the same evening


def test_a_day_without_hours_is_said_and_can_be_written_on() -> None:
    (hour,) = sheet(day(hours=())).hours
    assert hour.free == "The book has no hours for this day."
    assert hour.blanks > BLANKS


@given(
    places=st.lists(st.tuples(st.sampled_from([*TABLES, "99"]), st.sampled_from([*HOURS, 9]))),
    words=st.lists(st.text(max_size=700), min_size=1),
    is_rtl=st.booleans(),
)
def test_every_reservation_of_the_day_is_on_it_exactly_once(
    places: list[tuple[str, int]], words: list[str], is_rtl: bool
) -> None:
    held = [
        reservation(table, hour, f"Guest-{n}-", note=words[n % len(words)], id=str(n))
        for n, (table, hour) in enumerate(places)
    ]
    said = texts(lay_out(sheet(day(*held)), A4, is_rtl=is_rtl))
    for n in range(len(held)):
        assert said.count(f"Guest-{n}-") == 1
    assert sum(text.startswith("Guest-") for text in said) == len(held)


def test_who_waits_for_an_hour_past_midnight_that_is_gone_has_its_date() -> None:
    late = waiting(23, "Late")
    late = replace(late, starts_at=late.starts_at + timedelta(hours=2))
    *_, gone = sheet(replace(day(hours=(19, 20)), waiting=(late,))).hours
    assert gone.title == "01:00 (Sun 15 March)"
