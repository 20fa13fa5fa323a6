"""What the tests of the day sheet have in common: days, and a look at a finished PDF."""

import re
from datetime import timedelta
from pathlib import Path

from resv_desktop.domain.reservation import Reservation
from resv_desktop.last_known import LastKnown
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_keeper import snapshot_of
from resv_desktop.qt.sheet.page_writer import Page
from resv_desktop.qt.sheet.sheet import Sheet, sheet_of
from tests.qt.days import NOW, SATURDAY, day, house, reservation

HEBREW = "שרה לוי-אברהם כהן מירושלים"
HELD = (
    reservation("7", 19),
    reservation("10", 19, HEBREW, party_size=4, note="חלון בבקשה, by the window"),
    reservation("1", 20, "Maximiliane von Hohenstein-Oberndorf zu Unterwasserburg"),
    reservation("2", 20, "", reserved_by="", status="seated"),
    reservation("20", 21, "", party_size=None),
    reservation("99", 21, "Lost table", status="done"),
)


def sheet(
    day_: Day | None = None, *, later: timedelta = timedelta(), is_live: bool = True
) -> Sheet:
    """Return the sheet of a day, made so long after the day was read."""
    return sheet_of(day_ or day(*HELD), NOW + later, "Stand 1", is_live=is_live)


def great_day() -> Day:
    """Return a day of 60 tables and 24 hours, two in three of them taken."""
    tables = {str(number): 2 + number % 7 for number in range(1, 61)}
    held = [
        reservation(str(table), hour, f"Guest {table}-{hour}")
        for table in range(1, 61)
        for hour in range(24)
        if (table + hour) % 3
    ]
    return day(*held, restaurant=house(tables, opening_hours="00:24"), hours=range(24))


def texts(pages: list[Page]) -> list[str]:
    """Return all that can be read on all pages."""
    return [text for page in pages for text in page.texts()]


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has; Qt writes each as an object that anybody can read."""
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    return len(re.findall(rb"/Type /Page\b", pdf))


def known_days(folder: Path, *held: Reservation) -> LastKnown:
    """Return what a station last knew: Saturday and the empty Sunday after it."""
    known = LastKnown(folder / "last-days.json", uri="", database="resv")
    sunday = day(on=SATURDAY + timedelta(days=1))
    known.keep([snapshot_of(day(*held)), snapshot_of(sunday)], SATURDAY)
    return known
