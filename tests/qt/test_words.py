"""Hours, days, names and bad news are said as the host's language says them."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from resv_desktop.domain.errors import CannotStart, Outage, SlotTaken
from resv_desktop.domain.words import Sentence
from resv_desktop.qt import words
from tests.qt.conftest import Speak

LONDON = ZoneInfo("Europe/London")
EVENING = datetime(2026, 3, 14, 20, tzinfo=LONDON)
DAY = date(2026, 3, 14)
BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
AMERICAN = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
GERMANYS = QLocale(QLocale.Language.English, QLocale.Country.Germany)
HEBREW = QLocale(QLocale.Language.Hebrew, QLocale.Country.Israel)


@pytest.fixture(autouse=True)
def _as_before(speak: Speak) -> None:
    """Let no test change how the next one speaks."""
    speak("en", "24")


@pytest.mark.parametrize(
    ("locale", "hour", "day", "long_day"),
    [
        (BRITISH, "20:00", "Sat 14 March", "Saturday 14 March"),
        (AMERICAN, "8:00 pm", "Sat March 14", "Saturday March 14"),
        (GERMANYS, "20:00", "Sat 14 March", "Saturday 14 March"),
    ],
)
def test_days_and_hours_follow_the_country(
    locale: QLocale, hour: str, day: str, long_day: str
) -> None:
    words.speak(locale)
    assert (words.hour(EVENING), words.day(DAY), words.long_day(DAY)) == (hour, day, long_day)


@pytest.mark.parametrize(
    ("clock", "evening", "noon", "midnight", "closing"),
    [
        ("24", "20:00", "12:30", "00:05", "24:00"),
        ("12", "8:00 pm", "12:30 pm", "12:05 am", "12:00 am"),
    ],
)
def test_the_clock_can_be_chosen(
    clock: str, evening: str, noon: str, midnight: str, closing: str
) -> None:
    words.speak(BRITISH, clock)
    assert words.hour(EVENING) == evening
    assert words.clock(EVENING.replace(hour=12, minute=30)) == noon
    assert words.clock(EVENING.replace(hour=0, minute=5)) == midnight
    assert words.hour_of_day(24) == closing


def test_an_hour_that_was_said_before_is_said_anew_by_another_clock() -> None:
    assert words.hour(EVENING) == "20:00"
    words.speak(BRITISH, "12")
    assert words.hour(EVENING) == "8:00 pm"


def test_the_two_showings_of_a_repeated_hour_are_told_apart() -> None:
    first = datetime(2026, 10, 25, 1, tzinfo=LONDON)
    assert words.hour(first) == "01:00 (1st)"
    assert words.hour(first.replace(fold=1)) == "01:00 (2nd)"


def test_a_name_stays_whole_among_words_of_the_other_direction() -> None:
    assert words.apart("Okafor") == "Okafor"
    assert words.apart("כהן") == "\u2068כהן\u2069"
    words.speak(HEBREW)
    assert words.apart("Okafor") == "\u2068Okafor\u2069"
    assert words.phone("+442079460123", "GB") == "\u2068020 7946 0123\u2069"
    assert words.apart("") == ""


def test_a_line_in_another_alphabet_alone_keeps_its_own_direction() -> None:
    words.speak(HEBREW)
    assert words.line_apart("America/Indiana/") == "\u2068America/Indiana/\u2069"
    for line in ("1, 3, 5", "24 שולחנות", "Harbour House מוכנה"):
        assert words.line_apart(line) == line


def test_the_dots_of_a_text_that_goes_on_have_its_own_direction() -> None:
    latin, hebrew = "two chairs…", "שני כיסאות…"
    assert [words.going_on(text) for text in (latin, hebrew, "…")] == [
        latin,
        hebrew + "\u200f",
        "…",
    ]
    words.speak(HEBREW)
    assert [words.going_on(text) for text in (latin, hebrew)] == [latin + "\u200e", hebrew]


def test_a_day_in_short_follows_the_country(speak: Speak) -> None:
    words.speak(BRITISH)
    assert words.short_day(DAY) == "14 Mar"
    words.speak(AMERICAN)
    assert words.short_day(DAY) == "Mar 14"
    speak("de")
    assert words.short_day(DAY) == "14. März"
    speak("he")
    assert words.short_day(DAY) == "14 במרץ"


def test_in_hebrew_and_is_a_part_of_the_word(speak: Speak) -> None:
    speak("he")
    assert words.listed(["השם", "ההערה"]) == "\u2068השם\u2069 ו\u2068ההערה\u2069"
    assert words.listed(["השם", "Bar"]) == "\u2068השם\u2069 ו-\u2068Bar\u2069"


def test_bad_news_without_a_translation_is_said_in_english() -> None:
    taken = SlotTaken("Nobody knows {table} at {hour}.", table="9", hour=EVENING)
    assert words.sentence(taken) == "Nobody knows 9 at 20:00."
    why = Sentence("The name {host} says nothing.", host="a.b")
    assert words.sentence(Outage("All is silent.", why=why)) == (
        "All is silent. The name a.b says nothing."
    )
    assert words.sentence(CannotStart(Sentence("No {thing}.", thing="{x}"))) == "No {x}."


def test_what_is_said_inside_a_sentence_is_said_by_the_hosts_clock_too() -> None:
    words.speak(AMERICAN)
    inner = Sentence("at {hour}", hour=EVENING)
    assert words.said(Sentence("Come {when}.", when=inner)) == "Come at 8:00 pm."


def test_a_label_that_nobody_would_read_to_its_end_is_said_by_how_it_begins() -> None:
    terrace = "Terrace by the harbour wall, the second from the door, 12"
    assert words.table(terrace) == terrace
    assert words.table("7" * 5_000) == f"{'7' * 59}…"


def test_a_folder_keeps_together_among_hebrew_words(speak: Speak) -> None:
    speak("he", "24")
    told = words.said(Sentence("{folder} is there", folder=Path("/media/host/book.resv")))
    assert "\u2068/media/host/book.resv\u2069" in told
