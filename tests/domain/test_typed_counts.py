"""A host says what a number counts as at home; those words are no part of a guest's name."""

from datetime import date

import pytest

from resv_desktop.domain.typed_line import TypedLine, read_line

SATURDAY = date(2026, 3, 14)


def read(text: str, language: str) -> TypedLine:
    """Read a line on a Saturday."""
    return read_line(text, today=SATURDAY, region="DE", language=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "4 Personen um 20 Uhr"),
        ("de", "4 P. 20 Uhr"),
        ("de", "20.00 4"),
        ("de", "20.00 Uhr, 4 Pers."),
        ("de", "für 4 um 20"),
        ("de", "4 gegen 20:00 Uhr"),
        ("de", "20Uhr 4P"),
        ("fr", "4 personnes à 20h"),
        ("fr", "20 h 4"),
        ("fr", "pour 4 à 20 heures"),
        ("he", "4 אנשים בשעה 20:00"),
        ("he", "4 סועדים 20"),
        ("he", "4 לשעה 20"),
        ("he", "ל-4 ב-20"),
        ("he", "ל4, ב20"),
        ("he", "ב-20:00 4"),
        ("he", "4 אנשים ב20:00"),
        ("de", "Tisch für 4 um 20 Uhr"),
        ("fr", "table pour 4 à 20h"),
        ("en", "4 people 20:00"),
        ("en", "for 4 at 20"),
        ("en", "table for 4 at 8pm"),
        ("en", "Table for 4 people at 8 pm"),
    ],
)
@pytest.mark.parametrize("name", ["", "Cohen"])
def test_what_a_number_counts_is_said_as_at_home(language: str, text: str, name: str) -> None:
    line = read(f"{text} {name}", language)
    assert (line.party, line.hour, line.name, line.unclear) == (4, 20, name, ())
    assert line.is_hour_sure


def test_an_hour_may_be_one_digit_once_it_is_called_one() -> None:
    line = read("4 Personen um 8 Uhr", "de")
    assert (line.party, line.hour, line.is_hour_sure) == (4, 8, False)
    assert read("um 8 4 Müller", "de").hour == 8
    assert read("4 Personen", "de").is_only_party


def test_a_hebrew_letter_before_a_number_tells_what_it_counts_unless_a_month_follows() -> None:
    line = read("כהן ל-4 ב-8", "he")
    assert (line.party, line.hour, line.is_hour_sure, line.name) == (4, 8, False, "כהן")
    line = read("ב-5 באפריל ב-20 ל-4 כהן", "he")
    assert (line.party, line.hour, line.day) == (4, 20, date(2026, 4, 5))
    assert (line.name, line.unclear) == ("כהן", ())
    for text in ("4 ב-5.4 ב-20", "באפריל ב-5 20 ל-4"):
        assert (read(text, "he").hour, read(text, "he").day) == (20, date(2026, 4, 5))
    line = read("4 ב-20:30", "he")
    assert (line.phone, line.refusal) == ("", None)
    assert [str(why)[:26] for why in line.unclear] == ['"20:30" is no full hour. T']


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "4 for tomorrow 20", 15),
        ("en", "4 this monday 20", 16),
        ("en", "4 tomorrow evening 20", 15),
        ("en", "4 this evening 20", 14),
        ("en", "4 20 this coming monday", 16),
        ("en", "4 20 tomorrow afternoon", 15),
        ("en", "4 20 tomorrow morning", 15),
        ("de", "4 für morgen um 20 Uhr", 15),
        ("de", "4 für den 16.3. um 20 Uhr", 16),
        ("de", "4 auf Montag 20", 16),
        ("de", "4 morgen Abend 20 Uhr", 15),
        ("de", "4 am Montag um 20 Uhr", 16),
        ("de", "4 am 16. März um 20 Uhr", 16),
        ("en", "4 20 the day after tomorrow", 16),
        ("en", "4 20 on the 16th of march", 16),
        ("de", "Mo., den 16.3., 4 20", 16),
        ("de", "4 Montagabend 20 Uhr", 16),
        ("de", "4 am kommenden Montag 20", 16),
        ("de", "4 am 16/3 20", 16),
        ("de", "4 diesen Abend 20", 14),
        ("de", "4 morgen um 20 Uhr abends", 15),
        ("de", "4 morgen 20 Uhr am Abend", 15),
        ("fr", "4 pour demain 20h", 15),
        ("fr", "4 pour le 16 mars à 20h", 16),
        ("fr", "4 demain soir 20h", 15),
        ("fr", "4 ce soir 20h", 14),
        ("fr", "4 20h après demain", 16),
        ("fr", "4 20h demain midi", 15),
        ("fr", "4 20h demain matin", 15),
        ("he", "4 20 מחר בבוקר", 15),
        ("fr", "4 demain à 20h du soir", 15),
        ("he", "4 למחר ב-20", 15),
        ("he", "4 מחר ב-20 בערב", 15),
        ("he", "4 ביום שלישי הקרוב ב-20", 17),
        ("he", "ל־4 מחר ב־20", 15),
        ("he", "4 ל־16.3 ב־20", 16),
        ("he", "4 ל־16 במרץ ב־20", 16),
        ("he", "4 20 16 למרץ", 16),
        ("he", "4 20 ה-16.3", 16),
        ("he", "4 ליום שלישי ב-20", 17),
        ("he", "4 לשלישי ב-20", 17),
        ("he", "4 מחר בערב 20", 15),
        ("he", "4 ל-16.3 ב-20", 16),
        ("he", "4 ל16 במרץ ב-20", 16),
    ],
)
def test_a_day_is_said_as_at_home_and_nothing_of_it_is_a_name(
    language: str, text: str, day: int
) -> None:
    line = read(f"{text} Cohen", language)
    assert (line.party, line.hour, line.day) == (4, 20, date(2026, 3, day))
    assert (line.name, line.unclear, line.refusal) == ("Cohen", (), None)


def test_eight_on_a_german_evening_is_no_morning() -> None:
    line = read("4 morgen um 8 am Abend Müller", "de")
    assert (line.party, line.hour, line.is_hour_sure, line.name) == (4, 20, True, "Müller")
    assert read("4 am nächsten Montag 20", "de").hour == 20


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("de", "übernächsten Montag 4 20", "übernächsten"),
        ("fr", "lundi prochain 4 20h", "prochain"),
        ("he", "4 ביום שלישי הבא ב-20", "הבא"),
        ("en", "4 20 friday next week", "next"),
        ("de", "nächste Woche Freitag 4 20", "nächste"),
        ("fr", "vendredi la semaine prochaine 4 20h", "prochaine"),
        ("he", "4 20 שלישי בשבוע הבא", "הבא"),
        ("fr", "lundi en huit 4 20h", "en"),
        ("fr", "lundi en 8 4 20h", "en"),
        ("en", "monday week 4 20", "week"),
        ("en", "a week on monday 4 20", "week"),
        ("de", "Montag Woche 4 20", "Woche"),
    ],
)
def test_a_weekday_that_may_be_in_a_week_is_not_taken_for_the_coming_one(
    language: str, text: str, word: str
) -> None:
    line = read(text, language)
    assert [str(why) for why in line.unclear] == [
        f'"{word}" is not understood. An hour is typed as 20, 20:00 or 8pm.'
    ]
    assert word not in line.name


@pytest.mark.parametrize("text", ["ל-4 מאי גולן ב-20", "ב-20:00 מאי גולן ל-4", "4 ב-20 מאי גולן"])
def test_a_guest_who_is_called_as_a_month_takes_no_party_and_no_hour_along(text: str) -> None:
    line = read(text, "he")
    assert (line.party, line.hour, line.day, line.name) == (4, 20, None, "מאי גולן")
    assert (line.unclear, line.refusal) == ((), None)


@pytest.mark.parametrize(("language", "name"), [("de", "Abend"), ("de", "Mittag"), ("en", "Night")])
def test_who_is_called_like_an_evening_is_a_guest_behind_an_hour(language: str, name: str) -> None:
    assert read(f"4 20:00 {name}", language).name == name


@pytest.mark.parametrize("text", ["table for 4 at 8", "at 8 for 4", "4 people at 8"])
def test_the_little_words_of_english_are_no_name(text: str) -> None:
    line = read(text, "en")
    assert (line.party, line.hour, line.name, line.unclear) == (4, 8, "", ())


@pytest.mark.parametrize("name", ["At Home", "Table", "Tischler For"])
def test_a_little_word_before_no_number_is_a_name(name: str) -> None:
    assert read(f"4 20 {name}", "en").name == name


@pytest.mark.parametrize("text", ["12 Personen 20 Uhr", "20 Uhr, 12 P."])
def test_of_too_many_guests_it_is_said_how_many_there_can_be(text: str) -> None:
    line = read(text, "de")
    assert (line.party, line.hour) == (None, 20)
    assert [str(why) for why in line.unclear] == ["A party is 1 to 8 guests; 12 is not possible."]


def test_what_is_no_full_hour_is_still_told() -> None:
    assert [str(why)[:7] for why in read("4 um 20.30 Uhr", "de").unclear] == ['"20:30"']
    assert [str(why)[:4] for why in read("4 30 Uhr", "de").unclear] == ['"30"']


@pytest.mark.parametrize(
    ("text", "name"),
    [("4 20 Uhrmann", "Uhrmann"), ("Um 4 20", "Um"), ("4 20 P. Cohen", "P. Cohen")],
)
def test_a_name_that_begins_so_stays_one(text: str, name: str) -> None:
    line = read(text, "en")
    assert (line.party, line.hour, line.name) == (4, 20, name)


def test_a_number_with_dots_stays_a_phone() -> None:
    line = read("4 20.00 030.123.4567", "de")
    assert (line.party, line.hour) == (4, 20)
    assert line.phone == "030.123.4567"
