"""A party, an hour and a half are said in words; where that may mean two things it is asked."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.typed_line import TypedLine, read_line

MONDAY = date(2026, 3, 16)
PHONES = {"en": "07400 123456", "de": "0171 1234567", "fr": "06 12 34 56 78", "he": "050 123 4567"}
REGIONS = {"en": "GB", "de": "DE", "fr": "FR", "he": "IL"}
FOURS = {
    "en": ("4 pax", "4pax", "party of 4", "four people", "for four", "a table for four"),
    "de": ("4 Pax", "vier Personen", "zu viert", "für vier", "Tisch für vier", "4 people"),
    "fr": ("quatre personnes", "pour quatre", "4 couverts", "une table pour quatre", "table de 4"),
    "he": ("ארבעה אנשים", "לארבעה", "לארבעה סועדים", "שולחן ל-4", "שולחן לארבעה", "ל-4 אנשים"),
}
EIGHTS = {
    "en": ("at eight", "at eight o'clock", "8 o'clock"),
    "de": ("um acht", "um acht Uhr", "acht Uhr", "8 Uhr"),
    "fr": ("à huit heures", "huit heures", "à 8h"),
    "he": ("בשמונה", "בשעה שמונה", "ב-8"),
}


def read(text: str, language: str) -> TypedLine:
    """Read a line on a Monday."""
    return read_line(text, today=MONDAY, region=REGIONS[language], language=language)


@given(st.sampled_from(sorted(FOURS)), st.data())
def test_a_party_and_an_hour_in_words_mean_the_same_in_any_order(
    language: str, data: st.DataObject
) -> None:
    four, eight = (data.draw(st.sampled_from(each[language])) for each in (FOURS, EIGHTS))
    parts = data.draw(st.permutations([four, eight, PHONES[language], "Cohen"]))
    line = read(" ".join(parts), language)
    assert (line.party, line.hour, line.is_hour_sure, line.name) == (4, 8, False, "Cohen")
    assert ("".join(line.phone.split()), line.unclear) == (PHONES[language].replace(" ", ""), ())


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "one person", 1),
        ("en", "two adults", 2),
        ("de", "eine Person", 1),
        ("de", "zu acht", 8),
        ("de", "drei Gäste", 3),
        ("fr", "une personne", 1),
        ("fr", "six couverts", 6),
        ("fr", "à quatre", 4),
        ("fr", "à 4", 4),
        ("he", "שני אנשים", 2),
        ("he", "לזוג", 2),
        ("he", "לשמונה אנשים", 8),
        ("he", "ל 4", 4),
    ],
)
def test_a_party_is_said_in_words(language: str, text: str, party: int) -> None:
    line = read(f"{text} 20:00 Cohen", language)
    assert (line.party, line.hour, line.name, line.unclear) == (party, 20, "Cohen", ())


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "four or five people", "four or five people"),
        ("en", "for four or five", "for four or five"),
        ("en", "4-5 people", "4-5 people"),
        ("en", "4/5 people", "4/5 people"),
        ("en", "4-5", "4-5"),
        ("en", "4+1", "4+1"),
        ("en", "twenty four people", "four people"),
        ("en", "2 adults 2 children", "2 children"),
        ("en", "2 couples", "2 couples"),
        ("en", "four", "four"),
        ("de", "4 bis 5 Personen", "4 bis 5 Personen"),
        ("de", "für 4-5", "für 4-5"),
        ("de", "ein Erwachsener, 1 Kind", "1 Kind"),
        ("de", "vier Müller", "vier"),
        ("fr", "4 à 5 personnes", "4 à 5 personnes"),
        ("fr", "2 adultes 2 enfants", "2 enfants"),
        ("he", "ארבעה או חמישה אנשים", "ארבעה או חמישה אנשים"),
        ("he", "לארבעה עשר", "לארבעה עשר"),
        ("he", "לשמונה", "לשמונה"),
        ("he", "שולחן לשמונה", "שולחן לשמונה"),
    ],
)
def test_what_does_not_say_how_many_guests_there_are_is_asked(
    language: str, text: str, word: str
) -> None:
    line = read(f"{text} 20:00", language)
    assert [str(why) for why in line.unclear] == [
        f'"{word}" may be how many guests there are. '
        "Type that as one digit, 1 to 8, and a name in quotes."
    ]
    assert (line.hour, line.phone, line.day) == (20, "", None)


def test_a_french_four_in_words_alone_may_be_guests_or_an_hour() -> None:
    (says,) = read("ce soir à quatre", "fr").unclear
    assert str(says).startswith('"à quatre" may be how many guests there are.')
    assert (read("2 à quatre", "fr").party, read("2 à quatre", "fr").hour) == (2, 4)


@pytest.mark.parametrize(
    ("language", "text", "near"),
    [
        ("en", "half past 7", time(7, 30)),
        ("en", "at half past seven", time(7, 30)),
        ("en", "half past 7 pm", time(19, 30)),
        ("en", "quarter to 8", time(7, 45)),
        ("en", "at seven thirty", time(7, 30)),
        ("de", "halb acht", time(7, 30)),
        ("de", "um halb 8", time(7, 30)),
        ("de", "viertel nach acht", time(8, 15)),
        ("de", "dreiviertel acht", time(7, 45)),
        ("de", "20 Uhr 30", time(20, 30)),
        ("de", "um 20 Uhr 30", time(20, 30)),
        ("de", "20:30h", time(20, 30)),
        ("fr", "19h30", time(19, 30)),
        ("fr", "19 h 30", time(19, 30)),
        ("fr", "à 20 heures 30", time(20, 30)),
        ("fr", "sept heures et demie", time(7, 30)),
        ("fr", "8h moins le quart", time(7, 45)),
        ("he", "בשבע וחצי", time(7, 30)),
        ("he", "שבע וחצי", time(7, 30)),
        ("he", "ב-7 וחצי", time(7, 30)),
    ],
)
def test_a_time_that_is_no_full_hour_is_said_to_be_none(
    language: str, text: str, near: time
) -> None:
    line = read(f"4 {text} Cohen", language)
    assert [str(why) for why in line.unclear] == [
        f'"{text}" is no full hour. Tables are reserved from one full hour to the next.'
    ]
    assert (line.party, line.hour, line.near) == (4, None, near)
    assert (line.phone, line.day, line.name) == ("", None, "Cohen")


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "at five past eight", "at five past eight"),
        ("en", "8-9pm", "8-9pm"),
        ("en", "8ish", "8ish"),
        ("de", "um 5 nach 8", "um 5 nach 8"),
        ("de", "18-20 Uhr", "18-20 Uhr"),
        ("fr", "19h/20h", "19h/20h"),
        ("fr", "vingt et une heures", "une heures"),
        ("fr", "dix huit heures", "huit heures"),
        ("he", "באחת עשרה", "באחת עשרה"),
        ("en", "in 20 minutes", "20 minutes"),
        ("en", "for 2 hours", "for 2 hours"),
        ("de", "in 2 Stunden", "2 Stunden"),
        ("de", "in 20 min", "20 min"),
        ("fr", "dans 2 heures", "2 heures"),
        ("fr", "dans une heure", "une heure"),
        ("he", "בעוד 20 דקות", "20 דקות"),
    ],
)
def test_what_is_no_one_hour_is_not_understood(language: str, text: str, word: str) -> None:
    line = read(f"{text} 4", language)
    assert [str(why) for why in line.unclear] == [
        f'"{word}" is not understood. An hour is typed as 20, 20:00 or 8pm.'
    ]
    assert (line.party, line.hour, line.phone) == (4, None, "")


@pytest.mark.parametrize(
    ("language", "text", "hour"),
    [
        ("en", "at noon", 12),
        ("en", "at midnight", 0),
        ("fr", "à midi", 12),
        ("fr", "demain à midi", 12),
        ("fr", "vingt heures", 20),
        ("de", "um zwanzig Uhr", 20),
        ("de", "20 Uhr 00", 20),
        ("en", "at eight pm", 20),
        ("en", "8.00 pm", 20),
    ],
)
def test_an_hour_is_said_in_words(language: str, text: str, hour: int) -> None:
    line = read(f"4 {text} Cohen", language)
    assert (line.hour, line.is_hour_sure, line.name, line.unclear) == (hour, True, "Cohen", ())


@pytest.mark.parametrize(
    ("language", "phone"),
    [("fr", "30 12 34 56"), ("de", "30 123456"), ("fr", "06 12 34 56 78"), ("de", "0171 1234567")],
)
def test_a_number_behind_the_hour_is_no_minutes(language: str, phone: str) -> None:
    for hour in ("20 Uhr",) if language == "de" else ("20 h", "20h"):
        line = read(f"4 {hour} {phone}", language)
        assert (line.party, line.hour, line.phone, line.unclear) == (4, 20, phone, ())


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "4 20 Four Seasons", "Four Seasons"),
        ("en", 'four people 20 "Four People"', "Four People"),
        ("en", "4 20 Six", "Six"),
        ("de", "4 20 Acht", "Acht"),
        ("en", "20:00 4 Min", "Min"),
        ("de", "Dr. Viertel, 4, 20 Uhr", "Dr. Viertel"),
        ("de", 'zu viert 20 Uhr "Acht"', "Acht"),
        ("fr", "4 20h Six", "Six"),
        ("he", "4 20 בת שבע", "בת שבע"),
    ],
)
def test_a_guest_who_is_called_as_a_number_is_a_guest(language: str, text: str, name: str) -> None:
    line = read(text, language)
    assert (line.party, line.hour, line.name, line.unclear) == (4, 20, name, ())


@pytest.mark.parametrize(("language", "name"), [("en", "Four Seasons"), ("de", "Acht")])
def test_who_is_called_as_a_number_is_found_by_it(language: str, name: str) -> None:
    assert (read(name, language).is_search, read(name, language).name) == (True, name)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 Personen am Heiligabend", date(2026, 12, 24)),
        ("für 4 am Heiligabend", date(2026, 12, 24)),
        ("4 am Silvesterabend", date(2026, 12, 31)),
        ("4 am Fr.", date(2026, 3, 20)),
        ("zu viert am Mittwochabend", date(2026, 3, 18)),
    ],
)
def test_a_german_am_before_a_day_makes_no_hour_of_the_party(text: str, day: date) -> None:
    line = read(f"{text} 20:00 Uhr", "de")
    assert (line.party, line.hour, line.day, line.unclear) == (4, 20, day, ())


def test_a_comma_parts_two_numbers_in_words() -> None:
    line = read("for four, eight pm", "en")
    assert (line.party, line.hour, line.unclear) == (4, 20, ())


@pytest.mark.parametrize("text", ["7.30pm", "7.30 pm"])
def test_half_past_seven_with_a_dot_is_no_phone(text: str) -> None:
    line = read(f"4 {text}", "en")
    assert (line.party, line.near, line.phone) == (4, time(19, 30), "")


def test_two_sizes_of_which_one_is_in_words_are_asked_for() -> None:
    (says,) = read("four people 5 20", "en").unclear
    assert str(says).startswith("A party of 4 or of 5?")
