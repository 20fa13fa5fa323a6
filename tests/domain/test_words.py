"""Hours and days are said so that no two of them sound alike."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from resv_desktop.domain.words import day_label, hour_label, how_many, one_line, say

LONDON = ZoneInfo("Europe/London")


def test_an_usual_hour_is_just_its_time() -> None:
    assert hour_label(datetime(2026, 10, 24, 19, tzinfo=LONDON)) == "19:00"


def test_the_two_showings_of_a_repeated_hour_are_told_apart() -> None:
    first = datetime(2026, 10, 25, 1, tzinfo=LONDON)
    assert hour_label(first) == "01:00 (1st)"
    assert hour_label(first.replace(fold=1)) == "01:00 (2nd)"


def test_the_hours_beside_a_repeated_one_need_no_mark() -> None:
    assert hour_label(datetime(2026, 10, 25, 0, tzinfo=LONDON)) == "00:00"
    assert hour_label(datetime(2026, 10, 25, 2, tzinfo=LONDON)) == "02:00"


def test_a_skipped_hour_needs_no_mark() -> None:
    assert hour_label(datetime(2026, 3, 29, 1, tzinfo=LONDON)) == "01:00"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 14), "Sat 14 March"),
        (date(2026, 12, 31), "Thu 31 December"),
        (date(2027, 1, 1), "Fri 1 January"),
    ],
)
def test_a_day_has_its_weekday_and_month(day: date, said: str) -> None:
    assert day_label(day) == said


def test_every_weekday_and_month_has_its_name() -> None:
    labels = [day_label(date(2026, 1, 1) + timedelta(days=n)) for n in range(365)]
    assert len(set(labels)) == 365
    assert {label.split()[0] for label in labels} == {
        *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    }


def test_anything_else_in_a_sentence_is_said_as_it_is() -> None:
    assert say(datetime(2026, 3, 14, 19, tzinfo=LONDON)) == "19:00"
    assert say(date(2026, 3, 14)) == "Sat 14 March"
    assert say("12A") == "12A"
    assert say(8) == "8"


def test_pasted_text_becomes_one_line_that_can_be_stored() -> None:
    assert one_line("  Ms\tO’Hara \n née  Li ") == "Ms O’Hara née Li"
    assert one_line("half \ud83d a smile") == "half ? a smile"


def test_one_thing_is_no_several() -> None:
    assert [how_many(count, "restaurant") for count in (0, 1, 2)] == [
        "0 restaurants",
        "1 restaurant",
        "2 restaurants",
    ]
