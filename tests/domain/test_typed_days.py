"""A host calls the days as at home; what is a guest's name stays one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.typed_day_words import DAY_WORDS
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
    ("language", "text", "first", "second"),
    [
        ("de", "in acht Tagen 4 20", "Sat 21 March", "Sun 22 March"),
        ("de", "in 8 Tagen 4 20", "Sat 21 March", "Sun 22 March"),
        ("fr", "4 20h dans huit jours", "Sat 21 March", "Sun 22 March"),
        ("fr", "4 20h dans 8 jours Cohen", "Sat 21 March", "Sun 22 March"),
        ("fr", "4 20h dans quinze jours", "Sat 28 March", "Sun 29 March"),
        ("fr", "4 20h dans 15 jours", "Sat 28 March", "Sun 29 March"),
        ("fr", "4 20h réveillon", "Thu 24 December", "Thu 31 December"),
        ("he", "4 20 בערב שבת", "Fri 20 March", "Sat 21 March"),
    ],
)
def test_a_day_that_may_be_two_is_asked_for_with_both(
    language: str, text: str, first: str, second: str
) -> None:
    line = read_line(text, today=SATURDAY, region="IL", language=language)
    (says,) = line.unclear
    assert f"may be {first} or {second}. Type the date." in str(says)
    assert (line.day, line.party, line.hour) == (None, 4, 20)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "in acht Tagen am 21.3. 4 20", SATURDAY + timedelta(days=7)),
        ("fr", "dans huit jours le 22.3. 4 20h", SATURDAY + timedelta(days=8)),
        ("fr", "réveillon le 24 décembre 4 20h", date(2026, 12, 24)),
        ("en", "in 8 days 4 20", SATURDAY + timedelta(days=8)),
        ("de", "in 8 days 4 20", SATURDAY + timedelta(days=8)),
        ("de", "in 15 Tagen 4 20", SATURDAY + timedelta(days=15)),
    ],
)
def test_a_day_that_may_be_two_is_clear_beside_its_date_and_where_nobody_says_so(
    language: str, text: str, day: date
) -> None:
    line = read(text, language)
    assert (line.day, line.party, line.hour, line.unclear) == (day, 4, 20, ())


def test_two_days_that_may_both_be_two_are_not_settled_by_the_date_of_one() -> None:
    assert read("réveillon le 24 décembre dans huit jours 4 20h", "fr").day is None


@pytest.mark.parametrize("on", range(7))
def test_the_evenings_before_and_after_the_sabbath_are_a_friday_and_a_saturday(on: int) -> None:
    today = SATURDAY + timedelta(days=on)
    for text, weekday in (("ערב שבת", 4), ("ליל שבת", 4), ("מוצאי שבת", 5), ('במוצ"ש', 5)):
        line = read_line(f"4 20 {text} כהן", today=today, region="IL", language="he")
        assert line.name == "כהן"
        if today.weekday() == weekday:
            assert str(line.unclear[0]).endswith(
                'is today or in a week. Type "today", or the date.'
            )
        else:
            assert line.day is not None
            assert (line.day.weekday(), (line.day - today).days < 7) == (weekday, True)


@pytest.mark.parametrize(
    ("language", "text", "month", "day"),
    [
        ("en", "Christmas Eve", 12, 24),
        ("en", "christmas day", 12, 25),
        ("en", "New Year’s Eve", 12, 31),
        ("de", "new year's eve", 12, 31),
        ("en", "on Valentine's day", 2, 14),
        ("de", "Heiligabend", 12, 24),
        ("de", "an Heiligabend", 12, 24),
        ("de", "Silvester", 12, 31),
        ("de", "Silvesterabend", 12, 31),
        ("de", "am Valentinstag", 2, 14),
        ("fr", "jour de l’an", 1, 1),
        ("fr", "réveillon de Noël", 12, 24),
        ("fr", "au réveillon du nouvel an", 12, 31),
        ("fr", "pour la Saint-Sylvestre", 12, 31),
        ("fr", "à la Saint-Valentin", 2, 14),
        ("he", "סילבסטר", 12, 31),
    ],
)
def test_a_feast_is_the_coming_one(language: str, text: str, month: int, day: int) -> None:
    for today in (date(2026, 1, 5), date(2026, 2, 14), date(2026, 12, 24), date(2026, 12, 31)):
        line = read_line(f"4 20 {text} Cohen", today=today, region="DE", language=language)
        if (language, text) == ("de", "Silvester"):
            line = read_line(f"{text} 4 20 Cohen", today=today, region="DE", language=language)
        on = date(today.year, month, day)
        expected = on if on >= today else on.replace(year=today.year + 1)
        assert (line.day, line.party, line.hour, line.name) == (expected, 4, 20, "Cohen")


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "easter sunday", "sunday"),
        ("en", "good friday", "friday"),
        ("de", "Karfreitag", "Karfreitag"),
        ("de", "Weihnachten", "Weihnachten"),
        ("fr", "lundi de Pâques", "Pâques"),
        ("fr", "le 5", "5"),
        ("fr", "le 28", "28"),
        ("de", "am 5.", "5."),
        ("he", "ה-5", "ה-5"),
        ("he", "ערב חג", "חג"),
        ("he", "ב", "ב"),
    ],
)
def test_a_day_that_is_not_known_is_no_other_day_and_no_name(
    language: str, text: str, word: str
) -> None:
    line = read(f"{text} 20 050 123 4567 4", language)
    assert [str(why) for why in line.unclear] == [
        f'"{word}" is not understood. An hour is typed as 20, 20:00 or 8pm.'
    ]
    assert (line.day, line.party, line.hour) == (None, 4, 20)


def test_the_day_of_a_month_behind_its_weekday_is_no_party() -> None:
    line = read("le lundi 5 à 20h pour 4", "fr")
    assert [str(why)[:22] for why in line.unclear] == ['"5" is not understood.']
    assert (line.party, line.hour) == (4, 20)
    assert read("lundi 4 20h", "fr").party == 4


def test_a_hebrew_letter_is_a_monday_where_no_number_follows_it() -> None:
    assert read("4 20:00 ב", "he").day == MONDAY
    assert read("4 ב׳ 20:00", "he").day == MONDAY


def test_a_short_weekday_is_one_before_the_evening() -> None:
    line = read("4 Mo Abend um 8 Cohen", "de")
    assert (line.day, line.hour, line.name) == (MONDAY, 20, "Cohen")


@pytest.mark.parametrize("text", ["4 20 Silvester Müller", "4 20 Anna Silvester", "Silvester"])
def test_a_guest_who_is_called_as_a_feast_is_a_guest(text: str) -> None:
    line = read(text, "de")
    assert (line.day, "Silvester" in line.name) == (None, True)


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
