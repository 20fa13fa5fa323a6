"""A date is a day however it is written; it is no phone, no party, and no guest's name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.typed_dates import MONTHS
from resv_desktop.domain.typed_line import TypedLine, read_line

SUNDAY = date(2026, 11, 29)
FRIDAY, FIFTH = date(2026, 12, 4), date(2026, 12, 5)


def read(text: str, region: str = "GB", language: str = "en") -> TypedLine:
    """Read a line on a Sunday at the end of November."""
    return read_line(text, today=SUNDAY, region=region, language=language)


@pytest.mark.parametrize(
    ("typed", "region", "language"),
    [
        ("5.12", "GB", "en"),
        ("5.12.", "DE", "de"),
        ("05.12", "IL", "en"),
        ("5/12", "IL", "en"),
        ("5.12.2026", "GB", "en"),
        ("5/12/26", "GB", "en"),
        ("5-12-2026", "GB", "en"),
        ("2026-12-05", "US", "en"),
        ("2026/12/5", "GB", "en"),
        ("12/5", "US", "en"),
        ("12/5/2026", "US", "en"),
        ("5 dec", "GB", "en"),
        ("5th December", "GB", "en"),
        ("dec 5", "US", "en"),
        ("Dec 5, 2026", "GB", "en"),
        ("5 dec 2026", "GB", "en"),
        ("on 5.12", "GB", "en"),
        ("sat 5.12", "GB", "en"),
        ("5. Dezember", "DE", "de"),
        ("am 5.12.", "DE", "de"),
        ("le 5 décembre", "FR", "fr"),
        ("5 דצמבר", "IL", "he"),
        ("ב5.12", "IL", "he"),
        ("5 בדצמבר", "IL", "he"),
    ],
)
@pytest.mark.parametrize("order", ["{} 4 20:00", "4 20:00 {}", "20:00 {} Cohen 4"])
def test_a_date_is_read_in_every_usual_form(
    typed: str, region: str, language: str, order: str
) -> None:
    line = read(order.format(typed), region, language)
    assert (line.day, line.party, line.hour, line.unclear) == (FIFTH, 4, 20, ())
    assert (line.name, line.phone) == ("Cohen" if "Cohen" in order else "", "")


@pytest.mark.parametrize(
    ("text", "region", "says"),
    [
        ("5 dec 4 20", "US", "5 dec and dec 4 are two days."),
        ("4 dec 20", "GB", "4 dec and dec 20 are two days."),
        ("5.12 6.12 4 20", "GB", "5.12 and 6.12 are two days."),
        ("sun 5.12 4 20", "GB", "5.12 and sun are two days."),
        ("tomorrow 5.12 4 20", "GB", "5.12 and tomorrow are two days."),
        ("next fri 4 20", "GB", '"next" is not understood.'),
        ("4 20 Cohen on the 5th", "GB", '"5th" is not understood.'),
        ("31.2 4 20", "GB", '"31.2" is not understood.'),
        ("12/25 4 20", "IL", '"12/25" is not understood.'),
        ("25/12 4 20", "US", '"25/12" is not understood.'),
        ("2026-13-05 4 20 0541117777", "IL", '"2026-13-05" is not understood.'),
    ],
)
def test_what_may_be_two_days_or_is_none_is_said(text: str, region: str, says: str) -> None:
    assert any(str(each).startswith(says) for each in read(text, region).unclear)


def test_the_day_stands_before_its_month_where_it_is_written_so() -> None:
    line = read("5 dec 4 20", "GB")
    assert (line.day, line.party, line.hour, line.unclear) == (FIFTH, 4, 20, ())


def test_a_date_and_a_number_are_told_apart() -> None:
    line = read("4 20 on 2026-12-05 0541117777", "IL")
    assert (line.day, line.phone, line.name) == (FIFTH, "0541117777", "")
    line = read("5.12 4 20 0541118888 Cohen", "IL")
    assert (line.day, line.party, line.hour) == (FIFTH, 4, 20)
    assert (line.phone, line.name, line.unclear) == ("0541118888", "Cohen", ())


def test_a_number_that_begins_as_one_is_taken_before_digits_that_may_be_one() -> None:
    assert read("20261205 0502345678", "IL").phone == "0502345678"


@pytest.mark.parametrize(
    ("phone", "region"),
    [
        ("01.12.68.53.00", "FR"),
        ("01/12/68/53/00", "FR"),
        ("20.12.34.56", "DK"),
        ("20/12/34/56", "DK"),
        ("212.555.0123", "US"),
        ("050.123.4567", "IL"),
        ("050/1234567", "IL"),
        ("030/123456", "DE"),
        ("0171/1234567", "DE"),
        ("+33.1.12.68.53.00", "FR"),
    ],
)
@pytest.mark.parametrize("order", ["{0} {1} 4 20", "4 20 {1} {0}", "{1} 4 20 {0}"])
def test_a_number_with_dots_or_strokes_stays_one(phone: str, region: str, order: str) -> None:
    typed = "12/5" if region == "US" else "5/12"
    line = read(order.format(phone, typed), region)
    assert (line.phone, line.day, line.unclear) == (phone, FIFTH, ())
    assert (line.party, line.hour) == (4, 20)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("4 20 April", "en", "April"),
        ("April 4 20", "en", "April"),
        ("4 20 Jan Müller", "de", "Jan Müller"),
        ("4 20 May 07400 123456", "en", "May"),
        ('4 20 "5.12"', "en", "5.12"),
        ('4 20 "Dec" 5', "en", "Dec"),
        ("4 20 יוני", "he", "יוני"),
        ("4 20 on", "en", "on"),
    ],
)
def test_a_name_that_is_also_a_month_stays_a_name(text: str, language: str, name: str) -> None:
    line = read(text, language=language)
    assert (line.name, line.day) == (name, None)


def test_a_month_that_is_also_a_name_is_one_where_party_and_hour_stand_beside_its_date() -> None:
    line = read("4 20 5 May Cohen")
    assert (line.day, line.name, line.unclear) == (date(2027, 5, 5), "Cohen", ())


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("29.11", SUNDAY),
        ("28.11", date(2026, 11, 28)),
        ("1.1", date(2027, 1, 1)),
        ("20.6", date(2027, 6, 20)),
        ("29.2", date(2028, 2, 29)),
        ("20.6.2026", date(2026, 6, 20)),
    ],
)
def test_without_a_year_it_is_the_coming_such_day_or_one_just_over(typed: str, day: date) -> None:
    assert read(f"4 20 {typed}").day == day


@given(
    language=st.sampled_from(["en", "de", "fr", "he"]),
    words=st.permutations(["4", "20:00", "050 123 4567"]),
    data=st.data(),
)
def test_every_month_is_known_and_the_order_does_not_matter(
    language: str, words: list[str], data: st.DataObject
) -> None:
    month, number = data.draw(st.sampled_from(sorted(MONTHS[language].items())))
    place = data.draw(st.integers(0, len(words)))
    line = read(" ".join([*words[:place], f"25 {month}", *words[place:]]), "IL", language)
    assert line.day is not None
    assert (line.day.day, line.day.month) == (25, number)
    assert (line.party, line.hour, line.name, line.e164) == (4, 20, "", "+972501234567")


def test_a_weekday_beside_a_later_date_says_the_same() -> None:
    line = read("sat 12.12 4 20")
    assert (line.day, line.unclear) == (date(2026, 12, 12), ())
