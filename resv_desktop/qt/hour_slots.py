"""The tables of an hour, as those that look for a free one see them."""

from collections.abc import Iterator
from dataclasses import replace

from resv_desktop.domain.slot import Slot
from resv_desktop.qt.hour import Hour


def slots_of(hour: Hour) -> Iterator[Slot]:
    """Yield the slots of an hour; a table that a reservation names is taken."""
    for table in hour.by_size:
        slot = table.as_slot()
        yield slot if slot.is_available == table.is_free else replace(slot, is_available=False)
