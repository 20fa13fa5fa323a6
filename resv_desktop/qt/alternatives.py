"""Which other tables can be offered to a party whose table has gone."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final

from resv_desktop.domain.presence import Place
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_rows import HourFilter, best_first, open_hours
from resv_desktop.qt.hour import TableHour

MOST: Final = 3


def alternatives(
    day: Day,
    slot: Slot,
    party_size: int,
    now: datetime,
    being_taken: Collection[Place] = (),
) -> tuple[TableHour, ...]:
    """Return at most three free tables for a party in place of a slot, the nearest first.

    Other tables of the same hour come first, the smallest that fits before the others; then the
    best fit of each of the nearest hours, the earlier one where two are equally near; where those
    are fewer than three, what else is free in them. Hours that have ended are left out. Of equal
    tables one that nobody is taking comes first.
    """
    at = slot.starts_at.astimezone(UTC)
    found: list[TableHour] = []
    others: list[TableHour] = []
    hours = open_hours(day, HourFilter(), now)
    for hour in sorted(hours, key=lambda h: (abs(h.at - at), h.at)):
        free = best_first(hour.free_for(party_size), being_taken)
        if hour.at == at:
            found += [table for table in free if table.table_id != slot.table_id]
        else:
            found += free[:1]
            others += free[1:]
    return tuple([*found, *others][:MOST])
