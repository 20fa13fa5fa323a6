"""Hours, reservations and who waits are brought to the instants that another clock gives them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from resv_desktop.domain.clock_change import Shift
from resv_desktop.store.book import Book
from resv_desktop.store.documents import RESERVATIONS, SLOTS, WAITING, Document, both_forms
from resv_desktop.store.house_hours import SHIFTED, step_of

# Where hours wait that are on their way: nobody's hour begins at such a minute, so that none comes
# upon another one that has not left yet.
_ON_THE_WAY = timedelta(minutes=7)


def shift_hours(book: Book, shifts: Sequence[Shift]) -> None:
    """Write the new instants of hours and of all that belongs to them; only in a transaction."""
    by_step: dict[timedelta, list[object]] = defaultdict(list)
    for each in shifts:
        by_step[each.after - each.before].append(each.slot_id)
    for step, slot_ids in by_step.items():
        book.move_times(SLOTS, "_id", slot_ids, step + _ON_THE_WAY)
        for name in (RESERVATIONS, WAITING):
            book.move_times(name, "slotId", both_forms(slot_ids), step)
    book.move_times(SLOTS, "_id", [each.slot_id for each in shifts], -_ON_THE_WAY)


def shifted(document: Document, step: timedelta) -> Document:
    """Return a document as `shift_hours` leaves it."""
    if not isinstance(document.get("time"), datetime):
        return document
    times = {name: at for name in SHIFTED if isinstance(at := document.get(name), datetime)}
    return document | {name: at + step_of(name, step) for name, at in times.items()}
