"""A day of 25 hours, and one of 23: no view shows two hours under one name, or one that is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Qt

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import HourFilter, Sort, all_rows, available_rows
from resv_desktop.qt.day_words import filter_words, spoken
from resv_desktop.qt.look import Look
from resv_desktop.qt.sheet.sheet import sheet_of
from resv_desktop.qt.timeline_grid import grid_of
from resv_desktop.qt.timeline_model import TimelineModel
from tests.qt.days import house

LONG, SHORT = date(2026, 10, 25), date(2026, 3, 29)
HOUSE = replace(house({"1": 2, "2": 4}), opening_hours="00:24")


def _day(on: date) -> Day:
    zone = HOUSE.zone
    slots = [
        Slot(
            slot_id=at.isoformat(),
            table_id=table.id,
            capacity=table.capacity,
            starts_at=at.astimezone(zone),
            ends_at=(at + LASTS).astimezone(zone),
            is_available=True,
        )
        for at in HOUSE.slots_on(on)
        for table in HOUSE.tables
    ]
    held = [
        Reservation(
            id=slot.slot_id,
            slot_id=slot.slot_id,
            table_id="2",
            starts_at=slot.starts_at,
            reserved_by="",
            party_size=2,
            name=f"Heron {slot.starts_at.astimezone(UTC):%H}",
        )
        for slot in slots
        if slot.table_id == "2"
    ]
    return Day.of(HOUSE, on, slots, held, HOUSE.begins_at(on))


def _hours_of(on: date) -> dict[str, list[str]]:
    """Return the names of the hours of a day, the first table's, view by view."""
    day, now = _day(on), HOUSE.begins_at(on)
    grid = grid_of(day, HourFilter(), now)
    model = TimelineModel()
    model.show_grid(grid)
    across = Qt.Orientation.Horizontal
    heads = [str(model.headerData(n, across)) for n in range(model.columnCount())]
    sheet = sheet_of(day, now, "Stand 1", is_live=True)
    rows = all_rows(day, HourFilter(), now, Sort())
    free = available_rows(day, 2, HourFilter(), now)
    return {
        "all": [spoken(row).partition(",")[0] for row in rows[::2]],
        "available": [spoken(row).partition(",")[0] for row in free[::2]],
        "timeline": [head.partition(",")[0] for head in heads],
        "choice of hours": [
            filter_words(HourFilter(hour.at), HOUSE).removeprefix("From ") for hour in day.hours
        ],
        "sheet": [hour.title for hour in sheet.hours],
    }


def test_each_hour_has_a_name_of_its_own_in_every_view(look: Look) -> None:
    del look
    full = [f"{hour:02d}:00" for hour in range(24)]
    for view, names in _hours_of(LONG).items():
        assert names == [full[0], "01:00 (1st)", "01:00 (2nd)", *full[2:]], view
    for view, names in _hours_of(SHORT).items():
        assert names == [full[0], *full[2:]], view


def test_both_hours_of_one_name_have_their_own_parties() -> None:
    day = _day(LONG)
    night = all_rows(day, HourFilter(), HOUSE.begins_at(LONG), Sort())
    said = [spoken(row) for row in night if "Heron" in spoken(row)]
    assert said[1].startswith("01:00 (1st), ")
    assert "Heron 00" in said[1]
    assert said[2].startswith("01:00 (2nd), ")
    assert "Heron 01" in said[2]
    assert day.hours[-1].at - day.hours[0].at == timedelta(hours=24)
    assert datetime(2026, 10, 25, 1, tzinfo=UTC) in [hour.at for hour in day.hours]
