"""An eight in the evening is 20:00, also where the house is open in the morning."""

from datetime import date, timedelta

import pytest

from resv_desktop.domain.typed_line import TypedLine, read_line

MONDAY = date(2026, 3, 16)


def read(text: str, language: str) -> TypedLine:
    """Read a line on a Monday."""
    return read_line(text, today=MONDAY, region="DE", language=language)


@pytest.mark.parametrize(
    ("language", "text", "hour", "ahead"),
    [
        ("en", "tonight at 8", 20, 0),
        ("en", "tonight at 5", 17, 0),
        ("en", "tonight 9", 21, 0),
        ("en", "tomorrow night at 1", 1, 1),
        ("en", "tomorrow evening at 8", 20, 1),
        ("en", "this evening at 12", 0, 0),
        ("en", "friday night at 8", 20, 4),
        ("en", "tomorrow at 8 in the morning", 8, 1),
        ("en", "tomorrow at 3 in the afternoon", 15, 1),
        ("en", "tomorrow at 8 at night", 20, 1),
        ("de", "heute Abend um 8", 20, 0),
        ("de", "heute Nacht um 1", 1, 0),
        ("de", "diese Nacht um 11", 23, 0),
        ("de", "morgen Abend um 8", 20, 1),
        ("de", "morgen früh um 8", 8, 1),
        ("de", "morgen um 9 am Morgen", 9, 1),
        ("de", "Freitagabend um 8", 20, 4),
        ("de", "Mittwochabend um 8", 20, 2),
        ("de", "Freitag Mittag um 1", 13, 4),
        ("de", "Freitagnachmittag um 3", 15, 4),
        ("de", "Freitagmorgen um 9", 9, 4),
        ("de", "um 8 Uhr abends", 20, None),
        ("de", "tonight um 8", 20, 0),
        ("fr", "ce soir à 8h", 20, 0),
        ("fr", "demain soir à 8h", 20, 1),
        ("fr", "demain matin à 8h", 8, 1),
        ("fr", "demain après-midi à 3h", 15, 1),
        ("fr", "vendredi midi à 1h", 13, 4),
        ("fr", "cette nuit à 1h", 1, 0),
        ("fr", "à 8h du soir", 20, None),
        ("he", "הערב ב-8", 20, 0),
        ("he", "הלילה ב-11", 23, 0),
        ("he", "מחר בערב ב-8", 20, 1),
        ("he", "מחר ב-8 בבוקר", 8, 1),
        ("he", "ב-3 אחר הצהריים", 15, None),
        ("he", "מוצאי שבת ב-9", 21, 5),
        ("he", "ערב שבת ב-8", 20, 4),
    ],
)
def test_the_time_of_the_day_tells_which_half_of_it_an_hour_is_in(
    language: str, text: str, hour: int, ahead: int | None
) -> None:
    line = read(f"4 {text} Cohen", language)
    assert (line.hour, line.is_hour_sure, line.party, line.name) == (hour, True, 4, "Cohen")
    assert line.day == (None if ahead is None else MONDAY + timedelta(days=ahead))
    assert not line.unclear


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "this evening at 2", "2"),
        ("de", "morgen früh um 12", "12"),
        ("fr", "demain midi à 8h", "8h"),
        ("he", "מחר בבוקר ב-1", "1"),
    ],
)
def test_an_hour_that_the_time_of_the_day_has_not_is_said(
    language: str, text: str, word: str
) -> None:
    line = read(f"4 {text}", language)
    assert [str(why) for why in line.unclear] == [
        f'"{word}" is no hour of that time of day. An hour is typed as 20, 20:00 or 8pm.'
    ]
    assert (line.hour, line.party) == (None, 4)


@pytest.mark.parametrize("text", ["tonight 20:00", "tomorrow morning at 8pm", "tonight 08:00"])
def test_what_is_typed_of_24_hours_stays_what_it_is(text: str) -> None:
    line = read(f"4 {text}", "en")
    assert (line.hour, line.unclear) == (8 if "08" in text else 20, ())


def test_a_saturday_that_is_called_after_the_evening_before_sunday_is_no_evening() -> None:
    line = read("4 Sonnabend um 8", "de")
    assert (line.hour, line.is_hour_sure, line.day) == (8, False, date(2026, 3, 21))


def test_half_past_eight_of_an_evening_is_near_the_evening_hours() -> None:
    line = read("4 heute Abend 8:30 Uhr", "de")
    assert line.near is not None
    assert (line.near.hour, line.near.minute, line.is_hour_sure) == (20, 30, True)


def test_a_guest_called_as_a_time_of_the_day_makes_no_evening_of_an_hour() -> None:
    for text in ("4 um 8 Abend", '4 heute um 8 "Abend"'):
        assert (read(text, "de").hour, read(text, "de").name) == (8, "Abend")


@pytest.mark.parametrize(
    ("language", "text", "hour", "name"),
    [
        ("en", "4 noon 030123456 Cohen", 12, "Cohen"),
        ("en", "noon tomorrow", 12, ""),
        ("en", "tomorrow noon 4 Cohen", 12, "Cohen"),
        ("en", "4 midday", 12, ""),
        ("en", "4 midnight", 0, ""),
        ("en", "4 12 noon", 12, ""),
        ("en", "4 12 midnight Cohen", 0, "Cohen"),
        ("en", "4 12pm noon", 12, ""),
        ("de", "4 mittags", 12, ""),
        ("de", "morgen Mittag zu viert", 12, ""),
        ("de", "4 Mitternacht", 0, ""),
        ("fr", "4 samedi midi", 12, ""),
        ("fr", "4 minuit", 0, ""),
        ("he", "4 חצות", 0, ""),
    ],
)
def test_noon_is_an_hour_beside_a_party_or_a_day(
    language: str, text: str, hour: int, name: str
) -> None:
    typed = read(text, language)
    assert (typed.hour, typed.is_hour_sure, typed.name, typed.unclear) == (hour, True, name, ())


@pytest.mark.parametrize(
    ("text", "hour", "name"),
    [
        ("noon", None, "noon"),
        ("4567 Noon", None, "Noon"),
        ("4 20 Noon", 20, "Noon"),
        ('4 "Noon"', None, "Noon"),
        ("4 quarter past noon", None, "quarter past noon"),
    ],
)
def test_where_an_hour_is_said_or_nothing_is_asked_for_noon_is_a_name(
    text: str, hour: int | None, name: str
) -> None:
    typed = read(text, "en")
    assert (typed.hour, typed.name) == (hour, name)
