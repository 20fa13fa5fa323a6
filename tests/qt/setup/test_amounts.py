"""Words agree with their number."""

from resv_desktop.qt.setup import amounts
from tests.qt.conftest import Speak


def test_one_and_more_are_said_differently() -> None:
    assert (amounts.tables(1), amounts.tables(2)) == ("1 table", "2 tables")
    assert (amounts.seats(1), amounts.seats(8)) == ("1 seat", "8 seats")
    assert amounts.hours_to_reserve(1) == "1 hour can be reserved."


def test_hours_are_said_as_times_of_day() -> None:
    assert amounts.opening_hours("12:23") == "12:00 to 23:00"
    assert amounts.opening_hours("18:02") == "18:00 to 02:00, the next day"
    assert amounts.opening_hours("00:24") == "00:00 to 24:00"
    assert amounts.opening_hours("9-17") == "9-17"


def test_hours_are_said_by_the_clock_that_was_chosen(speak: Speak) -> None:
    speak("en", "12")
    assert amounts.opening_hours("12:23") == "12:00 pm to 11:00 pm"
    assert amounts.opening_hours("18:02") == "6:00 pm to 2:00 am, the next day"
