"""A host calls the days as at home; what is a guest's name stays one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.typed_days import DAY_WORDS
from resv_desktop.domain.typed_line import TypedLine, read_line
from resv_desktop.settings import LANGUAGES

SATURDAY = date(2026, 3, 14)
TODAY, TOMORROW, MONDAY, FRIDAY = (SATURDAY + timedelta(days=n) for n in (0, 1, 2, 6))


def read(text: str, language: str) -> TypedLine:
    """Read a line on a Saturday."""
    return read_line(text, today=SATURDAY, region="IL", language=language)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "4 20 heute", TODAY),
        ("de", "morgen 4 20", TOMORROW),
        ("de", "4 20 Übermorgen", MONDAY),
        ("de", "Freitag 4 20", FRIDAY),
        ("de", "fr 4 20", FRIDAY),
        ("de", "4 Fr. 20", FRIDAY),
        ("de", "Mo 4 20 050 123 4567 Cohen", MONDAY),
        ("de", "am Fr. 20 Uhr 4 Cohen", FRIDAY),
        ("de", "4 20 Cohen am kommenden Mo", MONDAY),
        ("fr", "4 20h ce ven. Cohen", FRIDAY),
        ("fr", "4 20h le ven. 20 mars Cohen", FRIDAY),
        ("fr", "4 20h demain", TOMORROW),
        ("fr", "4 20h aujourd’hui", TODAY),
        ("fr", "après-demain 4 20h", MONDAY),
        ("fr", "vendredi 4 20h", FRIDAY),
        ("fr", "4 20h ven.", FRIDAY),
        ("he", "4 20 מחר", TOMORROW),
        ("he", "היום 4 20", TODAY),
        ("he", "4 20 מחרתיים כהן", MONDAY),
        ("he", "שישי 4 20", FRIDAY),
        ("he", "4 20 בשישי", FRIDAY),
        ("he", "4 20 ביום שני כהן", MONDAY),
        ("he", "יום ו׳ 4 20", FRIDAY),
        ("he", "4 20 שני", MONDAY),
    ],
)
def test_the_days_are_called_as_at_home(language: str, text: str, day: date) -> None:
    line = read(text, language)
    assert (line.day, line.party, line.hour, line.unclear) == (day, 4, 20, ())
    assert line.name in ("", "Cohen", "כהן")


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "4 20 in 3 days", 3),
        ("en", "in a week 4 20 Cohen", 7),
        ("en", "in 12 days 20 4", 12),
        ("en", "4 20 in 100 days", 100),
        ("en", "in two weeks 4 20 Cohen", 14),
        ("en", "4 20 Cohen in ten days", 10),
        ("en", "4 20 in a fortnight", 14),
        ("de", "4 20 in 3 Tagen", 3),
        ("de", "in einer Woche 4 20", 7),
        ("de", "in 2 weeks 4 20", 14),
        ("de", "4 20 in zwei Wochen Cohen", 14),
        ("de", "4 20 in vierzehn Tagen", 14),
        ("fr", "dans 3 jours 4 20h", 3),
        ("fr", "dans dix jours 4 20h Cohen", 10),
        ("fr", "dans deux semaines 4 20h", 14),
        ("fr", "4 20h Cohen dans une semaine", 7),
        ("he", "4 20 בעוד 3 ימים", 3),
        ("he", "בעוד שבוע 4 20", 7),
        ("he", "4 20 כהן עוד שבוע", 7),
        ("he", "4 20 בעוד שלושה שבועות", 21),
        ("he", "4 20 בעוד שבועיים כהן", 14),
    ],
)
def test_a_day_is_also_so_many_days_or_weeks_from_now(language: str, text: str, days: int) -> None:
    line = read(text, language)
    on = SATURDAY + timedelta(days=days)
    assert (line.day, line.party, line.hour, line.unclear) == (on, 4, 20, ())
    assert line.name in ("", "Cohen", "כהן")


@pytest.mark.parametrize(
    ("text", "name"),
    [("4 20 in days", "in days"), ("4 in 20 Cohen", "in Cohen"), ("4 20 “in a week”", "in a week")],
)
def test_what_counts_no_days_is_none(text: str, name: str) -> None:
    line = read(text, "en")
    assert (line.day, line.party, line.hour, line.name) == (None, 4, 20, name)


def test_two_spans_are_two_days() -> None:
    line = read("4 20 in 3 days tomorrow", "en")
    assert line.day is None
    assert [str(each) for each in line.unclear] == ["in 3 days and tomorrow are two days."]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code])
def test_the_english_words_are_known_in_every_language(language: str) -> None:
    assert read("fri 4 20", language).day == FRIDAY
    assert read("4 20 tomorrow Cohen", language).day == TOMORROW
    words = DAY_WORDS[language]
    assert set(words.ahead.values()) >= {0, 1}
    assert {*words.weekdays.values(), *words.shorts.values()} == set(range(7))


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "4 20 Fr. Müller", "Fr. Müller"),
        ("de", "4 20 Kim So", "Kim So"),
        ("de", "mo", "mo"),
        ("fr", "4 20 Sam Martin", "Sam Martin"),
        ("fr", "sam", "sam"),
        ("he", "4 20 שני כהן", "שני כהן"),
        ("he", "שני", "שני"),
        ("he", "4 20 כהן ה׳", "כהן ה׳"),
        ("de", '4 20 "Freitag"', "Freitag"),
        ("en", "4 20 Freitag", "Freitag"),
        ("en", "4 20 מחר", "מחר"),
    ],
)
def test_what_is_a_name_stays_one(language: str, text: str, name: str) -> None:
    line = read(text, language)
    assert (line.day, line.name) == (None, name)


def test_two_days_are_said_and_none_is_taken() -> None:
    line = read("4 20 heute Montag", "de")
    assert line.day is None
    assert [str(each) for each in line.unclear] == ["heute and Montag are two days."]


@given(
    language=st.sampled_from([code for code in LANGUAGES if code]),
    words=st.permutations(["4", "20:00", "050 123 4567"]),
    data=st.data(),
)
def test_the_order_does_not_matter(language: str, words: list[str], data: st.DataObject) -> None:
    own = DAY_WORDS[language]
    day = data.draw(st.sampled_from([*own.ahead, *own.weekdays]))
    place = data.draw(st.integers(0, len(words)))
    line = read(" ".join([*words[:place], day, *words[place:]]), language)
    is_today = own.weekdays.get(day) == SATURDAY.weekday()
    assert (line.day is None, line.party, line.hour, line.name) == (is_today, 4, 20, "")
    assert line.e164 == "+972501234567"
