"""What the evenings came to, and the parties for whom nothing was found."""

from datetime import date, datetime, timedelta
from typing import Final

from resv_desktop.controller.house import House, as_kept, no_restaurant, write_id
from resv_desktop.domain.report import Report, report_of
from resv_desktop.domain.slot import check_party_size
from resv_desktop.store.documents import Document, object_id
from resv_desktop.store.tally import note_refused, read_facts

ONCE_IN: Final = timedelta(minutes=10)


def report(house: House, rest_id: str, from_on: date, to_on: date) -> Report:
    """Count some business days; the rules are told at Controller.report."""
    if to_on < from_on:
        raise ValueError(f"{to_on} is before {from_on}")
    found = read_facts(house.store, rest_id, from_on, to_on)
    if found is None:
        raise no_restaurant(rest_id)
    restaurant, facts = found
    return report_of(restaurant, from_on, to_on, facts, house.now())


def refuse(house: House, rest_id: str, party_size: int, day: date, at: datetime | None) -> bool:
    """Write down that nothing was found; the rules are told at Controller.refuse."""
    now = as_kept(house.now())
    document: Document = {
        "_id": write_id(None),
        "restId": object_id(rest_id) or rest_id,
        "at": now,
        "time": at,
        "day": day.isoformat(),
        "partySize": check_party_size(party_size),
        "station": house.station,
    }
    return note_refused(house.store, document, now - ONCE_IN)
