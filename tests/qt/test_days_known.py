"""The days that were read last are known, and how old they are."""

from datetime import timedelta

from resv_desktop.qt.days_known import DaysKnown
from tests.qt.days import NOW, SATURDAY, day


def test_thirty_days_are_known_and_the_oldest_goes_first() -> None:
    known = DaysKnown()
    for number in range(31):
        known.keep(day(on=SATURDAY + timedelta(days=number), hours=(20,)))
    assert known.find(SATURDAY) is None
    assert known.find(SATURDAY + timedelta(days=1)) is not None
    assert known.find(SATURDAY + timedelta(days=30)) is not None


def test_a_day_that_is_confirmed_is_as_old_as_that() -> None:
    known = DaysKnown()
    later = NOW + timedelta(minutes=9)
    known.confirm(SATURDAY, later)
    assert known.find(SATURDAY) is None
    known.keep(day())
    known.confirm(SATURDAY, later)
    known.confirm(SATURDAY, NOW)
    kept = known.find(SATURDAY)
    assert kept is not None
    assert kept.read_at == later
    assert kept.hours == day().hours
