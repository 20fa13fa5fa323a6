"""The clock on the wall of the house: its hours are not those of everybody."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject

from resv_desktop.qt.house_clock import HouseClock
from tests.qt.days import house


@pytest.mark.parametrize(
    ("zone", "begins", "told"),
    [
        ("Europe/London", datetime(2026, 3, 14, 18, 25, tzinfo=UTC), ["19:00", "20:00"]),
        ("Asia/Kolkata", datetime(2026, 3, 14, 13, 25, tzinfo=UTC), ["19:00", "20:00"]),
        ("Asia/Kathmandu", datetime(2026, 3, 14, 13, 25, tzinfo=UTC), ["20:00"]),
        # Each has its hour twice that night, Lord Howe Island only half of it.
        ("Europe/London", datetime(2026, 10, 24, 23, 50, tzinfo=UTC), ["01:00", "01:00"]),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 13, 50, tzinfo=UTC), ["01:00", "02:00"]),
    ],
)
def test_an_hour_begins_where_the_clock_of_the_house_shows_a_full_one(
    qapp: QObject, zone: str, begins: datetime, told: list[str]
) -> None:
    there, now, parent = house(timezone=zone), [begins], QObject(qapp)
    clock, heard = HouseClock(lambda: now[0], lambda: there, parent), list[str]()
    clock.hour_began.connect(lambda: heard.append(f"{there.local(now[0]):%H:%M}"))
    for _ in range(100):
        now[0] += timedelta(minutes=1)
        clock.tick()
    assert heard == told
    parent.deleteLater()
