"""What the command line answers for a day that is known, whatever the database does."""

import time
from dataclasses import replace
from datetime import date, timedelta
from statistics import quantiles
from typing import Any

import pytest

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.typed_line import TypedLine, read_line
from resv_desktop.qt.command_rows import (
    Answer,
    FoundRow,
    MoveRow,
    SeatRow,
    TakeRow,
    WaitRow,
    answer,
    matching,
)
from resv_desktop.qt.command_words import news, spoken, understood
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import NOBODY
from tests.qt.days import NOW, SATURDAY, day, house, reservation

PARTY = 2


def read(text: str, on: date = SATURDAY) -> TypedLine:
    """Read a line at the house."""
    return read_line(text, today=on, region="GB")


def answered(text: str, on: Day, *, party: int = PARTY) -> Answer:
    """Answer a line at 19:08."""
    line = read(text)
    return answer(line, on, NOW, party, NOBODY, matching(line, on.reservations))


def said(text: str, on: Day) -> list[str]:
    """Return the answer as it is spoken."""
    return [spoken(row, SATURDAY, "GB") for row in answered(text, on).rows]


def told(text: str, on: Day) -> str:
    """Return what is said about the day."""
    return news(read(text), on, answered(text, on), PARTY)


@pytest.mark.parametrize("typed", ["3456", "３４５６", "٣٤٥٦"])
def test_the_end_of_a_number_is_found_on_whichever_keyboard_it_was_typed(typed: str) -> None:
    (row,) = answered(typed, day(reservation("7", 20))).rows
    assert isinstance(row, FoundRow)


def test_the_best_fit_stands_first_then_others_of_the_hour_then_the_nearest_hours() -> None:
    assert said("5 20", day()) == [
        "20:00, table 20, best fit, Seats 6, 1 spare: no table fits more closely.",
        "20:00, table 23, 3 spare, Seats 8, 3 spare.",
        "19:00, table 20, 1 hour earlier, Seats 6, 1 spare: no table fits more closely.",
        "21:00, table 20, 1 hour later, Seats 6, 1 spare: no table fits more closely.",
        "22:00, table 20, 2 hours later, Seats 6, 1 spare: no table fits more closely.",
    ]


def test_an_hour_that_is_there_for_who_was_promised_only_is_none_of_the_house() -> None:
    held = reservation("7", 20)
    known = day(held)
    left = [slot for slot in known.slots if slot.slot_id != held.slot_id]
    without = Day.of(known.restaurant, known.on, left, [held], NOW)
    assert answered("2 20", known).news == ""
    assert answered("2 20", without).news == "no such hour"
    alone = Day.of(known.restaurant, known.on, [], [held], NOW)
    assert answered("2", alone).news == "nothing open"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("4 13:00", "6 hours later"),  # 18:00 is over
        ("4 00:00", "2 hours earlier"),
        ("4 02:00", "4 hours earlier"),
    ],
)
def test_an_hour_that_the_house_has_not_is_the_nearest_before_it_opens_or_after_it_closes(
    text: str, first: str
) -> None:
    assert f", {first}, " in said(text, day())[0]


def test_in_the_morning_no_hour_of_the_evening_is_an_earlier_one() -> None:
    noon = day(hours=range(12, 23))
    assert all(" later, " in row for row in said("4 07:00", noon))
    assert said("4 7:00", noon)[0].startswith("19:00, table 7, best fit, ")


@pytest.mark.parametrize("text", ["4 25", "9 20", "9 20:30", "4 20 21", "4 20:30 21:30"])
def test_what_is_no_hour_or_no_party_brings_no_table(text: str) -> None:
    assert said(text, day()) == []
    assert read(text).unclear


@pytest.mark.parametrize("text", ["4 20:30", "4 8:30pm", "4 8:30", "4 20:30 07400123456 Cohen"])
def test_beside_a_time_that_is_no_full_hour_the_hours_before_and_after_it_are_offered(
    text: str,
) -> None:
    assert said(text, day()) == [
        "20:00, table 7, 30 minutes earlier, Seats exactly 4.",
        "21:00, table 7, 30 minutes later, Seats exactly 4.",
    ]
    assert read(text).unclear


def test_of_the_hours_beside_a_time_none_is_over() -> None:
    rows = answered("4 18:30", day()).rows
    assert [row.fit.slot.starts_at.hour for row in rows if isinstance(row, TakeRow)] == [19, 20]


def test_an_hour_that_was_over_before_its_house_was_set_up_is_over() -> None:
    later = day(hours=(19, 20, 21, 22))
    assert told("4 18:00", later) == "18:00 on Sat 14 March is over. The nearest free hours:"
    early = told("4 17:00", later)
    assert early == "The house has no hour at 17:00 on Sat 14 March. The nearest free hours:"


def test_without_an_hour_the_best_fit_of_every_hour_that_is_left_is_shown() -> None:
    rows = answered("4", day()).rows
    hours = [row.fit.slot.starts_at.hour for row in rows if isinstance(row, TakeRow)]
    assert hours == [19, 20, 21, 22]


def test_who_is_said_to_stand_there_is_offered_a_seat_and_no_later_hour() -> None:
    assert {type(row) for row in answered("4", day()).rows} == {SeatRow, TakeRow}
    assert {type(row) for row in answered("4 now", day()).rows} == {SeatRow}
    full = day(*(reservation(table, hour) for hour in (19, 20) for table in ("20", "23")))
    assert {type(row) for row in answered("5 now", full).rows} == {MoveRow, TakeRow}


def test_a_table_that_a_reservation_names_is_never_offered() -> None:
    free, held = day(), [reservation("7", 20), reservation("10", 20)]
    on = Day.of(free.restaurant, SATURDAY, free.slots, held, NOW)
    assert said("4 20", on)[0] == (
        "20:00, table 20, best fit, Seats 6, 2 spare: every smaller table is taken."
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("4 13:00", "The house has no hour at 13:00 on Sat 14 March. The nearest free hours:"),
        ("4 18:00", "18:00 on Sat 14 March is over. The nearest free hours:"),
        ("4 06:00", "The house has no hour at 06:00 on Sat 14 March. The nearest free hours:"),
        ("4 6:00", "18:00 on Sat 14 March is over. The nearest free hours:"),
        ("4 7:00", ""),
        ("4 20w", "20:00 is not full: table 7 is free."),
        ("8 20 w 07400123456", "20:00 is not full: table 23 is free."),
        ("Zzyzx", "No reservation with Zzyzx on Sat 14 March."),
        ("4 20", ""),
    ],
)
def test_why_there_is_not_what_was_asked_for_is_said(text: str, says: str) -> None:
    assert told(text, day()) == says


def test_a_full_day_and_a_day_that_is_over_are_said() -> None:
    full = day(*(reservation("23", hour, party_size=8) for hour in (18, 19, 20, 21, 22)))
    assert told("8", full) == "No table is free for 8 now, nor later on Sat 14 March."
    assert told("8 20", full) == "Full for 8 on Sat 14 March."
    past = day(hours=(18,))
    assert told("4", past) == "The last hour of Sat 14 March is over."
    assert told("4", day(hours=())) == "No hour can be reserved on Sat 14 March."


@pytest.mark.parametrize(("text", "hour"), [("4 9", 21), ("4 10", 22), ("4 9pm", 21), ("4 21", 21)])
def test_a_bare_nine_is_the_hour_that_the_house_has(text: str, hour: int) -> None:
    first = answered(text, day()).rows[0]
    assert isinstance(first, TakeRow)
    assert (first.fit.slot.starts_at.hour, first.place) == (hour, "best")


def test_an_hour_past_midnight_is_said_with_the_same_day_above_the_rows_and_in_them() -> None:
    late = day(hours=range(18, 26))
    line, found = read("4 00:00"), answered("4 00:00", late)
    assert understood(line, late, found, "GB") == "For 4, Sun 15 March, 00:00"
    assert said("4 00:00", late)[0].startswith("Sun 15 March, 00:00, table 7, best fit")


def test_an_hour_past_midnight_belongs_to_the_evening() -> None:
    late = day(hours=(22, 23, 24), restaurant=house(opening_hours="18:02"))
    assert said("4 00:00", late)[0].startswith("Sun 15 March, 00:00, table 7, best fit")
    at = answered("4 01:00", late).hour
    assert at is not None
    assert (at.date(), at.hour) == (SATURDAY + timedelta(days=1), 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3456", ["Okafor"]),
        ("456", ["Okafor"]),
        ("kaf", ["Okafor"]),
        ("07400 123456", ["Okafor"]),
        ("+44 7400 123456", ["Okafor"]),
        ("020 7946 0999", ["Dahl"]),
        ("כהן", ["כהן לוי"]),
        ("a", ["Okafor", "Dahl"]),
        ("45", []),
        ("4 3456", ["Okafor"]),
    ],
)
def test_a_reservation_is_found_by_a_number_its_end_or_a_piece_of_the_name(
    text: str, found: list[str]
) -> None:
    held = [
        reservation("7", 20),
        reservation("10", 21, "Dahl", reserved_by="020 7946 0999"),
        reservation("1", 20, "כהן לוי", reserved_by="+972501234567"),
        reservation("2", 20, "", reserved_by=""),
    ]
    rows = answered(text, day(*held)).rows
    names = [row.reservation.name for row in rows if isinstance(row, FoundRow)]
    assert names == found


def test_what_is_still_to_come_is_found_before_what_is_over() -> None:
    held = day(reservation("7", 18, "Early"), reservation("10", 20, "Earp"))
    rows = answered("ear", held).rows
    assert [row.reservation.name for row in rows if isinstance(row, FoundRow)] == ["Earp", "Early"]


def test_a_number_alone_shows_its_reservations_before_what_is_free() -> None:
    rows = answered("07400 123456", day(reservation("7", 20))).rows
    assert [type(row) for row in rows[:2]] == [FoundRow, TakeRow]
    kinds = [type(r) for r in answered("2 21 07400 123456", day(reservation("7", 20))).rows]
    assert (kinds[0], kinds.count(FoundRow), kinds[-1]) == (TakeRow, 1, FoundRow)


def test_what_is_understood_is_said_in_one_line() -> None:
    line, on = read("Cohen 4 07400123456 20"), day()
    shown = answer(line, on, NOW, PARTY, NOBODY, [])
    assert understood(line, on, shown, "GB") == "For 4, Sat 14 March, 20:00, 07400 123456, Cohen"
    search = read("3456")
    assert understood(search, on, Answer(), "GB") == "Reservations with 3456"


def test_a_table_that_is_being_taken_elsewhere_says_so_and_is_not_the_best_of_equals() -> None:
    line = read("4 20 07400 123456 Cohen")
    takers = {(f"{SATURDAY}-20", "7"): ("Stand 2",)}
    rows = answer(line, day(), NOW, PARTY, takers, []).rows
    assert spoken(rows[0], SATURDAY, "GB").startswith("Reserve table 10 at 20:00 for 4, Cohen")
    assert spoken(rows[1], SATURDAY, "GB") == (
        "Reserve table 7 at 20:00 for 4, Cohen, fits, Being taken at Stand 2."
    )


def test_a_key_is_answered_in_less_than_a_frame_with_sixty_tables_and_a_thousand_guests(
    record_property: Any,
) -> None:
    tables = {str(n): 2 + n % 7 for n in range(1, 61)}
    hours = range(24)
    large = house(tables, opening_hours="00:24")
    held: list[Reservation] = [
        reservation(str(n), hour, f"Guest {n} of {hour}", id=f"{n}-{hour}")
        for hour in hours
        for n in range(1, 46)
    ]
    full = day(*held, restaurant=large, hours=tuple(hours))
    texts = ["4", "4 2", "4 20", "4 20 0", "4 20 07400 123456", "4 20 07400 123456 Coh", "gue"]
    took = []
    for text in texts * 20:
        start = time.thread_time()  # what other programs take of the machine is not counted
        answered(text, full)
        took.append((time.thread_time() - start) * 1000)
    p95 = quantiles(took, n=20)[-1]
    record_property("measured", f"a key answered from {len(held)} reservations: p95 {p95:.1f} ms")
    assert p95 < 48


@pytest.mark.parametrize(
    "text",
    [
        "4 20 5,12 07400123456 Cohen",
        "4 20 fri sun 07400123456 Cohen",
        "4 20 xyz/ 07400123456 12345",
        "8 20 5,12 07400123456",
        "4 w 5,12",
        "5,12 3456",
        "4 5 20 07400123456",
    ],
)
def test_a_line_of_which_anything_is_not_understood_is_answered_to_be_looked_at_only(
    text: str,
) -> None:
    held = replace(reservation("7", 19), status="arrived")
    on = day(held, reservation("14", 20))
    assert read(text).unclear
    for row in answered(text, on).rows:
        assert not isinstance(row, SeatRow)
        assert not (isinstance(row, (TakeRow, WaitRow)) and row.phone)
        assert not (isinstance(row, FoundRow) and row.step)


def test_a_party_is_not_gone_on_with_by_a_line_that_asks_for_a_table() -> None:
    held = reservation("7", 19)
    on = Day.of(house(), SATURDAY, [], [held], NOW)
    (row,) = answered("4 20 07400123456", on).rows
    assert isinstance(row, FoundRow)
    assert row.step is None
    (row,) = answered("3456", on).rows
    assert isinstance(row, FoundRow)
    assert row.step == "arrived"


@pytest.mark.parametrize(
    ("text", "is_clear"),
    [
        ("sun 4 00:00 07400123456", False),
        ("sun 4 20:00 07400123456", True),
        ("today 4 00:00 07400123456", True),
        ("4 00:00 07400123456", True),
    ],
)
def test_past_midnight_a_day_that_was_typed_may_be_of_two_nights_and_nothing_is_reserved(
    text: str, *, is_clear: bool
) -> None:
    line = read(text)
    on = day(on=line.day or SATURDAY, hours=range(18, 26))
    found = answered(text, on)
    assert next(bool(row.phone) for row in found.rows if isinstance(row, TakeRow)) == is_clear
    says = "00:00 in the night before Mon 16 March. Enter opens the table's form."
    assert news(line, on, found, PARTY) == ("" if is_clear else says)
